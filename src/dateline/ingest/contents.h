// What is inside one input, and who reads it: layers of compression, archives, lines of JSON, single pages.
//
// "news.warc.gz" is gzip, then a WARC: its pages go to the sink. "page" without an ending that begins with 1f 8b is unpacked
// first. The bytes decide, the name helps where they cannot (JSON Lines, CSV). It walks no folder.
#pragma once

#include <string>

#include "dateline/ingest/ingest.h"
#include "dateline/ingest/input.h"

namespace dateline::ingest {

/// Reads everything in `input`. `path` is what the user named, `name` what decides by ending (a zip entry, or path again).
/// `layers`: compression already undone. False when the sink asked to stop.
bool read_contents(Input& input, const std::string& path, std::string_view name, const Options& options, const Sink& sink,
                   unsigned layers = 0);

/// Does `name` end so (ASCII case ignored)? Endings of compression (.gz .zst ...) are taken off first.
[[nodiscard]] bool has_ending(std::string_view name, std::string_view lower_ending);

}  // namespace dateline::ingest
