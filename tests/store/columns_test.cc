// The list of columns that the store writes and the tables of the schema are the same list.
#include <doctest/doctest.h>

#include <sqlite3.h>

#include "dateline/store/rows.h"
#include "dateline/store/schema.h"

using namespace dateline;
using namespace dateline::store;

namespace {

struct Database {
  sqlite3* db = nullptr;
  Database() {
    REQUIRE(sqlite3_open(":memory:", &db) == SQLITE_OK);
    for (const Migration& migration : migrations()) {
      for (const char* sql : migration.sql) REQUIRE(execute(db, sql));
    }
  }
  ~Database() { sqlite3_close(db); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  std::vector<std::string> columns(const std::string& table) {
    std::vector<std::string> names;
    Statement s(db, "SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid");
    while (s.step()) names.push_back(s.text(0));
    return names;
  }
};

enum class Made { by_hand, by_extractor };

/// The table has the keys, what columns.h lists for the row, and for an extractor's rows who made them; nothing else.
template <class Row>
void same(Database& base, const std::string& table, std::vector<std::string> keys, Made made) {
  CAPTURE(table);
  const std::vector<std::string> row = columns_of<Row>();
  keys.insert(keys.end(), row.begin(), row.end());
  if (made == Made::by_extractor) keys.insert(keys.end(), {"extractor", "version"});
  CHECK(base.columns(table) == keys);
}

}  // namespace

TEST_CASE("tables of a page's rows hold what is written, in that order") {
  Database base;
  same<RecordDateEvidence>(base, "date_evidence", {"doc", "n"}, Made::by_extractor);
  same<RecordBlock>(base, "block", {"doc", "n"}, Made::by_hand);
  same<RecordSentence>(base, "sentence", {"row", "doc", "n"}, Made::by_hand);
  same<RecordRepair>(base, "repair", {"doc", "n"}, Made::by_extractor);
  same<RecordSource>(base, "source", {"doc", "n"}, Made::by_extractor);
  same<RecordEntity>(base, "entity", {"doc", "n"}, Made::by_extractor);
  same<RecordMention>(base, "mention", {"doc", "entity", "n"}, Made::by_extractor);
  same<RecordTime>(base, "time_expression", {"doc", "n"}, Made::by_extractor);
  same<RecordStatement>(base, "statement", {"doc", "n"}, Made::by_extractor);
  same<Span>(base, "statement_piece", {"doc", "statement", "n"}, Made::by_hand);
  same<ActorRef>(base, "statement_chain", {"doc", "statement", "n"}, Made::by_hand);
  same<RecordFigure>(base, "figure", {"doc", "n"}, Made::by_extractor);
  same<RecordEvent>(base, "event", {"doc", "n"}, Made::by_extractor);
  same<RecordVote>(base, "vote", {"doc", "n"}, Made::by_extractor);
  same<RecordProposal>(base, "proposal", {"doc", "n"}, Made::by_extractor);
  same<Evidence>(base, "proposal_term", {"doc", "proposal", "n"}, Made::by_hand);
  same<RecordReply>(base, "reply", {"doc", "proposal", "n"}, Made::by_extractor);
  same<HeadlineNote>(base, "headline_note", {"doc", "n"}, Made::by_extractor);
}

TEST_CASE("tables of a story's rows hold what is written, in that order") {
  Database base;
  same<StoryActor>(base, "actor", {"gen", "n"}, Made::by_hand);
  same<Lineage>(base, "lineage", {"gen", "n"}, Made::by_hand);
  same<Happening>(base, "happening", {"gen", "n"}, Made::by_hand);
  same<HappeningMention>(base, "happening_mention", {"gen", "happening", "n"}, Made::by_hand);
  same<Conflict>(base, "conflict", {"gen", "n"}, Made::by_hand);
  same<ConflictValue>(base, "conflict_value", {"gen", "conflict", "n"}, Made::by_hand);
  same<TimelineEntry>(base, "timeline", {"gen", "n"}, Made::by_hand);
  same<Position>(base, "position", {"gen", "n"}, Made::by_hand);
  same<Independence>(base, "independence", {"gen", "n"}, Made::by_hand);
}
