// Feasts and well-known dated events by their names, read from ontology/time/.
//
// "Christmas Eve" is 24 December of any year, "Eid al-Fitr" 1 Shawwal, "the October 7 attack" 7 October 2023.
// It finds no text itself; find.h asks it word by word.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dateline/base/date.h"
#include "dateline/base/ontology.h"
#include "dateline/time/words.h"

namespace dateline::time {

enum class FeastRule : uint8_t { fixed, easter, orthodox_easter, weekday, hijri, listed };

/// One feast: its names as word lists, and how its day is found.
struct Holiday {
  std::vector<std::vector<std::string>> names;
  FeastRule rule = FeastRule::fixed;
  int32_t month = 0, day = 0;  ///< fixed, hijri; weekday rule: month, day = n-th (negative from the end)
  int32_t weekday = 0;
  int32_t shift = 0;                          ///< days after
  std::vector<std::pair<int32_t, Day>> days;  ///< listed: year and day
};

/// A dated event of public record: the words that name it, and its day. Pages that speak of it as past are later.
struct DatedEvent {
  std::vector<std::string> names;  ///< lower-case phrases
  std::vector<std::string> needs;  ///< one of these words must stand in the page too; empty = no need
  DayRange days;
};

class Holidays {
 public:
  Holidays() = default;
  explicit Holidays(const Ontology& ontology);
  std::vector<Holiday> all;
  std::vector<DatedEvent> events;
  /// Holiday whose name stands at word `i` (longest), with the words it takes; kNone if none.
  [[nodiscard]] uint32_t at(const Words& words, uint32_t i, uint32_t& used) const;
  /// Its day in `year`, if it has one.
  [[nodiscard]] std::optional<Day> day(uint32_t holiday, int32_t year) const;

 private:
  std::unordered_map<std::string, std::vector<std::pair<uint32_t, uint32_t>>> by_first_;
};

/// Western Easter Sunday (anonymous Gregorian computus) and Orthodox Easter (Meeus, Julian) of a year.
[[nodiscard]] Day easter(int32_t year);
[[nodiscard]] Day orthodox_easter(int32_t year);
/// First day of a Hijri date by the tabular calendar (civil epoch): within a day of the sighted one.
[[nodiscard]] Day hijri_day(int32_t year, int32_t month, int32_t day);
/// Hijri year that `day` falls in.
[[nodiscard]] int32_t hijri_year(Day day);
/// Day of a Solar Hijri date (33-year cycle, right for 1206-1498 AP within a day).
[[nodiscard]] Day solar_hijri_day(int32_t year, int32_t month, int32_t day);

}  // namespace dateline::time
