// Counts of the current generation: see summary.h.
#include "dateline/store/summary.h"

#include <string_view>

namespace dateline::store {

namespace {

constexpr int kMostValues = 30;  ///< of a column

/// A column whose values are counted: over the base table when it holds them, over the view when they are names of other tables.
struct Column {
  const char* name;
  const char* base;  ///< of the base table, "doc" for the page; null = only the view has it
};

struct Counted {
  const char* list;
  const char* view;
  const char* base;  ///< table, or table and condition, with one row for each of the view
  Column columns[4];
};

/// The lists of the web page and the columns whose values it offers (tests/serve holds the two together).
constexpr Counted kCounted[] = {
    {"timeline", "v_timeline", "timeline WHERE gen = ?1", {{"type", nullptr}, {"status", "status"}, {"page", "doc"}}},
    {"statements", "v_statements", "statement", {{"speaker", nullptr}, {"form", "form"}, {"cls", "cls"}, {"page", "doc"}}},
    {"figures", "v_figures", "figure", {{"kind", "kind"}, {"source", nullptr}, {"place", nullptr}, {"page", "doc"}}},
    {"events", "v_events", "event", {{"type", "type"}, {"status", "status"}, {"place", nullptr}, {"page", "doc"}}},
    {"actors", "v_actors", "actor WHERE gen = ?1", {{"type", "type"}}},
    {"conflicts", "v_conflicts", "conflict_value WHERE gen = ?1", {{"kind", nullptr}, {"relation", nullptr}, {"page", "doc"}}},
    {"positions", "v_positions", "position WHERE gen = ?1", {{"actor", "actor_name"}, {"topic", "topic"}, {"stance", "stance"}}},
    {"proposals", "v_proposals", "proposal", {{"sponsor", nullptr}, {"page", "doc"}}},
    {"votes", "v_votes", "vote", {{"kind", "kind"}, {"by", nullptr}, {"outcome", "outcome"}}},
    {"sources", "v_sources", "source", {{"role", "role"}, {"name", "name"}, {"page", "doc"}}},
    {"lineage", "v_lineage", "lineage WHERE gen = ?1", {{"kind", "kind"}}},
    {"independence", "v_independence", "independence WHERE gen = ?1", {{"verdict", "verdict"}}},
    {"happenings", "v_happenings", "happening WHERE gen = ?1", {{"type", "type"}, {"status", "status"}}},
    {"headlines", "v_headlines", "headline_note", {{"kind", "kind"}}},
    {"repairs", "v_repairs", "repair", {{"kind", "kind"}, {"page", "doc"}}},
    {"times", "v_times", "time_expression", {{"type", "type"}, {"basis", "basis"}, {"page", "doc"}}},
    {"pages", "v_documents", "document", {{"language", "language"}, {"site", "site"}}}};

/// Whose a row is: kind, table, columns of doc and number, date, party, and the table of the date when it is another.
constexpr const char* kActorRows[] = {
    "SELECT ?1, ae.actor, 's', coalesce(x.date_low, '9999'), x.doc, x.n FROM statement x JOIN actor_entity ae ON ae.gen = ?1 AND "
    "ae.doc = x.doc AND ae.entity = x.speaker",
    "SELECT ?1, ae.actor, 'f', coalesce(x.as_of_low, '9999'), x.doc, x.n FROM figure x JOIN actor_entity ae ON ae.gen = ?1 AND "
    "ae.doc "
    "= x.doc AND ae.entity = x.source",
    "SELECT ?1, ae.actor, 'e', coalesce(x.date_low, '9999'), x.doc, x.n FROM event_actor p JOIN actor_entity ae ON ae.gen = ?1 "
    "AND "
    "ae.doc = p.doc AND ae.entity = p.party JOIN event x ON x.doc = p.doc AND x.n = p.event",
    "SELECT ?1, ae.actor, 'r', coalesce(x.date_low, '9999'), x.doc, x.n FROM event_recipient p JOIN actor_entity ae ON ae.gen = "
    "?1 "
    "AND ae.doc = p.doc AND ae.entity = p.party JOIN event x ON x.doc = p.doc AND x.n = p.event",
    "SELECT ?1, ae.actor, 'v', coalesce(x.date_low, '9999'), x.doc, x.n FROM vote x JOIN actor_entity ae ON ae.gen = ?1 AND "
    "ae.doc = "
    "x.doc AND (ae.entity = x.\"by\" OR ae.entity = x.body)"};

bool run(Store::Impl& store, const std::string& sql, int64_t gen) {
  Statement s(store.db, sql);
  s.bind(1, gen);
  return s.run();
}

bool tally(Store::Impl& store, int64_t gen, const Counted& c) {
  const std::string list = c.list;
  const std::string into = "INSERT INTO tally(gen, list, \"column\", value, n) SELECT ?1, '" + list + "', ";
  bool ok = run(store, into + "'', '', count(*) FROM " + c.base, gen);
  for (const Column& column : c.columns) {
    if (column.name == nullptr) break;
    const std::string name = column.name, most = std::to_string(kMostValues);
    const bool page = column.base != nullptr && std::string_view(column.base) == "doc";
    if (page) {
      ok = ok &&
           run(store,
               into + "'page', d.name, sum(k) AS n FROM (SELECT doc, count(*) AS k FROM " + c.base +
                   " GROUP BY doc ORDER BY k DESC LIMIT 300) x JOIN document d ON d.id = x.doc WHERE d.name IS NOT NULL GROUP BY "
                   "d.name ORDER BY n DESC, d.name LIMIT " +
                   most,
               gen);
      continue;
    }
    const std::string value = "\"" + (column.base != nullptr ? std::string(column.base) : name) + "\"";
    ok = ok && run(store,
                   into + "'" + name + "', " + value + ", count(*) AS k FROM " + (column.base != nullptr ? c.base : c.view) +
                       " GROUP BY " + value + " HAVING " + value + " IS NOT NULL ORDER BY k DESC, " + value + " LIMIT " + most,
                   gen);
  }
  return ok;
}

}  // namespace

bool lacks_summary(Store::Impl& store) {
  return one_text(store.db,
                  "SELECT 1 FROM generation g WHERE g.current = 1 AND NOT EXISTS (SELECT 1 FROM tally t WHERE t.gen = g.id)") ==
         "1";
}

bool summarise(Store::Impl& store) {
  const int64_t gen = std::stoll("0" + one_text(store.db, "SELECT id FROM generation WHERE current = 1"));
  if (gen == 0) return true;
  // The planner has to know that a generation is all of its table, or it looks through whole tables.
  bool ok = execute(store.db, "PRAGMA analysis_limit = 1000; ANALYZE");
  for (const char* table : {"tally", "actor_count", "actor_row"})
    ok = ok && execute(store.db, ("DELETE FROM " + std::string(table)).c_str());
  for (const char* rows : kActorRows)
    ok = ok && run(store, "INSERT OR IGNORE INTO actor_row(gen, actor, kind, date, doc, n) " + std::string(rows), gen);
  ok = ok &&
       run(store,
           "INSERT INTO actor_count(gen, actor, pages, mentions, statements) SELECT ?1, a.n, (SELECT count(DISTINCT doc) FROM "
           "actor_entity ae WHERE ae.gen = a.gen AND ae.actor = a.n), coalesce((SELECT sum(count) FROM actor_variant v WHERE "
           "v.gen = a.gen AND v.actor = a.n), 0), (SELECT count(*) FROM actor_row r WHERE r.gen = a.gen AND r.actor = a.n AND "
           "r.kind = 's') FROM actor a WHERE a.gen = ?1",
           gen);
  for (const Counted& c : kCounted) ok = ok && tally(store, gen, c);
  // Days that are named as such, for what the record tells of: from the first to the last.
  for (const auto& [name, end] : {std::pair{"@first", "min(date_low)"}, std::pair{"@last", "max(date_high)"}})
    ok = ok && run(store,
                   "INSERT INTO tally(gen, list, \"column\", value, n) SELECT ?1, 'timeline', '" + std::string(name) +
                       "', day, 1 FROM (SELECT " + end +
                       " AS day FROM timeline WHERE gen = ?1 AND status = 'happened' AND julianday(date_high) - "
                       "julianday(date_low) < 32) "
                       "WHERE day IS NOT NULL",
                   gen);
  return ok &&
         run(store,
             "INSERT INTO tally(gen, list, \"column\", value, n) SELECT ?1, 'timeline', '@day', date_low, count(*) FROM timeline "
             "WHERE gen = ?1 AND date_low IS NOT NULL AND date_low = date_high GROUP BY date_low",
             gen);
}

}  // namespace dateline::store
