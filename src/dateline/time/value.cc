#include "dateline/time/value.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace dateline::time {
namespace {

std::string pad(int32_t value, size_t width) {
  std::string out = std::to_string(value);
  while (out.size() < width) out.insert(out.begin(), '0');
  return out;
}

std::string month_text(int32_t year, int32_t month) { return pad(year, 4) + "-" + pad(month, 2); }

std::string_view part_code(Part part) {
  switch (part) {
    case Part::morning:
      return "TMO";
    case Part::midday:
      return "TMI";
    case Part::afternoon:
      return "TAF";
    case Part::evening:
      return "TEV";
    case Part::night:
      return "TNI";
    case Part::daytime:
      return "TDT";
    case Part::none:
      break;
  }
  return "";
}

/// P3D, PT48H, P2Y6M, PXW; a whole number of the unit, halves of years as months, other halves as decimals.
std::string duration_text(const Found& f) {
  if (!f.more.empty() && !f.vague) {  // "two years and a month": P2Y1M
    std::string days = "P", hours;
    const auto add = [&](const Found& part) {
      const auto tenths = static_cast<int64_t>(std::llround(part.count * 10));
      const std::string number = std::to_string(tenths / 10) + (tenths % 10 != 0 ? "." + std::to_string(tenths % 10) : "");
      (part.unit < Unit::day ? hours : days) += number + std::string(unit_code(part.unit));
    };
    add(f);
    for (const Found& part : f.more) add(part);
    return hours.empty() ? days : days + "T" + hours;
  }
  const std::string head = f.unit < Unit::day ? "PT" : "P";
  if (f.vague) return head + "X" + std::string(unit_code(f.unit));
  const double whole = std::floor(f.count);
  const bool half = f.count - whole == 0.5;
  if (f.count == whole) return head + std::to_string(static_cast<int64_t>(whole)) + std::string(unit_code(f.unit));
  if (half && f.unit == Unit::year) return "P" + (whole > 0 ? std::to_string(static_cast<int64_t>(whole)) + "Y" : "") + "6M";
  if (half && f.unit == Unit::minute && whole > 0) return "PT" + std::to_string(static_cast<int64_t>(whole)) + "M30S";
  const auto tenths = static_cast<int64_t>(std::llround(f.count * 10));
  return head + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + std::string(unit_code(f.unit));
}

Day add_months(Day day, int32_t months) {
  Civil c = civil_of(day);
  const int32_t total = c.year * 12 + c.month - 1 + months;
  c.year = total / 12;
  c.month = total % 12 + 1;
  c.day = std::min(c.day, days_in_month(c.year, c.month));
  return day_of(c.year, c.month, c.day);
}

bool sane(int64_t year) { return year >= 1 && year <= 9999; }

DayRange quarter_range(int32_t year, int32_t q) {
  return {day_of(year, 3 * q - 2, 1), day_of(year, 3 * q, days_in_month(year, 3 * q)), Precision::quarter};
}

DayRange season_range(int32_t year, int32_t season) {
  static constexpr std::array<int32_t, 4> kFirst = {3, 6, 9, 12};
  const int32_t m = kFirst[static_cast<size_t>(season - 1)];
  const int32_t end_year = m == 12 ? year + 1 : year, end_month = m == 12 ? 2 : m + 2;
  return {day_of(year, m, 1), day_of(end_year, end_month, days_in_month(end_year, end_month)), Precision::season};
}

std::string season_text(int32_t year, int32_t season) {
  static constexpr std::array<std::string_view, 4> kCodes = {"SP", "SU", "FA", "WI"};
  return pad(year, 4) + "-" + std::string(kCodes[static_cast<size_t>(season - 1)]);
}

/// The days of "mid-June" and "the end of the week"; early, late and the edges of longer units keep the days of the whole unit.
DayRange cut(DayRange r, Edge edge) {
  if (edge == Edge::mid && r.precision == Precision::month) return {r.first + 9, r.first + 19, Precision::days};
  if (edge == Edge::end && r.precision == Precision::week) return {r.last - 2, r.last, Precision::days};
  return r;
}

class Resolver {
 public:
  Resolver(const Anchor& anchor, const Holidays& holidays) : anchor_(anchor), holidays_(holidays) {
    if (anchor.page.known()) {
      known_ = true;
      exact_ = anchor.page.first == anchor.page.last;
      page_ = anchor.page.last;
    }
  }

