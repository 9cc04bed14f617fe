// The timeline of the site: what happened when, and who says so; rows of one happening stand together, differences below them.
//
// Unfiltered it shows the best told rows, as the report does; with a filter, or all=1, every row, a screen at a time.
#include <algorithm>
#include <map>

#include "dateline/base/chars.h"
#include "dateline/serve/choose.h"
#include "dateline/serve/html.h"
#include "dateline/serve/pieces.h"
#include "dateline/serve/quotes.h"
#include "dateline/serve/sheet.h"
#include "dateline/serve/site/frame.h"

namespace dateline::serve {

namespace {

constexpr unsigned kCandidates = 400;  ///< heaviest rows among which the best told are chosen
constexpr size_t kMostChosen = 60;
constexpr unsigned kRows = 100;

std::string json_list(const std::vector<std::string>& values) {
  JsonWriter json;
  json.begin_array();
  for (const std::string& v : values) json.value(v);
  json.end_array();
  return json.take();
}

struct Differences {
  bool contradiction = false, scope = false;
};

/// Differences of the happenings of these rows, by happening.
std::map<std::string, Differences> differences_of(View& view, const std::vector<std::string>& happenings) {
  std::map<std::string, Differences> out;
  if (happenings.empty()) return out;
  const Rows rows = view.query(
      "SELECT happening, relation FROM conflict WHERE gen = (SELECT id FROM generation WHERE current = 1) AND happening IN "
      "(SELECT value FROM json_each(?1))",
      {json_list(happenings)});
  for (size_t i = 0; i < rows.size(); ++i) {
    Differences& d = out[rows.text(i, "happening")];
    const std::string relation = rows.text(i, "relation");
    d.contradiction = d.contradiction || relation == "contradiction";
    d.scope = d.scope || relation == "different_scope" || relation == "revision";
  }
  return out;
}

TimelineRow row_of(const Rows& rows, size_t i, const std::map<std::string, Differences>& differences) {
  TimelineRow r;
  r.days = rows.days(i);
  r.happening = rows.text(i, "happening");
  r.text = rows.text(i, "text");
  r.page = rows.text(i, "doc");
  const std::string type = rows.text(i, "type"), actors = rows.text(i, "actors");
  r.head = type + rows.text(i, "mode") + actors + rows.text(i, "recipients") + rows.text(i, "status");
  r.acted = !type.empty() && !actors.empty();
  r.deed = r.acted && type != "STATEMENT" && type != "OTHER";
  const auto d = differences.find(r.happening);
  r.differs = d != differences.end() && d->second.contradiction;
  r.pages = static_cast<uint64_t>(std::max<int64_t>(1, rows.integer(i, "documents")));
  r.independent = static_cast<uint64_t>(std::max<int64_t>(1, rows.integer(i, "independent")));
  r.weight = rows.number(i, "weight");
  return r;
}

std::string names_with_links(const std::string& list) {
  std::string out;
  for (size_t at = 0; at < list.size();) {
    const size_t end = std::min(list.find("; ", at), list.size());
    const std::string name = list.substr(at, end - at);
    out += (out.empty() ? "" : ", ") +
           ("<a class=\"actor\" href=\"/actors?who=" + percent_encoded(name) + "\">" + name_tag(name) + "</a>");
    at = end + 2;
  }
  return out;
}

std::string head_of(const Rows& rows, size_t i) {
  const std::string actors = rows.text(i, "actors"), recipients = rows.text(i, "recipients");
  std::string head = chip(rows.text(i, "type"), rows.text(i, "mode"));
  if (!actors.empty() || !recipients.empty()) {
    head += "<b>" + names_with_links(actors) + "</b>";
    if (!recipients.empty()) head += " <span class=\"to\" title=\"to\">→</span> <b>" + names_with_links(recipients) + "</b>";
  }
  return head + status_words(rows.text(i, "status"));
}

class Items {
 public:
  Items(View& view, const Rows& rows) : view_(view), rows_(rows) {
    std::vector<std::string> happenings;
    for (size_t i = 0; i < rows.size(); ++i) {
      if (rows.has(i, "happening")) happenings.push_back(rows.text(i, "happening"));
    }
    std::sort(happenings.begin(), happenings.end());
    happenings.erase(std::unique(happenings.begin(), happenings.end()), happenings.end());
    differences_ = differences_of(view, happenings);
    std::vector<TimelineRow> list;
    for (size_t i = 0; i < rows.size(); ++i) list.push_back(row_of(rows, i, differences_));
    items_ = group_timeline(list);
  }

  std::string markup(bool best_only, bool headings, size_t most) {
    if (best_only) choose(items_, most);
    std::string out, heading;
    bool open = false;
    for (const TimelineItem& item : items_) {
      if (best_only && !item.chosen) continue;
      const std::string month = heading_of(item.days);
      if (!open || (headings && month != heading)) {
        if (open) out += "</ol>\n";
        if (headings) out += "<h2 class=\"month\">" + month_link(item.days, month) + "</h2>\n";
        out += "<ol class=\"tl\">\n";
        open = true;
        heading = month;
      }
      out += one(item);
    }
    return open ? out + "</ol>\n" : out;
  }

