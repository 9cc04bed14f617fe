// Questions about a dependency tree that the event room asks: deep subject and object, arguments by preposition, clause spans.
//
// In "Rafah was bombed by Israel" the deep subject of "bombed" is "Israel" and its deep object "Rafah"; in "vowed to attack"
// the subject of "attack" is that of "vowed". It knows words and trees, no events and no actors.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/event/tables.h"
#include "dateline/syntax/syntax.h"
#include "dateline/text/text.h"

namespace dateline::event {

/// Read-only view of one page's trees.
class Tree {
 public:
  Tree(const Text& text, const Syntax& syntax, const Tables& tables);

  [[nodiscard]] const Children& children() const { return children_; }
  [[nodiscard]] Upos upos(uint32_t t) const { return torn_[t] ? Upos::VERB : syntax_.upos[t]; }
  [[nodiscard]] Dep dep(uint32_t t) const { return syntax_.dep[t]; }
  /// Head of a token, kNone for a root.
  [[nodiscard]] uint32_t head(uint32_t t) const { return syntax_.head[t] < 0 ? kNone : static_cast<uint32_t>(syntax_.head[t]); }
  /// Lemma in lower case.
  [[nodiscard]] const std::string& lemma(uint32_t t) const { return lemmas_[lemma_of_[t]]; }
  /// The word itself in lower case.
  [[nodiscard]] std::string word(uint32_t t) const;
  [[nodiscard]] bool is_verb(uint32_t t) const { return upos(t) == Upos::VERB; }
  [[nodiscard]] bool is_noun(uint32_t t) const { return upos(t) == Upos::NOUN || upos(t) == Upos::PROPN; }

  [[nodiscard]] bool is_plural(uint32_t t) const { return syntax_.is(t, feat::plural); }

  /// First child with this relation, or kNone.
  [[nodiscard]] uint32_t child(uint32_t t, Dep relation) const;
  [[nodiscard]] bool has_child_word(uint32_t t, Dep relation, std::string_view lemma) const;
  /// Preposition of a nominal ("on", "in_front_of"), "" when it has none.
  [[nodiscard]] std::string preposition(uint32_t t) const;
  /// Nominal argument or modifier of `t` under this preposition, or kNone.
  [[nodiscard]] uint32_t under(uint32_t t, std::string_view preposition) const;
  /// Whether the verb has this particle ("carry out").
  [[nodiscard]] bool has_particle(uint32_t verb, std::string_view particle) const;

  [[nodiscard]] bool is_passive(uint32_t verb) const;
  [[nodiscard]] bool is_negated(uint32_t t) const;
  /// Deep subject of a verb or copular predicate through passive, relative clause, control and coordination; kNone.
  [[nodiscard]] uint32_t subject(uint32_t verb) const;
  /// Deep object, or kNone.
  /// A noun with a number before it that is no measure: "70 people", not "three days".
  [[nodiscard]] bool is_counted_thing(uint32_t t) const;
  [[nodiscard]] uint32_t object(uint32_t verb) const;
  /// Surface subject, without passive, with coordination and relative clauses.
  [[nodiscard]] uint32_t surface_subject(uint32_t verb) const;
  /// Infinitive or clause that completes `t`, or kNone.
  [[nodiscard]] uint32_t complement(uint32_t t) const;
  /// A relative pronoun's antecedent, else the token itself.
  [[nodiscard]] uint32_t antecedent(uint32_t t) const;
  /// `t` and its conjuncts, in order. For nouns.
  [[nodiscard]] std::vector<uint32_t> coordinated(uint32_t t) const;
  /// First token of a coordination that `t` belongs to.
  [[nodiscard]] uint32_t first_conjunct(uint32_t t) const;

  /// Bytes of the clause of a predicate: its subtree without coordinated and loosely attached clauses.
  [[nodiscard]] Span clause(uint32_t predicate) const;
  /// The clause with the clauses joined to it.
  [[nodiscard]] Span wide_clause(uint32_t predicate) const;
  /// Bytes of a noun phrase without its relative clauses, appositions and conjuncts.
  [[nodiscard]] Span phrase(uint32_t noun) const;
  /// Bytes of a noun phrase with everything that hangs on it, its preposition left out.
  [[nodiscard]] Span whole_phrase(uint32_t noun) const;
  [[nodiscard]] uint32_t sentence(uint32_t t) const { return sentence_of_[t]; }

 private:
  void correct_lemmas();
  /// The verb's own subject; of two before it, the nearer one ("BEIRUT (Reuters) - A crew killed": the place line is none).
  [[nodiscard]] uint32_t own_subject(uint32_t verb) const;
  [[nodiscard]] bool dashed(uint32_t from, uint32_t to) const;
  [[nodiscard]] uint32_t split_perfect(uint32_t participle) const;
  [[nodiscard]] uint32_t inherited_subject(uint32_t verb) const;

  const Text& text_;
  const Syntax& syntax_;
  const Tables& tables_;
  Children children_;
  std::vector<std::string> lemmas_;
  std::vector<uint32_t> lemma_of_;  ///< a token's lemma; corrected when the model's is unknown to the tables
  std::vector<uint32_t> sentence_of_;
  std::vector<bool> torn_;  ///< "has on two occasions vetoed": tagged as an adjective, a verb by its place
};

}  // namespace dateline::event
