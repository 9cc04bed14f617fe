#include "dateline/base/date.h"

#include <array>
#include <limits>

#include "dateline/base/chars.h"

namespace dateline {

Day day_of(int32_t year, int32_t month, int32_t day) {
  const int32_t y = year - (month <= 2 ? 1 : 0);
  const int32_t era = (y >= 0 ? y : y - 399) / 400;
  const int32_t yoe = y - era * 400;
  const int32_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

Civil civil_of(Day day) {
  const int32_t z = day + 719468;
  const int32_t era = (z >= 0 ? z : z - 146096) / 146097;
  const int32_t doe = z - era * 146097;
  const int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int32_t mp = (5 * doy + 2) / 153;
  const int32_t month = mp + (mp < 10 ? 3 : -9);
  return {yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1};
}

int32_t weekday_of(Day day) {
  const int32_t w = (day + 3) % 7;
  return w < 0 ? w + 7 : w;
}

int32_t days_in_month(int32_t year, int32_t month) {
  static constexpr std::array<int32_t, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[static_cast<size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

bool is_valid_date(int32_t year, int32_t month, int32_t day) {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

namespace {
std::string padded(int32_t value, size_t width) {
  std::string digits = std::to_string(value);
  while (digits.size() < width) digits.insert(digits.begin(), '0');
  return digits;
}

std::optional<int32_t> digits_at(std::string_view text, size_t at, size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int32_t value = 0;
  for (size_t i = at; i < at + count; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}
}  // namespace

std::string iso_of(Day day) {
  const Civil c = civil_of(day);
  return padded(c.year, 4) + "-" + padded(c.month, 2) + "-" + padded(c.day, 2);
}

std::string iso_week_of(Day day) {
  const Day thursday = day - weekday_of(day) + 3;
  const int32_t year = civil_of(thursday).year;
  return padded(year, 4) + "-W" + padded((thursday - day_of(year, 1, 1)) / 7 + 1, 2);
}

std::optional<DayRange> parse_iso_range(std::string_view text) {
  const auto year = digits_at(text, 0, 4);
  if (!year || *year < 1) return std::nullopt;
  if (text.size() == 4) return DayRange{day_of(*year, 1, 1), day_of(*year, 12, 31), Precision::year};
  const auto month = digits_at(text, 5, 2);
  if (text[4] != '-' || !month || *month < 1 || *month > 12) return std::nullopt;
  if (text.size() == 7) {
    return DayRange{day_of(*year, *month, 1), day_of(*year, *month, days_in_month(*year, *month)), Precision::month};
  }
  const auto day = digits_at(text, 8, 2);
  if (text.size() != 10 || text[7] != '-' || !day || !is_valid_date(*year, *month, *day)) return std::nullopt;
  const Day d = day_of(*year, *month, *day);
  return DayRange{d, d, Precision::day};
}

std::string_view name_of(Precision precision) {
  static constexpr std::array<std::string_view, 13> kNames = {
      "none", "minute", "hour", "part of day", "day", "days", "week", "month", "quarter", "season", "year", "decade", "century"};
  return kNames[static_cast<size_t>(precision)];
}

std::string iso_of(const DayRange& range) {
  if (!range.known()) return {};
  if (range.first == range.last) return iso_of(range.first);
  // Open ends as in ISO 8601-2: "2024-05-01/..".
  const bool open_first = range.first == std::numeric_limits<Day>::min(),
             open_last = range.last == std::numeric_limits<Day>::max();
  if (open_first || open_last)
    return (open_first ? std::string("..") : iso_of(range.first)) + "/" + (open_last ? std::string("..") : iso_of(range.last));
  const Civil a = civil_of(range.first), b = civil_of(range.last);
  const bool whole_months = a.day == 1 && b.day == days_in_month(b.year, b.month);
  if (whole_months && a.year == b.year && a.month == 1 && b.month == 12) return padded(a.year, 4);
  if (whole_months && a.year == b.year && a.month == b.month) return padded(a.year, 4) + "-" + padded(a.month, 2);
  return iso_of(range.first) + "/" + iso_of(range.last);
}

}  // namespace dateline
