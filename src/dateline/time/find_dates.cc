// Rules of the finder for dates with a name or number of their own: months, years, numeric dates, quarters, seasons, feasts.
//
// "Sunday, March 5, 2023" is one expression; "the 1988 third quarter" a quarter of a year; "31/04/2024" is found although
// no such day exists. Relative words are in find_relative.cc.
#include <array>
#include <charconv>

#include "dateline/base/chars.h"
#include "dateline/base/date.h"
#include "dateline/time/find.h"
#include "dateline/time/numeral.h"

namespace dateline::time {
namespace {

constexpr std::string_view kBeforeDate =
    "in since until till by of from to through during after before last next this early late mid on between and or around about "
    "throughout "
    "starting beginning ending for for past coming";

/// Words before a bare number of four digits that make it a count or a name, not a year.
constexpr std::string_view kNotYearBefore =
    "resolution resolutions no number nos # $ flight route highway article section page room model about nearly almost over than "
    "least most "
    "some approximately roughly only another \xE2\x82\xAC \xC2\xA3 \xC2\xA5 rs boeing airbus mhz rule chapter unit post posts "
    "channel "
    "population nasdaq worth usd eur gbp under hotel address street";

/// Words after a bare number of four digits that make it a count.
constexpr std::string_view kNotYearAfter =
    "year people persons men schoolchildren women children troops soldiers dead deaths killed injured wounded homes houses "
    "buildings units miles mile km kilometers "
    "kilometres meters metres feet ft tons tonnes dollars euros pounds cases votes % percent per workers employees passengers "
    "prisoners hostages "
    "civilians residents students families vehicles cars ships planes acres hectares square rounds square-mile points seats jobs "
    "patients refugees migrants police officers fighters militants protesters demonstrators hours minutes days seconds years "
    "months weeks "
    "pages words million billion thousand rpm calories mg kg lbs hp hospital beds copies";

bool four_digits(const Word& w) {
  if (w.kind != WordKind::number || w.lower.size() != 4) return false;
  for (const char c : w.lower) {
    if (!is_digit(c)) return false;
  }
  return true;
}

}  // namespace

int32_t month_of(std::string_view form, bool& full) {
  static constexpr std::array<std::string_view, 12> kFull = {
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};
  static constexpr std::array<std::string_view, 13> kShort = {"jan", "feb", "mar", "apr", "may", "jun", "jul",
                                                              "aug", "sep", "oct", "nov", "dec", "sept"};
  full = true;
  for (size_t i = 0; i < kFull.size(); ++i) {
    if (kFull[i] == form) return static_cast<int32_t>(i + 1);
  }
  full = false;
  for (size_t i = 0; i < kShort.size(); ++i) {
    if (kShort[i] == form) return i == 12 ? 9 : static_cast<int32_t>(i + 1);
  }
  return 0;
}

int32_t weekday_of_name(std::string_view form) {
  static constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday",  "wednesday", "thursday",
                                                            "friday", "saturday", "sunday"};
  for (size_t i = 0; i < kDays.size(); ++i) {
    if (kDays[i] == form) return static_cast<int32_t>(i);
  }
  return -1;
}

int32_t Finder::digits(uint32_t i, size_t min, size_t max) const {
  if (!has(i) || w_[i].kind != WordKind::number || w_[i].lower.size() < min || w_[i].lower.size() > max) return -1;
  int32_t value = 0;
  const std::string& t = w_[i].lower;
  const auto got = std::from_chars(t.data(), t.data() + t.size(), value);
  return got.ec == std::errc() && got.ptr == t.data() + t.size() ? value : -1;
}

int32_t Finder::year_at(uint32_t i, uint32_t& used) const {
  used = 0;
  if (!has(i)) return 0;
  const int32_t y = digits(i, 4, 4);
  if (y >= 1000 && y <= 2999) {
    used = 1;
    return y;
  }
  if (is(i, "'") && glued(i + 1) && digits(i + 1, 2, 2) >= 0) {
    used = 2;
    const int32_t yy = digits(i + 1, 2, 2);
    return yy < 50 ? 2000 + yy : 1900 + yy;
  }
  const Numeral words = read_year_words(w_, i);
  if (words.words > 0) {
    used = words.words;
    return static_cast<int32_t>(words.value);
  }
  return 0;
}

int32_t Finder::month_at(uint32_t i, uint32_t& used, bool& full) const {
  used = 0;
  if (!has(i) || w_[i].kind != WordKind::word) return 0;
  const int32_t month = month_of(w_[i].lower, full);
  if (month == 0) return 0;
  const bool may_or_march = month == 5 || (month == 3 && full);
  if (!w_[i].capital && may_or_march && !options_.phrase && digits(i + 1, 1, 2) < 0 && read_ordinal(w_, i + 1).words == 0)
    return 0;
  used = 1;
  if (!full || month == 5) {
    if (is(i + 1, ".") && glued(i + 1) && !full) used = 2;
  }
  return month;
}

