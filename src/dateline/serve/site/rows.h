// A result of the record with its cells by name, and its forms for programs: JSON, JSON lines, CSV.
//
// `rows.text(0, "page")` is "one". As JSON {"ok":true,"schema":"dateline/1","rows":[{"page":"one"}],...}; as CSV
// "page\r\none\r\n" with a ' before text that a spreadsheet would run. It asks the record nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/date.h"
#include "dateline/base/json.h"
#include "dateline/store/store.h"

namespace dateline::serve {

/// A result table; cells by column name, out of range = empty.
class Rows {
 public:
  Rows() = default;
  explicit Rows(store::Store::Table table) : table_(std::move(table)) {}

  [[nodiscard]] size_t size() const { return table_.rows.size(); }
  [[nodiscard]] bool empty() const { return table_.rows.empty(); }
  /// Number of the column, or columns().size().
  [[nodiscard]] size_t column(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& columns() const { return table_.columns; }
  [[nodiscard]] std::string text(size_t row, std::string_view name) const;
  [[nodiscard]] bool has(size_t row, std::string_view name) const;  ///< not NULL
  [[nodiscard]] double number(size_t row, std::string_view name) const;
  [[nodiscard]] int64_t integer(size_t row, std::string_view name) const;
  /// The days of columns <prefix>_low and <prefix>_high; an open end stays open.
  [[nodiscard]] DayRange days(size_t row, std::string_view prefix = "date") const;
  [[nodiscard]] const store::Store::Table& table() const { return table_; }
  [[nodiscard]] store::Store::Table& table() { return table_; }

 private:
  store::Store::Table table_;
};

/// One cell as plain text; NULL is "".
[[nodiscard]] std::string text_of(const store::Store::Cell& cell);
void put_cell(JsonWriter& json, const store::Store::Cell& cell);
/// A row as an object.
void put_row(JsonWriter& json, const store::Store::Table& table, const std::vector<store::Store::Cell>& row);

/// True for text that a spreadsheet would run: = + - @ TAB CR or NUL first, also in their full-width forms.
[[nodiscard]] bool looks_like_formula(std::string_view text);

struct Separated {
  char separator = ',';
  std::string_view line_end = "\r\n";
  bool headers = true;
  bool raw = false;      ///< no ' before formulas
  size_t cell_most = 0;  ///< longest cell in code points, 0 = any (a spreadsheet holds 32,767)
};
/// One cell as it stands in a separated file.
[[nodiscard]] std::string separated_cell(const store::Store::Cell& cell, const Separated& how);
/// RFC 4180 for ',': a header line, then a line a row.
[[nodiscard]] std::string separated(const store::Store::Table& table, const Separated& how);

}  // namespace dateline::serve
