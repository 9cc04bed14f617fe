// Decoding: labels, marks, detection, damage, and the way back to the bytes.
#include "dateline/page/decode.h"

#include "dateline/page/encoding.h"
#include "pages.h"

using namespace dateline;
using namespace dateline::page_test;

namespace {

page::Decoded decode_text(std::string bytes, std::string charset = {}) {
  RawPage page = text_page(std::move(bytes));
  page.charset = std::move(charset);
  return page::decode(page, false);
}
bool noted(const page::Decoded& d, NoteCode code) {
  for (const Note& n : d.notes) {
    if (n.code == code) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("labels follow the Encoding Standard") {
  REQUIRE(page::encoding_of("latin1") != nullptr);
  CHECK(page::encoding_of("latin1")->name == "windows-1252");
  CHECK(page::encoding_of(" ISO-8859-9 ")->name == "windows-1254");
  CHECK(page::encoding_of("UTF8")->name == "utf-8");
  CHECK(page::encoding_of("gb2312")->name == "gbk");
  CHECK(page::encoding_of("klingon") == nullptr);
  CHECK(page::encoding_of("") == nullptr);
}

TEST_CASE("the label in a page is found in both forms and in comments it is not") {
  CHECK(page::prescan("<html><head><meta charset='Shift_JIS'>") == "Shift_JIS");
  CHECK(page::prescan("<META http-equiv=content-type content=\"text/html; charset = koi8-r\">") == "koi8-r");
  CHECK(page::prescan("<!-- <meta charset=big5> --><title>x</title>").empty());
  CHECK(page::prescan("<?xml version='1.0' encoding='iso-8859-2'?><html>") == "iso-8859-2");
  CHECK(page::prescan("<!-- never closed <meta charset=big5>").empty());
}

TEST_CASE("valid UTF-8 wins over a wrong label and the label is noted") {
  const page::Decoded d = decode_text("Caf\xC3\xA9 on the pier", "iso-8859-1");
  CHECK(d.utf8 == "Caf\xC3\xA9 on the pier");
  CHECK(d.charset == "utf-8");
  CHECK(noted(d, NoteCode::encoding_label_wrong));
  CHECK_FALSE(noted(decode_text("plain letters", "iso-8859-1"), NoteCode::encoding_label_wrong));
}

TEST_CASE("bytes of Windows-1252 under a UTF-8 label are read as what they are") {
  const page::Decoded d = decode_text(
      "The caf\xE9 \x93"
      "quay\x94 re-opened; the caf\xE9 is na\xEF"
      "ve.",
      "utf-8");
  CHECK(d.utf8.find("caf\xC3\xA9") != std::string::npos);
  CHECK(noted(d, NoteCode::encoding_label_wrong));
}

TEST_CASE("UTF-16 is read with and without its mark") {
  std::string wide = "\xFF\xFE", bare;
  for (const char c : std::string("Ferry service returns to the islands")) {
    wide += c;
    wide += '\0';
    bare += c;
    bare += '\0';
  }
  CHECK(decode_text(wide).utf8 == "Ferry service returns to the islands");
  CHECK(decode_text(wide).charset == "utf-16le");
  CHECK(decode_text(bare).utf8 == "Ferry service returns to the islands");
}

TEST_CASE("single-byte text keeps the way back") {
  const std::string raw =
      "Mal\xE1"
      "ga: the p\xED"
      "er";
  const page::Decoded d = decode_text(raw, "windows-1252");
  CHECK(d.utf8 ==
        "Mal\xC3\xA1"
        "ga: the p\xC3\xAD"
        "er");
  REQUIRE(!d.origin.empty());
  for (const OriginRun& run : d.origin) {
    for (uint32_t i = 0; i < run.length; ++i) {
      const auto from = static_cast<unsigned char>(raw[run.from + i]);
      if (from < 0x80) CHECK(raw[run.from + i] == d.utf8[run.to + i]);
    }
  }
  CHECK(d.origin.back().from + d.origin.back().length == raw.size());
}

TEST_CASE("text encoded twice is repaired, real letters are left alone") {
  const page::Decoded d = decode_text(
      "The board\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2"
      "s chief, Zo\xC3\x83\xC2\xAB, said so.");
  CHECK(d.utf8 == "The board\xE2\x80\x99s chief, Zo\xC3\xAB, said so.");
  CHECK(noted(d, NoteCode::mojibake_repaired));
  const std::string fine =
      "\xC3\x82ngstr\xC3\xB6m and \xC3\x83o Paulo, \xC3\xA2"
      "me";
  CHECK(decode_text(fine).utf8 == fine);
}

TEST_CASE("zero bytes, control characters and broken bytes are counted") {
  const page::Decoded d = decode_text(std::string("Har\0bour\x01 news \xC3( and enough plain text after it to be sure", 57));
  CHECK(d.utf8.find('\0') == std::string::npos);
  CHECK(d.utf8.substr(0, 7) == "Harbour");
  CHECK(noted(d, NoteCode::control_removed));
  const page::Decoded broken = decode_text("caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 cut \xE2\x80");
  CHECK(noted(broken, NoteCode::encoding_replaced));
  CHECK(broken.utf8.find("\xEF\xBF\xBD") != std::string::npos);
}

TEST_CASE("empty pages and pictures are notes, not errors") {
  CHECK(has_note(read_text(""), NoteCode::empty));
  CHECK(has_note(read_text("\xEF\xBB\xBF"), NoteCode::empty));
  CHECK(has_note(read_text(" \n\t\r\n \xE2\x80\x8B\n"), NoteCode::empty));
  CHECK(has_note(read_html("\xFF\xD8\xFF\xE0 JFIF"), NoteCode::not_text));
  RawPage other = text_page("abc");
  other.media = MediaType::other;
  CHECK(has_note(page::read(other, ontology()), NoteCode::not_text));
}
