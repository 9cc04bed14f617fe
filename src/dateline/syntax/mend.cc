// Makes answers that contradict each other one; see mend.h. Input: called Part|Pass root, ministers nsubj:pass, no auxiliary.
// Row that comes out: called Fin|Past, ministers nsubj. It does not touch heads, lemmas, names or sentences without a full stop
// (headlines leave auxiliaries out).
#include "dateline/syntax/mend.h"

#include <algorithm>

namespace dateline::syntax {
namespace {

/// The number of a feature set, 0 when there is none (set 0 is the most frequent, never a finite past).
uint16_t number_of(const std::vector<std::string>& feats, std::string_view set) {
  const auto found = std::find(feats.begin(), feats.end(), set);
  return found == feats.end() ? uint16_t{0} : static_cast<uint16_t>(found - feats.begin());
}

bool is_auxiliary(Dep d) { return d == Dep::aux || d == Dep::aux_pass || d == Dep::cop; }

}  // namespace

Mends::Mends(std::string_view names, const std::vector<std::string>& feats)
    : participle_(names.find("bare-participle") != std::string_view::npos),
      gerund_(names.find("next-gerund") != std::string_view::npos),
      nominal_(names.find("nominal-relations") != std::string_view::npos),
      singular_(number_of(feats, "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin")),
      plural_(number_of(feats, "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin")) {
  participle_ = participle_ && singular_ && plural_;
}

void Mends::participle(uint32_t verb, uint32_t begin, uint32_t end, const std::vector<uint32_t>& bits, Syntax& syntax) const {
  uint32_t subject = end;
  for (uint32_t t = begin; t < end; ++t) {
    if (syntax.head[t] != static_cast<int32_t>(verb)) continue;
    if (is_auxiliary(syntax.dep[t])) return;
    if ((syntax.dep[t] == Dep::nsubj || syntax.dep[t] == Dep::nsubj_pass) && t < verb) subject = t;
  }
  if (subject == end) return;
  syntax.dep[subject] = Dep::nsubj;
  syntax.feats_id[verb] = syntax.is(subject, feat::plural) ? plural_ : singular_;
  syntax.feats[verb] = bits[syntax.feats_id[verb]];
}

void Mends::beside_verb(uint32_t t, uint32_t begin, uint32_t end, Syntax& syntax) const {
  if (syntax.head[t] < static_cast<int32_t>(begin)) return;
  const auto verb = static_cast<uint32_t>(syntax.head[t]);
  if (syntax.upos[verb] != Upos::VERB || !syntax.is(verb, feat::finite)) return;
  switch (syntax.dep[t]) {
    case Dep::nmod:
      syntax.dep[t] = Dep::obl;
      break;
    case Dep::acl:
      syntax.dep[t] = syntax.is(t, feat::infinitive) ? Dep::xcomp : Dep::advcl;
      break;
    case Dep::compound: {
      bool subject = t > verb || syntax.upos[t] == Upos::ADJ;
      for (uint32_t c = begin; c < end && !subject; ++c)
        subject =
            syntax.head[c] == static_cast<int32_t>(verb) && (syntax.dep[c] == Dep::nsubj || syntax.dep[c] == Dep::nsubj_pass);
      if (!subject) syntax.dep[t] = Dep::nsubj;
      break;
    }
    default:
      break;
  }
}

void Mends::apply(const Text& text, uint32_t begin, uint32_t end, const std::vector<uint32_t>& bits, Syntax& syntax) const {
  if (!participle_ && !gerund_ && !nominal_) return;
  bool stop = false;
  for (uint32_t t = end; t-- > begin && end - t <= 2;) stop = stop || text.word(t).ends_with('.');
  for (uint32_t t = begin; t < end; ++t) {
    if (nominal_) beside_verb(t, begin, end, syntax);
    if (syntax.upos[t] != Upos::VERB) continue;
    const bool governs = syntax.dep[t] == Dep::root || syntax.dep[t] == Dep::ccomp;
    if (participle_ && stop && governs && syntax.is(t, feat::participle) && syntax.is(t, feat::past))
      participle(t, begin, end, bits, syntax);
    if (gerund_ && t > begin && syntax.dep[t] == Dep::advcl && syntax.is(t, feat::gerund) &&
        syntax.head[t] == static_cast<int32_t>(t) - 1 && syntax.upos[t - 1] == Upos::VERB)
      syntax.dep[t] = Dep::xcomp;
  }
}

}  // namespace dateline::syntax
