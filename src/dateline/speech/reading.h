// One sentence read for reported speech: its speech verbs put in order, each with the stretch of words it reports.
//
// "Sisi stressed the need for a truce and warned against war, according to his office" gives two Reports, each with the
// office as outer link. It works on tokens; attribute.cc joins it with the quotations of the page.
#pragma once

#include <string_view>
#include <vector>

#include "dateline/speech/cue.h"
#include "dateline/speech/speaker.h"

namespace dateline::speech {

/// What one cue reports, before quotations are taken into account.
struct Report {
  Cue cue;
  Span cue_words;
  std::string cue_lemma, cls;
  int strength = 1;
  bool negated = false;
  Party speaker;
  std::vector<Party> outer;  ///< reporters outside the speaker, outermost first
  Party addressee;
  uint32_t content_begin = 0, content_end = 0;  ///< tokens
  uint32_t clause_begin = 0, clause_end = 0;    ///< tokens of the sentence part that belongs to the cue (for venue and time)
  bool before = false;                          ///< the content stands before the cue
  bool stance = false;                          ///< an attitude ("rejected the plan") rather than words
  bool clause = true;                           ///< the content is a clause (or quotation), not a noun phrase
  uint32_t sentence = 0;
  float confidence = 0.6F;
  std::string_view rule;
};

/// Reports of sentence `nth`. Linear in its tokens times a small constant.
[[nodiscard]] std::vector<Report> read_sentence(const Scene& scene, uint32_t nth);

}  // namespace dateline::speech
