// Cells by name and as text for programs: see rows.h.
#include "dateline/serve/site/rows.h"

#include <algorithm>
#include <limits>

#include "dateline/base/chars.h"

namespace dateline::serve {

using Cell = store::Store::Cell;
using Table = store::Store::Table;

size_t Rows::column(std::string_view name) const {
  return static_cast<size_t>(std::find(table_.columns.begin(), table_.columns.end(), name) - table_.columns.begin());
}

std::string Rows::text(size_t row, std::string_view name) const {
  const size_t at = column(name);
  return row < table_.rows.size() && at < table_.rows[row].size() ? text_of(table_.rows[row][at]) : std::string();
}

bool Rows::has(size_t row, std::string_view name) const {
  const size_t at = column(name);
  return row < table_.rows.size() && at < table_.rows[row].size() && table_.rows[row][at].kind != Cell::Kind::null;
}

double Rows::number(size_t row, std::string_view name) const {
  const size_t at = column(name);
  if (row >= table_.rows.size() || at >= table_.rows[row].size()) return 0;
  const Cell& cell = table_.rows[row][at];
  return cell.kind == Cell::Kind::real ? cell.real : cell.kind == Cell::Kind::integer ? static_cast<double>(cell.integer) : 0;
}

int64_t Rows::integer(size_t row, std::string_view name) const {
  const size_t at = column(name);
  return row < table_.rows.size() && at < table_.rows[row].size() ? table_.rows[row][at].integer : 0;
}

DayRange Rows::days(size_t row, std::string_view prefix) const {
  const auto low = parse_iso_range(text(row, std::string(prefix) + "_low")),
             high = parse_iso_range(text(row, std::string(prefix) + "_high"));
  if (!low && !high) return {};
  return {low ? low->first : std::numeric_limits<Day>::min(), high ? high->last : std::numeric_limits<Day>::max(),
          Precision::days};
}

std::string text_of(const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::integer:
      return std::to_string(cell.integer);
    case Cell::Kind::real:
      return number_text(cell.real);
    case Cell::Kind::text:
      return cell.text;
    case Cell::Kind::null:
      break;
  }
  return {};
}

void put_cell(JsonWriter& json, const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::null:
      json.null();
      break;
    case Cell::Kind::integer:
      json.value(cell.integer);
      break;
    case Cell::Kind::real:
      json.value(cell.real);
      break;
    case Cell::Kind::text:
      json.value(cell.text);
      break;
  }
}

void put_row(JsonWriter& json, const Table& table, const std::vector<Cell>& row) {
  json.begin_object();
  for (size_t i = 0; i < row.size(); ++i) {
    json.key(table.columns[i]);
    put_cell(json, row[i]);
  }
  json.end_object();
}

bool looks_like_formula(std::string_view text) {
  if (text.empty()) return false;
  if (std::string_view("=+-@\t\r\0", 7).find(text[0]) != std::string_view::npos) return true;
  const char32_t first = decode(text, 0).value;
  return first == U'\uFF1D' || first == U'\uFF0B' || first == U'\uFF0D' || first == U'\uFF20';
}

std::string separated_cell(const Cell& cell, const Separated& how) {
  std::string text = text_of(cell);
  if (cell.kind == Cell::Kind::text && !how.raw && looks_like_formula(text)) text.insert(text.begin(), '\'');
  if (how.cell_most > 0 && text.size() > how.cell_most) {
    const CodePointIndex points(text);
    if (points.of_byte(static_cast<uint32_t>(text.size())) > how.cell_most)
      text = text.substr(0, points.byte_of(static_cast<uint32_t>(how.cell_most))) + "…";
  }
  if (text.find_first_of("\"\r\n") == std::string::npos && text.find(how.separator) == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string separated(const Table& table, const Separated& how) {
  std::string out;
  if (how.headers) {
    for (size_t i = 0; i < table.columns.size(); ++i) {
      if (i > 0) out += how.separator;
      out += table.columns[i];
    }
    out += how.line_end;
  }
  for (const auto& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += how.separator;
      out += separated_cell(row[i], how);
    }
    out += how.line_end;
  }
  return out;
}

}  // namespace dateline::serve
