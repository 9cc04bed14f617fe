// Two texts side by side: which sentences tell the same, and which of their words differ.
//
// "killing more than 100 people" and "killing at least 70 people" are a pair; "more than 100" and "at least 70" differ, the rest
// is shared. Pairs are found through rare shared words; the cost is bounded whatever the texts are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/span.h"

namespace dateline::serve {

struct SentencePair {
  uint32_t a = 0, b = 0;  ///< indices of the sentences given
  double share = 0;       ///< 0..1: weight of the shared words over that of all words of the two
};

/// The best pairing: each sentence at most once; first those known to belong together (`known`, share not read), then pairs that
/// share at least `least` of their words; in the order of `a`. Sentences beyond `most` of either text are not looked at.
[[nodiscard]] std::vector<SentencePair> pair_sentences(const std::vector<std::string_view>& a,
                                                       const std::vector<std::string_view>& b,
                                                       const std::vector<SentencePair>& known = {}, double least = 0.2,
                                                       size_t most = 600);

/// Bytes of each text that the other does not share, by the longest common run of words (folded for case and accents); words
/// beyond the first 400 of a text count as differing. Neighbouring words join into one span.
struct Differing {
  std::vector<Span> a, b;
};
[[nodiscard]] Differing differing_words(std::string_view a, std::string_view b);

}  // namespace dateline::serve
