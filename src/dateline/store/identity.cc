// Corrections of the joined story: who is one with whom, what is told of one happening, days and names of rows made from facts.
//
// "merge a_1 with a_2" moves every entity, spelling and mention of a_1 to a_2; "split n_7" makes an actor of that page's entity
// alone. Rows of the generation keep their numbers 0, 1, 2 ...: the last one takes the number of one that goes.
#include <array>

#include "dateline/base/hash.h"
#include "dateline/store/corrections.h"

namespace dateline::store {

namespace {

/// Runs statements of one generation with numbers and texts bound in order; remembers whether all went well.
class Joined {
 public:
  explicit Joined(Store::Impl& store) : store_(store) {
    gen_ = std::stoll("0" + one_text(store.db, "SELECT id FROM generation WHERE current = 1"));
  }
  [[nodiscard]] bool any() const { return gen_ > 0; }
  [[nodiscard]] bool ok() const { return ok_; }

  /// ?1 is the generation, then the values.
  template <class... T>
  void run(const std::string& sql, const T&... values) {
    if (!ok_) return;
    Statement& s = bound(sql, values...);
    ok_ = s.run();
  }
  /// First column of the first row; `missing` when there is none.
  template <class... T>
  int64_t number(const std::string& sql, int64_t missing, const T&... values) {
    if (!ok_) return missing;
    Statement& s = bound(sql, values...);
    const int64_t n = s.step() ? s.integer(0) : missing;
    ok_ = !s.failed();
    s.reset();
    return n;
  }
  template <class... T>
  std::string text(const std::string& sql, const T&... values) {
    if (!ok_) return {};
    Statement& s = bound(sql, values...);
    std::string out = s.step() ? s.text(0) : std::string();
    ok_ = !s.failed();
    s.reset();
    return out;
  }

 private:
  template <class... T>
  Statement& bound(const std::string& sql, const T&... values) {
    Statement& s = store_.statement(sql);
    s.bind(1, gen_);
    int at = 1;
    (bind(s, ++at, values), ...);
    return s;
  }
  static void bind(Statement& s, int at, int64_t value) { s.bind(at, value); }
  static void bind(Statement& s, int at, const std::string& value) { s.bind(at, std::string_view(value)); }