int32_t Finder::day_at(uint32_t i, uint32_t& used, bool& ordinal) const {
  used = 0;
  ordinal = false;
  const Numeral ord = read_ordinal(w_, i);
  if (ord.words > 0 && ord.value >= 1 && ord.value <= 31) {
    used = ord.words;
    ordinal = true;
    return static_cast<int32_t>(ord.value);
  }
  const int32_t d = digits(i, 1, 2);
  if (d >= 1 && d <= 99) {
    used = 1;
    return d;
  }
  return 0;
}

uint32_t Finder::year_phrase(uint32_t i, Found& found) const {
  uint32_t n = i;
  if (is(n, ",")) ++n;
  if (any(n, "of in") && n == i) ++n;
  uint32_t used = 0;
  int32_t y = year_at(n, used);
  // "in April of 87"
  if (used == 0 && found.month > 0 && is(i, "of") && digits(n, 2, 2) >= 20 && (!has(n + 1) || w_[n + 1].kind == WordKind::sign) &&
      !any(n + 1, "- % $ / :")) {
    used = 1;
    y = digits(n, 2, 2) < 50 ? 2000 + digits(n, 2, 2) : 1900 + digits(n, 2, 2);
  }
  if (used > 0 && !(any(n + used, kNotYearAfter) && n > i)) {
    if (is(n + used, "-") && glued(n + used) && n == i) return 0;
    found.year = y;
    found.last = n + used;
    return found.last - i;
  }
  // "March 11 this year" says the year twice: two expressions
  if (found.day > 0 && is(n, "this")) return 0;
  if (any(n, "this last next that") && is(n + 1, "year") && !is(n + 2, "'s")) {
    Found base = make(n, n + 2, Shape::deictic, "year");
    base.unit = Unit::year;
    base.direction = is(n, "last") ? -1 : is(n, "next") ? 1 : 0;
    base.from_text = is(n, "that");
    found.base.assign(1, base);
    found.last = n + 2;
    return found.last - i;
  }
  return 0;
}

Finder::Maybe Finder::month_first(uint32_t i) const {
  uint32_t used = 0;
  bool full = false;
  const int32_t month = month_at(i, used, full);
  if (used == 0) return std::nullopt;
  uint32_t n = i + used;
  uint32_t day_used = 0;
  bool ordinal = false;
  if (is(n, "the") && read_ordinal(w_, n + 1).words > 0) ++n;
  // "October, 1st"
  if (is(n, ",") && has(n + 1) && w_[n + 1].kind == WordKind::number && read_ordinal(w_, n + 1).words > 0 &&
      (!has(n + 3) || w_[n + 3].kind == WordKind::sign))
    ++n;
  if ((is(n, "-") || is(n, "/")) && glued(n) && glued(n + 1)) {
    // Dec-2018
    const int32_t y = digits(n + 1, 4, 4);
    if (y < 1000) return std::nullopt;
    Found f = make(i, n + 2, Shape::date, "month and year");
    f.month = month;
    f.year = y;
    return f;
  }
  int32_t day = day_at(n, day_used, ordinal);
  if (day_used == 0 && full) {  // "May twenty-nine"
    const Numeral count = has(n) && w_[n].kind == WordKind::word ? read_count(w_, n) : Numeral{};
    const bool year_words = read_year_words(w_, n).words > 0;
    if (count.words > 0 && count.written && !count.vague && count.value >= 1 && count.value <= 31 && !year_words &&
        (tens_word(w_[n].lower) > 0 || unit_word(w_[n].lower) > 0) &&
        (!has(n + count.words) || w_[n + count.words].kind == WordKind::sign || read_year_words(w_, n + count.words).words > 0)) {
      day = static_cast<int32_t>(count.value);
      day_used = count.words;
    }
  }
  if (day_used == 0) {
    Found f = make(i, n, Shape::date, "month and year");
    f.month = month;
    Found probe = f;
    if (year_phrase(n, probe) == 0) return std::nullopt;
    if (probe.year == 0 && probe.base.empty()) return std::nullopt;
    return probe;
  }
  if (ordinal && w_[n].kind == WordKind::word && !options_.phrase && day < 4 && !w_[i].capital) return std::nullopt;
  Found f = make(i, n + day_used, Shape::date, "month and day");
  f.month = month;
  f.day = day;
  n = f.last;
  if (any(n, "% percent")) return std::nullopt;
  if ((is(n, ":") || is(n, "/")) && glued(n)) return std::nullopt;
  // March 20-22, March 20 to 22
  const bool dash = is(n, "-") || is(n, "\xE2\x80\x94");
  if ((dash || any(n, "to through until till")) && has(n + 1)) {
    uint32_t second_used = 0;
    bool second_ordinal = false;
    const int32_t second = day_at(n + 1, second_used, second_ordinal);
    uint32_t month_used = 0;
    bool other_full = false;
    if (second_used > 0 && month_at(n + 1 + second_used, month_used, other_full) > 0 && month_used > 0) second_used = 0;
    if (second_used > 0 && second > day && second <= 31 && (dash ? glued(n + 1) || !glued(n) : true) &&
        !is(n + 1 + second_used, ":")) {
      Found end = f;
      end.day = second;
      end.last = n + 1 + second_used;
      (void)year_phrase(end.last, end);
      f.year = end.year;
      f.base.clear();
      Found range = make(i, end.last, Shape::range, "days of a month");
      range.base = {f, end};
      return range;
    }
  }
  (void)year_phrase(n, f);
  return f;
}

