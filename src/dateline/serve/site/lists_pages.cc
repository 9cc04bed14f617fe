// Statements, votes and any other list as a table a screen long.
//
// "21 Mar 2024 | Blinken | “a major ground operation would be a mistake” | 003": a row of /statements?who=Blinken&q=Rafah.
#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/serve/html.h"
#include "dateline/serve/pieces.h"
#include "dateline/serve/sheet.h"
#include "dateline/serve/site/frame.h"

namespace dateline::serve {

namespace {

constexpr unsigned kRows = 60;

/// One column of a table page: a header and how its cell is made.
struct Cell {
  const char* header;
  std::string (*markup)(View&, const Rows&, size_t);
  const char* cls = "";
};

std::string plain(const Rows& rows, size_t i, const char* column) { return escape_text(rows.text(i, column)); }
std::string when(View&, const Rows& rows, size_t i) { return days_tag(rows.days(i)); }
std::string words(View& view, const Rows& rows, size_t i) { return quotation(view, rows.text(i, "text")); }
std::string where(View& view, const Rows& rows, size_t i) { return view.source(rows, i); }

std::string speaker(View& view, const Rows& rows, size_t i) {
  const std::string name = rows.text(i, "speaker"), role = rows.text(i, "speaker_role"), to = rows.text(i, "addressee");
  std::string out = name.empty() ? "<i>not named</i>" : view.actor(rows.text(i, "actor"), name);
  if (!role.empty() && lower_ascii(role) != lower_ascii(name)) out += "<br><span class=\"n\">" + escape_text(role) + "</span>";
  if (!to.empty()) out += "<br><span class=\"n\">to " + name_tag(to) + "</span>";
  return out;
}

std::string said(View& view, const Rows& rows, size_t i) {
  std::string out = quotation(view, rows.text(i, "text")) + "<br><span class=\"n\">" + plain(rows, i, "form");
  if (rows.has(i, "cue")) out += ", “" + plain(rows, i, "cue") + "”";
  const std::string chain = rows.text(i, "chain");
  if (chain.find(" > ") != std::string::npos) out += " · through <span class=\"chain\">" + escape_text(chain) + "</span>";
  if (rows.has(i, "venue")) out += " · " + plain(rows, i, "venue");
  if (rows.integer(i, "negated") != 0) out += " · <span class=\"warn\">denied</span>";
  return out + "</span>";
}

std::string act(View&, const Rows& rows, size_t i) {
  return chip(rows.text(i, "type"), rows.text(i, "mode")) + "<b>" + name_tag(rows.text(i, "actors")) + "</b>" +
         (rows.has(i, "recipients")
              ? " <span class=\"to\" title=\"to\">→</span> <b>" + name_tag(rows.text(i, "recipients")) + "</b>"
              : "") +
         (rows.has(i, "place") ? " <span class=\"place\">" + plain(rows, i, "place") + "</span>" : "") +
         status_words(rows.text(i, "status"));
}

std::string vote(View&, const Rows& rows, size_t i) {
  std::string kind = rows.text(i, "kind");
  return "<b class=\"what-" + escape_id(kind) + "\">" + escape_text(kind) +
         (rows.has(i, "number") ? " " + plain(rows, i, "number") : "") + "</b>" +
         (rows.has(i, "count") && rows.integer(i, "count") > 1 ? " <b class=\"warn\">× " + plain(rows, i, "count") + "</b>"
                                                               : "") +
         (rows.has(i, "outcome") ? "<br><span class=\"n\">" + plain(rows, i, "outcome") + "</span>" : "");
}

std::string linked(const std::string& name) {
  if (name.empty()) return {};
  return "<a class=\"actor\" href=\"/actors?who=" + percent_encoded(name) + "\">" + name_tag(name) + "</a>";
}

std::string stance(View&, const Rows& rows, size_t i) {
  return plain(rows, i, "stance") + (rows.integer(i, "changed") != 0 ? " <b class=\"warn\">changed</b>" : "");
}

std::string parts(const std::string& list) {
  std::string out;
  for (size_t at = 0; at < list.size();) {
    const size_t end = std::min(list.find("; ", at), list.size());
    out += "<li>" + escape_text(list.substr(at, end - at)) + "</li>";
    at = end + 2;
  }
  return out.empty() ? out : "<ul class=\"lines\">" + out + "</ul>";
}

const std::vector<Cell>& cells_of(std::string_view list) {
  static const std::vector<Cell> kStatements = {
      {"Date", when, "date"}, {"Speaker", speaker, "whom"}, {"Words", said, "words"}, {"Page", where}};
  static const std::vector<Cell> kEvents = {
      {"Date", when, "date"}, {"Who did what to whom", act}, {"Words", words, "words"}, {"Page", where}};
  static const std::vector<Cell> kVotes = {{"Date", when, "date"},
                                           {"What", vote},
                                           {"By", [](View&, const Rows& r, size_t i) { return linked(r.text(i, "by")); }, "whom"},
                                           {"In", [](View&, const Rows& r, size_t i) { return linked(r.text(i, "body")); }},
                                           {"Words", words, "words"},
                                           {"Page", where}};
  static const std::vector<Cell> kPositions = {
      {"Actor", [](View& v, const Rows& r, size_t i) { return v.actor(r.text(i, "actor_id"), r.text(i, "actor")); }, "whom"},
      {"Topic", [](View&, const Rows& r, size_t i) { return plain(r, i, "topic"); }},
      {"Date", when, "date"},
      {"Stance", stance},
      {"Words", words, "words"},
      {"Page", where}};
  static const std::vector<Cell> kProposals = {
      {"Date", when, "date"},
      {"Proposal",
       [](View&, const Rows& r, size_t i) { return "<b>" + plain(r, i, r.has(i, "name") ? "name" : "text") + "</b>"; }},
      {"Made by",
       [](View&, const Rows& r, size_t i) {
         return linked(r.text(i, "sponsor")) +
                (r.has(i, "mediator") ? "<br><span class=\"n\">through " + plain(r, i, "mediator") + "</span>" : "");
       },
       "whom"},
      {"Terms", [](View&, const Rows& r, size_t i) { return parts(r.text(i, "terms")); }, "words"},
      {"Replies", [](View&, const Rows& r, size_t i) { return parts(r.text(i, "replies")); }},
      {"Page", where}};
  static const std::vector<Cell> kNone;
  if (list == "statements") return kStatements;
  if (list == "events") return kEvents;
  if (list == "votes") return kVotes;
  if (list == "positions") return kPositions;
  if (list == "proposals") return kProposals;
  return kNone;
}

const char* deck_of(std::string_view list) {
  for (const auto& [name, deck] : {std::pair{std::string_view("statements"), "Who said what, through whom"},
                                   {"events", "Who did what to whom, page by page, in the terms of PLOVER"},
                                   {"votes", "Votes, vetoes, drafts and resolutions"},
                                   {"positions", "Who stood where on what, and where it changed"},
                                   {"proposals", "Proposals, their terms and the replies"},
                                   {"corrections", "What people said of rows, and where each stands"}}) {
    if (name == list) return deck;
  }
  return "";
}

std::string table_of(View& view, const std::vector<Cell>& cells, const Rows& rows) {
  std::string out = "<div class=\"scroll\"><table class=\"list\"><thead><tr>";
  for (const Cell& c : cells) out += "<th scope=\"col\">" + std::string(c.header) + "</th>";
  out += "</tr></thead><tbody>\n";
  for (size_t i = 0; i < rows.size(); ++i) {
    out += "<tr class=\"row" + std::string(rows.text(i, "verdict") == "wrong" ? " wrong" : "") + "\"" +
           (rows.has(i, "id") ? " id=\"" + escape_id(rows.text(i, "id")) + "-" + std::to_string(i) + "\"" : "") + ">";
    for (const Cell& c : cells)
      out += "<td" + (*c.cls != '\0' ? " class=\"" + std::string(c.cls) + "\"" : "") + ">" + c.markup(view, rows, i) +
             (&c == &cells.back() ? corrections_note(rows, i) : std::string()) + "</td>";
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

/// A list without cells of its own: every column that holds something.
std::string raw_table(View& view, const Rows& rows) {
  std::vector<std::string> shown;
  for (const std::string& c : rows.columns()) {
    if (c == "start" || c == "end" || c == "extractor" || c == "version" || c == "n") continue;
    bool any = false;
    for (size_t i = 0; i < rows.size() && !any; ++i) any = rows.has(i, c);
    if (any) shown.push_back(c);
  }
  std::string out = "<div class=\"scroll\"><table class=\"list raw\"><thead><tr>";
  for (const std::string& c : shown)
    out += "<th scope=\"col\"><a href=\"" + view.address.with("_sort", c).href() + "\">" + escape_text(c) + "</a></th>";
  out += "</tr></thead><tbody>\n";
  for (size_t i = 0; i < rows.size(); ++i) {
    out += "<tr class=\"row\">";
    for (const std::string& c : shown) {
      const bool page = c == "page" && rows.has(i, "doc");
      out += "<td>" + (page ? view.source(rows, i) : escape_text(rows.text(i, c))) + "</td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace

std::string vetoes_untold(View& view, unsigned most) {
  const Rows rows = view.query(
      "SELECT s.doc, d.name AS page, s.n AS sentence, s.exact AS text, d.date_low, d.date_high FROM (SELECT rowid FROM "
      "sentence_fts "
      "WHERE sentence_fts MATCH 'veto*' LIMIT 2000) f JOIN sentence s ON s.row = f.rowid JOIN document d ON d.id = s.doc WHERE "
      "NOT EXISTS "
      "(SELECT 1 FROM vote v WHERE v.doc = s.doc AND v.sentence = s.n) ORDER BY coalesce(d.date_low, '9999'), d.name, s.n "
      "LIMIT " +
      std::to_string(most));
  std::string out;
  for (size_t i = 0; i < rows.size(); ++i)
    out += "<li class=\"row\">" + quotation(view, rows.text(i, "text")) + " " + view.source(rows, i) +
           " <span class=\"n\">page of " + days_tag(rows.days(i)) + "</span></li>\n";
  return out;
}

Response table_page(View& view, const ListDef& list) {
  const Result<Selection> selection = select(view.record, list, view.address);
  if (!selection) return problem(view, 400, selection.error().message);
  const unsigned size = selection->size > 0 ? selection->size : kRows;
  const Result<Listed> listed = fetch(view.record, list, *selection, size);
  if (!listed) return problem(view, 503, listed.error().message);
  const auto total = count(view, list, *selection);
  Head head;
  head.title = list.title;
  head.current = list.name;
  head.forms = true;
  head.deck = std::string(deck_of(list.name)) + (*deck_of(list.name) != '\0' ? ": " : "") +
              (total ? how_many(*total, list.one, list.many) : "more " + std::string(list.many) + " than can be counted") + ".";
  std::string body =
      "<div class=\"two\">" + filter_panel(view, list, *selection) + "<div class=\"rows\">" + active_filters(view, *selection);
  const std::vector<Cell>& cells = cells_of(list.name);
  if (list.name == "conflicts" && !view.address.has("_sort"))
    body += conflict_tables(view, selection->where.empty() ? "1" : "n IN (SELECT n FROM v_conflicts" + selection->where + ")",
                            selection->values, 100);
  else if (listed->rows.empty())
    body += "<p>Nothing fits these filters.</p>\n";
  else
    body += cells.empty() ? raw_table(view, listed->rows) : table_of(view, cells, listed->rows);
  body += pager(view, *listed, *selection, size);
  if (list.name == "votes" && selection->offset == 0) {
    const std::string more = vetoes_untold(view, 40);
    if (!more.empty())
      body += "<section id=\"untold\"><h2>Sentences that speak of a veto and gave no row</h2>\n<ul class=\"says\">" + more +
              "</ul></section>\n";
  }
  return page(view, head, body + "</div></div>\n");
}

}  // namespace dateline::serve
