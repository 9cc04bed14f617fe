// Opening and closing a record, its lock, small rows: see store.h.
//
// "story.db" opened by `dateline ingest` gets WAL, foreign keys, an application id and a lock file; the same path holding a
// letter is refused with the words "not a dateline record". It does not write facts (records.cc, stories.cc).
#include "dateline/store/store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "dateline/store/impl.h"
#include "dateline/store/schema.h"
#include "dateline/store/summary.h"
#include "dateline/store/version.h"

namespace dateline::store {

namespace {

uint32_t big_endian(const unsigned char* bytes) {
  return (uint32_t{bytes[0]} << 24U) | (uint32_t{bytes[1]} << 16U) | (uint32_t{bytes[2]} << 8U) | uint32_t{bytes[3]};
}

bool has_bytes(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && info.st_size > 0;
}

Error refused(ErrorKind kind, const std::string& path, const std::string& why) { return {kind, path + ": " + why}; }

Status check_header(const std::string& path, const unsigned char* head, size_t size, uint64_t file_size) {
  constexpr std::string_view kMagic{"SQLite format 3\0", 16};
  if (size < 100 || std::memcmp(head, kMagic.data(), kMagic.size()) != 0) {
    return refused(ErrorKind::invalid, path, "not a dateline record (not a database)");
  }
  if (big_endian(head + 68) != kApplicationId)
    return refused(ErrorKind::invalid, path, "a database of another program, not a dateline record");
  const auto version = static_cast<int32_t>(big_endian(head + 60));
  if (version > kSchemaVersion) {
    return refused(ErrorKind::newer_schema, path,
                   "written by a newer dateline (schema " + std::to_string(version) + "; this program knows up to " +
                       std::to_string(kSchemaVersion) + ")");
  }
  const uint32_t stored = (uint32_t{head[16]} << 8U) | head[17];
  const uint64_t page_size = stored == 1 ? 65536 : stored;
  const uint64_t pages = big_endian(head + 28);
  if (pages * page_size > file_size && !has_bytes(path + "-wal")) {
    return refused(ErrorKind::corrupt, path,
                   "truncated: " + std::to_string(file_size) + " bytes of " + std::to_string(pages * page_size));
  }
  return {};
}

std::string uri_of(const std::string& path, const char* query) {
  std::string uri = "file:";
  constexpr const char* kHex = "0123456789ABCDEF";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       byte == '/' || byte == '.' || byte == '-' || byte == '_';
    if (plain)
      uri += c;
    else
      (uri += '%') += {kHex[byte >> 4U], kHex[byte & 15U]};
  }
  return uri + query;
}

void harden(sqlite3* db) {
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, 5000);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  execute(db, "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -32768");
}

/// Tables of FTS5 are made with double quotes in their options and triggers of none: the schema runs before `harden`.
Status migrate(sqlite3* db, const std::string& path) {
  int version = std::stoi("0" + one_text(db, "PRAGMA user_version"));
  for (const Migration& migration : migrations()) {
    if (migration.version <= version) continue;
    Transaction transaction(db);
    bool ok = transaction.begun();
    for (const char* sql : migration.sql) ok = ok && execute(db, sql);
    ok = ok && (migration.version < kSchemaVersion || execute(db, views_sql().c_str()));
    ok = ok && execute(db, ("PRAGMA user_version = " + std::to_string(migration.version)).c_str());
    if (!ok || !transaction.commit()) return error_of(db, path, "cannot bring the schema up to date");
    version = migration.version;
  }
  return {};
}

/// Counts that are missing (a record of an older schema, rows written by hand) are made.
Status complete(Store::Impl& store) {
  if (!lacks_summary(store)) return {};
  Transaction transaction(store.db);
  if (transaction.begun() && summarise(store) && transaction.commit()) return {};
  return store.error("cannot be counted");
}

}  // namespace

Status inspect(const std::string& path, Store::Mode mode) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT && mode == Store::Mode::create) return {};
    return refused(errno == ENOENT ? ErrorKind::not_found : ErrorKind::io, path,
                   errno == ENOENT ? "no such record" : std::strerror(errno));
  }
  if (S_ISDIR(info.st_mode)) return refused(ErrorKind::invalid, path, "a folder, not a dateline record");
  if (!S_ISREG(info.st_mode)) return refused(ErrorKind::invalid, path, "not a regular file");
  if (info.st_size == 0) {
    if (mode == Store::Mode::create && !has_bytes(path + "-wal")) return {};
    return refused(ErrorKind::invalid, path, "an empty file, not a dateline record");
  }
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return refused(ErrorKind::io, path, std::strerror(errno));
  std::array<unsigned char, 100> head{};
  const ssize_t got = ::read(fd, head.data(), head.size());
  ::close(fd);
  return check_header(path, head.data(), got > 0 ? static_cast<size_t>(got) : 0, static_cast<uint64_t>(info.st_size));
}

WriterLock::~WriterLock() {
  if (fd_ < 0) return;
  ::unlink(path_.c_str());
  ::close(fd_);
}

