// A page as named fields (JSON keys, CSV columns, ...) to a RawPage: one table of names for every container.
//
// {"headline": "Canal blocked", "maintext": "..."} is a page with a title and text; "Publish Date" and "publish_date" are one
// name. Fields it does not know are ignored. It does not parse the containers.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "dateline/ingest/ingest.h"

namespace dateline::ingest {

/// Values by plain name (see plain_name).
using NamedFields = std::map<std::string, std::string, std::less<>>;

/// Lower case without blanks, hyphens and underscores: "Publish Date" -> "publishdate".
[[nodiscard]] std::string plain_name(std::string_view name);
/// True if a page can come from this field: its name means text or html.
[[nodiscard]] bool is_content_name(std::string_view plain);

/// Sets address, side data and id that the page does not have yet.
void fill_from_fields(const NamedFields& fields, RawPage& page);

/// Where the fields stood.
struct FieldsPlace {
  const std::string& path;
  std::string_view container;
  uint64_t place = 0;
  std::string_view charset;
};
/// Gives the page to the sink, or refuses it (no text, binary). `notes` go with the page. False when the sink asked to stop.
bool deliver_fields(const NamedFields& fields, const FieldsPlace& where, Notes notes, const Sink& sink);

}  // namespace dateline::ingest
