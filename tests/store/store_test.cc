// The record on disk: what was put comes back equal, twice is once, other files stay untouched.
#include <doctest/doctest.h>

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dateline/base/hash.h"
#include "dateline/store/store.h"
#include "equal.h"
#include "sample.h"

using namespace dateline;
using store::Put;
using store::Store;

namespace {

/// A folder of its own, removed at the end.
struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "dateline-store-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string operator/(const char* name) const { return (path / name).string(); }
};

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void write(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

std::unique_ptr<Store> made(const std::string& path) {
  auto opened = Store::open(path, Store::Mode::create);
  REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().message));
  return std::move(*opened);
}

std::string one(Store& s, const std::string& sql) {
  auto table = s.query(sql);
  REQUIRE_MESSAGE(table, (table ? "" : table.error().message));
  REQUIRE(!table->rows.empty());
  const Store::Cell& cell = table->rows[0][0];
  return cell.kind == Store::Cell::Kind::integer ? std::to_string(cell.integer) : cell.text;
}

}  // namespace

TEST_CASE("a rich record and its story come back equal") {
  const Folder folder;
  const auto records = sample::pages();
  const Story story = sample::story(records);
  {
    auto s = made(folder / "a.db");
    for (const Record& r : records) {
      auto put = s->put(r);
      REQUIRE_MESSAGE(put, (put ? "" : put.error().message));
      CHECK(*put == Put::added);
    }
    const Status linked = s->put(records, story);
    REQUIRE_MESSAGE(linked, (linked ? "" : linked.error().message));
  }
  auto s = Store::open(folder / "a.db", Store::Mode::read);
  REQUIRE(s);
  auto loaded = (*s)->load_records();
  REQUIRE(loaded);
  REQUIRE(loaded->size() == 2);
  for (size_t i = 0; i < 2; ++i) {
    const Record &a = records[i], &b = (*loaded)[i];
    CHECK(equal::same(a.blocks, b.blocks));
    CHECK(equal::same(a.sentences, b.sentences));
    CHECK(equal::same(a.date_evidence, b.date_evidence));
    CHECK(equal::same(a.repairs, b.repairs));
    CHECK(equal::same(a.sources, b.sources));
    CHECK(equal::same(a.entities, b.entities));
    CHECK(equal::same(a.times, b.times));
    CHECK(equal::same(a.statements, b.statements));
    CHECK(equal::same(a.figures, b.figures));
    CHECK(equal::same(a.events, b.events));
    CHECK(equal::same(a.votes, b.votes));
    CHECK(equal::same(a.proposals, b.proposals));
    CHECK(equal::same(a.headline_notes, b.headline_notes));
    CHECK(equal::same(a.notes, b.notes));
    CHECK(equal::same(a, b));
  }
  auto again = (*s)->load_story(*loaded);
  REQUIRE(again);
  CHECK(equal::same(story.actors, again->actors));
  CHECK(equal::same(story.entity_actor, again->entity_actor));
  CHECK(equal::same(story.lineage, again->lineage));
  CHECK(equal::same(story.happenings, again->happenings));
  CHECK(equal::same(story.conflicts, again->conflicts));
  CHECK(equal::same(story.timeline, again->timeline));
  CHECK(equal::same(story.positions, again->positions));
  CHECK(equal::same(story, *again));
  CHECK((*s)->check(true).empty());
}

TEST_CASE("code points outside, bytes inside, the exact words beside them") {
  auto s = made(":memory:");
  const Record r = sample::rich();
  REQUIRE(s->put(r));
  CHECK(one(*s, "SELECT exact FROM statement") == "We reject the toll 🚢 plan.");
  CHECK(one(*s, "SELECT \"end\" - start FROM statement") == "26");
  CHECK(one(*s, "SELECT end_byte - start_byte FROM statement") == "29");
  CHECK(one(*s, "SELECT confidence FROM figure WHERE n = 0") == one(*s, "SELECT 0.75"));
  CHECK(one(*s, "SELECT chain FROM v_statements") == "Coast Agency > Séverine Roux");
  CHECK(one(*s, "SELECT recipients FROM v_events") == "draft 17; Séverine Roux");
  CHECK(one(*s, "SELECT count(*) FROM figure WHERE best IS NULL") == "1");
}

