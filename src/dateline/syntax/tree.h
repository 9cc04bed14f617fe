// The best tree over one sentence from the scores of all arcs.
//
// Scores of "Blinken met Shoukry" -> heads {1, root, 1}: exactly one root, no cycle, the highest sum.
// Chu and Liu 1965, Edmonds 1967; one root by the penalty of Zmigrod, Vieira, Cotterell 2020 (a root arc costs more than a tree
// can gain). It does not require projectivity.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dateline::syntax {

/// Buffers of one thread, reused from sentence to sentence.
struct TreeSpace {
  /// One contracted cycle.
  struct Contraction {
    std::vector<uint32_t> nodes;     // of the cycle; the first one stands for all
    std::vector<uint32_t> from, to;  // for each node: the original arc that entered it inside the cycle
  };

  std::vector<double> w;            // w[h * n + d]
  std::vector<uint32_t> from, to;   // the original arc behind w[h * n + d]
  std::vector<uint8_t> alive, set;  // set: marks of one pass
  std::vector<uint32_t> best, mark, cycle, head, open;
  std::vector<double> inside;
  std::vector<Contraction> done;
  size_t contractions = 0;  // how many of `done` belong to this sentence
};

/// heads[i] in 0..n (0: root, k: word k-1) for n words. score[i * stride + h], h in 0..n, is what word i gains by head h; the
/// entry of a word with itself (h = i + 1) is ignored and overwritten. O(n^2) when the greedy choice is a tree, O(n^3) at worst.
/// Deterministic.
void best_tree(float* score, uint32_t n, size_t stride, TreeSpace& space, std::vector<uint32_t>& heads);

}  // namespace dateline::syntax
