#include "dateline/figure/reading.h"

#include <array>
#include <charconv>
#include <cmath>

#include "dateline/base/chars.h"
#include "dateline/time/numeral.h"

namespace dateline::figure {
namespace {

using time::in;
using time::WordKind;
using time::Words;

constexpr double kExact = 9007199254740992.0;  // 2^53: beyond it a double no longer holds every integer

/// Magnitude of a whole word, or 0.
double magnitude_of(std::string_view form) {
  if (form == "hundred") return 1e2;
  if (form == "thousand") return 1e3;
  if (form == "lakh" || form == "lakhs") return 1e5;
  if (form == "million") return 1e6;
  if (form == "crore" || form == "crores") return 1e7;
  if (form == "billion") return 1e9;
  if (form == "trillion") return 1e12;
  return 0;
}

/// Magnitude written as a letter or two after digits: 12.9bn, $5m, 10k.
double letter_magnitude(std::string_view form) {
  if (form == "k") return 1e3;
  if (in(form, "m mm mn mln mio mil")) return 1e6;
  if (in(form, "b bn bln")) return 1e9;
  if (in(form, "t tn trn tln")) return 1e12;
  return 0;
}

/// Value of a decimal digit of any script in common use, or -1.
int digit_value(char32_t c) {
  for (const char32_t zero : {U'\u0660', U'\u06F0', U'\u0966', U'\uFF10'}) {
    if (c >= zero && c <= zero + 9) return static_cast<int>(c - zero);
  }
  return -1;
}

double vulgar_fraction(std::string_view form) {
  struct Row {
    std::string_view form;
    double value;
  };
  static constexpr std::array<Row, 9> kRows = {{{"\xC2\xBD", 0.5},
                                                {"\xC2\xBC", 0.25},
                                                {"\xC2\xBE", 0.75},
                                                {"\xE2\x85\x93", 1.0 / 3},
                                                {"\xE2\x85\x94", 2.0 / 3},
                                                {"\xE2\x85\x95", 0.2},
                                                {"\xE2\x85\x9B", 0.125},
                                                {"\xE2\x85\x9C", 0.375},
                                                {"\xE2\x85\x9D", 0.625}}};
  for (const Row& row : kRows) {
    if (row.form == form) return row.value;
  }
  return 0;
}

/// Denominator of a fraction in letters: third(s) 3, quarter(s) 4, fifth(s) 5 ...; 0 if none.
int denominator(std::string_view form) {
  if (form == "half" || form == "halves") return 2;
  if (form == "quarter" || form == "quarters") return 4;
  if (form == "hundredth" || form == "hundredths") return 100;
  if (form == "thousandth" || form == "thousandths") return 1000;
  if (form.size() > 3 && form.back() == 's') form.remove_suffix(1);
  const int n = time::ordinal_word(form);
  return n >= 3 ? n : 0;
}

/// Denominator of one or two words at `n`: "fifths", "twenty-firsts", "twenty fifth"; `used` words. 0 if none.
int denominator_at(const Words& w, uint32_t n, uint32_t& used) {
  used = 1;
  if (n >= w.size()) return 0;
  if (const int one = denominator(w[n].lower); one > 0) return one;
  const int tens = time::tens_word(w[n].lower);
  if (tens < 20) return 0;
  uint32_t m = n + 1;
  if (m + 1 < w.size() && w[m].is("-") && !w[m].space_before && !w[m + 1].space_before) ++m;
  if (m >= w.size()) return 0;
  std::string_view unit = w[m].lower;
  if (unit.size() > 3 && unit.back() == 's') unit.remove_suffix(1);
  const int value = time::ordinal_word(unit);
  if (value < 1 || value > 9) return 0;
  used = m - n + 1;
  return tens + value;
}

class Reader {
 public:
  explicit Reader(const Words& words) : w_(words) {}

  std::optional<Reading> at(uint32_t i) const {
    if (i >= w_.size()) return std::nullopt;
    std::optional<Reading> r = start(i);
    if (r) r->first = i;
    return r;
  }

