// Finds: the pieces of text of an HTML page as a reader sees them, and which of them are the article.
// Example: <h1>Talks stall</h1><div class=body><p>Talks ...</p><div class=related>...</div></div>
// Row out: TextBlock{h1 "Talks stall"}, TextBlock{p "Talks ...", in the article}, TextBlock{hints kRelated}.
// Does not try: roles (html_page.cc gives them) or metadata (metadata.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/span.h"
#include "dateline/page/hints.h"
#include "dateline/page/html/tree.h"
#include "dateline/page/shape.h"

namespace dateline::page {

/// One paragraph-like piece of text of the page.
struct PageBlock {
  Span at;                              ///< into PageText::text
  uint32_t run_begin = 0, run_end = 0;  ///< PageText::runs of this block
  html::NodeId owner = 0;               ///< nearest block element
  html::Name tag = html::Name::none;    ///< tag that matters: h1..h6, p, li, blockquote, figcaption, td, dt, dd, pre, or div
  uint32_t hints = 0;                   ///< of the owner and its ancestors, hints that cover the article left out
  uint32_t linked = 0;                  ///< bytes inside links
  Shape shape;
  bool in_article = false;  ///< inside the chosen root

  [[nodiscard]] float link_share() const { return at.empty() ? 0 : static_cast<float>(linked) / static_cast<float>(at.size()); }
};

/// All visible text of a page.
struct PageText {
  std::string text;             ///< blocks one after another, white space squeezed
  std::vector<OriginRun> runs;  ///< text -> decoded page
  std::vector<PageBlock> blocks;
  html::NodeId root = 0;  ///< element that holds the article, 0 = none

  [[nodiscard]] std::string_view of(const PageBlock& block) const { return slice(text, block.at); }
};

/// The text blocks of a page and its article root. Root: the subtree with the greatest sum of prose minus link lists and
/// hinted junk (maximum subtree sum), semantic containers preferred. Linear in the tree.
[[nodiscard]] PageText page_text(const html::Tree& tree);

}  // namespace dateline::page