 private:
  static std::string month_link(const DayRange& days, const std::string& words) {
    if (!days.known() || is_wide(days)) return escape_text(words);
    const std::string month = iso_of(days.first).substr(0, 7);
    return "<a href=\"/timeline?from=" + month + "&amp;to=" + month + "&amp;all=1\">" + escape_text(words) + "</a>";
  }

  std::string one(const TimelineItem& item) {
    const size_t first = item.rows.front();
    const std::string status = rows_.text(first, "status");
    std::string out = "<li class=\"row" + std::string(is_open(status) ? " open" : "") + "\">" +
                      day_cell(item.days, status, rows_.text(first, "date_basis")) + "<div class=\"what\">";
    std::vector<std::string> heads, happenings;
    for (const uint32_t i : item.rows) {
      const std::string head = head_of(rows_, i), happening = rows_.text(i, "happening");
      if (!head.empty() && std::find(heads.begin(), heads.end(), head) == heads.end()) heads.push_back(head);
      if (!happening.empty() && std::find(happenings.begin(), happenings.end(), happening) == happenings.end())
        happenings.push_back(happening);
    }
    for (const std::string& head : heads) out += "<p class=\"head\">" + head + "</p>";
    out += words(item) + conflicts(happenings) + "</div><div class=\"who\">" + told_by(item, happenings) + "</div></li>\n";
    return out;
  }

  std::string words(const TimelineItem& item) {
    std::string out = "<ul class=\"says\">";
    std::vector<std::string> told;
    for (const uint32_t i : item.rows) {
      const std::string text = rows_.text(i, "text"), key = rows_.text(i, "doc") + "|" + rows_.text(i, "sentence") + "|" + text;
      if (std::find(told.begin(), told.end(), key) != told.end()) continue;
      told.push_back(key);
      const DayRange days = rows_.days(i);
      const std::string verdict = rows_.text(i, "verdict");
      out += "<li" + std::string(verdict == "wrong" ? " class=\"wrong\"" : "") + ">" + quotation(view_, text) + " " +
             view_.source(rows_, i) +
             (verdict == "wrong"   ? " <a class=\"warn\" href=\"/corrections\">judged wrong</a>"
              : verdict == "right" ? " <a class=\"ok\" href=\"/corrections\">judged right</a>"
                                   : "") +
             (days == item.days || !days.known() ? "" : " <span class=\"n\">" + time_tag(days) + "</span>") + "</li>";
    }
    return out + "</ul>";
  }

  std::string conflicts(const std::vector<std::string>& happenings) {
    const bool any =
        std::any_of(happenings.begin(), happenings.end(), [&](const std::string& h) { return differences_.contains(h); });
    if (!any) return {};
    return conflict_tables(view_, "happening IN (SELECT value FROM json_each(?1))", {json_list(happenings)}, 6);
  }

  std::string told_by(const TimelineItem& item, const std::vector<std::string>& happenings) {
    std::string out =
        item.pages > 1 ? how_many(item.pages, "page", "pages") + ", " + thousands(item.independent) + " independent" : "1 page";
    out += item.pages > 1 && item.independent > 1 ? "<br><a class=\"ok\" href=\"/rules#r-corroborated\">✓ corroborated</a>"
                                                  : "<br><a class=\"one\" href=\"/rules#r-single\">single source</a>";
    Differences all;
    for (const std::string& h : happenings) {
      const auto d = differences_.find(h);
      if (d == differences_.end()) continue;
      all.contradiction = all.contradiction || d->second.contradiction;
      all.scope = all.scope || d->second.scope;
    }
    if (all.contradiction) return out + "<br><a class=\"warn\" href=\"/rules#r-differ\">≠ pages differ</a>";
    return all.scope ? out + "<br><a class=\"warn\" href=\"/rules#r-scope\">≈ scope differs</a>" : out;
  }

