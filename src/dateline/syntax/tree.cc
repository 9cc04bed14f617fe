// Maximum arborescence with one root; see tree.h. Input: 3 words' scores; output: heads {2, 0, 2}.
// Cycles are contracted one at a time in place: a cycle's row and column are kept by its first word.
#include "dateline/syntax/tree.h"

#include <algorithm>
#include <limits>

#include "dateline/syntax/kernels.h"

namespace dateline::syntax {
namespace {

constexpr double kNever = -1e18;

/// Graph over nodes 0 (root) and 1..n, contracted step by step, then unrolled.
class Arborescence {
 public:
  Arborescence(const float* score, uint32_t n, size_t stride, double root_penalty, TreeSpace& space)
      : n_(n + 1), s_(space), w_(space.w), from_(space.from), to_(space.to), alive_(space.alive), best_(space.best) {
    w_.assign(size_t{n_} * n_, kNever);
    for (uint32_t i = 1; i < n_; ++i)
      for (uint32_t h = 0; h < n_; ++h)
        if (h != i) at(h, i) = static_cast<double>(score[size_t{i - 1} * stride + h]) - (h == 0 ? root_penalty : 0);
    alive_.assign(n_, 1);
    from_.resize(w_.size());
    to_.resize(w_.size());
    for (uint32_t h = 0; h < n_; ++h)
      for (uint32_t d = 0; d < n_; ++d) {
        from_[size_t{h} * n_ + d] = h;
        to_[size_t{h} * n_ + d] = d;
      }
    best_.assign(n_, 0);
    s_.contractions = 0;
  }

  void solve(std::vector<uint32_t>& heads) {
    for (uint32_t d = 1; d < n_; ++d) choose(d);
    while (find_cycle()) contract();
    unroll(heads);
  }

 private:
  uint32_t n_;
  TreeSpace& s_;
  std::vector<double>& w_;
  std::vector<uint32_t>&from_, &to_;
  std::vector<uint8_t>& alive_;
  std::vector<uint32_t>& best_;

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

  bool find_cycle() {
    std::vector<uint32_t>&mark = s_.mark, &cycle = s_.cycle;
    mark.assign(n_, 0);
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

  void contract() {
    if (s_.done.size() == s_.contractions) s_.done.emplace_back();
    TreeSpace::Contraction& c = s_.done[s_.contractions++];
    c.nodes.assign(s_.cycle.begin(), s_.cycle.end());
    c.from.clear();
    c.to.clear();
    std::sort(c.nodes.begin(), c.nodes.end());
    const uint32_t keep = c.nodes[0];
    s_.inside.clear();
    std::vector<uint8_t>& in = s_.set;
    in.assign(n_, 0);
    for (const uint32_t d : c.nodes) {
      const size_t arc = size_t{best_[d]} * n_ + d;
      c.from.push_back(from_[arc]);
      c.to.push_back(to_[arc]);
      s_.inside.push_back(w_[arc]);
      in[d] = 1;
    }
    for (uint32_t h = 0; h < n_; ++h) {
      if (!alive_[h] || in[h]) continue;
      enter(c, h, keep);
      if (h != 0) leave(c, h, keep);
    }
    for (const uint32_t d : c.nodes) alive_[d] = d == keep;
    choose(keep);
    for (uint32_t d = 1; d < n_; ++d)
      if (alive_[d] && d != keep && in[best_[d]]) best_[d] = keep;
  }

  /// Best arc from h into the cycle: what it wins over the cycle's own arc to that node.
  void enter(const TreeSpace::Contraction& c, uint32_t h, uint32_t keep) {
    double top = -std::numeric_limits<double>::infinity();
    uint32_t best = 0;
    for (uint32_t k = 0; k < c.nodes.size(); ++k) {
      const double gain = at(h, c.nodes[k]) - s_.inside[k];
      if (gain > top) {
        top = gain;
        best = k;
      }
    }
    const size_t src = size_t{h} * n_ + c.nodes[best], dst = size_t{h} * n_ + keep;
    const uint32_t f = from_[src], t = to_[src];
    w_[dst] = top;
    from_[dst] = f;
    to_[dst] = t;
  }

  /// Best arc from the cycle to d.
  void leave(const TreeSpace::Contraction& c, uint32_t d, uint32_t keep) {
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
    std::vector<uint32_t>& head = s_.head;
    head.assign(n_, 0);
    // the last contraction is opened first: all its inner arcs hold except the one into the word where the outer arc enters
    std::vector<uint8_t>& settled = s_.set;
    settled.assign(n_, 0);
    for (uint32_t d = 1; d < n_; ++d) {
      if (!alive_[d]) continue;
      const size_t arc = size_t{best_[d]} * n_ + d;
      head[to_[arc]] = from_[arc];
      settled[to_[arc]] = 1;
    }
    for (size_t k = s_.contractions; k-- > 0;) {
      const TreeSpace::Contraction& c = s_.done[k];
      uint32_t open = 0;
      for (uint32_t j = 0; j < c.nodes.size(); ++j)
        if (covers(k, j)) open = j;
      for (uint32_t j = 0; j < c.nodes.size(); ++j)
        if (j != open) {
          head[c.to[j]] = c.from[j];
          settled[c.to[j]] = 1;
        }
    }
    for (uint32_t d = 1; d < n_; ++d) heads[d - 1] = head[d];
  }

  /// Is a settled word among those that node j of contraction k stood for?
  [[nodiscard]] bool covers(size_t k, uint32_t j) {
    std::vector<uint32_t>& open = s_.open;
    open.assign(1, s_.done[k].nodes[j]);
    // words merged into this node by earlier contractions
    for (size_t e = k; e-- > 0;)
      if (std::find(open.begin(), open.end(), s_.done[e].nodes[0]) != open.end())
        open.insert(open.end(), s_.done[e].nodes.begin() + 1, s_.done[e].nodes.end());
    return std::any_of(open.begin(), open.end(), [&](uint32_t d) { return s_.set[d] != 0; });
  }
};

bool is_tree(const std::vector<uint32_t>& heads, std::vector<uint32_t>& mark) {
  const auto n = static_cast<uint32_t>(heads.size());
  mark.assign(n + 1, 0);
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

/// More than a tree can gain by a second root: the sum over words of the best arc's lead over the worst.
double root_penalty(const float* score, uint32_t n, size_t stride, const std::vector<uint32_t>& heads) {
  double spread = 1;
  for (uint32_t i = 0; i < n; ++i) {
    const float* row = score + i * stride;
    float low = row[0];
    for (uint32_t h = 1; h <= n; ++h)
      if (h != i + 1) low = std::min(low, row[h]);
    spread += static_cast<double>(row[heads[i]]) - static_cast<double>(low);
  }
  return spread;
}

}  // namespace

void best_tree(float* score, uint32_t n, size_t stride, TreeSpace& space, std::vector<uint32_t>& heads) {
  heads.resize(n);
  for (uint32_t i = 0; i < n; ++i) {
    float* row = score + i * stride;
    row[i + 1] = -std::numeric_limits<float>::infinity();
    heads[i] = static_cast<uint32_t>(argmax(row, n + 1));
  }
  if (n == 0 || is_tree(heads, space.mark)) return;
  Arborescence(score, n, stride, root_penalty(score, n, stride, heads), space).solve(heads);
}

}  // namespace dateline::syntax
