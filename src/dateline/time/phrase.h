// One time expression that stands alone: a search box, a command line, a cell of a table.
//
// "about two years ago" with the page of 2024-06-11 is 2022. Unlike running text, bare words count: "the quarter", "soon".
#pragma once

#include <string_view>

#include "dateline/base/date.h"
#include "dateline/base/ontology.h"
#include "dateline/time/times.h"

namespace dateline::time {

/// The value of `phrase` as a whole; value "" when it cannot be read. `at` is the part that was read.
[[nodiscard]] TimeExpression read_phrase(std::string_view phrase, const DayRange& page, const Ontology& ontology);

}  // namespace dateline::time
