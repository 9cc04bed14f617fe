// Text that is hostile or no prose: marks without end, invisible characters, texts without a sentence end.
// The way back to the page must hold for any of it, and the work (characters looked at, not seconds) must grow with the length.
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "dateline/text/text.h"
#include "dateline/text/tokenize.h"

namespace dateline::text {
namespace {

Article article_of(const std::vector<std::string>& blocks) {
  Article article;
  for (const std::string& block : blocks) {
    Block b;
    b.at.begin = static_cast<uint32_t>(article.text.size());
    article.text += block;
    b.at.end = static_cast<uint32_t>(article.text.size());
    article.text += '\n';
    article.blocks.push_back(b);
  }
  return article;
}

/// Characters the cutter looks at in `bytes` bytes of one unit again and again.
size_t looks_at(std::string_view unit, size_t bytes) {
  std::string block;
  while (block.size() < bytes) block += unit;
  size_t looks = 0;
  CHECK(!cut(block, &looks).empty());
  return looks;
}

bool inside_character(std::string_view s, uint32_t at) {
  return at < s.size() && (static_cast<unsigned char>(s[at]) & 0xC0U) == 0x80U;
}

/// Characters that random strings are made of: letters of four scripts, digits, marks, blanks, everything invisible.
constexpr auto kPool = std::to_array<std::string_view>({"a",
                                                        "B",
                                                        "n",
                                                        "t",
                                                        "s",
                                                        "I",
                                                        "U",
                                                        "7",
                                                        "0",
                                                        " ",
                                                        " ",
                                                        " ",
                                                        ".",
                                                        ",",
                                                        "'",
                                                        "\"",
                                                        "-",
                                                        "!",
                                                        "?",
                                                        "(",
                                                        ")",
                                                        "$",
                                                        "@",
                                                        "#",
                                                        "/",
                                                        ":",
                                                        "\t",
                                                        "\u00e9",
                                                        "e\u0301",
                                                        "\u0301",
                                                        "\u0646",
                                                        "\u0629",
                                                        "\u0651",
                                                        "\u05d0",
                                                        "\u4e2d",
                                                        "\u0416",
                                                        "\u2019",
                                                        "\u201c",
                                                        "\u201d",
                                                        "\u2014",
                                                        "\u2026",
                                                        "\u00a0",
                                                        "\u00ad",
                                                        "\u200b",
                                                        "\u200d",
                                                        "\u200e",
                                                        "\u200f",
                                                        "\u202e",
                                                        "\u2066",
                                                        "\ufeff",
                                                        "\u2028",
                                                        "\u0085",
                                                        "\u20ac",
                                                        "\U0001F600",
                                                        "\U0001F468\u200d\U0001F469",
                                                        "\U0001F1EA\U0001F1FA"});

std::string random_string(uint32_t& state) {
  const auto next = [&state](size_t n) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % n;
  };
  std::string out;
  for (size_t i = next(40) + 1; i > 0; --i) out += kPool[next(kPool.size())];
  return out;
}

}  // namespace

TEST_CASE("F36: ten thousand random strings lead back to the page's bytes") {
  uint32_t state = 11;
  size_t tokens = 0;
  for (int round = 0; round < 10000; ++round) {
    const Article article = article_of({random_string(state), random_string(state)});
    const Text text = analyse(article);
    uint32_t last = 0;
    for (uint32_t t = 0; t < text.tokens.size(); ++t) {
      const Span at = text.tokens[t].at;
      REQUIRE(at.begin >= last);
      REQUIRE(at.end > at.begin);
      REQUIRE(at.end <= text.utf8.size());
      REQUIRE(!inside_character(text.utf8, at.begin));
      REQUIRE(!inside_character(text.utf8, at.end));
      last = at.end;
      const Span back = text.article_of(at);
      REQUIRE(back.end > back.begin);
      REQUIRE(back.end <= article.text.size());
      if (text.repairs.empty()) REQUIRE(slice(article.text, back) == text.word(t));
      ++tokens;
    }
    for (const Sentence& s : text.sentences) REQUIRE(s.token_end > s.token_begin);
  }
  CHECK(tokens > 100000);
}

