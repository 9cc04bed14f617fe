#include "dateline/time/find.h"

#include <array>

#include "dateline/base/chars.h"
#include "dateline/time/numeral.h"

namespace dateline::time {
namespace {

Edge edge_of(std::string_view form) {
  if (in(form, "beginning start outset turn")) return Edge::start;
  if (in(form, "early")) return Edge::early;
  if (in(form, "mid middle")) return Edge::mid;
  if (in(form, "late")) return Edge::late;
  if (in(form, "end close")) return Edge::end;
  return Edge::none;
}

bool takes_time(const Found& f) {
  switch (f.shape) {
    case Shape::weekday:
    case Shape::holiday:
    case Shape::lunar:
    case Shape::solar:
      return true;
    case Shape::date:
      return f.day > 0 || f.weekday >= 0;
    case Shape::deictic:
    case Shape::offset:
      return f.unit == Unit::day;
    default:
      return false;
  }
}

void keep_longer(std::optional<Found>& best, std::optional<Found> next) {
  if (next && (!best || next->last > best->last)) best = std::move(next);
}

}  // namespace

Found Finder::make(uint32_t first, uint32_t last, Shape shape, std::string_view why) {
  Found f;
  f.first = first;
  f.last = last;
  f.shape = shape;
  f.why = why;
  return f;
}

Part part_of(std::string_view form) {
  if (in(form, "morning mornings dawn daybreak")) return Part::morning;
  if (in(form, "midday lunchtime noontime")) return Part::midday;
  if (in(form, "afternoon afternoons midafternoon")) return Part::afternoon;
  if (in(form, "evening evenings dusk")) return Part::evening;
  if (in(form, "night nights nighttime")) return Part::night;
  if (in(form, "daytime")) return Part::daytime;
  return Part::none;
}

Unit unit_of(std::string_view form) {
  struct Row {
    std::string_view names;
    Unit unit;
  };
  static constexpr std::array<Row, 13> kRows = {{{"second seconds sec secs", Unit::second},
                                                 {"minute minutes min mins", Unit::minute},
                                                 {"hour hours hr hrs", Unit::hour},
                                                 {"day days", Unit::day},
                                                 {"weekend weekends", Unit::weekend},
                                                 {"week weeks", Unit::week},
                                                 {"fortnight fortnights", Unit::week},
                                                 {"month months", Unit::month},
                                                 {"quarter quarters", Unit::quarter},
                                                 {"year years yr yrs", Unit::year},
                                                 {"decade decades", Unit::decade},
                                                 {"century centuries", Unit::century},
                                                 {"night nights", Unit::day}}};
  for (const Row& row : kRows) {
    if (in(form, row.names)) return row.unit;
  }
  return Unit::none;
}

std::string_view unit_code(Unit unit) {
  switch (unit) {
    case Unit::second:
      return "S";
    case Unit::minute:
      return "M";
    case Unit::hour:
      return "H";
    case Unit::day:
      return "D";
    case Unit::weekend:
      return "WE";
    case Unit::week:
      return "W";
    case Unit::month:
      return "M";
    case Unit::quarter:
      return "Q";
    case Unit::year:
      return "Y";
    case Unit::decade:
      return "E";
    case Unit::century:
      return "C";
    default:
      return "X";
  }
}

Finder::Maybe Finder::reference(uint32_t i) const {
  struct Row {
    std::string_view words;
    std::string_view value;
    bool phrase_only;
  };
  static constexpr std::array<Row, 34> kRows = {{{"now", "PRESENT_REF", false},
                                                 {"right now", "PRESENT_REF", false},
                                                 {"just now", "PRESENT_REF", false},
                                                 {"at present", "PRESENT_REF", false},
                                                 {"currently", "PRESENT_REF", false},
                                                 {"nowadays", "PRESENT_REF", false},
                                                 {"these days", "PRESENT_REF", false},
                                                 {"recently", "PAST_REF", false},
                                                 {"most recently", "PAST_REF", false},
                                                 {"more recently", "PAST_REF", false},
                                                 {"formerly", "PAST_REF", true},
                                                 {"previously", "PAST_REF", true},
                                                 {"in the past", "PAST_REF", true},
                                                 {"the past", "PAST_REF", true},
                                                 {"the future", "FUTURE_REF", true},
                                                 {"future", "FUTURE_REF", true},
                                                 {"soon", "FUTURE_REF", true},
                                                 {"the near future", "FUTURE_REF", false},
                                                 {"the near term", "FUTURE_REF", true},
                                                 {"the short term", "FUTURE_REF", true},
                                                 {"as soon as possible", "FUTURE_REF", true},
                                                 {"a later date", "FUTURE_REF", true},
                                                 {"one day", "FUTURE_REF", true},
                                                 {"current", "PRESENT_REF", true},
                                                 {"recent", "PAST_REF", true},
                                                 {"already", "PRESENT_REF", true},
                                                 {"yet", "PRESENT_REF", true},
                                                 {"once", "PAST_REF", true},
                                                 {"earlier", "PAST_REF", true},
                                                 {"lately", "PAST_REF", false},
                                                 {"past", "PAST_REF", true},
                                                 {"long ago", "PAST_REF", false},
                                                 {"the present", "PRESENT_REF", true},
                                                 {"the moment", "PRESENT_REF", true}}};
  Maybe best;
  for (const Row& row : kRows) {
    if (row.phrase_only && !options_.phrase) continue;
    uint32_t n = 0;
    bool same = true;
    for (const std::string_view part : split(row.words, ' ')) same = same && is(i + n++, part);
    if (!same || (best && best->last >= i + n)) continue;
    if (row.phrase_only && i + n != w_.size()) continue;
    Found f = make(i, i + n, Shape::reference, "reference");
    f.literal = row.value;
    best = std::move(f);
  }
  return best;
}

/// the morning · this evening is deictic; "early morning", "mid-afternoon"
Finder::Maybe Finder::part_of_day(uint32_t i) const {
  uint32_t n = i;
  if (is(n, "the")) ++n;
  Edge edge = Edge::none;
  if (any(n, "early late mid")) {
    edge = edge_of(w_[n].lower);
    ++n;
    if (hyphen(n)) ++n;
  }
  if (!has(n)) return std::nullopt;
  const Part part = part_of(w_[n].lower);
  if (part == Part::none || w_[n].lower.back() == 's') return std::nullopt;
  const bool article = is(i, "the");
  // "in the morning at 7"
  if (article && before(i, "in") && is(n + 1, "at") && edge == Edge::none) {
    if (Maybe hour = bare_hour(n + 2); hour && hour->hour <= 12 && hour->minute < 0) {
      if (part != Part::morning && hour->hour < 12 && !hour->half_known) hour->hour += 12;
      hour->half_known = true;
      hour->first = i;
      hour->why = "clock";
      return hour;
    }
  }
  if (!options_.phrase && !(article && before(i, "in during of through")) && !(edge != Edge::none && before(i, "the in")))
    return std::nullopt;
  if (is(n + 1, "of") || (hyphen(n + 1))) return std::nullopt;
  Found f = make(i, n + 1, Shape::part, "part of day");
  f.part = part;
  f.edge = edge;
  return f;
}

/// the night of March 3 · the morning of 12 May · on the eve of the vote (not found)
Finder::Maybe Finder::night_of(uint32_t i) const {
  uint32_t n = i;
  if (is(n, "the")) ++n;
  if (any(n, "early late")) ++n;
  if (!has(n)) return std::nullopt;
  const Part part = part_of(w_[n].lower);
  if (part == Part::none || !any(n + 1, "of on")) return std::nullopt;
  Maybe day = core(n + 2);
  if (!day || !takes_time(*day)) return std::nullopt;
  day->first = i;
  day->part = part;
  return day;
}

/// clock or part of day first: "9 a.m. on Tuesday", "noon Thursday", "midnight Friday"
Finder::Maybe Finder::time_first(uint32_t i) const {
  Maybe c = clock(i);
  if (!c) return std::nullopt;
  uint32_t n = c->last;
  if (is(n, "(") || is(n, "\xE2\x80\x94")) return c;
  if (is(n, ",")) ++n;
  if (any(n, "on of the")) ++n;
  if (is(n, "the") && !any(n + 1, "next same following previous")) return c;
  if (n < w_.size()) {
    const Maybe day = core(n);
    if (day && takes_time(*day) &&
        (n == c->last || !is(c->last, ",") || day->shape == Shape::weekday || day->shape == Shape::date)) {
      Found f = *day;
      f.first = i;
      f.hour = c->count > 0 ? 24 : c->hour;
      f.minute = c->minute;
      f.second = c->second;
      f.zone = c->zone;
      return f;
    }
  }
  return c;
}

/// A day followed by its time: "Monday evening", "May 3 at 9 a.m.", "Tuesday, 21:00 GMT"
Finder::Maybe Finder::with_time(Found found) const {
  if (!takes_time(found)) return found;
  uint32_t n = found.last;
  if (any(n, "early late mid")) ++n;
  if (hyphen(n)) ++n;
  if (has(n) && part_of(w_[n].lower) != Part::none && found.part == Part::none) {
    found.part = part_of(w_[n].lower);
    const bool plural = w_[n].lower.back() == 's' && found.shape == Shape::weekday;
    found.last = n + 1;
    if (plural) {
      found.shape = Shape::set;
      return found;
    }
  } else if (is(found.last, "in") && is(found.last + 1, "the") && has(found.last + 2) &&
             part_of(w_[found.last + 2].lower) != Part::none) {
    found.part = part_of(w_[found.last + 2].lower);
    found.last += 3;
  }
  n = found.last;
  if (is(n, ",")) ++n;
  // "Monday 1-3 p.m.", "tomorrow from 10 a.m. to noon"
  if (has(n) && found.hour < 0 && found.more.empty()) {
    const Maybe range = hours(any(n, "from between") ? n + 1 : n);
    if (range) {
      found.hour = range->hour;
      found.minute = range->minute;
      found.zone = range->zone;
      found.half_known = range->half_known;
      found.more = range->more;
      found.last = range->last;
      return found;
    }
  }
  if (any(n, "at around about by @")) ++n;
  if (is(n, "t") && glued(n) && glued(n + 1)) ++n;  // 2024-03-21T14:05
  if (n < w_.size() && found.hour < 0) {
    Maybe c = clock(n);
    if (!c && n == found.last + 1 && any(found.last, "at around")) {
      // "Friday at 4": an hour, when nothing follows that could be counted
      c = bare_hour(n);
      if (c && has(c->last) && (w_[c->last].kind != WordKind::sign || any(c->last, "- / : % $")) &&
          !any(c->last, "and or but to until till on"))
        c.reset();
    }
    if (c && !(is(found.last, "by"))) {
      found.hour = c->hour;
      found.minute = c->minute;
      found.second = c->second;
      found.zone = c->zone;
      found.last = c->last;
      if (found.part != Part::none && !c->half_known && found.hour < 12 &&
          (found.part == Part::evening || found.part == Part::afternoon))
        found.hour += 12;
    }
  }
  // "Wednesday evening next week"
  if (found.shape == Shape::weekday && found.base.empty() && !found.said_direction && found.last > found.first + 1 &&
      any(found.last, "last next this") && is(found.last + 1, "week")) {
    Found base = make(found.last, found.last + 2, Shape::deictic, "week");
    base.unit = Unit::week;
    base.direction = is(found.last, "last") ? -1 : is(found.last, "next") ? 1 : 0;
    found.base.assign(1, base);
    found.last += 2;
  }
  return found;
}

Finder::Maybe Finder::core(uint32_t i) const {
  if (!has(i) || depth_ >= 3) return std::nullopt;
  ++depth_;
  Maybe best;
  keep_longer(best, foreign(i));
  keep_longer(best, date_words(i));
  keep_longer(best, numeric(i));
  keep_longer(best, weekday(i));
  keep_longer(best, named_day(i));
  keep_longer(best, deictic(i));
  keep_longer(best, same(i));
  keep_longer(best, quarter(i));
  keep_longer(best, season(i));
  keep_longer(best, decade(i));
  keep_longer(best, century(i));
  keep_longer(best, holiday(i));
  keep_longer(best, week_of(i));
  keep_longer(best, week_number(i));
  keep_longer(best, feast_weekend(i));
  keep_longer(best, year_ago(i));
  keep_longer(best, ordinal_day(i));
  keep_longer(best, offset(i));
  keep_longer(best, year_range(i));
  keep_longer(best, anniversary(i));
  keep_longer(best, year(i));
  --depth_;
  return best;
}

/// early 1990 · late on Monday · mid-February · the end of the week · earlier this year · later in the day
Finder::Maybe Finder::with_edge(uint32_t i) const {
  uint32_t n = i;
  const bool article = is(n, "the");
  if (article) ++n;
  if (!has(n)) return std::nullopt;
  const Edge edge = edge_of(w_[n].lower);
  const bool nouns = any(n, "beginning start end middle close outset turn");
  if (any(n, "earlier later") && !article) {
    uint32_t m = n + 1;
    if (any(m, "on in")) ++m;
    const bool the_unit = is(m, "the") && has(m + 1) && unit_of(w_[m + 1].lower) != Unit::none;
    if (the_unit) {
      Found f = make(i, m + 2, Shape::deictic, "earlier in the day");
      f.unit = unit_of(w_[m + 1].lower);
      f.from_text = true;
      f.edge = is(n, "later") ? Edge::late : Edge::early;
      return f;
    }
    Maybe inner = core(m);
    if (!inner || inner->shape == Shape::offset || inner->shape == Shape::span_of ||
        (inner->shape == Shape::date && inner->month == 0))
      return std::nullopt;
    if (is(n + 1, "in") && inner->shape != Shape::date) return std::nullopt;
    if (is(n, "later") && inner->shape == Shape::weekday && !inner->said_direction) inner->direction = 0;
    inner->first = i;
    if (inner->edge == Edge::none) inner->edge = is(n, "later") ? Edge::late : Edge::early;
    return with_time(*inner);
  }
  if (edge == Edge::none) return std::nullopt;
  uint32_t m = n + 1;
  if (nouns) {
    if (!is(m, "of")) return std::nullopt;
    ++m;
    if (!options_.phrase && !article && !before(i, "by at since until towards toward before after year-end from"))
      return std::nullopt;
  } else {
    if (hyphen(m))
      ++m;
    else if (any(m, "on in"))
      ++m;
  }
  if (is(m, "the") && is(m + 1, "day") && nouns && !options_.phrase) return std::nullopt;  // "at the end of the day"
  if (is(m, "the") && has(m + 1) && unit_of(w_[m + 1].lower) != Unit::none && unit_of(w_[m + 1].lower) >= Unit::day &&
      (nouns || options_.phrase || edge == Edge::late)) {
    Found f = make(i, m + 2, Shape::deictic, "edge of the unit");
    f.unit = unit_of(w_[m + 1].lower);
    f.edge = edge;
    return f;
  }
  if (has(m) && unit_of(w_[m].lower) >= Unit::week && nouns && any(m, "week month year")) {
    Found f = make(i, m + 1, Shape::deictic, "edge of the unit");
    f.unit = unit_of(w_[m].lower);
    f.edge = edge;
    return f;
  }
  Maybe inner = core(m);
  if (!inner) {
    uint32_t used = 0;
    bool full = false;
    const int32_t month = month_at(m, used, full);
    if (used > 0 && full) {
      inner = make(m, m + used, Shape::date, "month");
      inner->month = month;
      (void)year_phrase(inner->last, *inner);
    }
  }
  if (!inner || inner->shape == Shape::offset || inner->shape == Shape::span_of) return std::nullopt;
  if (is(n + 1, "in") && !nouns) {
    // "early in 2016": the year alone is the expression, the edge stays with it
    if (inner->shape == Shape::date && inner->month == 0) return std::nullopt;
  }
  inner->first = i;
  inner->edge = edge;
  return with_time(*inner);
}

std::optional<Found> Finder::at(uint32_t i) const {
  Maybe best;
  Maybe plain = core(i);
  if (plain) plain = with_time(*plain);
  keep_longer(best, std::move(plain));
  keep_longer(best, with_edge(i));
  keep_longer(best, time_first(i));
  keep_longer(best, hours_first(i));
  keep_longer(best, night_of(i));
  keep_longer(best, set(i));
  keep_longer(best, duration(i));
  keep_longer(best, part_of_day(i));
  keep_longer(best, reference(i));
  return best;
}

std::vector<Found> find(const Words& words, const Holidays& holidays, FindOptions options) {
  std::vector<Found> out;
  const Finder finder(words, holidays, options);
  for (uint32_t i = 0; i < words.size();) {
    std::optional<Found> found = finder.at(i);
    if (!found || found->last <= i) {
      ++i;
      continue;
    }
    i = found->last;
    if (found->hour >= 0 && found->more.size() == 1) {
      // Hours from one time to another: two expressions on one day.
      const Found end = found->more[0];
      found->more.clear();
      Found second = *found;
      second.first = end.first;
      second.last = found->last;
      second.hour = end.hour;
      second.minute = end.minute;
      second.half_known = end.half_known;
      second.zone = end.zone;
      second.day_shift = end.day_shift;
      found->last = end.first - 1;
      found->opens = true;
      out.push_back(std::move(*found));
      out.push_back(std::move(second));
      continue;
    }
    out.push_back(std::move(*found));
  }
  link_ranges(words, out);
  return out;
}

}  // namespace dateline::time
