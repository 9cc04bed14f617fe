// Every noun phrase of a page, and which of them speak of one thing: actors, and whatever else is named again.
//
// "The port closed on Monday. It will stay shut, the harbour office said of the port." puts "The port", "It" and "the port" into
// one chain. Names::entities are its kernel; phrases that are no actor are chained by their words, appositions by the tree,
// pronouns by pronoun.h. It follows no event ("this worried them") and no other page.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dateline/names/names.h"

namespace dateline::names {

enum class PhraseForm : uint8_t { name, pronoun, definite, demonstrative, possessed, indefinite, bare };
enum class Number : uint8_t { unknown, one, many };
enum class Sort : uint8_t { unknown, person, group, place, thing };  ///< what a phrase may be called back by: he, they, there, it

/// One noun phrase.
struct NounPhrase {
  uint32_t begin = 0, end = 0;  ///< tokens
  uint32_t head = 0;
  uint32_t sentence = 0;
  PhraseForm form = PhraseForm::bare;
  Number number = Number::unknown;
  Sort sort = Sort::unknown;
  char gender = 0;           ///< 'm' 'f' or 0
  char lean = 0;             ///< gender that a lone word has as a given name, which may be a surname here; or 0
  bool doubtful = false;     ///< a name whose sort only the tagger tells: it may as well be a person
  uint32_t entity = kNone;   ///< into Names::entities
  uint32_t mention = kNone;  ///< into Names::mentions, when this phrase is one
  uint32_t chain = kNone;    ///< phrases of one chain share it; chains are numbered by first phrase
};

/// A pronoun with every phrase it was weighed against (kNone: "none of them"), for training.
struct PronounCase {
  uint32_t pronoun = 0;
  bool blind = false;                                                  ///< read without the pronoun's gender
  std::vector<std::pair<uint32_t, std::vector<uint16_t>>> candidates;  ///< phrase, features
};

/// Phrases of the page in text order, each with its chain. Pronouns that lead nowhere are chains of one. Linear in tokens
/// times a window of a few sentences.
[[nodiscard]] std::vector<NounPhrase> chains(const Text& text, const Syntax& syntax, const Names& names, const Ontology& ontology,
                                             std::vector<PronounCase>* cases = nullptr);

/// Gives each pronoun of `names` the entity its chain leads to, or none.
void tie_pronouns(const Text& text, const Syntax& syntax, const Ontology& ontology, Names& names);

}  // namespace dateline::names
