// The record on disk: one SQLite file with every fact, its evidence, extractor, version and confidence.
//
// `Store::open("story.db")` then `put(record)`: one transaction a document, idempotent by content hash. `put(story)` writes a
// new generation and flips to it. It knows rows only: no HTML, no token. Schema: docs/formats.md and schema.sql.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/result.h"
#include "dateline/record.h"
#include "dateline/story/story.h"

namespace dateline::store {

enum class Put : uint8_t { added, already_there, alias, revision };

/// A refused or noteworthy input, kept in the record (`dateline check --quarantine`).
struct InputRow {
  std::string path;
  uint64_t place = 0;
  std::string state;          ///< ok | empty | quarantined | skipped
  std::string reason;         ///< name_of(NoteCode) and detail
  std::string document;       ///< id or ""
};

struct Finding {
  std::string what, detail;
};

/// One open record. Single writer, many readers; not shared between threads.
class Store {
 public:
  enum class Mode : uint8_t { read, write, create };
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::string& path, Mode mode);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  [[nodiscard]] Result<Put> put(const Record& record);
  [[nodiscard]] Status put_input(const InputRow& row);
  /// Corpus-wide rows: written as a new generation, then made current in one step.
  [[nodiscard]] Status put(const std::vector<Record>& records, const Story& story);
  /// True when a document with this hash is stored.
  [[nodiscard]] bool has(std::string_view document_id);
  /// All records, sorted by id, rebuilt from the tables: equal to what was put.
  [[nodiscard]] Result<std::vector<Record>> load_records();
  [[nodiscard]] Result<Record> load_record(std::string_view id_or_name);
  [[nodiscard]] std::vector<InputRow> inputs();

  /// A result table: column names and text/number/NULL cells.
  struct Cell {
    enum class Kind : uint8_t { null, integer, real, text } kind = Kind::null;
    int64_t integer = 0;
    double real = 0;
    std::string text;
  };
  struct Table {
    std::vector<std::string> columns;
    std::vector<std::vector<Cell>> rows;
  };
  /// Read-only query with bound text parameters (?1 ...).
  [[nodiscard]] Result<Table> query(std::string_view sql, const std::vector<std::string>& parameters = {});
  /// Full-text search over sentences; `words` are user words, quoted before they reach FTS5.
  [[nodiscard]] Result<Table> search(std::string_view words, uint32_t limit);
  /// integrity_check, foreign keys, every exact quote at its place (deep).
  [[nodiscard]] std::vector<Finding> check(bool deep);

 private:
  Store();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::store
