// Reading the record: SQL of users, full text, and the checks.
//
// `search("cease-fire U.S.")` asks FTS5 for "cease-fire" "U.S." (each a quoted string) and never fails on what a user types.
// `query("DELETE ...")` is refused: an authorizer lets through reads only.
#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/store/impl.h"
#include "dateline/store/rows.h"

namespace dateline::store {

namespace {

bool has_word(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    if (is_letter(c.value) || (c.value < 0x80 && is_digit(static_cast<char>(c.value)))) return true;
    if (c.value >= 0x80 && c.value != 0xfffd && !is_white(c.value) && !is_dash(c.value) && !is_opening_quote(c.value) &&
        !is_closing_quote(c.value)) {
      return true;
    }
    at += c.length;
  }
  return false;
}

void add_term(std::string& out, std::string_view word) {
  if (!has_word(word)) return;
  if (!out.empty()) out += ' ';
  out += '"';
  for (const char c : word) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

int only_reads(void*, int action, const char* first, const char*, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_PRAGMA: {
      const std::string_view name = first != nullptr ? first : "";
      return name.starts_with("table_") || name == "user_version" || name == "application_id" || name == "data_version"
                 ? SQLITE_OK
                 : SQLITE_DENY;
    }
    default:
      return SQLITE_DENY;
  }
}

Store::Cell cell_of(const Statement& s, int column) {
  Store::Cell cell;
  switch (s.type(column)) {
    case SQLITE_INTEGER:
      cell.kind = Store::Cell::Kind::integer;
      cell.integer = s.integer(column);
      break;
    case SQLITE_FLOAT:
      cell.kind = Store::Cell::Kind::real;
      cell.real = s.real(column);
      break;
    case SQLITE_NULL:
      break;
    default:
      cell.kind = Store::Cell::Kind::text;
      cell.text = s.text(column);
  }
  return cell;
}

int too_late(void* store) {
  const auto& impl = *static_cast<Store::Impl*>(store);
  return (impl.time_limit > 0 && std::chrono::steady_clock::now() > impl.deadline) || (impl.stop && impl.stop()) ? 1 : 0;
}

void watch(Store::Impl& store) {
  const bool wanted = store.time_limit > 0 || store.stop;
  sqlite3_progress_handler(store.db, wanted ? 2000 : 0, wanted ? too_late : nullptr, &store);
}

Result<Store::Table> run(Store::Impl& store, Statement& s) {
  if (store.time_limit > 0) store.deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(store.time_limit);
  Store::Table table;
  if (s.failed()) return Error{ErrorKind::usage, std::string("SQL: ") + sqlite3_errmsg(store.db)};
  for (int i = 0; i < s.columns(); ++i) table.columns.push_back(s.column_name(i));
  while (s.step()) {
    auto& row = table.rows.emplace_back();
    row.reserve(table.columns.size());
    for (int i = 0; i < s.columns(); ++i) row.push_back(cell_of(s, i));
  }
  if (s.failed() && sqlite3_errcode(store.db) == SQLITE_INTERRUPT)
    return Error{ErrorKind::limit, store.stop && store.stop()
                                       ? std::string("the question was stopped")
                                       : "the question takes longer than " + std::to_string(store.time_limit) + " ms"};
  if (s.failed()) return store.error("query failed");
  return table;
}

/// Tables whose rows carry `exact` at start_byte..end_byte of their document's text.
constexpr const char* kQuoting[] = {"sentence",       "date_evidence",   "repair",        "source",
                                    "mention",        "time_expression", "statement",     "statement_piece",
                                    "figure",         "event",           "vote",          "proposal",
                                    "proposal_term",  "reply",           "headline_note", "happening_mention",
                                    "conflict_value", "timeline",        "position"};

void check_quotes(sqlite3* db, std::vector<Finding>& out) {
  for (const char* table : kQuoting) {
    const std::string sql = std::string("SELECT t.doc, t.start_byte, t.end_byte, t.start, t.\"end\", t.exact FROM \"") + table +
                            "\" t WHERE t.exact IS NOT NULL ORDER BY t.doc, t.start_byte";
    Statement s(db, sql);
    std::string doc, text;
    std::unique_ptr<CodePointIndex> points;
    while (s.step()) {
      if (const std::string id = s.text(0); id != doc || !points) {
        doc = id;
        Statement whole(db, "SELECT text FROM document WHERE id = ?1");  // once a page: it may be long
        whole.bind(1, std::string_view(id));
        text = whole.step() ? whole.text(0) : std::string();
        points = std::make_unique<CodePointIndex>(text);
      }
      const Span at{static_cast<uint32_t>(s.integer(1)), static_cast<uint32_t>(s.integer(2))};
      const bool there = slice(text, at) == s.text(5) && points->of_byte(at.begin) == static_cast<uint32_t>(s.integer(3)) &&
                         points->of_byte(at.end) == static_cast<uint32_t>(s.integer(4));
      if (!there)
        out.push_back({"quote not at its place", std::string(table) + " of " + doc + " at byte " + std::to_string(at.begin)});
    }
    if (s.failed()) out.push_back({"unreadable table", std::string(table) + ": " + sqlite3_errmsg(db)});
  }
}

}  // namespace

