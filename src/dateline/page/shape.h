// Finds: what a line looks like, without knowing what it says.
// Example: "READ: Blinken visits Middle East"
// Row out: Shape{words 5, stop false, first_upper true, capitals 4 ...}.
// Does not try: sentences or tokens (text/ does); these are cheap signs for telling prose from labels.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::page {

/// Cheap features of one line or block.
struct Shape {
  uint32_t words = 0;        ///< runs of letters and digits
  uint32_t capitals = 0;     ///< of these, with an upper-case first letter
  uint32_t small_words = 0;  ///< words of four letters and more that start in lower case
  uint32_t long_words = 0;   ///< words of four letters and more
  uint32_t sentences = 0;    ///< full stops (or ! ?) that end a sentence inside or at the end
  bool stop = false;         ///< ends with . ! ? … (quotation marks and brackets after it allowed)
  bool question = false;     ///< that stop is "?"
  bool colon = false;        ///< ends with ":"
  bool first_upper = false;  ///< first letter is upper case (or has no case), or it starts with a digit or quotation mark
  bool first_lower = false;  ///< first letter is lower case
  bool shouting = false;     ///< all letters upper case, at least two words
  bool list_mark = false;    ///< starts with "- ", "• ", "* ", "1. ", "a) "
};

[[nodiscard]] Shape shape_of(std::string_view line);

/// Reads as prose: a sentence with an end, or a long run of words.
[[nodiscard]] bool is_prose_shape(const Shape& shape);

/// The first `count` words of a text, for tests at its head; views into it.
[[nodiscard]] std::string_view first_words(std::string_view text, uint32_t count);

}  // namespace dateline::page
