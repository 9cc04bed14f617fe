#include "dateline/page/scorer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace dateline::page {
namespace {

// An inner node: features up to the bound go to `low`, others to `high`; a negative child is leaf ~child of the whole table.
// kMeans has the mean log odds of what comes through each node, for score_shares.
struct Node {
  float bound;
  int16_t low, high;
  uint8_t feature;
};

#include "dateline/page/scorer_trees.inc"

}  // namespace

float text_score(const Features& features) {
  double sum = 0;
  for (const int32_t root : kRoots) {
    int32_t at = root;
    while (at >= 0) {
      const Node& node = kNodes[static_cast<size_t>(at)];
      at = features[node.feature] <= node.bound ? node.low : node.high;
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
      const float mean = kMeans[static_cast<size_t>(at)];
      at = features[node.feature] <= node.bound ? node.low : node.high;
      const float value = at >= 0 ? kMeans[static_cast<size_t>(at)] : kLeaves[static_cast<size_t>(~at)];
      odds[node.feature] += value - mean;
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
