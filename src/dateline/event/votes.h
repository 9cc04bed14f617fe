// Resolutions, drafts, votes, vetoes and adoptions as rows.
//
// "Washington has on three occasions vetoed draft resolutions calling for a truce" gives veto, by the United States, body the
// Security Council, count 3, outcome vetoed. Elections and opinion polls are not votes of a body.
#pragma once

#include "dateline/event/parties.h"

namespace dateline::event {

[[nodiscard]] std::vector<Vote> find_votes(const Text& text, const Tree& tree, const Parties& parties, const Names& names,
                                           const Times& times, const Tables& tables, const Ontology& ontology);

}  // namespace dateline::event
