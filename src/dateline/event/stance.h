// Stances that no single verb names: "Israel must withdraw", "an assault would be a mistake", said by someone.
//
// A statement whose clause obliges another party is a REQUEST by its speaker; one that calls an act wrong is a REJECT
// (before the act) or ACCUSE (after it). Statements without such a clause give nothing.
#pragma once

#include "dateline/event/parties.h"

namespace dateline::event {

/// Events without date and place; the coder fills them.
[[nodiscard]] std::vector<Event> find_stances(const Text& text, const Tree& tree, const Parties& parties, const Speech& speech,
                                              const Tables& tables);

}  // namespace dateline::event
