// Maximum arborescence with one root; see tree.h. Input: 3 words' scores; output: heads {2, 0, 2}.
// Cycles are contracted one at a time in place: a cycle's row and column are kept by its first word.
#include "dateline/syntax/tree.h"

#include <algorithm>
#include <limits>

namespace dateline::syntax {
namespace {

constexpr double kNever = -1e18;

/// Graph over nodes 0 (root) and 1..n, contracted step by step, then unrolled.
class Arborescence {
 public:
  Arborescence(const std::vector<float>& score, uint32_t n, double root_penalty) : n_(n + 1), w_(size_t{n_} * n_, kNever) {
    for (uint32_t i = 1; i < n_; ++i)
      for (uint32_t h = 0; h < n_; ++h)
        if (h != i) at(h, i) = static_cast<double>(score[size_t{i - 1} * n_ + h]) - (h == 0 ? root_penalty : 0);
    alive_.assign(n_, true);
    from_.resize(w_.size());
    to_.resize(w_.size());
    for (uint32_t h = 0; h < n_; ++h)
      for (uint32_t d = 0; d < n_; ++d) {
        from_[size_t{h} * n_ + d] = h;
        to_[size_t{h} * n_ + d] = d;
      }
    best_.assign(n_, 0);
  }

  void solve(std::vector<uint32_t>& heads) {
    for (uint32_t d = 1; d < n_; ++d) choose(d);
    std::vector<uint32_t> cycle;
    while (find_cycle(cycle)) contract(cycle);
    unroll(heads);
  }

 private:
  struct Contraction {
    std::vector<uint32_t> nodes;     // of the cycle; the first one stands for all
    std::vector<uint32_t> from, to;  // for each node: the original arc that entered it inside the cycle
    std::vector<uint32_t> entered;   // for each outside node h: which cycle node its arc enters
  };

  uint32_t n_;
  std::vector<double> w_;            // w[h * n + d]
  std::vector<uint32_t> from_, to_;  // the original arc behind w[h * n + d]
  std::vector<bool> alive_;
  std::vector<uint32_t> best_;
  std::vector<Contraction> done_;

  double& at(uint32_t h, uint32_t d) { return w_[size_t{h} * n_ + d]; }

  void choose(uint32_t d) {
    uint32_t best = 0;
    double top = -std::numeric_limits<double>::infinity();
    for (uint32_t h = 0; h < n_; ++h)
      if (alive_[h] && h != d && at(h, d) > top) {
        top = at(h, d);
        best = h;
      }
    best_[d] = best;
  }

  bool find_cycle(std::vector<uint32_t>& cycle) const {
    std::vector<uint32_t> mark(n_, 0);
    for (uint32_t start = 1; start < n_; ++start) {
      if (!alive_[start] || mark[start]) continue;
      uint32_t at = start;
      while (at != 0 && !mark[at]) {
        mark[at] = start;
        at = best_[at];
      }
      if (at == 0 || mark[at] != start) continue;
      cycle.clear();
      for (uint32_t c = at;;) {
        cycle.push_back(c);
        c = best_[c];
        if (c == at) return true;
      }
    }
    return false;
  }

  void contract(const std::vector<uint32_t>& cycle) {
    Contraction c;
    c.nodes = cycle;
    std::sort(c.nodes.begin(), c.nodes.end());
    const uint32_t keep = c.nodes[0];
    std::vector<double> inside;
    for (const uint32_t d : c.nodes) {
      const size_t arc = size_t{best_[d]} * n_ + d;
      c.from.push_back(from_[arc]);
      c.to.push_back(to_[arc]);
      inside.push_back(w_[arc]);
    }
    c.entered.assign(n_, 0);
    std::vector<bool> in(n_, false);
    for (const uint32_t d : c.nodes) in[d] = true;
    for (uint32_t h = 0; h < n_; ++h) {
      if (!alive_[h] || in[h]) continue;
      enter(c, inside, h, keep);
      if (h != 0) leave(c, h, keep);
    }
    for (const uint32_t d : c.nodes) alive_[d] = d == keep;
    choose(keep);
    for (uint32_t d = 1; d < n_; ++d)
      if (alive_[d] && d != keep && in[best_[d]]) best_[d] = keep;
    done_.push_back(std::move(c));
  }

