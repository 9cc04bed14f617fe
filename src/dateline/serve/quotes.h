// Quotation marks of a fragment made whole for the eye.
//
// `our people will not pay,” he said` cut out of its sentence is shown as `“our people will not pay,” he said`. Only what is
// shown changes: the words in the record and their places stay as printed.
#pragma once

#include <string>
#include <string_view>

namespace dateline::serve {

/// The words with a mark added for each double quotation mark that has lost its partner; marks that open or close nothing but
/// an edge are left out. Linear.
[[nodiscard]] std::string balanced(std::string_view words);

/// The words without the double marks and spaces at their edges, for a place that sets its own marks.
[[nodiscard]] std::string_view unquoted(std::string_view words);

}  // namespace dateline::serve
