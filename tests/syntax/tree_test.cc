// Trees: against all possible trees of small sentences, and on inputs made to force many contractions.
#include "dateline/syntax/tree.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace dateline::syntax {
namespace {

/// The best tree of n words whose scores stand in rows of n + 1. One space for all, as in use.
void best_tree(std::vector<float> score, uint32_t n, std::vector<uint32_t>& heads) {
  static TreeSpace space;
  syntax::best_tree(score.data(), n, n + 1, space, heads);
}

/// A fixed sequence of numbers in [0, 1).
struct Sequence {
  uint32_t state;
  float next() {
    state = state * 1664525U + 1013904223U;
    return static_cast<float>(state >> 8U) / 16777216.0F;
  }
};

bool is_tree(const std::vector<uint32_t>& heads) {
  if (std::count(heads.begin(), heads.end(), 0U) != 1) return false;
  for (uint32_t i = 1; i <= heads.size(); ++i) {
    uint32_t at = i, steps = 0;
    while (at != 0 && steps++ <= heads.size()) at = heads[at - 1];
    if (at != 0) return false;
  }
  return true;
}

double sum_of(const std::vector<float>& score, const std::vector<uint32_t>& heads) {
  double sum = 0;
  for (size_t i = 0; i < heads.size(); ++i) sum += static_cast<double>(score[i * (heads.size() + 1) + heads[i]]);
  return sum;
}

double best_by_trying(const std::vector<float>& score, uint32_t n) {
  std::vector<uint32_t> heads(n, 0);
  double best = -1e30;
  for (;;) {
    if (is_tree(heads)) best = std::max(best, sum_of(score, heads));
    uint32_t k = 0;
    while (k < n && ++heads[k] > n) heads[k++] = 0;
    if (k == n) return best;
  }
}

}  // namespace

TEST_CASE("the best tree of small sentences, checked against every tree") {
  Sequence random{7};
  for (int round = 0; round < 400; ++round) {
    const uint32_t n = 1 + static_cast<uint32_t>(random.next() * 5);
    std::vector<float> score(size_t{n} * (n + 1));
    for (float& s : score) s = random.next() * 10 - (round % 3 == 0 ? 0.0F : 5.0F);
    std::vector<uint32_t> heads;
    best_tree(score, n, heads);
    REQUIRE(is_tree(heads));
    CHECK(sum_of(score, heads) == doctest::Approx(best_by_trying(score, n)));
  }
}

TEST_CASE("greedy roots and cycles are resolved") {
  // both words prefer the root; then both prefer each other
  std::vector<uint32_t> heads;
  best_tree({5, 0, 1, 5, 2, 0}, 2, heads);
  CHECK(heads == std::vector<uint32_t>{0, 1});
  best_tree({1, 0, 9, 2, 9, 0}, 2, heads);
  CHECK(heads == std::vector<uint32_t>{2, 0});
  best_tree({}, 0, heads);
  CHECK(heads.empty());
}

TEST_CASE("long sentences full of cycles") {
  constexpr uint32_t n = 400;
  Sequence random{3};
  std::vector<float> score(size_t{n} * (n + 1));
  for (uint32_t i = 0; i < n; ++i)
    for (uint32_t h = 0; h <= n; ++h)  // neighbours want each other, pairs of pairs too
      score[i * (n + 1) + h] = h == (i ^ 1U) + 1 ? 20 : h == (i ^ 2U) + 1 ? 10 : random.next();
  std::vector<uint32_t> heads;
  best_tree(score, n, heads);
  CHECK(is_tree(heads));
}

}  // namespace dateline::syntax
