// The word lists of a model: what kind of word or name a string is known to be.
//
// "Bank" is known as place, small place and head of an organisation's name, "World Bank" as an organisation; the words of
// "World Bank aid" get the rows (kinds of world, first of an organisation), (kinds of bank, last of one), (kinds of aid, none).
// The lists are a table of the model file; nothing here knows a word of any language. What a listed word is in its
// sentence is not decided here: the network weighs it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "dateline/base/result.h"
#include "dateline/syntax/model_file.h"

namespace dateline::syntax {

/// Rows of the embedding table the lists use: kinds of a word x how it is written, then the places in a name of several words.
inline constexpr uint32_t kListKinds = 512, kListWritten = 4, kListSpans = 32;
inline constexpr uint32_t kListRows = kListKinds * kListWritten + kListSpans;

/// A word as the lists see it.
struct ListedWord {
  uint64_t hash = 0;    ///< `hash_of` its normal form with seed 1
  uint8_t written = 0;  ///< `written_of` its form
};

/// 0 small, 1 capital, 2 all capitals, 3 does not begin with a letter.
[[nodiscard]] uint8_t written_of(std::string_view form);

/// A view of the table "lists": open addressing, 8 bytes a slot (48 bits of the hash, 16 of value).
class WordLists {
 public:
  /// Longest name of several words.
  static constexpr uint32_t kLongest = 6;

  WordLists() = default;
  /// Reads the table; an Error when its size is not a power of two or its shape is wrong.
  static Result<WordLists> load(const ModelFile& file);

  /// Writes two row numbers, counted from the first row of the lists, for every word of a sentence. The longest name that
  /// starts at a word wins, from left to right. Linear.
  void rows(std::span<const ListedWord> words, std::span<std::array<uint32_t, 2>> out) const;

 private:
  const int8_t* slots_ = nullptr;
  uint64_t mask_ = 0;

  [[nodiscard]] uint16_t find(uint64_t hash) const;
};

}  // namespace dateline::syntax
