// Grouping and choosing for the terminal and the report: see choose.h.
#include "dateline/serve/choose.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace dateline::serve {

namespace {

bool touch(const DayRange& a, const DayRange& b) {
  if (!a.known() || !b.known()) return true;
  return a.first <= b.last && b.first <= a.last;
}

/// The finer of two ranges; the first when equal.
bool finer(const DayRange& a, const DayRange& b) {
  if (a.known() != b.known()) return a.known();
  return a.known() && a.last - a.first < b.last - b.first;
}

class Grouper {
 public:
  explicit Grouper(const std::vector<TimelineRow>& rows) : rows_(rows) {}

  std::vector<TimelineItem> run() {
    for (uint32_t i = 0; i < rows_.size(); ++i) take(i);
    std::stable_sort(items_.begin(), items_.end(),
                     [](const TimelineItem& a, const TimelineItem& b) { return place(a.days) < place(b.days); });
    return std::move(items_);
  }

 private:
  static std::tuple<bool, int, int, Day, Day> place(const DayRange& d) {
    if (!d.known()) return {true, 0, 0, 0, 0};
    const Civil c = civil_of(d.first);
    return {false, c.year, is_wide(d) ? 0 : c.month, d.first, d.last};
  }

  void take(uint32_t i) {
    const TimelineRow& row = rows_[i];
    auto& same = by_text_[row.text];
    size_t at = items_.size();
    for (const auto& [item, other] : same) {
      const TimelineRow& o = rows_[other];
      const bool one_page = o.page == row.page;
      if (touch(o.days, row.days) || (one_page && o.head == row.head)) {
        at = item;
        break;
      }
    }
    if (const auto told = by_happening_.find(row.happening); at == items_.size() && told != by_happening_.end())
      at = told->second;
    if (at == items_.size()) items_.emplace_back();
    TimelineItem& item = items_[at];
    item.rows.push_back(i);
    if (item.rows.size() == 1 || finer(row.days, item.days)) {
      std::rotate(item.rows.begin(), item.rows.end() - 1, item.rows.end());
      item.days = row.days;
    }
    item.acted = item.acted || row.acted;
    item.deed = item.deed || row.deed;
    item.differs = item.differs || row.differs;
    item.pages = std::max(item.pages, row.pages);
    item.independent = std::max(item.independent, row.independent);
    item.weight = std::max(item.weight, row.weight);
    if (same.size() < kMostCompared) same.emplace_back(at, i);
    if (!row.happening.empty()) by_happening_.emplace(row.happening, at);
  }

  static constexpr size_t kMostCompared = 8;  ///< rows with the same sentence that a row is compared with
  const std::vector<TimelineRow>& rows_;
  std::vector<TimelineItem> items_;
  std::map<std::string, std::vector<std::pair<size_t, uint32_t>>> by_text_;
  std::map<std::string, size_t> by_happening_;
};

}  // namespace

bool is_wide(const DayRange& days) { return days.last - days.first >= 31; }

std::string heading_of(const DayRange& days) {
  if (!days.known()) return "No date";
  const Civil c = civil_of(days.first);
  return (is_wide(days) ? "" : std::string(kMonthNames[c.month - 1]) + " ") + std::to_string(c.year);
}

std::vector<TimelineItem> group_timeline(const std::vector<TimelineRow>& rows) { return Grouper(rows).run(); }

void choose(std::vector<TimelineItem>& items, size_t most) {
  std::vector<size_t> best;
  for (size_t i = 0; i < items.size(); ++i) {
    const TimelineItem& item = items[i];
    if (item.differs || item.pages > 1 || (item.acted && item.days.known())) best.push_back(i);
  }
  if (best.empty()) {
    best.resize(items.size());
    std::iota(best.begin(), best.end(), size_t{0});
  }
  const auto rank = [&](size_t i) {
    const TimelineItem& t = items[i];
    return std::tuple(t.independent > 1, t.differs, t.deed, t.pages > 1, t.weight);
  };
  std::stable_sort(best.begin(), best.end(), [&](size_t a, size_t b) { return rank(a) > rank(b); });
  if (most > 0 && best.size() > most) best.resize(most);
  for (const size_t i : best) items[i].chosen = true;
}

}  // namespace dateline::serve
