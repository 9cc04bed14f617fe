// Small numerals for dates: "three", "twenty-four", "21st", "nineteen ninety-six", "a couple of".
//
// `read_count(words, i)` over "twenty four hours" is 24 from two words. Big and broken numbers are figure/'s work.
#pragma once

#include <cstdint>

#include "dateline/time/words.h"

namespace dateline::time {

/// A numeral found at a word: how many words it takes (0 = none) and what it says.
struct Numeral {
  uint32_t words = 0;
  double value = 0;
  bool vague = false;    ///< "several", "a few": value is not a number
  bool written = false;  ///< in letters
};

/// Cardinal with halves: "2 1/2", "three", "a dozen", "two and a half", "a couple of", "several". No "a" alone.
[[nodiscard]] Numeral read_count(const Words& words, size_t at);
/// Ordinal in digits or letters: "21st", "third", "twenty-first".
[[nodiscard]] Numeral read_ordinal(const Words& words, size_t at);
/// Year in letters: "nineteen ninety-six", "two thousand and four", "twenty twenty-one".
[[nodiscard]] Numeral read_year_words(const Words& words, size_t at);

/// 0..19, tens, or -1: one number word.
[[nodiscard]] int unit_word(std::string_view form);
[[nodiscard]] int tens_word(std::string_view form);
/// 1 for first ... 20 twentieth, tens up to ninetieth, or -1.
[[nodiscard]] int ordinal_word(std::string_view form);

}  // namespace dateline::time