 private:
  [[nodiscard]] bool is(uint32_t i, std::string_view form) const { return i < w_.size() && w_[i].lower == form; }
  [[nodiscard]] bool glued(uint32_t i) const { return i < w_.size() && !w_[i].space_before; }
  [[nodiscard]] std::string_view form(uint32_t i) const {
    return i < w_.size() ? std::string_view(w_[i].lower) : std::string_view();
  }

  std::optional<Reading> start(uint32_t i) const {
    const bool minus_word = is(i, "minus") || is(i, "negative");
    const bool minus_sign = is(i, "-") && i + 1 < w_.size() && w_[i + 1].kind == WordKind::number &&
                            (w_[i].space_before || i == 0) && glued(i + 1) && !(i > 0 && w_[i - 1].kind == WordKind::number);
    if (minus_word || minus_sign) {
      std::optional<Reading> r = magnitude_number(i + 1);
      if (!r || r->vague) return std::nullopt;
      r->value = -r->value;
      r->high = r->value;
      return r;
    }
    if (std::optional<Reading> vague = vague_words(i)) return vague;
    return magnitude_number(i);
  }

  static Reading make(uint32_t last, double value, bool word) {
    Reading r;
    r.last = last;
    r.value = r.high = value;
    r.word = word;
    return r;
  }

  /// hundreds · tens of thousands · several dozen · a few hundred · scores
  std::optional<Reading> vague_words(uint32_t i) const {
    struct Row {
      std::string_view form;
      double low, high;
    };
    static constexpr std::array<Row, 9> kRows = {{{"dozens", 24, 99},
                                                  {"scores", 40, 99},
                                                  {"hundreds", 200, 999},
                                                  {"thousands", 2000, 9999},
                                                  {"millions", 2e6, 9999999},
                                                  {"billions", 2e9, 9999999999},
                                                  {"trillions", 2e12, 9999999999999},
                                                  {"tens", 20, 99},
                                                  {"lakhs", 2e5, 999999}}};
    for (const Row& row : kRows) {
      if (!is(i, row.form)) continue;
      Reading r = make(i + 1, row.low, true);
      r.high = row.high;
      r.vague = true;
      if (is(i + 1, "of")) {
        for (const Row& unit : kRows) {
          if (unit.low < 200 || !is(i + 2, unit.form) || unit.low <= row.low) continue;
          r.value = row.low * unit.low / 2;
          r.high = (row.high + 1) * unit.low / 2 - 1;
          r.last = i + 3;
        }
      }
      if (row.form == "tens" && r.last == i + 1) return std::nullopt;
      if (row.form == "scores" && !is(i + 1, "of")) return std::nullopt;
      return r;
    }
    uint32_t n = i;
    if (is(n, "a")) ++n;
    if ((is(n, "several") || is(n, "few")) && (n > i || !is(n, "few"))) {
      double unit = magnitude_of(form(n + 1));
      if (is(n + 1, "dozen")) unit = 12;
      if (unit == 0) return std::nullopt;
      uint32_t last = n + 2;
      if (magnitude_of(form(last)) > unit) unit *= magnitude_of(form(last++));
      Reading r = make(last, unit * 2, true);
      r.high = unit * 9;
      r.vague = true;
      return r;
    }
    if (is(n, "handful") && n > i) {
      Reading r = make(n + 1, 3, true);
      r.high = 6;
      r.vague = true;
      return r;
    }
    return std::nullopt;
  }

