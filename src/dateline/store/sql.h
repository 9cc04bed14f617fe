// A thin skin over the C interface of SQLite: a connection and its statements, errors as values.
//
// `Statement s(db, "SELECT name FROM entity WHERE doc = ?1"); s.bind(1, doc); while (s.step()) use(s.text(0));`
// Text that is not valid UTF-8 or holds a NUL never reaches a TEXT value: see `storable`. It knows nothing of records.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "dateline/base/result.h"

namespace dateline::store {

/// What SQLite says about its last failure on `db`, as an Error that names the file.
[[nodiscard]] Error error_of(sqlite3* db, const std::string& path, std::string_view doing);

/// `text` as it may be stored: invalid UTF-8 and NUL become U+FFFD.
[[nodiscard]] std::string storable(std::string_view text);

/// One prepared statement. Not copyable. After a failed step every later step fails too; ask `failed()`.
class Statement {
 public:
  Statement(sqlite3* db, std::string_view sql);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int at, std::string_view text);         ///< as TEXT, made storable
  void bind_bytes(int at, std::string_view bytes);  ///< as TEXT when it is valid, else as BLOB
  void bind(int at, int64_t number);
  void bind(int at, double number);
  void bind_null(int at);
  /// True while there is a row. False at the end and on failure.
  bool step();
  /// Runs to the end and makes the statement ready for new values. False on failure.
  bool run();
  void reset();
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::string text(int column) const;  ///< bytes of TEXT or BLOB; "" for NULL
  [[nodiscard]] int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] int type(int column) const;
  [[nodiscard]] int columns() const;
  [[nodiscard]] std::string column_name(int column) const;
  [[nodiscard]] sqlite3_stmt* raw() const { return stmt_; }

 private:
  sqlite3_stmt* stmt_ = nullptr;
  bool failed_ = false;
};

/// Runs SQL text without results. False on failure.
bool execute(sqlite3* db, const char* sql);
/// The first column of the first row, or "".
[[nodiscard]] std::string one_text(sqlite3* db, std::string_view sql);

/// A transaction that rolls back unless it was committed.
class Transaction {
 public:
  explicit Transaction(sqlite3* db);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  [[nodiscard]] bool begun() const { return open_; }
  [[nodiscard]] bool commit();

 private:
  sqlite3* db_;
  bool open_ = false;
};

}  // namespace dateline::store
