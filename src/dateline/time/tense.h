// Does an expression point forward? "Blinken will meet Netanyahu on Friday": yes; "said Thursday": no.
//
// Looks at the verb that governs the expression: in the tree when syntax/ filled it, else at the nearest sign of tense in the
// clause.
#pragma once

#include <cstdint>

#include "dateline/syntax/syntax.h"
#include "dateline/text/text.h"
#include "dateline/time/find.h"

namespace dateline::time {

/// True if the words before `found` plan it from the past ("were due to pass on Saturday"), with no "will" among them.
[[nodiscard]] bool planned_in_past(const Words& words, const Found& found);
/// True if the words around `found` tell of what has been, whatever the verb of the sentence: "the six days in March during
/// which the port was shut", "her win in November".
[[nodiscard]] bool tells_of_past(const Words& words, const Found& found);

/// -1 the words speak of the past, +1 of the future, 0 not known. `words` is the scan of one sentence.
[[nodiscard]] int32_t tense_of(const Words& words, const Found& found);
/// The same from the tree; 0 when the tree is not there or does not tell. `at` is the expression in Text::utf8.
[[nodiscard]] int32_t tense_of(const Text& text, const Syntax& syntax, Span at);

}  // namespace dateline::time
