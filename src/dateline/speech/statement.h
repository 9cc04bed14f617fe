// Reports and quotations joined: from what a sentence reports and what stands between marks to Statements.
//
// "He said the plan was “a mistake”" with its quotation gives a mixed statement; "“We go,” he said. “Now.”" gives a
// direct one and a floating one. Speakers that only context tells ("the statement", an untied "he") are filled in here.
#pragma once

#include <vector>

#include "dateline/speech/reading.h"

namespace dateline::speech {

/// Joins the reports of all sentences (in page order) with the quotations of the scene.
[[nodiscard]] std::vector<Statement> join(const Scene& scene, const std::vector<Report>& reports);

}  // namespace dateline::speech
