// Candidates: stretches of tokens that may name or describe an actor or place, before they are grouped into entities.
//
// "Egyptian Foreign Minister Sameh Shoukry" is one titled name with core "Sameh Shoukry", role "Egyptian Foreign Minister" and
// represents [egy]. It looks at one sentence at a time; grouping is cluster.cc.
#pragma once

#include <string>
#include <vector>

#include "dateline/names/lexicon.h"
#include "dateline/names/names.h"

namespace dateline::names {

struct Candidate {
  uint32_t begin = 0, end = 0;            ///< tokens, with title
  uint32_t core_begin = 0, core_end = 0;  ///< tokens of the name proper
  uint32_t sentence = 0;
  MentionKind kind = MentionKind::name;
  EntityType type = EntityType::other;
  std::vector<uint32_t> actors;         ///< ontology candidates, best first
  std::string role;                     ///< title or apposition as printed
  std::vector<std::string> represents;  ///< ids found in the title or as possessor
  char gender = 0;
  bool plural = false;
  bool definite = false;       ///< description with the / this / possessive
  bool counted_two = false;    ///< "the two ministers", "both sides", "the pair"
  uint32_t possessor = kNone;  ///< candidate index of "Netanyahu's" in "Netanyahu's office"
  std::string metonym;         ///< row of metonyms.tsv that named an agency, ministry or army
  std::string noun;            ///< singular head noun of a description
};

/// What the finder and the grouping need of a page, folded once.
struct View {
  const Text& text;
  const Syntax& syntax;
  const Ontology& ontology;
  const Lexicon& lexicon;
  std::vector<std::string> folded;  ///< fold(word) per token
  [[nodiscard]] bool has_syntax() const { return syntax.upos.size() == text.tokens.size(); }
  [[nodiscard]] bool is(uint32_t token, Upos upos) const { return has_syntax() && syntax.upos[token] == upos; }
  [[nodiscard]] bool capital(uint32_t token) const;
};

/// Candidates of the whole page in text order; nested adjectives included.
[[nodiscard]] std::vector<Candidate> find_candidates(const View& view);

}  // namespace dateline::names
