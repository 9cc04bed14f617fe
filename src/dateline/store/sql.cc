// The C interface of SQLite behind values: see sql.h.
#include "dateline/store/sql.h"

#include <utility>

#include "dateline/base/chars.h"

namespace dateline::store {

namespace {

ErrorKind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
    case SQLITE_IOERR:
      return ErrorKind::limit;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorKind::locked;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorKind::corrupt;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return ErrorKind::io;
    default:
      return ErrorKind::invalid;
  }
}

bool is_storable(std::string_view text) { return text.find('\0') == std::string_view::npos && is_valid_utf8(text); }

}  // namespace

Error error_of(sqlite3* db, const std::string& path, std::string_view doing) {
  const int code = db != nullptr ? sqlite3_extended_errcode(db) : SQLITE_NOMEM;
  std::string message = path + ": " + std::string(doing) + ": " + (db != nullptr ? sqlite3_errmsg(db) : "out of memory");
  if ((code & 0xff) == SQLITE_FULL) message += " (nothing of the last document was stored)";
  return {kind_of(code), std::move(message)};
}

std::string storable(std::string_view text) {
  if (is_storable(text)) return std::string(text);
  std::string out;
  out.reserve(text.size() + 8);
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    append_utf8(out, c.value == 0 ? U'\uFFFD' : c.value);
    at += c.length;
  }
  return out;
}

Statement::Statement(sqlite3* db, std::string_view sql) {
  failed_ = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), 0, &stmt_, nullptr) != SQLITE_OK || stmt_ == nullptr;
}

Statement::~Statement() { sqlite3_finalize(stmt_); }

Statement::Statement(Statement&& other) noexcept : stmt_(std::exchange(other.stmt_, nullptr)), failed_(other.failed_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(stmt_, other.stmt_);
  failed_ = other.failed_;
  return *this;
}

void Statement::bind(int at, std::string_view text) {
  if (failed_) return;
  const std::string safe = is_storable(text) ? std::string() : storable(text);
  const std::string_view use = safe.empty() ? text : std::string_view(safe);
  failed_ = sqlite3_bind_text64(stmt_, at, use.empty() ? "" : use.data(), use.size(), SQLITE_TRANSIENT, SQLITE_UTF8) != SQLITE_OK;
}

void Statement::bind_bytes(int at, std::string_view bytes) {
  if (is_storable(bytes)) return bind(at, bytes);
  if (failed_) return;
  failed_ = sqlite3_bind_blob64(stmt_, at, bytes.data(), bytes.size(), SQLITE_TRANSIENT) != SQLITE_OK;
}

void Statement::bind(int at, int64_t number) {
  if (!failed_) failed_ = sqlite3_bind_int64(stmt_, at, number) != SQLITE_OK;
}

void Statement::bind(int at, double number) {
  if (!failed_) failed_ = sqlite3_bind_double(stmt_, at, number) != SQLITE_OK;
}

void Statement::bind_null(int at) {
  if (!failed_) failed_ = sqlite3_bind_null(stmt_, at) != SQLITE_OK;
}

bool Statement::step() {
  if (failed_) return false;
  const int code = sqlite3_step(stmt_);
  if (code == SQLITE_ROW) return true;
  failed_ = code != SQLITE_DONE;
  return false;
}

bool Statement::run() {
  while (step()) {
  }
  reset();
  return !failed_;
}

void Statement::reset() {
  if (stmt_ != nullptr) sqlite3_reset(stmt_);
}

bool Statement::is_null(int column) const { return sqlite3_column_type(stmt_, column) == SQLITE_NULL; }

std::string Statement::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(stmt_, column));
  const int size = sqlite3_column_bytes(stmt_, column);
  return bytes == nullptr ? std::string() : std::string(bytes, static_cast<size_t>(size));
}

int64_t Statement::integer(int column) const { return sqlite3_column_int64(stmt_, column); }
double Statement::real(int column) const { return sqlite3_column_double(stmt_, column); }
int Statement::type(int column) const { return sqlite3_column_type(stmt_, column); }
int Statement::columns() const { return sqlite3_column_count(stmt_); }

std::string Statement::column_name(int column) const {
  const char* name = sqlite3_column_name(stmt_, column);
  return name != nullptr ? name : "";
}

bool execute(sqlite3* db, const char* sql) { return sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK; }

std::string one_text(sqlite3* db, std::string_view sql) {
  Statement s(db, sql);
  return s.step() ? s.text(0) : std::string();
}

Transaction::Transaction(sqlite3* db) : db_(db), open_(execute(db, "BEGIN IMMEDIATE")) {}

Transaction::~Transaction() {
  if (open_ && sqlite3_get_autocommit(db_) == 0) execute(db_, "ROLLBACK");
}

bool Transaction::commit() {
  if (!open_ || !execute(db_, "COMMIT")) return false;
  open_ = false;
  return true;
}

}  // namespace dateline::store
