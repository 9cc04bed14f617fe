#include "dateline/figure/phrase.h"

#include <array>
#include <cmath>

#include "dateline/base/chars.h"
#include "dateline/time/find.h"

namespace dateline::figure {
namespace {

using time::in;
using time::Word;
using time::WordKind;
using time::Words;

/// Words that end a noun phrase.
constexpr std::string_view kStop =
    "of in on at by for from to with without within into onto over under after before since until during through across against "
    "between among about "
    "around near and or but nor so yet than that which who whom whose where when while as if because although though is are was "
    "were be been being am "
    "has have had do does did will would shall should can could may might must not no n't he she it they we you i him them us me "
    "this these those "
    "there here then now also too only just even still already ago later earlier each per every both all any some such more most "
    "less least a an the "
    "his her its their our your my killed killing injured injuring wounded wounding said says died missing dead arrested "
    "detained remain remained left took "
    "taken held were fled displaced released freed including aboard inside outside amid despite via worth following according "
    "like unlike "
    "up down out off away back yesterday today tomorrow overnight";

/// Words that name what bears the number: "Resolution 2720", "Flight 370".
constexpr std::string_view kNumbered =
    "resolution resolutions article articles section sections chapter paragraph flight route highway room number numbers no nos "
    "page pages part volume "
    "issue boeing airbus channel post posts battalion brigade division type model version act title group phase round level tier "
    "stage grade category "
    "figure table exhibit count line lines gate platform terminal unit block zone district ward area sector order case bill "
    "decree law no. "
    "protocol amendment proposition apollo soyuz world street avenue apartment box psalm verse windows iphone ps covid sars";

constexpr std::string_view kNeutral =
    "another additional further other extra total only just exactly all some its their his her the these those an a last first "
    "next past";

struct BoundWords {
  std::string_view words;
  Bound bound;
};
constexpr std::array<BoundWords, 46> kBounds = {{{"more than", Bound::more_than},    {"greater than", Bound::more_than},
                                                 {"higher than", Bound::more_than},  {"over", Bound::more_than},
                                                 {"above", Bound::more_than},        {"upwards of", Bound::more_than},
                                                 {"upward of", Bound::more_than},    {"in excess of", Bound::more_than},
                                                 {"exceeding", Bound::more_than},    {"exceeds", Bound::more_than},
                                                 {"exceeded", Bound::more_than},     {"well over", Bound::more_than},
                                                 {"just over", Bound::more_than},    {"beyond", Bound::more_than},
                                                 {"north of", Bound::more_than},     {"at least", Bound::at_least},
                                                 {"no fewer than", Bound::at_least}, {"no less than", Bound::at_least},
                                                 {"not less than", Bound::at_least}, {"a minimum of", Bound::at_least},
                                                 {"minimum", Bound::at_least},       {"up to", Bound::at_most},
                                                 {"as many as", Bound::at_most},     {"as much as", Bound::at_most},
                                                 {"at most", Bound::at_most},        {"a maximum of", Bound::at_most},
                                                 {"maximum", Bound::at_most},        {"no more than", Bound::at_most},
                                                 {"not more than", Bound::at_most},  {"fewer than", Bound::less_than},
                                                 {"less than", Bound::less_than},    {"lower than", Bound::less_than},
                                                 {"under", Bound::less_than},        {"below", Bound::less_than},
                                                 {"nearly", Bound::nearly},          {"almost", Bound::nearly},
                                                 {"close to", Bound::nearly},        {"approaching", Bound::nearly},
                                                 {"just under", Bound::nearly},      {"about", Bound::about},
                                                 {"around", Bound::about},           {"roughly", Bound::about},
                                                 {"approximately", Bound::about},    {"an estimated", Bound::about},
                                                 {"estimated", Bound::about},        {"some", Bound::about}}};

class PhraseReader {
 public:
  PhraseReader(const Words& words, const Units& units, uint32_t noun_end) : w_(words), units_(units), noun_end_(noun_end) {}

