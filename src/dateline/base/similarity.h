// How alike two names are: edits, transliteration habits, word order, initials.
//
// similarity("Abdel Fattah El-Sisi", "Abdul Fatah al-Sissi") is 0.84; similarity("Bill Clinton", "Hillary Clinton") is far lower.
// Look-alike letters of other alphabets are never folded into Latin ones (S17). It knows no tables and no page.
#pragma once

#include <string_view>

namespace dateline {

/// How alike two names are, 0..1; 0 for names without words. Names inside a page (names/) and across pages (story/) use it.
[[nodiscard]] double similarity(std::string_view a, std::string_view b);

}  // namespace dateline
