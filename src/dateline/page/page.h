// RawPage -> Article: decode, find the article inside, give every block its role, collect clues to date and origin.
//
// A scraped text with "See also ..." lines and a comment form, or full HTML with menus and JSON-LD, gives an Article whose kept
// blocks are the article. It does not split sentences and does not decide the date.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "dateline/base/ontology.h"
#include "dateline/page/article.h"
#include "dateline/page/trace.h"

namespace dateline::page {

/// The article of one page. Total: any bytes give an Article, with notes about what was wrong. Linear.
[[nodiscard]] Article read(const RawPage& page, const Ontology& ontology);
/// The same, and how the blocks of an HTML page were judged (empty for other pages).
[[nodiscard]] Article read(const RawPage& page, const Ontology& ontology, Trace& trace);

}  // namespace dateline::page
