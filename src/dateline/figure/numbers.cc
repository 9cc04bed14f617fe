// Numbers of a string, for tests and other rooms: each with its bytes and its value, or the reason why it has none.
#include "dateline/figure/figures.h"
#include "dateline/figure/reading.h"

namespace dateline::figure {
namespace {

/// "this one", "29km", "A320": no number of their own.
bool no_number(const time::Words& words, const Reading& r) {
  const bool pronoun = words[r.first].is("one") && r.last == r.first + 1;
  if (pronoun && r.first > 0 && time::in(words[r.first - 1].lower, "this that which each every no any another the")) return true;
  if (r.word || r.last >= words.size()) return false;
  const time::Word& next = words[r.last];
  return !next.space_before && next.kind == time::WordKind::word && words[r.last - 1].kind == time::WordKind::number;
}

/// "1 over 3", "2000 over 3": a fraction of two numbers.
void join_over(const time::Words& words, Reading& r) {
  if (r.last + 1 >= words.size() || !words[r.last].is("over") || !r.reason.empty() || r.vague) return;
  const std::optional<Reading> below = read_number(words, r.last + 1);
  if (!below || !below->reason.empty() || below->vague || below->ordinal || below->value == 0) return;
  r.value /= below->value;
  r.high = r.value;
  r.last = below->last;
}

}  // namespace

std::vector<Number> numbers(std::string_view text) {
  std::vector<Number> out;
  const time::Words words = time::scan(text, {0, static_cast<uint32_t>(text.size())});
  for (uint32_t i = 0; i < words.size();) {
    std::optional<Reading> r = read_number(words, i);
    if (!r) {
      ++i;
      continue;
    }
    join_over(words, *r);
    i = r->last;
    if (r->ordinal || no_number(words, *r)) continue;
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
