// The figures of the report: where pages differ, side by side on one scale; then growth and agreement; then all of them.
//
// "more than 100 Palestinians" and "at least 70 Palestinian civilians" stand in two rows with their ranges drawn, open ends as
// arrows.
#include <algorithm>

#include "dateline/serve/html.h"
#include "dateline/serve/pieces.h"
#include "dateline/serve/sheet.h"

namespace dateline::serve {

namespace {

void add_all(Sheet& s) {
  std::string rows;
  for (const uint32_t doc : s.order()) {
    for (const RecordFigure& f : s.records[doc].figures) {
      std::string as_of = time_tag(f.as_of);
      if (f.cumulative)
        as_of += f.since.known() ? " <span class=\"n\">since " + time_tag(f.since) + "</span>"
                                 : " <span class=\"n\">cumulative</span>";
      const std::string counts = f.counted.empty() ? f.unit : f.counted;
      rows += "<tr" + s.id_once(f.id) + "><th scope=\"row\">" + escape_text(slice(s.records[doc].text, f.where.at)) +
              s.corrected(f.id) + "</th><td class=\"num\">" + (f.low ? grouped(*f.low) : "") + "</td><td class=\"num\">" +
              (f.best ? grouped(*f.best) : "") + "</td><td class=\"num\">" + (f.high ? grouped(*f.high) : "") + "</td><td>" +
              escape_text(counts) + (f.base.empty() ? "" : " <span class=\"n\">of " + escape_text(f.base) + "</span>") +
              (f.reason.empty() ? "" : " <span class=\"n\">" + escape_text(f.reason) + "</span>") + "</td><td>" +
              escape_text(s.actor(doc, f.place)) + "</td><td>" + as_of + "</td><td>" + escape_text(s.actor(doc, f.source)) +
              "</td><td>" + s.source(doc, f.where.sentence) + "</td></tr>\n";
    }
  }
  if (rows.empty()) return;
  s.add(
      "<h3>Every figure</h3>\n<div class=\"scroll\"><table><thead><tr><th scope=\"col\">As printed</th><th scope=\"col\" "
      "class=\"num\">Low</th><th scope=\"col\" class=\"num\">Best</th>"
      "<th scope=\"col\" class=\"num\">High</th><th scope=\"col\">Counts</th><th scope=\"col\">Place</th><th scope=\"col\">As "
      "of</th><th scope=\"col\">Whose count</th><th scope=\"col\">Page</th></tr></thead><tbody>\n" +
      rows + "</tbody></table></div>\n");
}

}  // namespace

void add_conflict(Sheet& s, const Conflict& c) {
  std::vector<Bound> ends;
  for (const ConflictValue& v : c.values) ends.insert(ends.end(), {v.low, v.high});
  const Scale scale = scale_of(ends);
  const bool drawn = std::any_of(c.values.begin(), c.values.end(), [](const ConflictValue& v) { return v.low || v.high; });
  const bool sharp = c.relation == "contradiction";
  s.add("<table class=\"vs" + std::string(sharp ? " sharp" : "") + "\"><caption>" + (sharp ? "≠ " : "≈ ") + "<b>" +
        escape_text(c.quantity) + "</b> · " + escape_text(c.kind) + ": " + escape_text(relation_words(c.relation)) +
        (scale.log && drawn ? " · logarithmic scale" : "") + "</caption><tbody>");
  for (const ConflictValue& v : c.values) {
    s.add("<tr><th scope=\"row\"><q>" + escape_text(v.text) + "</q></th>");
    if (drawn)
      s.add("<td>" + range_drawing(v.low, v.high, scale) + "</td><td class=\"num\">" + range_words(v.low, v.high) + "</td>");
    s.add("<td>" + escape_text(v.scope) + "</td><td>" + escape_text(v.source) + "</td><td>" + s.source(v.doc, v.where.sentence) +
          "</td></tr>");
  }
  s.add("</tbody></table>");
}

void add_figures(Sheet& s) {
  const bool any = std::any_of(s.records.begin(), s.records.end(), [](const Record& r) { return !r.figures.empty(); });
  if (!any && s.story.conflicts.empty()) return;
  s.add("<section id=\"figures\" aria-labelledby=\"h-figures\"><h2 id=\"h-figures\">Figures and differences</h2>\n");
  const auto is_difference = [](const Conflict& c) { return c.relation != "growth" && c.relation != "compatible"; };
  for (const bool difference : {true, false}) {
    bool titled = false;
    for (const Conflict& c : s.story.conflicts) {
      if (is_difference(c) != difference) continue;
      if (!titled) s.add(difference ? "<h3>Where pages differ</h3>\n" : "<h3>Growth and agreement</h3>\n");
      titled = true;
      s.add("<div" + s.id_once(c.id) + ">");
      add_conflict(s, c);
      s.add("</div>\n");
    }
  }
  add_all(s);
  s.add("</section>\n");
}

}  // namespace dateline::serve
