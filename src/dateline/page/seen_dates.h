// Finds: a day for a page whose metadata, time elements and bylines say none: a short dated line near its headline, the last line
// of its article, an attribute, a value in a script.
// Example: <p class=category>24. April 2020 | <a href=news>News</a></p> under the headline
// Row out: DateClue{other, 2020-04-24, "24. April 2020 | News"}.
// Does not try: dates inside sentences, or pages that date themselves properly (metadata.h, clues.h).
#pragma once

#include <optional>
#include <vector>

#include "dateline/page/article.h"
#include "dateline/page/blocks.h"
#include "dateline/page/features.h"

namespace dateline::page {

/// The best of the weak clues, raw span into the decoded page; nothing when the page shows no full date near its article.
/// `headline`: number of its block, or a number past the end. Linear.
[[nodiscard]] std::optional<DateClue> seen_date(const html::Tree& tree, const PageText& page, size_t headline,
                                                const std::vector<Verdict>& verdicts);

}  // namespace dateline::page
