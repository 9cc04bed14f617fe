// Walks over dependency trees. See tree.h. Every walk is iterative and bounded by a small number of steps.
#include "dateline/event/tree.h"

#include <algorithm>
#include <array>

#include <algorithm>

#include "dateline/base/chars.h"

namespace dateline::event {

namespace {

constexpr int kSteps = 8;      // longest chain of control, coordination or relative clauses followed upward
constexpr size_t kHull = 600;  // most tokens one clause or phrase may have

bool is_subject(Dep d) { return d == Dep::nsubj || d == Dep::nsubj_pass || d == Dep::nsubj_outer; }

bool is_oblique(Dep d) { return d == Dep::obl || d == Dep::nmod || d == Dep::obl_agent; }

}  // namespace

Tree::Tree(const Text& text, const Syntax& syntax, const Tables& tables)
    : text_(text),
      syntax_(syntax),
      tables_(tables),
      children_(syntax),
      sentence_of_(syntax.head.size(), kNone),
      torn_(syntax.head.size(), false) {
  lemmas_.reserve(syntax.lemmas.size());
  for (const std::string& lemma : syntax.lemmas) lemmas_.push_back(lower_ascii(lemma));
  lemma_of_ = syntax.lemma_id;
  for (uint32_t t = 0; t < torn_.size(); ++t)
    torn_[t] = syntax.upos[t] == Upos::ADJ && word(t).ends_with("ed") && split_perfect(t) != kNone;
  correct_lemmas();
  for (uint32_t s = 0; s < text.sentences.size(); ++s) {
    for (uint32_t t = text.sentences[s].token_begin; t < text.sentences[s].token_end && t < sentence_of_.size(); ++t)
      sentence_of_[t] = s;
  }
}

namespace {

/// Dictionary forms that a regular English ending may come from: "bombed" -> bomb, bombe; "planned" -> plan; "carries" -> carry.
std::vector<std::string> bases_of(const std::string& word) {
  std::vector<std::string> out;
  const auto strip = [&](std::string_view ending) {
    if (word.size() < ending.size() + 2 || !std::string_view(word).ends_with(ending)) return;
    const std::string stem = word.substr(0, word.size() - ending.size());
    out.push_back(stem);
    out.push_back(stem + "e");
    if (stem.size() > 2 && stem.back() == stem[stem.size() - 2]) out.push_back(stem.substr(0, stem.size() - 1));
    if (stem.back() == 'i') out.push_back(stem.substr(0, stem.size() - 1) + "y");
  };
  strip("ed");
  strip("ing");
  strip("es");
  strip("s");
  return out;
}

}  // namespace

/// The model guesses lemmas of rare words; a guess no table knows gives way to a regular form that one does.
void Tree::correct_lemmas() {
  for (uint32_t t = 0; t < lemma_of_.size(); ++t) {
    const bool noun = upos(t) == Upos::NOUN;
    const auto known = [&](const std::string& form) { return tables_.knows(form) || (noun && tables_.classed(form)); };
    if ((!is_verb(t) && !noun) || known(lemma(t))) continue;
    for (std::string& base : bases_of(word(t))) {
      if (!known(base)) continue;
      lemma_of_[t] = static_cast<uint32_t>(lemmas_.size());
      lemmas_.push_back(std::move(base));
      break;
    }
  }
}

std::string Tree::word(uint32_t t) const { return lower_ascii(text_.word(t)); }

uint32_t Tree::child(uint32_t t, Dep relation) const {
  for (const uint32_t c : children_.of(t)) {
    if (dep(c) == relation) return c;
  }
  return kNone;
}

bool Tree::has_child_word(uint32_t t, Dep relation, std::string_view lemma_wanted) const {
  for (const uint32_t c : children_.of(t)) {
    if (dep(c) == relation && lemma(c) == lemma_wanted) return true;
  }
  return false;
}

std::string Tree::preposition(uint32_t t) const {
  const uint32_t mark = child(t, Dep::case_);
  if (mark == kNone) return {};
  std::string out = word(mark);
  if (out == "'s" || out == "\xE2\x80\x99s" || out == "'") return {};
  for (const uint32_t c : children_.of(mark)) {
    if (dep(c) == Dep::fixed) out += "_" + word(c);
  }
  return out;
}

uint32_t Tree::under(uint32_t t, std::string_view wanted) const {
  for (const uint32_t c : children_.of(t)) {
    if (is_oblique(dep(c)) && preposition(c) == wanted) return c;
    // "meeting with" whose nominal hangs as a clause's subject is not followed; conjoined prepositional phrases are.
    if (dep(c) == Dep::conj && is_noun(c) && is_noun(t) && preposition(c) == wanted) return c;
  }
  const uint32_t above = head(t);
  if (above == kNone || dep(t) != Dep::obj || !is_noun(t)) return kNone;
  for (const uint32_t c : children_.of(above)) {  // "condemned the attack on X": a phrase right after the noun, hung on the verb
    if (c > t && is_oblique(dep(c)) && child(c, Dep::case_) == t + 1 && preposition(c) == wanted) return c;
  }
  return kNone;
}

bool Tree::has_particle(uint32_t verb, std::string_view particle) const {
  for (const uint32_t c : children_.of(verb)) {
    const Dep d = dep(c);
    if ((d == Dep::compound_prt || d == Dep::advmod || d == Dep::case_ || d == Dep::fixed) && word(c) == particle) return true;
    if ((d == Dep::obl || d == Dep::obl_unmarked) && c > verb && preposition(c) == particle) return true;
  }
  return false;
}

bool Tree::is_passive(uint32_t verb) const {
  for (const uint32_t c : children_.of(verb)) {
    if (dep(c) == Dep::aux_pass || dep(c) == Dep::obl_agent) return true;
    if (dep(c) == Dep::nsubj_pass && !syntax_.is(verb, feat::finite)) return true;
  }
  if (dep(verb) == Dep::acl && syntax_.is(verb, feat::participle) && syntax_.is(verb, feat::past)) return true;
  return dep(verb) == Dep::conj && head(verb) != kNone && is_verb(head(verb)) && child(verb, Dep::nsubj) == kNone &&
         syntax_.is(verb, feat::participle) && syntax_.is(verb, feat::past) && child(verb, Dep::aux) == kNone &&
         child(head(verb), Dep::aux_pass) != kNone;
}

bool Tree::is_negated(uint32_t t) const {
  for (const uint32_t c : children_.of(t)) {
    const std::string& l = lemma(c);
    if (dep(c) == Dep::advmod && (l == "not" || l == "never" || l == "n't" || l == "no" || l == "hardly")) return true;
    if (dep(c) == Dep::aux && word(c) == "cannot") return true;
    if (dep(c) == Dep::cc_preconj && l == "neither") return true;
    if (dep(c) == Dep::det && (l == "no" || l == "neither")) return true;
    if (is_subject(dep(c))) {
      if (l == "none" || l == "nobody" || l == "no-one") return true;
      for (const uint32_t d : children_.of(c)) {
        if (dep(d) == Dep::det && lemma(d) == "no") return true;
        if (dep(d) == Dep::cc_preconj && lemma(d) == "neither") return true;
      }
    }
  }
  return false;
}

uint32_t Tree::antecedent(uint32_t t) const {
  if (t == kNone || upos(t) != Upos::PRON) return t;
  const std::string w = word(t);
  if (w != "who" && w != "which" && w != "that" && w != "whom") return t;
  uint32_t at = t;
  for (int i = 0; i < kSteps && at != kNone; ++i) {
    if (dep(at) == Dep::acl_relcl || dep(at) == Dep::advcl_relcl) return head(at) == kNone ? t : head(at);
    at = head(at);
  }
  return t;
}

uint32_t Tree::own_subject(uint32_t verb) const {
  uint32_t found = kNone;
  for (const uint32_t c : children_.of(verb)) {
    if (is_subject(dep(c)) && (found == kNone || (c < verb && dashed(found, c)))) found = c;
  }
  return found;
}

bool Tree::dashed(uint32_t from, uint32_t to) const {
  for (uint32_t t = from; t < to && t < from + 16; ++t) {
    const std::string_view w = text_.word(t);
    if (w == "-" || w == "\xE2\x80\x93" || w == "\xE2\x80\x94") return true;
  }
  return false;
}

uint32_t Tree::surface_subject(uint32_t verb) const {
  uint32_t at = verb;
  for (int i = 0; i < kSteps; ++i) {
    if (const uint32_t own = own_subject(at); own != kNone) return antecedent(own);
    if (dep(at) == Dep::conj || dep(at) == Dep::xcomp || dep(at) == Dep::parataxis)
      at = head(at);
    else
      break;
    if (at == kNone) break;
  }
  return kNone;
}

uint32_t Tree::inherited_subject(uint32_t verb) const {
  const uint32_t above = head(verb);
  if (above == kNone) return kNone;
  switch (dep(verb)) {
    case Dep::conj: {
      if (!is_verb(above) && upos(above) != Upos::ADJ && upos(above) != Upos::NOUN) return kNone;
      if (!is_passive(verb) && is_passive(above)) return surface_subject(above);
      return above;  // the caller continues with it
    }
    case Dep::xcomp:
    case Dep::ccomp:
    case Dep::advcl:
    case Dep::parataxis:
      return above;
    default:
      return kNone;
  }
}

/// "has on three occasions vetoed drafts", read as "has drafts" with vetoed ones: the "has" of a participle; else kNone.
uint32_t Tree::split_perfect(uint32_t participle) const {
  const uint32_t noun = head(participle);
  if (dep(participle) != Dep::amod || noun == kNone || noun < participle) return kNone;
  if (!syntax_.is(participle, feat::participle) && syntax_.upos[participle] != Upos::ADJ) return kNone;
  for (const uint32_t c : children_.of(noun)) {
    if (c < participle) return kNone;  // "has a number of vetoed drafts"
  }
  const uint32_t have = head(noun);
  if (have == kNone || lemma(have) != "have" || dep(noun) != Dep::obj || have + 1 >= participle) return kNone;
  return upos(have + 1) == Upos::ADP || upos(have + 1) == Upos::ADV ? have : kNone;
}

uint32_t Tree::subject(uint32_t verb) const {
  if (const uint32_t have = split_perfect(verb); have != kNone) return surface_subject(have);
  uint32_t at = verb;
  for (int i = 0; i < kSteps; ++i) {
    if (is_passive(at)) {
      uint32_t agent = child(at, Dep::obl_agent);
      if (agent == kNone) agent = under(at, "by");
      if (at == verb) return agent;
      if (const uint32_t own = own_subject(at); own != kNone) return antecedent(own);
      if (dep(at) == Dep::acl) return head(at);
      if (dep(at) == Dep::acl_relcl) return head(at);
    } else if (const uint32_t own = own_subject(at); own != kNone) {
      return antecedent(own);
    }
    const uint32_t dummy = child(at, Dep::expl);  // "said it continues to talk": "it" read as a dummy subject
    const bool acts = child(at, Dep::xcomp) != kNone || child(at, Dep::obj) != kNone;
    if (dummy != kNone && dummy < at && lemma(dummy) == "it" && is_verb(at) && acts) return dummy;
    const uint32_t above = head(at);
    if (above == kNone) return kNone;
    const Dep d = dep(at);
    if (d == Dep::ccomp && syntax_.is(at, feat::finite)) {  // "declared it viewed": "it" read as an object
      const uint32_t pronoun = child(above, Dep::obj);
      return pronoun != kNone && upos(pronoun) == Upos::PRON && pronoun < at ? pronoun : kNone;
    }
    if (d == Dep::acl) {
      if (!syntax_.is(at, feat::infinitive) && child(at, Dep::mark) == kNone) return above;  // "officials calling for"
      // "the plan to attack": the plan's owner, or the subject of the verb that has the plan
      const uint32_t owner = child(above, Dep::nmod_poss);
      if (owner != kNone) return owner;
      const uint32_t verb_above = head(above);
      if (verb_above == kNone || !is_verb(verb_above) || (dep(above) != Dep::obj && dep(above) != Dep::obl)) return kNone;
      at = verb_above;
      continue;
    }
    if (d == Dep::acl_relcl) return child(at, Dep::obj) == kNone ? kNone : above;
    const bool gerund = d == Dep::advcl && syntax_.is(at, feat::gerund) && child(at, Dep::mark) != kNone;
    if (d == Dep::xcomp || gerund || (d == Dep::advcl && syntax_.is(at, feat::infinitive)) ||
        (d == Dep::ccomp && syntax_.is(at, feat::infinitive)) ||
        (d == Dep::csubj && has_child_word(at, Dep::mark, "to") && above < at &&
         child(above, Dep::expl) == kNone)) {  // "is about to restore"
      const Governor* governor = tables_.governor(lemma(above));
      if (governor && governor->object_control && is_verb(above)) {
        if (is_passive(above)) return surface_subject(above);
        uint32_t controlled = child(above, Dep::obj);
        if (controlled == kNone) controlled = child(above, Dep::iobj);  // "urged Russia to release": newer trees say so
        if (controlled != kNone) return antecedent(controlled);
        for (const char* preposition_of_control : {"on", "upon", "to"}) {
          const uint32_t asked = under(above, preposition_of_control);
          if (asked != kNone) return asked;
        }
      }
      at = above;
      continue;
    }
    const uint32_t next = inherited_subject(at);
    if (next == kNone || next == at) return kNone;
    if (d == Dep::ccomp && syntax_.is(at, feat::finite)) return kNone;
    if (d == Dep::advcl && child(at, Dep::mark) != kNone && syntax_.is(at, feat::finite)) return kNone;
    if (next != above) return next;
    at = above;
    if (!is_verb(at) && upos(at) != Upos::ADJ && upos(at) != Upos::NOUN) return kNone;
  }
  return kNone;
}

bool Tree::is_counted_thing(uint32_t t) const {
  static constexpr std::array<std::string_view, 14> kMeasures = {"day",    "week",    "month",     "year",     "hour",
                                                                 "minute", "second",  "time",      "mile",     "metre",
                                                                 "meter",  "percent", "kilometre", "kilometer"};
  if (!is_noun(t) || std::find(kMeasures.begin(), kMeasures.end(), lemma(t)) != kMeasures.end()) return false;
  return child(t, Dep::nummod) != kNone;
}

uint32_t Tree::object(uint32_t verb) const {
  if (split_perfect(verb) != kNone) return head(verb);
  if (is_passive(verb)) {
    for (const uint32_t c : children_.of(verb)) {
      if (is_subject(dep(c))) return antecedent(c);
    }
    if (dep(verb) == Dep::acl) return head(verb);
    if (dep(verb) == Dep::conj || dep(verb) == Dep::xcomp) return surface_subject(verb);
    return child(verb, Dep::obj);
  }
  uint32_t own = child(verb, Dep::obj);
  if (own == kNone && child(verb, Dep::xcomp) != kNone) own = child(verb, Dep::iobj);  // "asked Turkey to announce a truce"
  if (own != kNone) return antecedent(own);
  for (const uint32_t c : children_.of(verb)) {  // "handed over a batch": a particle read as a preposition
    if (dep(c) != Dep::obl || c < verb) continue;
    const std::string p = preposition(c);
    if (p.empty() && is_counted_thing(c)) return c;  // "killed at least 70 people": the bound was read as a preposition
    if ((p == "over" || p == "up" || p == "down" || p == "out" || p == "off" || p == "back") && tables_.phrasal(lemma(verb), p))
      return c;
  }
  if (dep(verb) == Dep::acl_relcl) {
    bool has_subject = false;
    for (const uint32_t c : children_.of(verb)) has_subject = has_subject || (is_subject(dep(c)) && antecedent(c) == c);
    if (has_subject) return head(verb);  // "the war that Israel launched"
  }
  if (dep(verb) == Dep::conj && head(verb) != kNone && is_verb(head(verb)) && child(verb, Dep::obl) == kNone) {
    const uint32_t shared = child(head(verb), Dep::obj);
    if (shared != kNone && shared > verb) return shared;
  }
  return kNone;
}

uint32_t Tree::complement(uint32_t t) const {
  for (const uint32_t c : children_.of(t)) {
    const Dep d = dep(c);
    if (d == Dep::xcomp || d == Dep::ccomp) return c;
    if ((d == Dep::advcl || d == Dep::acl) && (syntax_.is(c, feat::infinitive) || has_child_word(c, Dep::mark, "to"))) return c;
  }
  return kNone;
}

std::vector<uint32_t> Tree::coordinated(uint32_t t) const {
  std::vector<uint32_t> out = {t};
  for (size_t i = 0; i < out.size() && out.size() < 64; ++i) {
    for (const uint32_t c : children_.of(out[i])) {
      if (dep(c) == Dep::conj && (is_noun(c) || upos(c) == Upos::PRON || upos(c) == Upos::ADJ)) out.push_back(c);
    }
  }
  const uint32_t above = head(t);
  if (above != kNone && dep(t) != Dep::conj && child(t, Dep::cc) == kNone) {
    // "between Japan and South Korea" read as two modifiers, or Korea joined to "talks": no preposition of its own
    for (const uint32_t c : children_.of(above)) {
      const bool second = dep(c) == dep(t) || (dep(c) == Dep::conj && preposition(t) == "between");
      if (c > t && second && is_noun(c) && child(c, Dep::cc) != kNone && child(c, Dep::case_) == kNone) out.push_back(c);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

uint32_t Tree::first_conjunct(uint32_t t) const {
  for (int i = 0; i < 64 && dep(t) == Dep::conj && head(t) != kNone; ++i) t = head(t);
  return t;
}

namespace {

/// Hull of a subtree that leaves out the children `skip` names.
template <typename Skip>
TokenRange hull(const Children& children, uint32_t root, size_t budget, const Skip& skip) {
  TokenRange range{root, root + 1};
  std::vector<uint32_t> open = {root};
  while (!open.empty() && budget-- > 0) {
    const uint32_t t = open.back();
    open.pop_back();
    range.begin = std::min(range.begin, t);
    range.end = std::max(range.end, t + 1);
    for (const uint32_t c : children.of(t)) {
      if (!skip(t, c)) open.push_back(c);
    }
  }
  return range;
}

}  // namespace

Span Tree::clause(uint32_t predicate) const {
  if (const uint32_t have = split_perfect(predicate); have != kNone) predicate = have;
  const size_t budget = kHull;
  TokenRange range = hull(children_, predicate, budget, [&](uint32_t parent, uint32_t c) {
    const Dep d = dep(c);
    if (d == Dep::parataxis || d == Dep::discourse || d == Dep::punct) return true;
    if (parent != predicate) return false;
    if (d == Dep::conj && (is_verb(c) || child(c, Dep::cop) != kNone)) return true;
    if (d == Dep::cc || d == Dep::mark) return true;
    if (d == Dep::advcl) {
      if (c < predicate) return true;
      for (const uint32_t g : children_.of(c)) {
        if (is_subject(dep(g))) return true;
      }
    }
    return false;
  });
  const uint32_t s = sentence_of_[predicate];
  while (range.end < text_.sentences[s].token_end && upos(range.end - 1) != Upos::PUNCT && upos(range.end) == Upos::PUNCT &&
         text_.word(range.end).size() > 1 && !text_.tokens[range.end].space_before &&
         is_closing_quote(decode(text_.word(range.end), 0).value)) {
    ++range.end;
  }
  return text_.span_of_tokens(range.begin, range.end);
}

Span Tree::wide_clause(uint32_t predicate) const {
  const TokenRange range =
      hull(children_, predicate, kHull, [&](uint32_t, uint32_t c) { return dep(c) == Dep::parataxis || dep(c) == Dep::punct; });
  return text_.span_of_tokens(range.begin, range.end);
}

Span Tree::phrase(uint32_t noun) const {
  const TokenRange range = hull(children_, noun, kHull, [&](uint32_t parent, uint32_t c) {
    const Dep d = dep(c);
    if (d == Dep::acl_relcl || d == Dep::acl || d == Dep::appos || d == Dep::parataxis || d == Dep::punct || d == Dep::advcl)
      return true;
    return parent == noun &&
           (d == Dep::conj || d == Dep::cc || d == Dep::case_ || d == Dep::cop || d == Dep::mark || is_subject(d));
  });
  return text_.span_of_tokens(range.begin, range.end);
}

Span Tree::whole_phrase(uint32_t noun) const {
  const TokenRange range = hull(children_, noun, kHull, [&](uint32_t parent, uint32_t c) {
    const Dep d = dep(c);
    if (d == Dep::parataxis || d == Dep::punct) return true;
    if (parent != noun) return false;
    return d == Dep::cop || d == Dep::mark || is_subject(d) || (d == Dep::case_ && c < noun && upos(c) == Upos::ADP) ||
           (d == Dep::conj && is_verb(c));
  });
  return text_.span_of_tokens(range.begin, range.end);
}

}  // namespace dateline::event
