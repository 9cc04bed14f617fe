// Blocks of pages that may have to do with each other: see blocks.h. Seven pages on one derailed tram are one block whether they
// come first or last; a page on a bakery is a block of its own.
#include "dateline/story/blocks.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "dateline/base/hash.h"
#include "dateline/story/pile.h"
#include "dateline/story/words.h"

namespace dateline::story {

namespace {

constexpr size_t kTerms = 60;          ///< heaviest words of a page that are compared
constexpr size_t kTelling = 10;        ///< of them, words whose pairs look for neighbours
constexpr uint32_t kHeadline = 3;      ///< a word of the headline counts this often
constexpr int32_t kWeeks = 60;         ///< days between neighbours ...
constexpr double kSameWords = 0.3;     ///< ... unless their words are so alike: many a date is that of the crawl
constexpr uint32_t kEnd = UINT32_MAX;  ///< of a chain

uint64_t mixed(uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

}  // namespace

Blocks::Blocks(const Ontology& ontology, BlockLimits limits)
    : ontology_(ontology), rarity_(ontology), limits_(limits), index_(kShards) {}

uint32_t& Blocks::Shard::head(uint64_t key) {
  if (used * 4 >= keys.size() * 3) grow();
  const size_t mask = keys.size() - 1;
  size_t i = (key >> 8U) & mask;
  while (keys[i] != 0 && keys[i] != key) i = (i + 1) & mask;
  if (keys[i] == 0) {
    keys[i] = key;
    ++used;
  }
  return heads[i];
}

void Blocks::Shard::grow() {
  std::vector<uint64_t> old_keys = std::move(keys);
  std::vector<uint32_t> old_heads = std::move(heads);
  keys.assign(std::max<size_t>(16, old_keys.size() * 2), 0);
  heads.assign(keys.size(), kEnd);
  const size_t mask = keys.size() - 1;
  for (size_t k = 0; k < old_keys.size(); ++k) {
    if (old_keys[k] == 0) continue;
    size_t i = (old_keys[k] >> 8U) & mask;
    while (keys[i] != 0) i = (i + 1) & mask;
    keys[i] = old_keys[k];
    heads[i] = old_heads[k];
  }
}

/// Stores the terms of a page; keys of its telling pairs.
std::vector<uint64_t> Blocks::read(const Record& record) {
  std::unordered_map<uint64_t, uint32_t> counts;
  for (const Word& w : words_of(record.text, &ontology_)) {
    if (!w.stop) ++counts[w.stem];
  }
  for (const Word& w : words_of(record.headline, &ontology_)) {
    if (!w.stop) counts[w.stem] += kHeadline;
  }
  std::vector<Term> terms;
  terms.reserve(counts.size());
  for (const auto& [stem, n] : counts)
    terms.push_back({static_cast<uint32_t>(stem), static_cast<float>((1 + std::log(n)) * rarity_.of(stem))});
  const auto heavier = [](const Term& a, const Term& b) { return a.weight != b.weight ? a.weight > b.weight : a.word < b.word; };
  const size_t kept = std::min(kTerms, terms.size());
  std::partial_sort(terms.begin(), terms.begin() + static_cast<ptrdiff_t>(kept), terms.end(), heavier);
  terms.resize(kept);
  std::vector<uint64_t> keys;
  const size_t telling = std::min(kTelling, kept);
  for (size_t y = 1; y < telling; ++y) {
    for (size_t x = 0; x < y; ++x) {
      const uint64_t low = std::min(terms[x].word, terms[y].word);
      const uint64_t high = std::max(terms[x].word, terms[y].word);
      keys.push_back(std::max<uint64_t>(1, mixed((high << 32U) | low)));
    }
  }
  double square = 0;
  for (const Term& t : terms) square += static_cast<double>(t.weight) * static_cast<double>(t.weight);
  for (Term& t : terms) t.weight /= static_cast<float>(std::sqrt(std::max(square, 1e-9)));
  std::sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.word < b.word; });
  Entry& page = pages_.back();
  page.terms_begin = static_cast<uint32_t>(terms_.size());
  terms_.insert(terms_.end(), terms.begin(), terms.end());
  page.terms_end = static_cast<uint32_t>(terms_.size());
  return keys;
}

double Blocks::likeness(uint32_t a, uint32_t b) const {
  double sum = 0;
  const Entry& p = pages_[a];
  const Entry& q = pages_[b];
  for (uint32_t x = p.terms_begin, y = q.terms_begin; x < p.terms_end && y < q.terms_end;) {
    const uint32_t v = terms_[x].word;
    const uint32_t w = terms_[y].word;
    if (v == w) sum += static_cast<double>(terms_[x].weight) * static_cast<double>(terms_[y].weight);
    x += v <= w ? 1 : 0;
    y += w <= v ? 1 : 0;
  }
  return sum;
}

uint32_t Blocks::lead(size_t level, uint32_t page) const {
  // Joining by size keeps the way up short without writing to it.
  const std::vector<uint32_t>& up = levels_[level].up;
  while (up[page] != page) page = up[page];
  return page;
}

