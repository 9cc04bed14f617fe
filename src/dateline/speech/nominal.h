// Speech without a verb of speech: nouns that carry it, and the colon of headlines.
//
// "UN officials stepped up warnings that famine is near" gives cue "warnings"; "Prime Minister: taxes will fall" in a
// headline gives the Prime Minister. It looks only where no speech verb has taken the words.
#pragma once

#include <vector>

#include "dateline/speech/reading.h"

namespace dateline::speech {

/// Adds the nominal reports of sentence `nth` to `reports`, which already holds those of its speech verbs. Linear.
void read_nouns(const Scene& scene, uint32_t nth, std::vector<Report>& reports);

}  // namespace dateline::speech
