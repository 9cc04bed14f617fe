// One pass over the marks: see quotes.h.
#include "dateline/serve/quotes.h"

#include "dateline/base/chars.h"

namespace dateline::serve {

namespace {

constexpr std::string_view kOpen = "“", kClose = "”";

/// Drops marks and spaces at an edge where a mark stands alone: `” he said` -> `he said`.
std::string_view without_stray(std::string_view words) {
  words = trim(words);
  if (words.starts_with(kClose)) words = trim(words.substr(kClose.size()));
  if (words.ends_with(kOpen)) words = trim(words.substr(0, words.size() - kOpen.size()));
  return words;
}

}  // namespace

std::string balanced(std::string_view given) {
  const std::string_view words = without_stray(given);
  size_t open = 0, lost = 0, straight = 0;
  bool straight_opens = false;
  for (size_t at = 0; at < words.size(); ++at) {
    if (words.substr(at).starts_with(kOpen)) {
      ++open;
    } else if (words.substr(at).starts_with(kClose)) {
      open > 0 ? --open : ++lost;
    } else if (words[at] == '"') {
      straight_opens = at == 0 || words[at - 1] == ' ' || words[at - 1] == '(';
      ++straight;
    }
  }
  std::string out(words);
  // Curly marks: a mark that lost its partner gets one at the edge. More than one is a text that never balances: left alone.
  if (lost == 1) out.insert(0, kOpen);
  if (open == 1) out += kClose;
  if (straight % 2 == 1) {
    if (words.size() == 1) return {};
    straight_opens ? out += '"' : out.insert(0, 1, '"');
  }
  return out;
}

std::string_view unquoted(std::string_view words) {
  for (size_t before = words.size() + 1; before != words.size();) {
    before = words.size();
    words = trim(words);
    for (const std::string_view mark : {kOpen, kClose, std::string_view("\"")}) {
      if (words.starts_with(mark)) words.remove_prefix(mark.size());
      if (words.ends_with(mark)) words.remove_suffix(mark.size());
    }
  }
  return words;
}

}  // namespace dateline::serve