  Value run(const Found& f) {
    Value v = shape(f);
    if (!v.value.empty() || v.days.known()) finish(f, v);
    return v;
  }

 private:
  Value shape(const Found& f) {
    switch (f.shape) {
      case Shape::date:
        return date(f);
      case Shape::weekday:
        return weekday(f);
      case Shape::deictic:
        return deictic(f);
      case Shape::span_of:
        return span_of(f);
      case Shape::offset:
        return offset(f);
      case Shape::duration:
        return duration(f);
      case Shape::set:
        return set(f);
      case Shape::clock:
        return clock(f);
      case Shape::part:
        return part(f);
      case Shape::reference:
        return reference(f);
      case Shape::quarter:
        return quarter(f);
      case Shape::half:
        return half(f);
      case Shape::season:
        return season(f);
      case Shape::decade:
        return decade(f);
      case Shape::century:
        return century(f);
      case Shape::week:
        return week(f);
      case Shape::holiday:
        return holiday(f);
      case Shape::lunar:
      case Shape::solar:
        return foreign(f);
      case Shape::range:
        return range(f);
      case Shape::none:
        break;
    }
    return {};
  }

  static Value of_days(std::string text, DayRange days, TimeBasis basis) {
    Value v;
    v.value = std::move(text);
    v.days = days;
    v.basis = basis;
    return v;
  }
  static Value of_day(Day day, TimeBasis basis) { return of_days(iso_of(day), day_range(day), basis); }
  static Value none(std::string_view reason) {
    Value v;
    v.reason = reason;
    return v;
  }

  /// Part of day, clock and edge on top of a day or a range.
  static void finish(const Found& f, Value& v) {
    if (v.days.precision == Precision::day && v.days.first == v.days.last) {
      if (f.day_shift != 0 && f.hour >= 0) {
        v.days.first = v.days.last = v.days.first + f.day_shift;
        v.value = iso_of(v.days.first);
      }
      if (f.hour >= 0) {
        v.type = TimexType::time;
        v.value += "T" + pad(f.hour, 2) + ":" + pad(std::max(f.minute, 0), 2) + (f.second >= 0 ? ":" + pad(f.second, 2) : "");
        if (in(f.zone, "gmt utc z")) v.value += "Z";
        v.days.precision = f.minute >= 0 ? Precision::minute : Precision::hour;
        return;
      }
      if (f.part != Part::none && f.shape != Shape::set) {
        v.type = TimexType::time;
        v.value += part_code(f.part);
        v.days.precision = Precision::day_part;
        return;
      }
    }
    if (f.edge != Edge::none && v.days.known() && v.days.precision >= Precision::week) v.days = cut(v.days, f.edge);
  }

  /// Year of a month (and day) said without one: the nearest in the direction of the tense.
  int32_t infer_year(int32_t month, int32_t day, const Found& f) const {
    const Civil now = civil_of(page_);
    if (f.said_direction) {
      if (f.direction == 0) return now.year;
      const bool later = month > now.month || (month == now.month && day > now.day && day > 0);
      const bool same_month = month == now.month && day == 0;
      if (f.direction < 0) return later || same_month ? now.year - 1 : now.year;
      return later ? now.year : now.year + 1;
    }
    int64_t best = 0;
    int32_t year = now.year;
    bool first = true;
    for (int32_t y = now.year - 1; y <= now.year + 1; ++y) {
      const int32_t last_day = days_in_month(y, month);
      const Day begin = day_of(y, month, day > 0 ? std::min(day, last_day) : 1);
      const Day end = day > 0 ? begin : day_of(y, month, last_day);
      int64_t cost = 0;
      if (begin > page_) cost = (static_cast<int64_t>(begin) - page_) * (anchor_.tense > 0 ? 1 : anchor_.tense < 0 ? 40 : 3);
      if (end < page_) cost = (static_cast<int64_t>(page_) - end) * (anchor_.tense > 0 ? 20 : 1);
      if (day > 0 && !is_valid_date(y, month, day)) cost += 100000;
      // What is told as past is not ahead of its page (a day is left for clocks around the world).
      if (anchor_.tense < 0 && begin > page_ + 1) cost += 1000000;
      if (first || cost < best) {
        best = cost;
        year = y;
        first = false;
      }
    }
    return year;
  }

