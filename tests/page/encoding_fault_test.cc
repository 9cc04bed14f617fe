// Finds: whether pages with wrong, missing or mixed encodings keep their letters and say what was done.
// Example: UTF-8 labelled latin-1; GBK without a label; three bytes of windows-1252 in a page of UTF-8. Row out: the text, the
// charset, a note. Does not try: measuring detection (bench/accuracy encoding-chardet does).
#include <random>

#include "dateline/page/decode.h"
#include "pages.h"

using namespace dateline;
using namespace dateline::page_test;

namespace {

page::Decoded decoded(std::string bytes, std::string charset = {}, bool html = false) {
  RawPage page = text_page(std::move(bytes));
  page.charset = std::move(charset);
  return page::decode(page, html);
}

const Note* note_of(const page::Decoded& d, NoteCode code) {
  for (const Note& n : d.notes) {
    if (n.code == code) return &n;
  }
  return nullptr;
}

size_t count(std::string_view text, std::string_view part) {
  size_t n = 0;
  for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

std::string times(std::string_view part, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += part;
  return out;
}

constexpr std::string_view kLost = "\xEF\xBF\xBD";

}  // namespace

TEST_CASE("F34: forms of UTF-8 that are none are replaced and counted, nothing around them is lost") {
  const std::string good = times("Caf\xC3\xA9 by the harbour. ", 4);
  for (const std::string_view bad :
       {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\xBD\xED\xB8\x80", "\xED\xA0\x80", "\xF8\x88\x80\x80\x80", "\xFE\xFF"}) {
    const page::Decoded d = decoded(good + std::string(bad) + good, "utf-8");
    CAPTURE(bad.size());
    CHECK(d.charset == "utf-8");
    CHECK(count(d.utf8, "Caf\xC3\xA9 by the harbour.") == 8);
    CHECK(count(d.utf8, kLost) >= 1);
    CHECK(note_of(d, NoteCode::encoding_replaced) != nullptr);
  }
}

TEST_CASE("F34: wrong labels are found") {
  const page::Decoded cp = decoded("He said \x93no\x94 \x96 the mayor\x92s caf\xE9.", "utf-8");
  CHECK(cp.utf8 == "He said \xE2\x80\x9Cno\xE2\x80\x9D \xE2\x80\x93 the mayor\xE2\x80\x99s caf\xC3\xA9.");
  CHECK(note_of(cp, NoteCode::encoding_label_wrong) != nullptr);
  const page::Decoded utf = decoded("The mayor\xE2\x80\x99s caf\xC3\xA9", "iso-8859-1");
  CHECK(utf.charset == "utf-8");
  CHECK(utf.utf8 == "The mayor\xE2\x80\x99s caf\xC3\xA9");
  CHECK(note_of(utf, NoteCode::encoding_label_wrong) != nullptr);
  const page::Decoded seven = decoded("The mayor\xE2\x80\x99s caf\xC3\xA9", "utf-7");  // no label of the Encoding Standard
  CHECK(seven.charset == "utf-8");
  const page::Decoded ascii = decoded("Only plain letters.", "koi8-r");
  CHECK(ascii.charset == "koi8-r");
  CHECK(ascii.utf8 == "Only plain letters.");
}

TEST_CASE("F34: a label far down the page counts, text encoded twice is repaired and marked") {
  const std::string page = "<html><head>" + times("<!-- padding of the head of the page -->", 100) +
                           "<meta charset=windows-1251></head><p>\xCC\xEE\xF1\xEA\xE2\xE0</p></html>";
  const page::Decoded d = decoded(page, "", true);
  CHECK(d.charset == "windows-1251");
  CHECK(d.utf8.find("\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0") != std::string::npos);
  const page::Decoded twice = decoded("\xC3\xA2\xE2\x82\xAC\xC5\x93No\xC3\xA2\xE2\x82\xAC\xC2\x9D, she said.");
  CHECK(twice.utf8 == "\xE2\x80\x9CNo\xE2\x80\x9D, she said.");
  CHECK(note_of(twice, NoteCode::mojibake_repaired) != nullptr);
}

TEST_CASE("F34: encodings without a label") {
  struct Case {
    const char* charset;
    std::string bytes, letters;
  };
  // Plain sentences about a council, a harbour and the weather, said several times.
  const std::vector<Case> cases = {
      {"gb18030",
       times("\xCA\xD0\xD5\xFE\xB8\xAE\xD0\xC7\xC6\xDA\xD2\xBB\xD0\xFB\xB2\xBC\xB9\xD8\xB1\xD5\xB8\xDB\xBF\xDA\xA1\xA3\n", 6),
       "\xE5\xB8\x82\xE6\x94\xBF\xE5\xBA\x9C"},
      {"big5",
       times("\xA5\xAB\xAC\x46\xA9\xB2\xAC\x50\xB4\xC1\xA4\x40\xAB\xC5\xA5\xAC\xC3\xF6\xB3\xAC\xB4\xE4\xA4\x66\xA1\x43\n", 6),
       "\xE5\xB8\x82\xE6\x94\xBF\xE5\xBA\x9C"},
      {"koi8-r",
       times("\xE7\xCF\xD2\xCF\xC4\xD3\xCB\xCF\xCA \xD3\xCF\xD7\xC5\xD4 \xDA\xC1\xCB\xD2\xD9\xCC \xD0\xCF\xD2\xD4 \xD7 "
             "\xD0\xCF\xCE\xC5\xC4\xC5\xCC\xD8\xCE\xC9\xCB.\n",
             6),
       "\xD0\x93\xD0\xBE\xD1\x80\xD0\xBE\xD0\xB4\xD1\x81\xD0\xBA\xD0\xBE\xD0\xB9"},
      {"windows-1256",
       times(
           "\xC3\xDB\xE1\xDE \xC7\xE1\xE3\xCC\xE1\xD3 \xC7\xE1\xE3\xED\xE4\xC7\xC1 \xED\xE6\xE3 \xC7\xE1\xC7\xCB\xE4\xED\xE4.\n",
           6),
       "\xD8\xA7\xD9\x84\xD9\x85\xD9\x8A\xD9\x86\xD8\xA7\xD8\xA1"}};
  for (const Case& c : cases) {
    const page::Decoded d = decoded(c.bytes);
    CAPTURE(c.charset);
    CAPTURE(d.charset);
    CHECK(d.utf8.find(c.letters) != std::string::npos);
    CHECK(note_of(d, NoteCode::encoding_guessed) != nullptr);
  }
}

TEST_CASE("F35: bytes of windows-1252 in a page of UTF-8 keep their letters, with a note of where they begin") {
  const std::string head = times("The caf\xC3\xA9 by the harbour was closed. ", 5);
  const page::Decoded d = decoded(head + "\x93We waited,\x94 said Ren\xE9, and left.", "utf-8");
  CHECK(d.charset == "utf-8");
  CHECK(d.utf8 == head + "\xE2\x80\x9CWe waited,\xE2\x80\x9D said Ren\xC3\xA9, and left.");
  REQUIRE(note_of(d, NoteCode::encoding_label_wrong) != nullptr);
  CHECK(note_of(d, NoteCode::encoding_label_wrong)->offset == head.size());
  CHECK(note_of(d, NoteCode::encoding_label_wrong)->detail.substr(0, 2) == "3 ");
  REQUIRE(d.doubts.size() == 1);  // from the first quotation mark to the e of Rene: one stretch
  CHECK(d.doubts[0] == Span{static_cast<uint32_t>(head.size()), static_cast<uint32_t>(head.size() + 22)});
  // Half a character is no letter of windows-1252.
  CHECK(count(decoded(head + "cut \xE2\x80 here", "utf-8").utf8, kLost) >= 1);
}

TEST_CASE("F36: the way back holds on ten thousand random lines with marks, emoji, Arabic, controls and soft hyphens") {
  static constexpr std::string_view kPieces[] = {"word",
                                                 " ",
                                                 "harbour",
                                                 "\xC2\xAD",
                                                 "\xC2\xA0",
                                                 "\xEF\xBB\xBF",
                                                 "\xE2\x80\x8D",
                                                 "\xE2\x80\x8F",
                                                 "\xF0\x9F\x98\x80",
                                                 "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7",
                                                 "e\xCC\x81",
                                                 "\x01",
                                                 "\x1B",
                                                 "\x7F",
                                                 "\t",
                                                 "7,5",
                                                 "\xE4\xB8\xAD",
                                                 "\xC2\x85",
                                                 "."};
  std::mt19937 random(7);
  std::string text;
  for (int line = 0; line < 10000; ++line) {
    for (size_t n = random() % 12; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    text += '\n';
  }
  const page::Decoded d = decoded(text, "utf-8");
  uint32_t covered = 0;
  for (const OriginRun& run : d.origin) {
    REQUIRE(run.to == covered);
    REQUIRE(text.compare(run.from, run.length, d.utf8, run.to, run.length) == 0);
    covered = run.to + run.length;
  }
  CHECK(covered == d.utf8.size());
  CHECK(count(d.utf8, "\xC2\xAD") == count(text, "\xC2\xAD"));
  CHECK(count(d.utf8, "\x1B") == 0);
  const Article article = page::read(text_page(text), ontology());
  for (const Block& block : article.blocks) {
    const Span raw = article.raw_of(block.at);
    REQUIRE(raw.begin <= raw.end);
    REQUIRE(raw.end <= text.size());
  }
}