  std::optional<Phrase> at(uint32_t i, uint32_t& next) {
    next = i + 1;
    std::optional<Reading> r = read_number(w_, i);
    if (!r) return std::nullopt;
    next = r->last;
    if (r->ordinal || looks_otherwise(*r, next)) return std::nullopt;
    p_.number_first = p_.first = r->first;
    p_.number_last = p_.last = r->last;
    p_.reason = r->reason;
    if (r->vague) {
      p_.bound = Bound::vague;
      p_.low = r->value;
      p_.high = r->high;
    } else if (p_.reason.empty()) {
      p_.best = r->value;
    }
    left_sign();
    right(*r, next);
    if (gone_) return std::nullopt;
    left_bound();
    right_bound();
    fill();
    if (!accept(*r)) return std::nullopt;
    next = std::max(next, p_.number_last);
    return p_;
  }

 private:
  [[nodiscard]] bool is(uint32_t i, std::string_view form) const { return i < w_.size() && w_[i].lower == form; }
  [[nodiscard]] bool any(uint32_t i, std::string_view list) const { return i < w_.size() && in(w_[i].lower, list); }
  [[nodiscard]] bool glued(uint32_t i) const { return i < w_.size() && !w_[i].space_before; }
  [[nodiscard]] bool number(uint32_t i) const { return i < w_.size() && w_[i].kind == WordKind::number; }
  [[nodiscard]] bool word(uint32_t i) const { return i < w_.size() && w_[i].kind == WordKind::word; }

  /// Numbers that count nothing. May move `next` past the whole of what they belong to.
  bool looks_otherwise(const Reading& r, uint32_t& next) const {
    const uint32_t i = r.first, n = r.last;
    if (i > 0 && glued(i)) {
      const Word& before = w_[i - 1];
      if (before.kind == WordKind::word && !currency_before(i)) return true;  // A320
      if (any(i - 1, "# @ _ = + \\ & *")) return true;                        // #5, +44
      if (any(i - 1, "- / . :") && i > 1 && glued(i - 1) && (word(i - 2) || number(i - 2)) && !currency_before(i))
        return true;                                                                // F-16, 1:30
      if (any(i - 1, "\" \xE2\x80\x9C '") && i > 1 && is(i - 2, "=")) return true;  // id="206"
    }
    if (number(i)) {
      if (w_[i].lower.size() > 1 && w_[i].lower[0] == '0' && is_digit(w_[i].lower[1])) return true;  // 0207
      // telephone and other numbers in pieces
      if (is(n, "-") && glued(n) && number(n + 1) && glued(n + 1) && is(n + 2, "-") && glued(n + 2) && number(n + 3)) {
        next = n + 4;
        return true;
      }
      if (r.plain && number(n) && w_[n].space_before && r.last == i + 1 && w_[n].lower.find_first_of(",.") == std::string::npos &&
          !any(n + 1, "/")) {
        next = n + 1;
        while (number(next)) ++next;
        return true;
      }
      if (r.plain && any(n, ":") && glued(n) && number(n + 1) && glued(n + 1)) {
        next = n + 2;
        return true;
      }
      if (i == 0 && any(n, ". ) :") && n < w_.size()) return true;  // list number
      if (r.fraction && r.value > 1) return true;                   // 24/7
      if (r.fraction && (is(i, "9") || is(i, "7"))) return true;    // 9/11, 7/7
    }
    if (numbered_name(r)) return true;
    return false;
  }

  [[nodiscard]] bool currency_before(uint32_t i) const {
    uint32_t used = 0;
    return units_.before(w_, i, used) != nullptr;
  }

