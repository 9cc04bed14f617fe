// Finds: whether a damaged archive costs more than the damaged record.
// Example: five responses, the second with "Content-Length: 999999999". Row out: all five, a refusal names the second.
// Does not try: every way to break a file; fuzz/fuzz_warc.cc does that.
#include <doctest/doctest.h>

#include <ctime>

#include "dateline/ingest/digest.h"
#include "made.h"

using namespace made;

namespace {

/// Five responses; record 1 as given. Plain or one gzip member a record.
std::string five(const std::string& second, bool packed) {
  std::string out;
  for (int n = 0; n < 5; ++n) {
    const std::string record = n == 1 ? second : response(n);
    out += packed ? gzip(record) : record;
  }
  return out;
}

size_t offset_of_member(int n) {
  size_t out = 0;
  for (int i = 0; i < n; ++i) out += gzip(response(i)).size();
  return out;
}

/// Gives some bytes, then the same error for ever, as a bad disk does.
class BadDisk final : public Input {
 public:
  explicit BadDisk(std::string bytes) : bytes_(std::move(bytes)) {}
  Got read(std::string& out) override {
    out += bytes_;
    const bool any = !bytes_.empty();
    bytes_.clear();
    gap_ = {1000, NoteCode::unreadable, "Input/output error", true};
    return any ? Got::bytes : Got::gap;
  }

 private:
  std::string bytes_;
};

}  // namespace

TEST_CASE("an input that fails for ever ends") {
  for (const char* name : {"a.warc", "a.warc.gz", "a.jsonl", "a.csv", "a.html", "a.zip"}) {
    CAPTURE(name);
    Collected got;
    const Sink sink = sink_into(got);
    BadDisk disk(std::string(name) == "a.warc.gz" ? gzip(response(0)) + gzip(response(1)).substr(0, 100) : response(0));
    read_contents(disk, name, name, {}, sink);
    CHECK((got.refused(NoteCode::unreadable, "Input/output error") || std::string(name) == "a.zip"));
    CHECK(!got.refusals.empty());
  }
}

TEST_CASE("F27: sound archives: plain, gzip, zstd, one member, small blocks") {
  std::string plain, packed, frames;
  for (int n = 0; n < 5; ++n) {
    plain += response(n);
    packed += gzip(response(n));
    frames += zstd(response(n));
  }
  for (const size_t block : {1UL, 7UL, 1000UL, 65536UL}) {
    CAPTURE(block);
    for (const std::string& bytes : {plain, packed, frames, gzip(plain), zstd(plain)}) {
      const Collected got = read(bytes, "a.warc", block);
      CHECK(got.numbers() == "01234");
      CHECK(got.refusals.empty());
      CHECK(got.pages.back().bytes == page_of(4));
      CHECK(got.pages.back().charset == "utf-8");
      CHECK(got.pages.back().fetched == "2024-03-01T10:20:30Z");
      CHECK(got.pages.back().http_status == 200);
      CHECK(got.pages.back().media == MediaType::html);
    }
  }
  const Collected offsets = read(packed, "a.warc.gz");
  CHECK(offsets.pages[2].place == offset_of_member(2));
  CHECK(read(plain, "a.warc").pages[1].place == response(0).size());
}

TEST_CASE("F27: a wrong Content-Length never swallows the next record") {
  const auto size = static_cast<int>(http(page_of(1)).size());
  const std::vector<std::string> lengths = {"10",
                                            "-5",
                                            "abc",
                                            "999999999",
                                            "12345678901234567890123",
                                            "99999999999999999999",
                                            "0x10",
                                            " ",
                                            std::to_string(size - 1),
                                            std::to_string(size + 5),
                                            std::to_string(size + 1000),
                                            std::to_string(size + 6000)};
  for (const std::string& length : lengths) {
    for (const bool packed : {false, true}) {
      CAPTURE(length);
      CAPTURE(packed);
      const Collected got = read(five(response(1, length), packed), "a.warc");
      CHECK(got.numbers() == "01234");
      CHECK(got.refused(NoteCode::archive_damaged));
      CHECK(got.pages[1].bytes == page_of(1));
      CHECK(!got.pages[1].notes.empty());
      CHECK(got.pages[2].notes.empty());
    }
  }
}

TEST_CASE("F27: one flipped byte in a gzip member costs that member") {
  const std::string sound = five(response(1), true);
  const size_t begin = offset_of_member(1), end = offset_of_member(2);
  for (size_t at = begin; at < end; at += 1 + (end - begin) / 150) {
    std::string bytes = sound;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    CAPTURE(at - begin);
    const Collected got = read(bytes, "a.warc.gz");
    const bool only_header = got.numbers() == "01234";  // a byte of the gzip header that nothing checks (time, system)
    if (only_header) {
      CHECK(at - begin < 10);
    } else {
      CHECK(got.numbers() == "0234");
      CHECK(!got.refusals.empty());
    }
  }
}

