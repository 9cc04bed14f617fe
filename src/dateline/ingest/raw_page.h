// One page as it came: bytes, where from, when. Produced by ingest/, read by page/.
//
// "story.jsonl line 12" gives RawPage{bytes = that page's html, origin = {"story.jsonl", line 12}}.
// It is not decoded, not parsed, and says nothing about what the page contains.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/note.h"

namespace dateline {

/// What the bytes are, after sniffing.
enum class MediaType : uint8_t { text, html, other };

/// Fields that travelled beside the page in its container (JSONL keys, CSV columns, WARC headers); empty = absent.
struct SideData {
  std::string title;
  std::string published;  ///< as given, unparsed
  std::string author;
  std::string outlet;
  std::string language;
  std::string modified;  ///< day of the last change, as given (lastmod of a sitemap, updated of a feed)
};

/// One page as fetched.
struct RawPage {
  std::string bytes;      ///< as found; HTML or text in any encoding
  std::string path;       ///< file it came from, as the user named it (bytes of the file system, not checked)
  std::string container;  ///< "" | "jsonl" | "warc" | ...
  uint64_t place = 0;     ///< line number or byte offset inside the container
  std::string id;         ///< name given by the container ("id" key), or ""
  std::string url;        ///< as given; never fetched
  std::string charset;    ///< label from transport (HTTP header), or ""
  MediaType media = MediaType::text;
  std::string fetched;  ///< when it was fetched, ISO 8601 as the archive says; "" = not known
  int http_status = 0;  ///< 0 = not an archived response
  SideData side;
  Notes notes;  ///< what ingest had to say (limits, duplicate keys, ...)
};

}  // namespace dateline
