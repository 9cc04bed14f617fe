// Finds: what kind of page an HTML page is: one article, a live blog, a list of teasers, several articles, the visible start of a
// paid article, an error page.
// Example: a page titled "404 - Page not found" with two lines of text
// Row out: Kind{PageKind::error, "its title says that there is no page"}.
// Does not try: refusing anything; what text there is stays, with its roles.
#pragma once

#include <string_view>
#include <vector>

#include "dateline/page/article.h"
#include "dateline/page/blocks.h"
#include "dateline/page/features.h"
#include "dateline/page/metadata.h"

namespace dateline::page {

struct Kind {
  PageKind kind = PageKind::article;
  std::string_view why;  ///< static text
};

/// The kind of a page. `headline`: number of its block, or a number past the end; `title`: the headline's words. Linear.
[[nodiscard]] Kind kind_of(const html::Tree& tree, const PageText& page, const Metadata& meta,
                           const std::vector<Verdict>& verdicts, size_t headline, std::string_view title);

/// The blocks with which the articles of a page begin, when it holds more than one beside each other (article elements, none
/// inside another, each with a heading and its own prose); empty otherwise.
[[nodiscard]] std::vector<size_t> articles_of(const html::Tree& tree, const PageText& page);

}  // namespace dateline::page
