// CoNLL-U (the exchange format of Universal Dependencies), in and out.
//
// "1 Blinken ..." lines become a Text with tokens and sentences as given; a Text and its Syntax become such lines.
// Only forms, SpaceAfter=No and sentence borders are read; trees in the input are not.
#pragma once

#include <string>
#include <string_view>

#include "dateline/syntax/syntax.h"

namespace dateline::syntax {

/// A Text with the tokens and sentences of a CoNLL-U file. Malformed lines are skipped. Linear, total.
[[nodiscard]] Text read_conllu(std::string_view conllu);

}  // namespace dateline::syntax
