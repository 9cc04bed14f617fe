// Reads one number from words: digits, letters, magnitudes, fractions, vague words.
//
// "more than 1.5 million" holds Reading{1500000}; "hundreds of thousands" is 200,000 to 999,999 and stays vague.
// It gives no unit and no bound (phrase.h does), and no value where the digits do not tell: "32.000", 400 digits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "dateline/time/words.h"

namespace dateline::figure {

/// One number as it stands in words [first, last).
struct Reading {
  uint32_t first = 0, last = 0;
  double value = 0, high = 0;  ///< high = value unless vague
  bool word = false;           ///< written in letters
  bool vague = false;          ///< "dozens", "several hundred"
  bool fraction = false;       ///< "half", "two-thirds", "3/4"
  bool separated = false;      ///< "1,200": digits in groups
  bool plain = false;          ///< digits only, no separator, no magnitude
  bool ordinal = false;        ///< "21st", "third": no count
  std::string reason;          ///< not empty: no value
};

/// The number that starts at word `i`, or nothing. Looks a bounded number of words ahead unless the numeral itself is longer.
[[nodiscard]] std::optional<Reading> read_number(const time::Words& words, uint32_t i);

}  // namespace dateline::figure
