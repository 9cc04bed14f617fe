// Paths to pages: files, folders, JSON Lines, standard input. Sniffs what the bytes are; never opens the network.
//
// `walk({"pages/"}, options, sink)` calls sink once a page and once for every input it refuses, in sorted order of path.
// It decodes nothing and parses no HTML.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "dateline/base/note.h"
#include "dateline/base/result.h"
#include "dateline/ingest/raw_page.h"

namespace dateline::ingest {

struct Options {
  uint64_t max_page_bytes = 32ULL << 20;  ///< raw document limit
  uint64_t max_line_bytes = 64ULL << 20;  ///< one JSONL line
  bool follow_symlinks = false;
  uint64_t max_record_bytes = 64ULL << 20;  ///< one decompressed record of an archive, one decompressed body
  uint64_t max_ratio = 200;                 ///< decompressed : compressed, checked above ratio_floor
  uint64_t ratio_floor = 1ULL << 20;
  uint64_t max_header_bytes = 64ULL << 10;  ///< header block of an archive record
  unsigned max_layers = 2;                  ///< compression inside compression
  bool keep_http_errors = false;            ///< archived responses with an error status become pages too
};

/// An input that gives no page: refused, empty or damaged; the run goes on.
struct Refusal {
  std::string path;
  uint64_t place = 0;  ///< line number or byte offset
  Note note;
};

/// Receives pages and refusals; returning false from `page` stops the walk.
struct Sink {
  std::function<bool(RawPage)> page;
  std::function<void(const Refusal&)> refused;
  /// An address and its day of publication as a sitemap or a feed without its text states it; may be left empty.
  std::function<void(std::string_view, std::string_view)> dated = {};
  /// The same with the day of the last change (lastmod).
  std::function<void(std::string_view, std::string_view)> changed = {};
};

/// Reads every path (file, folder, "-") in the order given, folders in byte order of their names. Streams: memory does
/// not grow with the number of pages. A path that does not exist is refused with NoteCode::unreadable. Days that sitemaps and
/// feeds state for addresses are given to the pages that come after them and have none (sitemaps of a folder come first).
void walk(const std::vector<std::string>& paths, const Options& options, const Sink& sink);

/// One line of `warc_check`: a record, or bytes that are none.
struct WarcLine {
  uint64_t offset = 0;  ///< as RawPage::place
  std::string type;     ///< "response", "warcinfo", ... or "gap"
  std::string uri, date;
  int status = 0;  ///< HTTP status, 0 = none
  uint64_t bytes = 0;
  std::string reason;  ///< what is wrong; "" = sound
};
/// Reads an archive (WARC or ARC, compressed or not; "-" = standard input) and tells every record and every fault: damage,
/// lengths that do not fit, digests that do not fit (block digest; payload digest over the body as archived, without chunks, or
/// decoded). An empty file has no lines. Error: bytes but no record, or unreadable.
[[nodiscard]] Status warc_check(const std::string& path, const Options& options,
                                const std::function<void(const WarcLine&)>& sink);

/// What the bytes are: text, HTML, or a binary kind in `kind` ("jpeg", "pdf", "elf", "zip", "sqlite", "gzip", "utf-16" ...).
[[nodiscard]] MediaType sniff(std::string_view bytes, std::string_view file_name, std::string& kind);

/// Text safe to print on a terminal: control characters and bidi overrides as visible escapes.
[[nodiscard]] std::string visible(std::string_view text);

}  // namespace dateline::ingest
