// Calendar days as plain numbers: proleptic Gregorian, no clock, no time zone, no locale.
//
// "12 February 2024" is day 19765 (days since 1970-01-01), a Monday. Algorithms: H. Hinnant, "chrono-compatible
// low-level date algorithms". It reads no text (time/ does) and never asks what day it is today.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

/// Days since 1970-01-01 (proleptic Gregorian).
using Day = int32_t;

struct Civil {
  int32_t year = 1970;
  int32_t month = 1;  ///< 1..12
  int32_t day = 1;    ///< 1..31
};

[[nodiscard]] Day day_of(int32_t year, int32_t month, int32_t day);
[[nodiscard]] Civil civil_of(Day day);
[[nodiscard]] int32_t weekday_of(Day day);  ///< 0 = Monday .. 6 = Sunday
[[nodiscard]] int32_t days_in_month(int32_t year, int32_t month);
[[nodiscard]] bool is_valid_date(int32_t year, int32_t month, int32_t day);
[[nodiscard]] std::string iso_of(Day day);       ///< "2024-02-12"
[[nodiscard]] std::string iso_week_of(Day day);  ///< "2024-W07"
/// Reads "YYYY", "YYYY-MM" or "YYYY-MM-DD"; nothing for anything else or an impossible date.
struct DayRange;
[[nodiscard]] std::optional<DayRange> parse_iso_range(std::string_view text);

/// How exact a date is: the unit the words name. Smaller is finer.
enum class Precision : uint8_t { none, minute, hour, day_part, day, days, week, month, quarter, season, year, decade, century };
[[nodiscard]] std::string_view name_of(Precision precision);

/// Inclusive range of days with the unit it was expressed in.
struct DayRange {
  Day first = 0;
  Day last = 0;
  Precision precision = Precision::none;  ///< none: not known at all
  [[nodiscard]] bool known() const { return precision != Precision::none; }
  friend bool operator==(const DayRange&, const DayRange&) = default;
};

/// Range as ISO 8601: one day "2024-02-12", a month "2024-02", a year "2024", else "first/last"; "" when not known.
[[nodiscard]] std::string iso_of(const DayRange& range);

}  // namespace dateline
