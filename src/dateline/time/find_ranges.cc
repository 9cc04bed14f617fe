// Rules of the finder that put expressions together: two ends of a range, several counts of one duration, a day of "next month".
//
// "from May to September" stays two expressions, as TIMEX3 has it; the first is marked as the one that opens the range.
#include <optional>

#include "dateline/base/chars.h"
#include "dateline/time/find.h"
#include "dateline/time/numeral.h"

namespace dateline::time {
namespace {

bool can_end_range(const Found& f) {
  switch (f.shape) {
    case Shape::date:
    case Shape::weekday:
    case Shape::deictic:
    case Shape::offset:
    case Shape::clock:
    case Shape::quarter:
    case Shape::half:
    case Shape::season:
    case Shape::decade:
    case Shape::holiday:
      return !f.vague;
    case Shape::reference:
      return f.literal == "PRESENT_REF";
    default:
      return false;
  }
}

/// Whether two ends are of one kind, so that "to" or a dash alone makes them a range.
bool same_kind(const Found& a, const Found& b) {
  if (a.shape == Shape::clock || b.shape == Shape::clock) return a.hour >= 0 && b.hour >= 0;
  return a.shape == b.shape && (a.shape == Shape::date || a.shape == Shape::weekday || a.shape == Shape::quarter);
}

}  // namespace

void link_ranges(const Words& words, std::vector<Found>& found) {
  const auto is = [&](uint32_t i, std::string_view list) { return i < words.size() && in(words[i].lower, list); };
  for (size_t k = 0; k + 1 < found.size(); ++k) {
    Found& a = found[k];
    const Found& b = found[k + 1];
    if (a.opens || (k > 0 && found[k - 1].opens) || !can_end_range(a) || !can_end_range(b)) continue;
    const uint32_t n = a.last;
    const uint32_t gap = b.first - n;
    const bool comma = gap == 2 && is(n, ",");
    if (gap != 1 && !comma && !(gap == 2 && is(n + 1, "the"))) continue;
    const uint32_t word = comma ? n + 1 : n;
    const bool led = a.first > 0 && is(a.first - 1, "from between");
    const bool dash = is(word, "- \xE2\x80\x94 ~");
    const bool joins =
        dash || is(word, "to through until till") || (is(word, "and") && a.first > 0 && is(a.first - 1, "between"));
    if (joins && (led || same_kind(a, b))) a.opens = true;
  }
}

/// Further counts after the first: "two years, one month and 21 days", "an hour and 30 minutes"; "and a half" too.
Finder::Maybe Finder::compound(Found f) const {
  if (f.vague || f.unit == Unit::none) return f;
  Unit coarsest = f.unit;
  for (int k = 0; k < 4; ++k) {
    uint32_t n = f.last;
    if (is(n, ",")) ++n;
    if (is(n, "and")) ++n;
    const Numeral count = read_count(w_, n);
    if (count.words == 0 || count.vague || !has(n + count.words)) break;
    const Unit unit = unit_of(w_[n + count.words].lower);
    if (unit == Unit::none || unit >= coarsest || unit == Unit::weekend || unit == Unit::quarter) break;
    if (unit == Unit::second && is(n + count.words, "second")) break;
    // "three days and two hours", not "three years, two weeks of which"
    if (f.last + 1 == n && is(f.last, ",") && k == 0 && !is(n + count.words + 1, "and") && !is(n + count.words + 1, ",")) break;
    Found part = make(n, n + count.words + 1, Shape::duration, "duration");
    part.unit = unit;
    part.count = count.value;
    f.more.push_back(part);
    f.last = part.last;
    coarsest = unit;
  }
  if (f.more.empty() && is(f.last, "and") && f.count == static_cast<int32_t>(f.count)) {
    const uint32_t n = is(f.last + 1, "a") ? f.last + 2 : f.last + 1;
    if (is(n, "half")) {
      f.count += 0.5;
      f.last = n + 1;
    }
  }
  return f;
}

/// the 21st of this month · the 15th day of next month · on the 21st
Finder::Maybe Finder::ordinal_day(uint32_t i) const {
  uint32_t n = i;
  if (is(n, "the")) ++n;
  const Numeral ord = read_ordinal(w_, n);
  if (ord.words == 0 || ord.value < 1 || ord.value > 31) return std::nullopt;
  const bool digits_here = w_[n].kind == WordKind::number;
  n += ord.words;
  Found f = make(i, n, Shape::date, "day of the month");
  f.day = static_cast<int32_t>(ord.value);
  bool day_word = is(n, "day");
  if (day_word) ++n;
  if (is(n, "of") && !(is(n + 1, "the") && !day_word && !digits_here)) ++n;
  if (any(n, "this next last the") && is(n + 1, "month") && !is(n + 2, "'s")) {
    Found month = make(n, n + 2, Shape::deictic, "month");
    month.unit = Unit::month;
    month.direction = is(n, "last") ? -1 : is(n, "next") ? 1 : 0;
    f.base.assign(1, month);
    f.last = n + 2;
    return f;
  }
  // "on the 21st" alone: in digits, and nothing that could be counted follows
  if (day_word || !digits_here || !is(i, "the") || !before(i, "on by until till since before after from of")) return std::nullopt;
  if (before(i, "of") && !(i > 2 && any(i - 2, "week weekend night morning evening"))) return std::nullopt;
  const bool closed = !has(f.last) ||
                      (w_[f.last].kind == WordKind::sign && !is(f.last, "-") && !is(f.last, "/") && !is(f.last, "'")) ||
                      any(f.last, "but when at with for by after as it he she they who that will was were has have");
  return closed ? Maybe(f) : std::nullopt;
}

/// Year or month that an ordinal counts in: "of 2015", "of last year", "of May", "of next month".
Finder::Maybe Finder::part_of_year(uint32_t i) const {
  uint32_t used = 0;
  const int32_t y = year_at(i, used);
  if (used > 0 && w_[i].kind == WordKind::number) {
    Found f = make(i, i + used, Shape::date, "year");
    f.year = y;
    return f;
  }
  if (Maybe month = month_alone(i)) return month;
  Maybe f = deictic(i);
  if (f && f->shape == Shape::deictic && (f->unit == Unit::month || f->unit == Unit::year)) return f;
  if (is(i, "the") && any(i + 1, "month year")) {
    Found unit = make(i, i + 2, Shape::deictic, "the unit");
    unit.unit = unit_of(w_[i + 1].lower);
    return unit;
  }
  return std::nullopt;
}

/// week 27 of last year · week 12 of 2020 (a week without its year is a round of matches)
Finder::Maybe Finder::week_number(uint32_t i) const {
  uint32_t n = i;
  if (any(n, "calendar")) ++n;
  if (!is(n, "week")) return std::nullopt;
  const int32_t week = digits(n + 1, 1, 2);
  if (week < 1 || week > 53) return std::nullopt;
  n += 2;
  if (is(n, ",")) ++n;
  if (any(n, "of in")) ++n;
  Maybe year = part_of_year(n);
  if (!year || year->month > 0 || year->unit == Unit::month) return std::nullopt;
  Found f = make(i, year->last, Shape::week, "week of a year");
  f.unit = Unit::week;
  f.ordinal = week;
  f.base.assign(1, *year);
  return f;
}

/// the year-ago quarter · the year-earlier period · the year-ago third quarter · year-end
Finder::Maybe Finder::year_ago(uint32_t i) const {
  uint32_t n = i;
  if (is(n, "the")) ++n;
  if (!is(n, "year")) return std::nullopt;
  if ((hyphen(n + 1) && is(n + 2, "end")) || is(n + 1, "end") || (is(n + 1, "'s") && is(n + 2, "end"))) {
    if (!options_.phrase && !before(i, "by at before until since till after to of")) return std::nullopt;
    Found f = make(i, is(n + 1, "end") ? n + 2 : n + 3, Shape::deictic, "edge of the unit");
    f.unit = Unit::year;
    f.edge = Edge::end;
    return f;
  }
  if (!hyphen(n + 1) || !any(n + 2, "ago earlier")) return std::nullopt;
  n += 3;
  Found f = make(i, n, Shape::quarter, "quarter of the year before");
  f.unit = Unit::year;
  const Numeral ord = read_ordinal(w_, n);
  if (ord.words > 0 && ord.value <= 4) {
    f.ordinal = static_cast<int32_t>(ord.value);
    n += ord.words;
  }
  if (!is(n, "quarter") && !(is(n, "period") && f.ordinal == 0)) return std::nullopt;
  f.last = n + 1;
  return f;
}

/// Labor Day weekend · the weekend of Thanksgiving 2023
Finder::Maybe Finder::feast_weekend(uint32_t i) const {
  uint32_t n = i;
  if (is(n, "the")) ++n;
  const bool weekend_first = is(n, "weekend") && is(n + 1, "of");
  const Maybe feast = holiday(weekend_first ? n + 2 : n);
  if (!feast) return std::nullopt;
  if (!weekend_first && !is(feast->last, "weekend")) return std::nullopt;
  Found f = make(i, weekend_first ? feast->last : feast->last + 1, Shape::deictic, "weekend of a feast");
  f.unit = Unit::weekend;
  f.base.assign(1, *feast);
  return f;
}

}  // namespace dateline::time
