// Applies edit scripts; see lemma.h. Input: `l 3 y`, "Cities". Output: "city". Case changes are ASCII only, as in training.
#include "dateline/syntax/lemma.h"

#include <charconv>

#include "dateline/base/chars.h"

namespace dateline::syntax {

LemmaRule LemmaRule::parse(std::string_view text) {
  LemmaRule rule;
  if (text.starts_with('=')) {
    rule.change = Case::replace;
    rule.add = text.substr(1);
    return rule;
  }
  if (text.size() < 4 || text[1] != ' ') return rule;
  const size_t end = text.find(' ', 2);
  unsigned cut = 0;
  if (end == std::string_view::npos || std::from_chars(text.data() + 2, text.data() + end, cut).ec != std::errc()) return rule;
  rule.change = text[0] == 'l' ? Case::lower : text[0] == 't' ? Case::title : Case::keep;
  rule.cut = cut;
  rule.add = text.substr(end + 1);
  return rule;
}

void LemmaRule::apply(std::string_view form, std::string& out) const {
  out.clear();
  if (change == Case::replace) {
    out = add;
    return;
  }
  const bool whole = !fits(form);
  const std::string_view kept = form.substr(0, whole ? form.size() : form.size() - cut);
  for (size_t i = 0; i < kept.size(); ++i) {
    const bool down = change == Case::lower || (change == Case::title && i > 0);
    out += down ? to_lower(kept[i]) : kept[i];
  }
  if (!whole) out += add;
}

}  // namespace dateline::syntax
