// The record on disk: one SQLite file with every fact, its evidence, extractor, version and confidence.
//
// `Store::open("story.db")` then `put(record)`: one transaction a document, idempotent by content hash. `put(story)` writes a
// new generation and flips to it. It knows rows only: no HTML, no token. Schema: docs/formats.md and schema.sql.
#pragma once

#include <cstdint>
#include <functional>
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
  std::string state;     ///< ok | empty | quarantined | skipped
  std::string reason;    ///< name_of(NoteCode) and detail
  std::string document;  ///< id or ""
};

/// What a person says of one row. Corrections are only ever added; the latest of a sort counts.
struct Correction {
  std::string made;    ///< when, UTC: "2026-03-01T12:00:00Z"
  std::string who;     ///< by whom, never empty
  std::string why;     ///< in words, or ""
  std::string act;     ///< wrong | right | redate | reattribute | split | merge | undo
  std::string target;  ///< id of a statement, figure, event, vote, proposal, entity or actor; for undo the number of a correction
  std::string value;   ///< the date, the name, or the id of the other to merge with
  std::string origin;  ///< id that another tool gave it: the same again adds nothing; "" = none
};

struct Finding {
  std::string what, detail;
};

/// One open record. Single writer, many readers; not shared between threads.
class Store {
 public:
  enum class Mode : uint8_t { read, write, create };
  /// Opens the record in `path` (":memory:" for one that lives as long as the object). Refuses, without touching it, whatever is
  /// not a whole dateline record of this or an older schema: folder, text, another program's database, truncated, newer. `create`
  /// also accepts a path where nothing is. One writer at a time: a second one gets ErrorKind::locked with the first one's pid.
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::string& path, Mode mode);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  [[nodiscard]] Result<Put> put(const Record& record);
  /// Puts a page that is stored already and was read again (with the date that its story gives it) in place of what is stored:
  /// same id, same paths, same place among its revisions. Joined rows of the page go; put(records, story) makes them anew.
  [[nodiscard]] Status renew(const Record& record);
  /// Keeps a correction and applies it: the row shows the new value, table correction_place what it was. Gives its number.
  /// Errors: usage (not possible for this row, not a date, nobody's name), not_found (no such row).
  [[nodiscard]] Result<int64_t> correct(const Correction& correction);
  /// Takes over all corrections of another record of the same pages: each goes to the row with its words, or is parked.
  [[nodiscard]] Status take_corrections(Store& from);
  [[nodiscard]] Status put_input(const InputRow& row);
  /// Corpus-wide rows: written as a new generation, then made current in one step.
  [[nodiscard]] Status put(const std::vector<Record>& records, const Story& story);
  /// True when a document with this hash is stored.
  [[nodiscard]] bool has(std::string_view document_id);
  /// Names the model that makes the facts put from now on (kept with the program version in table `run`).
  [[nodiscard]] Status set_models(const std::string& models);
  /// One word about the record itself, by key ("made_by"); "" when it was never set.
  [[nodiscard]] Status set_meta(const std::string& key, const std::string& value);
  [[nodiscard]] std::string meta(const std::string& key);
  /// Several puts as one transaction: nothing is stored until commit().
  [[nodiscard]] Status begin();
  [[nodiscard]] Status commit();
  /// The current generation of the joined story; `records` as load_records() gives them. Equal to what was put; empty when none
  /// was.
  [[nodiscard]] Result<Story> load_story(const std::vector<Record>& records);
  /// All records, sorted by id, rebuilt from the tables: equal to what was put.
  [[nodiscard]] Result<std::vector<Record>> load_records();
  /// Id of the page meant: its id, its name or path, the beginning of its id, or the beginning of its name when no other page's
  /// name begins so. not_found names the pages it may be.
  [[nodiscard]] Result<std::string> find_document(std::string_view id_or_name);
  /// The page that find_document() finds.
  [[nodiscard]] Result<Record> load_record(std::string_view id_or_name);
  [[nodiscard]] std::vector<InputRow> inputs();
  /// Number of documents.
  [[nodiscard]] uint64_t documents();
  /// Makes the file one piece without WAL, synced, fit to hand on, copy or open from a read-only folder.
  [[nodiscard]] Status finish();

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
  /// From here on every read sees one and the same state, whatever a writer does, until unpin(). For records opened to read.
  [[nodiscard]] Status pin();
  void unpin();
  /// A query that runs longer ends with ErrorKind::limit; 0 = no bound.
  void limit_time(unsigned milliseconds);
  /// `ask` is called now and then while a query runs; true ends it with ErrorKind::limit. Empty = never.
  void stop_when(std::function<bool()> ask);
  /// Read-only query with bound text parameters (?1 ...).
  [[nodiscard]] Result<Table> query(std::string_view sql, const std::vector<std::string>& parameters = {});
  /// Full-text search over sentences; `words` are user words, quoted before they reach FTS5. A "quoted phrase" is one term; every
  /// term must occur. Words without a letter or digit find nothing.
  [[nodiscard]] Result<Table> search(std::string_view words, uint32_t limit);
  /// Foreign keys and quick_check; deep: integrity_check, the full-text index, every exact quote at its place.
  [[nodiscard]] std::vector<Finding> check(bool deep);

  struct Impl;  ///< defined inside store/ only

 private:
  Store();
  std::unique_ptr<Impl> impl_;
};

/// `words` of a user as an FTS5 expression of quoted strings that never fails; "" when nothing in them can be searched.
[[nodiscard]] std::string fts_expression(std::string_view words);

}  // namespace dateline::store
