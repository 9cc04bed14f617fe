// From an address to SQL with bound values: see listing.h.
#include "dateline/serve/site/listing.h"

#include <algorithm>

#include "dateline/base/chars.h"

namespace dateline::serve {

namespace {

using store::Store;

/// Parameters that are no filter of a column.
constexpr std::string_view kOwn[] = {"who", "actor", "doc", "from", "to", "q", "place", "all", "view", "a", "b", "at"};

std::string like(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

/// A column name fit for SQL. It comes from the view, so it holds what a view may hold.
std::string quoted(std::string_view column) {
  std::string out = "\"";
  for (const char c : column) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

class Builder {
 public:
  Builder(Store& record, const ListDef& list, Selection& out) : record_(record), list_(list), out_(out) {}

  Status add_all(const Address& address) {
    for (const Parameter& p : address.parameters) {
      if (p.value.empty() || p.name.starts_with('_')) continue;
      if (Status s = add(p); !s) return s;
      if (taken_) out_.filters.push_back(p);
    }
    return {};
  }

 private:
  Status add(const Parameter& p) {
    taken_ = true;
    if (p.name == "who") return names(p.value);
    if (p.name == "actor") return actor(p.value);
    if (p.name == "doc") return page(p.value);
    if (p.name == "from" || p.name == "to") return date(p.name == "from", p.value);
    if (p.name == "q") return words(p.value);
    if (p.name == "place" && !list_.place.empty() && list_.place != "place") return contains(list_.place, p.value);
    if (p.name == "place" && !list_.place.empty()) return contains("place", p.value);
    if (std::find(std::begin(kOwn), std::end(kOwn), p.name) != std::end(kOwn) && !is_column(p.name)) {
      taken_ = false;
      return {};
    }
    return column(p);
  }

  Status names(const std::string& name) {
    if (list_.who.empty()) return none();
    const std::string value = bind("%" + like(name) + "%");
    std::string any;
    for (const std::string_view column : list_.who)
      (any += any.empty() ? "" : " OR ") += quoted(column) + " LIKE " + value + " ESCAPE '\\'";
    return condition("(" + any + ")");
  }

  Status actor(const std::string& id) {
    if (list_.actor.empty()) return none();
    const std::string value = bind(id);
    std::string sql;
    for (const char c : list_.actor) sql += c == '?' ? value : std::string(1, c);
    return condition(sql);
  }

  Status page(const std::string& name) {
    const char* key = is_column("doc") ? "doc" : is_column("from_doc") ? "from_doc" : is_column("path") ? "id" : nullptr;
    if (key == nullptr) return none();
    std::string id = name;
    if (const Result<std::string> found = record_.find_document(name); found) id = *found;
    const std::string value = bind(id);
    return condition(key == std::string_view("from_doc") ? "(from_doc = " + value + " OR to_doc = " + value + ")"
                                                         : std::string(key) + " = " + value);
  }

  Status date(bool from, const std::string& text) {
    if (list_.date.empty()) return none();
    const auto range = parse_iso_range(text);
    if (!range) return Error{ErrorKind::usage, text + ": not a date (YYYY-MM-DD, YYYY-MM or YYYY)"};
    const std::string low = std::string(list_.date) + "_low", high = std::string(list_.date) + "_high";
    const std::string known = "coalesce(" + low + ", " + high + ") IS NOT NULL";
    return condition(from ? "(coalesce(" + high + ", '9999') >= " + bind(iso_of(range->first)) + " AND " + known + ")"
                          : "(coalesce(" + low + ", '0000') <= " + bind(iso_of(range->last)) + " AND " + known + ")");
  }

  Status words(const std::string& text) {
    if (!list_.sentences) return list_.words.empty() ? none() : contains(list_.words, text);
    const std::string expression = store::fts_expression(text);
    if (expression.empty()) return condition("0");
    return condition(
        "(doc, sentence) IN (SELECT s.doc, s.n FROM sentence_fts f JOIN sentence s ON s.row = f.rowid WHERE "
        "sentence_fts MATCH " +
        bind(expression) + ")");
  }

  Status contains(std::string_view column, const std::string& text) {
    return condition(quoted(column) + " LIKE " + bind("%" + like(text) + "%") + " ESCAPE '\\'");
  }

  /// col=value, col__op=value.
  Status column(const Parameter& p) {
    const size_t cut = p.name.rfind("__");
    const bool suffixed = cut != std::string::npos && cut > 0;
    const std::string name = suffixed ? p.name.substr(0, cut) : p.name, op = suffixed ? p.name.substr(cut + 2) : "exact";
    if (!is_column(name)) return Error{ErrorKind::usage, "no column \"" + name + "\" in " + std::string(list_.name)};
    const std::string c = quoted(name);
    if (op == "exact") return condition(c + " = " + bind(p.value) + number(c, p.value));
    if (op == "not") return condition("(" + c + " IS NULL OR " + c + " <> " + bind(p.value) + ")");
    if (op == "contains") return contains(name, p.value);
    if (op == "notcontains")
      return condition("(" + c + " IS NULL OR " + c + " NOT LIKE " + bind("%" + like(p.value) + "%") + " ESCAPE '\\')");
    if (op == "startswith") return condition(c + " LIKE " + bind(like(p.value) + "%") + " ESCAPE '\\'");
    if (op == "endswith") return condition(c + " LIKE " + bind("%" + like(p.value)) + " ESCAPE '\\'");
    if (op == "like") return condition(c + " LIKE " + bind(p.value));
    if (op == "glob") return condition(c + " GLOB " + bind(p.value));
    if (op == "isnull") return condition(p.value == "0" ? c + " IS NOT NULL" : c + " IS NULL");
    if (op == "notnull") return condition(p.value == "0" ? c + " IS NULL" : c + " IS NOT NULL");
    if (op == "isblank") return condition("(" + c + " IS NULL OR " + c + " = '')");
    if (op == "notblank") return condition("(" + c + " IS NOT NULL AND " + c + " <> '')");
    if (op == "date") return condition("substr(" + c + ", 1, 10) = " + bind(p.value));
    if (op == "in" || op == "notin") return among(c, op == "in", p.value);
    for (const auto& [word, sign] : {std::pair{"gt", ">"}, {"gte", ">="}, {"lt", "<"}, {"lte", "<="}}) {
      if (op == word) return condition(c + " " + sign + " " + comparable(p.value));
    }
    return Error{ErrorKind::usage, "no filter \"__" + op + "\""};
  }

  Status among(const std::string& column, bool inside, const std::string& values) {
    std::string marks;
    for (const std::string_view value : split(values, ',')) (marks += marks.empty() ? "" : ", ") += bind(std::string(value));
    return condition(inside ? column + " IN (" + marks + ")"
                            : "(" + column + " IS NULL OR " + column + " NOT IN (" + marks + "))");
  }

  static bool is_number(std::string_view value) {
    size_t digits = 0, points = 0;
    for (size_t i = value.starts_with('-') ? 1 : 0; i < value.size(); ++i) {
      if (!is_digit(value[i]) && value[i] != '.') return false;
      (value[i] == '.' ? points : digits) += 1;
    }
    return digits > 0 && digits < 16 && points < 2;
  }
  /// Values are bound as text, and no column of a view has an affinity: a number is compared as one.
  std::string comparable(const std::string& value) { return is_number(value) ? "(" + bind(value) + " + 0)" : bind(value); }
  std::string number(const std::string& column, const std::string& value) {
    if (!is_number(value)) return {};
    return " OR " + column + " = (" + bind(value) + " + 0)";
  }

  [[nodiscard]] bool is_column(std::string_view name) const {
    return std::find(out_.columns.begin(), out_.columns.end(), name) != out_.columns.end();
  }
  Status none() {
    taken_ = false;
    return {};
  }
  Status condition(const std::string& sql) {
    out_.where += (out_.where.empty() ? " WHERE (" : " AND (") + sql + ")";
    return {};
  }
  std::string bind(const std::string& value) {
    out_.values.push_back(value);
    return "?" + std::to_string(out_.values.size());
  }

  Store& record_;
  const ListDef& list_;
  Selection& out_;
  bool taken_ = false;
};

Status read_number(const std::string& text, uint64_t most, uint64_t& out) {
  out = 0;
  for (const char c : text) {
    if (!is_digit(c) || text.size() > 9) return Error{ErrorKind::usage, "\"" + text.substr(0, 40) + "\" is no number here"};
    out = out * 10 + static_cast<uint64_t>(c - '0');
  }
  out = std::min(out, most);
  return {};
}

Status set_order(const ListDef& list, const Address& address, Selection& out) {
  out.order = list.order;
  for (const char* key : {"_sort", "_sort_desc"}) {
    const std::string column = address.get(key);
    if (column.empty()) continue;
    if (std::find(out.columns.begin(), out.columns.end(), column) == out.columns.end())
      return Error{ErrorKind::usage, "no column \"" + column.substr(0, 60) + "\" to sort by"};
    const std::string name = quoted(column);
    out.order =
        name + " IS NULL, " + name + (std::string_view(key) == "_sort_desc" ? " DESC" : "") + ", " + std::string(list.tie);
  }
  return {};
}

std::vector<std::string> columns_of(Store& record, std::string_view view) {
  const auto table = record.query("SELECT * FROM " + std::string(view) + " LIMIT 0");
  return table ? table->columns : std::vector<std::string>();
}

}  // namespace

const ListDef* find_list(std::string_view name) {
  for (const ListDef& list : lists()) {
    if (list.name == name) return &list;
  }
  return nullptr;
}

Result<Selection> select(Store& record, const ListDef& list, const Address& address) {
  Selection out;
  out.columns = columns_of(record, list.from);
  Builder builder(record, list, out);
  if (Status s = builder.add_all(address); !s) return s.error();
  if (Status s = set_order(list, address, out); !s) return s.error();
  uint64_t size = 0;
  if (address.get("_size") == "max")
    size = kMostRows;
  else if (Status s = read_number(address.get("_size"), kMostRows, size); !s)
    return s.error();
  out.size = static_cast<unsigned>(size);
  if (Status s = read_number(address.get("_next"), 100000000, out.offset); !s) return s.error();
  return out;
}

Result<Listed> fetch(Store& record, const ListDef& list, const Selection& selection, unsigned size) {
  const std::string sql = "SELECT * FROM " + std::string(list.from) + selection.where + " ORDER BY " + selection.order +
                          " LIMIT " + std::to_string(size + 1) + " OFFSET " + std::to_string(selection.offset);
  auto table = record.query(sql, selection.values);
  if (!table) return table.error();
  Listed out;
  if (table->rows.size() > size) {
    table->rows.resize(size);
    out.next = std::to_string(selection.offset + size);
  }
  out.rows = Rows(std::move(*table));
  return out;
}

Result<std::vector<FacetValue>> count_values(Store& record, const ListDef& list, const Selection& selection,
                                             std::string_view column, unsigned most) {
  const std::string name = quoted(column);
  const auto table =
      record.query("SELECT " + name + ", count(*) AS n FROM " + std::string(list.from) + selection.where + " GROUP BY 1 HAVING " +
                       name + " IS NOT NULL ORDER BY n DESC, 1 LIMIT " + std::to_string(most),
                   selection.values);
  if (!table) return table.error();
  std::vector<FacetValue> out;
  for (const auto& row : table->rows) out.push_back({text_of(row[0]), static_cast<uint64_t>(row[1].integer)});
  return out;
}

Result<uint64_t> count_rows(Store& record, const ListDef& list, const Selection& selection) {
  const auto table = record.query("SELECT count(*) FROM " + std::string(list.from) + selection.where, selection.values);
  if (!table) return table.error();
  return table->rows.empty() ? uint64_t{0} : static_cast<uint64_t>(table->rows[0][0].integer);
}

}  // namespace dateline::serve
