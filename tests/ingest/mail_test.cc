// Finds: whether saved pages and newsletters give their page. Example: a message of two alternatives. Row out: its HTML part.
// Does not try: attachments.
#include <doctest/doctest.h>

#include "dateline/ingest/mail.h"
#include "made.h"

using namespace made;

namespace {

const char* const kNewsletter =
    "From: =?utf-8?Q?The_Morning_Caf=C3=A9?= <news@n.example>\r\nSubject: =?utf-8?B?Q2FuYWw=?=\r\n =?utf-8?B?IGNsb3NlZA==?=\r\n"
    "Date: Mon, 12 Feb 2024 09:30:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n "
    "boundary=\"out\"\r\n\r\npreamble\r\n"
    "--out\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n--in\r\nContent-Type: text/plain; "
    "charset=utf-8\r\n\r\nPlain words.\r\n"
    "--in\r\nContent-Type: text/html; charset=\"iso-8859-1\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><p>The "
    "caf=E9 =\r\nclosed.</p></html>\r\n"
    "--in--\r\n--out\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--out--\r\n";

}  // namespace

TEST_CASE("newsletters") {
  const Collected got = read(kNewsletter, "a.eml");
  REQUIRE(got.pages.size() == 1);
  const RawPage& page = got.pages[0];
  CHECK(page.bytes.find("<html><p>The caf\xE9 closed.</p></html>") == 0);
  CHECK(page.charset == "iso-8859-1");
  CHECK(page.side.title == "Canal closed");
  CHECK(page.side.author == "The Morning Caf\xC3\xA9 <news@n.example>");
  CHECK(page.side.published == "Mon, 12 Feb 2024 09:30:00 +0000");
  CHECK(page.media == MediaType::html);
}

TEST_CASE("saved pages") {
  const std::string saved =
      "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://n.example/1\r\nSubject: Canal\r\nDate: Tue, 5 Mar 2024 "
      "10:00:00 -0000\r\n"
      "MIME-Version: 1.0\r\nContent-Type: "
      "multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----x\"\r\n\r\n------x\r\nContent-Type: text/html\r\n"
      "Content-ID: <f@mhtml>\r\nContent-Transfer-Encoding: base64\r\nContent-Location: "
      "https://n.example/1\r\n\r\nPGh0bWw+PHA+V29yZHMu\r\nPC9wPjwvaHRtbD4=\r\n"
      "------x\r\nContent-Type: text/css\r\n\r\np{}\r\n------x--\r\n";
  const Collected got = read(saved, "a.mhtml");
  REQUIRE(got.pages.size() == 1);
  CHECK(got.pages[0].bytes == "<html><p>Words.</p></html>");
  CHECK(got.pages[0].url == "https://n.example/1");
  CHECK(got.pages[0].side.published.empty());
}

TEST_CASE("messages with faults") {
  const std::string text = kNewsletter;
  for (size_t length = 0; length < text.size(); length += 7) (void)read(text.substr(0, length), "a.eml");
  CHECK(read(text.substr(0, text.find("closed.</p>")), "a.eml").pages.size() == 1);
  CHECK(read("From: a\r\nMIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nxx", "a.eml").refused(NoteCode::no_content));
  std::string nest = "From: a\r\nMIME-Version: 1.0\r\n";
  for (int i = 0; i < 5000; ++i)
    nest += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b" + std::to_string(i) + "\r\n";
  CHECK(read(nest, "a.eml").refusals.size() + read(nest, "a.eml").pages.size() == 1);
  CHECK(read("Date: today\r\nThe ministers met: nothing new.\r\n", "a.txt").pages.at(0).container.empty());
  CHECK(header_text("=?utf-8?X?broken") == "=?utf-8?X?broken");
  CHECK(header_text("plain =?iso-8859-1?q?caf=E9?= end") == "plain caf\xC3\xA9 end");
  CHECK(quoted_printable_bytes("a=ZZb=") == "a=ZZb=");
}
