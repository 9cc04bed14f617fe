// Finds: how likely a block of an HTML page is running text of its article.
// Example: a short list entry between two paragraphs that the rules took for links: 0.93
// Row out: a number 0..1, and which features made it, in words.
// Does not try: roles (html_page.cc gives them). Gradient-boosted trees (Friedman 2001), trained by train/blocks.py.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dateline/page/features.h"

namespace dateline::page {

/// Probabilities that blocks with these features are text of the article, one a row. Rows are independent: several at a time
/// go through the trees only because that is three times faster.
[[nodiscard]] std::vector<float> text_scores(std::span<const Features* const> rows);

/// What one feature added to the score (log odds; positive: speaks for text).
struct Share {
  size_t feature = 0;
  float odds = 0;
};
/// The features that moved the score, strongest first (Saabas' path attribution); at most `most`.
[[nodiscard]] std::vector<Share> score_shares(const Features& features, size_t most);

}  // namespace dateline::page
