// Finds: what an element's tag, class, id, role and itemprop say about its content.
// Example: <div class="article__related-links"> or <aside> or <span itemprop="datePublished">
// Row out: bits: kRelated; kAside; kMeta.
// Does not try: believing them; blocks.cc drops a hint that would cover the article itself.
#pragma once

#include <cstdint>

#include "dateline/page/html/tree.h"

namespace dateline::page {

/// Bits of a hint. The negative ones say: not part of the article.
enum Hint : uint32_t {
  kNav = 1U << 0,
  kAside = 1U << 1,
  kFooter = 1U << 2,
  kForm = 1U << 3,
  kRelated = 1U << 4,
  kShare = 1U << 5,
  kComment = 1U << 6,
  kNewsletter = 1U << 7,
  kAd = 1U << 8,
  kTags = 1U << 9,
  kCookie = 1U << 10,
  kBio = 1U << 11,
  kEmbed = 1U << 12,
  kLegal = 1U << 13,
  kCard = 1U << 14,  // a teaser of another page
  kHidden = 1U << 15,
  // neutral and positive
  kMeta = 1U << 16,  // byline, date, author
  kCaption = 1U << 17,
  kStandfirst = 1U << 18,
  kArticle = 1U << 19,
  kHeadline = 1U << 20,
  kFigure = 1U << 21,
  kQuote = 1U << 22,
  kCredit = 1U << 23,
  kPullQuote = 1U << 24,
  kHeader = 1U << 25
};
inline constexpr uint32_t kNegative = kNav | kAside | kFooter | kForm | kRelated | kShare | kComment | kNewsletter | kAd | kTags |
                                      kCookie | kBio | kEmbed | kLegal | kCard | kPullQuote | kHidden;

/// Hints of one element itself (not of its ancestors).
[[nodiscard]] uint32_t hints_of(const html::Tree& tree, html::NodeId element);

/// Elements whose subtree holds no text for readers (script, style, svg, form controls ...).
[[nodiscard]] bool is_silent(const html::Tree& tree, html::NodeId element);
/// A silent element that its own end tag never closed: what follows it fell inside by accident and is text for readers. Not
/// for elements whose content is characters (script, style, textarea ...): there the standard itself sees no markup.
[[nodiscard]] bool is_left_open(const html::Tree& tree, html::NodeId element);
/// Elements that end the paragraph around them.
[[nodiscard]] bool is_block(html::Name tag);

}  // namespace dateline::page
