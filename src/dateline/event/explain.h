// Why an event is there: the row of the table that coded it, the tree and the words that it rests on, where date and place came
// from.
//
// For "Russia bombed Ukraine on Tuesday" it prints the frame row assault/bomb.v, the words of the clause with heads and
// relations, who fills which role and by which words. It decides nothing; it shows what code.cc decided.
#pragma once

#include <string>

#include "dateline/event/events.h"

namespace dateline::event {

/// A few lines of text about `events.events[index]`, for a person. "" when there is no such event.
[[nodiscard]] std::string explain(uint32_t index, const Events& events, const Text& text, const Syntax& syntax,
                                  const Names& names, const Times& times, const Speech& speech, const Ontology& ontology);

}  // namespace dateline::event
