// Finds: the language of a text, from its most frequent small words or its script.
// Example: "Les deux ministres ont dit que la trêve ..." gives "fr".
// Row out: a BCP 47 primary tag, "" when nothing decides.
// Does not try: telling close relatives apart beyond their small words, or mixed texts.
#pragma once

#include <string>
#include <string_view>

namespace dateline::page {

/// Language of `text` (its first 20,000 bytes), "" when too short or unclear.
[[nodiscard]] std::string language_of(std::string_view text);

}  // namespace dateline::page