  /// A number with its magnitudes: 1.5 million, three lakh crore, 12.9bn, half a million, a hundred thousand.
  std::optional<Reading> magnitude_number(uint32_t i) const {
    std::optional<Reading> r = digits(i);
    if (!r) r = script_digits(i);
    if (!r) r = letters(i);
    if (!r) r = article(i);
    if (!r) return std::nullopt;
    if (r->ordinal || !r->reason.empty()) return r;
    bool grown = false;
    for (int k = 0; k < 2; ++k) {
      uint32_t n = r->last;
      if (is(n, "a") && r->fraction && magnitude_of(form(n + 1)) > 0) ++n;
      if (is(n, "-") && glued(n) && glued(n + 1) && magnitude_of(form(n + 1)) > 0) ++n;
      double m = magnitude_of(form(n));
      if (is(n, "dozen") || (is(n, "dozens") && r->word)) m = 12;
      if (m == 0 && !r->word && !grown && n < w_.size() && w_[n].kind == WordKind::word && (glued(n)))
        m = letter_magnitude(form(n));
      if (m == 0 && !r->word && !grown && n < w_.size() && in(form(n), "bn mn tn bln mln tln trn k mil"))
        m = letter_magnitude(form(n));
      if (m == 0) break;
      if (grown && m < 1000) break;
      r->value *= m;
      r->high = r->value;
      r->last = n + 1;
      r->fraction = false;
      r->plain = false;
      grown = true;
      if (m == 100 && !r->word && is(r->last, "and")) {  // "3 hundred and 21"
        uint32_t used = 0;
        int rest = small(r->last + 1, used);
        if (rest < 0 && r->last + 1 < w_.size() && w_[r->last + 1].kind == WordKind::number &&
            w_[r->last + 1].lower.size() <= 2) {
          Reading tail;
          plain_value(w_[r->last + 1].lower, tail);
          rest = tail.reason.empty() && tail.plain ? static_cast<int>(tail.value) : -1;
          used = 1;
        }
        if (rest > 0) {
          r->value += rest;
          r->high = r->value;
          r->last += 1 + used;
        }
      }
      if (!(std::abs(r->value) <= 1e300)) {
        r->reason = "overflow";
        return r;
      }
      if (m >= 1e5) add_rest(m, *r);
      // rounding of 1.1 x 10^6 and the like
      const double near = std::round(r->value);
      if (std::abs(near - r->value) < 1e-6 * std::max(1.0, std::abs(near)) && std::abs(near) < kExact) r->value = r->high = near;
    }
    return r;
  }

  /// "3 million and a quarter", "6 crore and two hundred": what follows a magnitude and is less than it.
  void add_rest(double m, Reading& r) const {
    if (!is(r.last, "and")) return;
    if ((is(r.last + 1, "a") && (is(r.last + 2, "quarter") || is(r.last + 2, "half"))) && magnitude_of(form(r.last + 3)) == 0 &&
        !is(r.last + 3, "of")) {
      r.value += m * (is(r.last + 2, "half") ? 0.5 : 0.25);
      r.last += 3;
    } else if (!r.word) {
      uint32_t used = 0;
      const int head = small(r.last + 1, used);
      if (head <= 0 || !is(r.last + 1 + used, "hundred")) return;
      r.value += head * 100;
      r.last += 2 + used;
    } else {
      return;
    }
    r.high = r.value;
  }

  /// 1,200 · 12.5 · 12,34,567.89 · 3/4 · 2 1/4 · 1e6 · 32.000 (doubtful)
  std::optional<Reading> digits(uint32_t i) const {
    if (w_[i].kind != WordKind::number) return std::nullopt;
    Reading r = make(i + 1, 0, false);
    if (glued(i + 1) && in(form(i + 1), "st nd rd th")) {
      r.last = i + 2;
      r.ordinal = true;
      return r;
    }
    if (blank_groups(i, r)) return r;
    plain_value(w_[i].lower, r);
    if (!r.reason.empty()) return r;
    // exponent: 1e6, 1.5e-3
    if (glued(i + 1) && is(i + 1, "e") && i + 2 < w_.size() && glued(i + 2)) {
      uint32_t n = i + 2;
      const bool negative = is(n, "-");
      if (negative || is(n, "+")) ++n;
      if (n < w_.size() && w_[n].kind == WordKind::number && glued(n) && w_[n].lower.size() <= 6) {
        int exponent = 0;
        std::from_chars(w_[n].lower.data(), w_[n].lower.data() + w_[n].lower.size(), exponent);
        r.last = n + 1;
        r.plain = false;
        const double scaled = r.value * std::pow(10.0, negative ? -exponent : exponent);
        if (!(std::abs(scaled) <= kExact)) {
          r.reason = "overflow";
          r.value = r.high = 0;
        } else {
          r.value = r.high = scaled;
        }
        return r;
      }
    }
    if (power(i, r)) return r;
    // fractions in digits
    if (slash_fraction(i, r.value, r.last)) {
      r.high = r.value;
      r.fraction = true;
      r.plain = false;
      return r;
    }
    double extra = 0;
    uint32_t last = r.last;
    if (r.plain && i + 1 < w_.size() && w_[i + 1].kind == WordKind::number && slash_fraction(i + 1, extra, last) && extra < 1) {
      r.value += extra;
      r.last = last;
      r.plain = false;
    } else if (vulgar_fraction(form(i + 1)) > 0) {
      r.value += vulgar_fraction(form(i + 1));
      r.last = i + 2;
      r.plain = false;
    } else if (is(i + 1, "and") && is(i + 2, "a") && is(i + 3, "half")) {
      r.value += 0.5;
      r.last = i + 4;
      r.plain = false;
    }
    r.high = r.value;
    return r;
  }

