// Finds: the article of an HTML page: its blocks with roles, its headline, authors, dates and address.
// Example: a news page with menus, JSON-LD, a share bar between paragraphs and "Related stories" under the text.
// Row out: an Article whose kept blocks are headline, standfirst, paragraphs, captions; the rest is there with its role.
// Does not try: several articles in one page; the first root wins.
#pragma once

#include <string>

#include "dateline/base/ontology.h"
#include "dateline/page/article.h"
#include "dateline/page/decode.h"
#include "dateline/page/trace.h"

namespace dateline::page {

/// Fills `out` from an HTML page; gives the language the page declares. `trace`: keeps how its blocks were judged, or nullptr.
/// Linear; total.
std::string read_html(const Decoded& page, std::string_view given_title, const Ontology& ontology, Article& out, Trace* trace);

}  // namespace dateline::page