Finder::Maybe Finder::day_first(uint32_t i) const {
  uint32_t n = i;
  uint32_t day_used = 0;
  bool ordinal = false;
  if (is(n, "the") && read_ordinal(w_, n + 1).words > 0) ++n;
  const int32_t day = day_at(n, day_used, ordinal);
  if (day_used == 0) return std::nullopt;
  if (n > 0 && w_[n - 1].kind == WordKind::sign && glued(n) && any(n - 1, ": . / $")) return std::nullopt;
  n += day_used;
  int32_t second = 0;
  if (day > 31 && day_used == 1) return std::nullopt;
  if ((is(n, "-") || any(n, "to and through until")) && has(n + 1)) {
    uint32_t second_used = 0;
    bool second_ordinal = false;
    const uint32_t s = is(n + 1, "the") ? n + 2 : n + 1;
    const int32_t d = day_at(s, second_used, second_ordinal);
    uint32_t mu = 0;
    bool mfull = false;
    uint32_t m = s + second_used;
    if (is(m, "of")) ++m;
    if (second_used > 0 && month_at(m, mu, mfull) > 0 && mu > 0 && d > day) {
      second = d;
      n = s + second_used;
    }
  }
  if (is(n, "day") && is(n + 1, "of")) ++n;
  if (is(n, "of")) ++n;
  if (is(n, "-") && glued(n)) ++n;
  uint32_t used = 0;
  bool full = false;
  const int32_t month = month_at(n, used, full);
  if (used == 0 || !(w_[n].capital || full || options_.phrase)) return std::nullopt;
  // "48 May's ministers": a possessive month is a person
  if (is(n + used, "'s") && month == 5) return std::nullopt;
  Found f = make(i, n + used, Shape::date, "day and month");
  f.month = month;
  f.day = day;
  if (is(f.last, "-") && glued(f.last) && digits(f.last + 1, 4, 4) >= 1000) {
    f.year = digits(f.last + 1, 4, 4);
    f.last += 2;
  } else {
    (void)year_phrase(f.last, f);
  }
  if (second == 0) return f;
  Found end = f;
  end.day = second;
  Found range = make(i, f.last, Shape::range, "days of a month");
  range.base = {f, end};
  return range;
}

Finder::Maybe Finder::month_alone(uint32_t i) const {
  uint32_t used = 0;
  bool full = false;
  const int32_t month = month_at(i, used, full);
  if (used == 0) return std::nullopt;
  const bool unsure = month == 5 || month == 3 || !full;
  if (unsure && !options_.phrase) {
    if (!w_[i].capital || !before(i, kBeforeDate)) return std::nullopt;
    if (month == 5 && before(i, "on")) return std::nullopt;
  }
  if (!options_.phrase) {
    if (!w_[i].capital && !before(i, kBeforeDate)) return std::nullopt;
    // A person or a thing named like a month: "April Jones", "August Wilson", "June's mother"
    const bool prepared = before(i, kBeforeDate) || i == 0;
    const bool name_follows = has(i + used) && w_[i + used].kind == WordKind::word && w_[i + used].capital && used == 1;
    if (name_follows && !before(i, "in since until till by during last next this early late mid through")) return std::nullopt;
    if (!prepared && any(i, "april june august may march") && i > 0 && w_[i - 1].capital && w_[i - 1].kind == WordKind::word)
      return std::nullopt;
    if (before(i, "by to from and for after of") && any(i, "april june may august march") && has(i + used) &&
        any(i + used, "said says"))
      return std::nullopt;
  }
  Found f = make(i, i + used, Shape::date, "month");
  f.month = month;
  (void)year_phrase(f.last, f);
  return f;
}

