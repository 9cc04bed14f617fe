// Finds: the article in a page that is plain text, where only words, line shapes and order tell what is what.
// Example: "World / Talks stall in Cairo / By A. Writer / CAIRO: ... / See also  ... / Leave a Reply"
// Row out: blocks section label, headline, byline, body, related link, form.
// Does not try: HTML (blocks.cc), sentences, dates of events.
#pragma once

#include "dateline/base/ontology.h"
#include "dateline/page/article.h"
#include "dateline/page/decode.h"

namespace dateline::page {

/// Fills blocks, headline and origin of `out` from a text page. Linear in the page.
void read_lines(const Decoded& page, std::string_view given_title, const Ontology& ontology, Article& out);

}  // namespace dateline::page