  Value date(const Found& f) {
    int32_t year = f.year;
    TimeBasis basis = TimeBasis::absolute;
    if (year == 0 && !f.base.empty()) {
      const Value base = Resolver(anchor_, holidays_).run(f.base[0]);
      if (!base.days.known()) return none("no year");
      year = civil_of(base.days.first).year;
      basis = TimeBasis::relative_to_page;
    }
    if (f.month > 12 || f.day > 31 || f.month < 0) return none("no such day");
    if (year > 9999) return none("no such year");
    if (f.month == 0 && f.day > 0 && !f.base.empty()) {  // "the 15th of next month"
      const Value base = Resolver(anchor_, holidays_).run(f.base[0]);
      if (!base.days.known()) return none("no month");
      const Civil c = civil_of(base.days.first);
      return is_valid_date(c.year, c.month, f.day) ? of_day(day_of(c.year, c.month, f.day), TimeBasis::relative_to_page)
                                                   : none("no such day");
    }
    if (f.month == 0 && f.day > 0) return day_alone(f);
    if (f.month == 0) {
      if (year == 0) return none("no year");
      return of_days(pad(year, 4), year_range(year), basis);
    }
    if (year == 0) {
      if (!known_) {
        Value v;
        v.value = "XXXX-" + pad(f.month, 2) + (f.day > 0 ? "-" + pad(f.day, 2) : "");
        if (f.day > days_in_month(2024, f.month)) return none("no such day");
        v.reason = "no year";
        v.basis = TimeBasis::none;
        return v;
      }
      if (f.day > days_in_month(2024, f.month)) return none("no such day");
      year = infer_year(f.month, f.day, f);
      basis = TimeBasis::year_inferred;
    }
    if (f.day == 0) return of_days(month_text(year, f.month), month_range(year, f.month), basis);
    if (!is_valid_date(year, f.month, f.day)) return none("no such day");
    Value v = of_day(day_of(year, f.month, f.day), basis);
    v.future = known_ && v.days.first > page_;
    return v;
  }

  /// "Monday 21": the nearest month in which the 21st is a Monday.
  Value day_alone(const Found& f) const {
    if (!known_) return none("no month");
    const Civil now = civil_of(page_);
    // "On the 21st": told as past it lies behind the page, else within the page's month
    const bool back = f.weekday < 0 && f.day > now.day && anchor_.tense < 0;
    for (const int32_t shift : {back ? -1 : 0, 1, -1, 2, -2, 3, -3}) {
      const int32_t total = now.year * 12 + now.month - 1 + shift;
      const int32_t y = total / 12, m = total % 12 + 1;
      if (f.day <= days_in_month(y, m) && (f.weekday < 0 || weekday_of(day_of(y, m, f.day)) == f.weekday)) {
        return of_day(day_of(y, m, f.day), TimeBasis::relative_to_page);
      }
    }
    return none("weekday and day do not agree");
  }

  Value weekday(const Found& f) {
    const std::string open = "XXXX-WXX-" + std::to_string(f.weekday + 1);
    if (!f.base.empty()) {
      const Value base = Resolver(anchor_, holidays_).run(f.base[0]);
      if (base.days.known()) return of_day(base.days.first + f.weekday, TimeBasis::relative_to_page);
    }
    Day ref = page_;
    TimeBasis basis = TimeBasis::relative_to_page;
    const bool text = f.from_text && anchor_.text.known() && anchor_.text.last - anchor_.text.first <= 7;
    if (text) {
      ref = anchor_.text.last;
      basis = TimeBasis::relative_to_text;
    } else if (!known_ || !exact_) {
      Value v;
      v.value = open;
      v.basis = TimeBasis::none;
      v.reason = "page day not known";
      v.future = anchor_.tense > 0;
      if (f.part != Part::none) v.value += part_code(f.part);
      return v;
    }
    const int32_t gap = (f.weekday - weekday_of(ref) + 7) % 7;  // days ahead, 0..6
    Day day = ref;
    if (f.said_direction && f.direction != 0) {
      if (f.direction < 0) {
        day = ref - (gap == 0 ? 7 : 7 - gap);
      } else if (text) {
        day = ref + (gap == 0 ? 7 : gap);
      } else {
        day = ref - weekday_of(ref) + 7 + f.weekday;
      }
    } else if (f.said_direction) {
      day = ref - weekday_of(ref) + f.weekday;
    } else if (anchor_.tense > 0) {
      day = ref + gap;
    } else {
      day = gap == 0 ? ref : ref - (7 - gap);
    }
    Value v = of_day(day, basis);
    v.leaned_on_text = text;
    v.future = known_ && day > page_;
    return v;
  }

