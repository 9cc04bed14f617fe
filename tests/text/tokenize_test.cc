// Words and sentences as one readable line: blanks between words, `+` before the rest of a multiword token, `||` between
// sentences.
#include "dateline/text/tokenize.h"

#include <doctest/doctest.h>

#include <string>

#include "dateline/text/text.h"

namespace dateline::text {
namespace {

std::string shown(std::string_view block) {
  std::string out;
  for (const Piece& p : cut(block)) {
    if (!out.empty()) out += p.starts_sentence ? " || " : p.joined ? " +" : " ";
    out += block.substr(p.begin, p.end - p.begin);
  }
  return out;
}

/// Every byte that is not blank is covered once, in order.
bool covers(std::string_view block) {
  std::size_t at = 0;
  for (const Piece& p : cut(block)) {
    if (p.begin < at || p.end <= p.begin || p.end > block.size()) return false;
    for (; at < p.begin; ++at)
      if (block[at] > ' ' && static_cast<unsigned char>(block[at]) < 0x80) return false;
    at = p.end;
  }
  for (; at < block.size(); ++at)
    if (block[at] > ' ' && static_cast<unsigned char>(block[at]) < 0x80) return false;
  return true;
}

}  // namespace

TEST_CASE("contractions and possessives are two words of one token") {
  CHECK(shown("I don't think they'll say it's hers, can't they?") ==
        "I do +n't think they +'ll say it +'s hers , ca +n't they ?");
  CHECK(shown("They cannot go; we’re gonna stay.") == "They can +not go ; we +’re gon +na stay .");
  CHECK(shown("the states' rights and the minister's aide") == "the states +' rights and the minister +'s aide");
  CHECK(shown("She couldn't've known") == "She could +n't +'ve known");
  CHECK(shown("O'Brien met Sana'a's mayor at 7 o'clock") == "O'Brien met Sana'a +'s mayor at 7 o'clock");
}

TEST_CASE("hyphens cut except after a prefix") {
  CHECK(shown("the long-term, anti-war Al-Nour party") == "the long - term , anti-war Al - Nour party");
  CHECK(shown("mid-1980s re-election of the ex-minister") == "mid-1980s re-election of the ex-minister");
  CHECK(shown("call 212-555-0147 or 555-0147") == "call 212-555-0147 or 555-0147");
}

TEST_CASE("numbers, dates, money and units") {
  CHECK(shown("On 11/28/2000 at 10:30, $5.5m or 1,200 (12%) came 10km by 5pm.") ==
        "On 11/28/2000 at 10:30 , $ 5.5 m or 1,200 ( 12 % ) came 10 km by 5 pm .");
  CHECK(shown("the 1990s, '90s and the 3rd") == "the 1990s , '90s and the 3rd");
}

TEST_CASE("abbreviations, initials and acronyms keep their stop and end no sentence") {
  CHECK(shown("Gen. Adams and Mr. J. R. Low of Acme Corp. met in the U.S. on Oct. 7. They left.") ==
        "Gen. Adams and Mr. J. R. Low of Acme Corp. met in the U.S. on Oct. 7 . || They left .");
  CHECK(shown("It was made in the U.S. The rest was not.") == "It was made in the U.S. || The rest was not .");
  CHECK(shown("See No. 5. No. That is all.") == "See No. 5 . || No . || That is all .");
}

TEST_CASE("missing blanks after a stop") {
  CHECK(shown("They won 14-0.In Cairo, crowds sang.") == "They won 14 - 0 . || In Cairo , crowds sang .");
  CHECK(shown("The talks ended.Delegates left") == "The talks ended . || Delegates left");
  CHECK(shown("see example.com or v2.5") == "see example.com or v2.5");
}

TEST_CASE("quotations stay with their sentence") {
  CHECK(shown("\"We are ready.\" The envoy left.") == "\" We are ready . \" || The envoy left .");
  CHECK(shown("“Will they?” he asked. “No.”") == "“ Will they ? ” he asked . || “ No . ”");
  CHECK(shown("It ended (at last.) Then rain fell.") == "It ended ( at last . ) || Then rain fell .");
  CHECK(shown("He was born in 1801.[17] He died in 1860.") == "He was born in 1801 . [ 17 ] || He died in 1860 .");
}

TEST_CASE("ellipses, runs of marks, capitals, addresses") {
  CHECK(shown("Well... maybe not... But NOT NOW!! REALLY?!") == "Well ... maybe not ... || But NOT NOW !! || REALLY ?!");
  CHECK(shown("(AP) — Mail a.b@example.org, see https://example.org/a?b=c.") ==
        "( AP ) — Mail a.b@example.org , see https://example.org/a?b=c .");
  CHECK(shown("thanks @user for #peace :)") == "thanks @user for #peace :)");
}

TEST_CASE("a false stop of machine translation makes no sentence by itself") {
  CHECK(shown("The state of negotiations. with the movement") == "The state of negotiations . with the movement");
}

TEST_CASE("blank lines and bullets") {
  CHECK(shown("Best regards\n\nAnna") == "Best regards || Anna");
  CHECK(shown("1. First point. 2. Second") == "1 . First point . || 2 . Second");
}

TEST_CASE("any bytes: offsets cover the block") {
  for (const std::string_view block :
       {"", " ", ".", "'", "''", "\xff\xfe", "a\xc3", "\xe2\x80", "....''\"\"((", "\0a\0", "😀 ok", "’s", "n't", "'s's's"})
    CHECK(covers(block));
  CHECK(cut("").empty());
  CHECK(cut(" \t\n\u00A0\u200B").empty());
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  CHECK(covers(all));
}

TEST_CASE("invisible characters belong to the word they stand in") {
  CHECK(shown("cease\u00ADfire in Ca\uFEFFiro") == "cease\u00ADfire in Ca\uFEFFiro");
  CHECK(shown("\u200Fword\u200B next\u00AD") == "word next");
}

TEST_CASE("split gives the same words with blanks before them") {
  const std::string_view block = "He didn't. Go";
  const auto tokens = split(block);
  REQUIRE(tokens.size() == 5);
  CHECK(tokens[0].sentence_begin);
  CHECK(!tokens[0].space_before);
  CHECK(tokens[1].space_before);
  CHECK(!tokens[2].space_before);
  CHECK(slice(block, tokens[2].at) == "n't");
  CHECK(tokens[4].sentence_begin);
}

}  // namespace dateline::text