  /// "Resolution 2720", "ATR 72", "posts 542 and 543", "10 Downing Street"
  bool numbered_name(const Reading& r) const {
    const uint32_t i = r.first, n = r.last;
    if (r.vague || i == 0) return street(n);
    if (!r.separated) {
      if (any(i - 1, kNumbered)) return true;
      if (is(i - 1, ".") && i > 1 && any(i - 2, "no nos art sec") && (w_[i - 2].capital || any(i - 2, "no"))) return true;
      if ((is(i - 1, "and") || is(i - 1, ",") || is(i - 1, "or")) && i > 2 && number(i - 2) && any(i - 3, kNumbered)) return true;
    }
    // A capitalised word right before plain digits, and nothing countable after: "ATR 72", "Type 59"
    if (number(i) && r.plain && r.last == i + 1 && i > 1 && word(i - 1) && w_[i - 1].capital && !currency_before(i)) {
      // "the ATR 72 aircraft": capitals only before, a model's number
      const bool capitals = w_[i - 1].lower.size() > 1 && w_[i - 1].lower.size() < 6 && w_[i - 1].all_capital;
      const bool noun_after = word(n) && !w_[n].capital && !in(w_[n].lower, kStop) && !capitals;
      const bool sign_after = any(n, "%");
      if (!noun_after && !sign_after && !any(i - 1, "In At Over About")) return true;
    }
    return street(n);
  }

  [[nodiscard]] bool street(uint32_t n) const {
    for (uint32_t k = n; k < n + 3 && word(k) && w_[k].capital; ++k) {
      if (k > n && any(k, "street st avenue ave road rd lane drive boulevard blvd square")) return true;
    }
    return false;
  }

  void left_sign() {
    uint32_t used = 0;
    if (const Unit* unit = units_.before(w_, p_.number_first, used)) {
      p_.first = p_.number_first - used;
      p_.kind = FigureKind::money;
      p_.unit = unit->name;
      p_.strong = true;
    }
  }

  /// Percent sign, unit, currency, range or noun after the number.
  void right(Reading& r, uint32_t& next) {
    undo_letter(r, next);
    uint32_t n = p_.number_last;
    if (range(n, next)) n = p_.number_last;
    if (percent(n)) return;
    if (p_.kind == FigureKind::money) {
      uint32_t used = 0;
      const Unit* unit = units_.after(w_, n, used);
      if (unit != nullptr && unit->kind == FigureKind::money && (p_.unit == "USD" || unit->name == p_.unit)) {
        p_.unit = unit->name;
        p_.last = n + used;
      }
      if (is(n, "-") && glued(n) && word(n + 1) && glued(n + 1)) return;  // "a $30-million plan"
      return;
    }
    if (is(n, "-") && glued(n) && glued(n + 1) && word(n + 1)) {
      hyphenated(n, next);
      return;
    }
    uint32_t used = 0;
    if (const Unit* unit = units_.after(w_, n, used)) {
      p_.unit = unit->name;
      p_.kind = unit->kind;
      p_.last = n + used;
      p_.strong = true;
      if (p_.kind == FigureKind::duration) age(n + used);
      return;
    }
    if (word(n) && glued(n) && number(n - 1) && !any(n, "s 's")) {  // 4G, 7x
      gone_ = true;
      return;
    }
    noun(n, r);
  }

  /// "5m" without a currency and without a noun after it is five metres, not five million.
  void undo_letter(Reading& r, uint32_t& next) {
    const uint32_t k = r.last - 1;
    if (p_.kind == FigureKind::money || k <= r.first || !any(k, "m t b k") || !glued(k)) return;
    if (is(k, "k")) return;
    uint32_t used = 0;
    const bool noun_after = word(r.last) && (is_plural(w_[r.last].lower) || word(r.last + 1)) && !in(w_[r.last].lower, kStop);
    if (noun_after || units_.after(w_, r.last, used) != nullptr) return;
    r.value /= is(k, "m") ? 1e6 : is(k, "b") ? 1e9 : 1e12;
    r.last = p_.number_last = p_.last = next = k;
    if (p_.best) p_.best = r.value;
  }

