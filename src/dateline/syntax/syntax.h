// Words to trees: part of speech, features, lemma, head and relation of each token, and entity spans.
//
// "Blinken met Shoukry ." gives met/VERB root, Blinken/PROPN nsubj, Shoukry/PROPN obj, spans PER PER.
// Universal Dependencies v2. It knows no page, no actor and no date. Nothing in it is English by name: another language
// is another model file.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/result.h"
#include "dateline/base/span.h"
#include "dateline/text/text.h"

namespace dateline {

enum class Upos : uint8_t { ADJ, ADP, ADV, AUX, CCONJ, DET, INTJ, NOUN, NUM, PART, PRON, PROPN, PUNCT, SCONJ, SYM, VERB, X };
[[nodiscard]] std::string_view name_of(Upos upos);

/// UD v2 relations with the subtypes English treebanks use. Order is part of the model format.
enum class Dep : uint8_t {
  acl,
  acl_relcl,
  advcl,
  advcl_relcl,
  advmod,
  amod,
  appos,
  aux,
  aux_pass,
  case_,
  cc,
  cc_preconj,
  ccomp,
  compound,
  compound_prt,
  conj,
  cop,
  csubj,
  csubj_pass,
  csubj_outer,
  dep,
  det,
  det_predet,
  discourse,
  dislocated,
  expl,
  fixed,
  flat,
  goeswith,
  iobj,
  list,
  mark,
  nmod,
  nmod_desc,
  nmod_poss,
  nmod_unmarked,
  nsubj,
  nsubj_pass,
  nsubj_outer,
  nummod,
  obj,
  obl,
  obl_agent,
  obl_unmarked,
  orphan,
  parataxis,
  punct,
  reparandum,
  root,
  vocative,
  xcomp
};
[[nodiscard]] std::string_view name_of(Dep dep);  ///< "nsubj:pass" ...

/// Morphological features the rooms above ask for, as bits; `feats()` of Syntax gives the full UD string.
namespace feat {
enum : uint32_t {
  plural = 1U << 0,
  past = 1U << 1,
  present = 1U << 2,
  finite = 1U << 3,
  infinitive = 1U << 4,
  participle = 1U << 5,
  gerund = 1U << 6,
  passive = 1U << 7,
  imperative = 1U << 8,
  person1 = 1U << 9,
  person2 = 1U << 10,
  person3 = 1U << 11,
  comparative = 1U << 12,
  superlative = 1U << 13,
  ordinal = 1U << 14,
  cardinal = 1U << 15,
  possessive = 1U << 16,
  masculine = 1U << 17,
  feminine = 1U << 18,
  negative = 1U << 19,
  pronoun_interrogative = 1U << 20,
  pronoun_relative = 1U << 21,
  definite = 1U << 22
};
}

enum class SpanType : uint8_t { person, organisation, location, other };

/// Named-entity span over tokens `[begin, end)`.
struct EntitySpan {
  uint32_t begin = 0, end = 0;
  SpanType type = SpanType::other;
  float score = 0;
};

/// One layer over Text::tokens (all arrays are parallel to it).
struct Syntax {
  std::vector<Upos> upos;
  std::vector<uint32_t> feats;     ///< bits of feat::
  std::vector<uint32_t> lemma_id;  ///< into lemmas
  std::vector<int32_t> head;       ///< absolute token index; -1 = root of its sentence
  std::vector<Dep> dep;
  std::vector<EntitySpan> entities;  ///< ascending, not overlapping
  std::vector<std::string> lemmas;
  std::vector<uint32_t> feats_id;         ///< into feat_strings
  std::vector<std::string> feat_strings;  ///< UD FEATS strings, "_" for none

  [[nodiscard]] std::string_view lemma(uint32_t token) const { return lemmas[lemma_id[token]]; }
  [[nodiscard]] bool is(uint32_t token, uint32_t bits) const { return (feats[token] & bits) == bits; }
};

/// Children of every token in one array, for walks downward. Build once per page.
class Children {
 public:
  explicit Children(const Syntax& syntax);
  struct Range {
    const uint32_t* first;
    const uint32_t* last;
    [[nodiscard]] const uint32_t* begin() const { return first; }
    [[nodiscard]] const uint32_t* end() const { return last; }
  };
  [[nodiscard]] Range of(uint32_t head) const { return {&items_[starts_[head]], &items_[starts_[head + 1]]}; }

 private:
  std::vector<uint32_t> starts_, items_;
};

/// Token range [begin, end) of the whole subtree of `head` within its sentence (contiguous hull). Iterative.
struct TokenRange {
  uint32_t begin = 0, end = 0;
};
[[nodiscard]] TokenRange subtree(const Syntax& syntax, const Children& children, uint32_t head);

namespace syntax {

/// A trained model, const after loading, shared by threads.
class Model;
struct ModelDeleter {
  void operator()(const Model* model) const;
};
using ModelPtr = std::unique_ptr<const Model, ModelDeleter>;

/// The model that ships inside the binary. Error when it fails its hash.
[[nodiscard]] Result<ModelPtr> load_builtin();
/// A model file (memory-mapped). Error names the path and what is wrong: missing, truncated, wrong version, bad hash.
[[nodiscard]] Result<ModelPtr> load(const std::string& path);

/// Tags, lemmas, trees and entity spans for every sentence of `text`. Linear in tokens; thread-safe on a const model.
[[nodiscard]] Syntax analyse(const Text& text, const Model& model);
/// The same, into a layer that may hold another page's: its memory is used again, so that once a thread has seen a page as large
/// nothing is allocated.
void analyse(const Text& text, const Model& model, Syntax& into);

/// How many words, arcs and tags this thread has looked at in `analyse` so far: its work without a clock, for tests of its
/// growth.
[[nodiscard]] size_t steps_of_thread();

/// The layer as CoNLL-U (UD v2), one block a sentence with `# text`.
[[nodiscard]] std::string print_conllu(const Text& text, const Syntax& syntax);

}  // namespace syntax
}  // namespace dateline
