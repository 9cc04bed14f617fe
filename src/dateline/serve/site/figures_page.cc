// Figures: where pages differ, side by side; counts over time, one drawing a series; every figure with whose count it is.
//
// A series is what is counted, where, and whether since a day or in one event. Its values stand as ranges over the days they hold
// for: growth rises from left to right, disagreement stands above one day.
#include <algorithm>
#include <map>
#include <tuple>

#include "dateline/base/chars.h"
#include "dateline/serve/html.h"
#include "dateline/serve/pieces.h"
#include "dateline/serve/sheet.h"
#include "dateline/serve/site/frame.h"

namespace dateline::serve {

namespace {

constexpr unsigned kRows = 100;
constexpr size_t kMostPoints = 4000;  ///< figures looked at for series
constexpr size_t kMostSeries = 12;

Bound bound_of(const Rows& rows, size_t i, const char* column) {
  if (!rows.has(i, column)) return std::nullopt;
  return rows.number(i, column);
}

/// The value of a figure as a range; a best value alone is both ends.
std::pair<Bound, Bound> ends_of(const Rows& rows, size_t i) {
  Bound low = bound_of(rows, i, "low"), high = bound_of(rows, i, "high");
  const Bound best = bound_of(rows, i, "best");
  if (!low && !high) low = high = best;
  return {low, high};
}

constexpr std::string_view kRanks[] = {"contradiction", "different_scope", "revision", "growth", "compatible"};

std::string conflict_table(View& view, const Rows& rows, size_t begin, size_t end) {
  std::vector<Bound> ends;
  for (size_t i = begin; i < end; ++i) ends.insert(ends.end(), {bound_of(rows, i, "low"), bound_of(rows, i, "high")});
  const bool drawn = std::any_of(ends.begin(), ends.end(), [](const Bound& b) { return b.has_value(); });
  const Scale scale = scale_of(ends);
  const std::string relation = rows.text(begin, "relation");
  const bool sharp = relation == "contradiction";
  std::string out =
      "<table class=\"vs" + std::string(sharp ? " sharp" : "") + "\"" + view.id_once(rows.text(begin, "id")) + "><caption>" +
      (sharp                  ? "≠ "
       : relation == "growth" ? "↗ "
                              : "≈ ") +
      "<b>" + escape_text(rows.text(begin, "quantity")) + "</b> · " + escape_text(rows.text(begin, "kind")) + ": " +
      escape_text(relation_words(relation)) + (scale.log && drawn ? " · logarithmic scale" : "") + "</caption><tbody>";
  for (size_t i = begin; i < end; ++i) {
    out += "<tr" + std::string(rows.text(i, "verdict") == "wrong" ? " class=\"wrong\"" : "") + "><th scope=\"row\"><q title=\"" +
           escape_attribute(rows.text(i, "in_sentence")) + "\">" + escape_text(rows.text(i, "text")) + "</q></th>";
    if (drawn)
      out += "<td>" + range_drawing(bound_of(rows, i, "low"), bound_of(rows, i, "high"), scale) + "</td><td class=\"num\">" +
             escape_text(range_words(bound_of(rows, i, "low"), bound_of(rows, i, "high"))) + "</td>";
    out += "<td>" + escape_text(rows.text(i, "scope")) + "</td><td>" +
           (rows.has(i, "source") ? "says " + name_tag(rows.text(i, "source")) : "<span class=\"n\">no source named</span>") +
           "</td><td>" + view.source(rows, i) + "</td></tr>";
  }
  return out + "</tbody></table>\n";
}

struct Point {
  size_t row;
  DayRange days;
  Bound low, high;
};

struct Series {
  std::string title;
  std::vector<Point> points;
  size_t pages = 0;
};

/// The days a value holds for: its own, else those of its page.
DayRange days_of(const Rows& rows, size_t i) {
  const DayRange own = rows.days(i, "as_of");
  return own.known() ? own : rows.days(i, "page_date");
}

std::vector<Series> series_of(const Rows& rows) {
  std::map<std::tuple<std::string, std::string, std::string, bool>, Series> all;
  for (size_t i = 0; i < rows.size(); ++i) {
    const DayRange days = days_of(rows, i);
    const auto [low, high] = ends_of(rows, i);
    if (!days.known() || int64_t{days.last} - int64_t{days.first} > 400 || (!low && !high)) continue;
    const std::string kind = rows.text(i, "kind"), place = rows.text(i, "place");
    const bool cumulative = rows.integer(i, "cumulative") != 0;
    // The dead are the dead of one count; of anything else only what is called the same is one series.
    const bool people = kind == "killed" || kind == "injured" || kind == "displaced";
    const std::string unit = people ? std::string() : lower_ascii(rows.text(i, "counted"));
    if (kind.empty() || (!people && unit.empty())) continue;
    Series& s = all[{kind, unit, lower_ascii(place), cumulative}];
    if (s.points.empty())
      s.title =
          (people ? kind : rows.text(i, "counted")) + (place.empty() ? "" : ", " + place) + (cumulative ? ", running total" : "");
    s.points.push_back({i, days, low, high});
  }
  std::vector<Series> out;
  for (auto& [key, s] : all) {
    std::vector<std::string> pages;
    pages.reserve(s.points.size());
    for (const Point& p : s.points) pages.push_back(rows.text(p.row, "doc"));
    std::sort(pages.begin(), pages.end());
    s.pages = static_cast<size_t>(std::unique(pages.begin(), pages.end()) - pages.begin());
    const bool moves =
        std::any_of(s.points.begin(), s.points.end(), [&](const Point& p) { return !(p.days == s.points.front().days); });
    if (s.points.size() < 2 || (s.pages < 2 && !moves)) continue;
    std::stable_sort(s.points.begin(), s.points.end(), [](const Point& a, const Point& b) {
      return std::tie(a.days.first, a.days.last) < std::tie(b.days.first, b.days.last);
    });
    out.push_back(std::move(s));
  }
  std::stable_sort(out.begin(), out.end(), [](const Series& a, const Series& b) {
    return std::tuple(a.pages, a.points.size()) > std::tuple(b.pages, b.points.size());
  });
  if (out.size() > kMostSeries) out.resize(kMostSeries);
  return out;
}

constexpr double kWide = 640, kHigh = 190, kLeft = 74, kBottom = 24, kTop = 14;

/// Heights for values; logarithmic when they span more than a factor of 50.
double height_of(const Scale& scale, double value) {
  const double x = (scale.at(value) - 8) / (scale.width - 24);
  return kHigh - kBottom - std::clamp(x, 0.0, 1.0) * (kHigh - kBottom - kTop);
}

std::string gridlines(const Scale& scale) {
  std::string out;
  std::vector<double> values;
  if (scale.log) {
    for (double v = 1; v <= scale.high; v *= 10) {
      if (v >= scale.low / 10) values.push_back(v);
    }
  } else {
    double step = 1;
    while (step * 5 < scale.high) step *= step * 10 < scale.high ? 10 : step * 5 < scale.high ? 2.5 : 2;
    for (double v = 0; v <= scale.high && values.size() < 9; v += step) values.push_back(v);
  }
  for (const double v : values) {
    if (scale.log && v < scale.low) continue;
    const std::string y = px(height_of(scale, v));
    out += "<path class=\"grid\" d=\"M" + px(kLeft) + " " + y + "H" + px(kWide) + "\"/><text class=\"yl\" x=\"" + px(kLeft - 8) +
           "\" y=\"" + y + "\" dy=\"4\">" + grouped(v) + "</text>";
  }
  return out;
}

std::string chart(View& view, const Rows& rows, const Series& s) {
  Day first = s.points.front().days.first, last = s.points.front().days.last;
  std::vector<Bound> values;
  for (const Point& p : s.points) {
    first = std::min(first, p.days.first);
    last = std::max(last, p.days.last);
    values.insert(values.end(), {p.low, p.high});
  }
  const Scale scale = scale_of(values);
  const double span = std::max(1.0, static_cast<double>(last - first));
  const auto x_of = [&](const DayRange& d) {
    return kLeft + 14 +
           (static_cast<double>(d.first - first) + static_cast<double>(d.last - d.first) / 2) / span * (kWide - kLeft - 40);
  };
  std::string marks;
  std::map<int, int> taken;
  for (const Point& p : s.points) {
    const int column = static_cast<int>(x_of(p.days) / 7);
    const double x = x_of(p.days) + 7.0 * taken[column]++;
    const double low = height_of(scale, p.low ? *p.low : 0), high = p.high ? height_of(scale, *p.high) : kTop - 6;
    const std::string doc = rows.text(p.row, "doc"), says = rows.text(p.row, "source");
    marks += "<a href=\"" + evidence_href(doc, rows.text(p.row, "sentence")) + "\"><title>" +
             escape_text(rows.text(p.row, "text") + ", " + date_words(p.days) + ", " + (says.empty() ? "no source named" : says) +
                         ", " + view.label(doc, rows.text(p.row, "page"))) +
             "</title>";
    if (p.low && p.high && low - high > 1)
      marks += "<path class=\"bar\" d=\"M" + px(x) + " " + px(low) + "V" + px(high) + "\"/><circle cx=\"" + px(x) + "\" cy=\"" +
               px(high) + "\" r=\"4\"/>";
    if (p.low) marks += "<circle cx=\"" + px(x) + "\" cy=\"" + px(low) + "\" r=\"4\"/>";
    if (p.low && !p.high) marks += "<path class=\"up\" d=\"M" + px(x) + " " + px(low) + "v-18m-4 5l4-5l4 5\"/>";
    if (!p.low && p.high)
      marks += "<circle cx=\"" + px(x) + "\" cy=\"" + px(high) + "\" r=\"4\"/><path class=\"up\" d=\"M" + px(x) + " " + px(high) +
               "v18m-4-5l4 5l4-5\"/>";
    marks += "</a>";
  }
  std::string ends = "<text class=\"xl\" x=\"" + px(kLeft + 6) + "\" y=\"" + px(kHigh - 6) + "\">" +
                     escape_text(date_words({first, first, Precision::day})) + "</text>";
  if (last > first)
    ends += "<text class=\"xl end\" x=\"" + px(kWide) + "\" y=\"" + px(kHigh - 6) + "\">" +
            escape_text(date_words({last, last, Precision::day})) + "</text>";
  return "<figure class=\"series\"><figcaption><b>" + escape_text(s.title) + "</b> <span class=\"n\">" +
         how_many(s.points.size(), "value", "values") + " in " + how_many(s.pages, "page", "pages") +
         (scale.log ? " · logarithmic scale" : "") + "</span></figcaption><svg viewBox=\"0 0 " + px(kWide) + " " + px(kHigh) +
         "\" role=\"group\" aria-label=\"" + escape_attribute(s.title) + ": values from " +
         escape_attribute(date_words(s.points.front().days)) + " to " + escape_attribute(date_words(s.points.back().days)) +
         "; the same values stand in the table below\">" + gridlines(scale) + "<path class=\"axis\" d=\"M" + px(kLeft) + " " +
         px(kHigh - kBottom) + "H" + px(kWide) + "\"/>" + marks + ends + "</svg></figure>\n";
}

std::string made_series(View& view, const Selection& selection) {
  const Rows rows = view.query(
      "SELECT f.*, (SELECT coalesce(sd.joint_low, d.date_low) FROM document d LEFT JOIN story_document sd ON sd.doc = d.id AND "
      "sd.gen = (SELECT id FROM generation WHERE current = 1) WHERE d.id = f.doc) AS "
      "page_date_low, (SELECT coalesce(sd.joint_high, d.date_high) FROM document d LEFT JOIN story_document sd ON sd.doc = d.id "
      "AND sd.gen = (SELECT id FROM generation WHERE current = 1) WHERE d.id = f.doc) AS "
      "page_date_high FROM (SELECT * FROM v_figures" +
          selection.where + " LIMIT " + std::to_string(kMostPoints) + ") f",
      selection.values);
  const std::vector<Series> list = series_of(rows);
  if (list.empty()) return {};
  std::string out =
      "<section id=\"series\"><h2>Over time</h2>\n<p class=\"n\">Each dot is one page’s figure on the day it holds for; a line "
      "is a range, an arrow an open end (“at least”). Dots above one day disagree; dots that rise to the "
      "right grow.</p>\n<div class=\"charts\">";
  for (const Series& s : list) out += chart(view, rows, s);
  return out + "</div></section>\n";
}

/// The drawings, kept while the record stays as it is: they look at thousands of figures.
std::string all_series(View& view, const Selection& selection) {
  std::string key = "series" + selection.where;
  for (const std::string& value : selection.values) key += '\x1f' + value;
  if (auto known = view.cache.find(key)) return *known;
  std::string made = made_series(view, selection);
  view.cache.keep(key, made);
  return made;
}

std::string figure_table(View& view, const Rows& rows) {
  std::string out =
      "<section id=\"all\"><h2>Every figure</h2>\n<div class=\"scroll\"><table class=\"list\"><thead><tr><th scope=\"col\">As "
      "printed</th><th scope=\"col\" class=\"num\">Value</th><th scope=\"col\">Counts</th><th scope=\"col\">Place</th><th "
      "scope=\"col\">As of</th><th scope=\"col\">Whose count</th><th scope=\"col\">Page</th></tr></thead><tbody>\n";
  for (size_t i = 0; i < rows.size(); ++i) {
    const auto [low, high] = ends_of(rows, i);
    const std::string counts = rows.has(i, "counted") ? rows.text(i, "counted") : rows.text(i, "unit");
    std::string as_of = rows.days(i, "as_of").known() ? days_tag(rows.days(i, "as_of")) : "";
    if (rows.integer(i, "cumulative") != 0)
      as_of += rows.days(i, "since").known() ? " <span class=\"n\">since " + time_tag(rows.days(i, "since")) + "</span>"
                                             : " <span class=\"n\">running total</span>";
    out += "<tr class=\"row" + std::string(rows.text(i, "verdict") == "wrong" ? " wrong" : "") +
           "\"><th scope=\"row\"><details class=\"in\"><summary>" + escape_text(rows.text(i, "text")) + "</summary>" +
           quotation(view, rows.text(i, "in_sentence")) + "</details></th><td class=\"num\">" +
           escape_text(range_words(low, high)) + "</td><td>" + escape_text(counts) + " <span class=\"n\">" +
           escape_text(rows.text(i, "kind")) + (rows.has(i, "base") ? " of " + escape_text(rows.text(i, "base")) : "") +
           "</span>" + (rows.has(i, "reason") ? " <span class=\"n\">" + escape_text(rows.text(i, "reason")) + "</span>" : "") +
           "</td><td>" + name_tag(rows.text(i, "place")) + "</td><td class=\"date\">" + as_of + "</td><td>" +
           (rows.has(i, "source") ? view.actor(rows.text(i, "actor"), rows.text(i, "source")) : "") + "</td><td>" +
           view.source(rows, i) + corrections_note(rows, i) + "</td></tr>\n";
  }
  return out + "</tbody></table></div></section>\n";
}

}  // namespace

std::string conflict_tables(View& view, const std::string& where, const std::vector<std::string>& values, unsigned most) {
  std::string out;
  // What disagrees stands first: one look a relation, until there is enough.
  for (const std::string_view relation : kRanks) {
    if (most == 0) break;
    const Rows rows = view.query(
        "SELECT * FROM v_conflicts WHERE n IN (SELECT n FROM conflict WHERE gen = (SELECT id FROM generation WHERE "
        "current = 1) AND relation = '" +
            std::string(relation) + "' AND (" + where + ") ORDER BY n LIMIT " + std::to_string(most) +
            ") ORDER BY n, k LIMIT 2000",
        values);
    for (size_t i = 0; i < rows.size() && most > 0; --most) {
      size_t end = i;
      while (end < rows.size() && rows.text(end, "n") == rows.text(i, "n")) ++end;
      out += conflict_table(view, rows, i, end);
      i = end;
    }
  }
  return out;
}

Response figures_page(View& view) {
  const ListDef& list = *find_list("figures");
  const Result<Selection> selection = select(view.record, list, view.address);
  if (!selection) return problem(view, 400, selection.error().message);
  const unsigned size = selection->size > 0 ? selection->size : kRows;
  const Result<Listed> listed = fetch(view.record, list, *selection, size);
  if (!listed) return problem(view, 503, listed.error().message);
  const auto total = count(view, list, *selection);
  Head head;
  head.title = "Figures";
  head.current = "figures";
  head.forms = true;
  head.deck = "Which number, whose, as of when: " +
              (total ? how_many(*total, "figure", "figures") : std::string("more figures than can be counted")) +
              ". Nothing is averaged.";
  std::string body =
      "<div class=\"two\">" + filter_panel(view, list, *selection) + "<div class=\"rows\">" + active_filters(view, *selection);
  if (selection->offset == 0) {
    const bool narrowed = !selection->filters.empty();
    // Differences of the figures selected: those that quote the same words of the same page.
    const std::string mine = narrowed ? "kind = 'figure' AND n IN (SELECT conflict FROM conflict_value WHERE gen = (SELECT id "
                                        "FROM generation WHERE current = "
                                        "1) AND (doc, sentence) IN (SELECT doc, sentence FROM v_figures" +
                                            selection->where + "))"
                                      : "kind = 'figure'";
    for (const auto& [id, title, relations] :
         {std::tuple{"differences", "Where pages give different numbers", "'contradiction', 'different_scope', 'revision'"},
          {"agreement", "Growth and agreement", "'growth', 'compatible'"}}) {
      const std::string tables = conflict_tables(view, mine + " AND relation IN (" + relations + ")", selection->values, 20);
      if (!tables.empty()) body += "<section id=\"" + std::string(id) + "\"><h2>" + title + "</h2>\n" + tables + "</section>\n";
    }
    body += all_series(view, *selection);
  }
  body += listed->rows.empty() ? "<p>Nothing fits these filters.</p>\n" : figure_table(view, listed->rows);
  return page(view, head, body + pager(view, *listed, *selection, size) + "</div></div>\n");
}

}  // namespace dateline::serve
