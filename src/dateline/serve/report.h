// Pages for people: one self-contained HTML report of a record. All text of pages is escaped where it is shown.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dateline/record.h"
#include "dateline/store/store.h"
#include "dateline/story/story.h"

namespace dateline::serve {

/// What people said of one row.
struct Corrected {
  bool wrong = false;  ///< the latest verdict
  std::string words;   ///< every correction with who, when and why; not escaped
};
/// Rows that were corrected, by their id.
using Corrections = std::map<std::string, Corrected>;
[[nodiscard]] Corrections corrections_of(store::Store& record);

struct ReportOptions {
  std::string title = "Timeline";
  std::string versions;  ///< program, schema, models: for the provenance strip
  Corrections corrections{};
};

/// One HTML file: no outside reference, CSP inside, readable without JavaScript, same bytes for the same record.
[[nodiscard]] std::string report(const std::vector<Record>& records, const Story& story, const ReportOptions& options);

}  // namespace dateline::serve