  /// 1.1^23 · 6.23x10^-4 · 2.5^-1
  bool power(uint32_t i, Reading& r) const {
    uint32_t n = i + 1;
    double base = r.value, factor = 1;
    if (glued(n) && (is(n, "x") || is(n, "\xC3\x97")) && is(n + 1, "10") && glued(n + 1)) {
      factor = r.value;
      base = 10;
      n += 2;
    }
    if (!glued(n) || !is(n, "^")) return false;
    ++n;
    const bool negative = is(n, "-");
    if (negative) ++n;
    if (!glued(n) || n >= w_.size() || w_[n].kind != WordKind::number || w_[n].lower.size() > 3) return false;
    int exponent = 0;
    std::from_chars(w_[n].lower.data(), w_[n].lower.data() + w_[n].lower.size(), exponent);
    const double value = factor * std::pow(base, negative ? -exponent : exponent);
    r.last = n + 1;
    r.plain = false;
    if (!(std::abs(value) <= kExact)) {
      r.reason = "overflow";
      r.value = r.high = 0;
    } else {
      r.value = r.high = value;
    }
    return true;
  }

  /// 1 414 021 100: a head of one to three digits and at least two groups of three.
  bool blank_groups(uint32_t i, Reading& r) const {
    const auto whole = [&](uint32_t k, size_t min, size_t max) {
      return k < w_.size() && w_[k].kind == WordKind::number && w_[k].lower.size() >= min && w_[k].lower.size() <= max &&
             w_[k].lower.find_first_of(",.") == std::string::npos;
    };
    if (!whole(i, 1, 3) || w_[i].lower[0] == '0' || (i > 0 && w_[i - 1].kind == WordKind::number)) return false;
    uint32_t n = i + 1;
    std::string all = w_[i].lower;
    while (n - i < 6 && whole(n, 3, 3) && w_[n].at.begin - w_[n - 1].at.end <= 3) all += w_[n++].lower;
    if (n < w_.size() && n > i + 1 && w_[n].kind == WordKind::number && w_[n].lower.size() > 4 && w_[n].lower[3] == '.' &&
        w_[n].lower.find_first_of(",.", 4) == std::string::npos && w_[n].at.begin - w_[n - 1].at.end <= 3)
      all += w_[n++].lower;  // "1 234 567.89"
    if (n - i < 3 || whole(n, 1, 20)) return false;
    plain_value(all, r);
    r.last = n;
    r.plain = false;
    r.separated = true;
    return true;
  }

  bool slash_fraction(uint32_t i, double& value, uint32_t& last) const {
    if (!(is(i + 1, "/") && glued(i + 1) && glued(i + 2) && i + 2 < w_.size() && w_[i + 2].kind == WordKind::number))
      return false;
    if (is(i + 3, "/") && glued(i + 3)) return false;
    Reading top, bottom;
    plain_value(w_[i].lower, top);
    plain_value(w_[i + 2].lower, bottom);
    if (!top.reason.empty() || !bottom.reason.empty() || bottom.value == 0 || w_[i].lower.size() > 4 ||
        w_[i + 2].lower.size() > 4)
      return false;
    value = top.value / bottom.value;
    last = i + 3;
    return true;
  }

