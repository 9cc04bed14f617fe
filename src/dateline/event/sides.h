// The states and bodies behind the parties of an event: "Afghan rebels" -> afg, "Rafah" -> pse, "the two ministers" -> egy jor.
//
// Coders of events compare sides, not words. A side comes from the entity (its own id, what it represents, the state it lies in),
// else from the names inside the noun phrase, else the one state that its sentence names ("Ivory Coast's court let a candidate
// run"). A sentence with two states settles nothing: the party has no side.
#pragma once

#include "dateline/event/parties.h"

namespace dateline::event {

/// Fills `sides` of one party. `home`: the state of the sentence may be its own; not so of one who travels there to meet others.
void find_sides(Party& party, bool home, const Text& text, const Tree& tree, const Names& names, const Ontology& ontology);

}  // namespace dateline::event
