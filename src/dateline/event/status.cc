// Status, date and place of events. See status.h.
#include "dateline/event/status.h"

#include <algorithm>

namespace dateline::event {

namespace {

constexpr int kSteps = 8;

EventStatus status_from(Effect effect) {
  switch (effect) {
    case Effect::planned:
      return EventStatus::planned;
    case Effect::demanded:
      return EventStatus::demanded;
    case Effect::denied:
      return EventStatus::denied;
    case Effect::conditional:
      return EventStatus::conditional;
    default:
      return EventStatus::happened;
  }
}

/// Effect of the auxiliaries of one verb.
Effect modal_effect(uint32_t verb, const Tree& tree) {
  Effect out = Effect::none;
  for (const uint32_t c : tree.children().of(verb)) {
    if (tree.dep(c) != Dep::aux) continue;
    const std::string w = tree.word(c);
    if (w == "will" || w == "shall" || w == "'ll" || w == "wo" || w == "\xE2\x80\x99ll")
      out = Effect::planned;
    else if (w == "would" || w == "'d")
      out = Effect::planned;
    else if (w == "may" || w == "might" || w == "could" || w == "can" || w == "cannot")
      out = Effect::conditional;
    else if (w == "must" || w == "should" || w == "ought")
      out = Effect::demanded;
  }
  return out;
}

bool has_would(uint32_t verb, const Tree& tree) {
  for (const uint32_t c : tree.children().of(verb)) {
    if (tree.dep(c) == Dep::aux && tree.word(c) == "would") return true;
  }
  return false;
}

bool is_conditional_mark(uint32_t verb, const Tree& tree) {
  for (const uint32_t c : tree.children().of(verb)) {
    if (tree.dep(c) != Dep::mark && tree.dep(c) != Dep::advmod) continue;
    const std::string& l = tree.lemma(c);
    if (l == "if" || l == "unless" || l == "whether" || l == "lest") return true;
  }
  return false;
}

bool under_conditional_clause(uint32_t verb, const Tree& tree) {
  for (const uint32_t c : tree.children().of(verb)) {
    if (tree.dep(c) == Dep::advcl && is_conditional_mark(c, tree)) return true;
  }
  return false;
}

/// "insisted that she had resigned": a finite clause about the past is a claim of fact, whatever verb reports it.
bool tells_past(uint32_t verb, const Tree& tree) {
  if (tree.dep(verb) != Dep::ccomp) return false;
  for (const uint32_t c : tree.children().of(verb)) {
    const std::string word = tree.word(c);
    if (tree.dep(c) == Dep::aux && (word == "had" || word == "has" || word == "have" || word == "did")) return true;
  }
  return false;
}

/// "stopped to chat", "went on to thank", "had to start": the act in the infinitive took place when the word above it did.
bool carries_through(uint32_t above, uint32_t infinitive, const Tree& tree, const Tables& tables) {
  if (!tree.is_verb(above) || !tree.has_child_word(infinitive, Dep::mark, "to")) return false;
  const std::string word = tree.word(above);
  if (tree.lemma(above) == "have") return word == "had";
  if (!tables.in_class("motion", tree.lemma(above))) return false;
  if (word.ends_with("ing")) return false;
  return tree.lemma(above) != "go" || tree.has_particle(above, "on");
}

/// Status of a verb by its own words and by the words that govern it, inner words first.
Effect verb_effect(uint32_t verb, const Tree& tree, const Tables& tables) {
  uint32_t at = verb;
  bool own = true;
  Effect fallback = Effect::none;  // of a purpose clause whose main clause says nothing
  for (int i = 0; i < kSteps; ++i) {
    if (is_conditional_mark(at, tree)) return Effect::conditional;
    const Effect modal = modal_effect(at, tree);
    const bool negated = tree.is_negated(at);
    if (negated) return Effect::denied;
    if (modal != Effect::none) {
      if (has_would(at, tree) && under_conditional_clause(at, tree)) return Effect::conditional;
      return modal;
    }
    const uint32_t above = tree.head(at);
    if (above == kNone) return fallback;
    const Dep d = tree.dep(at);
    const bool infinitive = tree.has_child_word(at, Dep::mark, "to");
    if (d == Dep::xcomp || d == Dep::ccomp || d == Dep::csubj || d == Dep::acl || d == Dep::advcl) {
      const bool complement = d == Dep::xcomp || d == Dep::ccomp || d == Dep::csubj || infinitive;
      if (infinitive && carries_through(above, at, tree, tables)) {
        if (tree.is_negated(above)) return Effect::denied;
        at = above;
        own = false;
        continue;
      }
      const Governor* governor = complement && !tells_past(at, tree) ? tables.governor(tree.lemma(above)) : nullptr;
      if (governor && governor->effect != Effect::none) {
        if (governor->effect == Effect::happened && !tree.is_negated(above)) {
          at = above;
          own = false;
          continue;
        }
        if (tree.is_negated(above)) return Effect::denied;
        return governor->effect;
      }
      if (d == Dep::advcl && infinitive) {
        fallback = Effect::planned;
        at = above;
        own = false;
        continue;
      }
      if (d == Dep::xcomp || (d == Dep::acl && infinitive)) {
        if (d == Dep::acl && tree.is_noun(above)) return Effect::planned;
        at = above;
        own = false;
        continue;
      }
      return fallback;
    }
    if (d == Dep::conj && tree.child(at, Dep::nsubj) == kNone && tree.child(at, Dep::aux) == kNone && own) {
      at = above;
      continue;
    }
    return fallback;
  }
  return fallback;
}

/// Words on the noun itself: "any attack", "a possible attack", "no attack", "the planned attack".
Effect noun_effect(uint32_t noun, const Tree& tree, const Tables& tables) {
  for (const uint32_t c : tree.children().of(noun)) {
    const Dep d = tree.dep(c);
    const std::string& l = tree.lemma(c);
    if (d == Dep::det && l == "no") return Effect::denied;
    if (d == Dep::det && l == "any") return Effect::conditional;
    if (d == Dep::amod || d == Dep::compound) {
      if (tables.in_class("planned_adj", l) || tables.in_class("planned_adj", tree.word(c))) return Effect::planned;
      if (tables.in_class("possible_adj", l) || tables.in_class("possible_adj", tree.word(c))) return Effect::conditional;
    }
  }
  return Effect::none;
}

/// What governs a noun without a light verb: "threat of an attack", "opposes the operation", "an attack would be a mistake".
Effect noun_context(uint32_t noun, const Tree& tree, const Tables& tables) {
  uint32_t at = tree.first_conjunct(noun);
  for (int i = 0; i < kSteps; ++i) {
    const uint32_t above = tree.head(at);
    if (above == kNone) {
      return tree.child(at, Dep::cop) != kNone ? modal_effect(at, tree) : Effect::none;
    }
    const Dep d = tree.dep(at);
    if (d == Dep::nsubj || d == Dep::nsubj_pass || d == Dep::csubj) return verb_effect(above, tree, tables);
    if (d == Dep::obj || d == Dep::obl || d == Dep::nmod || d == Dep::xcomp || d == Dep::acl) {
      const Governor* governor = tables.governor(tree.lemma(above));
      const std::string preposition = tree.preposition(at);
      const bool loose = (d == Dep::obl || d == Dep::nmod) && preposition != "of" && preposition != "for" &&
                         preposition != "against" && preposition != "to" && preposition != "about";
      if (loose) return Effect::none;
      if (governor && governor->effect != Effect::none && governor->effect != Effect::happened) {
        return tree.is_negated(above) && governor->effect != Effect::denied ? Effect::denied : governor->effect;
      }
      if (d == Dep::obj && tree.is_verb(above)) return verb_effect(above, tree, tables);
      if (tree.is_noun(above)) {
        at = above;
        continue;
      }
      if (d == Dep::xcomp && tree.is_verb(above)) return verb_effect(above, tree, tables);
    }
    return Effect::none;
  }
  return Effect::none;
}

}  // namespace

EventStatus status_of(const Match& match, const Tree& tree, const Tables& tables) {
  const bool nominal = tree.is_noun(match.predicate);
  if (nominal) {
    const Effect own = noun_effect(match.predicate, tree, tables);
    if (own == Effect::denied) return EventStatus::denied;
    if (match.carrier == kNone) {
      if (own != Effect::none) return status_from(own);
      return status_from(noun_context(match.predicate, tree, tables));
    }
  }
  const uint32_t verb = match.carrier != kNone ? match.carrier : match.predicate;
  const uint32_t complement = tree.complement(verb);
  if (!nominal && tree.upos(verb) == Upos::ADJ && complement != kNone && tree.is_verb(complement)) {
    const uint32_t object = tree.object(complement);  // "ready to accept any deal"
    if (object != kNone && noun_effect(object, tree, tables) == Effect::conditional) return EventStatus::conditional;
  }
  const Effect around = verb_effect(verb, tree, tables);
  if (around != Effect::none && around != Effect::happened) {
    if (match.effect == Effect::denied && around == Effect::denied) return EventStatus::happened;  // "did not cancel the visit"
    return match.effect == Effect::denied ? EventStatus::denied : status_from(around);
  }
  return status_from(match.effect);
}

namespace {

/// Distance in bytes between two spans, 0 when they touch.
uint32_t gap(Span a, Span b) { return a.end <= b.begin ? b.begin - a.end : b.end <= a.begin ? a.begin - b.end : 0; }

/// Whether the words at `token` belong to the clause of `trigger`: no other verb stands between them, and they do not modify
/// another noun ("the 1967 borders").
bool attached(uint32_t token, uint32_t trigger, const Tree& tree) {
  uint32_t at = token;
  for (int i = 0; i < kSteps && at != kNone; ++i) {
    if (at == trigger) return true;
    const Dep d = tree.dep(at);
    const uint32_t above = tree.head(at);
    if (above != kNone && above != trigger && tree.is_noun(above) && (d == Dep::compound || d == Dep::nummod || d == Dep::amod) &&
        above > at + 1)
      return false;
    if (at != token && tree.is_verb(at)) {
      // the verb that carries or governs the trigger counts as the trigger's own
      uint32_t up = trigger;
      for (int k = 0; k < 3 && up != kNone && up != at; ++k) up = tree.head(up);
      return up == at;
    }
    at = above;
  }
  return false;
}

/// The expression in `span` with a calendar reading that belongs to the clause of the trigger, the nearest of them; with
/// `any`, the nearest that hangs on the main clause, else the nearest at all.
uint32_t time_in(Span span, Span trigger, bool any, const Text& text, const Tree& tree, const Times& times) {
  const uint32_t predicate = text.token_at(trigger.begin);
  uint32_t best = kNone;
  bool best_main = false;
  for (const uint32_t i : times.inside(span)) {
    const TimeExpression& e = times.expressions[i];
    if (!e.days.known() || e.type == TimexType::duration || e.type == TimexType::set) continue;
    const uint32_t last = text.token_at(e.at.end - 1);
    uint32_t root = predicate;
    for (int k = 0; any && k < 2 * kSteps && tree.head(root) != kNone; ++k) root = tree.head(root);
    const bool main = attached(last, any ? root : predicate, tree);
    if (!any && !main) continue;
    const bool nearer = best == kNone || gap(e.at, trigger) < gap(times.expressions[best].at, trigger);
    if (best != kNone && (main == best_main ? !nearer : !main)) continue;
    best = i;
    best_main = main;
  }
  return best;
}

uint32_t place_in(Span span, Span trigger, const Tree& tree, const Names& names, const Parties& parties) {
  uint32_t best = kNone, distance = 0;
  for (const uint32_t m : names.inside(span)) {
    const Mention& mention = names.mentions[m];
    if (mention.entity == kNone || mention.kind == MentionKind::adjective || !parties.is_place(mention.entity)) continue;
    const Dep d = tree.dep(mention.head);
    if (d != Dep::obl && d != Dep::nmod) continue;
    const std::string preposition = tree.preposition(mention.head);
    if (preposition != "in" && preposition != "at" && preposition != "near" && preposition != "outside" &&
        preposition != "inside" && preposition != "across" && preposition != "over" && preposition != "on") {
      continue;
    }
    if (preposition == "on" && names.entities[mention.entity].type != EntityType::place) continue;
    const uint32_t here = gap(mention.at, trigger);
    if (best == kNone || here < distance) {
      best = mention.entity;
      distance = here;
    }
  }
  return best;
}

}  // namespace

void locate(Event& event, const Text& text, const Tree& tree, const Names& names, const Times& times, const Parties& parties,
            const Speech& speech) {
  const Span sentence = event.sentence < text.sentences.size() ? text.sentences[event.sentence].at : event.at;
  uint32_t time = time_in(event.at, event.trigger, false, text, tree, times);
  std::string_view basis = "clause";
  if (time == kNone) {
    time = time_in(sentence, event.trigger, true, text, tree, times);
    basis = "sentence";
  }
  if (time == kNone && event.statement != kNone && event.statement < speech.statements.size()) {
    time = speech.statements[event.statement].time;
    if (time != kNone && (time >= times.expressions.size() || !times.expressions[time].days.known())) time = kNone;
  }
  if (time != kNone) {
    event.time = time;
    event.days = times.expressions[time].days;
    event.date_basis = basis;
    if (basis == "clause" && times.page.best.known() && event.status == EventStatus::happened &&
        event.days.last < times.page.best.first - 10 * 365) {
      event.status = EventStatus::historical;
    }
    if (basis == "clause" && times.page.best.known() && event.status == EventStatus::happened &&
        event.days.first > times.page.best.last + 1) {
      event.status = EventStatus::planned;
    }
  } else if (times.page.best.known() && event.status != EventStatus::planned && event.status != EventStatus::conditional) {
    event.days = times.page.best;
    event.date_basis = "page";
  }
  event.place = place_in(event.at, event.trigger, tree, names, parties);
  if (event.place != kNone) {
    event.place_basis = "clause";
    return;
  }
  event.place = place_in(sentence, event.trigger, tree, names, parties);
  if (event.place != kNone) event.place_basis = "sentence";
}

}  // namespace dateline::event
