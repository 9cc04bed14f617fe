// What people said of the rows of a record, by the id of the row: for the report and the exports.
#include "dateline/serve/report.h"

namespace dateline::serve {

Corrections corrections_of(store::Store& record) {
  Corrections out;
  const auto table = record.query(
      "SELECT x.target, c.act, c.act || coalesce(' ' || c.value, '') || coalesce(' (was ' || x.was || ')', '') || ', by ' || "
      "c.who || "
      "coalesce(' ' || nullif(substr(c.made, 1, 10), ''), '') || coalesce(': ' || c.why, '') FROM correction_place x JOIN "
      "correction c "
      "ON c.id = x.correction WHERE x.state = 'applied' AND x.target IS NOT NULL ORDER BY c.id, x.doc");
  if (!table) return out;
  for (const auto& row : table->rows) {
    Corrected& c = out[row[0].text];
    if (row[1].text == "wrong" || row[1].text == "right") c.wrong = row[1].text == "wrong";
    c.words += (c.words.empty() ? "" : "; ") + row[2].text;
  }
  return out;
}

}  // namespace dateline::serve
