// Finds words and sentences in one block of plain text.
// Input:  `He didn't go. In Cairo, U.S. envoys met.`
// Output: He | did + n't | go | . || In | Cairo | , | U.S. | envoys | met | .   (byte offsets; `+` joins a multiword token, `||`
// starts a sentence) Does not try: repairing the false sentence breaks of machine translation (text/repair does), other
// languages' conventions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dateline::text {

/// One syntactic word in the conventions of the UD English treebanks.
struct Piece {
  std::uint32_t begin = 0;       ///< first byte, counted from the start of the block
  std::uint32_t end = 0;         ///< one past the last byte
  bool starts_sentence = false;  ///< first word of a sentence
  bool joined = false;           ///< continues the multiword token of the word before it (`n't` of `didn't`)

  bool operator==(const Piece&) const = default;
};

/// Cuts one block (a paragraph, a heading, a list item: something a sentence does not cross) into words and sentences.
/// Pieces come in order, never overlap, cover every byte that is not blank, and cut only at UTF-8 character borders of
/// valid input. Any bytes are accepted. Linear in the length of the block. Blocks over 4 GiB are not supported.
/// `looks`, when given, is raised by the number of characters the cutting looked at: its work without a clock.
std::vector<Piece> cut(std::string_view block_text, std::size_t* looks = nullptr);

}  // namespace dateline::text
