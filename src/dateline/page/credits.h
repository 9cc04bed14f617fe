// Finds: who a page says it has its text, pictures and words from.
// Example: "CAIRO (AP) - Talks stalled, the Harbour Post reported." or "Photo: THX/TTXVN" or "(Karim Adly/LWA)"
// Row out: SourceClue{"Associated Press", "ap", agency, at}, SourceClue{"Harbour Post", "", quoted_outlet, at}.
// Does not try: who said a sentence (speech/ does) or whether two pages share a source (story/ does).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/ontology.h"
#include "dateline/page/article.h"
#include "dateline/page/shape.h"

namespace dateline::page {

/// Outlet or agency of the ontology with exactly this name or abbreviation (articles and "news agency" do not matter),
/// or nullptr. Short all-capital abbreviations must be printed so.
[[nodiscard]] const KbActor* outlet_named(const Ontology& ontology, std::string_view name);

/// Where a line credits a picture or text.
struct CreditMark {
  Span at;                ///< the whole mark, into the line: "Photo: THX/TTXVN", "(Anatolia)"
  Span name;              ///< the name inside
  bool labelled = false;  ///< with a word like "Photo:" or a sign like "©"
};

/// The credit inside a line, if it has one: after a label, or in brackets, or a picture agency at the end.
[[nodiscard]] std::optional<CreditMark> credit_mark(std::string_view line, const Ontology& ontology);

/// True when a short line is nothing but a credit: "AFP/ Al Jazeera", "Source: Agencies", "-- Harbour Weekly".
[[nodiscard]] bool is_credit_line(std::string_view line, const Shape& shape, const Ontology& ontology);

/// An outlet's name at the very end of a line that has no full stop ("... of prisoners in Gaza Al Jazeera"), or empty.
[[nodiscard]] Span outlet_at_end(std::string_view line, const Ontology& ontology);

/// All credits in the kept blocks of an article, one clue for each source, in page order. Linear.
[[nodiscard]] std::vector<SourceClue> find_sources(const Article& article, const Ontology& ontology);

}  // namespace dateline::page
