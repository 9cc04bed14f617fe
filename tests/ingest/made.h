// Finds nothing: makes archives, compressed bytes and folders for the tests of ingest/, and collects what comes out.
// Example: made::archive(5, true) is a WARC.gz of five responses. Row out: Collected{pages, refusals}.
// Does not try: to be a writer for users.
#pragma once

#include <brotli/encode.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "dateline/ingest/contents.h"
#include "dateline/ingest/ingest.h"

namespace made {

using namespace dateline;
using namespace dateline::ingest;

inline std::string gzip(std::string_view plain, int level = 6) {
  z_stream stream{};
  deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, plain.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

/// zlib (window bits 15) or raw deflate (-15).
inline std::string deflated(std::string_view plain, int window_bits) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY);
  std::string out(plain.size() + 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::string zstd(std::string_view plain) {
  std::string out(ZSTD_compressBound(plain.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), plain.data(), plain.size(), 3));
  return out;
}

inline std::string brotli(std::string_view plain) {
  size_t size = plain.size() + 1024;
  std::string out(size, '\0');
  BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, plain.size(), reinterpret_cast<const uint8_t*>(plain.data()), &size,
                        reinterpret_cast<uint8_t*>(out.data()));
  out.resize(size);
  return out;
}

inline std::string page_of(int n) {
  std::string out = "<!doctype html><html><head><title>Page " + std::to_string(n) + "</title></head><body>";
  for (int i = 0; i < 40; ++i)
    out += "<p>The harbour of town " + std::to_string(n * 977 + i * 31) + " was closed on day " + std::to_string(i) + ".</p>\n";
  return out + "</body></html>";
}

inline std::string record(std::string_view type, std::string_view uri, std::string_view content_type, std::string_view block,
                          std::string_view length = {}, std::string_view more = {}) {
  std::string out = "WARC/1.1\r\nWARC-Type: " + std::string(type) + "\r\n";
  out += "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-" + std::to_string(100000000000 + uri.size() * 1000 + block.size()) +
         ">\r\n";
  out += "WARC-Date: 2024-03-01T10:20:30Z\r\n";
  if (!uri.empty()) out += "WARC-Target-URI: " + std::string(uri) + "\r\n";
  out += "Content-Type: " + std::string(content_type) + "\r\n" + std::string(more);
  out += "Content-Length: " + (length.empty() ? std::to_string(block.size()) : std::string(length)) + "\r\n\r\n";
  return out + std::string(block) + "\r\n\r\n";
}

inline std::string http(std::string_view body, std::string_view headers = {}, std::string_view status = "200 OK") {
  return "HTTP/1.1 " + std::string(status) + "\r\nContent-Type: text/html; charset=utf-8\r\n" + std::string(headers) + "\r\n" +
         std::string(body);
}

inline std::string uri_of(int n) { return "https://news.example/" + std::to_string(n); }

inline std::string response(int n, std::string_view length = {}) {
  return record("response", uri_of(n), "application/http; msgtype=response", http(page_of(n)), length);
}

/// What came out of one input.
struct Collected {
  std::vector<RawPage> pages;
  std::vector<Refusal> refusals;
  /// Numbers of the pages by the end of their URL: "0134".
  [[nodiscard]] std::string numbers() const {
    std::string out;
    for (const RawPage& page : pages) out += page.url.substr(page.url.rfind('/') + 1);
    return out;
  }
  [[nodiscard]] bool refused(NoteCode code, std::string_view words = {}) const {
    for (const Refusal& refusal : refusals) {
      if (refusal.note.code == code && refusal.note.detail.find(words) != std::string::npos) return true;
    }
    return false;
  }
};

inline Sink sink_into(Collected& out) {
  return {[&out](RawPage page) {
            out.pages.push_back(std::move(page));
            return true;
          },
          [&out](const Refusal& refusal) { out.refusals.push_back(refusal); }};
}

/// Reads bytes as if they were the file `name`, in blocks of `block` bytes.
inline Collected read(std::string_view bytes, const std::string& name, size_t block = 1U << 16U, const Options& options = {}) {
  Collected out;
  const Sink sink = sink_into(out);
  MemoryInput input(bytes, block);
  read_contents(input, name, name, options, sink);
  return out;
}

inline Collected walked(const std::vector<std::string>& paths, const Options& options = {}) {
  Collected out;
  walk(paths, options, sink_into(out));
  return out;
}

/// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "dateline-ingest-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string write(const std::string& name, std::string_view bytes) const {
    const std::string file = path + "/" + name;
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }
  std::string path;
};

}  // namespace made
