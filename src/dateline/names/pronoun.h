// Which phrase a pronoun stands for: a weighted sum of readable features, the weights in ontology/names/pronouns.tsv.
//
// "Lindqvist told Maro that she would leave." weighs Lindqvist (subject, same sentence, f) against Maro (object). The weights are
// a ranking model (Denis and Baldridge 2008) trained by train/pronouns.py; a pronoun may also stand for none of its candidates.
#pragma once

#include <string>
#include <vector>

#include "dateline/names/chains.h"

namespace dateline::names {

/// Weight a feature, in the order of feature_names(); all zero when the table is absent.
using Weights = std::vector<double>;
[[nodiscard]] const std::vector<std::string_view>& feature_names();
[[nodiscard]] Weights pronoun_weights(const Ontology& ontology);

/// What is known of a chain so far.
struct ChainState {
  uint32_t mentions = 0;          ///< phrases of it before this pronoun
  uint32_t last_sentence = 0;     ///< where it was spoken of last
  bool named = false;             ///< it has a name
  bool topic = false;             ///< the first person of the page
  uint32_t led_sentence = kNone;  ///< the last sentence whose main subject it was
  char gender = 0;
  Number number = Number::unknown;
};

/// A page as the scorer sees it.
struct PronounView {
  const Text& text;
  const Syntax& syntax;
  const std::vector<NounPhrase>& phrases;
  const std::vector<uint32_t>& quote;  ///< number of the quotation a token stands in, 0 = none
  bool blind = false;                  ///< read he and she alike, for training: one page has more to choose from then
};

/// How many candidates, and how many chains of candidates, lie between the pronoun and this one.
struct Rank {
  uint32_t phrases = 0, chains = 0;
};

/// Features (indexes into feature_names()) of phrase `candidate` as the antecedent of phrase `pronoun`; empty when the pronoun
/// cannot stand for it (another gender or number, its own clause's subject, a phrase around it).
[[nodiscard]] std::vector<uint16_t> pronoun_features(const PronounView& view, uint32_t pronoun, uint32_t candidate,
                                                     const ChainState& chain, Rank rank);

/// Features of "none of them" for this pronoun.
[[nodiscard]] std::vector<uint16_t> none_features(const PronounView& view, uint32_t pronoun);

/// How many sentences a pronoun looks back.
constexpr uint32_t kPronounSentences = 4;
/// How many phrases it looks at on either side; a sentence without an end costs no more than another.
constexpr uint32_t kPronounPhrases = 120;

}  // namespace dateline::names
