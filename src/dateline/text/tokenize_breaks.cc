// Scores gaps without a full stop; see tokenize_breaks.h. Input: the words around a gap. Output: yes or no.
// The weights (break_weights.inc) are small integers, so the answer is the same on every machine.
#include "dateline/text/tokenize_breaks.h"

#include <algorithm>

#include "dateline/text/tokenize_words.h"

namespace dateline::text::tokenize {
namespace {

/// Weights in 1/16 units, the bias, and the scores from which a gap is a break, in edited and in informal blocks.
struct Weights {
  std::int32_t bias, at, at_informal;
  std::array<std::int8_t, kBreakRows> row;
};
constexpr Weights kWeights = {
#include "dateline/text/break_weights.inc"
};

constexpr std::uint32_t kStart = 2166136261U;

std::uint32_t mix(std::uint32_t h, std::uint32_t v) { return (h ^ v) * 16777619U; }

/// Hash of a word's letters without case; digits count as one digit.
std::uint32_t letters(std::string_view w) {
  std::uint32_t h = kStart;
  for (const char c : w.substr(0, 24)) h = mix(h, is_digit(c) ? '0' : static_cast<unsigned char>(lower(c)));
  return h;
}

/// Hash of a word's shape: Xx, XX, xx, 00, marks as they are; runs count once.
std::uint32_t shape(std::string_view w) {
  std::uint32_t h = kStart, last = 0;
  for (const char c : w.substr(0, 24)) {
    const std::uint32_t k = is_upper(c)                                            ? 'X'
                            : is_lower(c) || static_cast<unsigned char>(c) >= 0x80 ? 'x'
                            : is_digit(c)                                          ? '0'
                                                                                   : static_cast<unsigned char>(c);
    if (k != last) h = mix(h, k);
    last = k;
  }
  return mix(h, w.size() == 1 ? 1 : 2);
}

/// Hash of a word's last three letters without case.
std::uint32_t ending(std::string_view w) { return letters(w.size() > 3 ? w.substr(w.size() - 3) : w); }

std::uint32_t bucket(std::size_t n) {
  constexpr std::array<std::size_t, 9> kSteps = {1, 2, 3, 4, 6, 9, 14, 22, 40};
  return static_cast<std::uint32_t>(std::upper_bound(kSteps.begin(), kSteps.end(), n) - kSteps.begin());
}

/// The words at fixed distances from a gap, empty beyond the block.
class Around {
 public:
  Around(std::string_view s, const std::vector<Piece>& p, std::size_t next) : s_(s), p_(p), next_(next) {}
  std::string_view at(int k) const {
    const auto i = static_cast<std::ptrdiff_t>(next_) + k;
    if (i < 0 || i >= static_cast<std::ptrdiff_t>(p_.size())) return {};
    const Piece& p = p_[static_cast<std::size_t>(i)];
    return s_.substr(p.begin, p.end - p.begin);
  }

 private:
  std::string_view s_;
  const std::vector<Piece>& p_;
  std::size_t next_;
};

}  // namespace

/// `(AP) - `: the dash of a dateline, which its first sentence follows.
static bool closes_dateline(std::string_view block, const std::vector<Piece>& pieces, std::size_t next) {
  const Piece& dash = pieces[next - 1];
  const std::string_view w = block.substr(dash.begin, dash.end - dash.begin);
  const bool is_dash = w == "-" || w == "--" || w == "\u2013" || w == "\u2014";
  return is_dash && block[pieces[next - 2].begin] == ')';
}

bool is_informal(std::string_view block, const std::vector<Piece>& pieces) {
  return std::any_of(pieces.begin(), pieces.end(), [&](const Piece& p) {
    const std::string_view w = block.substr(p.begin, p.end - p.begin);
    return w == "i" || w == "im" || w == "u" || w == "!!" || w == "!!!" || w == ":)";
  });
}

bool break_candidate(std::string_view block, const std::vector<Piece>& pieces, std::size_t first, std::size_t next,
                     bool informal) {
  if (pieces[next - 1].end == pieces[next].begin) return false;
  if (next >= 2 && pieces[next - 2].end == pieces[next - 1].begin && block[pieces[next - 2].begin] == ',')
    return false;  // ," she said
  if (next >= 2 && closes_dateline(block, pieces, next)) return false;
  const char a = block[pieces[next - 1].end - 1], b = block[pieces[next].begin];
  if (a == ';') return false;
  if (!is_lower(b)) return true;
  const std::string_view word = block.substr(pieces[next].begin, pieces[next].end - pieces[next].begin);
  if (word.find("://") != std::string_view::npos || starts_with_lower(word, "www.")) return true;
  // a small letter after a stop: a new sentence only for writers who start the others small, else translation damage
  if (a == '.') return informal || is_lower(block[pieces[first].begin]);
  return a != ',' && !is_alpha(a) && !is_digit(a);
}

std::array<std::uint16_t, kBreakFeatures> break_features(std::string_view block, const std::vector<Piece>& pieces,
                                                         std::size_t first, std::size_t next, bool informal) {
  const Around w(block, pieces, next);
  const std::uint32_t a = letters(w.at(-1)), b = letters(w.at(0)), sa = shape(w.at(-1)), sb = shape(w.at(0));
  const std::uint32_t s2 = shape(w.at(-2)), s3 = shape(w.at(1)), s4 = shape(w.at(2));
  const std::uint32_t before = bucket(next - first), after = bucket(pieces.size() - next);
  const std::uint32_t opening =
      letters(w.at(static_cast<int>(static_cast<std::ptrdiff_t>(first) - static_cast<std::ptrdiff_t>(next))));
  const std::array<std::uint32_t, kBreakFeatures> raw = {a,
                                                         b,
                                                         letters(w.at(-2)),
                                                         letters(w.at(1)),
                                                         mix(sa, sb),
                                                         mix(a, sb),
                                                         mix(sa, b),
                                                         mix(mix(sa, sb), s3),
                                                         mix(mix(s2, sa), sb),
                                                         mix(mix(s2, sa), mix(sb, s3)),
                                                         mix(before, sb),
                                                         mix(after, sa),
                                                         mix(before, mix(sa, sb)),
                                                         mix(mix(sb, s3), s4),
                                                         mix(before, after),
                                                         mix(opening, sb),
                                                         mix(a, b),
                                                         mix(mix(s2, sa), mix(mix(sb, s3), s4)),
                                                         mix(informal, mix(sa, sb)),
                                                         mix(mix(informal, sb), before),
                                                         mix(informal, b),
                                                         mix(ending(w.at(0)), sb),
                                                         mix(mix(ending(w.at(-1)), sa), sb),
                                                         mix(mix(ending(w.at(0)), ending(w.at(1))), mix(sa, sb))};
  std::array<std::uint16_t, kBreakFeatures> rows{};
  for (std::size_t i = 0; i < raw.size(); ++i) {
    std::uint32_t h = mix(raw[i], static_cast<std::uint32_t>(i + 1));
    h ^= h >> 15U;
    h *= 0x2c1b3c6dU;
    h ^= h >> 12U;
    rows[i] = static_cast<std::uint16_t>(h % kBreakRows);
  }
  return rows;
}

bool breaks_before(std::string_view block, const std::vector<Piece>& pieces, std::size_t first, std::size_t next, bool informal) {
  if (!break_candidate(block, pieces, first, next, informal)) return false;
  std::int32_t score = kWeights.bias;
  for (const std::uint16_t row : break_features(block, pieces, first, next, informal)) score += kWeights.row[row];
  return score >= (informal ? kWeights.at_informal : kWeights.at);
}

}  // namespace dateline::text::tokenize