  struct Base {
    Day day = 0;
    bool known = false, text = false;
    DayRange range;
  };
  /// The day a relative word counts from.
  Base base_of(const Found& f) {
    Base b;
    if (!f.base.empty()) {
      const Value v = Resolver(anchor_, holidays_).run(f.base[0]);
      if (v.days.known()) b = {f.direction < 0 ? v.days.first : v.days.last, true, false, v.days};
      return b;
    }
    if (f.from_text && anchor_.text.known()) {
      // The unit must not be finer than what is leaned on: "the next day" needs a day, "the next year" does not.
      const int32_t width = anchor_.text.last - anchor_.text.first;
      const bool fine =
          f.unit >= Unit::year || (f.unit >= Unit::month && width < 32) || (f.unit == Unit::week && width < 8) || width < 3;
      if (fine) return {anchor_.text.first, true, true, anchor_.text};
    }
    if (known_ && (exact_ || f.unit >= Unit::month)) b = {page_, true, false, anchor_.page};
    return b;
  }

  Value unit_at(Unit unit, Day day, TimeBasis basis) const {
    const Civil c = civil_of(day);
    switch (unit) {
      case Unit::second:
      case Unit::minute:
      case Unit::hour:
      case Unit::day:
        return of_day(day, basis);
      case Unit::week:
        return of_days(iso_week_of(day), week_range(day), basis);
      case Unit::weekend: {
        const DayRange w = week_range(day);
        return of_days(iso_week_of(day) + "-WE", {w.last - 1, w.last, Precision::days}, basis);
      }
      case Unit::month:
        return of_days(month_text(c.year, c.month), month_range(c.year, c.month), basis);
      case Unit::quarter: {
        const int32_t q = (c.month - 1) / 3 + 1;
        return of_days(pad(c.year, 4) + "-Q" + std::to_string(q), quarter_range(c.year, q), basis);
      }
      case Unit::year:
        return of_days(pad(c.year, 4), year_range(c.year), basis);
      case Unit::decade: {
        const int32_t d = c.year / 10;
        return of_days(pad(d, 3), {day_of(d * 10, 1, 1), day_of(d * 10 + 9, 12, 31), Precision::decade}, basis);
      }
      case Unit::century: {
        const int32_t d = c.year / 100;
        return of_days(pad(d, 2), {day_of(std::max(1, d * 100), 1, 1), day_of(d * 100 + 99, 12, 31), Precision::century}, basis);
      }
      default:
        return none("unit");
    }
  }

  static Day shift(Unit unit, Day day, double n) {
    const auto k = static_cast<int32_t>(std::clamp(n, -4000000.0, 4000000.0));
    switch (unit) {
      case Unit::day:
        return day + k;
      case Unit::week:
      case Unit::weekend:
        return day + std::clamp(k, -500000, 500000) * 7;
      case Unit::month:
        return add_months(day, std::clamp(k, -100000, 100000));
      case Unit::quarter:
        return add_months(day, 3 * std::clamp(k, -30000, 30000));
      case Unit::year:
        return add_months(day, 12 * std::clamp(k, -9000, 9000));
      case Unit::decade:
        return add_months(day, 120 * std::clamp(k, -900, 900));
      case Unit::century:
        return add_months(day, 1200 * std::clamp(k, -90, 90));
      default:
        return day;
    }
  }

