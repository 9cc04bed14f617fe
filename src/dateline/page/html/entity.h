// Finds: the text a character reference stands for.
// Example: "&eacute;" or "&#xE9;" in "caf&eacute;".
// Row out: how many source bytes the reference takes and the UTF-8 bytes that replace them.
// Does not try: references of other languages (XML entities declared in a document type).
#pragma once

#include <cstdint>

namespace dateline::html {

/// A decoded reference. `consumed` counts source bytes from the '&' on; 0 means that no reference starts there and the
/// '&' is plain text. `text` holds `length` UTF-8 bytes (at most 8).
struct Reference {
  std::uint32_t consumed = 0;
  std::uint32_t length = 0;
  char text[8] = {};
};

/// Reads the reference that starts at `at`, which points to '&'; `end` is the end of the page. `in_attribute` turns on
/// the rule for attribute values (a name without ';' before '=' or a letter or digit stays text).
/// HTML Standard, "Character reference state". Looks at no more than 40 bytes, but for long runs of digits.
Reference read_reference(const char* at, const char* end, bool in_attribute);

/// Writes the code point as UTF-8 to `out` (4 bytes of room); gives the number of bytes.
std::uint32_t put_utf8(char* out, std::uint32_t point);

}  // namespace dateline::html
