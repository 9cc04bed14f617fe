// The states and bodies behind the parties of an event: "Afghan rebels" -> afg, "Rafah" -> pse, "the two ministers" -> egy jor.
//
// Coders of events compare sides, not words. A side comes from the entity (its own id, what it represents, the state it lies in),
// else from the names inside the noun phrase. It guesses nothing: a party that no word ties to a state has no side.
#pragma once

#include "dateline/event/parties.h"

namespace dateline::event {

/// Fills `sides` of one party.
void find_sides(Party& party, const Text& text, const Tree& tree, const Names& names, const Ontology& ontology);

}  // namespace dateline::event
