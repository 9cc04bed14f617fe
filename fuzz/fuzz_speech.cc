// Any bytes as a page text: quotations and statements stay inside the text, in order, whatever the marks.
// Input: "“a “b” said". Output: none; the target fails on a span outside its buffer. It does not check that speakers are right.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dateline/speech/quotation.h"
#include "dateline/speech/speech.h"

namespace {

using namespace dateline;

const Ontology& tables() {
  static const auto loaded = Ontology::load();
  if (!loaded) std::abort();
  return **const_cast<Result<std::unique_ptr<const Ontology>>&>(loaded);
}

Article article_of(std::string bytes) {
  Article article;
  article.text = std::move(bytes);
  article.text += '\n';
  uint32_t begin = 0;
  for (uint32_t i = 0; i < article.text.size(); ++i) {
    if (article.text[i] != '\n') continue;
    if (i > begin) {
      Block block;
      block.at = {begin, i};
      article.blocks.push_back(block);
    }
    begin = i + 1;
  }
  return article;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Article article = article_of(std::string(reinterpret_cast<const char*>(data), size));
  const Text text = text::analyse(article);
  uint32_t last = 0;
  for (const speech::Quotation& q : speech::find_quotations(text)) {
    if (q.outer.begin < last || q.outer.end > text.utf8.size() || !q.outer.contains(q.inner)) std::abort();
    last = q.outer.begin;
  }
  const Speech speech = speech::attribute(text, Syntax{}, Names{}, Times{}, tables());
  for (const Statement& s : speech.statements) {
    if (s.content.empty() || s.content.end > text.utf8.size() || s.cue.end > text.utf8.size() || s.rule.empty()) std::abort();
    if (s.sentence >= text.sentences.size()) std::abort();
  }
  return 0;
}
