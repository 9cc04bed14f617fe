// Rules of the finder for the time of day: "9 a.m.", "21:30 GMT", "half past seven", "seven in the evening", "from 5 to 7 p.m.".
//
// A bare number is an hour only where its neighbours say so: a part of day, a day with "at" before it, or the other end of a
// range that is certain. What stands after a day is joined to it in find.cc.
#include <optional>
#include <string>

#include "dateline/base/chars.h"
#include "dateline/time/find.h"
#include "dateline/time/numeral.h"

namespace dateline::time {
namespace {

constexpr std::string_view kZones =
    "gmt utc est edt cst cdt mst mdt pst pdt et pt ct bst cet cest eet eest ist jst kst msk sgt hkt aest aedt wib z";

/// Puts an hour of the twelve-hour clock into the half of the day that `part` names.
void to_half(Found& f, Part part) {
  if (f.hour < 0 || f.hour > 12 || f.half_known || part == Part::none) return;
  f.half_known = true;
  const bool late = part == Part::afternoon || part == Part::evening || (part == Part::night && f.hour >= 6);
  if (late && f.hour < 12) f.hour += 12;
  if ((part == Part::night || part == Part::morning) && f.hour == 12) f.hour = part == Part::night ? 24 : 0;
}

int32_t minutes_of(const Found& f) { return f.hour * 60 + (f.minute > 0 ? f.minute : 0); }

}  // namespace

/// 9 a.m. · 21:30 · noon · 10 o'clock · 1140 a.m. · 1530 GMT
Finder::Maybe Finder::clock_start(uint32_t i) const {
  Found f = make(i, i, Shape::clock, "clock");
  uint32_t n = i;
  if (is(i, "noon") || is(i, "midnight")) {
    f.hour = is(i, "noon") ? 12 : 24;
    f.minute = 0;
    f.half_known = true;
    if (f.hour == 24 && before(i, "after past")) {  // the first minutes of the next day
      f.hour = 0;
      f.count = 1;
    }
    f.last = i + 1;
    return f;
  }
  bool certain = false;
  const int32_t hour = digits(i, 1, 2);
  const int32_t both = has(i) && w_[i].lower.size() >= 3 ? digits(i, 3, 4) : -1;
  if (hour >= 0 && hour <= 24 && is(i + 1, ":") && glued(i + 1) && digits(i + 2, 2, 2) >= 0 && digits(i + 2, 2, 2) < 60 &&
      glued(i + 2)) {
    f.hour = hour;
    f.minute = digits(i + 2, 2, 2);
    n = i + 3;
    if (is(n, ":") && glued(n) && digits(n + 1, 2, 2) >= 0 && digits(n + 1, 2, 2) < 60) {
      f.second = digits(n + 1, 2, 2);
      n += 2;
    }
    if (is(n, "/") || before(i, "/ :")) return std::nullopt;
    if (hyphen(n) && (digits(n + 1, 1, 2) < 0 || !(is(n + 2, ":") || any(n + 2, "am pm")))) return std::nullopt;
    certain = true;
  } else if (has(i) && w_[i].kind == WordKind::number && w_[i].lower.size() >= 4 && w_[i].lower.size() <= 5 &&
             w_[i].lower[w_[i].lower.size() - 3] == '.' && any(i + 1, "am pm")) {
    const std::string& t = w_[i].lower;
    f.hour = t.size() == 4 ? t[0] - '0' : (t[0] - '0') * 10 + t[1] - '0';
    f.minute = (t[t.size() - 2] - '0') * 10 + t[t.size() - 1] - '0';
    if (f.hour > 24 || f.minute > 59) return std::nullopt;
    n = i + 1;
  } else if (hour >= 0 && hour <= 12) {
    f.hour = hour;
    n = i + 1;
  } else if (both >= 100 && both / 100 <= 12 && both % 100 < 60 && any(i + 1, "am pm") && w_[i + 1].dotted) {
    f.hour = both / 100;
    f.minute = both % 100;
    n = i + 1;
  } else if (digits(i, 4, 4) >= 0 && digits(i, 4, 4) / 100 <= 24 && digits(i, 4, 4) % 100 < 60 && any(i + 1, "gmt utc")) {
    f.hour = digits(i, 4, 4) / 100;
    f.minute = digits(i, 4, 4) % 100;
    n = i + 1;
    certain = true;
    f.half_known = true;
  } else if (has(i) && unit_word(w_[i].lower) >= 1 && unit_word(w_[i].lower) <= 12) {
    f.hour = unit_word(w_[i].lower);
    n = i + 1;
    // "five-thirty": certain only with what follows
    uint32_t m = n;
    if (hyphen(m)) ++m;
    const int32_t tens = has(m) ? tens_word(w_[m].lower) : -1;
    if (tens >= 10 && tens < 60 && !(hyphen(m + 1) && unit_of(w_[m + 2].lower) != Unit::none)) {
      uint32_t end = m + 1;
      if (hyphen(end)) ++end;
      const int32_t unit = has(end) ? unit_word(w_[end].lower) : -1;
      f.minute = tens + (unit >= 1 && unit <= 9 ? unit : 0);
      if (unit >= 1 && unit <= 9) m = end;
      n = m + 1;
    }
  } else {
    return std::nullopt;
  }
  if (f.hour > 12) f.half_known = true;
  if (any(n, "am pm") && (w_[n].dotted || !w_[n].capital || any(n, "pm") || glued(n))) {
    if (f.hour > 12) return std::nullopt;
    if (is(n, "pm") && f.hour < 12) f.hour += 12;
    if (is(n, "am") && f.hour == 12) f.hour = 0;
    f.half_known = true;
    ++n;
    certain = true;
  } else if (certain && any(n, "a p") && glued(n) && f.hour <= 12 && !(has(n + 1) && glued(n + 1) && !is(n + 1, "."))) {
    if (is(n, "p") && f.hour < 12) f.hour += 12;  // "8:45a", of timetables
    f.half_known = true;
    ++n;
  } else if (is(n, "o'clock")) {
    ++n;
    certain = true;
  }
  // "five in the morning", "8:00 in the evening", "10 at night"
  uint32_t m = n;
  if (is(m, "in") && is(m + 1, "the"))
    m += 2;
  else if (is(m, "at") && is(m + 1, "night"))
    m += 1;
  const Part part = m > n && has(m) && w_[m].lower.back() != 's' ? part_of(w_[m].lower) : Part::none;
  const bool hour_here = certain || before(i, "at around about by from until till to between past and -");
  if (part != Part::none && hour_here && f.hour <= 12 && !is(m + 1, "of")) {
    to_half(f, part);
    n = m + 1;
    certain = true;
  }
  if (!certain) return std::nullopt;
  f.last = n;
  return f;
}

/// half past seven · quarter to nine · 20 past eight in the evening
Finder::Maybe Finder::clock_words(uint32_t i) const {
  uint32_t n = i;
  if (is(n, "a") && is(n + 1, "quarter")) ++n;
  int32_t minutes = 0;
  bool sure = false;
  if (any(n, "half quarter")) {
    minutes = is(n, "half") ? 30 : 15;
    sure = true;
    ++n;
  } else {
    const Numeral count = read_count(w_, n);
    if (count.words == 0 || count.vague || count.value < 1 || count.value > 59) return std::nullopt;
    minutes = static_cast<int32_t>(count.value);
    n += count.words;
    if (any(n, "minutes minute min mins")) {
      sure = true;
      ++n;
    }
  }
  const bool to = any(n, "to before");
  if (!is(n, "past") && !(to && sure)) return std::nullopt;
  ++n;
  int32_t hour = digits(n, 1, 2);
  if (hour < 0 && has(n)) hour = unit_word(w_[n].lower);
  Found f = make(i, n + 1, Shape::clock, "clock in words");
  if (hour < 1 || hour > 12 || (is(n + 1, ":") && glued(n + 1))) return std::nullopt;
  // The hour itself may carry its half: "past seven p.m.", "past eight in the evening"
  if (const Maybe whole = clock_start(n); whole && whole->minute < 0) {
    hour = whole->hour;
    f.half_known = whole->half_known;
    f.last = whole->last;
  } else if (is(n + 1, "in") && is(n + 2, "the") && has(n + 3) && part_of(w_[n + 3].lower) != Part::none) {
    f.hour = hour;
    to_half(f, part_of(w_[n + 3].lower));
    hour = f.hour;
    f.last = n + 4;
  } else if (!sure && !before(i, "at around about by from until till to between since")) {
    return std::nullopt;
  }
  f.hour = to ? hour - 1 : hour;
  f.minute = to ? 60 - minutes : minutes;
  return f;
}

Finder::Maybe Finder::clock(uint32_t i) const {
  Maybe f = clock_start(i);
  if (const Maybe words = clock_words(i); words && (!f || words->last > f->last)) f = words;
  if (!f) return std::nullopt;
  uint32_t n = f->last;
  if (any(n, kZones) && (w_[n].capital || glued(n))) {
    f->zone = w_[n].lower;
    ++n;
  } else if (is(n, "local") && is(n + 1, "time")) {
    f->zone = "local";
    n += 2;
  } else if (any(n, "eastern pacific central moscow beijing london") && is(n + 1, "time")) {
    f->zone = w_[n].lower;
    n += 2;
  }
  f->last = n;
  return f;
}

/// A number that can be an hour where its place says that it is one: "7", "seven", "7:30", "0730".
Finder::Maybe Finder::bare_hour(uint32_t i) const {
  if (!has(i)) return std::nullopt;
  if (Maybe c = clock_start(i)) return c;
  Found f = make(i, i + 1, Shape::clock, "hour");
  const int32_t both = digits(i, 4, 4);
  f.hour = digits(i, 1, 2);
  if (both >= 0 && both / 100 < 24 && both % 100 < 60 && w_[i].lower[0] == '0') {
    f.hour = both / 100;
    f.minute = both % 100;
    f.half_known = true;
    return f;
  }
  if (f.hour < 0) f.hour = unit_word(w_[i].lower);
  const bool hour = f.hour >= 1 && f.hour <= 12 && !(is(i + 1, ":") && glued(i + 1));
  return hour ? Maybe(f) : std::nullopt;
}

/// The hours of a range without its day: "5 to 7 p.m.", "from 3:30 to 5:55", "between 7 and 9" before a part of day.
Finder::Maybe Finder::hours(uint32_t i) const {
  if (i > 0 && glued(i) && w_[i - 1].kind == WordKind::sign && any(i - 1, "- / . : $ #")) return std::nullopt;
  Maybe a = bare_hour(i);
  if (!a) return std::nullopt;
  const bool led = before(i, "from between");
  const uint32_t n = a->last;
  const bool dash = is(n, "-") || is(n, "\xE2\x80\x94") || is(n, "~");
  if (!dash && !any(n, "to until till through") && !(is(n, "and") && before(i, "between"))) return std::nullopt;
  Maybe b = bare_hour(n + 1);
  if (!b) return std::nullopt;
  const bool a_sure = a->why == "clock", b_sure = b->why == "clock";
  bool takes = b_sure && b->half_known && (a_sure || led || dash || is(n, "to"));
  takes = takes || (led && a->minute >= 0 && b->minute >= 0) || (led && a_sure && a->half_known && b_sure) ||
          (led && a_sure && b_sure);
  Part part = Part::none;
  if (!takes && (led || a_sure || b_sure)) {
    // "between 7 and 9 last night", "from 10 to 11:30 this morning"
    uint32_t m = b->last;
    if (any(m, "in during") && is(m + 1, "the"))
      m += 2;
    else if (any(m, "this last yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday on"))
      ++m;
    if (is(m - 1, "on") && has(m)) ++m;
    part = has(m) ? part_of(w_[m].lower) : Part::none;
    if (is(b->last, "tonight") || is(b->last, "overnight")) part = Part::night;
    takes = part != Part::none;
  }
  if (!takes) return std::nullopt;
  to_half(*a, part);
  to_half(*b, part);
  if (b->half_known && !a->half_known && a->hour <= 12) {
    // "11 to 1 p.m." begins in the morning, "5 to 7 p.m." does not
    Found later = *a;
    if (later.hour < 12) later.hour += 12;
    if (b->hour >= 12 && minutes_of(later) < minutes_of(*b)) *a = later;
    a->half_known = true;
  } else if (a->half_known && !b->half_known && b->hour < 12 && a->hour <= 24 && minutes_of(*b) <= minutes_of(*a) &&
             minutes_of(*b) + 12 * 60 > minutes_of(*a)) {
    b->hour += 12;
    b->half_known = true;
  }
  if (minutes_of(*b) <= minutes_of(*a)) b->day_shift = 1;
  if (const Maybe zoned = clock(b->first); zoned && zoned->last > b->last) {
    b->last = zoned->last;
    b->zone = zoned->zone;
    a->zone = zoned->zone;
  }
  Found f = *a;
  f.why = "hours";
  f.last = b->last;
  f.more.assign(1, *b);
  return f;
}

/// Hours and then their day: "from 5 to 7 p.m. on Tuesday", "between 7 and 9 last night"
Finder::Maybe Finder::hours_first(uint32_t i) const {
  Maybe range = hours(i);
  if (!range) return std::nullopt;
  uint32_t n = range->last;
  if (is(n, ",")) ++n;
  if (any(n, "on of")) ++n;
  const Maybe day = core(n);
  if (!day || day->hour >= 0 || !day->more.empty()) return range;
  const bool fits = day->shape == Shape::weekday || day->shape == Shape::holiday || (day->shape == Shape::date && day->day > 0) ||
                    (day->shape == Shape::deictic && day->unit == Unit::day);
  if (!fits) return range;
  Found f = *day;
  f.first = i;
  f.hour = range->hour;
  f.minute = range->minute;
  f.zone = range->zone;
  f.half_known = range->half_known;
  f.more = range->more;
  f.more[0].last = f.last = day->last;
  if (has(f.last) && f.part == Part::none && part_of(w_[f.last].lower) != Part::none && w_[f.last].lower.back() != 's')
    f.more[0].last = ++f.last;
  return f;
}

}  // namespace dateline::time
