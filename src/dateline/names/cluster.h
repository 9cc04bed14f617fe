// Candidates to entities: which mentions of one page are the same actor.
//
// "Antony Blinken", "Mr Blinken", "Blingen", "the Secretary of State", "he" become one entity, each with the rule that tied it.
// It knows one page; look-alikes of other alphabets stay apart.
#pragma once

#include <vector>

#include "dateline/names/find.h"

namespace dateline::names {

[[nodiscard]] Names group(const View& view, const std::vector<Candidate>& candidates, const DayRange& day);

}  // namespace dateline::names
