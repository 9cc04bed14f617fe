// What every part of the room looks at: the layers of one page, its quotations, and small questions about tokens.
//
// `scene.phrase_from(t)` over "the US State Department said" gives the tokens of "the US State Department". It finds no
// statement itself. Works without a trained model (layers empty): part of speech is then guessed from form.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/speech/quotation.h"
#include "dateline/speech/speech.h"

namespace dateline::speech {

/// How the noun phrase after a cue counts: never a statement, only with quoted words in it, as a stance, or as speech.
enum class ObjectUse : uint8_t { never, quoted, stance, speech };

/// What ontology/speech/objects.tsv adds to the verb table.
struct CuePolicy {
  ObjectUse object = ObjectUse::never;
  bool infinitive = false;         ///< "vowed to leave" is a statement
  bool person_infinitive = false;  ///< "urged them to leave" is a statement
  bool needs_that = false;         ///< "found that it sank", not "found it sank"
  bool participle = true;          ///< ", adding that" reports; ", determining that" does not
  bool participle_object = true;   ///< ", rejecting the plan" reports; ", underlining the need" is comment
};

class Scene {
 public:
  Scene(const Text& text_layer, const Syntax& syntax_layer, const Names& names_layer, const Times& times_layer,
        const Ontology& tables);

  const Text& text;
  const Syntax& syntax;
  const Names& names;
  const Times& times;
  const Ontology& ontology;
  bool has_tree;
  Children children;
  std::vector<Quotation> quotations;
  std::vector<Upos> tags;              ///< part of speech of every token, guessed when the model gave none
  std::vector<uint32_t> quotation_of;  ///< per token: index of the quotation whose inner span holds it, or kNone

  std::vector<bool> in_name;                             ///< per token: part of a name that names/ found
  std::unordered_map<std::string, uint32_t> last_names;  ///< last word of a person's name -> entity; kNone when two share it

  /// First word of an organisation's name ("Church" of "Church of X") -> entity; kNone when two share it.
  std::unordered_map<std::string, uint32_t> first_words;

  [[nodiscard]] Upos pos(uint32_t token) const { return tags[token]; }
  /// Lemma by the model, or "" without one.
  [[nodiscard]] std::string_view syntax_lemma(uint32_t token) const {
    return syntax.lemma_id.size() == text.tokens.size() ? syntax.lemma(token) : std::string_view{};
  }
  [[nodiscard]] Dep dep(uint32_t token) const { return has_tree ? syntax.dep[token] : Dep::dep; }
  [[nodiscard]] int32_t head(uint32_t token) const { return has_tree ? syntax.head[token] : -1; }
  /// Lower-case ASCII comparison of a token with `word`.
  [[nodiscard]] bool is(uint32_t token, std::string_view word) const;
  [[nodiscard]] bool is_any(uint32_t token, std::initializer_list<std::string_view> words) const;
  /// Ends in -ing and is tagged as a verb.
  [[nodiscard]] bool is_present_participle(uint32_t token) const;
  /// The model reads the token as a finite past form.
  [[nodiscard]] bool is_past(uint32_t token) const {
    return syntax.feats.size() == text.tokens.size() && syntax.is(token, feat::past) && is_finite(token);
  }
  /// The model reads the token as a past participle.
  [[nodiscard]] bool is_participle_form(uint32_t token) const {
    return syntax.feats.size() == text.tokens.size() && syntax.is(token, feat::participle);
  }
  /// A verb or auxiliary in a finite form.
  [[nodiscard]] bool is_finite(uint32_t token) const;
  [[nodiscard]] bool is_comma(uint32_t token) const { return is(token, ","); }
  [[nodiscard]] bool is_punct(uint32_t token) const;
  [[nodiscard]] bool is_quote_mark(uint32_t token) const;
  /// Weekday, month, day part and the like.
  [[nodiscard]] bool is_time_word(uint32_t token) const;
  /// Token is a dash or bracket that ends a clause as a comma does.
  [[nodiscard]] bool is_dash_token(uint32_t token) const;
  /// First token after the noun phrase that starts at `token` (= `token` when none starts there), up to `limit`.
  [[nodiscard]] uint32_t phrase_end(uint32_t token, uint32_t limit) const;
  /// First token of the noun phrase that ends before `end`, not before `limit`.
  [[nodiscard]] uint32_t phrase_begin(uint32_t end, uint32_t limit) const;
  /// Child of `token` with relation `relation` to the left (`left`) or right of it; kNone when none.
  [[nodiscard]] uint32_t child(uint32_t token, Dep relation, bool left) const;
  /// Entry of the table of speech nouns for this token, singular or plural, or nullptr.
  [[nodiscard]] const KbVerb* speech_noun(uint32_t token) const;
  /// A verb other than an -ing form, whatever its tense is read as.
  [[nodiscard]] bool is_verbal(uint32_t token) const {
    return (pos(token) == Upos::VERB || pos(token) == Upos::AUX) && !is_present_participle(token);
  }
  [[nodiscard]] const CuePolicy& policy(std::string_view lemma) const;
  /// Sentence of a token.
  [[nodiscard]] uint32_t sentence_of(uint32_t token) const { return text.sentence_at(text.tokens[token].at.begin); }

 private:
  void tag();
  void map_quotations();
  void map_last_names();
  void read_policies();
  std::unordered_map<std::string, CuePolicy> policies_;
  std::unordered_map<std::string_view, uint32_t> nouns_;  ///< noun -> index into Ontology::speech_nouns
};

}  // namespace dateline::speech
