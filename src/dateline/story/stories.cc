// Which pages tell one story: their words compared as a whole, joined while groups stay alike on average.
//
// Seven pages on a derailed tram and six on a visit give story 0 and story 1. A page is a vector of stems, (1 + log count) times
// rarity among pages, its headline counted three times; groups are joined by average linkage (Sokal and Michener 1958) over the
// pairs that share telling words. No number of stories is given. It does not look at events or dates beyond "within weeks".
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <queue>
#include <unordered_map>

#include "dateline/base/chars.h"
#include "dateline/story/parts.h"

namespace dateline::story {

namespace {

constexpr double kJoin = 0.16;       ///< average likeness of two groups that become one (news-cluster: .14 to .18 score alike)
constexpr double kEdge = 0.04;       ///< likeness of a pair that is kept at all
constexpr double kOtherPages = 300;  ///< pages of other subjects assumed beside the pile, so that a small pile has rare words too
constexpr uint32_t kHeadline = 3;    ///< a word of the headline counts this often
constexpr size_t kTerms = 500;       ///< heaviest words of a page
constexpr size_t kPostings = 1500;   ///< words of more pages make no candidate pairs
constexpr double kSameWords = 0.3;   ///< likeness from which dates do not part pages: many a date is that of the crawl
constexpr int32_t kWeeks = 60;       ///< days between two pages of one story
constexpr double kWholeCopy = 0.5;   ///< share of common text from which a copy is of the same story, whatever the rest says

using Terms = std::vector<std::pair<uint64_t, float>>;  ///< stem and weight, by stem; unit length

std::unordered_map<uint64_t, uint32_t> counts_of(const Pile& pile, const Page& page) {
  std::unordered_map<uint64_t, uint32_t> out;
  for (const Word& w : page.words) {
    if (!w.stop) ++out[w.stem];
  }
  for (const Word& w : words_of(page.record->headline, pile.ontology)) {
    if (!w.stop) out[w.stem] += kHeadline;
  }
  return out;
}

/// Vectors of all pages.
std::vector<Terms> terms_of(const Pile& pile) {
  std::vector<std::unordered_map<uint64_t, uint32_t>> counts;
  std::unordered_map<uint64_t, uint32_t> pages;
  for (const Page& page : pile.pages) {
    counts.push_back(counts_of(pile, page));
    for (const auto& [stem, n] : counts.back()) ++pages[stem];
  }
  const double all = 1 + kOtherPages + static_cast<double>(pile.pages.size());
  std::vector<Terms> out;
  for (const auto& count : counts) {
    Terms terms;
    for (const auto& [stem, n] : count)
      terms.emplace_back(stem, static_cast<float>((1 + std::log(n)) * std::log(all / (1 + pages.at(stem)))));
    std::sort(terms.begin(), terms.end(),
              [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
    if (terms.size() > kTerms) terms.resize(kTerms);
    double square = 0;
    for (const auto& [stem, w] : terms) square += static_cast<double>(w) * static_cast<double>(w);
    for (auto& [stem, w] : terms) w /= static_cast<float>(std::sqrt(std::max(square, 1e-9)));
    std::sort(terms.begin(), terms.end());
    out.push_back(std::move(terms));
  }
  return out;
}

/// Groups under average linkage over a sparse graph: a pair without an edge counts as 0.
class Linker {
 public:
  explicit Linker(size_t n) : up_(n), size_(n, 1), near_(n) { std::iota(up_.begin(), up_.end(), 0U); }

  void edge(uint32_t a, uint32_t b, double likeness) {
    near_[a][b] = likeness;
    near_[b][a] = likeness;
    offer(a, b);
  }

  void run() {
    while (!queue_.empty()) {
      const Offer best = queue_.top();
      queue_.pop();
      if (up_[best.a] != best.a || up_[best.b] != best.b || size_[best.a] + size_[best.b] != best.size) continue;
      join(best.a, best.b);
    }
  }

  uint32_t lead(uint32_t i) {
    while (up_[i] != i) i = up_[i] = up_[up_[i]];
    return i;
  }

  /// Joins whatever their likeness.
  void tie(uint32_t a, uint32_t b) {
    a = lead(a);
    b = lead(b);
    up_[std::max(a, b)] = std::min(a, b);
  }

 private:
  struct Offer {
    double likeness = 0;
    uint32_t a = 0, b = 0;  ///< a < b
    uint32_t size = 0;      ///< pages of both when it was made: a stale offer has another number
    bool operator<(const Offer& o) const { return likeness != o.likeness ? likeness < o.likeness : a != o.a ? a > o.a : b > o.b; }
  };

  void offer(uint32_t a, uint32_t b) {
    const double average = near_[a][b] / (static_cast<double>(size_[a]) * size_[b]);
    if (average >= kJoin) queue_.push({average, std::min(a, b), std::max(a, b), size_[a] + size_[b]});
  }

  void join(uint32_t a, uint32_t b) {
    up_[b] = a;
    size_[a] += size_[b];
    near_[a].erase(b);
    near_[b].erase(a);
    for (const auto& [other, sum] : near_[b]) {
      near_[a][other] += sum;
      near_[other].erase(b);
      near_[other][a] = near_[a][other];
    }
    near_[b].clear();
    for (const auto& [other, sum] : near_[a]) offer(a, other);
  }

  std::vector<uint32_t> up_, size_;
  std::vector<std::map<uint32_t, double>> near_;  ///< sums of likeness to other groups
  std::priority_queue<Offer> queue_;
};

/// Pairs of pages that share telling words, with their cosine.
void add_edges(const Pile& pile, const std::vector<Terms>& terms, Linker& groups) {
  std::unordered_map<uint64_t, std::vector<std::pair<uint32_t, float>>> index;
  std::vector<float> likeness(pile.pages.size(), 0);
  std::vector<uint32_t> met;
  for (uint32_t doc = 0; doc < pile.pages.size(); ++doc) {
    for (const auto& [stem, w] : terms[doc]) {
      auto& list = index[stem];
      if (list.size() <= kPostings) {
        for (const auto& [other, v] : list) {
          if (likeness[other] == 0) met.push_back(other);
          likeness[other] += w * v;
        }
      }
      list.emplace_back(doc, w);
    }
    for (const uint32_t other : met) {
      const DayRange& p = pile.record(doc).date;
      const DayRange& q = pile.record(other).date;
      const bool near = !p.known() || !q.known() || meet(p, q, kWeeks);
      const auto like = static_cast<double>(likeness[other]);
      if (like >= (near ? kEdge : kSameWords)) groups.edge(other, doc, like);
      likeness[other] = 0;
    }
    met.clear();
  }
}

}  // namespace

void add_stories(const Pile& pile, Story& story) {
  Linker groups(pile.pages.size());
  add_edges(pile, terms_of(pile), groups);
  groups.run();
  for (const Lineage& l : story.lineage) {
    if (l.share >= kWholeCopy) groups.tie(l.from, l.to);
  }
  std::map<uint32_t, uint32_t> numbers;
  for (uint32_t doc = 0; doc < pile.pages.size(); ++doc)
    story.story_of.push_back(numbers.emplace(groups.lead(doc), static_cast<uint32_t>(numbers.size())).first->second);
}

}  // namespace dateline::story
