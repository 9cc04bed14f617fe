// Finds time expressions in words, before anything is resolved: what was said, not which day it was.
//
// "late on Monday" gives Found{weekday 0, edge late} over three words; "two days before Christmas" an offset of -2 days
// with a holiday as its base. It reads words only: no page date, no tense, no calendar arithmetic (value.h does that).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/time/holidays.h"
#include "dateline/time/words.h"

namespace dateline::time {

enum class Unit : uint8_t { none, second, minute, hour, day, weekend, week, month, quarter, season, half, year, decade, century };
enum class Part : uint8_t { none, morning, midday, afternoon, evening, night, daytime };
enum class Edge : uint8_t { none, start, early, mid, late, end };
enum class Shape : uint8_t {
  none,
  date,       ///< some of year, month, day, weekday
  weekday,    ///< weekday without a date, with direction
  deictic,    ///< this / last / next unit: direction and unit; "today" is unit day, direction 0
  span_of,    ///< "the last five days": count, unit, direction
  offset,     ///< "two days ago": count, unit, direction
  duration,   ///< "three weeks"
  set,        ///< "every Monday"
  clock,      ///< time of day without a day
  part,       ///< part of day without a day: "the morning"
  reference,  ///< now, recently: literal value
  quarter,
  half,
  season,
  decade,
  century,
  week,
  holiday,
  lunar,  ///< Hijri date
  solar,  ///< Solar Hijri date
  range   ///< two bases: "March 20-22"
};

/// One expression as it was said. Fields that were not said keep their defaults.
struct Found {
  uint32_t first = 0, last = 0;  ///< words [first, last)
  Shape shape = Shape::none;
  int32_t year = 0, month = 0, day = 0;  ///< 0 = not said
  int32_t weekday = -1;                  ///< 0 = Monday
  Unit unit = Unit::none;
  double count = 0;
  bool vague = false;           ///< "several days": no number
  int32_t direction = 0;        ///< -1 last/ago, 0 this/same, +1 next/later
  bool said_direction = false;  ///< "last", "this", "next" stands there
  bool from_text = false;       ///< relative to what was told before: "the next day", "a day earlier"
  Part part = Part::none;
  Edge edge = Edge::none;
  int32_t hour = -1, minute = -1, second = -1;
  bool half_known = false;  ///< a.m. or p.m. is said, or follows from the hour
  int32_t day_shift = 0;    ///< days after the day said: the second end of "from 10 p.m. to 2 a.m. on Friday" has 1
  bool opens = false;       ///< the next expression is the other end of the range that this one begins
  std::string zone;
  int32_t ordinal = 0;  ///< number of the quarter, half, century, week, season (1 spring .. 4 winter)
  bool fiscal = false;
  bool ambiguous = false;    ///< 02/03/2024
  uint32_t holiday = kNone;  ///< into Holidays
  std::string literal;       ///< value that needs no calendar: "PRESENT_REF", "P1D" of a set
  std::vector<Found> base;   ///< what it is relative to, or the two ends of a range
  std::vector<Found> more;   ///< further counts of a duration or offset: "two years, one month"; the second end of hours
  std::string_view why = "date";
};

/// How eager the finder is. A phrase is known to be one whole expression; running text is not.
struct FindOptions {
  bool phrase = false;
};

/// All expressions in `words`, left to right, not overlapping; the two ends of "from May to September" are two expressions, the
/// first of which opens the range. Linear: every rule looks a bounded number of words ahead.
[[nodiscard]] std::vector<Found> find(const Words& words, const Holidays& holidays, FindOptions options = {});

/// Month 1..12 of a full or short English name, or 0. `full` tells which.
[[nodiscard]] int32_t month_of(std::string_view form, bool& full);
/// The part of day that a word names, or none.
[[nodiscard]] Part part_of(std::string_view form);
/// Marks the expressions of `found` that open a range closed by the next one: "from May to September", "2014 - 2018".
void link_ranges(const Words& words, std::vector<Found>& found);
/// Weekday 0..6 of a full English name, or -1.
[[nodiscard]] int32_t weekday_of_name(std::string_view form);
/// Unit by singular or plural name.
[[nodiscard]] Unit unit_of(std::string_view form);
/// The letters of a unit in a TIMEX3 duration: D, W, M ... ("X" for one that has none).
[[nodiscard]] std::string_view unit_code(Unit unit);

/// The rules, one object a word list. Each rule returns an expression that starts at word `i`, or nothing.
class Finder {
 public:
  Finder(const Words& words, const Holidays& holidays, FindOptions options) : w_(words), holidays_(holidays), options_(options) {}
  /// Longest expression that starts at word `i`.
  [[nodiscard]] std::optional<Found> at(uint32_t i) const;

