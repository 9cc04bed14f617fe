// Numbers of a string, for tests and other rooms: each with its bytes and its value, or the reason why it has none.
#include "dateline/figure/figures.h"
#include "dateline/figure/reading.h"

namespace dateline::figure {

std::vector<Number> numbers(std::string_view text) {
  std::vector<Number> out;
  const time::Words words = time::scan(text, {0, static_cast<uint32_t>(text.size())});
  for (uint32_t i = 0; i < words.size();) {
    const std::optional<Reading> r = read_number(words, i);
    if (!r) {
      ++i;
      continue;
    }
    i = r->last;
    if (r->ordinal) continue;
    Number n;
    n.at = {words[r->first].at.begin, words[r->last - 1].at.end};
    n.value = r->value;
    n.high = r->high;
    n.word = r->word;
    n.reason = r->reason;
    out.push_back(std::move(n));
  }
  return out;
}

}  // namespace dateline::figure
