#include "dateline/names/page_names.h"

#include <algorithm>

#include "dateline/names/words.h"

namespace dateline::names {

PageNames names_of_page(const View& view) {
  PageNames page;
  const auto surname = [&](uint32_t a, uint32_t b) {
    while (b > a + 1 && !view.capital(b - 1)) --b;  // "Lindqvist 's"
    const std::string& word = view.folded[b - 1];
    if (b - a > 1 && word.size() > 2 && view.capital(a) && view.lexicon.role(word) == nullptr) page.surnames.insert(word);
  };
  for (const Sentence& s : view.text.sentences) {
    for (uint32_t t = s.token_begin; t < s.token_end; ++t) {
      const Lexicon::Match match = view.lexicon.match(view.text, view.folded, t, s.token_end);
      if (match.length < 2) continue;
      for (const Phrase* phrase : match.phrases) {
        page.spelled_out.insert(phrase->actor);
        if (view.ontology.actors[phrase->actor].kind == ActorKind::person) surname(t, t + match.length);
      }
    }
  }
  for (const EntitySpan& span : view.syntax.entities) {
    if (span.type == SpanType::person && view.ontology.given_names.contains(view.folded[span.begin]))
      surname(span.begin, span.end);
  }
  return page;
}

bool is_credit_line(const View& view, const Sentence& s) {
  if (s.block < view.text.blocks.size()) {
    const Role role = view.text.blocks[s.block].role;
    if (role == Role::credit || role == Role::byline) return true;
  }
  for (uint32_t t = s.token_begin; t + 1 < std::min(s.token_end, s.token_begin + 3); ++t) {
    const std::string& next = view.folded[t + 1];
    if (listed(view.folded[t], kCreditWords) && (next == "by" || next == ":")) return true;
  }
  return false;
}

}  // namespace dateline::names
