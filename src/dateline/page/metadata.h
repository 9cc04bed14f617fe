// Finds: what an HTML page says about itself for machines.
// Example: <script type="application/ld+json">{"@type":"NewsArticle","headline":"Talks stall", ...}</script>
// Row out: Metadata{titles {"Talks stall", json}, authors, published clue, site, canonical address}.
// Does not try: choosing the headline (html_page.cc weighs it against the visible one) or the date (time/ does).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/page/article.h"
#include "dateline/page/html/tree.h"

namespace dateline::page {

/// Titles and other facts of the head of a page. Empty strings where the page says nothing.
struct Metadata {
  std::string json_headline, og_title, twitter_title, meta_title, title;  ///< title: the title element
  std::string description;
  std::string site, section, url, language;
  std::string article_body;  ///< JSON-LD articleBody
  std::string json_type;     ///< type of the first article in JSON-LD ("NewsArticle"), "" = none
  std::string og_type;
  bool live = false, listing = false, paid = false;  ///< the metadata says: a live blog, a list, not free
  std::vector<std::string> authors;
  std::vector<DateClue> dates;  ///< raw spans into the decoded page
};

/// Reads JSON-LD (broken JSON by a scan for the keys that matter), meta, link and html elements. Linear; total.
[[nodiscard]] Metadata metadata_of(const html::Tree& tree);

/// `title` without the name of the site at either end ("Talks stall | Harbour Post"), when `site` is given or the name
/// stands in `domain`.
[[nodiscard]] std::string without_site(std::string_view title, std::string_view site, std::string_view url);

}  // namespace dateline::page
