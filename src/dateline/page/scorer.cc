#include "dateline/page/scorer.h"

#include <algorithm>
#include <array>
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

std::vector<float> text_scores(std::span<const Features* const> rows) {
  constexpr size_t kLanes = 8;
  std::vector<float> out;
  out.reserve(rows.size());
  for (size_t first = 0; first < rows.size(); first += kLanes) {
    const size_t used = std::min(kLanes, rows.size() - first);
    std::array<const float*, kLanes> row;
    for (size_t k = 0; k < kLanes; ++k) row[k] = rows[first + (k < used ? k : 0)]->data();
    std::array<double, kLanes> sum{};
    for (const int32_t root : kRoots) {
      std::array<int32_t, kLanes> at;
      at.fill(root);
      int32_t leaves = 0;  // negative when all rows have come to one
      while (leaves >= 0) {
        leaves = -1;
        for (size_t k = 0; k < kLanes; ++k) {
          const int32_t here = at[k];
          const Node& node = kNodes[static_cast<size_t>(std::max(here, 0))];
          const int32_t next = row[k][node.feature] <= node.bound ? node.low : node.high;
          at[k] = here >= 0 ? next : here;
          leaves &= at[k];
        }
      }
      for (size_t k = 0; k < kLanes; ++k) sum[k] += static_cast<double>(kLeaves[static_cast<size_t>(~at[k])]);
    }
    for (size_t k = 0; k < used; ++k) out.push_back(static_cast<float>(1 / (1 + std::exp(-sum[k]))));
  }
  return out;
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