  Value deictic(const Found& f) {
    Base b = base_of(f);
    if (!b.known) return none(f.from_text ? "nothing to lean on" : "page day not known");
    const TimeBasis basis = b.text ? TimeBasis::relative_to_text : TimeBasis::relative_to_page;
    Day day = b.day;
    if (f.unit == Unit::weekend) {
      // The weekend just past, unless the words point forward; on a Saturday or Sunday the present one.
      const int32_t wd = weekday_of(day);
      if (!f.base.empty()) {  // a feast on a Monday or Tuesday has the weekend before it
        return unit_at(Unit::weekend, wd <= 1 ? day - 7 : day, basis);
      }
      if (f.direction > 0) {
        day += wd >= 5 ? 7 : 7 * 0;
        if (wd < 5) day += 0;
      } else if (f.direction < 0 || (!f.said_direction && anchor_.tense <= 0 && wd < 5)) {
        day -= 7;
      }
      if (f.said_direction && f.direction == 0 && wd < 5 && anchor_.tense < 0) day -= 7;
      Value v = unit_at(Unit::weekend, day, basis);
      v.future = known_ && v.days.first > page_;
      return v;
    }
    day = shift(f.unit, day, f.direction);
    if (f.fiscal && f.direction == 0 && false) return none("fiscal");
    if (!sane(civil_of(day).year)) return none("out of range");
    Value v = unit_at(f.unit, day, basis);
    v.leaned_on_text = b.text;
    v.future = f.direction > 0 && !b.text;
    if (f.part == Part::night && f.direction < 0 && f.why == "last night") v.days.first = v.days.last;
    return v;
  }

  Value span_of(const Found& f) {
    Value v;
    v.type = TimexType::duration;
    v.value = duration_text(f);
    const Base b = base_of(f);
    v.basis = b.text ? TimeBasis::relative_to_text : TimeBasis::relative_to_page;
    v.future = f.direction > 0;
    if (b.known && !f.vague && f.unit >= Unit::day && !f.fiscal) {
      const Day other = shift(f.unit, b.day, f.direction * std::floor(f.count));
      v.days = {std::min(b.day, other), std::max(b.day, other), Precision::days};
      if (!sane(civil_of(v.days.first).year) || !sane(civil_of(v.days.last).year)) v.days = {};
    }
    return v;
  }

  Value offset(const Found& f) {
    if (f.vague) {
      Value v;
      v.type = TimexType::date;
      v.value = f.direction < 0 ? "PAST_REF" : "FUTURE_REF";
      v.basis = TimeBasis::relative_to_page;
      v.reason = "count not said";
      return v;
    }
    const Base b = base_of(f);
    if (!b.known) return none(f.from_text ? "nothing to lean on" : "page day not known");
    const TimeBasis basis = b.text ? TimeBasis::relative_to_text : TimeBasis::relative_to_page;
    if (f.unit < Unit::day && f.from_text) return duration(f);  // "six minutes later": no day of its own
    if (f.unit < Unit::day) {
      const double hours = f.unit == Unit::hour ? f.count : f.unit == Unit::minute ? f.count / 60 : f.count / 3600;
      const auto days = static_cast<int32_t>(std::min(hours / 24, 3000000.0));
      Value v = of_day(b.day + f.direction * days, basis);
      v.leaned_on_text = b.text;
      return v;
    }
    const double whole = std::floor(f.count);
    Day day = shift(f.unit, b.day, f.direction * whole);
    Unit finest = f.unit;
    for (const Found& part : f.more) {
      day = shift(part.unit, day, f.direction * std::floor(part.count));
      finest = std::max(std::min(finest, part.unit), Unit::day);
    }
    if (f.count != whole) {
      const Unit finer = f.unit == Unit::year ? Unit::month : Unit::day;
      day = shift(finer, day, f.direction * (f.unit == Unit::year ? 6 : f.unit == Unit::month ? 15 : 3));
    }
    if (!sane(civil_of(day).year)) return none("out of range");
    const bool fine_base = !f.base.empty() && b.range.last - b.range.first < 3;
    Unit unit = finest;
    // "Two weeks ago" of a page names a week; "two weeks after the vote" counts from a day told.
    const bool counted_from_day = b.text || !f.base.empty();
    if ((unit == Unit::week && counted_from_day) || (fine_base && unit <= Unit::month)) unit = Unit::day;
    if (unit == Unit::decade) unit = Unit::year;
    if (unit == Unit::century) unit = Unit::year;
    Value v = unit_at(unit, day, basis);
    v.leaned_on_text = b.text;
    v.future = f.direction > 0 && !b.text;
    return v;
  }

