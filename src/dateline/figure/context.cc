#include "dateline/figure/context.h"

#include <algorithm>
#include <array>

namespace dateline::figure {
namespace {

using time::in;
using time::WordKind;
using time::Words;

struct Sense {
  FigureKind kind;
  std::string_view word;
  std::string_view before;  ///< words that stand before the count
  std::string_view after;   ///< words that stand after it
};

constexpr std::array<Sense, 8> kSenses = {
    {{FigureKind::killed, "killed",
      "killed killing kills kill claimed claiming claims slaughtered massacred executed executing dead deaths death fatalities "
      "toll slew slain lives",
      "killed dead died dying perished slain martyred drowned lives deaths fatalities executed"},
     {FigureKind::injured, "injured", "injured injuring wounded wounding injures wounds hurt hurting injuries",
      "injured wounded hurt injuries hospitalised hospitalized"},
     {FigureKind::missing, "missing", "missing", "missing unaccounted disappeared"},
     {FigureKind::displaced, "displaced", "displaced displacing displacement uprooted evacuated evacuating",
      "displaced fled homeless evacuated uprooted flee fleeing"},
     {FigureKind::detained, "detained", "arrested arresting detained detaining jailed jailing imprisoned rounded",
      "arrested detained jailed imprisoned custody"},
     {FigureKind::hostages, "held hostage", "kidnapped kidnapping abducted abducting seized",
      "hostage hostages captive kidnapped abducted"},
     {FigureKind::infected, "infected", "infected infecting infections", "infected infections"},
     {FigureKind::participants, "taking part", "drew attracting", "attended marched rallied protested demonstrated"}}};

bool boundary(const time::Word& w) {
  return w.kind == WordKind::sign && in(w.lower, ", ; : . ( ) \" \xE2\x80\x94 \xE2\x80\x9C \xE2\x80\x9D");
}

bool countable(const Phrase& p) {
  return p.kind != FigureKind::money && p.kind != FigureKind::percent && p.kind != FigureKind::age &&
         p.kind != FigureKind::duration && p.kind != FigureKind::distance && p.kind != FigureKind::area &&
         p.kind != FigureKind::mass && p.kind != FigureKind::speed && p.kind != FigureKind::temperature &&
         p.kind != FigureKind::volume && p.kind != FigureKind::other;
}

const Sense* sense_after(const Words& w, uint32_t from) {
  uint32_t signs = 0;
  for (uint32_t k = from; k < w.size() && k < from + 7; ++k) {
    if (boundary(w[k]) && (++signs > 0)) break;
    if (w[k].kind == WordKind::number || (in(w[k].lower, "and but who that which as after when while to in from"))) {
      if (in(w[k].lower, "who that") && k == from) continue;
      if (in(w[k].lower, "in")) continue;
      break;
    }
    for (const Sense& sense : kSenses) {
      if (in(w[k].lower, sense.after)) return &sense;
    }
  }
  return nullptr;
}

const Sense* sense_before(const Words& w, uint32_t to) {
  const uint32_t low = to > 12 ? to - 12 : 0;
  bool toll_only = false;
  for (uint32_t k = to; k-- > low;) {
    if (boundary(w[k]) || in(w[k].lower, "but while who which")) {
      // a list goes on: "killing 12, wounding 30" has its own verb nearer
      if (w[k].is(",") && to - k > 2) {
        toll_only = true;
        continue;
      }
      if (w[k].is(",")) continue;
      break;
    }
    if (w[k].kind == WordKind::number) break;
    for (const Sense& sense : kSenses) {
      if (!in(w[k].lower, sense.before)) continue;
      // far words must be nouns of a toll: "raised the death toll on Thursday to nearly 32,000"
      const bool toll = in(w[k].lower, "toll deaths fatalities dead");
      if (to - k > 5 && !toll) continue;
      if (toll_only && !toll) continue;
      return &sense;
    }
  }
  return nullptr;
}

}  // namespace

Context context_of(const Words& words, const Phrase& p) {
  Context c;
  c.kind = p.kind;
  const uint32_t n = static_cast<uint32_t>(words.size());
  for (uint32_t k = p.last; k < std::min(n, p.last + 16); ++k) {
    if (words[k].is("so") && k + 1 < n && words[k + 1].is("far")) c.cumulative = true;
    if (words[k].is("since") && k + 1 < n) c.cumulative = true;
    if (words[k].is("to") && k + 1 < n && words[k + 1].is("date")) c.cumulative = true;
    if (words[k].is(";")) break;
  }
  for (uint32_t k = p.first > 10 ? p.first - 10 : 0; k < p.first; ++k) {
    if (in(words[k].lower, "toll total totalling totaling")) c.cumulative = true;
  }
  if (!countable(p)) return c;
  const Sense* sense = sense_after(words, p.last);
  const Sense* left = sense_before(words, p.first);
  // A verb of killing right before the count beats what follows it.
  if (left != nullptr && (sense == nullptr || left->kind == FigureKind::killed || left->kind == FigureKind::injured)) {
    if (sense == nullptr || p.first == 0 || in(words[p.first - 1].lower, left->before)) sense = left;
  }
  const bool people = p.person || p.unit.empty();
  if (sense != nullptr && people) {
    c.kind = sense->kind;
    c.word = sense->word;
    if (p.kind == sense->kind) c.word = {};
  }
  return c;
}

}  // namespace dateline::figure