  Store::Impl& store_;
  int64_t gen_ = 0;
  bool ok_ = true;
};

constexpr std::array<const char*, 3> kOfActor = {"actor_entity", "actor_variant", "actor_alike"};
constexpr std::array<const char*, 4> kOfHappening = {"happening_actor", "happening_recipient", "happening_document",
                                                     "happening_mention"};

std::string q(const char* name) { return "\"" + std::string(name) + "\""; }

/// Takes row `n` of `table` out, with nothing left below it; the last row takes its number.
template <size_t N>
void take_out(Joined& j, const char* table, const char* parent, const std::array<const char*, N>& children, int64_t n) {
  for (const char* child : children) j.run("DELETE FROM " + q(child) + " WHERE gen = ?1 AND " + q(parent) + " = ?2", n);
  j.run("DELETE FROM " + q(table) + " WHERE gen = ?1 AND n = ?2", n);
  const int64_t last = j.number("SELECT max(n) FROM " + q(table) + " WHERE gen = ?1", -1);
  if (last < n) return;
  j.run("UPDATE " + q(table) + " SET n = ?3 WHERE gen = ?1 AND n = ?2", last, n);
  for (const char* child : children)
    j.run("UPDATE " + q(child) + " SET " + q(parent) + " = ?3 WHERE gen = ?1 AND " + q(parent) + " = ?2", last, n);
}

/// Moves the children of one row behind those of another.
void move_children(Joined& j, const char* table, const char* parent, int64_t from, int64_t to) {
  const int64_t behind =
      j.number("SELECT coalesce(max(n), -1) + 1 FROM " + q(table) + " WHERE gen = ?1 AND " + q(parent) + " = ?2", 0, to);
  j.run("UPDATE " + q(table) + " SET n = n + ?4, " + q(parent) + " = ?3 WHERE gen = ?1 AND " + q(parent) + " = ?2", from, to,
        behind);
}

int64_t actor_of(Joined& j, const std::string& doc, int64_t entity) {
  return j.number("SELECT actor FROM actor_entity WHERE gen = ?1 AND doc = ?2 AND entity = ?3", -1, doc, entity);
}

int64_t actor_by_id(Joined& j, const std::string& id) {
  const int64_t n = j.number("SELECT n FROM actor WHERE gen = ?1 AND id = ?2", -1, id);
  if (n >= 0) return n;
  return j.number(
      "SELECT ae.actor FROM entity e JOIN actor_entity ae ON ae.gen = ?1 AND ae.doc = e.doc AND ae.entity = e.n WHERE e.id = ?2",
      -1, id);
}

/// Spellings of one actor added to those of another; numbered anew.
void add_variants(Joined& j, int64_t from, int64_t to) {
  j.run(
      "UPDATE actor_variant SET count = count + (SELECT v.count FROM actor_variant v WHERE v.gen = ?1 AND v.actor = ?2 AND "
      "v.name = actor_variant.name) WHERE gen = ?1 AND actor = ?3 AND name IN (SELECT name FROM actor_variant WHERE gen = ?1 AND "
      "actor = ?2)",
      from, to);
  j.run(
      "DELETE FROM actor_variant WHERE gen = ?1 AND actor = ?2 AND name IN (SELECT name FROM actor_variant WHERE gen = ?1 AND "
      "actor = ?3)",
      from, to);
  move_children(j, "actor_variant", "actor", from, to);
}

void rename_everywhere(Joined& j, const std::string& from, const std::string& to, const std::string& name) {
  for (const char* table : {"happening_actor", "happening_recipient"})
    j.run("UPDATE " + q(table) + " SET value = ?3 WHERE gen = ?1 AND value = ?2", from, to);
  j.run("UPDATE position SET actor = ?3, actor_name = ?4 WHERE gen = ?1 AND actor = ?2", from, to, name);
}

void merge_actors(Joined& j, int64_t from, int64_t to, const std::string& who) {
  const std::string from_id = j.text("SELECT id FROM actor WHERE gen = ?1 AND n = ?2", from),
                    to_id = j.text("SELECT id FROM actor WHERE gen = ?1 AND n = ?2", to),
                    name = j.text("SELECT name FROM actor WHERE gen = ?1 AND n = ?2", to);
  j.run("UPDATE actor_entity SET reason = ?3 WHERE gen = ?1 AND actor = ?2", from, "merged by " + who);
  move_children(j, "actor_entity", "actor", from, to);
  add_variants(j, from, to);
  j.run(
      "DELETE FROM actor_alike WHERE gen = ?1 AND actor IN (?2, ?3) AND value IN (SELECT id FROM actor WHERE gen = ?1 AND n IN "
      "(?2, ?3))",
      from, to);
  move_children(j, "actor_alike", "actor", from, to);
  j.run("UPDATE actor_alike SET value = ?3 WHERE gen = ?1 AND value = ?2", from_id, to_id);
  rename_everywhere(j, from_id, to_id, name);
  take_out(j, "actor", "actor", kOfActor, from);
}

void split_actor(Joined& j, const std::string& doc, int64_t entity, int64_t from, const std::string& who) {
  const std::string old_id = j.text("SELECT id FROM actor WHERE gen = ?1 AND n = ?2", from),
                    entity_id = j.text("SELECT id FROM entity WHERE ?1 > 0 AND doc = ?2 AND n = ?3", doc, entity),
                    id = id_of("a", {"split", entity_id});
  const int64_t n = j.number("SELECT max(n) + 1 FROM actor WHERE gen = ?1", 0);
  j.run(
      "INSERT INTO actor(gen, n, id, name, type, kb_id) SELECT ?1, ?2, ?3, name, type, NULL FROM entity WHERE doc = ?4 AND n = "
      "?5",
      n, id, doc, entity);
  j.run("UPDATE actor_entity SET actor = ?4, n = 0, reason = ?5 WHERE gen = ?1 AND doc = ?2 AND entity = ?3", doc, entity, n,
        "set apart by " + who);
  j.run(
      "INSERT INTO actor_variant(gen, actor, n, name, count) SELECT ?1, ?2, row_number() OVER (ORDER BY count DESC, name) - 1, "
      "name, count FROM entity_name WHERE doc = ?3 AND entity = ?4",
      n, doc, entity);
  j.run(
      "UPDATE actor_variant SET count = count - (SELECT e.count FROM entity_name e WHERE e.doc = ?3 AND e.entity = ?4 AND e.name "
      "= actor_variant.name) WHERE gen = ?1 AND actor = ?2 AND name IN (SELECT name FROM entity_name WHERE doc = ?3 AND entity = "
      "?4)",
      from, doc, entity);
  j.run("DELETE FROM actor_variant WHERE gen = ?1 AND actor = ?2 AND count <= 0", from);
  // Happenings that only this page tells, with this entity as a party.
  for (const auto& [table, of] :
       {std::pair{"happening_actor", "event_actor"}, std::pair{"happening_recipient", "event_recipient"}}) {
    j.run("UPDATE " + q(table) + " SET value = ?2 WHERE gen = ?1 AND value = ?3 AND happening IN (SELECT m.happening FROM " +
              q(of) +
              " p JOIN happening_mention m ON m.gen = ?1 AND m.doc = p.doc AND m.kind = 'e' AND m.row = p.event WHERE p.doc = ?4 "
              "AND "
              "p.party = ?5) AND 1 = (SELECT count(*) FROM happening_document d WHERE d.gen = ?1 AND d.happening = " +
              q(table) + ".happening)",
          id, old_id, doc, entity);
  }
  j.run(
      "UPDATE position SET actor = ?2, actor_name = (SELECT name FROM entity WHERE doc = ?4 AND n = ?5) WHERE gen = ?1 AND actor "
      "= "
      "?3 AND doc = ?4 AND EXISTS (SELECT 1 FROM statement s WHERE s.doc = ?4 AND s.speaker = ?5 AND s.sentence = "
      "position.sentence)",
      id, old_id, doc, entity);
}

int64_t happening_of(Joined& j, const std::string& doc, const std::string& letter, int64_t row) {
  return j.number(
      "SELECT happening FROM happening_mention WHERE gen = ?1 AND doc = ?2 AND kind = ?3 AND row = ?4 ORDER BY happening LIMIT 1",
      -1, doc, letter, row);
}

std::string happening_id(Joined& j, int64_t n) { return j.text("SELECT id FROM happening WHERE gen = ?1 AND n = ?2", n); }

/// Documents of a happening from its mentions; independent sources are at most that many.
void count_documents(Joined& j, int64_t happening, const std::string& reason) {
  j.run("DELETE FROM happening_document WHERE gen = ?1 AND happening = ?2", happening);
  j.run(
      "INSERT INTO happening_document(gen, happening, n, doc) SELECT ?1, ?2, row_number() OVER (ORDER BY doc) - 1, doc FROM "
      "(SELECT DISTINCT doc FROM happening_mention WHERE gen = ?1 AND happening = ?2 AND doc IS NOT NULL)",
      happening);
  j.run(
      "UPDATE happening SET independent = max(1, min(independent, (SELECT count(*) FROM happening_document d WHERE d.gen = ?1 "
      "AND "
      "d.happening = ?2))), independence_reason = ?3 WHERE gen = ?1 AND n = ?2",
      happening, reason);
}

void merge_happenings(Joined& j, int64_t from, int64_t to, const std::string& who) {
  const std::string from_id = happening_id(j, from), to_id = happening_id(j, to);
  j.run(
      "UPDATE happening SET independent = max(independent, (SELECT h.independent FROM happening h WHERE h.gen = ?1 AND h.n = "
      "?2)) "
      "WHERE gen = ?1 AND n = ?3",
      from, to);
  for (const char* table : {"happening_actor", "happening_recipient"}) {
    j.run("DELETE FROM " + q(table) + " WHERE gen = ?1 AND happening = ?2 AND value IN (SELECT value FROM " + q(table) +
              " WHERE gen = ?1 AND happening = ?3)",
          from, to);
    move_children(j, table, "happening", from, to);
  }
  move_children(j, "happening_mention", "happening", from, to);
  for (const char* table : {"timeline", "conflict", "independence"})
    j.run("UPDATE " + q(table) + " SET happening = ?3 WHERE gen = ?1 AND happening = ?2", from_id, to_id);
  count_documents(j, to, "at least: joined by " + who);
  take_out(j, "happening", "happening", kOfHappening, from);
}

void split_happening(Joined& j, const std::string& doc, const std::string& letter, int64_t row, int64_t from,
                     const std::string& who) {
  const char* table = letter == "e" ? "event" : "statement";
  const std::string old_id = happening_id(j, from),
                    row_id = j.text("SELECT id FROM " + q(table) + " WHERE ?1 > 0 AND doc = ?2 AND n = ?3", doc, row),
                    id = id_of("h", {"split", row_id});
  const int64_t n = j.number("SELECT max(n) + 1 FROM happening WHERE gen = ?1", 0);
  j.run(
      "INSERT INTO happening(gen, n, id, label, type, mode, status, date_low, date_high, date_precision, place, independent, "
      "independence_reason, weight) SELECT ?1, ?2, ?3, label, type, mode, status, date_low, date_high, date_precision, place, 1, "
      "?4, weight FROM happening WHERE gen = ?1 AND n = ?5",
      n, id, "set apart by " + who, from);
  for (const char* parties : {"happening_actor", "happening_recipient"})
    j.run("INSERT INTO " + q(parties) + "(gen, happening, n, value) SELECT ?1, ?2, n, value FROM " + q(parties) +
              " WHERE gen = ?1 AND happening = ?3",
          n, from);
  j.run(
      "UPDATE timeline SET happening = ?2 WHERE gen = ?1 AND happening = ?3 AND doc = ?4 AND sentence IN (SELECT sentence FROM "
      "happening_mention WHERE gen = ?1 AND happening = ?5 AND doc = ?4 AND kind = ?6 AND row = ?7)",
      id, old_id, doc, from, letter, row);
  j.run(
      "UPDATE happening_mention SET happening = ?2, n = 0 WHERE gen = ?1 AND happening = ?3 AND doc = ?4 AND kind = ?5 AND row = "
      "?6",
      n, from, doc, letter, row);
  count_documents(j, n, "set apart by " + who);
  count_documents(j, from, "one account was set apart by " + who);
}

bool correct_actors(Joined& j, std::string_view act, const std::string& doc, int64_t n, const std::string& value,
                    const std::string& who, std::string& reason) {
  const int64_t from = actor_of(j, doc, n);
  if (from < 0) {
    reason = "this name belongs to no actor";
  } else if (act == "merge") {
    const int64_t to = actor_by_id(j, value);
    if (to < 0)
      reason = "no actor has the id " + value;
    else if (to == from)
      reason = "they are one already";
    else
      merge_actors(j, from, to, who);
  } else if (j.number("SELECT count(*) FROM actor_entity WHERE gen = ?1 AND actor = ?2", 0, from) < 2) {
    reason = "it stands alone already";
  } else {
    split_actor(j, doc, n, from, who);
  }
  return j.ok();
}

bool correct_happenings(Joined& j, std::string_view act, std::string_view kind, const std::string& doc, int64_t n,
                        const std::string& value, const std::string& who, std::string& reason) {
  const std::string letter = kind == "event" ? "e" : "s";
  const int64_t from = happening_of(j, doc, letter, n);
  if (from < 0) {
    reason = "it is told of no happening";
  } else if (act == "merge") {
    int64_t to = j.number("SELECT n FROM happening WHERE gen = ?1 AND id = ?2", -1, value);
    for (const auto& [table, other] : {std::pair{"event", "e"}, std::pair{"statement", "s"}}) {
      if (to >= 0) break;
      const std::string other_doc = j.text("SELECT doc FROM " + q(table) + " WHERE ?1 > 0 AND id = ?2", value);
      if (!other_doc.empty())
        to = happening_of(j, other_doc, other, j.number("SELECT n FROM " + q(table) + " WHERE ?1 > 0 AND id = ?2", -1, value));
    }
    if (to < 0)
      reason = "no happening has the id " + value;
    else if (to == from)
      reason = "they are told as one already";
    else
      merge_happenings(j, from, to, who);
  } else if (j.number("SELECT count(*) FROM happening_mention WHERE gen = ?1 AND happening = ?2", 0, from) < 2) {
    reason = "it stands alone already";
  } else {
    split_happening(j, doc, letter, n, from, who);
  }
  return j.ok();
}

}  // namespace

bool correct_identity(Store::Impl& store, std::string_view act, std::string_view kind, const std::string& doc, int64_t n,
                      const std::string& value, const std::string& who, std::string& reason) {
  Joined j(store);
  if (!j.any()) {
    reason = "the pages are not joined yet";
    return true;
  }
  return kind == "entity" ? correct_actors(j, act, doc, n, value, who, reason)
                          : correct_happenings(j, act, kind, doc, n, value, who, reason);
}

bool correct_joined_row(Store::Impl& store, std::string_view kind, const std::string& doc, int64_t n) {
  Joined j(store);
  if (!j.any()) return true;
  const std::string only = " AND 1 = (SELECT count(*) FROM happening_document d WHERE d.gen = ?1 AND d.happening = m.happening)";
  const std::string actor =
      "coalesce((SELECT a.id FROM actor_entity ae JOIN actor a ON a.gen = ae.gen AND a.n = ae.actor WHERE ae.gen "
      "= ?1 AND ae.doc = p.doc AND ae.entity = p.party), p.party_text, '')";
  if (kind == "event" || kind == "statement") {
    const std::string table(kind), letter = kind == "event" ? "'e'" : "'s'";
    const std::string mine =
        "SELECT m.happening FROM happening_mention m WHERE m.gen = ?1 AND m.doc = ?2 AND m.kind = " + letter + " AND m.row = ?3";
    j.run(
        "UPDATE timeline SET (date_low, date_high, date_precision, date_basis) = (SELECT date_low, date_high, date_precision, "
        "date_basis FROM " +
            q(table.c_str()) + " WHERE doc = ?2 AND n = ?3) WHERE gen = ?1 AND doc = ?2 AND sentence = (SELECT sentence FROM " +
            q(table.c_str()) +
            " WHERE doc = ?2 AND n = ?3) AND happening IN (SELECT h.id FROM happening h WHERE h.gen = ?1 AND h.n IN (" + mine +
            "))",
        doc, n);
    j.run("UPDATE happening SET (date_low, date_high, date_precision) = (SELECT date_low, date_high, date_precision FROM " +
              q(table.c_str()) + " WHERE doc = ?2 AND n = ?3) WHERE gen = ?1 AND n IN (" + mine + only + ")",
          doc, n);
  }
  if (kind == "event") {
    const std::string mine =
        "SELECT m.happening FROM happening_mention m WHERE m.gen = ?1 AND m.doc = ?2 AND m.kind = 'e' AND m.row = ?3" + only;
    j.run("DELETE FROM happening_actor WHERE gen = ?1 AND happening IN (" + mine + ")", doc, n);
    j.run("INSERT INTO happening_actor(gen, happening, n, value) SELECT ?1, h.n, p.n, " + actor +
              " FROM happening h, event_actor p WHERE h.gen = ?1 AND h.n IN (" + mine + ") AND p.doc = ?2 AND p.event = ?3",
          doc, n);
  } else if (kind == "statement") {
    j.run(
        "UPDATE position SET actor_name = (SELECT coalesce(a.name, e.name, s.speaker_text) FROM statement s LEFT JOIN entity e "
        "ON e.doc "
        "= s.doc AND e.n = s.speaker LEFT JOIN actor_entity ae ON ae.gen = ?1 AND ae.doc = e.doc AND ae.entity = e.n LEFT JOIN "
        "actor a ON a.gen = ?1 AND a.n = ae.actor WHERE s.doc = ?2 AND s.n = ?3), actor = (SELECT a.id FROM statement s JOIN "
        "actor_entity ae ON ae.gen = ?1 AND ae.doc = s.doc AND ae.entity = s.speaker JOIN actor a ON a.gen = ?1 AND a.n = "
        "ae.actor "
        "WHERE s.doc = ?2 AND s.n = ?3) WHERE gen = ?1 AND doc = ?2 AND (start, \"end\") = (SELECT start, \"end\" FROM statement "
        "WHERE doc = ?2 AND n = ?3)",
        doc, n);
  } else if (kind == "figure") {
    j.run(
        "UPDATE conflict_value SET source = (SELECT coalesce(a.name, e.name, f.source_text) FROM figure f LEFT JOIN entity e ON "
        "e.doc = "
        "f.doc AND e.n = f.source LEFT JOIN actor_entity ae ON ae.gen = ?1 AND ae.doc = e.doc AND ae.entity = e.n LEFT JOIN "
        "actor a "
        "ON a.gen = ?1 AND a.n = ae.actor WHERE f.doc = ?2 AND f.n = ?3) WHERE gen = ?1 AND doc = ?2 AND (start, \"end\") = "
        "(SELECT "
        "start, \"end\" FROM figure WHERE doc = ?2 AND n = ?3)",
        doc, n);
  }
  return j.ok();
}

}  // namespace dateline::store
