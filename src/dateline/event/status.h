// Whether an event happened, is planned, demanded, denied or only conditional; when and where it took place.
//
// "Blinken will meet Netanyahu" is planned; "called on Israel to withdraw" makes the withdrawal demanded; "if Hamas accepts" is
// conditional. Read off tense, modals, negation, governing words and conjunctions; the truth of a claim is not judged.
#pragma once

#include "dateline/event/match.h"

namespace dateline::event {

/// Status of a matched event from the words around it.
[[nodiscard]] EventStatus status_of(const Match& match, const Tree& tree, const Tables& tables);

/// Fills days, time, date_basis, place and place_basis of `event`, whose `at`, `sentence` and `status` are set.
void locate(Event& event, const Text& text, const Tree& tree, const Names& names, const Times& times, const Parties& parties,
            const Speech& speech);

}  // namespace dateline::event