Finder::Maybe Finder::date_words(uint32_t i) const {
  uint32_t n = i;
  int32_t weekday = weekday_of_name(w_[i].lower);
  if (weekday < 0 && w_[i].capital && any(i, "mon tue tues wed weds thu thur thurs fri sat sun")) {
    static constexpr std::array<std::string_view, 7> kShort = {"mon", "tue tues", "wed weds", "thu thur thurs",
                                                               "fri", "sat",      "sun"};
    for (size_t d = 0; d < kShort.size(); ++d) {
      if (in(w_[i].lower, kShort[d])) weekday = static_cast<int32_t>(d);
    }
  }
  if (weekday >= 0) {
    ++n;
    if (is(n, ".")) ++n;
    if (is(n, ",")) ++n;
    if (is(n, "the") || is(n, "on")) ++n;
    if (!has(n)) return std::nullopt;
  }
  Maybe date = month_first(n);
  if (!date) date = day_first(n);
  if (!date && weekday < 0) date = month_alone(n);
  if (!date && weekday >= 0) date = numeric(n);
  if (!date) return std::nullopt;
  if (weekday >= 0) {
    date->first = i;
    date->weekday = weekday;
    if (date->shape != Shape::range && date->day == 0) return std::nullopt;
  }
  if (is(date->last, "(") && has(date->last + 1) && false) return date;
  return date;
}

/// 2024-03-21 · 21/03/2024 · 12.02.2024 · 3/21/24 · 2024/3/21 · 20170302
Finder::Maybe Finder::numeric(uint32_t i) const {
  const Word& w = w_[i];
  if (w.kind != WordKind::number) return std::nullopt;
  if (i > 0 && glued(i) && w_[i - 1].kind == WordKind::sign && any(i - 1, "- / . : $ #")) return std::nullopt;
  // 12.02.2024 is one number word
  const auto parts = split(w.lower, '.');
  if (parts.size() == 3) {
    std::array<int32_t, 3> v{};
    for (size_t k = 0; k < 3; ++k) {
      if (parts[k].empty() || parts[k].size() > 4) return std::nullopt;
      std::from_chars(parts[k].data(), parts[k].data() + parts[k].size(), v[k]);
    }
    if (parts[2].size() == 4 && parts[0].size() <= 2 && parts[1].size() <= 2) {
      Found f = make(i, i + 1, Shape::date, "numeric date, day first");
      f.day = v[0];
      f.month = v[1];
      f.year = v[2];
      return f;
    }
    if (parts[0].size() == 4 && parts[1].size() <= 2 && parts[2].size() <= 2) {
      Found f = make(i, i + 1, Shape::date, "numeric date, year first");
      f.year = v[0];
      f.month = v[1];
      f.day = v[2];
      return f;
    }
    return std::nullopt;
  }
  if (!glued(i + 1) || !(is(i + 1, "-") || is(i + 1, "/"))) return std::nullopt;
  const std::string& sep = w_[i + 1].lower;
  // 2019-Aug-01, 2019/aug/1
  if (digits(i, 4, 4) >= 1000 && has(i + 2) && w_[i + 2].kind == WordKind::word && is(i + 3, sep) && glued(i + 3) &&
      glued(i + 4)) {
    bool full = false;
    const int32_t month = month_of(w_[i + 2].lower, full), day = digits(i + 4, 1, 2);
    if (month == 0 || day < 1) return std::nullopt;
    Found f = make(i, i + 5, Shape::date, "numeric date, year first");
    f.year = digits(i, 4, 4);
    f.month = month;
    f.day = day;
    return f;
  }
  if (!glued(i + 2) || !is(i + 3, sep) || !glued(i + 3) || !glued(i + 4)) {
    const int32_t y = digits(i, 4, 4), m = digits(i + 2, 1, 2);
    if (y >= 1900 && y < 2100 && m >= 1 && m <= 12 && sep == "-" && (m >= 10 || w_[i + 2].lower.size() == 2 || options_.phrase) &&
        !is(i + 3, sep)) {
      Found f = make(i, i + 3, Shape::date, "year and month");
      f.year = y;
      f.month = m;
      return f;
    }
    return std::nullopt;
  }
  if (is(i + 5, sep) && glued(i + 5)) return std::nullopt;
  const int32_t y1 = digits(i, 4, 4);
  if (y1 >= 1000) {
    const int32_t m = digits(i + 2, 1, 2), d = digits(i + 4, 1, 2);
    if (m < 0 || d < 0) return std::nullopt;
    Found f = make(i, i + 5, Shape::date, "numeric date, year first");
    f.year = y1;
    f.month = m;
    f.day = d;
    return f;
  }
  const int32_t a = digits(i, 1, 2), b = digits(i + 2, 1, 2);
  int32_t y = digits(i + 4, 4, 4);
  if (y < 0) {
    y = digits(i + 4, 2, 2);
    if (y < 0 || sep == "-") return std::nullopt;
    y += y < 50 ? 2000 : 1900;
  }
  if (a < 0 || b < 0) return std::nullopt;
  Found f = make(i, i + 5, Shape::date, "numeric date, month first");
  f.year = y;
  f.ambiguous = a <= 12 && b <= 12 && a != b;
  if (a > 12) {
    f.day = a;
    f.month = b;
    f.why = "numeric date, day first";
  } else {
    f.month = a;
    f.day = b;
    if (f.ambiguous) f.why = "numeric date, order of day and month not certain";
  }
  return f;
}

