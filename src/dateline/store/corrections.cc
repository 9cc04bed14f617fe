// Corrections by people: kept for ever, applied to the rows they speak of, moved along when a page changes. See corrections.h.
//
// "s_12.. reattribute Matthew Miller, by A. Reader: he speaks here" sets the speaker of that statement and keeps what it was.
#include "dateline/store/corrections.h"

#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/base/date.h"
#include "dateline/store/summary.h"
#include "dateline/store/visitors.h"

namespace dateline::store {

namespace {

constexpr uint32_t kAround = 32;      ///< code points of prefix and suffix
constexpr uint32_t kSurelySame = 12;  ///< code points before or after that make a place the same place
constexpr uint32_t kLongQuote = 40;   ///< code points of a quote that are proof enough when no other row has it

constexpr CorrectedKind kKinds[] = {
    {"statement", "statement", "s_", "coalesce(cue_exact, '')", "date", true, "speaker"},
    {"figure", "figure", "f_", "''", "as_of", false, "source"},
    {"event", "event", "e_", "coalesce(trigger_exact, '') || '/' || coalesce(type, '')", "date", true, "*"},
    {"vote", "vote", "v_", "coalesce(kind, '')", "date", false, "by"},
    {"proposal", "proposal", "p_", "''", "date", false, "sponsor"},
    {"entity", "entity", "n_", "''", "", false, ""}};

/// A row and the words it stands on.
struct Anchor {
  std::string doc, id;
  int64_t n = 0;
  int64_t start = -1, end = -1;  ///< code points
  std::string exact, aspect, prefix, suffix;
};

std::string text_of_document(Store::Impl& store, const std::string& doc) {
  Statement& s = store.statement("SELECT text FROM document WHERE id = ?1");
  s.bind(1, std::string_view(doc));
  std::string text = s.step() ? s.text(0) : std::string();
  s.reset();
  return text;
}

/// Fills prefix and suffix from the page's text.
void add_context(Anchor& a, const std::string& text, const CodePointIndex& points) {
  if (a.start < 0 || a.end < a.start) return;
  const auto start = static_cast<uint32_t>(a.start), end = static_cast<uint32_t>(a.end);
  const uint32_t all = points.of_byte(static_cast<uint32_t>(text.size()));
  a.prefix = slice(text, {points.byte_of(start > kAround ? start - kAround : 0), points.byte_of(start)});
  a.suffix = slice(text, {points.byte_of(end), points.byte_of(std::min(all, end + kAround))});
}

/// Rows of a kind by a condition with ?1 (and ?2). Entities stand on the words of their mentions.
std::string rows_sql(const CorrectedKind& kind, const std::string& where) {
  if (kind.name == "entity")
    return "SELECT t.doc, t.n, t.id, m.start, m.\"end\", m.exact, '' FROM entity t JOIN mention m ON m.doc = t.doc AND m.entity "
           "= t.n WHERE " +
           where + " ORDER BY t.doc, t.n, m.n";
  return "SELECT t.doc, t.n, t.id, t.start, t.\"end\", t.exact, " + std::string(kind.aspect) + " FROM \"" +
         std::string(kind.table) + "\" t WHERE " + where + " ORDER BY t.doc, t.n";
}

Anchor anchor_from(const Statement& s) {
  Anchor a;
  a.doc = s.text(0);
  a.n = s.integer(1);
  a.id = s.text(2);
  a.start = s.is_null(3) ? -1 : s.integer(3);
  a.end = s.is_null(4) ? -1 : s.integer(4);
  a.exact = s.text(5);
  a.aspect = s.text(6);
  return a;
}

bool find_row(Store::Impl& store, const CorrectedKind& kind, const std::string& id, Anchor& out) {
  Statement& s = store.statement(rows_sql(kind, "t.id = ?1"));
  s.bind(1, std::string_view(id));
  const bool found = s.step();
  if (found) out = anchor_from(s);
  s.reset();
  if (!found) return false;
  const std::string text = text_of_document(store, out.doc);
  add_context(out, text, CodePointIndex(text));
  return true;
}

/// Code points that both begin with, or end with.
uint32_t shared(std::string_view a, std::string_view b, bool from_end) {
  size_t n = 0;
  const size_t most = std::min(a.size(), b.size());
  while (n < most && (from_end ? a[a.size() - 1 - n] == b[b.size() - 1 - n] : a[n] == b[n])) ++n;
  const std::string_view same = from_end ? a.substr(a.size() - n) : a.substr(0, n);
  return static_cast<uint32_t>(
      std::count_if(same.begin(), same.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

uint32_t length(std::string_view text) { return shared(text, text, false); }

/// One correction as it is kept.
struct Kept {
  int64_t id = 0;
  std::string act, kind, value, doc, who;
  Anchor at;  ///< the words as they were
};

/// Finds the row of `doc` that stands on the kept words. An empty reason: found.
std::string find_again(Store::Impl& store, const Kept& c, const std::string& doc, Anchor& out) {
  const CorrectedKind* kind = corrected_kind(c.kind);
  if (kind == nullptr) return "nothing is known of this sort of row";
  const std::string text = text_of_document(store, doc);
  if (c.at.exact.empty()) return "it was kept without its words";
  if (text.find(c.at.exact) == std::string::npos) return "its words are not on this page";
  const CodePointIndex points(text);
  Statement& s =
      store.statement(rows_sql(*kind, kind->name == "entity" ? "t.doc = ?1 AND m.exact = ?2" : "t.doc = ?1 AND t.exact = ?2"));
  s.bind(1, std::string_view(doc));
  s.bind(2, std::string_view(c.at.exact));
  std::vector<Anchor> rows;
  bool other = false;
  while (s.step()) {
    Anchor a = anchor_from(s);
    add_context(a, text, points);
    if (a.aspect != c.at.aspect)
      other = true;
    else
      rows.push_back(std::move(a));
  }
  s.reset();
  if (rows.empty()) return other ? "its words say something else here" : "its words are on this page, but no row stands on them";
  const auto same_place = [&](const Anchor& a) {
    const uint32_t before = shared(a.prefix, c.at.prefix, true), after = shared(a.suffix, c.at.suffix, false);
    return before >= std::min(kSurelySame, std::max(1U, length(c.at.prefix))) ||
           after >= std::min(kSurelySame, std::max(1U, length(c.at.suffix)));
  };
  const auto whole = [&](const Anchor& a) { return a.prefix == c.at.prefix && a.suffix == c.at.suffix; };
  std::vector<Anchor> near;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(near), same_place);
  if (near.size() > 1) {
    std::vector<Anchor> exact;
    std::copy_if(near.begin(), near.end(), std::back_inserter(exact), whole);
    if (!exact.empty()) near = std::move(exact);
  }
  const bool one_row = !near.empty() && std::all_of(near.begin(), near.end(), [&](const Anchor& a) { return a.n == near[0].n; });
  if (one_row) {
    out = near[0];
    return {};
  }
  if (!near.empty()) return "several rows stand on the same words";
  if (rows.size() == 1 && length(c.at.exact) >= kLongQuote) {
    out = rows[0];
    return {};
  }
  return "its words stand in other surroundings here";
}

// ---- values

std::string column(std::string_view name) { return "\"" + std::string(name) + "\""; }

/// What stands in the row now: as JSON to put back, and in words.
struct Before {
  std::string json, words;
};

Before date_before(Store::Impl& store, const CorrectedKind& kind, const Anchor& row) {
  const std::string low = column(std::string(kind.date) + "_low"), high = column(std::string(kind.date) + "_high"),
                    precision = column(std::string(kind.date) + "_precision");
  Statement& s = store.statement("SELECT json_array(" + low + ", " + high + ", " + precision + ", " +
                                 (kind.basis ? "date_basis" : "NULL") + "), CASE WHEN " + low + " IS " + high +
                                 " THEN coalesce(" + low + ", 'no date') ELSE coalesce(" + low + ", '') || '/' || coalesce(" +
                                 high + ", '') END FROM \"" + std::string(kind.table) + "\" WHERE doc = ?1 AND n = ?2");
  s.bind(1, std::string_view(row.doc));
  s.bind(2, row.n);
  Before out;
  if (s.step()) out = {s.text(0), s.text(1)};
  s.reset();
  return out;
}

bool set_date(Store::Impl& store, const CorrectedKind& kind, const Anchor& row, const std::string& json) {
  const std::string date(kind.date);
  Statement& s = store.statement("UPDATE \"" + std::string(kind.table) + "\" SET " + column(date + "_low") +
                                 " = json_extract(?3, '$[0]'), " + column(date + "_high") + " = json_extract(?3, '$[1]'), " +
                                 column(date + "_precision") + " = json_extract(?3, '$[2]')" +
                                 (kind.basis ? ", date_basis = json_extract(?3, '$[3]')" : "") + " WHERE doc = ?1 AND n = ?2");
  s.bind(1, std::string_view(row.doc));
  s.bind(2, row.n);
  s.bind(3, std::string_view(json));
  return s.run();
}

constexpr const char* kNameHere =
    "SELECT coalesce(a.name, e.name) FROM entity e LEFT JOIN actor_entity ae ON ae.gen = (SELECT id FROM generation WHERE "
    "current "
    "= 1) AND ae.doc = e.doc AND ae.entity = e.n LEFT JOIN actor a ON a.gen = ae.gen AND a.n = ae.actor WHERE e.doc = ?1 AND e.n "
    "= ";

Before party_before(Store::Impl& store, const CorrectedKind& kind, const Anchor& row) {
  const std::string p(kind.party);
  const std::string sql =
      p == "*" ? "SELECT json_group_array(json_array(party, party_text, party_implied)), group_concat(coalesce((" +
                     std::string(kNameHere) +
                     "x.party), party_text), ', ') FROM (SELECT * FROM event_actor WHERE doc = ?1 AND event = ?2 ORDER BY n) x"
               : "SELECT json_array(json_array(" + column(p) + ", " + column(p + "_text") + ", " + column(p + "_implied") +
                     ")), coalesce((" + kNameHere + "x." + column(p) + "), " + column(p + "_text") + ") FROM \"" +
                     std::string(kind.table) + "\" x WHERE x.doc = ?1 AND x.n = ?2";
  Statement& s = store.statement(sql);
  s.bind(1, std::string_view(row.doc));
  s.bind(2, row.n);
  Before out;
  if (s.step()) out = {s.text(0), s.text(1)};
  s.reset();
  if (out.words.empty()) out.words = "nobody named";
  return out;
}

bool run_for(Store::Impl& store, const std::string& sql, const Anchor& row, const std::string& json) {
  Statement& s = store.statement(sql);
  s.bind(1, std::string_view(row.doc));
  s.bind(2, row.n);
  if (!json.empty()) s.bind(3, std::string_view(json));
  return s.run();
}

bool set_party(Store::Impl& store, const CorrectedKind& kind, const Anchor& row, const std::string& json) {
  const std::string p(kind.party);
  if (p == "*") {
    return run_for(store, "DELETE FROM event_actor WHERE doc = ?1 AND event = ?2", row, {}) &&
           run_for(store,
                   "INSERT INTO event_actor(doc, event, n, party, party_text, party_implied) SELECT ?1, ?2, key, "
                   "json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(?3)",
                   row, json);
  }
  if (!run_for(store,
               "UPDATE \"" + std::string(kind.table) + "\" SET " + column(p) + " = json_extract(?3, '$[0][0]'), " +
                   column(p + "_text") + " = json_extract(?3, '$[0][1]'), " + column(p + "_implied") +
                   " = json_extract(?3, '$[0][2]') WHERE doc = ?1 AND n = ?2",
               row, json))
    return false;
  // The chain of a statement ends with its speaker.
  return kind.name != "statement" ||
         run_for(store,
                 "UPDATE statement_chain SET party = json_extract(?3, '$[0][0]'), party_text = json_extract(?3, '$[0][1]'), "
                 "party_implied = json_extract(?3, '$[0][2]') WHERE doc = ?1 AND statement = ?2 AND n = (SELECT max(n) FROM "
                 "statement_chain WHERE doc = ?1 AND statement = ?2)",
                 row, json);
}

/// A name as a party of this page: the entity that has it there, else the words alone.
std::string party_json(Store::Impl& store, const std::string& doc, const std::string& name) {
  Statement& s = store.statement(
      "SELECT json_array(json_array((SELECT e.n FROM entity e LEFT JOIN actor_entity ae ON ae.gen = (SELECT id FROM generation "
      "WHERE current = 1) AND ae.doc = e.doc AND ae.entity = e.n LEFT JOIN actor a ON a.gen = ae.gen AND a.n = ae.actor WHERE "
      "e.doc = ?1 AND (e.name = ?2 COLLATE NOCASE OR a.name = ?2 COLLATE NOCASE OR e.id = ?2 OR a.id = ?2) ORDER BY e.name = ?2 "
      "DESC, e.n LIMIT 1), ?2, 1))");
  s.bind(1, std::string_view(doc));
  s.bind(2, std::string_view(name));
  std::string json = s.step() ? s.text(0) : std::string();
  s.reset();
  return json;
}

std::string date_json(Store::Impl& store, const DayRange& days) {
  Statement& s = store.statement("SELECT json_array(?1, ?2, ?3, 'correction')");
  s.bind(1, std::string_view(iso_of(days.first)));
  s.bind(2, std::string_view(iso_of(days.last)));
  s.bind(3, name_of(days.precision));
  std::string json = s.step() ? s.text(0) : std::string();
  s.reset();
  return json;
}

bool put_place(Store::Impl& store, int64_t correction, const std::string& kind, const Anchor& row, std::string_view state,
               const std::string& reason, const Before& before) {
  Statement& s = store.statement(
      "INSERT OR REPLACE INTO correction_place(correction, doc, kind, n, target, state, reason, old, was) VALUES (?1, ?2, ?3, "
      "?4, "
      "?5, ?6, ?7, ?8, ?9)");
  s.bind(1, correction);
  s.bind(2, std::string_view(row.doc));
  s.bind(3, std::string_view(kind));
  row.id.empty() ? s.bind_null(4) : s.bind(4, row.n);
  row.id.empty() ? s.bind_null(5) : s.bind(5, std::string_view(row.id));
  s.bind(6, state);
  reason.empty() ? s.bind_null(7) : s.bind(7, std::string_view(reason));
  before.json.empty() ? s.bind_null(8) : s.bind(8, std::string_view(before.json));
  before.words.empty() ? s.bind_null(9) : s.bind(9, std::string_view(before.words));
  return s.run();
}

/// Applies a correction to the row that takes it, and notes it.
bool apply(Store::Impl& store, const Kept& c, const Anchor& row) {
  const CorrectedKind& kind = *corrected_kind(c.kind);
  Before before;
  bool ok = true;
  if (c.act == "redate") {
    before = date_before(store, kind, row);
    const auto days = parse_iso_range(c.value);
    ok = days && set_date(store, kind, row, date_json(store, *days));
  } else if (c.act == "reattribute") {
    before = party_before(store, kind, row);
    ok = set_party(store, kind, row, party_json(store, row.doc, c.value));
  }
  return ok && put_place(store, c.id, c.kind, row, "applied", {}, before);
}

std::vector<Kept> kept_for(Store::Impl& store, const std::string& doc) {
  Statement& s = store.statement(
      "WITH RECURSIVE line(id) AS (SELECT ?1 UNION SELECT d.revision_of FROM document d JOIN line ON d.id = line.id WHERE "
      "d.revision_of IS NOT NULL) SELECT c.id, c.act, c.kind, c.value, c.doc, c.who, c.exact, c.aspect, c.prefix, c.suffix FROM "
      "correction c WHERE c.doc IN (SELECT id FROM line) AND c.act <> 'undo' AND NOT EXISTS (SELECT 1 FROM correction u WHERE "
      "u.act = 'undo' AND u.target = CAST(c.id AS TEXT)) ORDER BY c.id");
  s.bind(1, std::string_view(doc));
  std::vector<Kept> out;
  while (s.step()) {
    Kept c;
    c.id = s.integer(0);
    c.act = s.text(1);
    c.kind = s.text(2);
    c.value = s.text(3);
    c.doc = s.text(4);
    c.who = s.text(5);
    c.at.exact = s.text(6);
    c.at.aspect = s.text(7);
    c.at.prefix = s.text(8);
    c.at.suffix = s.text(9);
    out.push_back(std::move(c));
  }
  s.reset();
  return out;
}

bool has_corrections(Store::Impl& store) { return !one_text(store.db, "SELECT id FROM correction LIMIT 1").empty(); }

/// The row that an id means; actors stand for the first place that names them.
bool find_target(Store::Impl& store, const std::string& id, std::string& kind, Anchor& row) {
  for (const CorrectedKind& k : kKinds) {
    if (id.starts_with(k.prefix) && find_row(store, k, id, row)) {
      kind = k.name;
      return true;
    }
  }
  Statement& s = store.statement(
      "SELECT e.id FROM actor a JOIN actor_entity ae ON ae.gen = a.gen AND ae.actor = a.n JOIN entity e ON e.doc = ae.doc AND "
      "e.n "
      "= ae.entity WHERE a.id = ?1 AND a.gen = (SELECT id FROM generation WHERE current = 1) ORDER BY ae.n LIMIT 1");
  s.bind(1, std::string_view(id));
  const std::string entity = s.step() ? s.text(0) : std::string();
  s.reset();
  kind = "entity";
  return !entity.empty() && find_row(store, *corrected_kind("entity"), entity, row);
}

Status usable(const Correction& c, const std::string& kind_name) {
  const CorrectedKind& kind = *corrected_kind(kind_name);
  const auto wrong = [](const std::string& words) { return Status(Error{ErrorKind::usage, words}); };
  const std::string a = (kind_name[0] == 'e' ? "an " : "a ") + kind_name;
  if (c.act == "wrong" || c.act == "right") return {};
  if (c.act == "redate") {
    if (kind.date.empty()) return wrong(a + " has no date");
    const auto days = parse_iso_range(c.value);
    if (!days || !has_stored_day(days->first) || !has_stored_day(days->last))
      return wrong("\"" + c.value + "\": not a date (YYYY-MM-DD, YYYY-MM or YYYY)");
    return {};
  }
  if (c.act == "reattribute") {
    if (kind.party.empty()) return wrong(a + " is nobody's: reattribute takes a statement, figure, event, vote or proposal");
    return trim(c.value).empty() ? wrong("reattribute needs a name") : Status();
  }
  if (c.act == "split" || c.act == "merge") {
    if (kind_name != "entity" && kind_name != "event" && kind_name != "statement")
      return wrong(c.act + " takes an actor, an event or a statement");
    return c.act == "merge" && c.value.empty() ? wrong("merge needs the id of the other") : Status();
  }
  return wrong("\"" + c.act + "\" is no correction (wrong, right, redate, reattribute, split, merge, undo)");
}

}  // namespace

const CorrectedKind* corrected_kind(std::string_view name) {
  for (const CorrectedKind& k : kKinds) {
    if (k.name == name) return &k;
  }
  return nullptr;
}

bool anchor_corrections(Store::Impl& store, const std::string& doc) {
  if (!has_corrections(store)) return true;
  for (const Kept& c : kept_for(store, doc)) {
    Anchor row;
    const std::string reason = find_again(store, c, doc, row);
    if (reason.empty()) {
      if (!apply(store, c, row)) return false;
      continue;
    }
    Anchor nowhere;
    nowhere.doc = doc;
    if (!put_place(store, c.id, c.kind, nowhere, "needs review", reason, {})) return false;
  }
  return true;
}

bool correct_generation(Store::Impl& store) {
  if (!has_corrections(store)) return true;
  struct Applied {
    int64_t id;
    std::string act, kind, doc, value, who;
    int64_t n;
  };
  std::vector<Applied> all;
  Statement s(store.db,
              "SELECT c.id, c.act, x.kind, x.doc, c.value, c.who, x.n FROM correction_place x JOIN correction c ON c.id = "
              "x.correction WHERE x.state = 'applied' AND c.act NOT IN ('wrong', 'right') ORDER BY c.id, x.doc");
  while (s.step()) all.push_back({s.integer(0), s.text(1), s.text(2), s.text(3), s.text(4), s.text(5), s.integer(6)});
  if (s.failed()) return false;
  for (const Applied& a : all) {
    std::string reason;
    if (a.act != "split" && a.act != "merge") {
      if (!correct_joined_row(store, a.kind, a.doc, a.n)) return false;
      continue;
    }
    if (!correct_identity(store, a.act, a.kind, a.doc, a.n, a.value, a.who, reason)) return false;
    Statement& note = store.statement("UPDATE correction_place SET reason = ?3 WHERE correction = ?1 AND doc = ?2");
    note.bind(1, a.id);
    note.bind(2, std::string_view(a.doc));
    reason.empty() ? note.bind_null(3) : note.bind(3, std::string_view(reason));
    if (!note.run()) return false;
  }
  return true;
}

namespace {

struct Made {
  int64_t id = 0;
  Status status;
};

/// The number of a correction that came from another tool before, or 0.
int64_t known(Store::Impl& store, const std::string& origin) {
  if (origin.empty()) return 0;
  Statement& s = store.statement("SELECT id FROM correction WHERE origin = ?1");
  s.bind(1, std::string_view(origin));
  const int64_t id = s.step() ? s.integer(0) : 0;
  s.reset();
  return id;
}

int64_t keep(Store::Impl& store, const Correction& c, const std::string& kind, const Anchor& at) {
  Statement& s = store.statement(
      "INSERT INTO correction(made, who, why, act, kind, target, value, doc, exact, prefix, suffix, aspect, start, \"end\", "
      "origin) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)");
  int n = 0;
  const auto text = [&](const std::string& value) { value.empty() ? s.bind_null(++n) : s.bind(++n, std::string_view(value)); };
  const auto word = [&](const std::string& value) { s.bind(++n, std::string_view(value)); };
  word(c.made), word(c.who), text(c.why), word(c.act), word(kind), word(c.target), text(c.value), text(at.doc), text(at.exact),
      text(at.prefix), text(at.suffix), text(at.aspect);
  at.start < 0 ? s.bind_null(++n) : s.bind(++n, at.start);
  at.end < 0 ? s.bind_null(++n) : s.bind(++n, at.end);
  text(c.origin);
  return s.run() ? sqlite3_last_insert_rowid(store.db) : 0;
}

/// Takes one correction back: each row it changed gets what it was, unless a later correction of the same sort stands on it.
Made undo(Store::Impl& store, const Correction& c) {
  Statement& find = store.statement("SELECT act FROM correction WHERE CAST(id AS TEXT) = ?1 AND act <> 'undo'");
  find.bind(1, std::string_view(c.target));
  const std::string act = find.step() ? find.text(0) : std::string();
  find.reset();
  if (act.empty()) return {0, Error{ErrorKind::not_found, "no correction " + c.target}};
  struct Place {
    std::string doc, kind, old, was;
    int64_t n;
  };
  std::vector<Place> places;
  Statement& s = store.statement(
      "SELECT doc, kind, coalesce(old, ''), coalesce(was, ''), n FROM correction_place WHERE CAST(correction AS TEXT) = ?1 AND "
      "state = 'applied' ORDER BY doc");
  s.bind(1, std::string_view(c.target));
  while (s.step()) places.push_back({s.text(0), s.text(1), s.text(2), s.text(3), s.integer(4)});
  s.reset();
  const int64_t id = keep(store, c, "correction", {});
  bool ok = id > 0;
  for (const Place& p : places) {
    if (act != "redate" && act != "reattribute") break;
    const CorrectedKind& kind = *corrected_kind(p.kind);
    Statement& later = store.statement(
        "SELECT x.correction FROM correction_place x JOIN correction c ON c.id = x.correction WHERE x.doc = ?1 AND x.kind = ?2 "
        "AND x.n = ?3 AND c.act = ?4 AND x.state = 'applied' AND x.correction > CAST(?5 AS INTEGER) ORDER BY x.correction LIMIT "
        "1");
    later.bind(1, std::string_view(p.doc));
    later.bind(2, std::string_view(p.kind));
    later.bind(3, p.n);
    later.bind(4, std::string_view(act));
    later.bind(5, std::string_view(c.target));
    const int64_t next = later.step() ? later.integer(0) : 0;
    later.reset();
    Anchor row;
    row.doc = p.doc;
    row.n = p.n;
    if (next > 0) {
      Statement& hand = store.statement("UPDATE correction_place SET old = ?3, was = ?4 WHERE correction = ?1 AND doc = ?2");
      hand.bind(1, next);
      hand.bind(2, std::string_view(p.doc));
      hand.bind(3, std::string_view(p.old));
      hand.bind(4, std::string_view(p.was));
      ok = ok && hand.run();
    } else {
      ok = ok && (act == "redate" ? set_date(store, kind, row, p.old) : set_party(store, kind, row, p.old)) &&
           correct_joined_row(store, p.kind, p.doc, p.n);
    }
  }
  Statement& gone = store.statement("UPDATE correction_place SET state = 'withdrawn' WHERE CAST(correction AS TEXT) = ?1");
  gone.bind(1, std::string_view(c.target));
  ok = ok && gone.run();
  if (!ok) return {0, store.error("cannot take back the correction")};
  return {id, {}};
}

Made make(Store::Impl& store, const Correction& c) {
  if (const int64_t id = known(store, c.origin); id > 0) return {id, {}};
  if (c.act == "undo") return undo(store, c);
  std::string kind;
  Anchor row;
  if (!find_target(store, c.target, kind, row)) return {0, Error{ErrorKind::not_found, "no row has the id " + c.target}};
  if (Status s = usable(c, kind); !s) return {0, s.error()};
  const int64_t id = keep(store, c, kind, row);
  const Kept kept{id, c.act, kind, c.value, row.doc, c.who, row};
  if (id == 0 || !apply(store, kept, row)) return {0, store.error("cannot keep the correction")};
  std::string reason;
  const bool identity = c.act == "split" || c.act == "merge";
  const bool ok = identity ? correct_identity(store, c.act, kind, row.doc, row.n, c.value, c.who, reason)
                           : correct_joined_row(store, kind, row.doc, row.n);
  if (!ok) return {0, store.error("cannot bring the joined rows in line")};
  // A split or merge that can do nothing is a slip of whoever asked, not something to keep.
  if (!reason.empty()) return {0, Error{ErrorKind::usage, reason}};
  return {id, {}};
}

}  // namespace

Result<int64_t> Store::correct(const Correction& c) {
  constexpr size_t kMostName = 200, kMostWords = 4000;
  constexpr uint64_t kCountedAtOnce = 20000;
  if (trim(c.who).empty()) return Error{ErrorKind::usage, "a correction needs the name of who makes it"};
  if (c.who.size() > kMostName || c.target.size() > kMostName || c.value.size() > 2 * kMostName || c.why.size() > kMostWords)
    return Error{ErrorKind::limit, "the words of the correction are too long"};
  const bool own = !impl_->batch;
  if (!execute(impl_->db, own ? "BEGIN IMMEDIATE" : "SAVEPOINT correction")) return impl_->error("cannot write");
  Made made = make(*impl_, c);
  const bool kept = made.id > 0 && made.status;
  // Of a record so large that counting takes long, the counts wait for the next joining.
  if (kept && documents() <= kCountedAtOnce) {
    if (own && !summarise(*impl_)) made.status = impl_->error("cannot count");
    impl_->stale = !own;
  }
  if (kept && made.status && execute(impl_->db, own ? "COMMIT" : "RELEASE correction")) return made.id;
  if (kept && made.status) made.status = impl_->error("cannot write");
  impl_->statements.clear();
  if (sqlite3_get_autocommit(impl_->db) == 0) execute(impl_->db, own ? "ROLLBACK" : "ROLLBACK TO correction; RELEASE correction");
  return made.status.error();
}

Status Store::take_corrections(Store& from) {
  const auto rows = from.query(
      "SELECT id, made, who, why, act, kind, target, value, doc, exact, prefix, suffix, aspect, start, \"end\", origin FROM "
      "correction ORDER BY id");
  if (!rows) return rows.error();
  if (rows->rows.empty()) return {};
  const bool own = !impl_->batch;
  if (own && !execute(impl_->db, "BEGIN IMMEDIATE")) return impl_->error("cannot write");
  bool ok = true;
  {
    Statement s(impl_->db,
                "INSERT OR IGNORE INTO correction(id, made, who, why, act, kind, target, value, doc, exact, prefix, suffix, "
                "aspect, start, \"end\", origin) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)");
    for (const auto& row : rows->rows) {
      for (size_t i = 0; i < row.size(); ++i) {
        const int at = static_cast<int>(i) + 1;
        if (row[i].kind == Cell::Kind::null)
          s.bind_null(at);
        else if (row[i].kind == Cell::Kind::integer)
          s.bind(at, row[i].integer);
        else
          s.bind(at, std::string_view(row[i].text));
      }
      ok = ok && s.run();
    }
    std::vector<std::string> docs;
    Statement all(impl_->db,
                  "SELECT id FROM document WHERE id IN (SELECT doc FROM correction) OR revision_of IS NOT NULL ORDER BY id");
    while (all.step()) docs.push_back(all.text(0));
    for (const std::string& doc : docs) ok = ok && anchor_corrections(*impl_, doc);
  }
  ok = ok && correct_generation(*impl_) && summarise(*impl_);
  if (ok && (!own || execute(impl_->db, "COMMIT"))) return {};
  const Error error = impl_->error("cannot take over the corrections");
  impl_->statements.clear();
  if (own && sqlite3_get_autocommit(impl_->db) == 0) execute(impl_->db, "ROLLBACK");
  return error;
}

}  // namespace dateline::store
