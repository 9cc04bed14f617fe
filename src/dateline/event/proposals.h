// Proposals, plans, deals and drafts under discussion: their terms, who put them forward, and how each party answered.
//
// "Hamas responded by accepting the proposal in principle" is the reply "accepted" of Hamas to the proposal that the page
// introduced before. Mentions of one proposal are one row; a draft resolution or "a separate deal" is a row of its own.
#pragma once

#include "dateline/event/parties.h"

namespace dateline::event {

[[nodiscard]] std::vector<Proposal> find_proposals(const Text& text, const Tree& tree, const Parties& parties, const Names& names,
                                                   const Times& times, const Tables& tables);

}  // namespace dateline::event
