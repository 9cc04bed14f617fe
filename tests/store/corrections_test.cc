// What people say of rows: kept for ever, applied everywhere, moved along with the words, never put on the wrong ones (F53).
#include <doctest/doctest.h>

#include <sqlite3.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "dateline/base/hash.h"
#include "dateline/store/schema.h"
#include "dateline/store/store.h"
#include "dateline/store/version.h"
#include "sample.h"

using namespace dateline;
using store::Correction;
using store::Store;

namespace {

std::unique_ptr<Store> joined(const std::vector<Record>& records, const Story& story) {
  auto s = std::move(*Store::open(":memory:", Store::Mode::create));
  for (const Record& r : records) REQUIRE(s->put(r));
  REQUIRE(s->put(records, story));
  return s;
}

std::unique_ptr<Store> sampled() {
  const auto records = sample::pages();
  return joined(records, sample::story(records));
}

std::string one(Store& s, const std::string& sql) {
  auto table = s.query(sql);
  REQUIRE_MESSAGE(table, (table ? "" : table.error().message));
  REQUIRE(!table->rows.empty());
  const Store::Cell& cell = table->rows[0][0];
  return cell.kind == Store::Cell::Kind::integer ? std::to_string(cell.integer) : cell.text;
}

int64_t correct(Store& s, const std::string& act, const std::string& target, const std::string& value = {}) {
  const auto id = s.correct({"2031-04-01T09:00:00Z", "A. Reader", "seen in the paper", act, target, value, {}});
  REQUIRE_MESSAGE(id, (id ? "" : id.error().message));
  return *id;
}

ErrorKind refusal(Store& s, const Correction& c) {
  const auto id = s.correct(c);
  REQUIRE_FALSE(id);
  return id.error().kind;
}

constexpr const char* kStatement = "s_0000000000000001";
constexpr const char* kEvent = "e_0000000000000001";
constexpr const char* kFigure = "f_0000000000000001";

/// A page with one statement on `words`, said by its first entity.
Record page_saying(const std::string& name, const std::string& text, const std::string& words, const std::string& id) {
  Record r = sample::page(name, text);
  RecordEntity e;
  e.id = "n_" + id;
  e.name = "Roux";
  e.type = "person";
  e.mentions = {{sample::at(r, "Roux"), "name", "first", 1}};
  r.entities = {e};
  RecordStatement s;
  s.id = "s_" + id;
  s.where = sample::at(r, words);
  s.cue = sample::at(r, "said").at;
  s.form = "indirect";
  s.speaker = {0, "Roux", false};
  s.chain = {{0, "Roux", false}};
  s.date = {sample::day(2031, 3, 10), "page"};
  r.statements = {s};
  return r;
}

}  // namespace

TEST_CASE("a verdict stays beside the row, the latest counts, and every one is kept") {
  auto s = sampled();
  correct(*s, "wrong", kStatement);
  CHECK(one(*s, std::string("SELECT verdict FROM v_statements WHERE id = '") + kStatement + "'") == "wrong");
  CHECK(one(*s, "SELECT count(*) FROM v_statements WHERE verdict IS NULL") == "0");
  correct(*s, "right", kStatement);
  CHECK(one(*s, "SELECT verdict FROM v_statements") == "right");
  CHECK(one(*s, "SELECT corrections FROM v_statements") ==
        "wrong, by A. Reader 2031-04-01: seen in the paper; right, by A. Reader 2031-04-01: seen in the paper");
  CHECK(one(*s, "SELECT count(*) FROM correction") == "2");
}

