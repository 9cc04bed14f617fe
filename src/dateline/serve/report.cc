// The report of a story on one page, for people: header, parts, how to read it, where it comes from.
//
// Five pages on one negotiation give one HTML file: the timeline with its sentences, figures side by side, statements, actors,
// sources, and every page's clean text with the facts marked. No script, nothing fetched, the same bytes for the same record.
#include "dateline/serve/report.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "dateline/base/embedded.h"
#include "dateline/serve/html.h"
#include "dateline/serve/sheet.h"

namespace dateline::serve {

namespace {

std::string_view style() {
  for (const embedded::File& file : embedded::web()) {
    if (file.name == "report.css") return file.bytes;
  }
  return {};
}

/// Number of texts that are not copies, revisions or prints of one agency's text among each other.
size_t independent_texts(const Sheet& s) {
  std::vector<size_t> parent(s.records.size());
  std::iota(parent.begin(), parent.end(), size_t{0});
  const std::function<size_t(size_t)> root = [&](size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (const Lineage& l : s.story.lineage) {
    const bool copy = l.kind == "derived_from" || l.kind == "revision_of" || l.kind == "same_agency";
    if (copy && l.from < parent.size() && l.to < parent.size()) parent[root(l.from)] = root(l.to);
  }
  size_t n = 0;
  for (size_t i = 0; i < parent.size(); ++i) n += root(i) == i ? 1 : 0;
  return n;
}

struct Part {
  const char* id;
  const char* name;
  size_t count;
};

std::vector<Part> parts_of(const Sheet& s) {
  size_t statements = 0, figures = 0, proposals = 0, votes = 0, notes = 0, sources = s.story.lineage.size();
  for (const Record& r : s.records) {
    statements += r.statements.size();
    figures += r.figures.size();
    proposals += r.proposals.size();
    votes += r.votes.size();
    notes += r.headline_notes.size();
    sources += r.sources.size();
  }
  std::vector<Part> out;
  for (const Part& p : std::vector<Part>{{"timeline", "Timeline", s.story.timeline.size()},
                                         {"figures", "Figures", figures},
                                         {"statements", "Statements", statements},
                                         {"positions", "Positions", s.story.positions.size()},
                                         {"proposals", "Proposals", proposals},
                                         {"votes", "Votes", votes},
                                         {"actors", "Actors", s.story.actors.size()},
                                         {"sources", "Sources", sources},
                                         {"pages", "Pages", s.records.size()},
                                         {"headlines", "Headlines", notes},
                                         {"evidence", "Evidence", s.records.size()}}) {
    if (p.count > 0 || std::string_view(p.id) == "timeline") out.push_back(p);
  }
  return out;
}

void add_header(Sheet& s) {
  const auto [from, to] = told_days(s);
  const size_t texts = independent_texts(s);
  std::string deck = counted(s.records.size(), "page", "pages");
  deck += texts < s.records.size() ? ", " + counted(texts, "independent text", "independent texts")
          : s.records.size() > 1   ? ", none copied from another"
                                   : "";
  s.add("<header class=\"top\">\n<p class=\"kicker\">dateline · a record to check</p>\n<h1>" + escape_text(s.options.title) +
        "</h1>\n<p class=\"deck\">" + deck + ".");
  if (from.known() && (!to.known() || from == to))
    s.add(" They tell of " + date_words(from) + ".");
  else if (from.known())
    s.add(" What they tell runs from " + date_words(from) + " to " + date_words({to.last, to.last, Precision::day}) + ".");
  const auto conflicts = std::count_if(s.story.conflicts.begin(), s.story.conflicts.end(),
                                       [](const Conflict& c) { return c.relation != "compatible" && c.relation != "growth"; });
  if (conflicts > 0) s.add(" They differ on " + counted(static_cast<size_t>(conflicts), "point", "points") + ".");
  s.add("</p>\n<nav aria-label=\"Parts of this report\"><ul>");
  for (const Part& p : parts_of(s))
    s.add("<li><a href=\"#" + std::string(p.id) + "\">" + p.name + " <span class=\"n\">" + std::to_string(p.count) +
          "</span></a></li>");
  s.add("</ul></nav>\n</header>\n");
}

void add_rules(Sheet& s) {
  s.add(
      "<section id=\"rules\" aria-labelledby=\"h-rules\"><h2 id=\"h-rules\">How to read this</h2>\n<dl class=\"rules\">"
      "<dt>● ◐ ○ ◌</dt><dd>How exact a date is: one day, some days, a month or more; ◌ is only planned, demanded or "
      "conditional.</dd>"
      "<dt id=\"r-corroborated\">corroborated</dt><dd>Told by two or more pages that do not depend on each other: no long run of "
      "shared words and no shared agency.</dd>"
      "<dt id=\"r-single\">single source</dt><dd>One page tells it, or several that all have it from the same text or "
      "agency.</dd>"
      "<dt id=\"r-differ\">figures differ</dt><dd>Pages give different values for one quantity. They stand side by side with "
      "their scope; nothing is averaged.</dd>"
      "<dt id=\"r-scope\">different scope</dt><dd>The values count different things, places or days, so both can be right.</dd>"
      "<dt id=\"r-growth\">growth</dt><dd>The values hold for different days of a count that rises.</dd>"
      "<dt>who said it</dt><dd>An event inside a statement is told as that speaker’s claim. The chain runs from the page to the "
      "first speaker.</dd>"
      "<dt>page names</dt><dd>Each link such as <span class=\"src\">name</span> leads to the sentence it comes from, in the "
      "clean text of its page.</dd></dl></section>\n");
}

void add_footer(Sheet& s) {
  s.add("<footer>\n<h2>Provenance</h2>\n<p>" + escape_text(s.options.versions.empty() ? "dateline" : s.options.versions) + ". " +
        counted(s.records.size(), "page", "pages") +
        ". Quotations are verbatim from the clean text of the pages; repairs are listed with each page.</p>\n"
        "<details><summary>SHA-256 of the pages as read</summary><table class=\"hashes\"><thead><tr><th "
        "scope=\"col\">Page</th><th scope=\"col\">SHA-256</th></tr></thead><tbody>");
  for (const uint32_t doc : s.order()) {
    s.add("<tr><th scope=\"row\">" + escape_text(s.records[doc].name) + "</th><td><code>" + escape_text(s.records[doc].sha256) +
          "</code></td></tr>");
  }
  s.add("</tbody></table></details>\n</footer>\n");
}

}  // namespace

std::string report(const std::vector<Record>& records, const Story& story, const ReportOptions& options) {
  Sheet s(records, story, options);
  s.add(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
      "base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" "
      "content=\"no-referrer\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
      escape_text(options.title) + "</title>\n<style>\n");
  s.add(style());
  s.add("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#timeline\">To the timeline</a>\n");
  add_header(s);
  s.add("<main>\n");
  for (const auto part : {add_timeline, add_figures, add_statements, add_positions, add_proposals, add_votes, add_actors,
                          add_sources, add_pages, add_headlines, add_rules, add_evidence}) {
    part(s);
  }
  s.add("</main>\n");
  add_footer(s);
  s.add("</body>\n</html>\n");
  return std::move(s.html);
}

}  // namespace dateline::serve
