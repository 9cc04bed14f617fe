// The hashed features of a word, the same numbers as train/data.py makes.
//
// "Blinken’s" gives 7 rows: its normal form twice (two hash functions), prefix 3, suffixes 2, 3 and 5, and its shape "Xxxxx'x".
// It knows no vocabulary: an unknown word shares rows with words spelt alike.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::syntax {

inline constexpr size_t kFeatures = 7;
/// Rows a word adds up at most: the hashed ones and two of the word lists.
inline constexpr size_t kRowsOfWord = kFeatures + 2;
/// Numbers of embedding rows of one word.
using WordRows = std::array<uint32_t, kRowsOfWord>;

/// How many rows each block of the embedding table has: form (two hashes in one block), pre3, suf2, suf3, suf5, shape.
struct FeatureSizes {
  uint32_t form = 0, pre3 = 0, suf2 = 0, suf3 = 0, suf5 = 0, shape = 0;

  [[nodiscard]] uint64_t rows() const { return uint64_t{form} + pre3 + suf2 + suf3 + suf5 + shape; }
  [[nodiscard]] bool usable() const { return form && pre3 && suf2 && suf3 && suf5 && shape; }
};

/// ASCII lower case, digits to 0, typographic quotes and dashes to ASCII.
void normalise(std::string_view form, std::string& out);
/// X, x, d for upper case, lower case or non-ASCII, digit; other bytes themselves; runs cut at 4 (2 for other bytes).
void shape_of(std::string_view form, std::string& out);

/// The hash all rows and the word lists are found by: FNV-1a with a seed and the finish of MurmurHash3.
[[nodiscard]] uint64_t hash_of(std::string_view bytes, uint64_t seed);
/// The hash of words in a row: fold them from left to right.
[[nodiscard]] constexpr uint64_t join_hash(uint64_t left, uint64_t right) {
  const uint64_t h = (left * 0x100000001b3ULL) ^ right;
  return (h ^ (h >> 29U)) * 0x9e3779b97f4a7c15ULL;
}

/// Rows of the embedding table for one word, `kFeatures` of them written to `rows`. `a` and `b` are scratch; on return `a` holds
/// the normal form. Answers with the hash of the normal form (seed 1).
uint64_t features_of(std::string_view form, const FeatureSizes& sizes, std::string& a, std::string& b, uint32_t* rows);

}  // namespace dateline::syntax
