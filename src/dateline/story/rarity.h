// How much a word says in news at large, the same in every pile: which words find the pages of one story must not change when
// pages are added.
//
// "year" stands on every second page and says little, "police" on every seventh; "Ever" and "Given" of a ship are not listed and
// say the most. It knows nothing of the pages at hand.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "dateline/base/ontology.h"

namespace dateline::story {

class Rarity {
 public:
  /// `ontology` gives names of states their keys, as in `words_of`.
  explicit Rarity(const Ontology& ontology);
  /// -log of the share of news pages that have the stem: 0.5 .. 5.5.
  [[nodiscard]] double of(uint64_t stem) const;

 private:
  std::unordered_map<uint64_t, double> share_;
};

}  // namespace dateline::story
