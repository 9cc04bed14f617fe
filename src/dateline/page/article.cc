#include "dateline/page/article.h"

#include <algorithm>
#include <array>

#include "dateline/base/origin.h"

namespace dateline {

std::string_view name_of(Role role) {
  static constexpr std::array<std::string_view, 23> kNames = {
      "headline",   "standfirst", "body",          "subheading",    "list item",     "table",      "quotation", "caption",
      "credit",     "byline",     "dateline",      "section label", "related link",  "navigation", "comment",   "comment form",
      "newsletter", "shortcode",  "advertisement", "cookie wall",   "embedded post", "share",      "other"};
  return kNames[static_cast<size_t>(role)];
}

std::string_view name_of(HeadlineBasis basis) {
  static constexpr std::array<std::string_view, 4> kNames = {"none", "visible", "metadata", "container"};
  return kNames[static_cast<size_t>(basis)];
}

std::string_view name_of(ClueKind kind) {
  static constexpr std::array<std::string_view, 9> kNames = {"JSON-LD", "meta",     "time element",  "container", "byline",
                                                             "url",     "modified", "photo caption", "other"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view name_of(SourceRole role) {
  static constexpr std::array<std::string_view, 7> kNames = {"agency",    "outlet", "photo",        "quoted outlet",
                                                             "statement", "author", "correspondent"};
  return kNames[static_cast<size_t>(role)];
}

std::string_view name_of(PageKind kind) {
  static constexpr std::array<std::string_view, 6> kNames = {"article",          "live blog",         "listing",
                                                             "several articles", "paywalled article", "error page"};
  return kNames[static_cast<size_t>(kind)];
}

Span Article::raw_of(Span at) const { return came_from(origin, at); }

}  // namespace dateline
