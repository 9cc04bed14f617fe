// Finds: nothing; the words of boilerplate lines and of section names, as tables to read and extend.
// Example: {"leave a reply", Where::start, Role::form, Follow::rest, 8}
// Row out: one Pattern a line.
// Does not try: matching (boilerplate.cc).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "dateline/page/boilerplate.h"

namespace dateline::page {

/// Where in the line the pattern stands. colon: at the start and followed by ":".
enum class Where : uint8_t { whole, start, colon, inside };  // colon: at the start and followed by ":"

/// One kind of line. `text` is folded (lower case, plain marks).
struct Pattern {
  std::string_view text;  // folded
  Where where;
  Role role;
  Follow follow = Follow::none;
  uint32_t most_words = 40;
};

[[nodiscard]] std::span<const Pattern> boilerplate_patterns();
/// Folded names of sections as they stand above headlines.
[[nodiscard]] std::span<const std::string_view> section_names();

}  // namespace dateline::page