  static Value duration(const Found& f) {
    Value v;
    v.type = TimexType::duration;
    v.value = duration_text(f);
    return v;
  }

  static Value set(const Found& f) {
    Value v;
    v.type = TimexType::set;
    v.value = f.literal;
    if (f.literal.empty() && f.weekday >= 0) v.value = "XXXX-WXX-" + std::to_string(f.weekday + 1);
    if (f.literal.empty()) v.value += part_code(f.part);
    return v;
  }

  Value on_text_day(const Found& f) {
    Found day;
    day.shape = Shape::deictic;
    day.unit = Unit::day;
    day.from_text = true;
    Value v = Resolver(anchor_, holidays_).run(day);
    if (v.value.empty()) return v;
    v.days.precision = Precision::day;
    v.value = iso_of(v.days.first);
    (void)f;
    return v;
  }

  Value clock(const Found& f) {
    Value v = on_text_day(f);
    if (!v.value.empty() && f.count > 0) return of_day(v.days.first + 1, v.basis);
    if (!v.value.empty()) return v;
    v.type = TimexType::time;
    v.value = "T" + pad(f.hour, 2) + ":" + pad(std::max(f.minute, 0), 2);
    v.reason = "day not known";
    return v;
  }

  Value part(const Found& f) {
    Value v = on_text_day(f);
    if (!v.value.empty()) return v;
    v.type = TimexType::time;
    v.value = "XXXX-XX-XX" + std::string(part_code(f.part));
    v.reason = "day not known";
    return v;
  }

  static Value reference(const Found& f) {
    Value v;
    v.value = f.literal;
    v.basis = TimeBasis::relative_to_page;
    return v;
  }

  /// Year for a quarter, half or season: said, of a base, or the latest that has begun (or the next when the words point
  /// forward).
  bool year_of_part(const Found& f, int32_t first_month, int32_t& year, TimeBasis& basis) {
    basis = TimeBasis::absolute;
    year = f.year;
    if (year > 0) return year <= 9999;
    basis = TimeBasis::relative_to_page;
    if (!f.base.empty()) {
      const Value base = Resolver(anchor_, holidays_).run(f.base[0]);
      if (!base.days.known()) return false;
      year = civil_of(base.days.first).year;
      return true;
    }
    if (!known_) return false;
    const Civil now = civil_of(page_);
    year = now.year;
    if (f.said_direction) {
      const bool begun = now.month >= first_month;
      if (f.direction < 0) year = begun && !(now.month < first_month + 3) ? now.year : now.year - 1;
      if (f.direction > 0) year = begun ? now.year + 1 : now.year;
      return true;
    }
    if (now.month < first_month && anchor_.tense <= 0) year = now.year - 1;
    if (now.month > first_month + 2 && anchor_.tense > 0) year = now.year + 1;
    return true;
  }

