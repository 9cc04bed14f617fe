// The timeline of the report: a strip of all days, then month by month what happened, who says so, and where pages differ.
//
// Entries of one happening stand together: "12 Mo ● ASSAULT aerial  Israel → Rafah" with the sentence of each page under it.
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "dateline/serve/choose.h"
#include "dateline/serve/html.h"
#include "dateline/serve/pieces.h"
#include "dateline/serve/quotes.h"
#include "dateline/serve/sheet.h"

namespace dateline::serve {

namespace {

constexpr size_t kMostChosen = 60;

/// What stands together: the entries of one happening, and the happenings that one sentence tells.
struct Item {
  std::vector<uint32_t> entries;     ///< into Story::timeline, the one that dates the item first
  std::vector<uint32_t> happenings;  ///< into Story::happenings
  bool chosen = true;                ///< shown at once; the others are folded
};

bool differs(const Sheet& s, const std::string& happening) {
  const auto& all = s.conflicts_of(happening);
  return std::any_of(all.begin(), all.end(), [&](uint32_t i) { return s.story.conflicts[i].relation == "contradiction"; });
}

TimelineRow row_of(const Sheet& s, const TimelineEntry& e, const Happening* h) {
  TimelineRow r;
  r.days = e.days;
  r.text = e.text;
  r.page = std::to_string(e.doc);
  r.weight = e.weight;
  if (h == nullptr) return r;
  r.happening = h->id;
  r.acted = !h->type.empty() && !h->actors.empty();
  r.deed = r.acted && h->type != "STATEMENT" && h->type != "OTHER";
  r.head = h->type + h->mode + e.status;
  for (const auto* list : {&h->actors, &h->recipients}) {
    for (const std::string& id : *list) r.head += "|" + id;
  }
  r.differs = differs(s, h->id);
  r.pages = std::max<size_t>(1, h->documents.size());
  r.independent = h->independent;
  return r;
}

/// All items in the order shown, the best told of them chosen.
std::vector<Item> items_of(const Sheet& s) {
  std::map<std::string, uint32_t> happenings;
  for (uint32_t i = 0; i < s.story.happenings.size(); ++i) happenings.emplace(s.story.happenings[i].id, i);
  const auto happening_of = [&](const TimelineEntry& e) {
    const auto known = happenings.find(e.happening);
    return known != happenings.end() ? known->second : kNone;
  };
  std::vector<TimelineRow> rows;
  for (const TimelineEntry& e : s.story.timeline) {
    const uint32_t h = happening_of(e);
    rows.push_back(row_of(s, e, h != kNone ? &s.story.happenings[h] : nullptr));
  }
  std::vector<TimelineItem> grouped = group_timeline(rows);
  choose(grouped, kMostChosen);
  std::vector<Item> out;
  for (const TimelineItem& g : grouped) {
    Item& item = out.emplace_back();
    item.entries = g.rows;
    item.chosen = g.chosen;
    for (const uint32_t i : g.rows) {
      const uint32_t h = happening_of(s.story.timeline[i]);
      if (h != kNone && std::find(item.happenings.begin(), item.happenings.end(), h) == item.happenings.end())
        item.happenings.push_back(h);
    }
  }
  return out;
}

std::string names_of(const Sheet& s, const std::vector<std::string>& ids) {
  std::string out;
  for (const std::string& id : ids) (out += out.empty() ? "" : ", ") += escape_text(s.actor_name(id));
  return out;
}

std::string badge(const Sheet& s, const Item& item, const Happening* best) {
  bool differ = false, scope = false;
  for (const uint32_t h : item.happenings) {
    for (const uint32_t i : s.conflicts_of(s.story.happenings[h].id)) {
      const Conflict& c = s.story.conflicts[i];
      differ = differ || c.relation == "contradiction";
      scope = scope || c.relation == "different_scope" || c.relation == "revision";
    }
  }
  const bool corroborated = best != nullptr && best->documents.size() > 1 && best->independent > 1;
  std::string out = corroborated ? "<a class=\"ok\" href=\"#r-corroborated\">✓ corroborated</a>"
                                 : "<a class=\"one\" href=\"#r-single\">single source</a>";
  if (differ)
    out += " <a class=\"warn\" href=\"#r-differ\">≠ pages differ</a>";
  else if (scope)
    out += " <a class=\"warn\" href=\"#r-scope\">≈ scope differs</a>";
  return out;
}

/// Id of the event or statement that an entry tells, or "".
std::string row_behind(const Sheet& s, const Item& item, const TimelineEntry& e) {
  for (const uint32_t h : item.happenings) {
    for (const HappeningMention& m : s.story.happenings[h].mentions) {
      if (m.doc != e.doc || m.where.sentence != e.where.sentence || m.doc >= s.records.size()) continue;
      const Record& r = s.records[m.doc];
      if (m.kind == 'e' && m.row < r.events.size()) return r.events[m.row].id;
      if (m.kind == 's' && m.row < r.statements.size()) return r.statements[m.row].id;
    }
  }
  return {};
}

void add_quotes(Sheet& s, const Item& item) {
  s.add("<ul class=\"says\">");
  std::vector<std::string> told;
  for (const uint32_t i : item.entries) {
    const TimelineEntry& e = s.story.timeline[i];
    const std::string key = std::to_string(e.doc) + "|" + std::to_string(e.where.sentence) + "|" + e.text;
    if (std::find(told.begin(), told.end(), key) != told.end()) continue;
    told.push_back(key);
    const bool other_day = !(e.days == s.story.timeline[item.entries.front()].days);
    const std::string row = row_behind(s, item, e);
    const bool wrong = s.is_wrong(row);
    s.add("<li>" + std::string(wrong ? "<del>" : "") + "<q>" + escape_text(balanced(e.text)) + "</q>" +
          (wrong ? "</del> " : " ") + s.source(e.doc, e.where.sentence) + s.corrected(row) +
          (other_day ? " <span class=\"n\">" + time_tag(e.days) + "</span>" : "") + "</li>");
  }
  s.add("</ul>");
}

/// "ASSAULT aerial  Israel → Rafah · Gaza": the head of one happening.
std::string head_of(const Sheet& s, const Happening& h) {
  std::string head = chip(h.type, h.mode);
  if (!h.actors.empty() || !h.recipients.empty()) {
    head += "<b>" + names_of(s, h.actors) + "</b>";
    if (!h.recipients.empty()) head += " <span class=\"to\" title=\"to\">→</span> <b>" + names_of(s, h.recipients) + "</b>";
  }
  if (!h.place.empty()) head += " <span class=\"place\">" + escape_text(h.place) + "</span>";
  return head;
}

void add_heads(Sheet& s, const Item& item, const std::string& status) {
  std::vector<std::string> told;
  for (const uint32_t i : item.happenings) {
    const Happening& h = s.story.happenings[i];
    const std::string head = head_of(s, h) + status_words(h.status.empty() ? status : h.status);
    const std::string id = s.id_once(h.id);
    if (head.empty() || std::find(told.begin(), told.end(), head) != told.end()) {
      if (!id.empty()) s.add("<span" + id + "></span>");
      continue;
    }
    told.push_back(head);
    s.add("<p class=\"head\"" + id + ">");
    s.add(head);
    s.add("</p>");
  }
  if (item.happenings.empty() && !status_words(status).empty()) s.add("<p class=\"head\">" + status_words(status) + "</p>");
}

void add_item(Sheet& s, const Item& item, size_t number) {
  const TimelineEntry& first = s.story.timeline[item.entries.front()];
  const Happening* best = nullptr;  // the one that most pages tell
  for (const uint32_t i : item.happenings) {
    const Happening& h = s.story.happenings[i];
    if (best == nullptr || h.documents.size() > best->documents.size()) best = &h;
  }
  s.add("<li id=\"t-" + std::to_string(number) + "\"" + (is_open(first.status) ? " class=\"open\"" : "") + ">");
  s.add(day_cell(first.days, first.status, first.date_basis));
  s.add("<div class=\"what\">");
  add_heads(s, item, first.status);
  add_quotes(s, item);
  for (const uint32_t h : item.happenings) {
    for (const uint32_t i : s.conflicts_of(s.story.happenings[h].id)) add_conflict(s, s.story.conflicts[i]);
  }
  s.add("</div><div class=\"who\">");
  if (best != nullptr && best->documents.size() > 1) {
    s.add("<span title=\"" + escape_attribute(best->independence_reason) + "\">" +
          counted(best->documents.size(), "page", "pages") + ", " + std::to_string(best->independent) + " independent</span>");
  } else {
    s.add("1 page");
  }
  s.add("<br>" + badge(s, item, best) + "</div></li>\n");
}

std::string fixed(double value) {
  const auto hundredths = std::lround(value * 100);
  return std::to_string(hundredths / 100) + "." + (hundredths % 100 < 10 ? "0" : "") + std::to_string(hundredths % 100);
}

/// All days on one strip: a square an item, colour by kind of event, months below. Only when it says something.
void add_strip(Sheet& s, const std::vector<Item>& items) {
  Day first = 0, last = 0;
  size_t shown = 0;
  for (const Item& item : items) {
    const DayRange& d = s.story.timeline[item.entries.front()].days;
    if (!d.known() || d.last - d.first > 31) continue;
    first = shown == 0 ? d.first : std::min(first, d.first);
    last = shown == 0 ? d.first : std::max(last, d.first);
    ++shown;
  }
  if (shown < 4 || last - first < 3 || last - first > 2000) return;
  first -= std::max<Day>(1, (last - first) / 60);
  last += std::max<Day>(1, (last - first) / 60);
  constexpr double kWidth = 1000, kStep = 9;
  const double scale = kWidth / static_cast<double>(last - first + 1);
  std::map<int, int> height;
  std::string dots;
  int tallest = 1;
  for (size_t i = 0; i < items.size(); ++i) {
    const TimelineEntry& e = s.story.timeline[items[i].entries.front()];
    if (!e.days.known() || e.days.last - e.days.first > 31) continue;
    const double x = (static_cast<double>(e.days.first - first) + 0.5) * scale;
    const int column = static_cast<int>(x / kStep);
    const int level = std::min(height[column]++, 11);
    tallest = std::max(tallest, level + 1);
    const int quad = items[i].happenings.empty() ? 0 : quad_of_type(s.story.happenings[items[i].happenings.front()].type);
    dots += "<a href=\"#t-" + std::to_string(i) + "\"><rect class=\"" + (is_open(e.status) ? "o " : "") + "q" +
            std::to_string(quad) + "\" x=\"" + fixed(column * kStep) + "\" y=\"-" + fixed((level + 1) * kStep) +
            "\" width=\"7\" height=\"7\"><title>" + escape_text(date_words(e.days)) + "</title></rect></a>";
  }
  std::string axis;
  const Civil a = civil_of(first), b = civil_of(last);
  const int months = (b.year - a.year) * 12 + b.month - a.month;
  const int every = months > 24 ? 12 : months > 12 ? 3 : 1;
  double free_from = 0;
  int labelled = 0;  // year of the label before
  for (int m = 0; m <= months; ++m) {
    const int year = a.year + (a.month - 1 + m) / 12, month = (a.month - 1 + m) % 12 + 1;
    const double x = std::max(0.0, static_cast<double>(day_of(year, month, 1) - first) * scale);
    if (m % every != 0) continue;
    axis += "<path d=\"M" + fixed(x) + " 0v5\"/>";
    if (x < free_from || x > kWidth - 40) continue;
    axis += "<text x=\"" + fixed(x + 3) + "\" y=\"14\">" + std::string(kMonthNames[month - 1], 3) +
            (year != labelled ? " " + std::to_string(year) : "") + "</text>";
    free_from = x + 62;
    labelled = year;
  }
  const std::string top = fixed(tallest * kStep + 4);
  s.add("<figure class=\"strip\"><svg viewBox=\"0 -" + top + " 1000 " + fixed(tallest * kStep + 24) +
        "\" role=\"group\" aria-label=\"Days on which something is told to have happened; the same days are listed below\"><g>" +
        dots + "</g><path class=\"axis\" d=\"M0 0h1000\"/><g class=\"ticks\">" + axis +
        "</g></svg>"
        "<figcaption><span class=\"k q1\">talk together</span> <span class=\"k q2\">act together</span> <span class=\"k "
        "q3\">words against</span> <span class=\"k q4\">force</span> "
        "<span class=\"k q0\">other</span> <span class=\"k o\">not yet happened</span></figcaption></figure>\n");
}

/// One month, or one year's wide ranges: what is chosen, then the rest folded.
void add_part(Sheet& s, const std::vector<Item>& items, size_t begin, size_t end, const std::string& heading) {
  s.add("<h3>" + heading + "</h3>\n");
  for (const bool chosen : {true, false}) {
    size_t n = 0;
    for (size_t i = begin; i < end; ++i) n += items[i].chosen == chosen ? 1 : 0;
    if (n == 0) continue;
    if (!chosen) s.add("<details class=\"rest\"><summary>" + counted(n, "more row", "more rows") + "</summary>\n");
    s.add("<ol class=\"tl\">\n");
    for (size_t i = begin; i < end; ++i) {
      if (items[i].chosen == chosen) add_item(s, items[i], i);
    }
    s.add(chosen ? "</ol>\n" : "</ol>\n</details>\n");
  }
}

}  // namespace

void add_timeline(Sheet& s) {
  const std::vector<Item> items = items_of(s);
  s.add("<section id=\"timeline\" aria-labelledby=\"h-timeline\"><h2 id=\"h-timeline\">Timeline</h2>\n");
  if (items.empty()) s.add("<p>No sentence of these pages could be given a date.</p>");
  add_strip(s, items);
  for (size_t begin = 0; begin < items.size();) {
    const DayRange first = s.story.timeline[items[begin].entries.front()].days;
    const std::string heading = heading_of(first);
    size_t end = begin;
    while (end < items.size() && heading_of(s.story.timeline[items[end].entries.front()].days) == heading) ++end;
    add_part(s, items, begin, end, heading);
    begin = end;
  }
  s.add("</section>\n");
}

std::pair<DayRange, DayRange> told_days(const Sheet& s) {
  std::pair<DayRange, DayRange> out;
  for (const Item& item : items_of(s)) {
    const TimelineEntry& e = s.story.timeline[item.entries.front()];
    if (!item.chosen || !e.days.known()) continue;
    if (!out.first.known()) out.first = e.days;
    const bool later = !out.second.known() || e.days.last > out.second.last;
    if (later && !is_open(e.status)) out.second = e.days;
  }
  return out;
}

}  // namespace dateline::serve
