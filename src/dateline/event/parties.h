// Who a noun phrase stands for: the parties of an event from words, through mentions, to entities.
//
// "Israeli forces" has no mention of its own: the party is the state behind the adjective, its words are the whole phrase.
// "foreign ministers of Egypt and Jordan" gives the plural entity when names/ knows one, else Egypt and Jordan.
// It does not decide which role a phrase plays (roles do, in frames.tsv).
#pragma once

#include <string_view>
#include <vector>

#include "dateline/event/tree.h"
#include "dateline/names/names.h"
#include "dateline/speech/speech.h"

namespace dateline::event {

class Parties {
 public:
  Parties(const Text& text, const Tree& tree, const Names& names, const Speech& speech, const Tables& tables);

  /// Parties named by a noun phrase and its conjuncts; empty when it names no one who can act or be acted on.
  [[nodiscard]] std::vector<Party> of(uint32_t head) const;
  /// Parties behind a noun: "Israel's attack", "the Israeli attack", "an attack by Israel", "proposal from Hamas".
  [[nodiscard]] std::vector<Party> owners(uint32_t noun) const;
  /// Parties at the end of a role path such as "obj", "on", "obj.owner", seen from `predicate` and, for event nouns, from the
  /// light verb that carries it (`carrier`, or kNone).
  [[nodiscard]] std::vector<Party> along(std::string_view path, uint32_t predicate, uint32_t carrier) const;
  /// The first of the "|"-separated paths that names a party.
  [[nodiscard]] std::vector<Party> first_of(std::string_view paths, uint32_t predicate, uint32_t carrier) const;
  /// Where `other_side` looks: behind token `after`; at mere places and at captives too, or not.
  struct Reach {
    uint32_t after = 0;
    bool places = false, captives = false;
  };
  /// The first party named below `verb` that is none of the actors: who an act is done to or with when no path of its frame names
  /// him ("threatened to shell Iraqi towns"; the captors in "swapped hostages held by the army").
  [[nodiscard]] std::vector<Party> other_side(uint32_t verb, const std::vector<Party>& actors, const Reach& reach) const;
  /// Mention whose head is this token (the widest), or kNone.
  [[nodiscard]] uint32_t mention_of(uint32_t token) const { return mention_of_head_[token]; }
  /// Innermost statement whose content covers the token, or kNone.
  [[nodiscard]] uint32_t statement(uint32_t token) const { return statement_of_[token]; }
  [[nodiscard]] const Entity& entity(uint32_t index) const { return names_.entities[index]; }
  /// A place in the sense of "in X": cities, regions, states.
  [[nodiscard]] bool is_place(uint32_t entity) const;

 private:
  [[nodiscard]] std::vector<uint32_t> nouns_below(uint32_t verb, const Reach& reach) const;
  void append_nationalities(uint32_t noun, std::vector<Party>& out) const;
  [[nodiscard]] bool is_agent_noun(uint32_t noun) const;
  [[nodiscard]] bool same_act(uint32_t verb, Dep d) const;
  [[nodiscard]] bool is_person_name(uint32_t mention) const;
  [[nodiscard]] bool reported_subject(uint32_t pronoun, Party& out) const;
  [[nodiscard]] bool single(uint32_t head, Party& out) const;
  [[nodiscard]] bool modifier_entity(uint32_t noun, uint32_t& entity) const;
  [[nodiscard]] uint32_t host(uint32_t noun) const;
  [[nodiscard]] uint32_t at_end(std::string_view step, uint32_t predicate, uint32_t carrier) const;

  const Text& text_;
  const Tree& tree_;
  const Names& names_;
  const Speech& speech_;
  const Tables& tables_;
  std::vector<uint32_t> mention_of_head_, statement_of_;
};

}  // namespace dateline::event
