// Who said what, through whom: statements with speaker, cue, chain of attribution, form, content span.
//
// "NBC quoted US officials as saying that X" gives content "X", speaker US officials, chain [NBC, US officials], cue
// "saying", indirect. It does not judge whether X is true and finds no events in X (event/ does).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/ontology.h"
#include "dateline/base/span.h"
#include "dateline/names/names.h"
#include "dateline/syntax/syntax.h"
#include "dateline/text/text.h"
#include "dateline/time/times.h"

namespace dateline {

enum class SpeechForm : uint8_t { direct, indirect, mixed };
[[nodiscard]] std::string_view name_of(SpeechForm form);

/// One link of the chain of attribution, outermost reporter first.
struct ChainLink {
  uint32_t entity = kNone;  ///< into Names::entities, or kNone when only words are known
  Span at;                  ///< words that name it
};

struct Statement {
  Span content;              ///< into Text::utf8, without the outer quotation marks when direct; hull of pieces
  std::vector<Span> pieces;  ///< when the cue stands inside or the quotation runs over paragraphs
  Span cue;                  ///< the speech verb or noun or "according to"; empty = floating quotation
  std::string cue_lemma;
  std::string cls;       ///< class of the cue in speech_verbs.tsv: say, demand, deny ...
  int strength = 1;      ///< 1..5 from the table
  bool negated = false;  ///< "did not say", "declined to comment"
  SpeechForm form = SpeechForm::direct;
  uint32_t speaker = kNone;      ///< entity; kNone when only words are known
  Span speaker_at;               ///< words that name the speaker here ("he", "the US official"); empty when carried over
  std::vector<ChainLink> chain;  ///< outermost first, the speaker last
  uint32_t addressee = kNone;    ///< entity
  Span addressee_at;
  Span venue;             ///< "in Cairo", "a news conference"
  uint32_t time = kNone;  ///< into Times::expressions
  uint32_t sentence = 0;  ///< sentence of the cue (or of the content)
  bool damaged = false;   ///< quotation marks did not balance, or a repair touches it
  float confidence = 0.5F;
  std::string_view rule;  ///< which pattern (static text)
};

struct Speech {
  std::vector<Statement> statements;  ///< ascending by sentence, then content.begin
};

namespace speech {
[[nodiscard]] Speech attribute(const Text& text, const Syntax& syntax, const Names& names, const Times& times,
                               const Ontology& ontology);
}  // namespace speech
}  // namespace dateline
