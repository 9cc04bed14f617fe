// Predicates and their arguments in PropBank terms: who (ARG0) did what (ARG1) to or for whom (ARG2), when, where, how.
//
// "Russia bombed the port on Friday" gives bombed: ARG0 "Russia", ARG1 "the port", ARGM-TMP "on Friday". A linear scorer over the
// tree, its weights learned from PropBank on the English Web Treebank (train/roles.cc; models/roles.bin, CC BY-SA 4.0). Arguments
// are looked for among the words that hang on the predicate or on the words above it, as in Xue and Palmer (2004), each decided
// on its own, one of each core role kept. It gives no senses of verbs and says nothing of events (frames.tsv does).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/event/tree.h"

namespace dateline::event {

/// Roles the scorer knows; `none` first. The order is part of the weight file.
inline constexpr std::array<std::string_view, 24> kRoles = {
    "",         "ARG0",     "ARG1",     "ARG2",     "ARG3",     "ARG4",     "ARGM-TMP", "ARGM-ADV",
    "ARGM-MOD", "ARGM-ADJ", "ARGM-NEG", "ARGM-LOC", "ARGM-DIS", "ARGM-MNR", "ARGM-EXT", "ARGM-PRP",
    "ARGM-PRR", "ARGM-LVB", "R-ARG0",   "R-ARG1",   "ARGM-CAU", "ARGM-DIR", "ARGM-PRD", "ARGM-GOL"};

/// A phrase that may fill a role of one predicate, with what speaks for each role.
struct RoleCandidate {
  uint32_t head = kNone;      ///< its head token
  TokenRange words;           ///< its words
  std::vector<uint32_t> why;  ///< hashes of its features
};

struct Argument {
  uint8_t role = 0;  ///< into kRoles
  uint32_t head = kNone;
  TokenRange words;
  float score = 0;
};

struct Predication {
  uint32_t token = kNone;
  std::vector<Argument> arguments;  ///< in order of words
};

/// Weights of features for roles, read once from bytes in the program.
class RoleWeights {
 public:
  /// Rows `hash u32 | class u8 | weight i8`, ascending by hash, little-endian, after the 8 bytes "DLROLE1\n". A file of another
  /// form gives no weights: then nothing is a predicate.
  explicit RoleWeights(std::string_view file);
  /// The weights inside the program.
  [[nodiscard]] static const RoleWeights& builtin();
  /// Adds the weights of one feature to the sums of its classes.
  void add(uint32_t feature, std::array<int32_t, kRoles.size() + 2>& sums) const;
  [[nodiscard]] bool empty() const { return rows_ == 0; }

 private:
  [[nodiscard]] uint32_t hash_at(size_t row) const;
  std::string_view bytes_;
  size_t rows_ = 0;
  std::vector<uint32_t> starts_;  ///< first row by the upper 16 bits of the hash
};

/// Class in a weight row that says "is a predicate"; roles are classes 0 .. kRoles.size() - 1.
inline constexpr uint8_t kPredicateClass = kRoles.size();

/// Roles in the trees of one page.
class RoleFinder {
 public:
  RoleFinder(const Text& text, const Syntax& syntax, const Children& children)
      : text_(text), syntax_(syntax), children_(children) {}

  /// Features that speak for or against the token being a predicate; empty when it cannot be one.
  [[nodiscard]] std::vector<uint32_t> predicate_features(uint32_t token) const;
  /// Phrases that may be arguments of the predicate.
  [[nodiscard]] std::vector<RoleCandidate> candidates(uint32_t predicate) const;

  [[nodiscard]] bool is_predicate(uint32_t token, const RoleWeights& weights) const;
  /// Arguments of a token taken as a predicate.
  [[nodiscard]] Predication read(uint32_t predicate, const RoleWeights& weights) const;
  /// All predicates of the page with their arguments.
  [[nodiscard]] std::vector<Predication> all(const RoleWeights& weights) const;

 private:
  [[nodiscard]] std::string_view lemma(uint32_t t) const { return syntax_.lemma(t); }
  [[nodiscard]] bool passive(uint32_t verb) const;
  [[nodiscard]] uint32_t marker(uint32_t t) const;
  [[nodiscard]] uint64_t signature(uint32_t base) const;
  [[nodiscard]] TokenRange trimmed(TokenRange range) const;
  [[nodiscard]] bool opens(TokenRange range) const;
  [[nodiscard]] bool closes(TokenRange range) const;
  [[nodiscard]] TokenRange phrase(uint32_t node, uint32_t without) const;
  [[nodiscard]] TokenRange antecedent(uint32_t node, uint32_t without) const;
  [[nodiscard]] TokenRange predicate_phrase(uint32_t base, uint32_t copula, bool bare) const;
  [[nodiscard]] uint32_t child(uint32_t t, Dep relation) const;

  const Text& text_;
  const Syntax& syntax_;
  const Children& children_;
};

}  // namespace dateline::event
