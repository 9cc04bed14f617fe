// Rows as typed columns: what Arrow, data frames and bulk loading take.
//
// `page_table({record}, "event")` gives the columns of table `event` (doc, n, id, sentence, start, ...), one value a row, each
// column of one type. A result of a query becomes columns too. It knows no Arrow: the binding shows these vectors as they lie.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/record.h"
#include "dateline/store/store.h"

namespace dateline::store {

/// One column. `valid` has a byte a row (0 = NULL); a NULL keeps its place in the values.
struct Column {
  enum class Kind : uint8_t { text, integer, real, flag };
  std::string name;
  Kind kind = Kind::text;
  std::vector<uint8_t> valid;
  std::vector<int64_t> integers;  ///< integer; flag as 0 and 1
  std::vector<double> reals;      ///< real
  std::string bytes;              ///< text of all rows
  std::vector<uint64_t> ends;     ///< text: where the row's text ends in `bytes`

  void put_null();
  void put(int64_t value);
  void put(double value);
  void put(std::string_view value);  ///< bytes that are no UTF-8 become U+FFFD
  [[nodiscard]] std::string_view text(size_t row) const;
};

/// A table by columns; all columns have `rows` values.
struct ColumnTable {
  std::string name;
  std::vector<Column> columns;
  size_t rows = 0;
};

/// Names of the tables that page_table() knows: "document", then the lists of a page in the order of the schema.
[[nodiscard]] const std::vector<std::string>& page_tables();
/// Rows of one table over pages, in their order: the columns of the schema (docs/formats.md) without `extractor`, `version`,
/// `run` and `revision_of`; key columns `doc`[, parent], `n` first. No columns for a name that is not in page_tables().
/// `ends`: where each page's rows end.
[[nodiscard]] ColumnTable page_table(const std::vector<Record>& records, std::string_view table,
                                     std::vector<uint64_t>* ends = nullptr);
/// A result as columns: integer where all values are integers, real where all are numbers, else text; text where all are NULL.
[[nodiscard]] ColumnTable column_table(const Store::Table& table);

}  // namespace dateline::store
