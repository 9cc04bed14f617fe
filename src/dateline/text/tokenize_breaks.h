// A small learned judge for sentence ends that no full stop marks.
//
// Input: the gap in `Best regards || Maria` or `9:10 AM || To: all`. Answer: a score; above kBreakAt a sentence starts there.
// A linear model over hashed features of the words around the gap, trained by train/breaks.py on the EWT and GUM treebanks
// (CC BY-SA 4.0, see models/LICENSE). It is asked only where the rules of tokenize_sentences.cc see no mark, and errs to "no".
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/text/tokenize.h"

namespace dateline::text::tokenize {

inline constexpr std::size_t kBreakFeatures = 24;
inline constexpr std::uint32_t kBreakRows = 32768;

/// Does the writer of the block leave out capitals (`i think so. it is`)? Linear in the block.
bool is_informal(std::string_view block, const std::vector<Piece>& pieces);

/// Is the gap before piece `next` worth asking about: a blank, and a capital, digit or mark around it (after a full stop a small
/// letter counts only in a sentence that starts small, or in an informal block)?
bool break_candidate(std::string_view block, const std::vector<Piece>& pieces, std::size_t first, std::size_t next,
                     bool informal);

/// Rows of the weight table for the gap before piece `next` in a sentence that starts at piece `first`.
std::array<std::uint16_t, kBreakFeatures> break_features(std::string_view block, const std::vector<Piece>& pieces,
                                                         std::size_t first, std::size_t next, bool informal);

/// Does the model say that a sentence starts at piece `next`?
bool breaks_before(std::string_view block, const std::vector<Piece>& pieces, std::size_t first, std::size_t next, bool informal);

}  // namespace dateline::text::tokenize