  /// Value of a digit string with separators, English reading; a reason where that is not safe.
  static void plain_value(std::string_view t, Reading& r) {
    size_t commas = 0, stops = 0;
    for (const char c : t) {
      commas += c == ',' ? 1 : 0;
      stops += c == '.' ? 1 : 0;
    }
    std::string digits;
    if (commas > 0) {
      const auto groups = split(t, ',');
      const std::string_view tail = groups.back();
      const size_t stop = tail.find('.');
      const size_t tail_digits = stop == std::string_view::npos ? tail.size() : stop;
      bool grouped = tail_digits == 3 && !groups.front().empty() && groups.front().size() <= 3 &&
                     groups.front().find('.') == std::string_view::npos;
      for (size_t k = 1; k + 1 < groups.size() && grouped; ++k) grouped = groups[k].size() == 3 || groups[k].size() == 2;
      if (!grouped || (groups.front() == "0")) {
        r.reason = "locale: comma in " + std::string(t) + " may part decimals or thousands";
        return;
      }
      r.separated = true;
      for (const char c : t) {
        if (c != ',') digits += c;
      }
    } else if (stops > 1) {
      const auto groups = split(t, '.');
      bool grouped = groups.front().size() <= 3;
      for (size_t k = 1; k < groups.size() && grouped; ++k) grouped = groups[k].size() == 3;
      if (!grouped) {
        r.reason = "not one number";
        return;
      }
      r.separated = true;
      for (const char c : t) {
        if (c != '.') digits += c;
      }
    } else {
      if (stops == 1) {
        const size_t stop = t.find('.');
        if (t.size() - stop - 1 == 3 && stop <= 3 && t[0] != '0') {
          std::string all(t);
          all.erase(stop, 1);
          r.reason = "locale: " + std::string(t) + " may be " + std::string(t.substr(0, stop)) + " or " +
                     std::string(t.substr(0, stop)) + "," + all.substr(stop);
          return;
        }
      }
      digits = t;
      r.plain = stops == 0;
    }
    size_t whole = digits.find('.');
    if (whole == std::string::npos) whole = digits.size();
    if (whole > 16 || digits.size() > 40) {
      r.reason = "overflow";
      return;
    }
    double value = 0;
    const auto got = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (got.ec != std::errc() || value > kExact) {
      r.reason = "overflow";
      return;
    }
    r.value = r.high = value;
  }

  /// Digits of other scripts: ٣٢٠٠٠
  std::optional<Reading> script_digits(uint32_t i) const {
    double value = 0;
    uint32_t n = i;
    while (n < w_.size() && w_[n].kind == WordKind::sign && (n == i || glued(n))) {
      const int d = digit_value(decode(w_[n].lower, 0).value);
      if (d < 0) break;
      value = value * 10 + d;
      ++n;
      if (value > kExact) {
        Reading r = make(n, 0, false);
        while (n < w_.size() && glued(n) && digit_value(decode(w_[n].lower, 0).value) >= 0) ++n;
        r.last = n;
        r.reason = "overflow";
        return r;
      }
    }
    if (n == i) {
      const double f = vulgar_fraction(form(i));
      if (f == 0) return std::nullopt;
      Reading r = make(i + 1, f, false);
      r.fraction = true;
      return r;
    }
    Reading r = make(n, value, false);
    r.plain = true;
    return r;
  }

  /// 0..99 at i; `used` words.
  int small(uint32_t i, uint32_t& used) const {
    used = 0;
    if (i >= w_.size()) return -1;
    const int unit = time::unit_word(w_[i].lower);
    if (unit >= 0) {
      used = 1;
      return unit;
    }
    const int tens = time::tens_word(w_[i].lower);
    if (tens < 0) return -1;
    used = 1;
    uint32_t n = i + 1;
    if (is(n, "-") && glued(n) == glued(n + 1)) ++n;  // "ninety - five": a hyphen that translation set apart
    const int more = n < w_.size() ? time::unit_word(w_[n].lower) : -1;
    if (more >= 1 && more <= 9) {
      used = n - i + 1;
      return tens + more;
    }
    return tens;
  }

