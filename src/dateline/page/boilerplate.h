// Finds: lines that stand around articles on every site: links to other articles, forms, share bars, consent texts.
// Example: "READ: Tugs prepare another pull", "Leave a Reply", "[mc4wp_form id=\"9\"]"
// Row out: Boilerplate{related, Follow::none, rule "starts with read:"}.
// Does not try: position in the page (lines.cc and blocks.cc weigh that) or captions and credits (credits.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "dateline/page/article.h"
#include "dateline/page/shape.h"

namespace dateline::page {

/// What a boilerplate line says about the lines after it.
enum class Follow : uint8_t {
  none,   ///< nothing
  title,  ///< alone on its line, it announces one title of another article
  list,   ///< alone on its line, it announces a list of titles
  rest    ///< the article is over: what follows is comments
};

struct Boilerplate {
  Role role = Role::other;
  Follow follow = Follow::none;  ///< only when the line holds nothing but the announcement
  std::string_view rule;         ///< the pattern that matched (static text)
};

/// The kind of boilerplate a line is, if any. Case, accents, quotation marks and ornaments do not matter.
[[nodiscard]] std::optional<Boilerplate> boilerplate(std::string_view line, const Shape& shape);

/// The name of a section, as it stands above a headline ("World", "Middle East", "Newsletter"), folded comparison.
[[nodiscard]] bool is_section_name(std::string_view line);

/// A tag of a content system left in the text: "[gallery ids=3]", "[/caption]", "{{ad}}".
[[nodiscard]] bool is_shortcode(std::string_view line);

}  // namespace dateline::page