Status WriterLock::take(const std::string& store_path) {
  path_ = store_path + ".lock";
  for (int attempt = 0; attempt < 8; ++attempt) {
    const int fd = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) return refused(ErrorKind::io, path_, std::strerror(errno));
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
      std::array<char, 64> text{};
      const ssize_t got = ::read(fd, text.data(), text.size() - 1);
      ::close(fd);
      std::string owner(text.data(), got > 0 ? static_cast<size_t>(got) : 0);
      if (const size_t end = owner.find('\n'); end != std::string::npos) owner.resize(end);
      return refused(ErrorKind::locked, store_path, "locked by " + (owner.empty() ? std::string("another writer") : owner));
    }
    struct stat held {
    }, named{};
    if (::fstat(fd, &held) == 0 && ::stat(path_.c_str(), &named) == 0 && held.st_ino == named.st_ino &&
        held.st_dev == named.st_dev) {
      const std::string owner = "pid " + std::to_string(::getpid()) + "\n";
      const bool written =
          ::ftruncate(fd, 0) == 0 && ::write(fd, owner.data(), owner.size()) == static_cast<ssize_t>(owner.size());
      fd_ = fd;
      if (!written) return refused(ErrorKind::limit, path_, std::strerror(errno));
      return {};
    }
    ::close(fd);  // the file was removed between open and flock: its writer has just gone
  }
  return refused(ErrorKind::locked, store_path, "locked by another writer");
}

Store::Impl::~Impl() {
  statements.clear();
  if (db != nullptr) sqlite3_close_v2(db);
}

Statement& Store::Impl::statement(const std::string& sql) {
  auto found = statements.find(sql);
  if (found == statements.end() || found->second.failed()) {
    if (found != statements.end()) statements.erase(found);
    found = statements.emplace(sql, Statement(db, sql)).first;
  }
  found->second.reset();
  return found->second;
}

Status Store::Impl::need_run() {
  if (run != 0) return {};
  Statement insert(db, "INSERT OR IGNORE INTO run(program, schema, models) VALUES (?1, ?2, ?3)");
  Statement find(db, "SELECT id FROM run WHERE program = ?1 AND schema = ?2 AND models = ?3");
  for (Statement* s : {&insert, &find}) {
    s->bind(1, std::string_view(kProgramVersion));
    s->bind(2, int64_t{kSchemaVersion});
    s->bind(3, std::string_view(models));
  }
  if (!insert.run() || !find.step()) return error("cannot write");
  run = find.integer(0);
  return {};
}

namespace {

Status open_for_reading(Store::Impl& impl, sqlite3** db) {
  const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  for (const char* query : {"?mode=ro", "?mode=ro&immutable=1"}) {
    const bool opened = sqlite3_open_v2(uri_of(impl.path, query).c_str(), db, flags, nullptr) == SQLITE_OK;
    if (opened && execute(*db, "SELECT count(*) FROM sqlite_schema")) return {};
    const Error error = error_of(*db, impl.path, "cannot be read");
    // A WAL record in a read-only folder cannot make its shared memory file; without a pending WAL it is safe to read as it
    // stands.
    if (has_bytes(impl.path + "-wal") || (sqlite3_extended_errcode(*db) & 0xff) != SQLITE_CANTOPEN) return error;
    sqlite3_close_v2(*db);
    *db = nullptr;
  }
  return refused(ErrorKind::io, impl.path, "cannot be opened for reading");
}

/// Makes an empty record in `path`: header and all tables.
Status make_in(Store::Impl& impl, const std::string& path) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path.c_str(), &impl.db, flags, nullptr) != SQLITE_OK) return impl.error("cannot be made");
  const std::string id =
      "PRAGMA page_size = 8192; PRAGMA encoding = 'UTF-8'; PRAGMA application_id = " + std::to_string(kApplicationId);
  if (!execute(impl.db, id.c_str())) return impl.error("cannot be made");
  return migrate(impl.db, impl.path);
}

/// A new record is made beside its path and renamed: a process that dies meanwhile leaves no half of one.
Status make_whole(Store::Impl& impl) {
  const std::string beside = impl.path + ".new";
  for (const char* end : {"", "-journal", "-wal", "-shm"}) ::unlink((beside + end).c_str());
  Status made = make_in(impl, beside);
  sqlite3_close_v2(impl.db);
  impl.db = nullptr;
  if (made && ::rename(beside.c_str(), impl.path.c_str()) != 0) made = refused(ErrorKind::io, impl.path, std::strerror(errno));
  if (!made) {
    ::unlink(beside.c_str());
    return made;
  }
  const std::string folder = impl.path.find('/') == std::string::npos ? "." : impl.path.substr(0, impl.path.rfind('/') + 1);
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0) {
    (void)::fsync(fd);
    ::close(fd);
  }
  return {};
}

