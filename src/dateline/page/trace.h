// Finds: nothing; it keeps how the blocks of a page were judged, for `dateline explain` and for training.
// Example: the block "Most read" of a page: rule "patterns of lines", score 0.02, role section label.
// Row out: one Judged a block of the page, in page order.
// Does not try: words about it (explain.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dateline/page/features.h"

namespace dateline::page {

/// How one block of an HTML page came to its role.
struct Judged {
  std::string text;        ///< the block's words
  uint32_t block = kNone;  ///< its number in Article::blocks; kNone = hidden, left out
  Verdict rules, last;     ///< before and after the scorer
  float score = -1;        ///< 0..1 that it is text of the article; -1 = the scorer was not asked
  Features features{};
};

using Trace = std::vector<Judged>;

}  // namespace dateline::page
