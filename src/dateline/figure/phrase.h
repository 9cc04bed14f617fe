// One counted phrase: the number with its bound words, unit and noun.
//
// "killing more than 100 Palestinians" gives words "more than 100 Palestinians", bound more than, noun "Palestinians".
// It decides what is a figure and what only looks like one: years, resolution numbers, scores, telephone numbers, names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "dateline/figure/figures.h"
#include "dateline/figure/reading.h"
#include "dateline/figure/units.h"
#include "dateline/time/words.h"

namespace dateline::figure {

struct Phrase {
  uint32_t first = 0, last = 0;                ///< words of the whole phrase
  uint32_t number_first = 0, number_last = 0;  ///< words of the number
  uint32_t noun_first = 0, noun_last = 0;      ///< words of the counted noun phrase; equal = none
  std::optional<double> low, best, high;
  Bound bound = Bound::exact;
  FigureKind kind = FigureKind::count;
  bool person = false;
  std::string unit;
  std::string base;  ///< "more than 130" in "two of the more than 130"
  std::string reason;
  bool strong = false;  ///< has noun, unit or bound: surely a figure
};

/// The phrase around the number at word `i`; `next` is where the search goes on (after the number, also when it is no figure).
/// `noun_end` is the byte where the tree says the counted noun ends, or 0.
[[nodiscard]] std::optional<Phrase> read_phrase(const time::Words& words, uint32_t i, const Units& units, uint32_t noun_end,
                                                uint32_t& next);

}  // namespace dateline::figure