TEST_CASE("F36: what cannot be seen stays in its word and makes none") {
  const std::string block =
      std::string("Cai\u00ADro\u00A0met\u200FRa\uFEFFfah \u202Etoday\u202C \u200B\u2066\u2069 a") + '\0' + "b\x01 c";
  const Text text = analyse(article_of({block}));
  std::vector<std::string> words;
  for (uint32_t t = 0; t < text.tokens.size(); ++t) words.emplace_back(text.word(t));
  REQUIRE(words.size() >= 6);
  CHECK(words[0] == "Cai\u00ADro");
  CHECK(words[1] == "met\u200FRa\uFEFFfah");
  CHECK(words[2] == "today");
  CHECK(words[3] == "a");
  CHECK(words[4].substr(0, 1) == "b");
}

TEST_CASE("F43: text that never ends a sentence is cut by length and says so") {
  std::string block = "the boats";
  for (int i = 0; i < 2500; ++i) block += " and nets";
  const Text text = analyse(article_of({block}));
  REQUIRE(text.tokens.size() == 5002);
  REQUIRE(text.sentences.size() == 3);
  for (const Sentence& s : text.sentences) CHECK(s.token_end - s.token_begin <= 2000);
  REQUIRE(text.notes.size() == 2);
  CHECK(text.notes[0].code == NoteCode::sentence_cut);
}

TEST_CASE("F43: a megabyte without a blank is one word, whole") {
  const std::string block(1000000, 'a');
  const std::vector<Piece> pieces = cut(block);
  REQUIRE(pieces.size() == 1);
  CHECK(pieces[0].end == block.size());
  size_t looks = 0;
  (void)cut(block, &looks);
  CHECK(looks < 8 * block.size());
}

TEST_CASE("F43: other scripts, all capitals and tables come apart into words") {
  const auto words = [](std::string_view block) { return cut(block).size(); };
  CHECK(words("\u0648\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064a\u0631 \u0627\u0644\u064a\u0648\u0645.") == 4);
  CHECK(words("THE COUNCIL MET IN BRENNA. IT VOTED.") == 9);
  CHECK(words("Port\t2030\t2031\nBrenna\t1,200\t1,450\n") == 6);
  CHECK(words("\u6e2f\u53e3\u4eca\u65e5\u5173\u95ed\u3002") >= 1);
}

TEST_CASE("S19: the work of cutting grows with the length, whatever stands in the text") {
  for (const std::string_view unit :
       {"a",   "a!",      "\"",   "(",   ")",       "((\"", "5",  "5,", "5.",   ".",  "'",      "a.",
        "a-",  "1,",      "x@",   "\"a", "http://", "a'",   "[",  "e-", "[1]",  ".)", "\u201c", "\u2019s",
        "n't", "a\u00ad", "www.", ":-)", "a ",      "U.",   "&A", "1:", "b/c ", "$",  "--"}) {
    const size_t small = looks_at(unit, 50000), large = looks_at(unit, 400000);
    CAPTURE(unit);
    CHECK(large < 10 * small);     // eight times the text
    CHECK(large < 400 * 400000U);  // and not much for each byte
  }
}

TEST_CASE("S19: the known bombs pass through whole") {
  const auto covered = [](const std::string& block) {
    const std::vector<Piece> pieces = cut(block);
    return !pieces.empty() && pieces.front().begin == 0 && pieces.back().end == block.size();
  };
  CHECK(covered(std::string(1000000, 'a') + "!"));
  CHECK(covered(std::string(100000, '"')));
  CHECK(covered(std::string(100000, '(') + std::string(100000, ')')));
  CHECK(covered(std::string(50000, '7')));
}

}  // namespace dateline::text