Finder::Maybe Finder::year(uint32_t i) const {
  uint32_t n = i;
  const bool the_year = is(n, "the") && is(n + 1, "year");
  if (the_year) n += 2;
  const bool fiscal = any(n, "fiscal financial") && (digits(n + 1, 4, 4) > 0 || is(n + 1, "year"));
  if (fiscal) n += is(n + 1, "year") ? 2 : 1;
  if (any(n, "fy cy") && has(n + 1)) ++n;
  uint32_t used = 0;
  const int32_t y = year_at(n, used);
  if (used == 0) return std::nullopt;
  const bool written = w_[n].kind == WordKind::word;
  if (written && !options_.phrase && !before(i, "in since of until by year from")) return std::nullopt;
  if (is(n, "'") && !options_.phrase && !before(i, "in since of until by from")) return std::nullopt;
  if (four_digits(w_[n])) {
    const bool prepared = fiscal || the_year || options_.phrase ||
                          before(i, "in since until till by of from through during before after year early late mid between");
    if ((y < 1900 || y > 2099) && !prepared) return std::nullopt;
    if (!fiscal && !the_year) {
      if (before(i, kNotYearBefore)) return std::nullopt;
      if (any(n + 1, kNotYearAfter)) return std::nullopt;
      // Years that news seldom names, before a plural: a count ("a survey of 1709 households")
      const bool plural = has(n + 1) && w_[n + 1].kind == WordKind::word && !w_[n + 1].capital && w_[n + 1].lower.size() > 3 &&
                          w_[n + 1].lower.back() == 's';
      if ((y < 1900 || y > 2040) && plural) return std::nullopt;
      if (i > 0 && glued(i) && !any(i - 1, "( - \" \xE2\x80\x9C ' \xE2\x80\x98 / [ \xE2\x80\x94 , .")) return std::nullopt;
      if (i > 0 && glued(i) && any(i - 1, "- /") && i > 1 && (w_[i - 2].kind == WordKind::number || glued(i - 1)) &&
          !any(i - 2, "mid early late"))
        return std::nullopt;
      if (glued(n + 1) && has(n + 1) && w_[n + 1].kind == WordKind::word && !is(n + 1, "'s")) return std::nullopt;
      if (glued(n + 1) && any(n + 1, ": % /")) return std::nullopt;
      if (hyphen(n + 1) && has(n + 2) && w_[n + 2].kind == WordKind::number) return std::nullopt;
    }
  }
  Found f = make(i, n + used, Shape::date, fiscal ? "fiscal year" : "year");
  f.year = y;
  f.fiscal = fiscal;
  // "2017 April", as lists and tables have it
  uint32_t month_used = 0;
  bool month_full = false;
  const int32_t month = n == i ? month_at(f.last, month_used, month_full) : 0;
  if (month_used == 1 && month_full && digits(f.last + 1, 1, 2) < 0 && !any(f.last + 1, "said says") &&
      (!has(f.last + 1) || w_[f.last + 1].kind == WordKind::sign)) {
    f.month = month;
    f.last += 1;
  }
  return f;
}

/// "the tenth anniversary of 3 May 2014" is 3 May 2024.
Finder::Maybe Finder::anniversary(uint32_t i) const {
  const Numeral n = read_ordinal(w_, i);
  if (n.words == 0 || n.value < 1 || n.value > 500) return std::nullopt;
  const uint32_t of = i + n.words;
  if (!is(of, "anniversary") || !is(of + 1, "of")) return std::nullopt;
  const Maybe day = date_words(is(of + 2, "the") ? of + 3 : of + 2);
  if (!day || day->shape != Shape::date || day->year == 0 || day->month == 0 || day->day == 0) return std::nullopt;
  Found f = *day;
  f.first = i;
  f.year += static_cast<int32_t>(n.value);
  f.why = "anniversary";
  return f;
}

