// Finds: crashes and endless loops of the reader of a page's statements for machines: JSON-LD (broken too), meta elements.
// Example: {"@graph":[{"@type":"NewsArticle","headline": and there it ends. Row out: nothing, or a report of the sanitizer; the
// spans of dates must lie in the page. Does not try: choosing among the statements.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dateline/page/html/html.h"
#include "dateline/page/metadata.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  static html::Scratch scratch;
  const std::string given(reinterpret_cast<const char*>(data), size);
  // Both as the script of a page and as a page of its own: the second reaches meta elements and attributes.
  const std::string pages[] = {"<title>t</title><script type=\"application/ld+json\">" + given + "</script><p>x", given};
  for (const std::string& text : pages) {
    html::Tree tree;
    html::parse(text, {}, scratch, tree);
    const page::Metadata found = page::metadata_of(tree);
    for (const DateClue& date : found.dates) {
      if (date.raw.begin > date.raw.end || date.raw.end > text.size()) std::abort();
    }
    (void)page::without_site(found.title, found.site, found.url);
  }
  return 0;
}