  Value quarter(const Found& f) {
    int32_t year = 0;
    TimeBasis basis = TimeBasis::none;
    if (f.unit == Unit::year) {  // "the year-ago quarter": of what was told, or of the quarter that ended last
      int32_t q = f.ordinal, of = 0;
      if (q == 0) {
        const bool told = anchor_.text.known() && anchor_.text.precision == Precision::quarter;
        if (!told && !known_) return none("no quarter");
        const Civil c = civil_of(told ? anchor_.text.first : add_months(page_, -3));
        q = (c.month - 1) / 3 + 1;
        of = c.year;
      } else if (!year_of_part(f, 3 * q - 2, of, basis)) {
        return none("no year");
      }
      return of_days(pad(of - 1, 4) + "-Q" + std::to_string(q), quarter_range(of - 1, q), TimeBasis::relative_to_page);
    }
    if (f.ordinal == 0) {  // the same period of another year
      if (!f.from_text || !anchor_.text.known()) return none("nothing to lean on");
      if (!year_of_part(f, 1, year, basis)) return none("no year");
      const Civil c = civil_of(anchor_.text.first);
      if (anchor_.text.precision == Precision::quarter) {
        const int32_t q = (c.month - 1) / 3 + 1;
        return of_days(pad(year, 4) + "-Q" + std::to_string(q), quarter_range(year, q), TimeBasis::relative_to_text);
      }
      if (anchor_.text.precision == Precision::month)
        return of_days(month_text(year, c.month), month_range(year, c.month), TimeBasis::relative_to_text);
      return of_days(pad(year, 4), year_range(year), TimeBasis::relative_to_text);
    }
    if (!year_of_part(f, 3 * f.ordinal - 2, year, basis))
      return of_days("XXXX-Q" + std::to_string(f.ordinal), {}, TimeBasis::none);
    return of_days(pad(year, 4) + "-Q" + std::to_string(f.ordinal), quarter_range(year, f.ordinal), basis);
  }

  Value half(const Found& f) {
    int32_t year = 0;
    TimeBasis basis = TimeBasis::none;
    if (!year_of_part(f, f.ordinal == 1 ? 1 : 7, year, basis)) return none("no year");
    const DayRange days = {day_of(year, f.ordinal == 1 ? 1 : 7, 1), f.ordinal == 1 ? day_of(year, 6, 30) : day_of(year, 12, 31),
                           Precision::quarter};
    return of_days(pad(year, 4) + "-H" + std::to_string(f.ordinal), days, basis);
  }

  Value season(const Found& f) {
    static constexpr std::array<int32_t, 4> kFirst = {3, 6, 9, 12};
    int32_t year = 0;
    TimeBasis basis = TimeBasis::none;
    if (!year_of_part(f, kFirst[static_cast<size_t>(f.ordinal - 1)], year, basis)) return none("no year");
    return of_days(season_text(year, f.ordinal), season_range(year, f.ordinal), basis);
  }

  static Value decade(const Found& f) {
    return of_days(pad(f.year / 10, 3), {day_of(f.year, 1, 1), day_of(f.year + 9, 12, 31), Precision::decade},
                   TimeBasis::absolute);
  }

  static Value century(const Found& f) {
    if (f.ordinal <= 0) return of_days("BC" + pad(-f.ordinal, 2), {}, TimeBasis::absolute);
    const int32_t c = f.ordinal - 1;
    return of_days(pad(c, 2), {day_of(std::max(1, c * 100), 1, 1), day_of(c * 100 + 99, 12, 31), Precision::century},
                   TimeBasis::absolute);
  }

  Value week(const Found& f) {
    const Value base = Resolver(anchor_, holidays_).run(f.base[0]);
    if (!base.days.known()) return none("no month");
    if (f.ordinal == 0) return of_days(iso_week_of(base.days.first), week_range(base.days.first), base.basis);
    if (base.days.precision == Precision::year) {
      const int32_t year = civil_of(base.days.first).year;
      if (f.unit == Unit::month) {
        const int32_t month = f.ordinal > 0 ? f.ordinal : 12;
        return of_days(month_text(year, month), month_range(year, month), base.basis);
      }
      // ISO 8601: week 1 has 4 January, the last week has 28 December
      return unit_at(Unit::week, f.ordinal > 0 ? day_of(year, 1, 4) + 7 * (f.ordinal - 1) : day_of(year, 12, 28), base.basis);
    }
    const Day first = base.days.first, last = base.days.last;
    const int32_t wd = f.weekday >= 0 ? f.weekday : f.unit == Unit::weekend ? 5 : 3;
    Day day =
        f.ordinal > 0 ? first + (wd - weekday_of(first) + 7) % 7 + 7 * (f.ordinal - 1) : last - (weekday_of(last) - wd + 7) % 7;
    if (f.weekday >= 0) return of_day(day, base.basis);
    return unit_at(f.unit, day, base.basis);
  }

