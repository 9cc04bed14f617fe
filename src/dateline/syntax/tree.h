// The best tree over one sentence from the scores of all arcs.
//
// Scores of "Blinken met Shoukry" -> heads {1, root, 1}: exactly one root, no cycle, the highest sum.
// Chu and Liu 1965, Edmonds 1967; one root by the penalty of Zmigrod, Vieira, Cotterell 2020 (a root arc costs more than a tree
// can gain). It does not require projectivity.
#pragma once

#include <cstdint>
#include <vector>

namespace dateline::syntax {

/// heads[i] in 0..n (0: root, k: word k-1) for n words. `score` is row-major n x (n+1): score[i * (n + 1) + h]; the entry of a
/// word with itself (h = i + 1) is ignored. O(n^2) when the greedy choice is a tree, O(n^3) at worst. Deterministic.
void best_tree(const std::vector<float>& score, uint32_t n, std::vector<uint32_t>& heads);

}  // namespace dateline::syntax
