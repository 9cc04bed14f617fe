// Facts marked where they stand in a clean text: said words, figures, acts, times, names, repairs.
//
// "more than 100 Palestinians" becomes `<span class="mf" title="figure: killed more_than">more than 100</span> Palestinians`.
// Overlapping marks are cut at their ends, so tags always nest.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/record.h"

namespace dateline::serve {

struct TextMark {
  Span at;
  char kind;  ///< 'q' said, 'f' figure, 'e' act, 't' time, 'n' name, 'r' repaired
  std::string title;
};

/// Marks of a page in the order of its text. `name` gives the name of an entity of the record.
[[nodiscard]] std::vector<TextMark> marks_of(const Record& record, const std::function<std::string(uint32_t)>& name);

/// One sentence as markup; each piece carries the classes of the marks that cover it. `next` is the first mark that may still
/// matter; sentences come in order.
[[nodiscard]] std::string marked_text(std::string_view text, Span sentence, const std::vector<TextMark>& marks, size_t& next);

}  // namespace dateline::serve
