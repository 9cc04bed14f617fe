// The page's own day: what its metadata says, else what its words allow.
//
// A page that tells of "May 1" and shows a photograph of "May 1, 2024" is of 1 May 2024 or a few days later. Weekdays, offices
// held, numbered resolutions and dated events of public record narrow the years. Nothing is ever taken from today's date.
#pragma once

#include <string>
#include <vector>

#include "dateline/base/ontology.h"
#include "dateline/page/article.h"
#include "dateline/text/text.h"
#include "dateline/time/find.h"
#include "dateline/time/times.h"

namespace dateline::time {

/// One expression of the page with what its sentence says of it.
struct Mention {
  Found found;
  Span at;  ///< into Text::utf8
  uint32_t sentence = 0;
  int32_t tense = 0;
  bool since = false, until = false;
  bool past_plan = false;  ///< ahead of a day already past: "were due to sail on Saturday"
};

/// Dates the page. `words` are the scans of its sentences, `mentions` in text order.
[[nodiscard]] PageDate date_page(const Article& article, const Text& text, const std::vector<Words>& words,
                                 const std::vector<Mention>& mentions, const Holidays& holidays, const Ontology& ontology,
                                 const DayRange& hint);

}  // namespace dateline::time