  /// twenty-one · two hundred and five thousand · one and a half · two thirds · two point five
  std::optional<Reading> letters(uint32_t i) const {
    uint32_t used = 0;
    if (std::optional<Reading> half = half_words(i)) return half;
    if (small(i, used) < 0) return ordinal_letters(i);
    double total = 0, group = 0;
    uint32_t n = i;
    bool any = false;
    double last_magnitude = 1e18;
    while (n < w_.size()) {
      uint32_t m = n;
      if (any && is(m, "and")) ++m;
      if (any && is(m, ",")) ++m;
      if (any && is(m, "-") && glued(m) && glued(m + 1)) ++m;
      const int value = small(m, used);
      if (value >= 0) {
        if (any && group != 0 && std::fmod(group, 100) != 0) break;
        if (any && m > n && group == 0 && total == 0) break;
        if (any && is(n, "and") && group == 0 && total > 0 && last_magnitude < 1000) break;
        // "two million and three fifths": the fraction is read afterwards
        if (any && is(n, "and") &&
            ((denominator(form(m + used)) > 2 && form(m + used).back() == 's') || (value == 1 && is(m + used, "half"))))
          break;
        // "three and four": two numbers; "hundred and four": one
        if (any && is(n, "and") && std::fmod(group, 100) != 0) break;
        if (any && total == 0 && group < 100 && m > n) break;
        if (any && total == 0 && group == 0) break;
        group += value;
        n = m + used;
        any = true;
        if (value >= 10 && value < 100 && is(n, "hundred")) {
          group = group * 100;
          ++n;
        }
        if (is(n, "-") && glued(n) && glued(n + 1) && magnitude_of(form(n + 1)) > 0) ++n;
        continue;
      }
      if (any && m == n && is(n, "hundred")) {
        const double head = std::fmod(group, 100);
        group = group - head + (head == 0 ? 1 : head) * 100;
        ++n;
        continue;
      }
      const double magnitude = magnitude_of(form(n));
      if (any && magnitude >= 1000 && magnitude < last_magnitude) {
        total += (group == 0 ? 1 : group) * magnitude;
        last_magnitude = magnitude;
        group = 0;
        ++n;
        if (magnitude_of(form(n)) > magnitude) break;
        continue;
      }
      break;
    }
    Reading r = make(n, total + group, true);
    with_decimals(r);
    with_fraction(r);
    return r;
  }

  /// "point five" after a number in letters.
  void with_decimals(Reading& r) const {
    if (!is(r.last, "point")) return;
    double scale = 0.1;
    uint32_t n = r.last + 1, used = 0;
    bool any = false;
    if (const int pair = small(n, used); pair >= 10) {  // "two hundred point seventy-one"
      r.value += pair / 100.0;
      r.high = r.value;
      r.last = n + used;
      return;
    }
    for (int k = 0; k < 9; ++k) {
      const int d = small(n, used);
      if (d < 0 || d > 9 || used != 1) break;
      r.value += d * scale;
      scale /= 10;
      ++n;
      any = true;
    }
    if (any) {
      r.last = n;
      r.high = r.value;
    }
  }

