#include "dateline/time/phrase.h"

#include "dateline/time/find.h"
#include "dateline/time/value.h"

namespace dateline::time {

TimeExpression read_phrase(std::string_view phrase, const DayRange& page, const Ontology& ontology) {
  const Holidays holidays(ontology);
  const Words all = scan(phrase, {0, static_cast<uint32_t>(phrase.size())});
  uint32_t skip = 0;
  while (skip < all.size() &&
         in(all[skip].lower,
            "about almost nearly around approximately roughly some sometime more less than over up to at least only just "
            "within in on since until by before after for during from least most comparable each of its")) {
    ++skip;
  }
  if (skip == all.size()) skip = 0;
  const FindOptions options{true};
  TimeExpression best;
  uint32_t longest = 0;
  for (const uint32_t from : {0U, skip}) {
    const Words words(all.begin() + from, all.end());
    for (const Found& f : find(words, holidays, options)) {
      if (f.last - f.first <= longest) continue;
      longest = f.last - f.first;
      Anchor anchor;
      anchor.page = page;
      const Value v = resolve_found(f, anchor, holidays);
      best.at = {words[f.first].at.begin, words[f.last - 1].at.end};
      best.type = v.type;
      best.value = v.value;
      best.days = v.days;
      best.basis = v.basis;
      best.why = v.reason.empty() ? f.why : v.reason;
    }
  }
  return best;
}

}  // namespace dateline::time