Finder::Maybe Finder::year_range(uint32_t i) const {
  const int32_t a = digits(i, 4, 4);
  if (a < 1000 || a > 2099 || !(is(i + 1, "-") || is(i + 1, "/")) || !glued(i + 1)) return std::nullopt;
  if (i > 0 && glued(i) && any(i - 1, "- / . :")) return std::nullopt;
  if (is(i + 3, "-") && glued(i + 3)) return std::nullopt;
  int32_t b = digits(i + 2, 4, 4);
  if (b < 0) {
    b = digits(i + 2, 2, 2);
    if (b < 0) return std::nullopt;
    b += a / 100 * 100;
    if (b > a + 60 || (b <= 2012 && b % 100 <= 12 && b % 100 > 0 && b - a > 1 && is(i + 1, "-") && b < a)) return std::nullopt;
  }
  if (b <= a || before(i, kNotYearBefore) || any(i + 3, kNotYearAfter)) return std::nullopt;
  Found f = make(i, i + 3, Shape::range, "years");
  Found first = make(i, i + 1, Shape::date, "year"), second = make(i + 2, i + 3, Shape::date, "year");
  first.year = a;
  second.year = b;
  f.base = {first, second};
  return f;
}

/// the 1990s · the '80s · the nineties · the late 1970s
Finder::Maybe Finder::decade(uint32_t i) const {
  uint32_t n = i;
  if (is(n, "the")) ++n;
  Edge edge = Edge::none;
  if (n > i || options_.phrase || before(i, "the")) {
    if (any(n, "early mid late")) {
      edge = is(n, "early") ? Edge::early : is(n, "mid") ? Edge::mid : Edge::late;
      ++n;
      if (is(n, "-")) ++n;
    }
  }
  int32_t decade = 0;
  uint32_t end = n;
  const int32_t y = digits(n, 4, 4);
  if (y >= 1000 && y % 10 == 0 && (is(n + 1, "s") || (is(n + 1, "'s") && glued(n + 1)))) {
    decade = y / 10;
    end = n + 2;
  } else if (is(n, "'") && glued(n + 1) && digits(n + 1, 2, 2) >= 0 && digits(n + 1, 2, 2) % 10 == 0 && is(n + 2, "s")) {
    decade = (digits(n + 1, 2, 2) < 30 ? 200 : 190) + digits(n + 1, 2, 2) / 10;
    end = n + 3;
  } else {
    static constexpr std::array<std::string_view, 8> kNames = {"twenties", "thirties",  "forties",  "fifties",
                                                               "sixties",  "seventies", "eighties", "nineties"};
    for (size_t k = 0; k < kNames.size() && (n > i || before(i, "in since")); ++k) {
      if (is(n, kNames[k])) {
        decade = 192 + static_cast<int32_t>(k);
        end = n + 1;
      }
    }
  }
  if (decade == 0) return std::nullopt;
  Found f = make(i, end, Shape::decade, "decade");
  f.year = decade * 10;
  f.edge = edge;
  return f;
}

/// the 20th century · 11th century
Finder::Maybe Finder::century(uint32_t i) const {
  uint32_t n = i;
  if (is(n, "the")) ++n;
  Edge edge = Edge::none;
  if (any(n, "early mid late") && (n > i || options_.phrase)) {
    edge = is(n, "early") ? Edge::early : is(n, "mid") ? Edge::mid : Edge::late;
    ++n;
    if (is(n, "-")) ++n;
  }
  const Numeral ord = read_ordinal(w_, n);
  if (ord.words == 0 || ord.value < 1 || ord.value > 30) return std::nullopt;
  n += ord.words;
  if (hyphen(n)) ++n;
  if (!is(n, "century")) return std::nullopt;
  Found f = make(i, n + 1, Shape::century, "century");
  f.ordinal = static_cast<int32_t>(ord.value);
  f.edge = edge;
  if (any(n + 1, "bc bce")) {
    f.last = n + 2;
    f.ordinal = -f.ordinal;
  }
  return f;
}