TEST_CASE("twice is once; another path is an alias; other bytes under the path are a revision") {
  const Folder folder;
  auto s = made(folder / "a.db");
  Record r = sample::rich();
  CHECK(*s->put(r) == Put::added);
  CHECK(*s->put(r) == Put::already_there);
  r.path = "elsewhere/copy.txt";
  CHECK(*s->put(r) == Put::alias);
  CHECK(*s->put(r) == Put::already_there);
  CHECK(one(*s, "SELECT count(*) FROM document_path") == "2");
  s.reset();
  s = made(folder / "a.db");
  Record later = sample::page("harbour-one", "Talks on the canal resumed\nNobody was there.");
  CHECK(*s->put(later) == Put::revision);
  CHECK(one(*s, "SELECT revision_of FROM document WHERE id = '" + later.id + "'") == r.id);
  Record lines = sample::page("harbour-one", "A third text under the same name in the same run.");
  CHECK(*s->put(lines) == Put::added);
  CHECK(s->documents() == 3);
}

TEST_CASE("every column is one that the visitors know") {
  auto s = made(":memory:");
  REQUIRE(s->put(sample::rich()));
  for (const char* table :
       {"v_documents", "v_statements", "v_figures",   "v_events",    "v_votes",        "v_proposals",  "v_sources",
        "v_times",     "v_mentions",   "v_repairs",   "v_headlines", "v_actors",       "v_happenings", "v_happening_mentions",
        "v_timeline",  "v_conflicts",  "v_positions", "v_lineage",   "v_independence", "v_entities"}) {
    INFO(table);
    CHECK(s->query(std::string("SELECT * FROM ") + table));
  }
}

TEST_CASE("a new generation replaces the old one") {
  auto s = made(":memory:");
  const auto records = sample::pages();
  for (const Record& r : records) REQUIRE(s->put(r));
  CHECK(equal::same(s->load_story(records)->timeline, {}));
  REQUIRE(s->put(records, sample::story(records)));
  REQUIRE(s->put(records, Story{}));
  CHECK(one(*s, "SELECT count(*) FROM timeline") == "0");
  REQUIRE(s->put(records, sample::story(records)));
  CHECK(one(*s, "SELECT count(*) FROM timeline") == "2");
  CHECK(one(*s, "SELECT count(*) FROM generation") == "1");
  CHECK(one(*s, "SELECT variants FROM v_actors WHERE id = 'a_1'") == "Minister Séverine Roux (1); She (1)");
}

TEST_CASE("user words never break the full text search") {
  auto s = made(":memory:");
  REQUIRE(s->put(sample::page(
      "w",
      "A U.S.-led cease-fire of Al-Sisi, says the U.S., held.\nO'Brien of AT&T paid 100,000 for C++ and 50% more in Élan.")));
  const char* found[] = {"cease-fire", "U.S.", "Al-Sisi",           "O'Brien",          "AT&T", "100,000", "50%",
                         "elan",       "ÉLAN", "\"cease-fire of\"", "held \"the u.s.\""};
  for (const char* words : found) {
    INFO(words);
    auto table = s->search(words, 10);
    REQUIRE(table);
    CHECK(table->rows.size() == 1);
  }
  const std::string hostile[] = {"-rafah", "foo:bar",  "AND", "NOT hamas", "rafah OR", "(",
                                 "NEAR(",  "",         "   ", "\"",        "*",        std::string("x\0y", 3),
                                 "\"\"\"", "a\"b",     "^",   "{a b}: c",  "C++ OR",   "col : x",
                                 "+",      "\xff\xfe", "“",   "’",         "\x1b[2J",  ")))",
                                 "\\"};
  for (const std::string& words : hostile) {
    INFO(words);
    auto table = s->search(words, 10);
    REQUIRE_MESSAGE(table, (table ? "" : table.error().message));
    CHECK(table->columns.size() == 7);
    if (words != "AND") CHECK(table->rows.empty());
  }
}

