// Pages for people: one self-contained HTML report of a record. All text of pages is escaped where it is shown.
#pragma once

#include <string>
#include <vector>

#include "dateline/record.h"
#include "dateline/story/story.h"

namespace dateline::serve {

struct ReportOptions {
  std::string title = "Timeline";
  std::string versions;  ///< program, schema, models: for the provenance strip
};

/// One HTML file: no outside reference, CSP inside, readable without JavaScript, same bytes for the same record.
[[nodiscard]] std::string report(const std::vector<Record>& records, const Story& story, const ReportOptions& options);

}  // namespace dateline::serve