Status open_for_writing(Store::Impl& impl, bool fresh) {
  if (impl.path == ":memory:") return make_in(impl, impl.path);
  if (fresh) {
    if (Status s = make_whole(impl); !s) return s;
  }
  if (sqlite3_open_v2(impl.path.c_str(), &impl.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK)
    return impl.error("cannot be opened");
  sqlite3_busy_timeout(impl.db, 5000);
  if (Status s = migrate(impl.db, impl.path); !s) return s;
  // Each row of a page looks its document up. The table itself is ordered by id, but a look-up there copies the whole row, text
  // and all: without this small index storing a page takes the square of its length.
  if (!execute(impl.db, "CREATE UNIQUE INDEX IF NOT EXISTS document_key ON document(id)")) return impl.error("cannot write");
  return {};
}

}  // namespace

Store::Store() : impl_(std::make_unique<Impl>()) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::string& path, Mode mode) {
  std::unique_ptr<Store> store(new Store());
  Impl& impl = *store->impl_;
  impl.path = path;
  impl.mode = mode;
  const bool memory = path == ":memory:";
  if (!memory) {
    if (Status s = inspect(path, mode); !s) return s.error();
  }
  if (mode == Mode::read && !memory) {
    if (Status s = open_for_reading(impl, &impl.db); !s) return s.error();
    if (std::stoi("0" + one_text(impl.db, "PRAGMA user_version")) < kSchemaVersion) {
      return refused(ErrorKind::invalid, path,
                     "written by an older dateline: open it once for writing (dateline ingest --db) to bring it up to date");
    }
    harden(impl.db);
    execute(impl.db, "PRAGMA query_only = ON");
    return store;
  }
  if (!memory) {
    if (Status s = impl.lock.take(path); !s) return s.error();
    if (Status s = inspect(path, mode); !s) return s.error();
  }
  const bool fresh = memory || !has_bytes(path);
  if (Status s = open_for_writing(impl, fresh); !s) return s.error();
  harden(impl.db);
  if (!memory) {
    if (one_text(impl.db, "PRAGMA journal_mode = WAL") != "wal") execute(impl.db, "PRAGMA journal_mode = DELETE");
    execute(impl.db, "PRAGMA synchronous = FULL");
  }
  if (Status s = complete(impl); !s) return s.error();
  return store;
}

Status Store::set_models(const std::string& models) {
  impl_->models = models;
  impl_->run = 0;
  return {};
}

Status Store::set_meta(const std::string& key, const std::string& value) {
  Statement& s =
      impl_->statement("INSERT INTO meta(key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
  s.bind(1, std::string_view(key));
  s.bind(2, std::string_view(value));
  if (!s.run()) return impl_->error("cannot write");
  return {};
}

std::string Store::meta(const std::string& key) {
  Statement& s = impl_->statement("SELECT value FROM meta WHERE key = ?1");
  s.bind(1, std::string_view(key));
  std::string value = s.step() ? s.text(0) : std::string();
  s.reset();
  return value;
}

Status Store::begin() {
  if (!execute(impl_->db, "BEGIN IMMEDIATE")) return impl_->error("cannot write");
  impl_->batch = true;
  return {};
}

Status Store::commit() {
  impl_->batch = false;
  const bool counted = !impl_->stale || summarise(*impl_);
  impl_->stale = false;
  if (!counted || !execute(impl_->db, "COMMIT")) return impl_->error("cannot write");
  return {};
}

Status Store::finish() {
  impl_->statements.clear();
  if (impl_->path == ":memory:") return {};
  if (!execute(impl_->db, "PRAGMA optimize") || one_text(impl_->db, "PRAGMA journal_mode = DELETE") != "delete") {
    return impl_->error("cannot be closed as one file");
  }
  return {};
}

Status Store::put_input(const InputRow& row) {
  Statement& s = impl_->statement(
      "INSERT INTO input(path, place, state, reason, doc) VALUES (?1, ?2, ?3, ?4, ?5) "
      "ON CONFLICT (path, place) DO UPDATE SET state = excluded.state, reason = excluded.reason, doc = excluded.doc");
  s.bind_bytes(1, row.path);
  s.bind(2, static_cast<int64_t>(row.place));
  s.bind(3, std::string_view(row.state));
  row.reason.empty() ? s.bind_null(4) : s.bind(4, std::string_view(row.reason));
  row.document.empty() ? s.bind_null(5) : s.bind(5, std::string_view(row.document));
  if (!s.run()) return impl_->error("cannot write");
  return {};
}

std::vector<InputRow> Store::inputs() {
  std::vector<InputRow> out;
  Statement s(impl_->db, "SELECT path, place, state, reason, doc FROM input ORDER BY path, place");
  while (s.step()) out.push_back({s.text(0), static_cast<uint64_t>(s.integer(1)), s.text(2), s.text(3), s.text(4)});
  return out;
}

bool Store::has(std::string_view document_id) {
  Statement& s = impl_->statement("SELECT 1 FROM document WHERE id = ?1");
  s.bind(1, document_id);
  const bool found = s.step();
  s.reset();
  return found;
}

uint64_t Store::documents() {
  return static_cast<uint64_t>(std::stoll("0" + one_text(impl_->db, "SELECT count(*) FROM document")));
}

}  // namespace dateline::store
