// Quotation marks to quotations: which stretches of a page stand between marks, over how many paragraphs, and how surely.
//
// `He said: “We ‘will’ go.”` gives one quotation `We ‘will’ go.` (the inner pair is part of it). Marks of a page that do
// not balance give a quotation that ends with its sentence and is marked damaged. It does not know who speaks, nor whether
// the words are speech at all.
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/base/span.h"
#include "dateline/text/text.h"

namespace dateline::speech {

/// One outermost quotation. All spans into Text::utf8.
struct Quotation {
  Span inner;                ///< words between the marks; hull when it runs over paragraphs
  Span outer;                ///< with its marks
  std::vector<Span> pieces;  ///< one a paragraph when it runs over several, else empty
  uint32_t block = 0;        ///< paragraph it opens in
  bool damaged = false;      ///< a mark is missing
  bool single = false;       ///< single marks
  bool set_apart = false;    ///< paragraphs the page marks as a quotation, without marks
};

/// Outermost quotations of the page, ascending, not overlapping. Linear in the bytes of `text`, whatever the marks.
/// Pairs “ ” ‘ ’ « » „ “ ‹ › 「 」 『 』 and the straight marks; an apostrophe is no mark. A quotation whose paragraphs each
/// open with a mark and of which only the last closes is one quotation.
[[nodiscard]] std::vector<Quotation> find_quotations(const Text& text);

}  // namespace dateline::speech
