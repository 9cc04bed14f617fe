// Finds: whether records of every kind become the right pages, and HTTP bodies are what they are, whatever their labels say.
// Example: a body labelled gzip that is plain. Row out: the plain page with a note coding_wrong.
// Does not try: damage (warc_damage_test.cc).
#include <doctest/doctest.h>

#include "made.h"

using namespace made;

namespace {

std::string chunked(std::string_view body, size_t size) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (size_t at = 0; at < body.size(); at += size) {
    const std::string_view piece = body.substr(at, size);
    std::string digits;
    for (size_t left = piece.size(); left > 0; left /= 16) digits.insert(digits.begin(), kHex[left % 16]);
    out += digits + "\r\n" + std::string(piece) + "\r\n";
  }
  return out + "0\r\n\r\n";
}

Collected body(std::string_view headers, const std::string& bytes) {
  return read(record("response", uri_of(7), "application/http", http(bytes, headers)), "a.warc");
}

}  // namespace

TEST_CASE("F29: content codings, labelled rightly") {
  const std::string page = page_of(1);
  CHECK(body("Content-Encoding: gzip\r\n", gzip(page)).pages.at(0).bytes == page);
  CHECK(body("Content-Encoding: GZip\r\n", gzip(page)).pages.at(0).bytes == page);
  CHECK(body("Content-Encoding: deflate\r\n", deflated(page, 15)).pages.at(0).bytes == page);
  CHECK(body("Content-Encoding: deflate\r\n", deflated(page, -15)).pages.at(0).bytes == page);
  CHECK(body("Content-Encoding: br\r\n", brotli(page)).pages.at(0).bytes == page);
  CHECK(body("Content-Encoding: zstd\r\n", zstd(page)).pages.at(0).bytes == page);
  CHECK(body("Content-Encoding: identity\r\n", page).pages.at(0).bytes == page);
  CHECK(body("Transfer-Encoding: chunked\r\n", chunked(page, 100)).pages.at(0).bytes == page);
  const Collected both = body("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(gzip(page), 333));
  CHECK(both.pages.at(0).bytes == page);
  CHECK(both.pages.at(0).notes.empty());
  CHECK(body("Content-Encoding: br, gzip\r\n", gzip(brotli(page))).pages.at(0).bytes == page);
}

TEST_CASE("F29: content codings, labelled wrongly") {
  const std::string page = page_of(1);
  struct Case {
    const char* headers;
    std::string bytes;
  };
  const std::vector<Case> cases = {{"Content-Encoding: gzip\r\n", page},     {"", gzip(page)},
                                   {"Content-Encoding: br\r\n", gzip(page)}, {"Content-Encoding: gzip\r\n", zstd(page)},
                                   {"Content-Encoding: br\r\n", page},       {"Content-Encoding: deflate\r\n", page},
                                   {"Transfer-Encoding: chunked\r\n", page}};
  for (const Case& c : cases) {
    CAPTURE(c.headers);
    const Collected got = body(c.headers, c.bytes);
    REQUIRE(got.pages.size() == 1);
    CHECK(got.pages[0].bytes == page);
    REQUIRE(!got.pages[0].notes.empty());
    CHECK(got.pages[0].notes[0].code == NoteCode::coding_wrong);
  }
}

TEST_CASE("F29: chunks with faults keep their text") {
  const std::string page = page_of(1);
  std::string whole = chunked(page, 500);
  CHECK(body("Transfer-Encoding: chunked\r\nContent-Length: 12\r\n", whole).pages.at(0).bytes == page);
  const Collected no_last = body("Transfer-Encoding: chunked\r\n", whole.substr(0, whole.size() - 5));
  CHECK(no_last.pages.at(0).bytes == page);
  CHECK(no_last.pages.at(0).notes.at(0).code == NoteCode::coding_wrong);
  std::string wrong = whole;
  wrong.replace(wrong.find("1f4", 10), 3, "zzz");
  const Collected bad = body("Transfer-Encoding: chunked\r\n", wrong);
  CHECK(bad.pages.at(0).bytes.find("</html>") != std::string::npos);
  CHECK(bad.pages.at(0).bytes.substr(0, 500) == page.substr(0, 500));
  CHECK(bad.pages.at(0).notes.at(0).code == NoteCode::coding_wrong);
  std::string huge = whole;
  huge.replace(0, 3, "fffffff");
  CHECK(body("Transfer-Encoding: chunked\r\n", huge).pages.at(0).bytes.find(page.substr(100, 300)) != std::string::npos);
}

TEST_CASE("F29: a body cut in its compression is kept up to there") {
  const std::string page = page_of(1), packed = gzip(page);
  const Collected got = body("Content-Encoding: gzip\r\n", packed.substr(0, packed.size() - 60));
  REQUIRE(got.pages.size() == 1);
  CHECK(got.pages[0].bytes == page.substr(0, got.pages[0].bytes.size()));
  CHECK(got.pages[0].bytes.size() > page.size() / 2);
  CHECK(got.pages[0].notes.at(0).code == NoteCode::truncated);
}

TEST_CASE("S01 F30: bombs inside an archive are refused, their neighbours read") {
  const std::string bomb(80 << 20, ' ');
  const std::string inner = record("response", uri_of(1), "application/http", http(gzip(bomb, 9), "Content-Encoding: gzip\r\n"));
  const std::string nested = record("response", uri_of(2), "application/http",
                                    http(gzip(gzip(gzip(page_of(2)))), "Content-Encoding: gzip, gzip, gzip\r\n"));
  const std::string zst = record("response", uri_of(3), "application/http", http(zstd(bomb), "Content-Encoding: zstd\r\n"));
  const std::string br = record("response", uri_of(5), "application/http", http(brotli(bomb), "Content-Encoding: br\r\n"));
  const Collected got = read(response(0) + inner + nested + zst + br + response(4), "a.warc");
  CHECK(got.numbers() == "04");
  CHECK(got.refused(NoteCode::too_large, "limit:ratio"));
  CHECK(got.refused(NoteCode::too_large, "limit:layers"));
  CHECK(got.refusals.size() == 4);
}

TEST_CASE("F28: which records are pages") {
  const std::string info = record("warcinfo", "", "application/warc-fields", "software: x\r\n");
  const std::string request = record("request", uri_of(1), "application/http", "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
  const std::string meta = record("metadata", uri_of(1), "text/plain", "a: b");
  const std::string strange = record("x-thing", uri_of(1), "text/html", page_of(1));
  const std::string image = record("response", uri_of(1), "application/http",
                                   "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n....");
  const std::string hidden = record("response", uri_of(1), "application/http", http("\x89PNG\r\n\x1a\n...."));
  const std::string dns = record("response", "dns:a.example", "text/dns", "20240101\na.example. 300 IN A 1.2.3.4\n");
  const std::string robots = record("response", "https://a.example/robots.txt", "application/http",
                                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\n");
  const std::string resource = record("resource", uri_of(2), "text/html; charset=windows-1252", page_of(2));
  const std::string wet = record("conversion", uri_of(3), "text/plain", "Ministers met in Cairo on Friday.");
  const Collected got = read(info + request + meta + strange + image + hidden + dns + robots + resource + wet, "a.warc");
  CHECK(got.numbers() == "23");
  CHECK(got.pages[0].charset == "windows-1252");
  CHECK(got.pages[1].media == MediaType::text);
  CHECK(got.refusals.empty());
}

TEST_CASE("feeds inside an archive give their items, other XML nothing") {
  const std::string feed =
      "<rss><channel><title>F</title><item><link>/1</link><content:encoded "
      "xmlns:content='http://purl.org/rss/1.0/modules/content/'>Words.</content:encoded></item></channel></rss>";
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n",
                    other = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n";
  const Collected got = read(
      record("response", "https://n.example/feed", "application/http", head + feed) +
          record("response", "https://n.example/api", "application/http", other + "<?xml version='1.0'?><data><p>x</p></data>") +
          record("response", "https://n.example/p", "application/http", other + "<?xml version='1.0'?><html><p>x</p></html>"),
      "a.warc");
  REQUIRE(got.pages.size() == 2);
  CHECK(got.pages[0].url == "https://n.example/1");
  CHECK(got.pages[0].fetched == "2024-03-01T10:20:30Z");
  CHECK(got.pages[1].url == "https://n.example/p");
}

TEST_CASE("error statuses are refused by default and kept on demand") {
  std::string bytes;
  for (const char* status : {"404 Not Found", "301 Moved", "500 Oops", "204 No Content"})
    bytes += record("response", uri_of(1), "application/http", http(page_of(1), "", status));
  const Collected got = read(bytes + response(2), "a.warc");
  CHECK(got.numbers() == "2");
  CHECK(got.refusals.size() == 4);
  CHECK(got.refused(NoteCode::http_error, "status 404"));
  Options keep;
  keep.keep_http_errors = true;
  const Collected kept = read(bytes, "a.warc", 1U << 16U, keep);
  REQUIRE(kept.pages.size() == 4);
  CHECK(kept.pages[0].http_status == 404);
}

TEST_CASE("F28: revisits: silent when the page is here, told when it is not") {
  const std::string digest = "WARC-Payload-Digest: sha1:AAAA\r\n";
  const std::string page = record("response", uri_of(1), "application/http", http(page_of(1)), "", digest);
  const std::string again = record("revisit", uri_of(1), "application/http", "HTTP/1.1 200 OK\r\n\r\n", "", digest);
  const std::string other =
      record("revisit", uri_of(2), "application/http", "HTTP/1.1 200 OK\r\n\r\n", "", "WARC-Payload-Digest: sha1:BBBB\r\n");
  const Collected got = read(page + again + other, "a.warc");
  CHECK(got.numbers() == "1");
  REQUIRE(got.refusals.size() == 1);
  CHECK(got.refused(NoteCode::revisit, uri_of(2)));
}

TEST_CASE("F28: headers as the wild writes them") {
  std::string bytes = response(1);
  const auto swap = [&](const std::string& from, const std::string& to) { bytes.replace(bytes.find(from), from.size(), to); };
  swap("WARC-Type: response", "warc-type:response");
  swap("https://news.example/1", "<https://news.example/a b/1>");
  swap("WARC-Date:", "X-Unknown: one\r\n two\r\nWARC-Date: 2023-01-01T00:00:00Z\r\nWARC-Date:");
  const Collected got = read(bytes, "a.warc");
  REQUIRE(got.pages.size() == 1);
  CHECK(got.pages[0].url == "https://news.example/a%20b/1");
  CHECK(got.pages[0].fetched == "2023-01-01T00:00:00Z");
  CHECK(got.refusals.empty());

  std::string lf = response(1);
  for (size_t at = lf.find("\r\n"); at != std::string::npos && at < lf.find("HTTP/1.1"); at = lf.find("\r\n"))
    lf.replace(at, 2, "\n");
  CHECK(read(lf + response(2), "a.warc").numbers() == "12");

  const Collected cut =
      read(record("response", uri_of(1), "application/http", http(page_of(1)), "", "WARC-Truncated: length\r\n"), "a.warc");
  REQUIRE(cut.pages.size() == 1);
  CHECK(cut.pages[0].notes.at(0).code == NoteCode::truncated);
}

TEST_CASE("ARC files") {
  const std::string head =
      "filedesc://a.arc 0.0.0.0 20240301102030 text/plain 75\n1 0 Somebody\nURL IP-address Archive-date Content-type "
      "Archive-length\n\n";
  const auto arc = [](int n, const std::string& length) {
    const std::string block = http(page_of(n));
    return "http://a.example/x y/" + std::to_string(n) + " 10.0.0.1 20240301102030 text/html " +
           (length.empty() ? std::to_string(block.size()) : length) + "\n" + block + "\n";
  };
  const Collected got = read(head + arc(0, "") + arc(1, "999999") + arc(2, "7") + arc(3, ""), "a.arc");
  CHECK(got.numbers() == "0123");
  CHECK(got.pages[0].url == "http://a.example/x%20y/0");
  CHECK(got.pages[0].fetched == "2024-03-01T10:20:30Z");
  CHECK(got.pages[3].bytes == page_of(3));
  CHECK(got.refusals.size() >= 2);
}

TEST_CASE("F28: the request before its response, pieces of a segmented record, a record that says nothing of itself") {
  const std::string request = record("request", uri_of(1), "application/http", "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
  const std::string first = record("response", uri_of(2), "application/http", http(page_of(2)), "", "WARC-Segment-Number: 1\r\n");
  const std::string second = record("continuation", uri_of(2), "application/http", "the rest", "",
                                    "WARC-Segment-Number: 2\r\nWARC-Segment-Origin-ID: <urn:uuid:1>\r\n");
  std::string bare = response(3);
  bare.erase(bare.find("WARC-Type"), bare.find("WARC-Record-ID") - bare.find("WARC-Type"));
  const Collected got = read(request + response(1) + first + second + bare + response(4), "a.warc");
  CHECK(got.numbers() == "124");
  CHECK(got.refused(NoteCode::truncated, "first segment only"));
  CHECK(got.refusals.size() == 1);
}