  /// 10-15 minutes · 80% to 90% · between 10 and 15 · $3 to $5
  bool range(uint32_t n, uint32_t& next) {
    if (!p_.best) return false;
    uint32_t m = n;
    bool percent_inside = false;
    if (is(m, "%")) {
      percent_inside = true;
      ++m;
    }
    const bool between = p_.first > 0 && any(p_.first - 1, "between");
    const bool dash = is(m, "-") && (number(m + 1) || currency_sign(m + 1));
    if (!(dash || is(m, "to") || (between && is(m, "and")))) return false;
    ++m;
    const uint32_t sign = currency_sign(m);
    m += sign;
    const std::optional<Reading> second = read_number(w_, m);
    if (!second || second->vague || second->ordinal || !second->reason.empty()) return false;
    if (percent_inside && !is(second->last, "%") && !any(second->last, "percent per pct"))
      return false;  // "rose 15% to $416 million"
    if (sign > 0 && p_.kind != FigureKind::money) return false;
    if (is(n, "to") && !percent_inside) {  // "rose 15 percent to 20" has its unit before; "5 soldiers to 9" too
      uint32_t used = 0;
      if (p_.kind != FigureKind::money && units_.after(w_, second->last, used) != nullptr && units_.after(w_, n, used) != nullptr)
        return false;
    }
    double low = *p_.best, high = second->value;
    // "2 to 3 million": the magnitude belongs to both
    if (low < 1000 && high >= 1000 && second->last > m + 1 && low * 1000 <= high) {
      double m10 = 1;
      while (low * m10 * 1000 <= high * 1.0000001 && m10 < 1e12) m10 *= 1000;
      if (low * m10 <= high) low *= m10;
    }
    if (high <= low) {
      if (dash && glued(n) && !percent_inside) {  // a score: 3-1
        gone_ = true;
        next = second->last;
      }
      return false;
    }
    // "raised from 5 to 10": two figures, not a range
    if (is(n, "to") && p_.first > 0 && any(p_.first - 1, "from")) return false;
    if (dash && low <= 20 && high <= 20 && !percent_inside && sign == 0) {
      uint32_t used = 0;
      const bool noun_after = word(second->last) && !in(w_[second->last].lower, kStop);
      if (!noun_after && units_.after(w_, second->last, used) == nullptr && !is(second->last, "%")) {
        gone_ = true;  // a score without a noun
        next = second->last;
        return false;
      }
    }
    p_.low = low;
    p_.high = high;
    p_.best.reset();
    p_.bound = Bound::between;
    p_.number_last = p_.last = second->last;
    next = second->last;
    if (between) p_.first -= 1;
    return true;
  }

  [[nodiscard]] uint32_t currency_sign(uint32_t i) const {
    for (uint32_t k = 1; k <= 2; ++k) {
      uint32_t used = 0;
      if (number(i + k) && units_.before(w_, i + k, used) != nullptr && used == k) return k;
    }
    return 0;
  }

  bool percent(uint32_t n) {
    uint32_t used = 0;
    if (is(n, "%") || any(n, "percent percents pct"))
      used = 1;
    else if (is(n, "per") && any(n + 1, "cent"))
      used = 2;
    else if (is(n, "-") && glued(n) && is(n + 1, "percent"))
      used = 2;
    if (used == 0) {
      if (is(n, "percentage"))
        used = any(n + 1, "point points") ? 2 : 1;
      else
        return false;
    }
    if (any(n + used, "point points") && used == 1) ++used;
    p_.kind = FigureKind::percent;
    p_.unit = "percent";
    p_.last = n + used;
    p_.strong = true;
    return true;
  }

  /// 48-year-old · 11-year · three-foot · 500-strong · three-phase (no figure)
  void hyphenated(uint32_t n, uint32_t& next) {
    uint32_t used = 0;
    const Unit* unit = units_.after(w_, n + 1, used);
    if (unit != nullptr && unit->kind != FigureKind::money) {
      p_.unit = unit->name;
      p_.kind = unit->kind;
      p_.last = n + 1 + used;
      p_.strong = true;
      if (p_.kind == FigureKind::duration) age(p_.last);
      if (unit->name == "hour" && p_.best == 24.0) gone_ = true;
      if (w_[n + 1].capital && w_[p_.number_first].capital && p_.number_first > 0) gone_ = true;  // "the Six-Day War"
      if (unit->name == "second" && is(n + 1, "second")) gone_ = true;
      return;
    }
    if (is(n + 1, "strong")) {
      p_.last = n + 2;
      p_.strong = true;
      return;
    }
    next = n + 2;
    gone_ = true;
  }

