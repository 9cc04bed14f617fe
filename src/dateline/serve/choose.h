// What stands together in a timeline, and what a short list of it shows.
//
// "Sisi arrived in Ismailia" told by two pages, and once more under another range of the same days, is one item of three rows.
// Of 130 items the short list shows those that pages differ on, that several pages tell, or that say who did what. It reads no
// text of pages but to compare it, and drops nothing: what is not chosen is only marked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dateline/base/date.h"

namespace dateline::serve {

/// The months by name, January first.
inline constexpr const char* kMonthNames[] = {"January", "February", "March",     "April",   "May",      "June",
                                              "July",    "August",   "September", "October", "November", "December"};

/// One row of the timeline as far as grouping and choosing need it.
struct TimelineRow {
  DayRange days;
  std::string happening;  ///< id or ""
  std::string text;       ///< the sentence, verbatim
  std::string page;       ///< what names its page
  std::string head;       ///< type, parties and status in words; "" = only a sentence
  bool acted = false;     ///< has a type and an actor
  bool deed = false;      ///< acted, and by more than words
  bool differs = false;   ///< pages differ on its happening
  uint64_t pages = 1, independent = 1;
  double weight = 0;
};

/// Rows that stand together.
struct TimelineItem {
  std::vector<uint32_t> rows;  ///< into the rows given, the one that dates the item first
  DayRange days;
  bool acted = false, deed = false, differs = false, chosen = false;
  uint64_t pages = 1, independent = 1;
  double weight = 0;
};

/// Rows of one happening, and rows with the same sentence whose days touch or which say the same of it, as one item each.
/// Items stand by year, those wider than a month first, then by day; the undated last. Linear but for the sort.
[[nodiscard]] std::vector<TimelineItem> group_timeline(const std::vector<TimelineRow>& rows);

/// Marks the items a short list shows: at most `most` (0 = no bound) of those worth it, the best told first. When none is worth
/// it, the heaviest are taken.
void choose(std::vector<TimelineItem>& items, size_t most);

/// True when the range belongs under the heading of its year, not of a month.
[[nodiscard]] bool is_wide(const DayRange& days);
/// "March 2021", "2021", "No date": the heading an item stands under.
[[nodiscard]] std::string heading_of(const DayRange& days);

}  // namespace dateline::serve
