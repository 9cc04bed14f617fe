// Finds: what can be measured of a block of an HTML page, as numbers: its words, its links, its place, its neighbours.
// Example: the third paragraph of an article, between two others, of a class that twelve other prose paragraphs have.
// Row out: kFeatures floats, e.g. log_words 3.4, link_share 0.1, rule_text 1, same_kind_prose 0.9.
// Does not try: deciding anything (scorer.h does) or reading the words themselves: no word list, no name of a site.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/page/article.h"
#include "dateline/page/blocks.h"

namespace dateline::page {

/// What the rules say of a block.
struct Verdict {
  Role role = Role::other;
  float confidence = 0.5F;
  std::string_view why;  ///< static text
  bool set = false;
};

/// True for the roles that are the running text of an article.
[[nodiscard]] constexpr bool is_text_role(Role role) {
  return role == Role::standfirst || role == Role::body || role == Role::subheading || role == Role::list_item ||
         role == Role::table || role == Role::quotation;
}

inline constexpr size_t kFeatures = 96;
using Features = std::array<float, kFeatures>;

/// Name of a feature and what it says, in words, for `explain`.
struct FeatureName {
  std::string_view key, words;
};
[[nodiscard]] const std::array<FeatureName, kFeatures>& feature_names();

/// Features of the blocks whose entry in `wanted` is not 0 (all zero for the others). `headline`: number of its block, or any
/// number past the end. `given`: verdicts of the rules, one a block. Linear in tree and text.
[[nodiscard]] std::vector<Features> features_of(const html::Tree& tree, const PageText& page, size_t headline,
                                                const std::vector<Verdict>& given, const std::vector<char>& wanted);

}  // namespace dateline::page