  void age(uint32_t n) {
    if (p_.unit != "year" && p_.unit != "month" && p_.unit != "week" && p_.unit != "day") return;
    uint32_t m = n;
    if (is(m, "-") && glued(m)) ++m;
    if (any(m, "old olds")) {
      p_.kind = FigureKind::age;
      p_.last = m + 1;
    } else if (is(n, "of") && is(n + 1, "age")) {
      p_.kind = FigureKind::age;
      p_.last = n + 2;
    }
  }

  /// The counted noun: "more than a million Palestinians", "two of the more than 130 prisoners", "three of its commanders".
  void noun(uint32_t n, const Reading& r) {
    uint32_t j = n;
    if (is(j, "of") && r.word && r.value == 1 && !r.vague) {  // "one of the largest"
      gone_ = true;
      return;
    }
    if (is(j, "of") && (is(j + 1, "the") || any(j + 1, "its their his her those these our them us my") || r.vague)) {
      ++j;
      if (any(j, "the its their his her those these our my")) ++j;
      uint32_t b = j;
      for (const BoundWords& row : kBounds) {
        uint32_t k = j;
        bool same = true;
        for (const std::string_view part : split(row.words, ' ')) same = same && is(k++, part);
        if (same && k > b) b = k;
      }
      const std::optional<Reading> whole = read_number(w_, b);
      if (whole && !whole->ordinal) {
        p_.base = "";
        for (uint32_t k = j; k < whole->last; ++k) {
          if (k > j && w_[k].space_before) p_.base += ' ';
          p_.base += w_[k].lower;
        }
        base_end_ = whole->last;
        const uint32_t keep_last = p_.last;
        noun_words(whole->last, r.value == 1 && !r.vague);
        p_.last = keep_last;  // the phrase of the part ends before its whole
        return;
      }
    } else if (r.fraction) {
      if (is(j, "of")) {
        j += 1;
        if (any(j, "the its their his her all")) ++j;
        noun_words(j, false);
      }
      return;
    }
    noun_words(j, r.value == 1 && !r.vague && !r.fraction);
  }

  void noun_words(uint32_t j, bool single) {
    uint32_t end = 0;
    if (noun_end_ > 0) {
      for (uint32_t k = j; k < w_.size() && k < j + 10; ++k) {
        if (w_[k].at.end == noun_end_) {
          end = k + 1;
          break;
        }
      }
      if (end > 0 && w_[end - 1].kind != WordKind::word) end = 0;
    }
    if (end == 0) end = single ? singular_end(j) : plural_end(j);
    if (end == 0) return;
    p_.noun_first = j;
    p_.noun_last = end;
    p_.last = end;
    p_.strong = true;
    const Word& head = w_[end - 1];
    FigureKind kind = FigureKind::count;
    const std::string shown = head.capital ? std::string(1, to_upper(head.lower[0])) + head.lower.substr(1) : head.lower;
    p_.person = units_.people(shown, kind);
    if (p_.person) {
      p_.unit = "person";
      p_.kind = kind;
    } else {
      p_.unit = singular(head.lower);
    }
  }

