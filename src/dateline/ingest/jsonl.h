// JSON Lines (and one JSON document) of pages: each object with text or html becomes a RawPage.
//
// `{"url":"https://a.example/1","title":"Canal blocked","html":"<p>..."}` gives one page; a line that is not JSON is refused
// with its number and the run goes on. Keys known: see fields.cc and docs/formats.md.
#pragma once

#include <string>
#include <string_view>

#include "dateline/ingest/fields.h"
#include "dateline/ingest/ingest.h"

namespace dateline::ingest {

/// Reads one JSON text (an object, or an array of objects). False when the sink asked to stop.
bool read_json(std::string_view json, const std::string& path, uint64_t line, const Sink& sink);

/// Fields of one JSON object; empty when it is none. Values that are no text are "".
[[nodiscard]] NamedFields json_fields(std::string_view json);

}  // namespace dateline::ingest