/// the third quarter of 2023 · third-quarter · Q3 2019 · 2019 Q3 · the 1988 third quarter · this year's second half
Finder::Maybe Finder::quarter(uint32_t i) const {
  uint32_t n = i;
  Found f = make(i, i, Shape::quarter, "quarter");
  if (any(n, "the its their a")) ++n;
  if (any(n, "this last next") && is(n + 1, "year") && is(n + 2, "'s")) {
    Found base = make(n, n + 2, Shape::deictic, "year");
    base.unit = Unit::year;
    base.direction = is(n, "last") ? -1 : is(n, "next") ? 1 : 0;
    f.base.assign(1, base);
    n += 3;
  }
  if (digits(n, 4, 4) >= 1900 && digits(n, 4, 4) < 2100 && has(n + 1) && !w_[n + 1].at.empty()) {
    if (any(n + 1, "first second third fourth fiscal q")) {
      f.year = digits(n, 4, 4);
      ++n;
    }
  }
  if (any(n, "year-ago")) ++n;
  if (any(n, "fiscal")) {
    f.fiscal = true;
    ++n;
    if (hyphen(n)) ++n;
    if (digits(n, 4, 4) >= 1900) f.year = digits(n++, 4, 4);
  }
  if (n > i && is(n, "-") && digits(n - 1, 4, 4) > 0) ++n;
  const bool year_beside = f.year > 0 || digits(n + 2, 4, 4) > 0 || (any(n + 2, "of -") && digits(n + 3, 4, 4) > 0);
  if ((is(n, "q") || is(n, "h")) && glued(n + 1) && digits(n + 1, 1, 1) >= 1 && digits(n + 1, 1, 1) <= (is(n, "q") ? 4 : 2) &&
      (w_[n].capital || year_beside)) {
    f.shape = is(n, "q") ? Shape::quarter : Shape::half;
    f.ordinal = digits(n + 1, 1, 1);
    n += 2;
    if (hyphen(n) && f.year == 0 && digits(n + 1, 4, 4) >= 1900) {  // Q1-2019
      f.year = digits(n + 1, 4, 4);
      f.last = n + 2;
      return f;
    }
  } else {
    const Numeral ord = read_ordinal(w_, n);
    const bool last = any(n, "last final");
    if ((ord.words == 0 || ord.value > 4) && !last) return std::nullopt;
    uint32_t m = n + (last ? 1 : ord.words);
    if (hyphen(m)) ++m;
    if (any(m, "fiscal financial")) ++m;
    if (!any(m, "quarter half")) return std::nullopt;
    f.shape = is(m, "half") ? Shape::half : Shape::quarter;
    if (last) {
      if (f.shape == Shape::quarter || !is(m + 1, "of")) return std::nullopt;
      f.ordinal = 2;
    } else {
      f.ordinal = static_cast<int32_t>(ord.value);
    }
    if (f.shape == Shape::half && f.ordinal > 2) return std::nullopt;
    // "the second half" of a match is no date
    n = m + 1;
    if (f.shape == Shape::half && !any(n, "of in this last next") && f.year == 0 && f.base.empty() && !options_.phrase)
      return std::nullopt;
  }
  f.last = n;
  if (is(n, "of") && any(n + 1, "fiscal") && digits(n + 2, 4, 4) > 0) {
    f.fiscal = true;
    f.year = digits(n + 2, 4, 4);
    f.last = n + 3;
  } else if (is(n, "of") && is(n + 1, "the") && any(n + 2, "year decade century")) {
    Found base = make(n + 1, n + 3, Shape::deictic, "the year");
    base.unit = unit_of(w_[n + 2].lower);
    f.base.assign(1, base);
    f.last = n + 3;
  } else if (is(n, "of")) {
    Maybe inner = decade(n + 1);
    if (!inner) inner = century(n + 1);
    if (!inner) inner = month_alone(n + 1);
    if (inner && f.shape == Shape::half) {
      inner->first = i;
      inner->edge = f.ordinal == 1 ? Edge::early : Edge::late;
      return inner;
    }
  }
  if (f.last == n && f.year == 0 && f.base.empty()) (void)year_phrase(n, f);
  if (f.shape == Shape::half && f.year == 0 && f.base.empty() && !options_.phrase) return std::nullopt;
  return f;
}

/// summer 2019 · the spring of 1968 · this fall · last winter · the early summer
Finder::Maybe Finder::season(uint32_t i) const {
  uint32_t n = i;
  Found f = make(i, i, Shape::season, "season");
  const bool article = is(n, "the");
  if (article) ++n;
  if (any(n, "this last next") && !article) {
    f.direction = is(n, "last") ? -1 : is(n, "next") ? 1 : 0;
    f.said_direction = true;
    ++n;
    if (any(n, "past coming")) f.direction = is(n++, "past") ? -1 : 1;
  }
  if (any(n, "early late mid")) {
    f.edge = is(n, "early") ? Edge::early : is(n, "late") ? Edge::late : Edge::mid;
    ++n;
    if (is(n, "-")) ++n;
  }
  if (is(n, "spring"))
    f.ordinal = 1;
  else if (is(n, "summer"))
    f.ordinal = 2;
  else if (is(n, "fall") || is(n, "autumn"))
    f.ordinal = 3;
  else if (is(n, "winter"))
    f.ordinal = 4;
  else
    return std::nullopt;
  f.last = n + 1;
  const bool arab_spring =
      n > 0 && w_[n].capital && w_[n - 1].capital && w_[n - 1].kind == WordKind::word && !article && !f.said_direction;
  if (arab_spring && n > 1) return std::nullopt;
  (void)year_phrase(f.last, f);
  const bool dated = f.year > 0 || !f.base.empty() || f.said_direction;
  if (dated || options_.phrase) return f;
  if (is(n, "fall")) return std::nullopt;
  if ((article && before(i, "in during since until through this by over")) || before(i, "in during since until")) {
    if (is(f.last, "of") || (has(f.last) && w_[f.last].kind == WordKind::word && w_[f.last].capital)) return std::nullopt;
    return f;
  }
  return std::nullopt;
}

