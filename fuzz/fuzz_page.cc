// Any bytes, as text and as HTML: page::read ends, its blocks cover its text, and the way back stays inside the page.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dateline/page/page.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  static const auto ontology = Ontology::load();
  if (!ontology) std::abort();
  RawPage page;
  if (size > 0) page.media = data[0] % 2 == 0 ? MediaType::text : MediaType::html;
  if (size > 0) page.bytes.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Article article = page::read(page, **ontology);
  uint32_t end = 0;
  for (const Block& b : article.blocks) {
    if (b.at.begin != end || b.at.end <= b.at.begin || b.at.end >= article.text.size()) std::abort();
    end = b.at.end + 1;
    const Span raw = article.raw_of(b.at);
    if (raw.end > page.bytes.size()) std::abort();
  }
  for (const SourceClue& s : article.sources) {
    if (s.at.end > article.text.size()) std::abort();
  }
  return 0;
}
