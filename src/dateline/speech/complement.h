// What follows a speech verb: a that-clause, a quotation, a noun phrase, a request to somebody, or nothing.
//
// After "told" in "told reporters in Cairo that talks go on": addressee "reporters", complement that, content "talks go on".
// It does not decide where the content ends (reading.cc does).
#pragma once

#include "dateline/speech/cue.h"
#include "dateline/speech/speaker.h"

namespace dateline::speech {

enum class ComplementKind : uint8_t { none, that, bare, quote, wh, self_infinitive, person_infinitive, object };

struct Complement {
  ComplementKind kind = ComplementKind::none;
  uint32_t begin = 0;  ///< first token of the content
  uint32_t addressee_begin = kNone, addressee_end = kNone;
  bool after_comma = false;  ///< a comma stands right behind the cue and what goes with it
};

/// The complement of `cue`, looked for up to token `limit` (end of its sentence).
[[nodiscard]] Complement complement_of(const Scene& scene, const Cue& cue, uint32_t limit);

}  // namespace dateline::speech
