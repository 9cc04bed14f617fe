// Character references as feeds and mails write them: &eacute; &#233; &#xE9; &#146;
//
// `read_reference("&eacute;t")` is {U+00E9, 8}. References without a semicolon are not read: in a feed they are text.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::ingest {

/// Code point of an HTML 4 name, or 0.
[[nodiscard]] char32_t entity_value(std::string_view name);
/// The character that a numeric reference means: windows-1252 for 0x80 to 0x9F, U+FFFD for what XML does not allow.
[[nodiscard]] char32_t meant_by_number(uint32_t number);

struct Reference {
  char32_t value = 0;
  size_t length = 0;  ///< bytes from & to ; included; 0 = no reference
};
/// The reference at the head of `text` (which begins with &).
[[nodiscard]] Reference read_reference(std::string_view text);

}  // namespace dateline::ingest
