// The ontology's names as token sequences, for finding them in running text.
//
// "the Islamic Resistance Movement" matches the phrase [islamic resistance movement] of the group `hamas`. Capital letters must
// stand where the table has them ("US" is not "us"). It decides nothing about context; find.cc does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/base/ontology.h"
#include "dateline/text/text.h"

namespace dateline::names {

/// What a phrase of the lexicon is.
enum class PhraseKind : uint8_t { name, adjective, metonym, title, party };

struct Phrase {
  std::vector<std::string> words;  ///< folded tokens
  std::vector<char> capitals;      ///< per word: 'A' all capitals, 'a' first capital, ' ' free
  PhraseKind kind = PhraseKind::name;
  uint32_t actor = kNone;    ///< Ontology::actors (names, adjectives: the state; metonyms: what it stands for)
  uint32_t metonym = kNone;  ///< Ontology::metonyms
};

/// A role noun: "spokesman", "ministry", "city".
struct RoleNoun {
  std::string type;  ///< person, government, organisation, armed, armed_group, outlet, place
  char gender = 0;
  bool plural = false;
  bool acts = true;  ///< may act for the state or body named with it ("officials", not "hostages")
  std::string singular;
};

class Lexicon {
 public:
  explicit Lexicon(const Ontology& ontology);
  /// The lexicon of `ontology`, built on first use.
  static const Lexicon& of(const Ontology& ontology);

  /// Phrases of length `length` tokens that match at `token` (all of the longest length), empty when none do.
  struct Match {
    uint32_t length = 0;
    std::vector<const Phrase*> phrases;
  };
  /// `folded[i]` is fold(word i). `end`: one past the last token that may be used.
  [[nodiscard]] Match match(const Text& text, const std::vector<std::string>& folded, uint32_t token, uint32_t end) const;
  /// Role noun by folded word, or nullptr.
  [[nodiscard]] const RoleNoun* role(std::string_view folded) const;
  /// True for words of titles and honorifics ("prime", "minister", "gen.", "sheikh").
  [[nodiscard]] bool is_title_word(std::string_view folded) const;
  /// Honorific at this word: its table row, or nullptr.
  [[nodiscard]] const KbTitle* honorific(std::string_view folded) const;

 private:
  void add(std::string_view surface, PhraseKind kind, uint32_t actor, uint32_t metonym, bool exact_case);
  std::unordered_map<std::string, std::vector<uint32_t>> by_first_;
  std::vector<Phrase> phrases_;
  std::unordered_map<std::string, RoleNoun> roles_;
  std::unordered_map<std::string, KbTitle> honorifics_;
  std::unordered_map<std::string, char> title_words_;
};

}  // namespace dateline::names
