#include "dateline/time/tense.h"

#include <algorithm>
#include <string_view>

namespace dateline::time {
namespace {

constexpr std::string_view kFuture =
    "will 'll shall won't ahead upcoming expected expects expect scheduled due set plans plan planned planning intends aims "
    "hopes "
    "preparing prepares prepare poised tomorrow deadline going gonna slated vows vowed pledged promises until";
constexpr std::string_view kPast =
    "was were had did said told met went came took made got gave saw left held led began became brought spent sent won lost ran "
    "fell rose hit killed "
    "announced called added reported declared arrived struck launched broke fought shot found put spoke wrote urged grew knew "
    "thought kept felt "
    "stood paid heard set-up has have been fled rejected warned after since earlier ago";
constexpr std::string_view kBoundary = "; : ( ) \xE2\x80\x94 \xE2\x80\x9C \xE2\x80\x9D \"";
constexpr std::string_view kClause = "but while although though whereas who which that after because when where";

bool past_form(const std::string& w) {
  if (in(w, kPast)) return true;
  return w.size() > 4 && w.ends_with("ed") &&
         !in(w, "united need speed seed breed indeed proceed exceed succeed feed hundred red expected scheduled planned slated");
}

/// "to attend", "to visit": an infinitive after a word that looks ahead.
bool infinitive_ahead(const Words& words, uint32_t i) {
  if (!words[i].is("to") || i == 0 || i + 1 >= words.size() || words[i + 1].kind != WordKind::word) return false;
  if (words[i + 1].capital || in(words[i + 1].lower, "the a an his her its their this that be"))
    return words[i + 1].is("be") && in(words[i - 1].lower, "is are due expected set");
  return in(
      words[i - 1].lower,
      "is are plans planned plan due set expected scheduled slated intends hopes wants aims agreed ready prepares preparing "
      "vowed pledged promised going order asked invited vote return about able likely");
}

}  // namespace

int32_t tense_of(const Words& words, const Found& found) {
  if (found.first > 1 && in(words[found.first - 1].lower, "of on in the") && in(words[found.first - 2].lower, "until ahead"))
    return 1;
  const bool deadline = found.first > 0 && in(words[found.first - 1].lower, "until till by through");
  const uint32_t low = found.first > 14 ? found.first - 14 : 0;
  int32_t weak = 0;
  for (uint32_t i = found.first; i-- > low;) {
    const Word& w = words[i];
    if (w.kind == WordKind::sign && in(w.lower, kBoundary)) break;
    // "was due to leave in September": ahead of a past day; a weekday so told is still to come
    const bool was = i > 1 && (in(words[i - 1].lower, "was were had") || in(words[i - 2].lower, "was were had"));
    if (was && found.shape == Shape::date && (infinitive_ahead(words, i) || in(w.lower, "due expected scheduled planned slated")))
      return 0;
    if (infinitive_ahead(words, i)) return 1;
    if (in(w.lower, kFuture)) {
      if (w.is("set") && !(i + 1 < words.size() && words[i + 1].is("to"))) continue;
      if (w.is("due") && i + 1 < words.size() && words[i + 1].is("to") && !(i + 2 < words.size() && words[i + 2].is("be")))
        continue;
      if (w.is("until") && i + 1 != found.first) continue;
      return 1;
    }
    if (in(w.lower, "would could may might") && !w.capital) weak = 1;
    if (past_form(w.lower) && i > 0 && words[i - 1].is("be")) continue;  // "is to be held"
    if (past_form(w.lower)) return weak > 0 && in(w.lower, "said told added announced warned") ? 1 : -1;
    if (in(w.lower, kClause)) break;
  }
  if (weak > 0 || deadline) return 1;  // "runs through March 11"
  const uint32_t high = std::min<uint32_t>(static_cast<uint32_t>(words.size()), found.last + 14);
  for (uint32_t i = found.last; i < high; ++i) {
    const Word& w = words[i];
    if (w.kind == WordKind::sign && in(w.lower, "; : \xE2\x80\x94")) break;
    if (w.kind == WordKind::word && in(w.lower, "will 'll shall")) return 1;
    if (infinitive_ahead(words, i)) return 1;
    if (past_form(w.lower) && !w.is("after")) return -1;
  }
  return 0;
}

bool planned_in_past(const Words& words, const Found& found) {
  const uint32_t low = found.first > 14 ? found.first - 14 : 0;
  bool ahead = false;
  for (uint32_t i = found.first; i-- > low;) {
    const Word& w = words[i];
    if (w.kind == WordKind::sign && in(w.lower, kBoundary)) return false;
    if (w.kind == WordKind::word && in(w.lower, "will 'll shall is are am would could may might")) return false;
    if (in(w.lower, "due expected scheduled planned slated set going meant supposed hoping waiting")) ahead = true;
    if (ahead && in(w.lower, "was were had")) return true;
  }
  return false;
}

bool tells_of_past(const Words& words, const Found& found) {
  uint32_t i = found.last;
  if (i < words.size() && words[i].is(",")) ++i;
  const bool when = i < words.size() && words[i].is("when");
  const bool which = i + 1 < words.size() && in(words[i].lower, "during in on after") && words[i + 1].is("which");
  if (when || which) {
    const uint32_t high = std::min<uint32_t>(static_cast<uint32_t>(words.size()), i + 14);
    for (uint32_t k = i + (which ? 2 : 1); k < high; ++k) {
      if (words[k].kind == WordKind::sign && in(words[k].lower, kBoundary)) break;
      if (in(words[k].lower, "will 'll shall would could may might is are has have expected scheduled due")) break;
      if (past_form(words[k].lower)) return true;
    }
  }
  // A thing done that is somebody's: "his defeat in May".
  if (found.first < 3 || !in(words[found.first - 1].lower, "in on last")) return false;
  if (!in(words[found.first - 2].lower,
          "win victory defeat loss death killing murder arrest resignation ouster collapse crash attack invasion triumph "
          "landslide"))
    return false;
  const uint32_t low = found.first > 6 ? found.first - 6 : 0;
  for (uint32_t k = found.first - 2; k-- > low;) {
    if (words[k].kind != WordKind::word && !in(words[k].lower, "'s \xE2\x80\x99s")) return false;
    if (in(words[k].lower, "his her their its 's \xE2\x80\x99s") || words[k].lower.ends_with("'s") ||
        words[k].lower.ends_with("\xE2\x80\x99s"))
      return true;
  }
  return false;
}

int32_t tense_of(const Text& text, const Syntax& syntax, Span at) {
  const size_t n = text.tokens.size();
  if (syntax.head.size() != n || syntax.upos.size() != n || syntax.dep.size() != n || syntax.feats.size() != n || n == 0)
    return 0;
  const uint32_t first = text.token_at(at.begin);
  if (first >= n) return 0;
  uint32_t token = first;
  while (token + 1 < n && text.tokens[token + 1].at.begin < at.end && syntax.head[token] > static_cast<int32_t>(token)) ++token;
  // Climb to the governing verb.
  uint32_t verb = token;
  for (int steps = 0; steps < 12; ++steps) {
    if (syntax.upos[verb] == Upos::VERB || (syntax.upos[verb] == Upos::AUX)) break;
    if (syntax.head[verb] < 0) return 0;
    verb = static_cast<uint32_t>(syntax.head[verb]);
  }
  if (syntax.upos[verb] != Upos::VERB) return 0;
  for (int steps = 0; steps < 6; ++steps) {
    const uint32_t low = verb > 6 ? verb - 6 : 0;
    for (uint32_t t = low; t < verb; ++t) {
      if (syntax.head[t] != static_cast<int32_t>(verb) || syntax.dep[t] != Dep::aux) continue;
      const std::string_view form = text.word(t);
      if (form == "will" || form == "'ll" || form == "\xE2\x80\x99ll" || form == "shall") return 1;
    }
    if (syntax.is(verb, feat::past | feat::finite)) return -1;
    if (syntax.dep[verb] != Dep::xcomp && syntax.dep[verb] != Dep::conj && syntax.dep[verb] != Dep::advcl) return 0;
    if (syntax.head[verb] < 0) return 0;
    verb = static_cast<uint32_t>(syntax.head[verb]);
    if (in(text.word(verb), "expected scheduled due set planned slated")) return 0;  // the words around tell "is" from "was"
    if (in(text.word(verb), "plans plan intends hopes wants aims")) return 1;
    if (syntax.upos[verb] != Upos::VERB) return 0;
  }
  return 0;
}

}  // namespace dateline::time