TEST_CASE("only valid text without NUL is stored; file names keep their bytes") {
  const Folder folder;
  auto s = made(folder / "a.db");
  Record r = sample::page("odd", "Plain text.");
  r.path = "caf\xe9/\x1b[2J.txt";
  r.headline = std::string("a\0b\xff", 4);
  REQUIRE(s->put(r));
  CHECK(one(*s, "SELECT headline FROM document") ==
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD");
  CHECK(s->load_record("odd")->path == r.path);
  CHECK(one(*s, "SELECT typeof(path) FROM document") == "blob");
}

TEST_CASE("an index that points nowhere does not lose the page") {
  auto s = made(":memory:");
  Record r = sample::rich();
  r.statements[0].speaker.entity = 77;
  r.figures[0].statement = 12;
  r.events[0].where.sentence = 400;
  r.events[0].where.at = {100000, 100010};
  REQUIRE(s->put(r));
  auto back = s->load_record(r.id);
  REQUIRE(back);
  CHECK(back->statements[0].speaker.entity == kNone);
  CHECK(back->statements[0].speaker.text == "She");
  CHECK(s->check(true).empty());
}

TEST_CASE("queries read only") {
  auto s = made(":memory:");
  REQUIRE(s->put(sample::rich()));
  for (const char* sql :
       {"DELETE FROM document", "ATTACH 'x' AS y", "PRAGMA journal_mode = DELETE", "SELECT 1; SELECT 2", "", "SELEC",
        "INSERT INTO input VALUES('a',1,'b',NULL,NULL)", "SELECT load_extension('x')", "VACUUM", "BEGIN"}) {
    INFO(sql);
    CHECK_FALSE(s->query(sql));
  }
  CHECK(s->query("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 3) SELECT * FROM c")->rows.size() ==
        3);
  CHECK(s->query("SELECT ?1 || ?2", {"a", "b"})->rows[0][0].text == "ab");
  CHECK(*s->put(sample::second()) == Put::added);
}

TEST_CASE("what is not a record is refused and stays untouched") {
  const Folder folder;
  const std::string text = folder / "letter.txt", other = folder / "other.db", newer = folder / "newer.db",
                    cut = folder / "cut.db", noise = folder / "noise.db", empty = folder / "empty.db", good = folder / "good.db";
  write(text,
        "Dear reader, this is not a database, and it is longer than a hundred bytes so that nothing is cut short here at all.");
  write(noise, std::string(5000, '\x5a'));
  write(empty, "");
  {
    auto s = made(good);
    REQUIRE(s->put(sample::rich()));
    REQUIRE(s->finish());
  }
  sqlite3* db = nullptr;
  sqlite3_open(other.c_str(), &db);
  sqlite3_exec(db, "CREATE TABLE t(x)", nullptr, nullptr, nullptr);
  sqlite3_close(db);
  write(newer, bytes_of(good));
  sqlite3_open(newer.c_str(), &db);
  sqlite3_exec(db, "PRAGMA user_version = 99", nullptr, nullptr, nullptr);
  sqlite3_close(db);
  write(cut, bytes_of(good).substr(0, 20000));
  ::mkdir((folder / "folder.db").c_str(), 0700);
  const std::pair<std::string, ErrorKind> cases[] = {
      {text, ErrorKind::invalid}, {other, ErrorKind::invalid}, {newer, ErrorKind::newer_schema},
      {cut, ErrorKind::corrupt},  {noise, ErrorKind::invalid}, {folder / "folder.db", ErrorKind::invalid}};
  for (const auto& [path, kind] : cases) {
    for (const auto mode : {Store::Mode::read, Store::Mode::write, Store::Mode::create}) {
      INFO(path);
      const std::string before = std::filesystem::is_directory(path) ? "" : sha256_hex(bytes_of(path));
      auto s = Store::open(path, mode);
      REQUIRE_FALSE(s);
      CHECK(s.error().kind == kind);
      CHECK(s.error().message.starts_with(path));
      if (!before.empty()) CHECK(sha256_hex(bytes_of(path)) == before);
    }
  }
  CHECK_FALSE(Store::open(empty, Store::Mode::read));
  CHECK(Store::open(folder / "none.db", Store::Mode::read).error().kind == ErrorKind::not_found);
  CHECK_FALSE(std::filesystem::exists(folder / "none.db"));
  CHECK(Store::open(good, Store::Mode::read));
  for (const auto& entry : std::filesystem::directory_iterator(folder.path)) CHECK(entry.path().extension() != ".lock");
}

TEST_CASE("one writer at a time, readers beside it") {
  const Folder folder;
  auto first = made(folder / "a.db");
  REQUIRE(first->put(sample::rich()));
  auto second = Store::open(folder / "a.db", Store::Mode::write);
  REQUIRE_FALSE(second);
  CHECK(second.error().kind == ErrorKind::locked);
  CHECK(second.error().message.find("pid " + std::to_string(::getpid())) != std::string::npos);
  auto reader = Store::open(folder / "a.db", Store::Mode::read);
  REQUIRE(reader);
  CHECK((*reader)->documents() == 1);
  first.reset();
  CHECK(Store::open(folder / "a.db", Store::Mode::write));
  write(folder / "a.db.lock", "pid 999999\n");
  CHECK(Store::open(folder / "a.db", Store::Mode::write));
}

TEST_CASE("a flipped byte is an error or right data, never a crash, and check finds a moved quote") {
  const Folder folder;
  const auto records = sample::pages();
  {
    auto s = made(folder / "a.db");
    for (const Record& r : records) REQUIRE(s->put(r));
    REQUIRE(s->put(records, sample::story(records)));
    REQUIRE(s->finish());
  }
  const std::string good = bytes_of(folder / "a.db");
  uint64_t seed = 7;
  for (int i = 0; i < 200; ++i) {
    std::string bad = good;
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    bad[(seed >> 16U) % bad.size()] ^= static_cast<char>(1 + (seed >> 60U));
    write(folder / "b.db", bad);
    auto s = Store::open(folder / "b.db", Store::Mode::read);
    if (!s) continue;
    (void)(*s)->check(true);
    (void)(*s)->search("canal", 5);
    if (auto loaded = (*s)->load_records()) (void)(*s)->load_story(*loaded);
  }
  sqlite3* db = nullptr;
  sqlite3_open((folder / "a.db").c_str(), &db);
  sqlite3_exec(db, "UPDATE figure SET start_byte = start_byte + 1 WHERE n = 0", nullptr, nullptr, nullptr);
  sqlite3_close(db);
  auto s = Store::open(folder / "a.db", Store::Mode::read);
  REQUIRE(s);
  CHECK((*s)->check(false).empty());
  CHECK_FALSE((*s)->check(true).empty());
}

TEST_CASE("inputs are kept, once a place") {
  auto s = made(":memory:");
  REQUIRE(s->put_input({"b.html", 0, "quarantined", "not_text: jpeg", ""}));
  REQUIRE(s->put_input({"a.jsonl", 3, "quarantined", "bad_line", ""}));
  REQUIRE(s->put_input({"a.jsonl", 3, "ok", "", ""}));
  const auto inputs = s->inputs();
  REQUIRE(inputs.size() == 2);
  CHECK(inputs[0].path == "a.jsonl");
  CHECK(inputs[0].state == "ok");
}