TEST_CASE("a new date shows in the fact, the timeline, the happening and the record, and the old one is told") {
  auto s = sampled();
  correct(*s, "redate", kEvent, "2031-03-08");
  CHECK(one(*s, "SELECT date_low || date_high || date_precision || date_basis FROM v_events") ==
        "2031-03-082031-03-08daycorrection");
  CHECK(one(*s, "SELECT corrections FROM v_events") ==
        "redate 2031-03-08 (was 2031-03-09), by A. Reader 2031-04-01: seen in the paper");
  CHECK(one(*s, "SELECT date_low FROM v_timeline WHERE happening = 'h_1'") == "2031-03-08");
  // The happening is told by two pages: one page's day is not the day of both.
  CHECK(one(*s, "SELECT date_low FROM v_happenings") == "2031-03-09");
  const auto record = s->load_record("harbour-one");
  REQUIRE(record);
  CHECK(record->events[0].date.days == sample::day(2031, 3, 8));
  correct(*s, "redate", kFigure, "2031-03");
  CHECK(one(*s, std::string("SELECT as_of_low || '/' || as_of_high FROM v_figures WHERE id = '") + kFigure + "'") ==
        "2031-03-01/2031-03-31");
  correct(*s, "redate", "v_1", "2031-03-07");
  CHECK(one(*s, "SELECT date_high FROM v_votes") == "2031-03-07");
}

TEST_CASE("words are given to another: an actor of the page, or a name alone") {
  auto s = sampled();
  correct(*s, "reattribute", kStatement, "canal council");
  CHECK(one(*s, "SELECT speaker FROM v_statements") == "Canal Council");
  CHECK(one(*s, "SELECT actor FROM v_statements") == "a_2");
  CHECK(one(*s, "SELECT chain FROM v_statements") == "Coast Agency > Canal Council");
  CHECK(one(*s, "SELECT actor FROM v_positions") == "Canal Council");
  CHECK(one(*s, "SELECT corrections FROM v_statements").find("(was Séverine Roux)") != std::string::npos);
  correct(*s, "reattribute", kEvent, "The Harbour Master");
  CHECK(one(*s, "SELECT actors FROM v_events") == "The Harbour Master");
  correct(*s, "reattribute", kFigure, "Coast Agency");
  CHECK(one(*s, std::string("SELECT source FROM v_figures WHERE id = '") + kFigure + "'") == "Coast Agency");
  CHECK(one(*s, "SELECT source FROM v_conflicts WHERE text = 'more than 40 ships'") == "Coast Agency");
}

TEST_CASE("what was taken back is as before, and the taking back is kept too") {
  auto s = sampled();
  const auto before = *s->load_records();
  const int64_t first = correct(*s, "redate", kEvent, "2031-03-08"), second = correct(*s, "redate", kEvent, "2031-03-07");
  const int64_t who = correct(*s, "reattribute", kEvent, "Somebody");
  correct(*s, "undo", std::to_string(first));
  CHECK(one(*s, "SELECT date_low FROM v_events") == "2031-03-07");
  correct(*s, "undo", std::to_string(second));
  correct(*s, "undo", std::to_string(who));
  CHECK(one(*s, "SELECT date_low || date_basis FROM v_events") == "2031-03-09sentence");
  CHECK(one(*s, "SELECT actors FROM v_events") == "Canal Council");
  CHECK(one(*s, "SELECT date_low FROM v_timeline WHERE happening = 'h_1'") == "2031-03-09");
  CHECK(one(*s, "SELECT coalesce(corrections, 'none') FROM v_events") == "none");
  CHECK(one(*s, "SELECT count(*) FROM correction") == "6");
  const auto after = *s->load_records();
  CHECK(after[0].events.size() == before[0].events.size());
  for (size_t i = 0; i < after.size(); ++i) {
    for (size_t k = 0; k < after[i].events.size(); ++k) CHECK(after[i].events[k].date.days == before[i].events[k].date.days);
  }
}

