// Whole lists of rows in and out of tables, on top of columns.h and visitors.h. Inside store/ only.
//
// `insert_rows(writer, "figure", "figure", record.figures)` writes one row a figure under the key (doc, n).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/store/columns.h"
#include "dateline/store/impl.h"
#include "dateline/store/version.h"
#include "dateline/store/visitors.h"

namespace dateline::store {

/// Column names of a row type.
template <class Row>
std::vector<std::string> columns_of() {
  Names names;
  const Row row{};
  columns(names, row);
  return names.list;
}

inline std::string quoted_list(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "\"" : ", \"") + name + "\"";
  return out;
}

inline std::string insert_sql(const char* table, std::vector<std::string> keys, const std::vector<std::string>& row,
                              bool with_extractor) {
  keys.insert(keys.end(), row.begin(), row.end());
  if (with_extractor) {
    keys.emplace_back("extractor");
    keys.emplace_back("version");
  }
  std::string marks;
  for (size_t i = 1; i <= keys.size(); ++i) marks += (i == 1 ? "?" : ", ?") + std::to_string(i);
  return std::string("INSERT INTO \"") + table + "\"(" + quoted_list(keys) + ") VALUES (" + marks + ")";
}

/// Where rows are written: the store, the texts they point into, the first key (document id or generation).
struct RowWriter {
  Store::Impl& store;
  Pages& pages;
  std::string doc;  ///< first key of a page's rows; empty for rows of a story
  int64_t gen = 0;  ///< first key of a story's rows
  bool ok = true;

  void first_key(Binder& binder) const { gen != 0 ? binder.key(static_cast<uint64_t>(gen)) : binder.key(doc); }
};

/// Writes `rows` under (first key[, parent], n). `extractor` is stored with each row unless it is null.
template <class Row>
void insert_rows(RowWriter& w, const char* table, const char* extractor, const std::vector<Row>& rows,
                 const char* parent_name = nullptr, uint64_t parent = 0) {
  if (rows.empty() || !w.ok) return;
  // Lists inside rows come here tens of times a page: the text of the INSERT is made once a table.
  thread_local std::map<std::string_view, std::string> made;
  std::string& sql = made[table];
  if (sql.empty()) {
    std::vector<std::string> keys = {w.gen != 0 ? "gen" : "doc"};
    if (parent_name != nullptr) keys.emplace_back(parent_name);
    keys.emplace_back("n");
    sql = insert_sql(table, keys, columns_of<Row>(), extractor != nullptr);
  }
  Statement& s = w.store.statement(sql);
  for (uint64_t n = 0; n < rows.size() && w.ok; ++n) {
    Binder binder(s, w.pages, 0);
    w.first_key(binder);
    if (parent_name != nullptr) binder.key(parent);
    binder.key(n);
    columns(binder, rows[n]);
    if (extractor != nullptr) {
      binder.key(std::string_view(extractor));
      binder.key(std::string_view(kProgramVersion));
    }
    w.ok = s.run();
  }
}

/// Where rows are read from.
struct RowReader {
  Store::Impl& store;
  std::string doc;
  int64_t gen = 0;
  const std::vector<std::string>* docs = nullptr;
  bool ok = true;

  [[nodiscard]] Statement& select(const std::string& table, const std::vector<std::string>& names, const char* parent_name) {
    std::string sql = "SELECT " + (parent_name != nullptr ? "\"" + std::string(parent_name) + "\", " : std::string()) +
                      quoted_list(names) + " FROM \"" + table + "\" WHERE " + (gen != 0 ? "gen" : "doc") + " = ?1 ORDER BY " +
                      (parent_name != nullptr ? "\"" + std::string(parent_name) + "\", " : std::string()) + "n";
    Statement& s = store.statement(sql);
    gen != 0 ? s.bind(1, gen) : s.bind(1, std::string_view(doc));
    return s;
  }
};

template <class Row>
void fetch_rows(RowReader& r, const char* table, std::vector<Row>& rows) {
  Statement& s = r.select(table, columns_of<Row>(), nullptr);
  while (s.step()) {
    Fetcher fetcher(s, 0, r.docs);
    columns(fetcher, rows.emplace_back());
  }
  r.ok = r.ok && !s.failed();
  s.reset();
}

/// Reads the lists inside rows: `list(parent)` gives the list to fill.
template <class Row, class List>
void fetch_lists(RowReader& r, const char* table, const char* parent_name, size_t parents, List list) {
  Statement& s = r.select(table, columns_of<Row>(), parent_name);
  while (s.step()) {
    const auto parent = static_cast<size_t>(s.integer(0));
    if (parent >= parents) continue;
    Row row{};
    Fetcher fetcher(s, 1, r.docs);
    columns(fetcher, row);
    list(parent).push_back(std::move(row));
  }
  r.ok = r.ok && !s.failed();
  s.reset();
}

}  // namespace dateline::store
