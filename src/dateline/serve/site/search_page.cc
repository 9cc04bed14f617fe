// Search: sentences with the words, narrowed by actor, day, kind of act, place and page; best first.
//
// /search?q=cease-fire+Rafah&who=Blinken&from=2024-03: sentences that hold both words and name Blinken, of pages of that time.
#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/serve/html.h"
#include "dateline/serve/search.h"
#include "dateline/serve/sheet.h"
#include "dateline/serve/site/frame.h"
#include "dateline/store/version.h"

namespace dateline::serve {

namespace {

constexpr unsigned kRows = 50;

struct Field {
  const char* name;
  const char* label;
  const char* hint;
};
constexpr Field kFields[] = {{"q", "Words", "\"words in quotes\" stand together"},
                             {"who", "Names", "any part of a name"},
                             {"type", "Kind of act", "ASSAULT, CONSULT ..."},
                             {"place", "Place", "any part of a place"},
                             {"from", "From", "2024-02"},
                             {"to", "Until", "2024-03-21"},
                             {"doc", "Page", "id or name"}};

std::string form(View& view) {
  std::string out = "<form class=\"search\" method=\"get\" action=\"/search\" aria-label=\"Search with filters\">";
  for (const Field& f : kFields) {
    const std::string id = "s-" + std::string(f.name);
    out += "<span><label for=\"" + id + "\">" + f.label + "</label><input id=\"" + id + "\" name=\"" + f.name + "\" value=\"" +
           escape_attribute(view.address.get(f.name)) + "\" placeholder=\"" + escape_attribute(f.hint) +
           "\" maxlength=\"400\"></span>";
  }
  return out + "<button>Search</button></form>\n";
}

}  // namespace

Response data_of(View& view, const store::Store::Table& table, const std::string& next, bool csv) {
  Response out;
  if (csv) {
    out.type = "text/csv; charset=utf-8";
    out.body = separated(table, {});
    return out;
  }
  JsonWriter json;
  json.begin_object()
      .field("ok", true)
      .field("schema", store::kJsonSchema)
      .field("offset_unit", "codepoint")
      .key("rows")
      .begin_array();
  for (const auto& row : table.rows) put_row(json, table, row);
  json.end_array().key("next");
  next.empty() ? json.null() : json.value(next);
  json.key("next_url");
  next.empty() ? json.null() : json.value(view.address.with("_next", next).target());
  json.field("truncated", !next.empty()).end_object();
  out.type = "application/json; charset=utf-8";
  out.body = json.take() + "\n";
  return out;
}

Response search_page(View& view) {
  SearchQuestion question;
  question.words = view.address.get("q");
  question.who = view.address.get("who");
  question.actor = view.address.get("actor");
  question.type = view.address.get("type");
  question.place = view.address.get("place");
  question.from = view.address.get("from");
  question.to = view.address.get("to");
  question.doc = view.address.get("doc");
  uint64_t offset = 0, size = 0;
  for (const auto& [name, out] : {std::pair<const char*, uint64_t*>{"_next", &offset}, {"_size", &size}}) {
    const std::string text = view.address.get(name);
    for (const char c : text) {
      if (!is_digit(c) || text.size() > 7) return problem(view, 400, "Not a number: " + text.substr(0, 40));
      *out = *out * 10 + static_cast<uint64_t>(c - '0');
    }
  }
  const bool csv = view.address.path.ends_with(".csv"), json = view.address.path.ends_with(".json");
  question.offset = offset;
  question.limit = static_cast<unsigned>(size > 0 ? std::min<uint64_t>(size, kMostRows) : kRows);
  const bool asked = !question.words.empty() || !question.who.empty() || !question.type.empty() || !question.place.empty() ||
                     !question.actor.empty();
  Result<store::Store::Table> found = asked ? search(view.record, question) : Result<store::Store::Table>(store::Store::Table{});
  if (!found) return problem(view, found.error().kind == ErrorKind::usage ? 400 : 503, found.error().message);
  std::string next;
  if (found->rows.size() > question.limit) {
    found->rows.resize(question.limit);
    next = std::to_string(offset + question.limit);
  }
  if (csv || json) return data_of(view, *found, next, csv);
  const Rows rows(std::move(*found));
  Head head;
  head.title = question.words.empty() ? "Search" : "Search: " + question.words;
  head.current = "search";
  head.forms = asked;
  std::string body = form(view);
  if (asked && rows.empty()) body += "<p>No sentence holds all of this.</p>\n";
  body += "<ol class=\"hits\">\n";
  for (size_t i = 0; i < rows.size(); ++i) {
    body += "<li class=\"row\"><span class=\"n\">" + days_tag(rows.days(i)) + "</span> <span class=\"words\" dir=\"auto\">" +
            with_marks(rows.text(i, "text"), question.words) + "</span> " + view.source(rows, i) + "</li>\n";
  }
  body += "</ol>\n";
  if (offset > 0 || !next.empty()) {
    body += "<nav class=\"pager\" aria-label=\"Rows\">";
    if (offset > 0)
      body += "<a rel=\"prev\" href=\"" +
              view.address.with("_next", offset > question.limit ? std::to_string(offset - question.limit) : "").href() +
              "\">← before</a> ";
    if (!next.empty()) body += "<a rel=\"next\" href=\"" + view.address.with("_next", next).href() + "\">more →</a>";
    body += "</nav>\n";
  }
  return page(view, head, body);
}

Response rules_page(View& view) {
  Head head;
  head.title = "How to read this";
  head.current = "rules";
  return page(
      view, head,
      "<dl class=\"rules\"><dt>● ◐ ○ ◌</dt><dd>How exact a date is: one day, some days, a month or more; ◌ is only planned, "
      "demanded or conditional. A date that is not printed is worked out "
      "from the page’s own date; the reason stands with each page.</dd>"
      "<dt id=\"r-corroborated\">corroborated</dt><dd>Told by two or more pages that do not depend on each other: no long run of "
      "shared words and no shared agency.</dd>"
      "<dt id=\"r-single\">single source</dt><dd>One page tells it, or several that all have it from the same text or "
      "agency.</dd>"
      "<dt id=\"r-differ\">pages differ</dt><dd>Pages give different values for one quantity, or different words for one "
      "statement. They stand side by side; nothing is averaged.</dd>"
      "<dt id=\"r-scope\">different scope</dt><dd>The values count different things, places or days, so both can be right.</dd>"
      "<dt id=\"r-growth\">growth</dt><dd>The values hold for different days of a count that rises: no disagreement.</dd>"
      "<dt id=\"r-own\">own report</dt><dd>The page credits no agency for its text and shares no long run of words with an "
      "earlier page. It may quote other outlets.</dd>"
      "<dt>from an agency</dt><dd>The page itself says so: a credit line, a dateline, or “AFP reported”.</dd>"
      "<dt>through</dt><dd>The chain of a statement runs from the page to the first speaker: the page, who told it, who said "
      "it.</dd>"
      "<dt>≥ 70</dt><dd>“At least 70”: the words give a lower end and no upper one. A range is never filled by guessing.</dd>"
      "<dt>page names</dt><dd>Each link such as <span class=\"src\">name</span> leads to the sentence it comes from, in the "
      "clean text of its page.</dd></dl>"
      "<h2>Keys</h2><dl class=\"rules\"><dt><kbd>/</kbd></dt><dd>to the search field</dd><dt><kbd>j</kbd> "
      "<kbd>k</kbd></dt><dd>next and previous row</dd><dt><kbd>Enter</kbd> or <kbd>e</kbd></dt><dd>the evidence of the "
      "row</dd><dt><kbd>c</kbd></dt><dd>copy the row’s words with its source</dd><dt><kbd>?</kbd></dt><dd>this page</dd></dl>"
      "<h2>For programs</h2><p>Every list is also at its address with <code>.json</code> or <code>.csv</code> behind the name, "
      "with the same filters. Any column filters: <code>?page=002</code>, "
      "<code>?low__gte=70</code>, <code>?text__contains=Rafah</code>, <code>__startswith</code>, <code>__in=a,b</code>, "
      "<code>__isnull=1</code>. <code>_sort</code>, <code>_sort_desc</code>, <code>_size</code> (at most "
      "1,000), <code>_next</code>, <code>_facet=page</code>, <code>_shape=arrays</code>, <code>_nl=on</code>. The columns are "
      "those of the views in docs/formats.md.</p>\n"
      "<p>All lists: " +
          [] {
            std::string out;
            for (const ListDef& list : lists())
              out += "<a href=\"/" + std::string(list.name) + "\">" + escape_text(list.title) + "</a> ";
            return out;
          }() +
          "</p>\n");
}

}  // namespace dateline::serve
