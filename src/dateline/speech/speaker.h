// Who a noun phrase names: from the words of a subject to an actor of the page.
//
// "a statement from the Egyptian Foreign Ministry" gives the ministry; "he" gives the entity its mention was tied to.
// It resolves no names itself (names/ does) and decides nothing about the statement.
#pragma once

#include "dateline/speech/scene.h"

namespace dateline::speech {

/// A party of a statement: an entity of the page, or only its words.
struct Party {
  uint32_t entity = kNone;
  Span at;
  bool document = false;  ///< the words name a text ("the statement"), whose owner could not be read from them
  bool pronoun = false;
  uint32_t principal = kNone;  ///< entity that the party speaks for: the minister of "a spokesman for the minister"
  bool issuer = false;         ///< the owner of a document that the words name ("a statement by the ministry")
  [[nodiscard]] bool empty() const { return entity == kNone && at.empty(); }
  friend bool operator==(const Party& a, const Party& b) {
    return a.entity != kNone ? a.entity == b.entity : (b.entity == kNone && a.at == b.at);
  }
};

/// Party named by tokens [begin, end), a noun phrase cut from its clause. `limit`: end of its sentence, for "a statement
/// by the ministry" where the owner follows.
[[nodiscard]] Party party_of(const Scene& scene, uint32_t begin, uint32_t end, uint32_t limit);

/// True for nouns that name a piece of writing or speech: statement, report, letter, tweet.
[[nodiscard]] bool is_document_noun(const Scene& scene, uint32_t token);
/// True for nouns and occasions at which something is said: news conference, interview, statement, meeting.
[[nodiscard]] bool is_occasion_noun(const Scene& scene, uint32_t token);

}  // namespace dateline::speech
