// Short names, links and dates of the report: see sheet.h.
#include "dateline/serve/sheet.h"

#include <algorithm>
#include <limits>

#include "dateline/base/chars.h"
#include "dateline/base/json.h"
#include "dateline/serve/html.h"

namespace dateline::serve {

namespace {

constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"};

/// Beginning of `name` up to its `k`-th separator ('-', '_', '.', ' '), or all of it.
std::string_view head_of(std::string_view name, size_t k) {
  for (size_t i = 1; i < name.size(); ++i) {
    const bool separator = name[i] == '-' || name[i] == '_' || name[i] == '.' || name[i] == ' ';
    if (separator && k-- == 1) return name.substr(0, i);
  }
  return name;
}

std::string day_words(Day day, bool with_year) {
  const Civil c = civil_of(day);
  return std::to_string(c.day) + " " + kMonths[c.month - 1] + (with_year ? " " + std::to_string(c.year) : std::string());
}

/// The same range with every end outside the calendar's four digits made an open end.
DayRange with_open_ends(DayRange days) {
  constexpr Day kFirstDay = -719162, kLastDay = 2932896;  // 0001-01-01, 9999-12-31
  if (days.first < kFirstDay) days.first = std::numeric_limits<Day>::min();
  if (days.last > kLastDay) days.last = std::numeric_limits<Day>::max();
  return days;
}

}  // namespace

Sheet::Sheet(const std::vector<Record>& record_list, const Story& joined, const ReportOptions& report_options)
    : records(record_list), story(joined), options(report_options) {
  for (uint32_t i = 0; i < records.size(); ++i) order_.push_back(i);
  std::stable_sort(order_.begin(), order_.end(), [&](uint32_t a, uint32_t b) { return records[a].name < records[b].name; });
  labels_.resize(records.size());
  // In the order of names only neighbours can share a beginning.
  for (size_t k = 0; k < order_.size(); ++k) {
    const std::string_view name = records[order_[k]].name;
    const std::string_view before = k > 0 ? std::string_view(records[order_[k - 1]].name) : std::string_view();
    const std::string_view after = k + 1 < order_.size() ? std::string_view(records[order_[k + 1]].name) : std::string_view();
    std::string_view head = name;
    for (size_t parts = 1; parts <= 12; ++parts) {
      head = head_of(name, parts);
      if ((!before.starts_with(head) && !after.starts_with(head)) || head.size() == name.size()) break;
    }
    std::string shown(head.substr(0, 40));
    while (!is_valid_utf8(shown) && !shown.empty()) shown.pop_back();
    labels_[order_[k]] = escape_text(shown.empty() ? records[order_[k]].id.substr(0, 8) : shown);
  }
  for (uint32_t i = 0; i < story.actors.size(); ++i) actors_.emplace(story.actors[i].id, i);
  for (uint32_t i = 0; i < story.conflicts.size(); ++i) {
    if (!story.conflicts[i].happening.empty()) conflicts_[story.conflicts[i].happening].push_back(i);
  }
}

const std::vector<uint32_t>& Sheet::conflicts_of(const std::string& happening) const {
  static const std::vector<uint32_t> kNothing;
  const auto found = conflicts_.find(happening);
  return found != conflicts_.end() ? found->second : kNothing;
}

const std::string& Sheet::label(uint32_t doc) const {
  static const std::string kUnknown = "?";
  return doc < labels_.size() ? labels_[doc] : kUnknown;
}

std::string Sheet::anchor(uint32_t doc, uint32_t sentence) const {
  const std::string page = doc < records.size() ? escape_id(records[doc].id) : "pages";
  return sentence == kNone ? page : page + "-" + std::to_string(sentence);
}

std::string Sheet::source(uint32_t doc, uint32_t sentence) const {
  const std::string name = doc < records.size() ? escape_attribute(records[doc].name) : std::string();
  const std::string place = sentence == kNone ? std::string() : ", sentence " + std::to_string(sentence);
  return "<a class=\"src\" href=\"#" + anchor(doc, sentence) + "\" title=\"" + name + place + "\">" + label(doc) + "</a>";
}

std::string_view Sheet::sentence(uint32_t doc, uint32_t index) const {
  if (doc >= records.size() || index >= records[doc].sentences.size()) return {};
  return slice(records[doc].text, records[doc].sentences[index].at);
}

uint32_t Sheet::story_actor(uint32_t doc, const ActorRef& ref) const {
  if (doc >= story.entity_actor.size() || ref.entity >= story.entity_actor[doc].size()) return kNone;
  const uint32_t index = story.entity_actor[doc][ref.entity];
  return index < story.actors.size() ? index : kNone;
}

std::string Sheet::actor(uint32_t doc, const ActorRef& ref) const {
  if (const uint32_t index = story_actor(doc, ref); index != kNone) return story.actors[index].name;
  if (doc < records.size() && ref.entity < records[doc].entities.size()) return records[doc].entities[ref.entity].name;
  return ref.text;
}

std::string Sheet::actor_name(const std::string& id) const {
  const auto found = actors_.find(id);
  return found != actors_.end() ? story.actors[found->second].name : id;
}

std::string Sheet::id_once(std::string_view id) {
  if (id.empty()) return {};
  const std::string safe = escape_id(id);
  return used_.insert(safe).second ? " id=\"" + safe + "\"" : std::string();
}

std::string Sheet::corrected(const std::string& id) const {
  const auto found = options.corrections.find(id);
  if (found == options.corrections.end()) return {};
  return " <span class=\"warn\">" + std::string(found->second.wrong ? "judged wrong" : "corrected") +
         "</span> <span class=\"n\">" + escape_text(found->second.words) + "</span>";
}

bool Sheet::is_wrong(const std::string& id) const {
  const auto found = options.corrections.find(id);
  return found != options.corrections.end() && found->second.wrong;
}

const DayRange& Sheet::date_of(uint32_t doc) const {
  const bool joint = doc < story.joint_dates.size() && story.joint_dates[doc].known();
  return joint ? story.joint_dates[doc] : records[doc].date;
}

std::string date_words(const DayRange& range) {
  if (!range.known()) return {};
  const DayRange days = with_open_ends(range);
  const bool no_first = days.first == std::numeric_limits<Day>::min(), no_last = days.last == std::numeric_limits<Day>::max();
  if (no_first && no_last) return "any day";
  if (no_first) return "until " + day_words(days.last, true);
  if (no_last) return "from " + day_words(days.first, true) + " on";
  if (days.first == days.last) return day_words(days.first, true);
  std::string iso = iso_of(days);
  const Civil a = civil_of(days.first), b = civil_of(days.last);
  if (iso.size() == 4) return iso;
  if (iso.size() == 7) return std::string(kMonths[a.month - 1]) + " " + std::to_string(a.year);
  if (a.year == b.year && a.month == b.month) return std::to_string(a.day) + "–" + day_words(days.last, true);
  return day_words(days.first, a.year != b.year) + " – " + day_words(days.last, true);
}

std::string time_tag(const DayRange& days) {
  if (!days.known()) return {};
  if (days.first == days.last) return "<time datetime=\"" + iso_of(days.first) + "\">" + date_words(days) + "</time>";
  return "<span title=\"" + iso_of(with_open_ends(days)) + "\">" + date_words(days) + "</span>";
}

std::string counted(size_t n, const char* one, const char* many) { return std::to_string(n) + " " + (n == 1 ? one : many); }

std::string grouped(double value) {
  std::string text = number_text(value);
  const size_t begin = text.starts_with("-") ? 1 : 0;
  size_t end = text.find_first_of(".e");
  if (end == std::string::npos) end = text.size();
  for (size_t at = end; at > begin + 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

}  // namespace dateline::serve
