#include "dateline/base/similarity.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "dateline/base/chars.h"

namespace dateline {

namespace {

using namespace std::string_view_literals;
using Words = std::vector<std::string>;

bool is_article(std::string_view w) {
  static constexpr std::array kArticles = {"al"sv, "el"sv, "ash"sv, "as"sv, "ad"sv, "an"sv,
                                           "ar"sv, "at"sv, "az"sv,  "ul"sv, "ud"sv, "the"sv};
  return std::find(kArticles.begin(), kArticles.end(), w) != kArticles.end();
}

bool is_title(std::string_view w) {
  static constexpr std::array kTitles = {"mr"sv,     "mrs"sv,       "ms"sv,   "dr"sv,   "sir"sv,     "prince"sv, "sheikh"sv,
                                         "shaikh"sv, "president"sv, "prof"sv, "gen"sv,  "general"sv, "sen"sv,    "senator"sv,
                                         "king"sv,   "queen"sv,     "lord"sv, "dame"sv, "rev"sv};
  return std::find(kTitles.begin(), kTitles.end(), w) != kTitles.end();
}

Words words_of(std::string_view name) {
  Words words;
  std::string word;
  const std::string folded = fold(name) + " ";
  for (const char c : folded) {
    if (c == ' ' || c == '-' || c == '.' || c == ',') {
      if (!word.empty() && !is_article(word) && !is_title(word)) words.push_back(word);
      word.clear();
    } else if (c != '\'') {
      word += c;
    }
  }
  return words;
}

/// What transliterations write for one sound, by the first letter: the letters that may follow it and what they become together.
/// Longest first; an empty `rest` always fits.
struct Sound {
  std::string_view rest, becomes;
};

std::array<Sound, 4> sounds_of(char first) {
  switch (first) {
    case 's':
      return {{{"ch", "s"}, {"h", "s"}}};
    case 't':
      return {{{"ch", "c"}, {"h", "t"}, {"s", "z"}}};
    case 'd':
      return {{{"j", "j"}, {"h", "d"}}};
    case 'k':
      return {{{"h", "k"}}};
    case 'g':
      return {{{"h", "g"}}};
    case 'p':
      return {{{"h", "f"}}};
    case 'c':
      return {{{"h", "c"}, {"k", "k"}, {"", "k"}}};
    case 'z':
      return {{{"h", "z"}}};
    case 'q':
      return {{{"", "k"}}};
    case 'w':
      return {{{"", "v"}}};
    case 'x':
      return {{{"", "ks"}}};
    default:
      return {};
  }
}

/// Spelling reduced to what transliterations agree on: digraphs joined, doubled letters single, vowels merged.
std::string skeleton_of(std::string_view word) {
  std::string merged;
  const auto add = [&](char c) {
    if (c == 'o') c = 'u';
    if (c == 'e' || c == 'y') c = 'i';
    if (c == 'h' && !merged.empty()) return;
    if (merged.empty() || merged.back() != c) merged += c;
  };
  for (size_t at = 0; at < word.size();) {
    const char first = word[at++];
    const std::array<Sound, 4> sounds = sounds_of(first);
    const auto* sound = std::find_if(sounds.begin(), sounds.end(), [&](const Sound& s) {
      return !s.becomes.empty() && word.substr(at, s.rest.size()) == s.rest;
    });
    if (sound == sounds.end()) {
      add(first);
      continue;
    }
    at += sound->rest.size();
    for (const char c : sound->becomes) add(c);
  }
  return merged;
}

size_t edits(std::string_view a, std::string_view b) {
  if (a.size() > 64 || b.size() > 64) return a == b ? 0 : 64;
  std::array<uint8_t, 65> row;
  for (size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<uint8_t>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    unsigned diagonal = row[0], left = static_cast<unsigned>(i);
    row[0] = static_cast<uint8_t>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const unsigned keep = row[j];
      left = std::min({keep + 1, left + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      row[j] = static_cast<uint8_t>(left);
      diagonal = keep;
    }
  }
  return row[b.size()];
}

/// A letter of another alphabet than the Latin one: it may look like ours and is not (S17).
bool other_alphabet(std::string_view word) {
  if (std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return false;
  for (size_t at = 0; at < word.size();) {
    const CodePoint c = decode(word, at);
    const bool latin = c.value < 0x370 || (c.value >= 0x1D00 && c.value < 0x1F00);
    if (!latin && is_letter(c.value)) return true;
    at += std::max<size_t>(c.length, 1);
  }
  return false;
}

double word_similarity(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  if (other_alphabet(a) || other_alphabet(b)) return 0;
  if (a.size() == 1 || b.size() == 1) return a[0] == b[0] ? 0.9 : 0;
  const std::string sa = skeleton_of(a), sb = skeleton_of(b);
  const size_t longest = std::max(a.size(), b.size());
  const double plain = 1 - static_cast<double>(edits(a, b)) / static_cast<double>(longest);
  if (sa == sb && longest > 2) return std::max(0.93, plain);
  const double reduced = 1 - static_cast<double>(edits(sa, sb)) / static_cast<double>(std::max(sa.size(), sb.size()));
  // Short words differ by one letter all the time (Kim, Kym, Kam): they need more agreement.
  const double damp = longest <= 4 ? 0.75 : 1;
  return damp * std::max(plain, reduced * 0.97);
}

/// Best one-to-one agreement of the words of the shorter name, greedy in word order.
double aligned(const Words& a, const Words& b) {
  const Words& shorter = a.size() <= b.size() ? a : b;
  const Words& longer = a.size() <= b.size() ? b : a;
  std::vector<bool> taken(longer.size(), false);
  double sum = 0, weakest = 1;
  for (const std::string& w : shorter) {
    double best = 0;
    size_t at = 0;
    for (size_t j = 0; j < longer.size(); ++j) {
      const double s = taken[j] ? 0 : word_similarity(w, longer[j]);
      if (s > best) {
        best = s;
        at = j;
      }
    }
    if (best > 0) taken[at] = true;
    sum += best;
    weakest = std::min(weakest, best);
  }
  const double mean = sum / static_cast<double>(shorter.size());
  return 0.5 * mean + 0.5 * weakest;
}

}  // namespace

double similarity(std::string_view a, std::string_view b) {
  const Words wa = words_of(a), wb = words_of(b);
  if (wa.empty() || wb.empty()) return 0;
  if (wa == wb) return 1;
  std::string ja, jb;
  for (const std::string& w : wa) ja += w;
  for (const std::string& w : wb) jb += w;
  if (ja == jb) return 0.98;
  const double score = aligned(wa, wb);
  if (wa.size() == wb.size()) return score;
  // A bare surname against a full name: the surname must be the last word of the full one.
  const Words& shorter = wa.size() < wb.size() ? wa : wb;
  const Words& longer = wa.size() < wb.size() ? wb : wa;
  if (shorter.size() == 1) return 0.9 * word_similarity(shorter[0], longer.back());
  return 0.95 * score;
}

}  // namespace dateline
