// Finds: small lines around an article that are kept: bylines, date lines, captions; and headlines with a label glued on.
// Example: "By Miriam Oakes | Harbour Courier", "Friday, August 21, 2015", "A tug at work. (Karim Adly/LWA)"
// Row out: byline with author "Miriam Oakes"; date line; caption.
// Does not try: the article's structure (lines.cc, blocks.cc).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/ontology.h"
#include "dateline/page/article.h"
#include "dateline/page/shape.h"

namespace dateline::page {

/// "By A and B", "Published: 21 March 2024 10:05 GMT", "3 min read", "(Reporting by ...)".
[[nodiscard]] bool is_byline(std::string_view line, const Shape& shape);
/// Nothing but a date, perhaps with a weekday, a time, or a place before it.
[[nodiscard]] bool is_date_line(std::string_view line, const Shape& shape);
/// "Home > World > Africa".
[[nodiscard]] bool is_breadcrumb(std::string_view line, const Shape& shape);

/// A picture's caption, and the rule that says so; "" = it is none. A credit at the end, or the words of captions.
[[nodiscard]] std::string_view caption_rule(std::string_view line, const Shape& shape, const Ontology& ontology);
/// A picture's alternative text: a bare name, or the description of a view, without a verb of its own.
[[nodiscard]] bool is_alt_text(std::string_view line, const Shape& shape, const Ontology& ontology);
/// A word that can be a finite verb stands in the line.
[[nodiscard]] bool has_verb(std::string_view line, const Ontology& ontology);

/// The names in a byline: people, without "By", outlets, functions and addresses.
[[nodiscard]] std::vector<std::string> authors_of(std::string_view byline, const Ontology& ontology);

/// The part of a headline line that is the headline: without a section label glued to either end ("News Talks resume")
/// and without the outlet's name after " | " or " - ". Span into `line`.
[[nodiscard]] Span without_label(std::string_view line, const Ontology& ontology);

}  // namespace dateline::page
