// Words of running text with their bytes: the small scan that time/ and figure/ read.
//
// "at 9 p.m. on Feb. 3rd" gives at · 9 · p.m. · on · feb · . · 3 · rd: numbers and letters part, "p.m." stays whole.
// It knows no sentence, no part of speech and no meaning; the tokens of text/ serve the trees, these serve the numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/span.h"

namespace dateline {
struct Text;
}

namespace dateline::time {

enum class WordKind : uint8_t { word, number, sign };

/// One word, number or sign. `lower` is the form to compare: lower case, plain apostrophes and hyphens, "a.m." as "am".
struct Word {
  Span at;  ///< into the buffer scanned
  WordKind kind = WordKind::word;
  bool space_before = false;  ///< white space stands before it (true for the first)
  bool capital = false;       ///< starts with a capital letter
  bool all_capital = false;   ///< "ATR": two letters or more, all capital
  bool dotted = false;        ///< abbreviation written with inner stops: "p.m.", "U.S."
  std::string lower;

  [[nodiscard]] bool is(std::string_view form) const { return lower == form; }
};

using Words = std::vector<Word>;

/// Words of `text` within `area`, spans into `text`. Linear.
[[nodiscard]] Words scan(std::string_view text, Span area);

/// Spans of the sentences of `text`; its lines where no sentences were made.
[[nodiscard]] std::vector<Span> sentence_spans(const Text& text);

/// True if `form` is one of the words of `list`, which are split by blanks: in("may", "april may june").
[[nodiscard]] bool in(std::string_view form, std::string_view list);

}  // namespace dateline::time
