// Noun phrases of the tree: where each begins and ends, its head, form, number and kind.
//
// "the port authority's new chairman, who left" is one possessed phrase with head "chairman"; "the port authority" another.
// It says nothing of who is meant; chains.cc does.
#pragma once

#include <vector>

#include "dateline/names/chains.h"

namespace dateline::names {

/// All noun phrases in text order (wider first where two begin together), with entity and mention where `names` has them.
[[nodiscard]] std::vector<NounPhrase> find_phrases(const Text& text, const Syntax& syntax, const Names& names,
                                                   const Ontology& ontology);

}  // namespace dateline::names