  View& view_;
  const Rows& rows_;
  std::map<std::string, Differences> differences_;
  std::vector<TimelineItem> items_;
};

/// Rows a day or a month as bars over the whole span; each bar a link to its days.
std::string strip(View& view, const ListDef& list, const Selection& selection) {
  const std::string known = selection.where.empty() ? " WHERE " : selection.where + " AND ";
  const bool whole = selection.where.empty();
  view.record.limit_time(whole ? 5000 : 150);  // a drawing is not worth waiting for
  const Rows days =
      whole ? view.query(
                  "SELECT value AS day, n FROM tally WHERE gen = (SELECT id FROM generation WHERE current = 1) AND list = "
                  "'timeline' AND \"column\" = '@day' ORDER BY 1 LIMIT 20000")
            : view.query("SELECT date_low AS day, count(*) AS n FROM " + std::string(list.from) + known +
                             "date_low IS NOT NULL AND date_low = date_high GROUP BY 1 ORDER BY 1 LIMIT 20000",
                         selection.values);
  view.record.limit_time(5000);
  if (days.size() < 3) return {};
  const auto first = parse_iso_range(days.text(0, "day")), last = parse_iso_range(days.text(days.size() - 1, "day"));
  if (!first || !last) return {};
  const int64_t length = int64_t{last->last} - first->first + 1;
  if (length > 40000) return {};
  const int64_t step = length <= 200 ? 1 : length <= 1400 ? 7 : 31;
  std::map<int64_t, std::pair<uint64_t, DayRange>> bars;
  uint64_t most = 1;
  for (size_t i = 0; i < days.size(); ++i) {
    const auto day = parse_iso_range(days.text(i, "day"));
    if (!day) continue;
    auto& [n, range] = bars[(day->first - first->first) / step];
    range = n == 0 ? *day : DayRange{range.first, day->last, Precision::days};
    n += static_cast<uint64_t>(days.integer(i, "n"));
    most = std::max(most, n);
  }
  const int64_t columns = (length + step - 1) / step;
  const double width = 1000.0 / static_cast<double>(columns);
  std::string out, ticks;
  for (const auto& [column, bar] : bars) {
    const double height = std::max(2.0, 54.0 * static_cast<double>(bar.first) / static_cast<double>(most));
    const std::string title = date_words(bar.second) + ": " + how_many(bar.first, "row", "rows");
    out += "<a href=\"" +
           view.address.with("from", iso_of(bar.second.first)).with("to", iso_of(bar.second.last)).with("all", "1").href() +
           "\"><rect x=\"" + px(static_cast<double>(column) * width) + "\" y=\"" + px(-height) + "\" width=\"" +
           px(std::max(0.6, std::min(width - 0.8, 24.0))) + "\" height=\"" + px(height) + "\"><title>" + escape_text(title) +
           "</title></rect></a>";
  }
  const Civil a = civil_of(first->first), b = civil_of(last->last);
  const int months = (b.year - a.year) * 12 + b.month - a.month;
  double free_from = 0;
  for (int m = 0; m <= months; ++m) {
    const int year = a.year + (a.month - 1 + m) / 12, month = (a.month - 1 + m) % 12 + 1;
    const Day day = std::max(day_of(year, month, 1), first->first);
    const int64_t bar = (day - first->first) / step;
    const double x = static_cast<double>(bar) * width;
    if (x < free_from || x > 950) continue;
    ticks +=
        "<path d=\"M" + px(x) + " 0v5\"/><text x=\"" + px(x + 3) + "\" y=\"14\">" +
        escape_text(date_words({day_of(year, month, 1), day_of(year, month, days_in_month(year, month)), Precision::month})) +
        "</text>";
    free_from = x + 70;
  }
  return "<figure class=\"strip bars\" data-first=\"" + iso_of(first->first) + "\" data-days=\"" +
         std::to_string(columns * step) +
         "\"><svg viewBox=\"0 -60 1000 80\" role=\"group\" aria-label=\"Number of rows a day from " +
         escape_attribute(date_words(*first)) + " to " + escape_attribute(date_words(*last)) +
         "; the rows are listed below\"><g>" + out + "</g><path class=\"axis\" d=\"M0 0h1000\"/><g class=\"ticks\">" + ticks +
         "</g></svg></figure>\n";
}

}  // namespace

std::string timeline_items(View& view, const Rows& rows, bool best_only, bool headings, size_t most) {
  return Items(view, rows).markup(best_only, headings, most);
}

Response timeline_page(View& view) {
  const ListDef& list = *find_list("timeline");
  const Result<Selection> chosen = select(view.record, list, view.address);
  if (!chosen) return problem(view, 400, chosen.error().message);
  Selection selection = *chosen;
  const auto narrows = [](const Parameter& p) { return p.name != "from" && p.name != "to"; };
  const bool all = view.address.get("all") == "1" || selection.offset > 0 || view.address.has("_sort") ||
                   view.address.has("_sort_desc") || std::any_of(selection.filters.begin(), selection.filters.end(), narrows);
  const unsigned size = all ? (selection.size > 0 ? selection.size : kRows) : kCandidates;
  if (!all) selection.order = selection.base_order = "weight DESC, n";
  const Result<Listed> listed = fetch(view.record, list, selection, size);
  if (!listed) return problem(view, 503, listed.error().message);
  const auto total = count(view, list, selection);
  Head head;
  head.title = "Timeline";
  head.current = "timeline";
  head.forms = true;
  const std::string rows = total ? how_many(*total, "row", "rows") : "More rows than can be counted";
  head.deck = all ? rows + ", in order of time."
                  : "What happened when, and who says so: the best told of " + rows + ". <a href=\"" +
                        view.address.with("all", "1").href() + "\">Show every row</a>";
  std::string body = "<div class=\"two\">" + filter_panel(view, list, selection) + "<div class=\"rows\">" +
                     active_filters(view, selection) + strip(view, list, selection);
  const std::string items = timeline_items(view, listed->rows, !all, true, kMostChosen);
  body += items.empty() ? "<p>Nothing fits these filters.</p>\n" : items;
  if (all) body += pager(view, *listed, selection, size);
  return page(view, head, body + "</div></div>\n");
}

}  // namespace dateline::serve
