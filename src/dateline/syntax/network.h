// The network of the language engine: word features in, numbers for every question out.
//
// Words of "Blinken met Shoukry ." give for each: part of speech 11 15 11 12, feature set, lemma script, head, relation, name
// tag. Shape: sum of hashed embeddings -> window of three words -> stacked bidirectional simple recurrent layers -> one product
// for all heads. It knows labels only as numbers; engine.cc gives them names.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/result.h"
#include "dateline/syntax/features.h"
#include "dateline/syntax/kernels.h"
#include "dateline/syntax/lists.h"
#include "dateline/syntax/model_file.h"
#include "dateline/syntax/tree.h"

namespace dateline::syntax {

/// Answers for one batch of words; vectors are parallel to the words.
struct Answers {
  std::vector<uint16_t> upos, feats, ner, rel;
  std::vector<uint16_t> lemma;   ///< only of words `lemmas` was asked for
  std::vector<uint32_t> head;    ///< 0: root, k: word k - 1 of the same sentence
  std::vector<float> ner_score;  ///< probability-like score of the chosen tag's name type, 0..1
};

/// Buffers of one thread, reused from batch to batch.
struct Workspace {
  std::vector<float> x, y, u, out, arcs, logits, scores, by_head;
  Quantised q, top, some;  // top: the last layer of every word; some: of those the lemma is asked for
  std::vector<uint32_t> heads;
  std::vector<uint8_t> back;
  std::vector<uint16_t> slots, kind_of;  // kind_of[word]: which of the distinct words
  std::vector<WordRows> kinds;
  TreeSpace tree;
  size_t steps = 0;  // words, arcs and transitions looked at since the beginning: the work, for tests of its growth
};

/// Weights, const after `load`.
class Network {
 public:
  /// Longest sentence `run` takes at once; longer ones are cut by the caller.
  static constexpr uint32_t kLongest = 256;

  /// Reads and checks every table. The embedding stays in `file`'s bytes, the rest is repacked.
  static Result<Network> load(const ModelFile& file);

  [[nodiscard]] const FeatureSizes& sizes() const { return sizes_; }
  /// The word lists, or null when the model has none.
  [[nodiscard]] const WordLists* lists() const { return rows_of_word_ > kFeatures ? &lists_ : nullptr; }
  [[nodiscard]] size_t labels(std::string_view head) const;
  /// Tells which relation is `root` and how name tags are built, once the label sets are known.
  void set_labels(uint16_t root_relation, std::vector<std::string> name_tags);

  /// Answers for the sentences off[0..n) .. off[n] of `rows` (features of every word). off[0] == 0.
  /// All but the lemma scripts.
  void run(std::span<const WordRows> rows, std::span<const uint32_t> off, Workspace& space, Answers& out) const;
  /// Lemma scripts of some words of the batch that `run` saw last (ascending).
  void lemmas(std::span<const uint32_t> words, Workspace& space, Answers& out) const;

 private:
  struct Layer {
    const float *gain, *shift, *v, *b;
    Matrix w;
  };
  struct Head {
    size_t at = 0, size = 0;  // columns of the common product (of their own: lemma; after the common ones: names)
  };

  FeatureSizes sizes_;
  WordLists lists_;
  size_t rows_of_word_ = kFeatures;
  size_t embed_ = 0, width_ = 0, arc_ = 0, rel_ = 0;
  const int8_t* embedding_ = nullptr;
  const float* embedding_scale_ = nullptr;
  const float *norm0_gain_ = nullptr, *norm0_shift_ = nullptr, *window_bias_ = nullptr, *norm_gain_ = nullptr,
              *norm_shift_ = nullptr;
  Matrix window_, heads_, lemma_heads_, name_heads_, arc_u_, rel_o_;
  std::vector<Layer> layers_;
  Head upos_, feats_, lemma_, ner_, arc_d_, arc_h_, rel_d_, rel_h_;
  const float *arc_root_ = nullptr, *rel_root_ = nullptr;
  uint16_t root_relation_ = 0;
  std::vector<std::string> name_tags_;
  std::vector<std::vector<uint8_t>> before_;  // before_[b]: the tags that tag b may follow, ascending
  std::vector<uint8_t> starts_, ends_;        // may a sentence start, end with the tag
  std::vector<float> none_;                   // zeros, beside the first and last word

  Status load_encoder(const ModelFile& file);
  Status load_heads(const ModelFile& file);
  void encode(std::span<const WordRows> rows, std::span<const uint32_t> off, Workspace& space) const;
  void distinct(std::span<const WordRows> rows, Workspace& space) const;
  void window(std::span<const uint32_t> off, Workspace& space) const;
  void tags(size_t words, const Workspace& space, Answers& out) const;
  void names(std::span<const uint32_t> off, Workspace& space, Answers& out) const;
  void trees(std::span<const uint32_t> off, Workspace& space, Answers& out) const;
  void relations(std::span<const uint32_t> off, Workspace& space, Answers& out) const;
  [[nodiscard]] size_t stride() const { return padded(heads_.outputs()) + padded(name_heads_.outputs()); }
  static size_t padded(size_t n) { return (n + 15) / 16 * 16; }
};

}  // namespace dateline::syntax
