// Everyone named, and everything on one actor: spellings, words, acts, positions, votes, figures, who stands beside.
//
// /actors/a_12.. of Antony Blinken: "Blinken 14, Antony Blinken 6, Anthony Blinken 1", what he said by date, what he did.
#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/serve/html.h"
#include "dateline/serve/pieces.h"
#include "dateline/serve/sheet.h"
#include "dateline/serve/site/frame.h"

namespace dateline::serve {

namespace {

constexpr unsigned kRows = 60;
constexpr const char* kGeneration = "(SELECT id FROM generation WHERE current = 1)";

std::string spellings(const std::string& variants, size_t most) {
  std::string out;
  size_t n = 0;
  for (size_t at = 0; at < variants.size() && n < most; ++n) {
    const size_t end = std::min(variants.find("; ", at), variants.size());
    std::string_view one = std::string_view(variants).substr(at, end - at);
    const size_t open = one.rfind(" (");
    const std::string_view count =
        open != std::string_view::npos ? one.substr(open + 2, one.size() - open - 3) : std::string_view();
    out += "<span class=\"var\">" + name_tag(one.substr(0, open)) +
           (count.empty() ? "" : "<span class=\"n\"> " + escape_text(count) + "</span>") + "</span> ";
    at = end + 2;
  }
  return out;
}

std::string alike(View& view, const std::string& ids) {
  std::string out;
  for (size_t at = 0; at < ids.size();) {
    const size_t end = std::min(ids.find("; ", at), ids.size());
    const std::string id = ids.substr(at, end - at);
    const Rows other = view.query("SELECT name FROM actor WHERE id = ?1 LIMIT 1", {id});
    out += "<br><span class=\"warn\">looks like</span> " + view.actor(id, other.empty() ? id : other.text(0, "name")) +
           " <span class=\"n\">not merged</span>";
    at = end + 2;
  }
  return out;
}

/// A section with at most `most` rows and a link to all of them.
struct Section {
  const char* title;
  const char* list;  ///< of lists()
  const char* sql;   ///< ?1 is the actor's id, ?2 its name
  std::string (*row)(View&, const Rows&, size_t);
  const char* filter;  ///< parameter that selects the same rows on the list's own page
};

std::string statement_row(View& view, const Rows& r, size_t i) {
  return "<td class=\"date\">" + days_tag(r.days(i)) + "</td><td class=\"words\">" + quotation(view, r.text(i, "text")) +
         "<br><span class=\"n\">" + escape_text(r.text(i, "form")) +
         (r.has(i, "cue") ? ", “" + escape_text(r.text(i, "cue")) + "”" : "") +
         (r.text(i, "chain").find(" > ") != std::string::npos ? " · through " + escape_text(r.text(i, "chain")) : "") +
         "</span></td><td>" + view.source(r, i) + "</td>";
}
std::string event_row(View& view, const Rows& r, size_t i) {
  return "<td class=\"date\">" + days_tag(r.days(i)) + "</td><td>" + chip(r.text(i, "type"), r.text(i, "mode")) + "<b>" +
         name_tag(r.text(i, "actors")) + "</b>" +
         (r.has(i, "recipients") ? " → <b>" + name_tag(r.text(i, "recipients")) + "</b>" : "") +
         status_words(r.text(i, "status")) + "<br>" + quotation(view, r.text(i, "text")) + "</td><td>" + view.source(r, i) +
         "</td>";
}
std::string position_row(View& view, const Rows& r, size_t i) {
  return "<td class=\"date\">" + days_tag(r.days(i)) + "</td><td>" + escape_text(r.text(i, "topic")) + ": <b>" +
         escape_text(r.text(i, "stance")) + "</b>" + (r.integer(i, "changed") != 0 ? " <b class=\"warn\">changed</b>" : "") +
         "<br>" + quotation(view, r.text(i, "text")) + "</td><td>" + view.source(r, i) + "</td>";
}
std::string vote_row(View& view, const Rows& r, size_t i) {
  return "<td class=\"date\">" + days_tag(r.days(i)) + "</td><td><b>" + escape_text(r.text(i, "kind")) +
         (r.has(i, "number") ? " " + escape_text(r.text(i, "number")) : "") + "</b>" +
         (r.has(i, "count") && r.integer(i, "count") > 1 ? " × " + escape_text(r.text(i, "count")) : "") + "<br>" +
         quotation(view, r.text(i, "text")) + "</td><td>" + view.source(r, i) + "</td>";
}
std::string figure_row(View& view, const Rows& r, size_t i) {
  return "<td class=\"date\">" + days_tag(r.days(i, "as_of")) + "</td><td><b>" + escape_text(r.text(i, "text")) +
         "</b> <span class=\"n\">" + escape_text(r.text(i, "kind")) + "</span><br>" + quotation(view, r.text(i, "in_sentence")) +
         "</td><td>" + view.source(r, i) + "</td>";
}

/// Rows of the actor as they were sorted when the pages were joined: the first in time.
constexpr const char* kStatementsSql =
    "SELECT * FROM v_statements WHERE (doc, n) IN (SELECT doc, n FROM actor_row WHERE gen = (SELECT id FROM generation WHERE "
    "current = 1) AND "
    "kind = 's' AND actor = (SELECT n FROM actor WHERE gen = (SELECT id FROM generation WHERE current = 1) AND id = ?1) ORDER BY "
    "date, doc, n LIMIT 41) ORDER BY coalesce(date_low, '9999'), coalesce(date_high, '9999'), page, doc, n";
constexpr const char* kEventsSql =
    "SELECT * FROM v_events WHERE (doc, n) IN (SELECT doc, n FROM actor_row WHERE gen = (SELECT id FROM generation WHERE current "
    "= 1) AND "
    "kind = 'e' AND actor = (SELECT n FROM actor WHERE gen = (SELECT id FROM generation WHERE current = 1) AND id = ?1) ORDER BY "
    "date, doc, n LIMIT 31) ORDER BY coalesce(date_low, '9999'), coalesce(date_high, '9999'), page, doc, n";
constexpr const char* kSufferedSql =
    "SELECT * FROM v_events WHERE (doc, n) IN (SELECT doc, n FROM actor_row WHERE gen = (SELECT id FROM generation WHERE current "
    "= 1) AND "
    "kind = 'r' AND actor = (SELECT n FROM actor WHERE gen = (SELECT id FROM generation WHERE current = 1) AND id = ?1) ORDER BY "
    "date, doc, n LIMIT 31) ORDER BY coalesce(date_low, '9999'), coalesce(date_high, '9999'), page, doc, n";
constexpr const char* kVotesSql =
    "SELECT * FROM v_votes WHERE (doc, n) IN (SELECT doc, n FROM actor_row WHERE gen = (SELECT id FROM generation WHERE current "
    "= 1) AND "
    "kind = 'v' AND actor = (SELECT n FROM actor WHERE gen = (SELECT id FROM generation WHERE current = 1) AND id = ?1) ORDER BY "
    "date, doc, n LIMIT 21) ORDER BY coalesce(date_low, '9999'), coalesce(date_high, '9999'), page, doc, n";
constexpr const char* kFiguresSql =
    "SELECT * FROM v_figures WHERE (doc, n) IN (SELECT doc, n FROM actor_row WHERE gen = (SELECT id FROM generation WHERE "
    "current = 1) AND "
    "kind = 'f' AND actor = (SELECT n FROM actor WHERE gen = (SELECT id FROM generation WHERE current = 1) AND id = ?1) ORDER BY "
    "date, doc, n LIMIT 31) ORDER BY coalesce(as_of_low, '9999'), coalesce(as_of_high, '9999'), page, doc, n";

constexpr Section kSections[] = {
    {"What they said", "statements", kStatementsSql, statement_row, "actor"},
    {"Positions over time", "positions",
     "SELECT * FROM v_positions WHERE n IN (SELECT n FROM position WHERE gen = (SELECT id FROM generation WHERE current = 1) AND "
     "actor = ?1 "
     "ORDER BY topic, coalesce(date_low, '9999'), n LIMIT 31) ORDER BY topic, coalesce(date_low, '9999'), n",
     position_row, "actor"},
    {"Votes and vetoes", "votes", kVotesSql, vote_row, "who"},
    {"What they did", "events", kEventsSql, event_row, "actor"},
    {"What was done to them", "events", kSufferedSql, event_row, "actor"},
    {"Figures they gave", "figures", kFiguresSql, figure_row, "actor"},
};

std::string section(View& view, const Section& s, const std::string& id, const std::string& name) {
  const Rows rows = view.query(s.sql, {id});
  if (rows.empty()) return {};
  const size_t most = std::string_view(s.list) == "statements" ? 40 : std::string_view(s.list) == "votes" ? 20 : 30;
  const Address all = Address("/" + std::string(s.list)).with(s.filter, std::string_view(s.filter) == "who" ? name : id);
  const std::string anchor = std::string(s.list) + (s.sql == kSufferedSql ? "-to" : "");
  std::string out = "<section id=\"" + anchor + "\"><h2>" + s.title + " <a class=\"n\" href=\"" + all.href() + "\">" +
                    (rows.size() > most ? "first " + std::to_string(most) + ", all of them" : std::to_string(rows.size())) +
                    "</a></h2>\n<div class=\"scroll\"><table class=\"list\"><thead class=\"vh\"><tr><th "
                    "scope=\"col\">Date</th><th scope=\"col\">Words</th><th scope=\"col\">Page</th></tr></thead><tbody>";
  for (size_t i = 0; i < rows.size() && i < most; ++i) out += "<tr class=\"row\">" + s.row(view, rows, i) + "</tr>\n";
  return out + "</tbody></table></div></section>\n";
}

/// Actors named in the same sentences, by how often.
std::string beside(View& view, const std::string& id) {
  const Rows rows = view.query(
      "WITH here AS MATERIALIZED (SELECT DISTINCT m.doc, m.sentence, a.gen FROM actor a CROSS JOIN actor_entity ae ON ae.gen = "
      "a.gen "
      "AND ae.actor = a.n CROSS JOIN mention m ON m.doc = ae.doc AND m.entity = ae.entity WHERE a.id = ?1 AND a.gen = (SELECT id "
      "FROM "
      "generation WHERE current = 1) LIMIT 400) SELECT b.id, b.name, count(*) AS n FROM here CROSS JOIN mention o ON o.doc = "
      "here.doc "
      "AND o.sentence = here.sentence CROSS JOIN actor_entity oe ON oe.gen = here.gen AND oe.doc = o.doc AND oe.entity = "
      "o.entity "
      "CROSS JOIN actor b ON b.gen = oe.gen AND b.n = oe.actor WHERE b.id <> ?1 GROUP BY b.n ORDER BY n DESC, b.name, b.id LIMIT "
      "15",
      {id});
  if (rows.empty()) return {};
  std::string out = "<section id=\"beside\"><h2>Named in the same sentences</h2><p>";
  for (size_t i = 0; i < rows.size(); ++i)
    out += "<span class=\"var\">" + view.actor(rows.text(i, "id"), rows.text(i, "name")) + " <span class=\"n\">" +
           rows.text(i, "n") + "</span></span> ";
  return out + "</p></section>\n";
}

std::string merges(View& view, const std::string& id) {
  const Rows rows = view.query(
      "SELECT e.doc, e.page, e.id, e.name_here, e.role, e.merged_because, (SELECT min(sentence) FROM mention m WHERE m.doc = "
      "e.doc AND "
      "m.entity = e.n) AS sentence FROM v_entities e WHERE (doc, n) IN "
      "(SELECT ae.doc, ae.entity FROM actor a JOIN actor_entity ae ON ae.gen = a.gen AND ae.actor = a.n WHERE a.id = ?1 AND "
      "a.gen = "
      "(SELECT id FROM generation WHERE current = 1) ORDER BY ae.n LIMIT 60) ORDER BY e.page, e.doc, e.n",
      {id});
  if (rows.empty()) return {};
  std::string out = "<details" + std::string(view.address.has("fix") ? " open" : "") +
                    "><summary>Why these are one actor</summary><table class=\"list\"><thead><tr><th scope=\"col\">Page</th><th "
                    "scope=\"col\">Name there</th><th scope=\"col\">As</th><th scope=\"col\">Why</th></tr></thead><tbody>";
  for (size_t i = 0; i < rows.size(); ++i)
    out += "<tr><td>" + view.source(rows, i) + "</td><td>" + name_tag(rows.text(i, "name_here")) + "</td><td>" +
           escape_text(rows.text(i, "role")) + "</td><td>" + escape_text(rows.text(i, "merged_because")) + "</td></tr>";
  return out + "</tbody></table></details>\n";
}

}  // namespace

Response actors_page(View& view) {
  const ListDef& list = *find_list("actors");
  const Result<Selection> selection = select(view.record, list, view.address);
  if (!selection) return problem(view, 400, selection.error().message);
  const unsigned size = selection->size > 0 ? selection->size : kRows;
  const Result<Listed> listed = fetch(view.record, list, *selection, size);
  if (!listed) return problem(view, 503, listed.error().message);
  const Rows& rows = listed->rows;
  if (rows.size() == 1 && selection->offset == 0 && view.address.has("who")) {
    Response out;
    out.status = 302;
    out.headers = {{"Location", "/actors/" + percent_encoded(rows.text(0, "id"))}};
    return out;
  }
  const auto total = count(view, list, *selection);
  Head head;
  head.title = "Actors";
  head.current = "actors";
  head.forms = true;
  head.deck = "Everyone named, with every spelling seen: " +
              (total ? how_many(*total, "actor", "actors") : std::string("more than can be counted")) + ".";
  std::string body =
      "<div class=\"two\">" + filter_panel(view, list, *selection) + "<div class=\"rows\">" + active_filters(view, *selection);
  if (rows.empty()) body += "<p>Nothing fits these filters.</p>\n";
  body +=
      "<div class=\"scroll\"><table class=\"list\"><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Kind</th><th "
      "scope=\"col\" class=\"num\">Pages</th><th scope=\"col\" class=\"num\">Named</th><th scope=\"col\" "
      "class=\"num\">Said</th><th scope=\"col\">As printed</th></tr></thead><tbody>\n";
  for (size_t i = 0; i < rows.size(); ++i) {
    body += "<tr class=\"row\"><th scope=\"row\">" + view.actor(rows.text(i, "id"), rows.text(i, "name")) + "</th><td>" +
            escape_text(rows.text(i, "type")) + "</td><td class=\"num\">" + rows.text(i, "pages") + "</td><td class=\"num\">" +
            rows.text(i, "mentions") + "</td><td class=\"num\">" +
            (rows.integer(i, "statements") > 0 ? rows.text(i, "statements") : "") + "</td><td>" +
            spellings(rows.text(i, "variants"), 12) + alike(view, rows.text(i, "looks_like")) + "</td></tr>\n";
  }
  return page(view, head, body + "</tbody></table></div>\n" + pager(view, *listed, *selection, size) + "</div></div>\n");
}

Response actor_page(View& view, const std::string& id) {
  Rows rows = view.query("SELECT * FROM v_actors WHERE id = ?1", {id});
  if (rows.empty()) return problem(view, 404, "No actor has this id.");
  const std::string name = rows.text(0, "name");
  const Rows roles = view.query(
      std::string("SELECT e.role, count(*) AS n FROM (SELECT ae.doc, ae.entity FROM actor a JOIN actor_entity ae ON "
                  "ae.gen = a.gen AND ae.actor = a.n WHERE a.id = ?1 AND a.gen = ") +
          kGeneration +
          " LIMIT 1500) x JOIN entity e ON e.doc = x.doc AND e.n = x.entity WHERE e.role IS NOT NULL GROUP BY e.role ORDER BY n "
          "DESC, e.role LIMIT 4",
      {id});
  Head head;
  head.title = name;
  head.current = "actors";
  head.kicker = "<a href=\"/actors\">Actors</a> · " + escape_text(rows.text(0, "type"));
  std::string role;
  for (size_t i = 0; i < roles.size(); ++i) role += (i > 0 ? ", " : "") + escape_text(roles.text(i, "role"));
  head.deck = (role.empty() ? "" : role + ". ") + "Named " +
              how_many(static_cast<uint64_t>(rows.integer(0, "mentions")), "time", "times") + " in " +
              how_many(static_cast<uint64_t>(rows.integer(0, "pages")), "page", "pages") + ".";
  std::string body = "<p class=\"spellings\">As printed: " + spellings(rows.text(0, "variants"), 40) +
                     alike(view, rows.text(0, "looks_like")) + correct_link(view, id) + "</p>\n" +
                     (view.address.get("fix") == id ? correct_form(view, id, "actor", "id of the other actor") : "") +
                     merges(view, id);
  body += "<form class=\"inline\" method=\"get\" action=\"/statements\"><input type=\"hidden\" name=\"actor\" value=\"" +
          escape_attribute(id) +
          "\"><label for=\"about\">What they said of</label> <input id=\"about\" name=\"q\" maxlength=\"200\" placeholder=\"a "
          "word, a place\"> <button>Show</button></form>\n";
  for (const Section& s : kSections) body += section(view, s, id, name);
  return page(view, head, body + beside(view, id));
}

}  // namespace dateline::serve
