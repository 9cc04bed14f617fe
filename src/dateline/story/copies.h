// Which pages share their words, where, and what sort of words: reporter's prose, quotations, or boilerplate.
//
// Two pages with twelve common words outside quotation marks share prose (one is copied, or both carry one agency text); a common
// sentence of a minister inside quotation marks makes them share a primary source only.
#pragma once

#include <string>
#include <vector>

#include "dateline/story/pile.h"

namespace dateline::story {

/// One run of words that two pages have in common.
struct Passage {
  Span a, b;  ///< bytes of each record's text
  uint32_t words = 0;
  enum class Sort : uint8_t { prose, quotation, boilerplate } sort = Sort::prose;
};

/// All that two pages share; `a` < `b`.
struct Overlap {
  uint32_t a = 0, b = 0;  ///< into Pile::pages
  std::vector<Passage> passages;
  uint32_t prose = 0, quoted = 0, boilerplate = 0;  ///< words
  uint32_t longest_prose = 0;
  uint32_t shorter = 1;  ///< words of the shorter page
  [[nodiscard]] double share(uint32_t words) const { return static_cast<double>(words) / shorter; }
  [[nodiscard]] bool copied() const;  ///< enough prose in common that one text stands behind both
};

/// Pages with a common run of `kRun` words or more. Five-word shingles in an inverted index, then aligned; near-linear: a shingle
/// of many pages pairs each of them with the first few only (Broder 1997 on shingles; the index replaces his sketch).
[[nodiscard]] std::vector<Overlap> find_overlaps(const Pile& pile);

/// Overlaps as lineage edges with kind, direction and reason.
void add_lineage(const Pile& pile, const std::vector<Overlap>& overlaps, Story& story);

/// Agency that both pages credit, or "".
[[nodiscard]] std::string common_agency(const Record& a, const Record& b);

}  // namespace dateline::story