  /// End of the noun phrase after a plural count; 0 when no plural noun follows.
  [[nodiscard]] uint32_t plural_end(uint32_t j) const {
    uint32_t end = 0;
    bool open = false;  // a plural was seen, but another one follows
    for (uint32_t k = j; k < w_.size() && k < j + 7; ++k) {
      const Word& w = w_[k];
      if (w.kind == WordKind::sign) {
        if (is(k, "-") && glued(k) && glued(k + 1)) continue;
        if (is(k, "\"") || is(k, "\xE2\x80\x9C") || is(k, "\xE2\x80\x98")) continue;
        break;
      }
      if (w.kind == WordKind::number || is(k, "'s")) break;
      const bool adjective_noun = any(k, "dead wounded injured missing homeless displaced");
      if (adjective_noun && k == j) {
        // "32,000 dead" counts the dead; "30 injured people" goes on
        if (!(word(k + 1) && is_plural(w_[k + 1].lower))) return k + 1;
        continue;
      }
      if (in(w.lower, kStop) && !w.capital) break;
      if (w.lower.size() > 4 && w.lower.ends_with("ed") && !w.capital && k > j && end > 0) break;
      if (!is_plural(w.lower) && !demonym(w)) {
        if (end > 0 && !open) break;
        continue;
      }
      end = k + 1;
      open = false;
      // "United States service members", "13,000 US troops": a capitalised plural may stand before the noun
      const bool more = word(k + 1) && !in(w_[k + 1].lower, kStop) &&
                        (w.capital || any(k, "police staff") || (is_plural(w_[k + 1].lower) && !w_[k + 1].capital));
      if (!more || !plural_within(k + 1)) break;
      open = true;
    }
    return end;
  }

  /// "Israelis", "Afghans": the people of a state
  [[nodiscard]] bool demonym(const Word& w) const {
    if (!w.capital || w.lower.size() < 4 || w.lower.back() != 's') return false;
    FigureKind kind = FigureKind::count;
    return units_.people(std::string(1, to_upper(w.lower[0])) + w.lower.substr(1), kind);
  }

  [[nodiscard]] bool plural_within(uint32_t k) const {
    for (uint32_t m = k; m < k + 3 && word(m) && !in(w_[m].lower, kStop); ++m) {
      if (is_plural(w_[m].lower)) return true;
    }
    return false;
  }

  [[nodiscard]] uint32_t singular_end(uint32_t j) const {
    uint32_t end = 0;
    if (any(j, "of day thing another way time side point more hand month night year week morning step")) return 0;
    for (uint32_t k = j; k < w_.size() && k < j + 3 && word(k) && !in(w_[k].lower, kStop) && !w_[k].lower.starts_with("'"); ++k) {
      if (w_[k].lower.size() > 4 && w_[k].lower.ends_with("ed") && k > j) break;
      end = k + 1;
    }
    return end;
  }

  void left_bound() {
    if (p_.bound == Bound::vague || p_.bound == Bound::between) {
      // "several dozen" has said it all; bounds before vague words only widen them
      return;
    }
    uint32_t i = p_.first;
    for (int k = 0; k < 2 && i > 0 && any(i - 1, kNeutral) && !bound_ends(i); ++k) --i;
    for (const BoundWords& row : kBounds) {
      uint32_t begin = 0;
      if (!ends_with(i, row.words, begin)) continue;
      if (!valid_bound(row, begin, i)) continue;
      if (p_.bound != Bound::exact && begin >= best_begin_) continue;
      p_.bound = row.bound;
      best_begin_ = begin;
    }
    if (p_.bound != Bound::exact) {
      p_.first = best_begin_;
      p_.strong = true;
    } else if (i < p_.first && any(i, "another additional only")) {
      p_.first = i;
    }
  }

  [[nodiscard]] bool bound_ends(uint32_t i) const {
    for (const BoundWords& row : kBounds) {
      uint32_t begin = 0;
      if (ends_with(i, row.words, begin)) return true;
    }
    return false;
  }

  [[nodiscard]] bool ends_with(uint32_t i, std::string_view phrase, uint32_t& begin) const {
    const auto parts = split(phrase, ' ');
    if (parts.size() > i) return false;
    begin = i - static_cast<uint32_t>(parts.size());
    for (size_t k = 0; k < parts.size(); ++k) {
      if (w_[begin + k].lower != parts[k]) return false;
    }
    return true;
  }