TEST_CASE("actors are joined and set apart, and the joining survives the next generation") {
  auto s = sampled();
  correct(*s, "merge", "a_4", "a_1");
  CHECK(one(*s, "SELECT count(*) FROM v_actors") == "3");
  CHECK(one(*s, "SELECT pages FROM v_actors WHERE id = 'a_1'") == "2");
  CHECK(one(*s, "SELECT merged_because FROM v_entities WHERE name_here = 'Captain Bø'") == "merged by A. Reader");
  const auto records = sample::pages();
  auto story = s->load_story(records);
  REQUIRE(story);
  CHECK(story->actors.size() == 3);
  CHECK(story->entity_actor[records[0].name == "harbour-two" ? 0 : 1][0] == 0);
  REQUIRE(s->put(records, sample::story(records)));
  CHECK(one(*s, "SELECT count(*) FROM v_actors") == "3");
  correct(*s, "split", "n_0000000000000009");
  CHECK(one(*s, "SELECT count(*) FROM v_actors") == "4");
  CHECK(one(*s, "SELECT name FROM v_actors WHERE id LIKE 'a\\_%' ESCAPE '\\' AND id NOT IN ('a_1', 'a_2', 'a_3')") ==
        "Captain Bø");
  CHECK(one(*s, "SELECT variants FROM v_actors WHERE id = 'a_1'") == "Minister Séverine Roux (1); She (1)");
  CHECK(s->check(true).empty());
}

TEST_CASE("an account is set apart from a happening and joined with it again") {
  auto s = sampled();
  correct(*s, "split", kEvent);
  CHECK(one(*s, "SELECT count(*) FROM v_happenings") == "2");
  CHECK(one(*s, "SELECT documents || '/' || independent FROM v_happenings WHERE id = 'h_1'") == "1/1");
  CHECK(one(*s, "SELECT documents FROM v_happenings WHERE id <> 'h_1'") == "1");
  CHECK(one(*s, "SELECT count(*) FROM timeline WHERE happening = 'h_1'") == "0");
  correct(*s, "merge", kEvent, "h_1");
  CHECK(one(*s, "SELECT count(*) FROM v_happenings") == "1");
  CHECK(one(*s, "SELECT documents FROM v_happenings") == "2");
  const auto records = sample::pages();
  auto story = s->load_story(records);
  REQUIRE(story);
  CHECK(story->happenings[0].mentions.size() == 2);
  CHECK(story->happenings[0].documents.size() == 2);
  CHECK(s->check(true).empty());
}

TEST_CASE("what cannot be is refused and leaves nothing") {
  auto s = sampled();
  const std::string made = "2031-04-01T09:00:00Z";
  CHECK(refusal(*s, {made, "", "", "wrong", kStatement, "", ""}) == ErrorKind::usage);
  CHECK(refusal(*s, {made, "A", "", "wrong", "s_nothing", "", ""}) == ErrorKind::not_found);
  CHECK(refusal(*s, {made, "A", "", "redate", kEvent, "soon", ""}) == ErrorKind::usage);
  CHECK(refusal(*s, {made, "A", "", "redate", "a_1", "2031", ""}) == ErrorKind::usage);
  CHECK(refusal(*s, {made, "A", "", "reattribute", kEvent, " ", ""}) == ErrorKind::usage);
  CHECK(refusal(*s, {made, "A", "", "merge", "a_1", "a_1", ""}) == ErrorKind::usage);
  CHECK(refusal(*s, {made, "A", "", "merge", "a_1", "a_77", ""}) == ErrorKind::usage);
  CHECK(refusal(*s, {made, "A", "", "split", "n_0000000000000001", "", ""}) == ErrorKind::usage);
  CHECK(refusal(*s, {made, "A", "", "better", kEvent, "", ""}) == ErrorKind::usage);
  CHECK(refusal(*s, {made, "A", "", "undo", "12", "", ""}) == ErrorKind::not_found);
  CHECK(refusal(*s, {made, "A", std::string(5000, 'x'), "wrong", kEvent, "", ""}) == ErrorKind::limit);
  CHECK(one(*s, "SELECT count(*) FROM correction") == "0");
  CHECK(one(*s, "SELECT count(*) FROM correction_place") == "0");
}

