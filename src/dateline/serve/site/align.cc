// Greedy pairing by weighted shared words; differing words by a longest common subsequence: see align.h.
#include "dateline/serve/site/align.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "dateline/base/chars.h"

namespace dateline::serve {

namespace {

constexpr size_t kMostWords = 400;
constexpr size_t kMostSharers = 40;  ///< a word of more sentences than this pairs nothing

struct Word {
  Span at;
  std::string folded;
};

bool is_word(char32_t c) { return is_letter(c) || (c < 0x80 && is_digit(static_cast<char>(c))) || c == U'\'' || c == U'\u2019'; }

std::vector<Word> words_of(std::string_view text, size_t most) {
  std::vector<Word> out;
  uint32_t begin = kNone;
  const auto close = [&](uint32_t end) {
    if (begin != kNone) out.push_back({{begin, end}, fold(text.substr(begin, end - begin))});
    begin = kNone;
  };
  uint32_t at = 0;
  while (at < text.size() && out.size() < most) {
    const CodePoint c = decode(text, at);
    if (c.length == 0) break;
    if (is_word(c.value)) {
      if (begin == kNone) begin = at;
    } else {
      close(at);
    }
    at += c.length;
  }
  if (out.size() < most) close(at);
  return out;
}

using Bag = std::map<std::string, double>;

std::vector<Bag> bags_of(const std::vector<std::string_view>& sentences, size_t most) {
  std::vector<Bag> out;
  for (size_t i = 0; i < sentences.size() && i < most; ++i) {
    Bag& bag = out.emplace_back();
    for (const Word& w : words_of(sentences[i], kMostWords)) bag[w.folded] = 1;
  }
  return out;
}

void weigh(std::vector<Bag>& a, std::vector<Bag>& b) {
  std::map<std::string, size_t> sentences;
  for (const auto* side : {&a, &b}) {
    for (const Bag& bag : *side) {
      for (const auto& [word, weight] : bag) ++sentences[word];
    }
  }
  const double all = static_cast<double>(a.size() + b.size());
  for (auto* side : {&a, &b}) {
    for (Bag& bag : *side) {
      for (auto& [word, weight] : bag) weight = std::log(1 + all / static_cast<double>(sentences[word]));
    }
  }
}

double mass(const Bag& bag) {
  double sum = 0;
  for (const auto& [word, weight] : bag) sum += weight;
  return sum;
}

double shared(const Bag& a, const Bag& b) {
  double sum = 0;
  for (const auto& [word, weight] : a) sum += b.contains(word) ? weight : 0;
  return sum;
}

}  // namespace

std::vector<SentencePair> pair_sentences(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b,
                                         const std::vector<SentencePair>& known, double least, size_t most) {
  std::vector<Bag> x = bags_of(a, most), y = bags_of(b, most);
  weigh(x, y);
  std::map<std::string, std::vector<uint32_t>> holders;
  for (uint32_t j = 0; j < y.size(); ++j) {
    for (const auto& [word, weight] : y[j]) holders[word].push_back(j);
  }
  std::vector<SentencePair> candidates;
  for (uint32_t i = 0; i < x.size(); ++i) {
    std::vector<uint32_t> near;
    for (const auto& [word, weight] : x[i]) {
      const auto found = holders.find(word);
      if (found != holders.end() && found->second.size() <= kMostSharers)
        near.insert(near.end(), found->second.begin(), found->second.end());
    }
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    for (const uint32_t j : near) {
      const double both = shared(x[i], y[j]), share = both / std::max(1e-9, mass(x[i]) + mass(y[j]) - both);
      if (share >= least) candidates.push_back({i, j, share});
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const SentencePair& p, const SentencePair& q) { return p.share > q.share; });
  std::vector<bool> used_a(x.size()), used_b(y.size());
  std::vector<SentencePair> out;
  candidates.insert(candidates.begin(), known.begin(), known.end());
  for (const SentencePair& p : candidates) {
    if (p.a >= used_a.size() || p.b >= used_b.size()) continue;
    if (used_a[p.a] || used_b[p.b]) continue;
    used_a[p.a] = used_b[p.b] = true;
    out.push_back(p);
  }
  std::sort(out.begin(), out.end(),
            [](const SentencePair& p, const SentencePair& q) { return std::tie(p.a, p.b) < std::tie(q.a, q.b); });
  return out;
}

namespace {

/// Adds the word to the last span when only what stands between words lies between them.
void add_word(std::vector<Span>& spans, const Span& word, bool joined) {
  if (joined && !spans.empty())
    spans.back().end = word.end;
  else
    spans.push_back(word);
}

void add_tail(std::vector<Span>& spans, std::string_view text, const std::vector<Word>& words) {
  if (words.size() >= kMostWords && words.back().at.end < text.size())
    spans.push_back({words.back().at.end, static_cast<uint32_t>(text.size())});
}

}  // namespace

Differing differing_words(std::string_view a, std::string_view b) {
  const std::vector<Word> x = words_of(a, kMostWords), y = words_of(b, kMostWords);
  std::vector<std::vector<uint16_t>> best(x.size() + 1, std::vector<uint16_t>(y.size() + 1, 0));
  for (size_t i = x.size(); i-- > 0;) {
    for (size_t j = y.size(); j-- > 0;) {
      best[i][j] =
          x[i].folded == y[j].folded ? static_cast<uint16_t>(best[i + 1][j + 1] + 1) : std::max(best[i + 1][j], best[i][j + 1]);
    }
  }
  Differing out;
  bool open_a = false, open_b = false;
  size_t i = 0, j = 0;
  while (i < x.size() || j < y.size()) {
    if (i < x.size() && j < y.size() && x[i].folded == y[j].folded) {
      ++i, ++j;
      open_a = open_b = false;
    } else if (j >= y.size() || (i < x.size() && best[i + 1][j] >= best[i][j + 1])) {
      add_word(out.a, x[i++].at, open_a);
      open_a = true;
    } else {
      add_word(out.b, y[j++].at, open_b);
      open_b = true;
    }
  }
  add_tail(out.a, a, x);
  add_tail(out.b, b, y);
  return out;
}

}  // namespace dateline::serve
