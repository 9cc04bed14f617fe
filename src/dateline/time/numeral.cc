#include "dateline/time/numeral.h"

#include <array>
#include <charconv>
#include <string_view>

namespace dateline::time {
namespace {

template <size_t N>
int index_of(const std::array<std::string_view, N>& list, std::string_view form) {
  for (size_t i = 0; i < N; ++i) {
    if (list[i] == form) return static_cast<int>(i);
  }
  return -1;
}

constexpr std::array<std::string_view, 20> kUnits = {
    "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
    "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> kTens = {"",      "",      "twenty",  "thirty", "forty",
                                                    "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr std::array<std::string_view, 21> kOrdinals = {
    "",           "first",     "second",    "third",       "fourth",     "fifth",      "sixth",
    "seventh",    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
constexpr std::array<std::string_view, 10> kTenths = {"",         "",         "",           "thirtieth", "fortieth",
                                                      "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"};

bool digits_only(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

bool to_double(std::string_view text, double& value) {
  std::string plain;
  for (const char c : text) {
    if (c != ',') plain += c;
  }
  if (plain.size() > 15) return false;
  const auto got = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  return got.ec == std::errc() && got.ptr == plain.data() + plain.size();
}

/// 1..99 in letters: "seven", "twenty four", "ninety-six".
Numeral below_hundred(const Words& words, size_t at) {
  Numeral n;
  if (at >= words.size()) return n;
  const int unit = unit_word(words[at].lower);
  if (unit >= 0) return {1, static_cast<double>(unit), false, true};
  const int tens = tens_word(words[at].lower);
  if (tens < 0) return n;
  n = {1, static_cast<double>(tens), false, true};
  size_t next = at + 1;
  if (next + 1 < words.size() && words[next].is("-") && !words[next].space_before) ++next;
  if (next < words.size()) {
    const int more = unit_word(words[next].lower);
    if (more >= 1 && more <= 9) {
      n.value += more;
      n.words = static_cast<uint32_t>(next - at + 1);
    }
  }
  return n;
}

/// "half" after "and": "two and a half".
void add_half(const Words& words, size_t at, Numeral& n) {
  const size_t i = at + n.words;
  if (i + 2 < words.size() && words[i].is("and") && words[i + 1].is("a") && words[i + 2].is("half")) {
    n.value += 0.5;
    n.words += 3;
  } else if (i + 2 < words.size() && words[i].kind == WordKind::number && words[i].is("1") && words[i + 1].is("/") &&
             words[i + 2].is("2")) {
    n.value += 0.5;
    n.words += 3;
  } else if (i < words.size() && (words[i].is("\xC2\xBD"))) {
    n.value += 0.5;
    n.words += 1;
  }
}

}  // namespace

int unit_word(std::string_view form) { return index_of(kUnits, form); }

int tens_word(std::string_view form) {
  const int i = index_of(kTens, form);
  return i < 2 ? -1 : i * 10;
}

int ordinal_word(std::string_view form) {
  if (form.empty()) return -1;
  const int i = index_of(kOrdinals, form);
  if (i >= 1) return i;
  const int t = index_of(kTenths, form);
  return t >= 3 ? t * 10 : -1;
}

Numeral read_count(const Words& words, size_t at) {
  Numeral n;
  if (at >= words.size()) return n;
  const Word& w = words[at];
  if (w.kind == WordKind::number) {
    double value = 0;
    if (!to_double(w.lower, value)) return n;
    n = {1, value, false, false};
    add_half(words, at, n);
    return n;
  }
  if (w.is("[") && at + 2 < words.size() && words[at + 2].is("]")) {  // "[Ten] years ago": the editor's word
    Numeral inner = read_count(
        Words(words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.begin() + static_cast<std::ptrdiff_t>(at) + 2), 0);
    if (inner.words > 0) inner.words += 2;
    return inner;
  }
  if (w.is("\xC2\xBD")) return {1, 0.5, false, true};
  if (in(w.lower, "several many numerous")) return {1, 0, true, true};
  if (w.is("few")) return {1, 0, true, true};
  if (w.is("couple")) return {at + 1 < words.size() && words[at + 1].is("of") ? 2U : 1U, 2, false, true};
  if (w.is("dozen")) return {1, 12, false, true};
  if (w.is("half") && at + 1 < words.size() && (words[at + 1].is("a") || words[at + 1].is("an"))) return {2, 0.5, false, true};
  if (w.is("a") && at + 1 < words.size()) {
    const Word& next = words[at + 1];
    if (next.is("few") || next.is("couple") || next.is("dozen")) {
      Numeral inner = read_count(words, at + 1);
      inner.words += 1;
      return inner;
    }
    if (next.is("hundred")) return {2, 100, false, true};
    if (next.is("thousand")) return {2, 1000, false, true};
    return n;
  }
  n = below_hundred(words, at);
  if (n.words == 0) return n;
  size_t i = at + n.words;
  if (i < words.size() && words[i].is("hundred")) {
    n.value *= 100;
    ++i;
    size_t j = i < words.size() && words[i].is("and") ? i + 1 : i;
    const Numeral rest = below_hundred(words, j);
    if (rest.words > 0) {
      n.value += rest.value;
      i = j + rest.words;
    }
  }
  if (i < words.size() && words[i].is("thousand")) {
    n.value *= 1000;
    ++i;
  }
  n.words = static_cast<uint32_t>(i - at);
  add_half(words, at, n);
  return n;
}

Numeral read_ordinal(const Words& words, size_t at) {
  if (at >= words.size()) return {};
  const Word& w = words[at];
  if (w.kind == WordKind::number && digits_only(w.lower) && w.lower.size() <= 3) {
    if (at + 1 < words.size() && !words[at + 1].space_before && in(words[at + 1].lower, "st nd rd th")) {
      double value = 0;
      if (to_double(w.lower, value)) return {2, value, false, false};
    }
    return {};
  }
  const int one = ordinal_word(w.lower);
  if (one > 0) return {1, static_cast<double>(one), false, true};
  const int tens = tens_word(w.lower);
  if (tens > 0) {
    size_t next = at + 1;
    if (next + 1 < words.size() && words[next].is("-") && !words[next].space_before) ++next;
    if (next < words.size()) {
      const int unit = ordinal_word(words[next].lower);
      if (unit >= 1 && unit <= 9) return {static_cast<uint32_t>(next - at + 1), static_cast<double>(tens + unit), false, true};
    }
  }
  return {};
}

Numeral read_year_words(const Words& words, size_t at) {
  if (at >= words.size()) return {};
  const Numeral first = below_hundred(words, at);
  if (first.words == 0 || !first.written) return {};
  size_t i = at + first.words;
  if (first.value == 2 && i < words.size() && words[i].is("thousand")) {
    ++i;
    const size_t j = i < words.size() && words[i].is("and") ? i + 1 : i;
    const Numeral rest = below_hundred(words, j);
    if (rest.words > 0 && rest.value < 100) return {static_cast<uint32_t>(j + rest.words - at), 2000 + rest.value, false, true};
    return {static_cast<uint32_t>(i - at), 2000, false, true};
  }
  if (first.value < 17 || first.value > 20) return {};
  if (i < words.size() && words[i].is("hundred")) {
    const size_t j = i + 1 < words.size() && words[i + 1].is("and") ? i + 2 : i + 1;
    const Numeral rest = below_hundred(words, j);
    if (rest.words == 0 || rest.value < 1) return {static_cast<uint32_t>(i + 1 - at), first.value * 100, false, true};
    return {static_cast<uint32_t>(j + rest.words - at), first.value * 100 + rest.value, false, true};
  }
  const Numeral second = below_hundred(words, i);
  if (second.words == 0 || second.value < 10) return {};
  return {static_cast<uint32_t>(i + second.words - at), first.value * 100 + second.value, false, true};
}

}  // namespace dateline::time