  /// "and a half", "and three quarters", "thirds" after a number in letters.
  void with_fraction(Reading& r) const {
    uint32_t n = r.last, used = 0;
    if (is(n, "and")) {
      const bool article = is(n + 1, "a") || is(n + 1, "an");
      const int top = article ? 1 : small(n + 1, used);
      const uint32_t m = article ? n + 2 : n + 1 + used;
      const int bottom = denominator(form(m));
      if (top > 0 && bottom > 0 && (bottom == 2 || bottom == 4 || !article || bottom > 2) && (top < bottom) &&
          !(bottom > 4 && article && form(m).back() != 's' && r.value < 1)) {
        if (bottom > 2 && bottom != 4 && form(m).back() != 's' && !article) return;
        // "one million and a half" is half a million more
        const double unit = magnitude_of(form(n - 1)) >= 1000 ? magnitude_of(form(n - 1)) : 1;
        r.value += unit * top / bottom;
        r.high = r.value;
        r.last = m + 1;
      }
      return;
    }
    if (is(n, "-") && glued(n) && glued(n + 1)) ++n;
    uint32_t words = 1;
    const int bottom = denominator_at(w_, n, words);
    if (bottom > 1 && r.value > 0 && r.value < 1000 && (form(n + words - 1).back() == 's' || r.value == 1) &&
        !(bottom == 2 && form(n) == "half" && r.value != 1) && !is(n, "seconds")) {
      if (bottom == 4 && form(n) == "quarter" && !is(n - 1, "-") && !is(n + 1, "of")) return;
      if (form(n) == "quarters" && !is(n - 1, "-") && !is(n + 1, "of") && r.value != 3) return;
      r.value /= bottom;
      r.high = r.value;
      r.fraction = true;
      r.last = n + words;
    }
  }

  std::optional<Reading> half_words(uint32_t i) const {
    if (!is(i, "half")) return std::nullopt;
    Reading r = make(i + 1, 0.5, true);
    r.fraction = true;
    if ((is(i + 1, "a") || is(i + 1, "an")) && (magnitude_of(form(i + 2)) > 0 || is(i + 2, "dozen"))) {
      const double m = is(i + 2, "dozen") ? 12 : magnitude_of(form(i + 2));
      r.value = r.high = 0.5 * m;
      r.fraction = false;
      r.last = i + 3;
    }
    return r;
  }

  std::optional<Reading> ordinal_letters(uint32_t i) const {
    const time::Numeral n = time::read_ordinal(w_, i);
    if (n.words == 0) return std::nullopt;
    Reading r = make(i + n.words, n.value, true);
    r.ordinal = true;
    return r;
  }

  /// a hundred · a million · a dozen · a quarter million · a third of · a couple of
  std::optional<Reading> article(uint32_t i) const {
    if (is(i, "dozen")) return make(i + 1, 12, true);
    if (is(i, "quarter") && magnitude_of(form(i + 1)) > 0) return make(i + 2, 0.25 * magnitude_of(form(i + 1)), true);
    if (!is(i, "a") && !is(i, "an") && !is(i, "the")) {
      if (is(i, "couple") && is(i + 1, "of")) return make(i + 2, 2, true);
      return std::nullopt;
    }
    if (is(i, "the")) return std::nullopt;
    const double m = magnitude_of(form(i + 1));
    if (m > 0) {
      Reading r = make(i + 2, m, true);
      const double next = magnitude_of(form(r.last));
      if (next > m) {
        r.value = r.high = m * next;
        ++r.last;
      }
      if (m == 100 && is(r.last, "and")) {
        uint32_t used = 0;
        const int rest = small(r.last + 1, used);
        if (rest > 0) {
          r.value = r.high = r.value + rest;
          r.last += 1 + used;
        }
      }
      return r;
    }
    if (is(i + 1, "dozen")) return make(i + 2, 12, true);
    if (is(i + 1, "couple") && is(i + 2, "of")) return make(i + 3, 2, true);
    if (is(i + 1, "quarter") && magnitude_of(form(i + 2)) > 0) return make(i + 3, 0.25 * magnitude_of(form(i + 2)), true);
    const int bottom = denominator(form(i + 1));
    const bool closed = i + 2 >= w_.size() || w_[i + 2].kind == WordKind::sign;
    if (bottom > 1 &&
        (is(i + 2, "of") || (closed && bottom > 2 && !is(i + 2, "-")) || (bottom == 2 && magnitude_of(form(i + 2)) > 0))) {
      Reading r = make(i + 2, 1.0 / bottom, true);
      r.fraction = true;
      return r;
    }
    return std::nullopt;
  }

  const Words& w_;
};

}  // namespace

std::optional<Reading> read_number(const Words& words, uint32_t i) { return Reader(words).at(i); }

}  // namespace dateline::figure