std::string fts_expression(std::string_view words) {
  std::string out;
  const bool balanced = std::count(words.begin(), words.end(), '"') % 2 == 0;
  bool quoted = false;
  for (const std::string_view piece : balanced ? split(words, '"') : std::vector<std::string_view>{words}) {
    if (quoted) {
      add_term(out, storable(piece));
    } else {
      std::string word;
      for (size_t at = 0; at < piece.size();) {
        const CodePoint c = decode(piece, at);
        if (c.value <= 0x20 || c.value == 0x7f || is_white(c.value)) {
          add_term(out, word);
          word.clear();
        } else {
          append_utf8(word, c.value);
        }
        at += c.length;
      }
      add_term(out, word);
    }
    quoted = balanced && !quoted;
  }
  return out;
}

Status Store::pin() {
  unpin();
  if (!execute(impl_->db, "BEGIN")) return impl_->error("cannot be read");
  impl_->pinned = true;
  return {};
}

void Store::unpin() {
  if (impl_->pinned) execute(impl_->db, "COMMIT");
  impl_->pinned = false;
}

void Store::limit_time(unsigned milliseconds) {
  impl_->time_limit = milliseconds;
  watch(*impl_);
}

void Store::stop_when(std::function<bool()> ask) {
  impl_->stop = std::move(ask);
  watch(*impl_);
}

Result<Store::Table> Store::search(std::string_view words, uint32_t limit) {
  Statement s(
      impl_->db,
      "SELECT d.id AS doc, d.name AS page, d.date_low, s.exact AS text, s.n AS sentence, s.start, s.\"end\" FROM sentence_fts f "
      "JOIN sentence s ON s.row = f.rowid JOIN document d ON d.id = s.doc WHERE sentence_fts MATCH ?1 "
      "ORDER BY f.rank, d.id, s.n LIMIT ?2");
  const std::string expression = fts_expression(words);
  // A phrase that no sentence can hold keeps the columns of the answer and gives no row.
  s.bind(1, std::string_view(expression.empty() ? "\"\"" : expression));
  s.bind(2, static_cast<int64_t>(limit));
  return run(*impl_, s);
}

Result<Store::Table> Store::query(std::string_view sql, const std::vector<std::string>& parameters) {
  // Connecting a virtual table declares it, which no authorizer of reads lets through: these are connected before.
  if (sql.find("_fts") != std::string_view::npos) execute(impl_->db, "SELECT rowid FROM sentence_fts LIMIT 0");
  if (sql.find("json_each") != std::string_view::npos) execute(impl_->db, "SELECT 1 FROM json_each('[]')");
  sqlite3_set_authorizer(impl_->db, only_reads, nullptr);
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v2(impl_->db, sql.data(), static_cast<int>(sql.size()), &raw, &rest);
  const std::string message = sqlite3_errmsg(impl_->db);
  sqlite3_finalize(raw);
  if (code != SQLITE_OK || raw == nullptr) {
    sqlite3_set_authorizer(impl_->db, nullptr, nullptr);
    return Error{ErrorKind::usage, "SQL: " + (code == SQLITE_AUTH ? "only reading is allowed"
                                              : code == SQLITE_OK ? "nothing to run"
                                                                  : message)};
  }
  const size_t used = static_cast<size_t>(rest - sql.data());
  if (!trim(sql.substr(used)).empty()) {
    sqlite3_set_authorizer(impl_->db, nullptr, nullptr);
    return Error{ErrorKind::usage, "SQL: one statement only"};
  }
  Statement s(impl_->db, sql.substr(0, used));
  for (size_t i = 0; i < parameters.size(); ++i) s.bind(static_cast<int>(i + 1), std::string_view(parameters[i]));
  Result<Table> table = run(*impl_, s);
  sqlite3_set_authorizer(impl_->db, nullptr, nullptr);
  return table;
}

std::vector<Finding> Store::check(bool deep) {
  std::vector<Finding> out;
  Statement s(impl_->db, deep ? "PRAGMA integrity_check(100)" : "PRAGMA quick_check(100)");
  while (s.step()) {
    if (const std::string text = s.text(0); text != "ok") out.push_back({"damaged file", text});
  }
  if (s.failed()) out.push_back({"damaged file", sqlite3_errmsg(impl_->db)});
  Statement keys(impl_->db, "PRAGMA foreign_key_check");
  while (keys.step()) out.push_back({"row without its parent", keys.text(0) + " -> " + keys.text(2)});
  Statement counts(impl_->db, "SELECT id FROM document d WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.id = d.run) ORDER BY id");
  while (counts.step()) out.push_back({"document without its run", counts.text(0)});
  if (!deep) return out;
  Statement missing(
      impl_->db,
      "SELECT s.doc, s.n FROM sentence s LEFT JOIN sentence_fts_docsize f ON f.id = s.row WHERE f.id IS NULL ORDER BY 1, 2");
  while (missing.step()) out.push_back({"sentence missing in full text", missing.text(0) + " sentence " + missing.text(1)});
  check_quotes(impl_->db, out);
  return out;
}

}  // namespace dateline::store
