// The readable tables of ontology/plover/ as the coder uses them: frames, light verbs, governors, word classes.
//
// frames.tsv "impose  verb  obj=@sanction  SANCTION ... subj  on" answers: what event is a clause whose verb is "impose" and
// whose object is a sanction, and where its two parties stand. It reads rows; matching them against a tree is frame.cc.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dateline/base/ontology.h"
#include "dateline/event/events.h"

namespace dateline::event {

/// One row of frames.tsv; views into the ontology's table.
struct Frame {
  std::string_view id, lemma, particle;
  char pos = 'v';          ///< v(erb), n(oun), a(djective)
  std::string_view needs;  ///< conditions, ";"-separated; "" = none
  Plover type = Plover::OTHER;
  std::string_view mode, context;
  std::string_view actor, recipient;  ///< role paths, "|"-separated, first that names a party wins
  std::string_view status;            ///< fixed status, or ""
};

/// What a verb or noun does to the event in its complement or object.
enum class Effect : uint8_t { none, happened, planned, demanded, denied, conditional };

struct Governor {
  Effect effect = Effect::none;
  bool object_control = false;  ///< "urged X to go": X goes
};

/// All tables of one ontology, indexed by lemma. Cheap to build: views only.
class Tables {
 public:
  explicit Tables(const Ontology& ontology);

  [[nodiscard]] const std::vector<uint32_t>* rows(std::string_view lemma) const;
  [[nodiscard]] const Frame& frame(uint32_t row) const { return frames_[row]; }
  /// Effect of a light verb on its event noun; nullptr when the word is no light verb.
  [[nodiscard]] const Governor* light(std::string_view lemma) const;
  /// Effect on an infinitive, clause or noun that the word governs; nullptr when it has none.
  [[nodiscard]] const Governor* governor(std::string_view lemma) const;
  /// Whether `lemma` belongs to class `name` (without the @).
  [[nodiscard]] bool in_class(std::string_view name, std::string_view lemma) const;
  /// Whether a verb frame asks for this particle ("hand" "over").
  [[nodiscard]] bool phrasal(std::string_view lemma, std::string_view particle) const;
  /// Whether any table has this lemma.
  [[nodiscard]] bool knows(std::string_view lemma) const { return rows(lemma) || light(lemma) || governor(lemma); }
  /// Whether any class has this word.
  [[nodiscard]] bool classed(std::string_view lemma) const { return class_words_.contains(lemma); }
  /// CAMEO code of an event that happened, "" where none or more than one fits.
  [[nodiscard]] std::string_view cameo(const Event& event) const;
  [[nodiscard]] size_t size() const { return frames_.size(); }

 private:
  void add_roles(const Ontology& ontology);
  void add_cameo(const Ontology& ontology);
  struct CameoRow {
    Plover type = Plover::OTHER;
    std::string_view mode, context, words, code;
  };
  std::vector<CameoRow> cameo_;
  std::vector<Frame> frames_;
  std::unordered_map<std::string_view, std::vector<uint32_t>> by_lemma_;
  std::unordered_map<std::string_view, Governor> lights_, governors_;
  std::unordered_map<std::string_view, std::unordered_set<std::string_view>> classes_;
  std::unordered_set<std::string_view> class_words_;
};

/// PLOVER type by its name, OTHER when unknown.
[[nodiscard]] Plover plover_of(std::string_view name);

}  // namespace dateline::event
