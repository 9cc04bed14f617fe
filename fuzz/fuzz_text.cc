// Clean text over arbitrary blocks: repairs keep the way back, sentences and tokens lie inside their blocks in order.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dateline/text/text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  Article article;
  article.text.assign(reinterpret_cast<const char*>(data), size);
  // Blocks are lines, as page/ makes them; text is valid UTF-8 there.
  std::string clean;
  for (const char c : article.text) clean += (static_cast<unsigned char>(c) & 0x80) != 0 ? '?' : c;
  article.text = clean + "\n";
  uint32_t begin = 0;
  for (uint32_t at = 0; at < article.text.size(); ++at) {
    if (article.text[at] != '\n') continue;
    if (at > begin) article.blocks.push_back({{begin, at}, Role::body, 1, 1, "fuzz"});
    begin = at + 1;
  }
  const Text text = text::analyse(article);
  uint32_t end = 0;
  for (const Token& token : text.tokens) {
    if (token.at.begin < end || token.at.end <= token.at.begin || token.at.end > text.utf8.size()) std::abort();
    end = token.at.end;
  }
  for (const OriginRun& run : text.origin) {
    if (text.utf8.compare(run.to, run.length, article.text, run.from, run.length) != 0) std::abort();
  }
  for (const Repair& repair : text.repairs) {
    if (slice(article.text, repair.article_at) != repair.broken) std::abort();
  }
  return 0;
}
