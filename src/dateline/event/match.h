// Which row of frames.tsv a word of a tree matches.
//
// "carried out an attack on X": the noun row `attack` under the light verb "carry"; "imposed sanctions": the verb row with
// obj=@sanction. Rows are tried in the order of the table; the first whose conditions hold wins.
#pragma once

#include "dateline/event/parties.h"

namespace dateline::event {

/// A matched row and the words it matched.
struct Match {
  const Frame* frame = nullptr;
  uint32_t predicate = kNone;    ///< the verb, noun or adjective
  uint32_t carrier = kNone;      ///< light verb of an event noun
  Effect effect = Effect::none;  ///< what the light verb does to it
};

/// First matching row for the token; `frame` is null when none matches.
[[nodiscard]] Match match(uint32_t token, const Tree& tree, const Parties& parties, const Tables& tables);

/// Light verb (or "take part in" style verb) that carries an event noun, or kNone.
[[nodiscard]] uint32_t carrier_of(uint32_t noun, const Tree& tree, const Tables& tables);

}  // namespace dateline::event
