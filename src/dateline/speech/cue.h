// Speech verbs in a sentence: which words are cues, in what form, with which subject.
//
// "Blinken did not say whether ..." gives Cue{say, finite, negated, subject = Blinken}. It does not cut the content.
#pragma once

#include <string_view>
#include <vector>

#include "dateline/speech/scene.h"

namespace dateline::speech {

/// One use of a speech verb outside quotation marks.
struct Cue {
  uint32_t begin = 0, end = 0;  ///< tokens of the verb with its particle ("called for")
  const KbVerb* verb = nullptr;
  bool participle = false;  ///< "adding that": shares the subject of the clause it hangs on
  bool passive = false;     ///< "was condemned", "was quoted as saying"
  bool negated = false;
  bool progressive = false;                             ///< "is demanding": a lasting stance rather than an utterance
  bool bare = false;                                    ///< no auxiliary before it
  bool inverted = false;                                ///< subject stands after the verb: "said Blinken"
  bool coordinated = false;                             ///< no subject of its own: "and says"
  bool attached = false;                                ///< participle right behind a noun: "a letter calling for"
  bool relative = false;                                ///< subject is "who": "the minister who called for"
  Span words;                                           ///< bytes of the cue, auxiliaries left out
  uint32_t subject_begin = kNone, subject_end = kNone;  ///< tokens of its own subject; kNone when it has none
  uint32_t lead = 0;  ///< first token of the cue's clause: its subject, conjunction or the verb itself

  [[nodiscard]] bool has_subject() const { return subject_begin != kNone; }
  [[nodiscard]] bool takes(std::string_view complement) const;
};

/// Cues of one sentence, ascending. `nth` is an index into Text::sentences. Linear in its tokens.
[[nodiscard]] std::vector<Cue> find_cues(const Scene& scene, uint32_t nth);

}  // namespace dateline::speech
