// Damage that machine translation and scraping do to a paragraph, as edits with their reasons.
//
// "is negotiations. with Hamas forces." gives Edit{the stop, "", false_stop}. Edits that a reader would make without doubt are
// applied; the rest are flagged. It never rewrites words it cannot derive from the page itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/span.h"
#include "dateline/text/text.h"

namespace dateline::text {

/// One edit of a block: bytes `at` become `replacement`; `context` is the stretch shown to people as broken / repaired.
struct Edit {
  Span at;
  std::string replacement;
  Span context;
  RepairKind kind = RepairKind::false_stop;
  bool certain = true;  ///< false: flagged only, `at` is not changed
};

/// Marks of machine translation in one block: stops before lower-case words, ". ,", lone auxiliaries. Linear.
[[nodiscard]] unsigned damage_marks(std::string_view block);

/// Edits of one block, ascending, not overlapping. `damaged_page`: other blocks of the page show such marks, which licenses
/// the bolder repairs (fragments joined or dropped). Linear in the block.
[[nodiscard]] std::vector<Edit> find_repairs(std::string_view block, bool damaged_page);

}  // namespace dateline::text
