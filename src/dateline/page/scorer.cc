#include "dateline/page/scorer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace dateline::page {
namespace {

// An inner node: features up to the bound go to `low`, others to `high`; a negative child is leaf ~child of the whole table.
struct Node {
  uint8_t feature;
  int32_t low, high;
  double bound;
  float value;  // mean log odds of what comes through, for score_shares
};

#include "dateline/page/scorer_trees.inc"

}  // namespace

float text_score(const Features& features) {
  double sum = 0;
  for (const int32_t root : kRoots) {
    int32_t at = root;
    while (at >= 0) {
      const Node& node = kNodes[static_cast<size_t>(at)];
      at = static_cast<double>(features[node.feature]) <= node.bound ? node.low : node.high;
    }
    sum += static_cast<double>(kLeaves[static_cast<size_t>(~at)]);
  }
  return static_cast<float>(1 / (1 + std::exp(-sum)));
}

std::vector<Share> score_shares(const Features& features, size_t most) {
  std::array<float, kFeatures> odds{};
  for (const int32_t root : kRoots) {
    int32_t at = root;
    while (at >= 0) {
      const Node& node = kNodes[static_cast<size_t>(at)];
      at = static_cast<double>(features[node.feature]) <= node.bound ? node.low : node.high;
      const float value = at >= 0 ? kNodes[static_cast<size_t>(at)].value : kLeaves[static_cast<size_t>(~at)];
      odds[node.feature] += value - node.value;
    }
  }
  std::vector<Share> out;
  for (size_t i = 0; i < kFeatures; ++i) {
    if (std::abs(odds[i]) > 0.05F) out.push_back({i, odds[i]});
  }
  std::stable_sort(out.begin(), out.end(), [](const Share& a, const Share& b) { return std::abs(a.odds) > std::abs(b.odds); });
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace dateline::page