TEST_CASE("the same correction of another tool is kept once") {
  auto s = sampled();
  const Correction c{"2031-04-01T09:00:00Z", "A", "", "wrong", kEvent, "", "labelstudio:7"};
  const auto first = s->correct(c), again = s->correct(c);
  REQUIRE(first);
  REQUIRE(again);
  CHECK(*first == *again);
  CHECK(one(*s, "SELECT count(*) FROM correction") == "1");
}

TEST_CASE("F53: a page read again keeps its corrections") {
  auto s = sampled();
  correct(*s, "reattribute", kStatement, "Coast Agency");
  correct(*s, "wrong", kFigure);
  Record again = sample::rich();
  // A newer reader gives rows other ids and another order.
  std::swap(again.figures[0], again.figures[1]);
  again.figures[0].id = "f_a";
  again.figures[1].id = "f_b";
  again.statements[0].id = "s_new";
  REQUIRE(s->renew(again));
  CHECK(one(*s, "SELECT speaker FROM v_statements WHERE id = 's_new'") == "Coast Agency");
  CHECK(one(*s, "SELECT verdict FROM v_figures WHERE id = 'f_b'") == "wrong");
  CHECK(one(*s, "SELECT coalesce(verdict, 'none') FROM v_figures WHERE id = 'f_a'") == "none");
  CHECK(one(*s, "SELECT group_concat(DISTINCT state) FROM v_corrections") == "applied");
}