/// Notes the pages of a group that can be a block; what is larger is none, unless it is of near-copies: they stay together, so
/// one speaks for all.
void Blocks::touch(size_t level, uint32_t leader) {
  const Level& l = levels_[level];
  if (level + 1 == kLevels.size()) dirty_.push_back(leader);
  if (level + 1 == kLevels.size() || l.size[leader] > limits_.most) return;
  uint32_t page = leader;
  do {
    dirty_.push_back(page);
    page = l.next[page];
  } while (page != leader);
}

void Blocks::join(uint32_t a, uint32_t b, double likeness) {
  for (size_t level = 0; level < kLevels.size() && likeness >= static_cast<double>(kLevels[level]); ++level) {
    Level& l = levels_[level];
    uint32_t x = lead(level, a);
    uint32_t y = lead(level, b);
    if (x == y) continue;
    touch(level, x);
    touch(level, y);
    if (l.size[x] < l.size[y]) std::swap(x, y);
    l.up[y] = x;
    l.size[x] += l.size[y];
    l.mark[x] ^= l.mark[y];
    std::swap(l.next[x], l.next[y]);
  }
}

uint32_t Blocks::add(const Record& record) {
  const uint32_t page = size();
  Entry entry;
  entry.id = record.id;
  entry.hash = hash64(record.id);
  entry.date = record.date;
  pages_.push_back(std::move(entry));
  met_.push_back(0);
  for (Level& l : levels_) {
    l.up.push_back(page);
    l.next.push_back(page);
    l.size.push_back(1);
    l.mark.push_back(pages_[page].hash);
  }
  dirty_.push_back(page);
  for (const uint64_t key : read(record)) {
    Shard& shard = index_[key % kShards];
    uint32_t& head = shard.head(key);
    for (uint32_t at = head; at != kEnd; at = shard.places[at].second) {
      const uint32_t other = shard.places[at].first;
      if (met_[other] == page + 1) continue;
      met_[other] = page + 1;
      constexpr size_t kTop = kLevels.size() - 1;
      if (lead(kTop, other) == lead(kTop, page)) continue;
      const double like = likeness(page, other);
      const DayRange& p = pages_[page].date;
      const DayRange& q = pages_[other].date;
      const bool near = !p.known() || !q.known() || meet(p, q, kWeeks);
      if (near || like >= kSameWords) join(page, other, like);
    }
    shard.places.emplace_back(page, head);
    head = static_cast<uint32_t>(shard.places.size() - 1);
  }
  if (dirty_.size() > 4 * pages_.size() + 1024) {
    std::sort(dirty_.begin(), dirty_.end());
    dirty_.erase(std::unique(dirty_.begin(), dirty_.end()), dirty_.end());
  }
  return page;
}

Blocks::Group Blocks::group_of(uint32_t page) const {
  for (size_t level = 0;; ++level) {
    const uint32_t leader = lead(level, page);
    if (levels_[level].size[leader] <= limits_.most || level + 1 == kLevels.size()) return {level, leader};
  }
}

std::vector<uint32_t> Blocks::members(const Group& group) const {
  std::vector<uint32_t> out;
  const std::vector<uint32_t>& next = levels_[group.level].next;
  uint32_t page = group.leader;
  do {
    out.push_back(page);
    page = next[page];
  } while (page != group.leader);
  sort_by_id(out);
  return out;
}

uint64_t Blocks::mark_of(const Group& group) const {
  const Level& l = levels_[group.level];
  return mixed(l.mark[group.leader] + l.size[group.leader]);
}

void Blocks::sort_by_id(std::vector<uint32_t>& pages) const {
  std::sort(pages.begin(), pages.end(), [&](uint32_t a, uint32_t b) { return pages_[a].id < pages_[b].id; });
}

std::vector<std::vector<uint32_t>> Blocks::changed() {
  std::vector<std::vector<uint32_t>> out;
  if (dirty_.empty()) return out;
  if (size() <= limits_.whole) {
    out = all();
    dirty_.clear();
    return out;
  }
  // The first block beyond the limit: until now all pages were one.
  if (std::all_of(pages_.begin(), pages_.end(), [](const Entry& e) { return e.linked == 0; })) {
    dirty_.resize(size());
    for (uint32_t i = 0; i < size(); ++i) dirty_[i] = i;
  }
  for (const uint32_t page : dirty_) {
    const Group group = group_of(page);
    const uint64_t mark = mark_of(group);
    if (pages_[page].linked == mark) continue;
    out.push_back(members(group));
    for (const uint32_t member : out.back()) pages_[member].linked = mark;
  }
  dirty_.clear();
  return out;
}

std::vector<std::vector<uint32_t>> Blocks::all() const {
  std::vector<uint32_t> pages(size());
  for (uint32_t i = 0; i < size(); ++i) pages[i] = i;
  sort_by_id(pages);
  if (size() <= limits_.whole) return {std::move(pages)};
  std::vector<std::vector<uint32_t>> out;
  std::vector<bool> taken(size(), false);
  for (const uint32_t page : pages) {
    if (taken[page]) continue;
    out.push_back(members(group_of(page)));
    for (const uint32_t member : out.back()) taken[member] = true;
  }
  return out;
}

}  // namespace dateline::story
