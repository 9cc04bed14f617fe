// What a Store holds: the connection, the lock, prepared statements by their text. Inside store/ only.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "dateline/store/sql.h"
#include "dateline/store/store.h"

namespace dateline::store {

/// The single-writer lock of one store: an flock on "<path>.lock" that holds pid and host. Goes with the process that dies.
class WriterLock {
 public:
  WriterLock() = default;
  ~WriterLock();
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;
  [[nodiscard]] Status take(const std::string& store_path);

 private:
  int fd_ = -1;
  std::string path_;
};

struct Store::Impl {
  std::string path;
  sqlite3* db = nullptr;
  Mode mode = Mode::read;
  bool wal = false;
  bool batch = false;
  bool stale = false;  ///< rows changed since the current generation was counted
  std::string models = "none";
  int64_t run = 0;
  bool pinned = false;
  unsigned time_limit = 0;                         ///< milliseconds a query may take
  std::chrono::steady_clock::time_point deadline;  ///< of the query that runs
  std::function<bool()> stop;                      ///< asked while a query runs
  WriterLock lock;
  std::map<std::string, Statement, std::less<>> statements;
  std::set<std::pair<std::string, std::string>> put_here;  ///< (path, name) of documents put since opening

  ~Impl();
  /// The prepared statement for `sql`, made once.
  [[nodiscard]] Statement& statement(const std::string& sql);
  [[nodiscard]] Error error(std::string_view doing) const { return error_of(db, path, doing); }
  /// Row of table `run` for this program and model, made when missing.
  [[nodiscard]] Status need_run();
};

/// Checks the first bytes of a file, without opening it as a database, so that a file that is not ours stays untouched.
[[nodiscard]] Status inspect(const std::string& path, Store::Mode mode);

}  // namespace dateline::store