TEST_CASE("F53: corrections go with the words to a revision, or are parked, never put on other words") {
  std::string name = (std::filesystem::temp_directory_path() / "dateline-corrections-XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(name.data());
  const std::string path = (folder / "a.db").string(), words = "the canal would open again within a week";
  const std::string told = "Roux told the harbour paper a lot. She said ", end = ". Nobody else spoke that day.";
  const Record old = page_saying("one", "Canal news\n" + told + words + end, words, "1");
  std::unique_ptr<Store> s;
  // A page is a revision of the one under its path when it comes in a later run.
  const auto put = [&](const Record& r) {
    s.reset();
    s = std::move(*Store::open(path, Store::Mode::create));
    REQUIRE(s->put(r));
  };
  const auto state = [&](const Record& r) {
    return one(*s, "SELECT state || coalesce(': ' || reason, '') FROM v_corrections WHERE doc = '" + r.id + "'");
  };
  const auto speaker = [&](const Record& r) { return one(*s, "SELECT speaker FROM v_statements WHERE doc = '" + r.id + "'"); };
  put(old);
  correct(*s, "reattribute", "s_1", "Captain Lind");
  CHECK(speaker(old) == "Captain Lind");

  const Record moved = page_saying("one", "Canal news\nA new first line is here. " + told + words + end, words, "2");
  put(moved);
  CHECK(state(moved) == "applied");
  CHECK(speaker(moved) == "Captain Lind");
  CHECK(one(*s, "SELECT was FROM correction_place WHERE doc = '" + moved.id + "'") == "Roux");

  const Record gone = page_saying("one", "Canal news\n" + told + "nothing at all" + end, "nothing at all", "3");
  put(gone);
  CHECK(state(gone) == "needs review: its words are not on this page");
  CHECK(speaker(gone) == "Roux");

  const Record plain = page_saying("one", "Canal news\n" + told + words + end + " More.", "Nobody else spoke that day", "4");
  put(plain);
  CHECK(state(plain) == "needs review: its words are on this page, but no row stands on them");
  CHECK(speaker(plain) == "Roux");

  Record twice = page_saying("one", "Canal news\n" + told + words + end + "\n" + told + words + end + " More.", words, "5");
  twice.statements.push_back(twice.statements[0]);
  twice.statements[1].id = "s_6";
  const auto second = static_cast<uint32_t>(twice.text.rfind(words));
  twice.statements[1].where.at = {second, second + static_cast<uint32_t>(words.size())};
  put(twice);
  CHECK(state(twice) == "needs review: several rows stand on the same words");

  const std::string other_cue = "Roux told the harbour paper a lot. It was said and written that ";
  Record cue = page_saying("one", "Canal news\n" + other_cue + words + end, words, "7");
  cue.statements[0].cue = sample::at(cue, "written").at;
  put(cue);
  CHECK(state(cue) == "needs review: its words say something else here");
  CHECK(speaker(cue) == "Roux");
  CHECK(one(*s, "SELECT count(*) FROM correction") == "1");
  s.reset();
  std::filesystem::remove_all(folder);
}

TEST_CASE("F53: short words in other surroundings take no correction") {
  const Record old = page_saying("one", "Roux said there were 70 of them in the harbour at noon.", "70", "1");
  auto s = joined({old}, {});
  correct(*s, "wrong", "s_1");
  Record other = page_saying("one", "The paper costs 70 crowns, Roux said yesterday evening.", "70", "2");
  other.id = old.id;
  REQUIRE(s->renew(other));
  CHECK(one(*s, "SELECT state || ': ' || reason FROM v_corrections") ==
        "needs review: its words stand in other surroundings here");
  CHECK(one(*s, "SELECT coalesce(verdict, 'none') FROM v_statements") == "none");
}

TEST_CASE("a record made anew takes the corrections of the old one") {
  auto old = sampled();
  correct(*old, "redate", kEvent, "2031-03-08");
  correct(*old, "merge", "a_4", "a_1");
  auto fresh = sampled();
  REQUIRE(fresh->take_corrections(*old));
  CHECK(one(*fresh, "SELECT date_low FROM v_events") == "2031-03-08");
  CHECK(one(*fresh, "SELECT count(*) FROM v_actors") == "3");
  auto empty = std::move(*Store::open(":memory:", Store::Mode::create));
  REQUIRE(empty->put(sample::second()));
  REQUIRE(empty->take_corrections(*old));
  CHECK(one(*empty, "SELECT state FROM v_corrections WHERE act = 'redate'") == "needs review");
}

TEST_CASE("a record of schema 1 is brought up to date and keeps what it holds") {
  std::string name = (std::filesystem::temp_directory_path() / "dateline-schema-XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(name.data());
  const std::string path = (folder / "old.db").string();
  {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &db) == SQLITE_OK);
    const std::string id = "PRAGMA application_id = " + std::to_string(store::kApplicationId);
    REQUIRE(sqlite3_exec(db, id.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    for (const char* sql : store::migrations().front().sql)
      REQUIRE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    // One view stands for those of the old program, which are made anew.
    REQUIRE(sqlite3_exec(db,
                         "CREATE VIEW v_statements AS SELECT id FROM statement; PRAGMA user_version = 1;"
                         "INSERT INTO run VALUES (1, '0.0', 1, 'none'); INSERT INTO document(id, name, raw_bytes, date_strength, "
                         "year_stated, text, run) VALUES ('d_1', 'old', 3, 0, 0, 'old', 1);"
                         "INSERT INTO correction VALUES (1, 's_1', 'speaker', 'A', 'B', 'C. Old', 'why', 'applied')",
                         nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
  }
  const auto refused = Store::open(path, Store::Mode::read);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("older dateline") != std::string::npos);
  {
    auto s = Store::open(path, Store::Mode::write);
    REQUIRE_MESSAGE(s, (s ? "" : s.error().message));
    CHECK(one(**s, "SELECT count(*) FROM v_statements WHERE verdict = 'wrong'") == "0");
    CHECK(one(**s, "SELECT who || ' ' || why || ' ' || value FROM correction") == "C. Old why B");
    REQUIRE((*s)->put(sample::rich()));
    CHECK((*s)->check(true).empty());
    REQUIRE((*s)->finish());
  }
  auto s = Store::open(path, Store::Mode::read);
  REQUIRE(s);
  CHECK((*s)->documents() == 2);
  std::filesystem::remove_all(folder);
}