 private:
  using Maybe = std::optional<Found>;
  // find.cc
  [[nodiscard]] Maybe core(uint32_t i) const;
  [[nodiscard]] Maybe with_edge(uint32_t i) const;
  [[nodiscard]] Maybe with_time(Found found) const;
  [[nodiscard]] Maybe time_first(uint32_t i) const;
  [[nodiscard]] Maybe clock(uint32_t i) const;
  [[nodiscard]] Maybe part_of_day(uint32_t i) const;
  [[nodiscard]] Maybe night_of(uint32_t i) const;
  [[nodiscard]] Maybe reference(uint32_t i) const;
  // find_clock.cc
  [[nodiscard]] Maybe clock_start(uint32_t i) const;
  [[nodiscard]] Maybe clock_words(uint32_t i) const;
  [[nodiscard]] Maybe bare_hour(uint32_t i) const;
  [[nodiscard]] Maybe hours(uint32_t i) const;
  [[nodiscard]] Maybe hours_first(uint32_t i) const;
  // find_ranges.cc
  [[nodiscard]] Maybe compound(Found found) const;
  [[nodiscard]] Maybe ordinal_day(uint32_t i) const;
  [[nodiscard]] Maybe part_of_year(uint32_t i) const;
  [[nodiscard]] Maybe week_number(uint32_t i) const;
  [[nodiscard]] Maybe feast_weekend(uint32_t i) const;
  [[nodiscard]] Maybe year_ago(uint32_t i) const;
  // find_dates.cc
  [[nodiscard]] Maybe date_words(uint32_t i) const;
  [[nodiscard]] Maybe month_first(uint32_t i) const;
  [[nodiscard]] Maybe day_first(uint32_t i) const;
  [[nodiscard]] Maybe month_alone(uint32_t i) const;
  [[nodiscard]] Maybe numeric(uint32_t i) const;
  [[nodiscard]] Maybe year(uint32_t i) const;
  [[nodiscard]] Maybe year_range(uint32_t i) const;
  [[nodiscard]] Maybe decade(uint32_t i) const;
  [[nodiscard]] Maybe century(uint32_t i) const;
  [[nodiscard]] Maybe quarter(uint32_t i) const;
  [[nodiscard]] Maybe season(uint32_t i) const;
  [[nodiscard]] Maybe holiday(uint32_t i) const;
  [[nodiscard]] Maybe anniversary(uint32_t i) const;
  [[nodiscard]] Maybe foreign(uint32_t i) const;
  // find_relative.cc
  [[nodiscard]] Maybe weekday(uint32_t i) const;
  [[nodiscard]] Maybe named_day(uint32_t i) const;
  [[nodiscard]] Maybe deictic(uint32_t i) const;
  [[nodiscard]] Maybe offset(uint32_t i) const;
  [[nodiscard]] Maybe duration(uint32_t i) const;
  [[nodiscard]] Maybe set(uint32_t i) const;
  [[nodiscard]] Maybe same(uint32_t i) const;
  [[nodiscard]] Maybe week_of(uint32_t i) const;

  // small readers
  [[nodiscard]] bool has(uint32_t i) const { return i < w_.size(); }
  [[nodiscard]] bool is(uint32_t i, std::string_view form) const { return i < w_.size() && w_[i].lower == form; }
  [[nodiscard]] bool any(uint32_t i, std::string_view list) const { return i < w_.size() && in(w_[i].lower, list); }
  [[nodiscard]] bool before(uint32_t i, std::string_view list) const { return i > 0 && in(w_[i - 1].lower, list); }
  [[nodiscard]] bool glued(uint32_t i) const { return i < w_.size() && !w_[i].space_before; }
  [[nodiscard]] bool hyphen(uint32_t i) const { return is(i, "-") && glued(i) && glued(i + 1); }
  /// Digits without separators of `min`..`max` places at word i, or -1.
  [[nodiscard]] int32_t digits(uint32_t i, size_t min, size_t max) const;
  /// Year at word i (digits, "'98", letters); `used` = its words, 0 if none.
  [[nodiscard]] int32_t year_at(uint32_t i, uint32_t& used) const;
  /// Month name at i with its stop; `used` 0 if none.
  [[nodiscard]] int32_t month_at(uint32_t i, uint32_t& used, bool& full) const;
  /// Day of month at i ("21", "21st", "first"); `used` 0 if none.
  [[nodiscard]] int32_t day_at(uint32_t i, uint32_t& used, bool& ordinal) const;
  /// "this year", "last year", "2016", "of 2016" at i: sets year or base; returns words used.
  [[nodiscard]] uint32_t year_phrase(uint32_t i, Found& found) const;
  [[nodiscard]] static Found make(uint32_t first, uint32_t last, Shape shape, std::string_view why);

  const Words& w_;
  const Holidays& holidays_;
  FindOptions options_;
  mutable int depth_ = 0;  ///< of rules that read an expression inside another one; bounded, so hostile text stays linear
};

}  // namespace dateline::time
