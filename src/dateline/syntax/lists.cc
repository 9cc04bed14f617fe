// Looks words up in the lists of a model; see lists.h. Input: hashes of "world", "bank". Output: rows of the embedding table.
// It must agree with train/data.py (class Lists) and train/export.py (the table). It keeps no state and allocates nothing.
#include "dateline/syntax/lists.h"

#include <algorithm>
#include <cstring>

#include "dateline/base/chars.h"
#include "dateline/syntax/features.h"

namespace dateline::syntax {
namespace {

constexpr size_t kSlot = 8, kMostProbes = 256;
// value of a single word: its kinds in the low bits, above them the words of the longest name that starts with it
constexpr uint16_t kKindBits = kListKinds - 1, kLongestShift = 9;

}  // namespace

uint8_t written_of(std::string_view form) {
  if (form.empty()) return 3;
  const char first = form[0];
  if (!is_upper(first)) return is_lower(first) || static_cast<unsigned char>(first) >= 128 ? 0 : 3;
  return form.size() > 1 && std::none_of(form.begin(), form.end(), is_lower) ? 2 : 1;
}

Result<WordLists> WordLists::load(const ModelFile& file) {
  const auto table = file.table("lists", Table::Kind::bytes, 0, kSlot);
  if (!table) return table.error();
  if (table->rows == 0 || (table->rows & (table->rows - 1)) != 0)
    return Error{ErrorKind::corrupt,
                 "model: the table of word lists has " + std::to_string(table->rows) + " slots, not a power of two"};
  WordLists lists;
  lists.slots_ = table->ints();
  lists.mask_ = table->rows - 1;
  return lists;
}

uint16_t WordLists::find(uint64_t hash) const {
  if (!slots_) return 0;
  for (uint64_t probe = 0; probe < kMostProbes; ++probe) {
    uint64_t slot = 0;
    std::memcpy(&slot, slots_ + ((hash + probe) & mask_) * kSlot, kSlot);
    if (slot == 0) return 0;
    if (slot >> 16U == hash >> 16U) return static_cast<uint16_t>(slot & 0xFFFFU);
  }
  return 0;
}

void WordLists::rows(std::span<const ListedWord> words, std::span<std::array<uint32_t, 2>> out) const {
  constexpr uint32_t kSpanBase = kListKinds * kListWritten;
  size_t free = 0;  // words before this one belong to a name already
  for (size_t i = 0; i < words.size(); ++i) {
    const uint16_t value = find(words[i].hash);
    out[i][0] = (value & kKindBits) * kListWritten + words[i].written;
    if (i < free) continue;
    out[i][1] = kSpanBase;
    const size_t longest = std::min<size_t>(std::min<uint32_t>(value >> kLongestShift, kLongest), words.size() - i);
    uint64_t joined = words[i].hash;
    uint16_t kinds = 0;
    size_t n = 0;
    for (size_t k = 1; k < longest; ++k) {
      joined = join_hash(joined, words[i + k].hash);
      if (const uint16_t found = find(joined)) {
        kinds = found;
        n = k + 1;
      }
    }
    const uint32_t kind = kinds & 1U ? 0 : kinds & 2U ? 1 : 2;
    const bool capital = words[i].written == 1 || words[i].written == 2;
    for (size_t k = 0; k < n; ++k) {
      const uint32_t at = k == 0 ? 0 : k + 1 == n ? 2 : 1;
      out[i + k][1] = kSpanBase + 1 + (kind * 3 + at) * 2 + capital;
    }
    free = i + n;
  }
}

}  // namespace dateline::syntax