Finder::Maybe Finder::holiday(uint32_t i) const {
  uint32_t n = i;
  if (any(n, "last next this previous following coming")) ++n;
  if (!has(n)) return std::nullopt;
  uint32_t used = 0;
  const uint32_t h = holidays_.at(w_, n, used);
  if (h == kNone) return std::nullopt;
  // Without capitals only names that nothing else has: "labor day", "easter"
  const bool plain = used > 1 || any(n, "easter christmas thanksgiving halloween nowruz");
  if (!w_[n].capital && w_[n].kind == WordKind::word && !options_.phrase && !plain) return std::nullopt;
  // "Johnnie Christmas": the end of a person's name
  if (n == i && i > 0 && glued(i) == false && w_[i - 1].kind == WordKind::word && w_[i - 1].capital && i > 1 &&
      !any(i - 1, "in on at before after since this last next the by until during for") && !options_.phrase) {
    return std::nullopt;
  }
  Found f = make(i, n + used, Shape::holiday, "feast");
  f.holiday = h;
  if (n > i) {
    f.said_direction = true;
    f.direction = any(i, "last previous") ? -1 : any(i, "next following coming") ? 1 : 0;
  }
  if (has(f.last) && !is(f.last, "weekend")) (void)year_phrase(f.last, f);
  return f;
}

/// 9 Ramadan 1445 · Ramadan · 22 Bahman
Finder::Maybe Finder::foreign(uint32_t i) const {
  struct Row {
    std::string_view name;
    int32_t month;
    bool solar;
  };
  static constexpr std::array<Row, 25> kRows = {
      {{"muharram", 1, false},   {"safar", 2, false},      {"rajab", 7, false},  {"shaban", 8, false},
       {"sha'ban", 8, false},    {"ramadan", 9, false},    {"ramzan", 9, false}, {"shawwal", 10, false},
       {"hijjah", 12, false},    {"hijja", 12, false},     {"qadah", 11, false}, {"qa'dah", 11, false},
       {"farvardin", 1, true},   {"ordibehesht", 2, true}, {"khordad", 3, true}, {"tir", 4, true},
       {"mordad", 5, true},      {"shahrivar", 6, true},   {"mehr", 7, true},    {"aban", 8, true},
       {"azar", 9, true},        {"dey", 10, true},        {"bahman", 11, true}, {"esfand", 12, true},
       {"dhulhijjah", 12, false}}};
  uint32_t n = i;
  uint32_t used = 0;
  bool ordinal = false;
  const int32_t day = day_at(n, used, ordinal);
  if (used > 0 && day <= 31) n += used;
  if (used > 0 && is(n, "of")) ++n;
  if (any(n, "dhu dhul zul")) {
    ++n;
    if (is(n, "-") || is(n, "al")) ++n;
    if (is(n, "-")) ++n;
  }
  if (!has(n) || !w_[n].capital) {
    if (!has(n) || !any(n, "hijjah hijja qadah qa'dah")) return std::nullopt;
  }
  for (const Row& row : kRows) {
    if (!is(n, row.name)) continue;
    Found f = make(i, n + 1, row.solar ? Shape::solar : Shape::lunar, row.solar ? "Solar Hijri date" : "Hijri date");
    f.month = row.month;
    f.day = used > 0 ? day : 0;
    uint32_t m = n + 1;
    if (is(m, ",")) ++m;
    const int32_t y = digits(m, 4, 4);
    if (y >= 1300 && y < 1500) {
      f.year = y;
      f.last = m + 1;
      if (any(f.last, "ah h hijri ap")) ++f.last;
    } else if (y >= 1500 && row.name == "ramadan") {
      f.base.assign(1, make(m, m + 1, Shape::date, "year"));
      f.base[0].year = y;
      f.last = m + 1;
    }
    if (row.solar && f.day == 0) return std::nullopt;
    if (f.day == 0 && f.year == 0 && row.month != 9) return std::nullopt;
    // "Ramadan Shalah": a person's name
    if (f.day == 0 && f.year == 0 && has(f.last) && w_[f.last].capital && w_[f.last].kind == WordKind::word) return std::nullopt;
    if (f.day == 0 && f.year == 0 && f.base.empty() && i > 0 && w_[i - 1].capital && w_[i - 1].kind == WordKind::word &&
        !before(i, "in during this"))
      return std::nullopt;
    return f;
  }
  return std::nullopt;
}

}  // namespace dateline::time
