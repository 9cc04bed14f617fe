// From an address to SQL with bound values: see listing.h.
#include "dateline/serve/site/listing.h"

#include <algorithm>
#include <unordered_map>

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
  if (out.filters.size() == 1 && out.filters[0].name == "actor" && out.order == list.order) out.one_actor = out.filters[0].value;
  if (out.filters.size() == 1 && out.filters[0].name == "q" && out.order == list.order)
    out.only_words = store::fts_expression(out.filters[0].value);
  uint64_t size = 0;
  if (address.get("_size") == "max")
    size = kMostRows;
  else if (Status s = read_number(address.get("_size"), kMostRows, size); !s)
    return s.error();
  out.size = static_cast<unsigned>(size);
  if (Status s = read_number(address.get("_next"), 100000000, out.offset); !s) return s.error();
  return out;
}

namespace {

/// Columns of the key of a base, as it selects them: "SELECT doc, n FROM ..." has doc and n.
std::vector<std::string> keys_of(std::string_view base) {
  std::vector<std::string> out;
  const std::string_view listed = base.substr(7, base.find(" FROM ") - 7);
  for (const std::string_view part : split(listed, ',')) {
    std::string_view name = trim(part);
    if (name.starts_with("DISTINCT ")) name = name.substr(9);
    if (const size_t as = name.rfind(" AS "); as != std::string_view::npos) name = name.substr(as + 4);
    if (const size_t dot = name.rfind('.'); dot != std::string_view::npos) name = name.substr(dot + 1);
    out.emplace_back(name);
  }
  return out;
}

std::string key_text(const Rows& rows, size_t i, const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += rows.text(i, name) + '\x1f';
  return out;
}

/// The whole rows of these keys, in the order of the keys.
Result<Rows> rows_of(Store& record, const ListDef& list, const Rows& keys, const std::vector<std::string>& names) {
  // Two keys of one table are looked up as a pair; otherwise the first one narrows and the pair is checked here.
  const bool pair = names.size() == 2 && names[0] == "doc";
  JsonWriter json;
  json.begin_array();
  for (size_t i = 0; i < keys.size(); ++i) {
    if (pair) json.begin_array();
    put_cell(json, keys.table().rows[i][0]);
    if (pair) {
      put_cell(json, keys.table().rows[i][1]);
      json.end_array();
    }
  }
  json.end_array();
  const std::string where =
      pair ? "(doc, n) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?1))"
           : quoted(names[0]) + " IN (SELECT value FROM json_each(?1))";
  auto table = record.query("SELECT * FROM " + std::string(list.from) + " WHERE " + where, {json.take()});
  if (!table) return table.error();
  Rows found(std::move(*table));
  std::unordered_map<std::string, size_t> at;
  for (size_t i = 0; i < found.size(); ++i) at.emplace(key_text(found, i, names), i);
  Store::Table out;
  out.columns = found.columns();
  for (size_t i = 0; i < keys.size(); ++i) {
    const auto hit = at.find(key_text(keys, i, names));
    if (hit != at.end()) out.rows.push_back(std::move(found.table().rows[hit->second]));
  }
  return Rows(std::move(out));
}

}  // namespace

namespace {

/// Rows whose sentence holds the words ?1, from the index on.
std::string with_words(const ListDef& list) {
  return "SELECT x.doc, x.n FROM sentence_fts f CROSS JOIN sentence s ON s.row = f.rowid CROSS JOIN " + std::string(list.table) +
         " x ON x.doc = s.doc AND x.sentence = s.n WHERE sentence_fts MATCH ?1";
}

}  // namespace

Result<Listed> fetch(Store& record, const ListDef& list, const Selection& selection, unsigned size) {
  const std::string some = " LIMIT " + std::to_string(size + 1) + " OFFSET " + std::to_string(selection.offset);
  std::string keys;
  const bool of_actor = !selection.one_actor.empty() && !list.of_actor.empty();
  const bool usual = selection.order == list.order;
  std::vector<std::string> values;
  const bool of_words = !selection.only_words.empty() && !list.table.empty();
  if (of_actor) {
    keys = std::string(list.of_actor);
    values = {selection.one_actor};
  } else if (of_words) {
    keys = with_words(list) + " ORDER BY coalesce(x.date_low, '9999'), coalesce(x.date_high, '9999'), x.doc, x.n";
    values = {selection.only_words};
  } else if (selection.where.empty() && !list.base.empty() && (usual || !selection.base_order.empty())) {
    keys = std::string(list.base) + " ORDER BY " +
           (!selection.base_order.empty() ? selection.base_order
            : list.base_order.empty()     ? selection.order
                                          : std::string(list.base_order));
  }
  Listed out;
  if (keys.empty()) {
    auto table = record.query("SELECT * FROM " + std::string(list.from) + selection.where + " ORDER BY " + selection.order + some,
                              selection.values);
    if (!table) return table.error();
    out.rows = Rows(std::move(*table));
  } else {
    auto found = record.query(keys + some, values);
    if (!found) return found.error();
    const Rows key_rows(std::move(*found));
    auto rows = rows_of(record, list, key_rows, keys_of(of_actor ? list.of_actor : list.base));
    if (!rows) return rows.error();
    out.rows = std::move(*rows);
  }
  if (out.rows.size() > size) {
    out.rows.table().rows.resize(size);
    out.next = std::to_string(selection.offset + size);
  }
  return out;
}

Result<std::vector<FacetValue>> count_values(Store& record, const ListDef& list, const Selection& selection,
                                             std::string_view column, unsigned most) {
  const std::string name = quoted(column);
  if (selection.where.empty() && most <= 30) {
    const auto kept = record.query(
        "SELECT value, n FROM tally WHERE gen = (SELECT id FROM generation WHERE current = 1) AND list = ?1 AND \"column\" = ?2 "
        "ORDER "
        "BY n DESC, value LIMIT " +
            std::to_string(most),
        {std::string(list.name), std::string(column)});
    if (kept && !kept->rows.empty()) {
      std::vector<FacetValue> out;
      for (const auto& row : kept->rows) out.push_back({text_of(row[0]), static_cast<uint64_t>(row[1].integer)});
      return out;
    }
  }
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
  if (selection.where.empty()) {
    const auto kept = record.query(
        "SELECT n FROM tally WHERE gen = (SELECT id FROM generation WHERE current = 1) AND list = ?1 AND \"column\" = ''",
        {std::string(list.name)});
    if (kept && !kept->rows.empty()) return static_cast<uint64_t>(kept->rows[0][0].integer);
  }
  const bool of_actor = !selection.one_actor.empty() && !list.of_actor.empty();
  const std::string_view keys = list.of_actor.substr(0, list.of_actor.find(" ORDER BY "));
  const bool of_words = !selection.only_words.empty() && !list.table.empty();
  const auto table = of_actor ? record.query("SELECT count(*) FROM (" + std::string(keys) + ")", {selection.one_actor})
                     : of_words
                         ? record.query("SELECT count(*) FROM (" + with_words(list) + ")", {selection.only_words})
                         : record.query("SELECT count(*) FROM " + std::string(list.from) + selection.where, selection.values);
  if (!table) return table.error();
  return table->rows.empty() ? uint64_t{0} : static_cast<uint64_t>(table->rows[0][0].integer);
}

}  // namespace dateline::serve