  /// Best arc from h into the cycle: what it wins over the cycle's own arc to that node.
  void enter(Contraction& c, const std::vector<double>& inside, uint32_t h, uint32_t keep) {
    double top = -std::numeric_limits<double>::infinity();
    uint32_t best = 0;
    for (uint32_t k = 0; k < c.nodes.size(); ++k) {
      const double gain = at(h, c.nodes[k]) - inside[k];
      if (gain > top) {
        top = gain;
        best = k;
      }
    }
    const size_t src = size_t{h} * n_ + c.nodes[best], dst = size_t{h} * n_ + keep;
    const uint32_t f = from_[src], t = to_[src];
    c.entered[h] = best;
    w_[dst] = top;
    from_[dst] = f;
    to_[dst] = t;
  }

  /// Best arc from the cycle to d.
  void leave(const Contraction& c, uint32_t d, uint32_t keep) {
    size_t best = size_t{c.nodes[0]} * n_ + d;
    for (const uint32_t h : c.nodes)
      if (w_[size_t{h} * n_ + d] > w_[best]) best = size_t{h} * n_ + d;
    const size_t dst = size_t{keep} * n_ + d;
    const double w = w_[best];
    const uint32_t f = from_[best], t = to_[best];
    w_[dst] = w;
    from_[dst] = f;
    to_[dst] = t;
  }

  void unroll(std::vector<uint32_t>& heads) {
    heads.assign(n_ - 1, 0);
    std::vector<uint32_t> head(n_, 0);
    for (uint32_t d = 1; d < n_; ++d) {
      if (!alive_[d]) continue;
      const size_t arc = size_t{best_[d]} * n_ + d;
      head[to_[arc]] = from_[arc];
    }
    // the last contraction is opened first: all its inner arcs hold except the one into the word where the outer arc enters
    std::vector<bool> settled(n_, false);
    for (uint32_t d = 1; d < n_; ++d)
      if (alive_[d]) settled[to_[size_t{best_[d]} * n_ + d]] = true;
    for (size_t k = done_.size(); k-- > 0;) {
      const Contraction& c = done_[k];
      uint32_t open = 0;
      for (uint32_t j = 0; j < c.nodes.size(); ++j)
        if (covers(k, j, settled)) open = j;
      for (uint32_t j = 0; j < c.nodes.size(); ++j)
        if (j != open) {
          head[c.to[j]] = c.from[j];
          settled[c.to[j]] = true;
        }
    }
    for (uint32_t d = 1; d < n_; ++d) heads[d - 1] = head[d];
  }

  /// Is a settled word among those that node j of contraction k stood for?
  [[nodiscard]] bool covers(size_t k, uint32_t j, const std::vector<bool>& settled) const {
    std::vector<uint32_t> open = {done_[k].nodes[j]};
    // words merged into this node by earlier contractions
    for (size_t e = k; e-- > 0;)
      if (std::find(open.begin(), open.end(), done_[e].nodes[0]) != open.end())
        open.insert(open.end(), done_[e].nodes.begin() + 1, done_[e].nodes.end());
    return std::any_of(open.begin(), open.end(), [&](uint32_t d) { return settled[d]; });
  }
};

bool is_tree(const std::vector<uint32_t>& heads) {
  const auto n = static_cast<uint32_t>(heads.size());
  std::vector<uint32_t> mark(n + 1, 0);
  for (uint32_t i = 1; i <= n; ++i) {
    uint32_t at = i;
    while (at != 0 && !mark[at]) {
      mark[at] = i;
      at = heads[at - 1];
    }
    if (at != 0 && mark[at] == i) return false;
  }
  return std::count(heads.begin(), heads.end(), 0U) == 1;
}

}  // namespace

void best_tree(const std::vector<float>& score, uint32_t n, std::vector<uint32_t>& heads) {
  heads.assign(n, 0);
  double spread = 0;
  for (uint32_t i = 0; i < n; ++i) {
    const float* row = score.data() + size_t{i} * (n + 1);
    uint32_t best = 0;
    float low = row[0];
    for (uint32_t h = 1; h <= n; ++h) {
      if (h == i + 1) continue;
      if (row[h] > row[best]) best = h;
      low = std::min(low, row[h]);
    }
    heads[i] = best;
    spread += static_cast<double>(row[best]) - static_cast<double>(low);
  }
  if (n == 0 || is_tree(heads)) return;
  Arborescence(score, n, spread + 1).solve(heads);
}

}  // namespace dateline::syntax
