// What a count is of: killed, injured, displaced ... from the verb and noun around it.
//
// "at least 70 people were killed" is killed; "killing more than 100 Palestinians and wounding 40": killed for the first, injured
// for the second. It looks at the words of one clause, not at trees.
#pragma once

#include <string>
#include <string_view>

#include "dateline/figure/phrase.h"

namespace dateline::figure {

struct Context {
  FigureKind kind = FigureKind::count;  ///< count when nothing tells more
  std::string_view word;                ///< "killed", "injured" ... to name what is counted; empty when the noun says it
  bool cumulative = false;              ///< "so far", "since the war began", "total"
};

/// Reads the words around the phrase.
[[nodiscard]] Context context_of(const time::Words& words, const Phrase& phrase);

}  // namespace dateline::figure