  Value holiday(const Found& f) {
    int32_t year = f.year;
    TimeBasis basis = TimeBasis::absolute;
    if (!f.base.empty()) {
      const Value base = Resolver(anchor_, holidays_).run(f.base[0]);
      if (base.days.known()) year = civil_of(base.days.first).year;
    }
    if (year == 0) {
      if (!known_) return none("no year");
      basis = TimeBasis::year_inferred;
      const int32_t now = civil_of(page_).year;
      int64_t best = 0;
      for (int32_t y = now - 1; y <= now + 1; ++y) {
        const std::optional<Day> d = holidays_.day(f.holiday, y);
        if (!d) continue;
        int64_t cost = *d > page_ ? (static_cast<int64_t>(*d) - page_) * (anchor_.tense > 0 ? 1 : 3)
                                  : (static_cast<int64_t>(page_) - *d) * (anchor_.tense > 0 ? 20 : 1);
        if (f.said_direction &&
            ((f.direction < 0 && *d >= page_) || (f.direction > 0 && *d <= page_) || (f.direction == 0 && y != now)))
          cost += 1000000;
        if (year == 0 || cost < best) {
          best = cost;
          year = y;
        }
      }
      if (year == 0) return none("day not known");
    }
    const std::optional<Day> d = holidays_.day(f.holiday, year);
    return d ? of_day(*d, basis) : none("day not known");
  }

  Value foreign(const Found& f) {
    int32_t year = f.year;
    const bool lunar = f.shape == Shape::lunar;
    TimeBasis basis = TimeBasis::absolute;
    Day near = page_;
    bool have = known_;
    if (!f.base.empty()) {
      near = day_of(f.base[0].year, 7, 1);
      have = true;
    }
    if (year == 0) {
      if (!have) return none("no year");
      basis = TimeBasis::year_inferred;
      int32_t best = 0;
      const int32_t middle = lunar ? hijri_year(near) : civil_of(near).year - 621;
      for (int32_t y = middle - 1; y <= middle + 1; ++y) {
        const Day d = lunar ? hijri_day(y, f.month, std::max(f.day, 1)) : solar_hijri_day(y, f.month, std::max(f.day, 1));
        const int32_t cost = std::abs(d - near) * (d > near && f.base.empty() ? 2 : 1);
        if (year == 0 || cost < best) {
          best = cost;
          year = y;
        }
      }
    }
    if (f.day > 31 || year < 1 || year > 9000) return none("no such day");
    const auto day = [&](int32_t d) { return lunar ? hijri_day(year, f.month, d) : solar_hijri_day(year, f.month, d); };
    if (f.day > 0) return of_day(day(f.day), basis);
    const DayRange days = {day(1), day(29), Precision::days};
    return of_days(iso_of(days.first) + "/" + iso_of(days.last), days, basis);
  }

  Value range(const Found& f) {
    Value a = Resolver(anchor_, holidays_).run(f.base[0]), b = Resolver(anchor_, holidays_).run(f.base[1]);
    if (a.value.empty() || b.value.empty()) return none(a.value.empty() ? a.reason : b.reason);
    if (a.days.known() && b.days.known() && b.days.first < a.days.first) return none("range runs backwards");
    Value v;
    v.value = a.value + "/" + b.value;
    v.basis = a.basis;
    if (a.days.known() && b.days.known()) v.days = {a.days.first, b.days.last, Precision::days};
    v.future = a.future;
    return v;
  }

  const Anchor& anchor_;
  const Holidays& holidays_;
  bool known_ = false, exact_ = false;
  Day page_ = 0;
};

}  // namespace

DayRange day_range(Day day) { return {day, day, Precision::day}; }
DayRange month_range(int32_t year, int32_t month) {
  return {day_of(year, month, 1), day_of(year, month, days_in_month(year, month)), Precision::month};
}
DayRange year_range(int32_t year) { return {day_of(year, 1, 1), day_of(year, 12, 31), Precision::year}; }
DayRange week_range(Day day) {
  const Day first = day - weekday_of(day);
  return {first, first + 6, Precision::week};
}

Value resolve_found(const Found& found, const Anchor& anchor, const Holidays& holidays) {
  return Resolver(anchor, holidays).run(found);
}

}  // namespace dateline::time
