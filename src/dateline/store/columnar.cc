// One more visitor of columns.h, which appends a row to typed columns: see columnar.h.
#include "dateline/store/columnar.h"

#include <charconv>

#include "dateline/base/chars.h"
#include "dateline/store/lists.h"
#include "dateline/store/visitors.h"

namespace dateline::store {

namespace {

using Kind = Column::Kind;

/// Appends rows; `declare` makes the columns of a row type without a row.
class Appender {
 public:
  explicit Appender(ColumnTable& table) : table_(table) {}
  void declare(bool on) { declaring_ = on; }
  void begin_row(const Record* record, const CodePointIndex* points) {
    at_ = 0;
    record_ = record;
    points_ = points;
  }
  void end_row() { table_.rows += declaring_ ? 0 : 1; }

  void key(const char* name, std::string_view value) { put_text(name, value); }
  void key(const char* name, uint64_t value) { put_number(name, static_cast<int64_t>(value), Kind::integer, true); }
  void text(const char* name, const std::string& value) { put_text(name, value); }
  void bytes(const char* name, const std::string& value) { put_text(name, value); }
  void word(const char* name, const std::string& value) { put_text(name, value); }
  template <class T>
  void integer(const char* name, T value) {
    put_number(name, static_cast<int64_t>(value), Kind::integer, true);
  }
  void code(const char* name, NoteCode value) {
    integer(name, static_cast<int64_t>(value));
    put_text("name", name_of(value));
  }
  void flag(const char* name, bool value) { put_number(name, value ? 1 : 0, Kind::flag, true); }
  void real(const char* name, double value) { put_real(name, value, true); }
  void real(const char* name, float value) { put_real(name, widened(value), true); }
  void real(const char* name, const std::optional<double>& value) { put_real(name, value.value_or(0), value.has_value()); }
  void letter(const char* name, char value) { put_text(name, value == 0 ? std::string_view() : std::string_view(&value, 1)); }
  void index(const char* name, uint32_t value) { put_number(name, value, Kind::integer, value != kNone); }
  void raw(const char* name, Span value) {
    integer((std::string(name) + "_start_byte").c_str(), value.begin);
    integer((std::string(name) + "_end_byte").c_str(), value.end);
  }
  void span(const char* prefix, Span value) {
    const std::string_view exact = declaring_ ? std::string_view() : slice(record_->text, value);
    const std::string p(prefix);
    put_number(p + "start", exact.empty() ? 0 : points_->of_byte(value.begin), Kind::integer, !exact.empty());
    put_number(p + "end", exact.empty() ? 0 : points_->of_byte(value.end), Kind::integer, !exact.empty());
    integer((p + "start_byte").c_str(), value.begin);
    integer((p + "end_byte").c_str(), value.end);
    put_text(p + "exact", exact);
  }
  void where(const char* prefix, const Evidence& value) {
    index((std::string(prefix) + "sentence").c_str(), value.sentence);
    span(prefix, value.at);
  }
  void days(const char* name, const DayRange& value) {
    const std::string p(name);
    const bool nothing = !value.known() && value.first == 0 && value.last == 0;
    put_text(p + "_low", nothing ? std::string() : stored_day(value.first));
    put_text(p + "_high", nothing ? std::string() : stored_day(value.last));
    put_text(p + "_precision", nothing ? std::string_view() : name_of(value.precision));
  }
  void actor(const char* name, const ActorRef& value) {
    const std::string p(name);
    index(name, value.entity);
    put_text(p + "_text", value.text);
    flag((p + "_implied").c_str(), value.implied);
  }

 private:
  static double widened(float value) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value);
    double wide = static_cast<double>(value);
    std::from_chars(text, end.ptr, wide);
    return wide;
  }
  Column* next(std::string_view name, Kind kind) {
    if (declaring_) {
      Column& column = table_.columns.emplace_back();
      column.name = name;
      column.kind = kind;
      return nullptr;
    }
    return &table_.columns[at_++];
  }
  void put_text(std::string_view name, std::string_view value) {
    Column* column = next(name, Kind::text);
    if (column == nullptr) return;
    value.empty() ? column->put_null() : column->put(value);
  }
  void put_number(std::string_view name, int64_t value, Kind kind, bool there) {
    Column* column = next(name, kind);
    if (column == nullptr) return;
    there ? column->put(value) : column->put_null();
  }
  void put_real(std::string_view name, double value, bool there) {
    Column* column = next(name, Kind::real);
    if (column == nullptr) return;
    there ? column->put(value) : column->put_null();
  }

  ColumnTable& table_;
  bool declaring_ = false;
  size_t at_ = 0;
  const Record* record_ = nullptr;
  const CodePointIndex* points_ = nullptr;
};

