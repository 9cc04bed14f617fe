// Rules of the finder for words that need an anchor: weekdays, last/this/next, ago and later, the same day, durations, sets.
//
// "A day earlier" is an offset of -1 day from what was told before; "the last five days" a span that ends at the page.
// Nothing is resolved here (value.cc).
#include <algorithm>
#include <array>

#include "dateline/base/chars.h"
#include "dateline/time/find.h"
#include "dateline/time/numeral.h"

namespace dateline::time {
namespace {

int32_t direction_of(std::string_view form) {
  if (in(form, "last past previous preceding prior latest recent")) return -1;
  if (in(form, "next coming following upcoming subsequent future")) return 1;
  return 0;
}

constexpr std::string_view kDirections =
    "last past previous preceding prior latest recent next coming following upcoming subsequent this current";

Part day_part(std::string_view form) {
  if (form == "morning") return Part::morning;
  if (form == "afternoon") return Part::afternoon;
  if (form == "evening") return Part::evening;
  if (form == "night") return Part::night;
  return Part::none;
}

}  // namespace

/// Monday · last Friday · next Tuesday · Tuesday last week · Monday of last week · Mondays (a set, see set())
Finder::Maybe Finder::weekday(uint32_t i) const {
  uint32_t n = i;
  Found f = make(i, i, Shape::weekday, "weekday");
  const bool article = is(n, "the");
  if (article) ++n;
  if (any(n, kDirections)) {
    f.direction = direction_of(w_[n].lower);
    // "next week on Tuesday", "this week Monday"
    if (!article && any(n, "last next this previous") && is(n + 1, "week")) {
      const uint32_t m = any(n + 2, "on -") ? n + 3 : n + 2;
      const int32_t named = has(m) ? weekday_of_name(w_[m].lower) : -1;
      if (named < 0) return std::nullopt;
      Found base = make(n, n + 2, Shape::deictic, "week");
      base.unit = Unit::week;
      base.direction = direction_of(w_[n].lower);
      Found day = make(i, m + 1, Shape::weekday, "weekday");
      day.weekday = named;
      day.base.assign(1, base);
      return day;
    }
    f.said_direction = true;
    f.from_text = (article && f.direction != 0 && !any(n, "past coming")) || any(n, "following previous");
    ++n;
    if (any(n, "past coming")) {  // "this coming Sunday"
      f.direction = direction_of(w_[n].lower);
      ++n;
    }
  } else if (article) {
    return std::nullopt;
  }
  if (!has(n)) return std::nullopt;
  f.weekday = weekday_of_name(w_[n].lower);
  if (f.weekday < 0) return std::nullopt;
  // "Black Friday", "Ash Wednesday", "Super Tuesday", "Man Friday" are names, and so is "Sunday Times"
  if (i > 0 && before(i, "black super ash bloody cyber")) return std::nullopt;
  if (any(n + 1, "times telegraph mirror mail independent herald post night's") && has(n + 1) && w_[n + 1].capital)
    return std::nullopt;
  f.last = n + 1;
  if (f.weekday >= 0 && !f.said_direction) {
    uint32_t m = f.last;
    if (is(m, "of")) ++m;
    if (any(m, "last next this") && is(m + 1, "week")) {
      Found base = make(m, m + 2, Shape::deictic, "week");
      base.unit = Unit::week;
      base.direction = direction_of(w_[m].lower);
      f.base.assign(1, base);
      f.last = m + 2;
    }
  }
  // "Monday 21", "Friday the 26th", "Monday, June 10" is date_words
  uint32_t m = f.last;
  if (is(m, "the")) ++m;
  const Numeral ord = read_ordinal(w_, m);
  if (ord.words > 0 && (w_[m].kind == WordKind::number || m > f.last) && ord.value <= 31 && !f.said_direction) {
    f.shape = Shape::date;
    f.day = static_cast<int32_t>(ord.value);
    f.last = m + ord.words;
  } else if (const int32_t day = digits(m, 1, 2); m == f.last && day >= 1 && day <= 31 && !f.said_direction && f.base.empty() &&
                                                  before(i, "on by until since from") && glued(m + 1) &&
                                                  any(m + 1, ". , ; ! ? )")) {
    f.shape = Shape::date;
    f.day = day;
    f.last = m + 1;
  }
  return f;
}

/// today · yesterday · tonight · last night · this morning · overnight · the day before yesterday
Finder::Maybe Finder::named_day(uint32_t i) const {
  const auto day = [&](uint32_t words, int32_t direction, Part part, std::string_view why) {
    Found f = make(i, i + words, Shape::deictic, why);
    f.unit = Unit::day;
    f.direction = direction;
    f.part = part;
    return Maybe(f);
  };
  if (is(i, "today")) return day(1, 0, Part::none, "today");
  if (is(i, "yesterday")) return day(1, -1, Part::none, "yesterday");
  if (is(i, "tomorrow")) return day(1, 1, Part::none, "tomorrow");
  if (any(i, "tonight tonite")) return day(1, 0, Part::night, "tonight");
  if (is(i, "overnight") && !hyphen(i + 1)) {
    const bool adjective = has(i + 1) && any(i + 1, "stay train bus flight shift bag success trip raid raids curfew delivery");
    if (adjective) return std::nullopt;
    return day(1, -1, Part::night, "overnight");
  }
  uint32_t n = i;
  if (is(n, "late") || is(n, "early") || is(n, "earlier") || is(n, "later")) return std::nullopt;
  if (is(n, "last") && any(n + 1, "night evening")) return day(2, -1, day_part(w_[n + 1].lower), "last night");
  if (is(n, "this") && has(n + 1) && day_part(w_[n + 1].lower) != Part::none)
    return day(2, 0, day_part(w_[n + 1].lower), "this part of day");
  if (is(n, "the")) ++n;
  if (is(n, "day") && is(n + 1, "before") && is(n + 2, "yesterday"))
    return day(n + 3 - i, -2, Part::none, "the day before yesterday");
  if (is(n, "day") && is(n + 1, "after") && is(n + 2, "tomorrow")) return day(n + 3 - i, 2, Part::none, "the day after tomorrow");
  return std::nullopt;
}

/// last week · this year · next month · the past year · the last five days · the coming weeks · last April · the weekend
Finder::Maybe Finder::deictic(uint32_t i) const {
  uint32_t n = i;
  const bool article = is(n, "the");
  if (article) ++n;
  if (any(n, "weekend") && (article || before(i, "at on over during during"))) {
    Found f = make(i, n + 1, Shape::deictic, "weekend");
    f.unit = Unit::weekend;
    return f;
  }
  if (!any(n, kDirections)) {
    // "recent years", "coming weeks" without article are handled below through kDirections only
    if (article && options_.phrase && has(n) && unit_of(w_[n].lower) >= Unit::day && n + 1 == w_.size() &&
        w_[n].lower.back() != 's') {
      Found f = make(i, n + 1, Shape::deictic, "the unit");
      f.unit = unit_of(w_[n].lower);
      if (f.unit == Unit::quarter) f.direction = -1;
      return f;
    }
    return std::nullopt;
  }
  const std::string& word = w_[n].lower;
  const bool past_span = is(n, "past");
  Found f = make(i, i, Shape::deictic, "relative unit");
  f.direction = direction_of(word);
  f.said_direction = true;
  f.from_text = any(n, "following previous preceding subsequent prior") || (article && is(n, "next"));
  ++n;
  if (any(n, "past coming") && is(n - 1, "this")) f.direction = direction_of(w_[n++].lower);
  Numeral count = read_count(w_, n);
  if (count.words > 0 && is(n, "second")) count = {};
  if (count.words > 0 && has(n + count.words)) {
    uint32_t m = n + count.words;
    if (any(m, "or") && read_count(w_, m + 1).words > 0) m += 1 + read_count(w_, m + 1).words;
    if (any(m, "straight full consecutive trading working business calendar fiscal")) ++m;
    const Unit unit = has(m) ? unit_of(w_[m].lower) : Unit::none;
    if (unit == Unit::none || is(n - 1, "this") || is(n - 1, "current")) return std::nullopt;
    f.shape = Shape::span_of;
    f.why = "span up to the page";
    f.unit = unit;
    f.count = count.value * (is(m, "fortnight") || is(m, "fortnights") ? 2 : 1);
    f.vague = count.vague;
    f.last = m + 1;
    // "the last five months of her life" ends with her life, not with the page
    if (is(m + 1, "of") && any(m + 2, "his her their its the my our your a an")) f.shape = Shape::duration;
    return f;
  }
  if (!has(n)) return std::nullopt;
  bool full = false;
  uint32_t used = 0;
  const int32_t month = month_at(n, used, full);
  if (month > 0 && used > 0 && (w_[n].capital || full) && any(n - 1, "last this next past coming previous")) {
    f.shape = Shape::date;
    f.month = month;
    f.last = n + used;
    uint32_t day_used = 0;
    bool ordinal = false;
    const int32_t d = day_at(f.last, day_used, ordinal);
    if (day_used > 0 && d <= 31 && !any(f.last + day_used, "% percent")) {
      f.day = d;
      f.last += day_used;
    }
    return f;
  }
  if (is(n, "fiscal") && is(n + 1, "year")) {
    f.fiscal = true;
    ++n;
  }
  const Unit unit = unit_of(w_[n].lower);
  if (unit == Unit::none || is(n, "night") || is(n, "second") || is(n, "minute") || is(n, "sec") || is(n, "min"))
    return std::nullopt;
  f.unit = unit;
  f.last = n + 1;
  const bool plural = w_[n].lower.size() > 2 && w_[n].lower.back() == 's';
  if (plural) {
    if (is(n - 1, "this") && is(n, "years")) return f;  // "this years festival": the apostrophe was lost
    if (f.direction == 0) return std::nullopt;
    f.shape = Shape::reference;
    f.literal = f.direction < 0 ? "PAST_REF" : "FUTURE_REF";
    f.why = "vague span";
    return f;
  }
  if (past_span && article && unit != Unit::weekend) {
    f.shape = unit == Unit::year || unit == Unit::decade ? Shape::deictic : Shape::span_of;
    f.count = 1;
  }
  if (is(n, "fortnight")) {
    f.shape = Shape::span_of;
    f.count = 2;
  }
  if (hyphen(f.last)) return std::nullopt;
  return f;
}

/// the same day · that year · the same period of 2022 · the previous day is deictic
Finder::Maybe Finder::same(uint32_t i) const {
  uint32_t n = i;
  if (is(n, "the")) ++n;
  const bool that = is(n, "that") && n == i;
  if (!is(n, "same") && !that) return std::nullopt;
  ++n;
  if (!has(n)) return std::nullopt;
  Found f = make(i, n + 1, Shape::deictic, "the same unit");
  f.from_text = true;
  f.unit = unit_of(w_[n].lower);
  if (any(n, "time period") && !that) {
    Found probe = f;
    probe.last = n + 1;
    if (year_phrase(n + 1, probe) == 0) return std::nullopt;
    f = probe;
    f.unit = Unit::none;
    f.shape = Shape::quarter;
    f.from_text = true;
    f.why = "the same period of another year";
    return f;
  }
  if (any(n, "evening morning afternoon night")) {
    f.unit = Unit::day;
    f.part = day_part(w_[n].lower);
  }
  if (f.unit < Unit::day || (w_[n].lower.back() == 's')) return std::nullopt;
  if (that && has(n + 1) && any(n + 1, "old of")) return std::nullopt;
  return f;
}

/// two days ago · a year earlier · three weeks later · the day before · two days before Christmas · decades ago
Finder::Maybe Finder::offset(uint32_t i) const {
  uint32_t n = i;
  Found f = make(i, i, Shape::offset, "offset");
  f.count = 1;
  if (any(n, "a an one the") && has(n + 1) && unit_of(w_[n + 1].lower) != Unit::none && w_[n + 1].lower.back() != 's') {
    if (is(n, "the") && !any(n + 2, "before after earlier later prior following")) return std::nullopt;
    ++n;
  } else {
    const Numeral count = read_count(w_, n);
    if (count.words > 0) {
      f.count = count.value;
      f.vague = count.vague;
      n += count.words;
      if ((is(n, "to") || is(n, "or") || hyphen(n)) && read_count(w_, n + 1).words > 0) n += 1 + read_count(w_, n + 1).words;
      if (hyphen(n) && is(n + 2, "-")) return std::nullopt;
    } else if (has(n) && unit_of(w_[n].lower) >= Unit::second && w_[n].lower.back() == 's') {
      f.vague = true;
    } else if (options_.phrase && has(n) && unit_of(w_[n].lower) >= Unit::day) {
      f.count = 1;
    } else {
      return std::nullopt;
    }
  }
  if (!has(n)) return std::nullopt;
  f.unit = unit_of(w_[n].lower);
  if (f.unit == Unit::none) return std::nullopt;
  if (any(n, "fortnight fortnights")) f.count *= 2;
  if (f.unit == Unit::second && !any(n, "seconds")) return std::nullopt;
  ++n;
  if (!f.vague) {
    f.last = n;
    if (const Maybe all = compound(f); all && !all->more.empty()) {
      f = *all;
      n = f.last;
    }
  }
  if (is(n, "or") && is(n + 1, "so")) n += 2;
  if (hyphen(n) && any(n + 1, "ago earlier")) ++n;
  if (is(n, "ago")) {
    f.direction = -1;
    f.last = n + 1;
    return f;
  }
  if (any(n, "hence") || (is(n, "from") && any(n + 1, "now today"))) {
    f.direction = 1;
    f.last = n + (is(n, "hence") ? 1 : 2);
    return f;
  }
  if (is(n, "from")) {  // "three days from Tuesday"
    const Maybe inner = f.unit >= Unit::day && !f.vague ? core(n + 1) : std::nullopt;
    const bool day = inner && (inner->shape == Shape::weekday || inner->shape == Shape::holiday ||
                               (inner->shape == Shape::date && inner->day > 0) ||
                               (inner->shape == Shape::deictic && inner->unit == Unit::day));
    if (!day) return std::nullopt;
    f.direction = 1;
    f.base.assign(1, *inner);
    f.last = inner->last;
    return f;
  }
  if (any(n, "earlier later before after prior previously following afterwards afterward in")) {
    f.direction = any(n, "earlier before prior previously") || (is(n, "in") && is(n + 1, "advance")) ? -1 : 1;
    if (is(n, "in") && !is(n + 1, "advance")) return std::nullopt;
    uint32_t m = n + 1;
    if (is(n, "in")) m = n + 2;
    if (is(n, "in") && !is(m, "of")) {
      f.from_text = true;
      f.last = m;
      return f;
    }
    if (is(m, "to") || is(m, "of")) ++m;
    if (any(n, "before after prior following") && has(m)) {
      Maybe inner = core(m);
      if (inner && inner->shape != Shape::offset && inner->shape != Shape::span_of) {
        f.base.assign(1, *inner);
        f.last = inner->last;
        return f;
      }
    }
    const bool closed = !has(n + 1) || w_[n + 1].kind == WordKind::sign ||
                        any(n + 1, "and but that when at in with on for by to after as it he she they");
    if (any(n, "earlier later previously afterwards afterward") ||
        (any(n, "before after") && closed && (is(i, "the") || is(i, "a") || is(n, "before")))) {
      if (is(n, "after") && !is(i, "the")) return std::nullopt;
      if (any(n, "before after") && has(n + 1) && any(n + 1, "he she they it")) return std::nullopt;
      f.from_text = true;
      f.last = n + 1;
      return f;
    }
  }
  return std::nullopt;
}

/// three weeks · 11-year · several months · 2 1/2 years · a year and a half · decades
Finder::Maybe Finder::duration(uint32_t i) const {
  uint32_t n = i;
  Found f = make(i, i, Shape::duration, "duration");
  f.count = 1;
  bool numeral = true;
  if (is(n, "all") && any(n + 1, "day night week weekend month year") && !hyphen(n + 2) && !any(n + 2, "of long round")) {
    ++n;  // "closed all week"
  } else if (any(n, "a an") && has(n + 1) && unit_of(w_[n + 1].lower) != Unit::none && w_[n + 1].lower.back() != 's') {
    if (!options_.phrase &&
        !before(i, "for within over about nearly almost than least after during last lasted around roughly another half"))
      return std::nullopt;
    ++n;
  } else {
    if (any(n, "the all these those")) {
      const Numeral c = read_count(w_, n + 1);
      if (c.words == 0) {
        if (!options_.phrase || !is(n, "the") || !has(n + 1) || w_[n + 1].lower.back() != 's') return std::nullopt;
      }
      ++n;
      if (any(n, "first")) ++n;
    }
    if (any(n, "additional") && options_.phrase) ++n;
    const Numeral count = read_count(w_, n);
    if (count.words > 0) {
      f.count = count.value;
      f.vague = count.vague;
      n += count.words;
      if ((is(n, "to") || is(n, "or")) && read_count(w_, n + 1).words > 0)
        n += 1 + read_count(w_, n + 1).words;
      else if (hyphen(n) && w_[n + 1].kind == WordKind::number)
        n += 2;
    } else if (has(n) && unit_of(w_[n].lower) >= Unit::minute && w_[n].lower.back() == 's') {
      if (!options_.phrase && !before(i, "for in within of spent took take after")) return std::nullopt;
      if (any(n, "mins secs hrs")) return std::nullopt;
      f.vague = true;
    } else {
      numeral = false;
      if (!options_.phrase || !has(n) || unit_of(w_[n].lower) == Unit::none) return std::nullopt;
    }
  }
  if (is(n, "-") && glued(n)) {
    if (!glued(n + 1)) return std::nullopt;
    ++n;
  }
  if (any(n, "more further additional full consecutive straight whole trading working business calendar fiscal long")) ++n;
  if (!has(n)) return std::nullopt;
  f.unit = unit_of(w_[n].lower);
  if (f.unit == Unit::none && is(n, "h") && glued(n) && w_[n - 1].kind == WordKind::number &&
      !(has(n + 1) && glued(n + 1) && w_[n + 1].kind != WordKind::sign))
    f.unit = Unit::hour;  // "24h"
  const bool short_unit = any(n, "min sec") && w_[n - 1].kind != WordKind::number;
  if (f.unit == Unit::none || f.unit == Unit::quarter || short_unit || is(n, "quarters")) {
    if (!(options_.phrase && f.unit != Unit::none)) return std::nullopt;
  }
  if (any(n, "fortnight fortnights")) f.count *= 2;
  // "World Cup 2018 day five": a year before a unit
  if (f.count >= 1000 && w_[n].lower.back() != 's' && !is(n - 1, "-")) return std::nullopt;
  if (f.unit == Unit::second && is(n, "second") && f.count != 1 && !is(n - 1, "-")) return std::nullopt;
  f.last = n + 1;
  // Ages are figures: "48-year-old", "three years old", "aged 14 years"
  if (is(n + 1, "-") && is(n + 2, "old")) return std::nullopt;
  if (is(n + 1, "old") || (is(n + 1, "of") && is(n + 2, "age")) || before(i, "aged age")) return std::nullopt;
  if (f.unit == Unit::hour && f.count == 24 && is(n - 1, "-")) return std::nullopt;
  (void)numeral;
  return numeral ? compound(f) : Maybe(f);
}

/// every Monday · each year · daily · twice a week · Mondays · every two weeks
Finder::Maybe Finder::set(uint32_t i) const {
  Found f = make(i, i, Shape::set, "set");
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kAdverbs = {{{"daily", "P1D"},
                                                                                              {"weekly", "P1W"},
                                                                                              {"monthly", "P1M"},
                                                                                              {"quarterly", "P3M"},
                                                                                              {"yearly", "P1Y"},
                                                                                              {"annually", "P1Y"},
                                                                                              {"annual", "P1Y"},
                                                                                              {"hourly", "PT1H"},
                                                                                              {"biweekly", "P2W"},
                                                                                              {"nightly", "P1D"}}};
  for (const auto& [word, value] : kAdverbs) {
    if (is(i, word)) {
      if (w_[i].capital && i > 0 && !options_.phrase) return std::nullopt;
      if (word == "annual" && !options_.phrase) return std::nullopt;
      f.literal = value;
      f.last = i + 1;
      return f;
    }
  }
  uint32_t n = i;
  // "every Monday at 4 p.m."
  const auto timed = [&](Found found) {
    const uint32_t m = any(found.last, "at around") ? found.last + 1 : found.last;
    const Maybe c = clock(m);
    if (c && c->half_known) {
      const auto two = [](int32_t v) { return (v < 10 ? "0" : "") + std::to_string(v); };
      if (found.literal == "P1D") found.literal = "XXXX-XX-XX";
      if (const size_t t = found.literal.find('T'); t != std::string::npos) found.literal.resize(t);
      found.literal += "T" + two(c->hour) + ":" + two(std::max(c->minute, 0));
      found.last = c->last;
    }
    return Maybe(found);
  };
  if (is(n, "everyday") && (!has(n + 1) || any(n + 1, ". , ; ! ? at") || clock(n + 1))) {
    f.literal = "P1D";
    f.last = n + 1;
    return timed(f);
  }
  if (any(n, "every each")) {
    ++n;
    int count = 1;
    if (any(n, "other second")) {
      count = 2;
      ++n;
    } else {
      const Numeral c = read_count(w_, n);
      if (c.words > 0 && !c.vague && c.value >= 1 && c.value < 1000) {
        count = static_cast<int>(c.value);
        n += c.words;
      }
    }
    if (!has(n)) return std::nullopt;
    const int32_t day = weekday_of_name(w_[n].lower);
    if (day >= 0) {
      f.literal = "XXXX-WXX-" + std::to_string(day + 1);
      f.last = n + 1;
      return timed(f);
    }
    bool full = false;
    uint32_t used = 0;
    const int32_t month = month_at(n, used, full);
    if (month > 0 && used > 0) {
      f.literal = std::string("XXXX-") + (month < 10 ? "0" : "") + std::to_string(month);
      f.last = n + used;
      return f;
    }
    if (any(n, "spring summer fall autumn winter")) {
      f.literal = is(n, "spring") ? "XXXX-SP" : is(n, "summer") ? "XXXX-SU" : is(n, "winter") ? "XXXX-WI" : "XXXX-FA";
      f.last = n + 1;
      return f;
    }
    const Part part = day_part(w_[n].lower);
    if (part != Part::none) {
      f.literal = part == Part::morning     ? "XXXX-XX-XXTMO"
                  : part == Part::afternoon ? "XXXX-XX-XXTAF"
                  : part == Part::evening   ? "XXXX-XX-XXTEV"
                                            : "XXXX-XX-XXTNI";
      f.last = n + 1;
      return timed(f);
    }
    const Unit unit = unit_of(w_[n].lower);
    if (unit == Unit::none) return std::nullopt;
    f.last = n + 1;
    f.literal = std::string(unit < Unit::day ? "PT" : "P") + std::to_string(count) + std::string(unit_code(unit));
    if (unit == Unit::weekend && count == 1) f.literal = "XXXX-WXX-WE";
    return unit == Unit::day && count == 1 ? timed(f) : Maybe(f);
  }
  if (any(n, "once twice thrice"))
    n += 1;
  else if (read_count(w_, n).words > 0 && is(n + read_count(w_, n).words, "times"))
    n += read_count(w_, n).words + 1;
  if (n > i && any(n, "a an every each per") && has(n + 1) && unit_of(w_[n + 1].lower) >= Unit::hour) {
    const Unit unit = unit_of(w_[n + 1].lower);
    f.literal = std::string(unit < Unit::day ? "PT1" : "P1") + std::string(unit_code(unit));
    f.last = n + 2;
    return f;
  }
  // Mondays, Sundays
  const std::string& w = w_[i].lower;
  if (w_[i].capital && w.size() > 6 && w.back() == 's') {
    const int32_t day = weekday_of_name(std::string_view(w).substr(0, w.size() - 1));
    if (day >= 0) {
      f.literal = "XXXX-WXX-" + std::to_string(day + 1);
      f.last = i + 1;
      return f;
    }
  }
  return std::nullopt;
}

/// the week of March 3 · the first week of May · the second Monday of June
Finder::Maybe Finder::week_of(uint32_t i) const {
  uint32_t n = i;
  const bool article = is(n, "the");
  if (article) ++n;
  if (article && is(n, "week") && any(n + 1, "of beginning starting ending")) {
    const Maybe inner = core(is(n + 2, "on") ? n + 3 : n + 2);
    if (inner && inner->shape == Shape::date && inner->day > 0) {
      Found f = make(i, inner->last, Shape::week, "week of a day");
      f.base.assign(1, *inner);
      return f;
    }
  }
  const Numeral ord = read_ordinal(w_, n);
  const bool last = any(n, "last final");
  if ((ord.words == 0 || ord.value > 53) && !last) return std::nullopt;
  const uint32_t m = n + (last ? 1 : ord.words);
  if (!has(m) || !any(m + 1, "of in")) return std::nullopt;
  const int32_t day = weekday_of_name(w_[m].lower);
  if (day < 0 && !any(m, "week weekend month")) return std::nullopt;
  const Maybe inner = part_of_year(m + 2);
  if (!inner) return std::nullopt;
  const bool whole_year = inner->unit == Unit::year || (inner->shape == Shape::date && inner->month == 0);
  // "the first Monday of 2020" and "the fifth month of May" are no way to name a day
  if (whole_year ? day >= 0 || is(m, "weekend") : is(m, "month")) return std::nullopt;
  if (ord.value > (is(m, "month") ? 12 : whole_year ? 53 : 5)) return std::nullopt;
  if (last && !article && !whole_year) return std::nullopt;
  Found f = make(i, inner->last, Shape::week, "n-th of a month");
  f.weekday = day;
  f.unit = is(m, "weekend") ? Unit::weekend : is(m, "month") ? Unit::month : Unit::week;
  f.ordinal = last ? -1 : static_cast<int32_t>(ord.value);
  f.base.assign(1, *inner);
  return f;
}

}  // namespace dateline::time