  /// "over" and "under" bound a count; "talks over two cities" still do, "fought over 3 villages" is rare enough.
  [[nodiscard]] bool valid_bound(const BoundWords& row, uint32_t begin, uint32_t) const {
    if (row.words == "about" && begin > 0 &&
        any(begin - 1, "talk talks talked concerns concern information questions question debate news"))
      return false;
    if (row.words == "under" && p_.kind == FigureKind::count && !p_.person && begin > 0 &&
        any(begin - 1, "articles article tasks charges"))
      return false;
    if (row.words == "some" && p_.kind == FigureKind::percent) return true;
    return true;
  }

  /// "107 or more" · "100-plus" · "20+" · "or so"
  void right_bound() {
    const uint32_t n = p_.number_last;
    Bound bound = Bound::exact;
    uint32_t used = 0;
    if (is(n, "+") && glued(n)) {
      bound = Bound::at_least;
      used = 1;
    } else if (is(n, "or") && any(n + 1, "more so less fewer")) {
      bound = is(n + 1, "more") ? Bound::at_least : is(n + 1, "so") ? Bound::about : Bound::at_most;
      used = 2;
    }
    uint32_t m = p_.last;
    if (used == 0 && is(m, "or") && any(m + 1, "more so less fewer")) {
      bound = is(m + 1, "more") ? Bound::at_least : is(m + 1, "so") ? Bound::about : Bound::at_most;
      p_.last = m + 2;
    }
    if (bound == Bound::exact || p_.bound != Bound::exact) return;
    p_.bound = bound;
    p_.strong = true;
    if (used > 0 && p_.last == n) {
      p_.last = n + used;
      noun_words(n + used, false);
    }
  }

  void fill() {
    if (!p_.best) return;
    switch (p_.bound) {
      case Bound::at_least:
      case Bound::more_than:
        p_.low = p_.best;
        break;
      case Bound::at_most:
      case Bound::less_than:
      case Bound::nearly:
        p_.high = p_.best;
        break;
      default:
        p_.low = p_.high = p_.best;
        break;
    }
  }

  /// The last word on whether it counts anything.
  bool accept(const Reading& r) {
    const uint32_t i = p_.number_first;
    if (!p_.reason.empty()) return p_.strong;
    // ages: "aged 14", "Petrov, 47, said", "Petrov (47)"
    if (p_.unit.empty() && r.plain && r.value > 0 && r.value < 115) {
      const bool aged = i > 0 && (any(i - 1, "aged age") || (is(i - 1, "of") && i > 1 && is(i - 2, "age")));
      const bool commas = i > 1 && is(i - 1, ",") && word(i - 2) && w_[i - 2].capital && (is(r.last, ",") || is(r.last, "."));
      const bool brackets = i > 1 && is(i - 1, "(") && word(i - 2) && w_[i - 2].capital && is(r.last, ")");
      if (aged || commas || brackets) {
        p_.kind = FigureKind::age;
        p_.unit = "year";
        return true;
      }
    }
    if (!p_.base.empty()) return true;
    if (r.fraction && r.word) return p_.noun_last > p_.noun_first;
    if (r.vague) return true;
    if (r.word && r.value <= 12)
      return p_.strong && !(r.value <= 1 && p_.unit.empty() && p_.noun_first == p_.noun_last && p_.bound == Bound::exact) &&
             (r.value > 0 || !p_.unit.empty());
    if (p_.strong) return true;
    if (r.word) return true;
    // bare digits: a count that stands alone ("wounding 238"), not a label
    if (i > 0 && any(i - 1, "( [")) return r.separated || r.value > 100;
    return r.separated || !r.plain || r.value > 10;
  }

  const Words& w_;
  const Units& units_;
  uint32_t noun_end_;
  uint32_t base_end_ = 0, best_begin_ = 0;
  bool gone_ = false;
  Phrase p_;
};

}  // namespace

std::optional<Phrase> read_phrase(const Words& words, uint32_t i, const Units& units, uint32_t noun_end, uint32_t& next) {
  return PhraseReader(words, units, noun_end).at(i, next);
}

}  // namespace dateline::figure
