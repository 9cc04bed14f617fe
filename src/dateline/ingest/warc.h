// Records of a WARC (0.17 to 1.1) or ARC file, sound or damaged, one after the other.
//
// Five records, the second with "Content-Length: 999999999": five records come out, the second cut where the third begins and
// flagged. Damage is told as Gap with byte offset and reason; no record is lost behind it. It reads no HTTP (http.h does).
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "dateline/ingest/http.h"
#include "dateline/ingest/ingest.h"
#include "dateline/ingest/input.h"

namespace dateline::ingest {

/// One record. Views live until the callback returns.
struct WarcRecord {
  uint64_t offset = 0;  ///< of the record in the file; in a compressed file of its member; in a member of many, see docs
  std::string version;  ///< "WARC/1.1" | "ARC/1.0"
  std::string type;     ///< "response", "warcinfo", ... lower case; "unknown" if it does not say
  std::string uri;      ///< target; <> taken off, blanks as %20
  std::string date;     ///< ISO 8601
  Fields fields;
  std::string_view block;  ///< the content block
  bool corrupt = false;    ///< bytes of the block are lost or wrong
  Notes notes;             ///< re-delimited, truncated, ...
};

struct WarcSink {
  std::function<bool(const WarcRecord&)> record;  ///< false = stop
  std::function<void(const Gap&)> gap;            ///< bytes that belong to no record
};

/// Reads records until the end; false when the sink asked to stop. Memory: one record and a window.
bool read_warc(Input& input, const Options& options, const WarcSink& sink);

/// True if the bytes begin a WARC or an ARC file.
[[nodiscard]] bool is_warc_start(std::string_view head);

/// Pages of a WARC into a Sink: responses, resources and conversions that hold HTML or text. See formats.md for the rules.
bool read_warc_pages(Input& input, const std::string& path, const Options& options, const Sink& sink);

}  // namespace dateline::ingest