/// Walks the lists of a page and appends the rows of the one table that is wanted.
class OneTable {
 public:
  OneTable(ColumnTable& table, std::string_view wanted) : appender_(table), wanted_(wanted) {}
  void declare(bool on) {
    declaring_ = on;
    appender_.declare(on);
  }
  void of(const Record& record) {
    record_ = &record;
    points_.emplace(record.text);
    if (wanted_ == "document") {
      appender_.begin_row(record_, &*points_);
      columns(appender_, record);
      appender_.end_row();
      return;
    }
    lists(*this, record);
  }
  template <class Row>
  void rows(const char* table, const std::vector<Row>& list) {
    if (wanted_ == table) append(nullptr, 0, list);
  }
  template <class Row, class Get>
  void inner(const char* table, const char* parent, const std::vector<Row>& parents, Get get) {
    if (wanted_ != table) return;
    if (declaring_) {
      const Row none{};
      append(parent, 0, get(none));
      return;
    }
    for (size_t i = 0; i < parents.size(); ++i) append(parent, i, get(parents[i]));
  }

 private:
  template <class Row>
  void append(const char* parent, size_t of_parent, const std::vector<Row>& list) {
    const Row none{};
    const size_t count = declaring_ ? 1 : list.size();
    for (size_t n = 0; n < count; ++n) {
      appender_.begin_row(record_, &*points_);
      appender_.key("doc", record_->id);
      if (parent != nullptr) appender_.key(parent, of_parent);
      appender_.key("n", n);
      columns(appender_, declaring_ ? none : list[n]);
      appender_.end_row();
    }
  }
  Appender appender_;
  std::string_view wanted_;
  bool declaring_ = false;
  const Record* record_ = nullptr;
  std::optional<CodePointIndex> points_;
};

struct TableNames {
  std::vector<std::string> list = {"document"};
  template <class Row>
  void rows(const char* table, const std::vector<Row>&) {
    list.emplace_back(table);
  }
  template <class Row, class Get>
  void inner(const char* table, const char*, const std::vector<Row>&, Get) {
    list.emplace_back(table);
  }
};

Kind kind_of(const Store::Table& table, size_t column) {
  bool integer = true, number = true, any = false;
  for (const auto& row : table.rows) {
    const auto kind = row[column].kind;
    if (kind == Store::Cell::Kind::null) continue;
    any = true;
    integer = integer && kind == Store::Cell::Kind::integer;
    number = number && kind != Store::Cell::Kind::text;
  }
  return !any || !number ? Kind::text : integer ? Kind::integer : Kind::real;
}

void put_cell(Column& column, const Store::Cell& cell) {
  using CellKind = Store::Cell::Kind;
  if (cell.kind == CellKind::null)
    column.put_null();
  else if (column.kind == Kind::integer)
    column.put(cell.integer);
  else if (column.kind == Kind::real)
    column.put(cell.kind == CellKind::integer ? static_cast<double>(cell.integer) : cell.real);
  else if (cell.kind == CellKind::text)
    column.put(std::string_view(cell.text));
  else
    column.put(std::string_view(cell.kind == CellKind::integer ? std::to_string(cell.integer) : std::to_string(cell.real)));
}

}  // namespace

void Column::put_null() {
  valid.push_back(0);
  if (kind == Kind::text)
    ends.push_back(bytes.size());
  else if (kind == Kind::real)
    reals.push_back(0);
  else
    integers.push_back(0);
}

void Column::put(int64_t value) {
  valid.push_back(1);
  integers.push_back(value);
}

void Column::put(double value) {
  valid.push_back(1);
  reals.push_back(value);
}

void Column::put(std::string_view value) {
  valid.push_back(1);
  if (is_valid_utf8(value)) {
    bytes += value;
  } else {
    for (size_t at = 0; at < value.size();) {
      const CodePoint c = decode(value, at);
      append_utf8(bytes, c.value);
      at += c.length;
    }
  }
  ends.push_back(bytes.size());
}

std::string_view Column::text(size_t row) const {
  const uint64_t begin = row == 0 ? 0 : ends[row - 1];
  return std::string_view(bytes).substr(begin, ends[row] - begin);
}

const std::vector<std::string>& page_tables() {
  static const std::vector<std::string> kNames = [] {
    TableNames names;
    const Record record;
    lists(names, record);
    return names.list;
  }();
  return kNames;
}

ColumnTable page_table(const std::vector<Record>& records, std::string_view table, std::vector<uint64_t>* ends) {
  ColumnTable out;
  out.name = table;
  OneTable walker(out, table);
  walker.declare(true);
  const Record none;
  walker.of(none);
  walker.declare(false);
  if (out.columns.empty()) return out;
  for (const Record& record : records) {
    walker.of(record);
    if (ends != nullptr) ends->push_back(out.rows);
  }
  return out;
}

ColumnTable column_table(const Store::Table& table) {
  ColumnTable out;
  out.rows = table.rows.size();
  for (size_t c = 0; c < table.columns.size(); ++c) {
    Column& column = out.columns.emplace_back();
    column.name = table.columns[c];
    column.kind = kind_of(table, c);
    for (const auto& row : table.rows) put_cell(column, row[c]);
  }
  return out;
}

}  // namespace dateline::store
