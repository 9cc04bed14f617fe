#include "dateline/base/chars.h"
#include "dateline/names/chains.h"
#include "dateline/names/cluster.h"

namespace dateline::names {

Names resolve(const Article&, const Text& text, const Syntax& syntax, const Ontology& ontology, const DayRange& day) {
  View view{text, syntax, ontology, Lexicon::of(ontology), {}};
  view.folded.reserve(text.tokens.size());
  for (uint32_t t = 0; t < text.tokens.size(); ++t) view.folded.push_back(fold(text.word(t)));
  Names names = group(view, find_candidates(view), day);
  tie_pronouns(text, syntax, ontology, names);
  return names;
}

}  // namespace dateline::names