TEST_CASE("F27: destroyed magic, cut files, garbage between records") {
  std::string bytes = five(response(1), true);
  bytes[offset_of_member(1)] = 'x';
  Collected got = read(bytes, "a.warc.gz");
  CHECK(got.numbers() == "0234");
  REQUIRE(got.refusals.size() == 1);
  CHECK(got.refusals[0].place == offset_of_member(1));

  bytes = five(response(1), true).substr(0, offset_of_member(2) + 300);
  got = read(bytes, "a.warc.gz");
  CHECK(got.numbers() == "012");
  CHECK(got.refused(NoteCode::truncated, "truncated at byte " + std::to_string(bytes.size())));
  CHECK(!got.pages[2].notes.empty());
  CHECK(got.pages[1].notes.empty());

  bytes = five(response(1), false);
  bytes.resize(bytes.size() - 2000);
  got = read(bytes, "a.warc");
  CHECK(got.numbers() == "01234");
  CHECK(got.refused(NoteCode::truncated, "truncated at byte"));

  for (const bool packed : {false, true}) {
    for (const std::string& garbage : {std::string("this is no record\r\n"), std::string(100000, '\0'),
                                       std::string("WARC/1.0\r\nno: header\r\n\r\n"), std::string(3 << 20, 'g')}) {
      const std::string first = packed ? gzip(response(0)) : response(0);
      bytes = first + garbage + five(response(1), packed).substr(first.size());
      got = read(bytes, "a.warc");
      CHECK(got.numbers() == "01234");
      CHECK(
          (got.refused(NoteCode::archive_damaged) || (packed && garbage[0] == '\0')));  // NUL padding between members is allowed
    }
  }
}

TEST_CASE("F27: header limits, empty archives, things that are no archive") {
  const std::string long_header = "WARC/1.0\r\nWARC-Type: response\r\nX: " + std::string(5 << 20, 'h');
  Collected got = read(response(0) + long_header + "\r\n\r\n" + response(2), "a.warc");
  CHECK(got.numbers() == "02");
  CHECK(got.refused(NoteCode::archive_damaged, "limit:header_bytes"));
  CHECK(read("", "a.warc").refused(NoteCode::empty));
  CHECK(read(gzip(""), "a.warc.gz").refused(NoteCode::empty));
  got = read(std::string(1000, 'z'), "a.warc");
  CHECK(got.pages.empty());
  CHECK(got.refused(NoteCode::archive_damaged));
}

TEST_CASE("S01 F30: an oversized record is passed over, its neighbours are not") {
  Options options;
  options.max_record_bytes = 1 << 20;
  const std::string big = record("response", uri_of(1), "application/http", http(std::string(12 << 20, 'b')));
  for (const bool packed : {false, true}) {
    const Collected got = read(five(big, packed), "a.warc", 1U << 16U, options);
    CHECK(got.numbers() == "0234");
    CHECK(got.refused(NoteCode::too_large, packed ? "limit:ratio" : "limit:record_bytes"));
  }
}

TEST_CASE("hostile archives take linear time") {
  std::string lines, ids, members;
  while (lines.size() < (10U << 20U)) lines += "WARC/1.0\n";
  while (ids.size() < (10U << 20U)) ids += "WARC/1.0\nWARC-Record-ID:a\nContent-Length:z\n\n";
  while (members.size() < (4U << 20U)) members += std::string("\x1F\x8B\x08\0\0\0\0\0\0\3", 10);
  for (const std::string& bytes :
       {response(0) + lines, response(0) + ids, response(0) + response(1, "5") + lines, gzip(response(0)) + members}) {
    const auto begin = std::clock();  // of the processor: other work on the machine does not count
    const Collected got = read(bytes, "a.warc");
    const auto took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    CHECK(got.numbers().substr(0, 1) == "0");
    CHECK(took < 10.0);  // generous: the machine may be busy; quadratic work would take minutes
  }
}

TEST_CASE("warc_check tells records and faults with their offsets") {
  const Folder folder;
  const std::string path = folder.write("a.warc.gz", five(response(1, "999999999"), true));
  std::vector<WarcLine> lines;
  CHECK(warc_check(path, {}, [&](const WarcLine& line) { lines.push_back(line); }));
  REQUIRE(lines.size() == 5);
  CHECK(lines[0].reason.empty());
  CHECK(lines[0].type == "response");
  CHECK(lines[0].status == 200);
  CHECK(lines[1].offset == offset_of_member(1));
  CHECK(lines[1].reason.find("999999999") != std::string::npos);
  CHECK(!warc_check(folder.write("no.warc", "nothing here"), {}, [](const WarcLine&) {}));
  CHECK(warc_check(folder.write("empty.warc", ""), {}, [](const WarcLine&) { FAIL("a line of an empty file"); }));
  CHECK(!warc_check(folder.path + "/absent.warc", {}, [](const WarcLine&) {}));
}

TEST_CASE("warc_check compares digests") {
  // The digests of "", known from RFC 3174 and FIPS 180-4, and of the body below under another name.
  CHECK(digest_fits("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", "") == Fit::yes);
  CHECK(digest_fits("SHA1:da39a3ee5e6b4b0d3255bfef95601890afd80709", "") == Fit::yes);
  CHECK(digest_fits("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "") == Fit::yes);
  CHECK(digest_fits("sha-256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ====", "") == Fit::yes);
  CHECK(digest_fits("md5:d41d8cd98f00b204e9800998ecf8427e", "x") == Fit::no);
  CHECK(digest_fits("blake3:00", "") == Fit::unknown);
  CHECK(digest_fits("sha1:short", "") == Fit::unknown);
  CHECK(digest_fits("", "") == Fit::unknown);

  const Folder folder;
  const auto faults = [&](std::string_view block, std::string_view more) {
    const std::string path = folder.write("a.warc", record("response", uri_of(1), "application/http", block, {}, more));
    std::string reason;
    CHECK(warc_check(path, {}, [&](const WarcLine& line) { reason += line.reason; }));
    return reason;
  };
  const std::string empty = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n";
  CHECK(faults(http(""), "WARC-Payload-Digest: " + empty).empty());
  CHECK(faults(http("0\r\n\r\n", "Transfer-Encoding: chunked\r\n"), "WARC-Payload-Digest: " + empty).empty());
  CHECK(faults(http("x"), "WARC-Payload-Digest: " + empty) == "payload digest does not fit");
  CHECK(faults(http(""), "WARC-Block-Digest: " + empty) == "block digest does not fit");
}
