// Noun phrases to parties. See parties.h.
#include "dateline/event/parties.h"

#include <algorithm>

namespace dateline::event {

namespace {

bool can_be_party(EntityType type) { return type != EntityType::other; }

void append(std::vector<Party>& out, const Party& party) {
  for (const Party& known : out) {
    if (party.entity != kNone ? known.entity == party.entity : known.at == party.at) return;
  }
  out.push_back(party);
}

}  // namespace

/// "hackers", "landowners", "lobbyists": a plural made from what they do.
bool Parties::is_agent_noun(uint32_t noun) const {
  if (tree_.upos(noun) != Upos::NOUN || !tree_.is_plural(noun)) return false;
  const std::string word = tree_.word(noun);
  if (word.size() < 7) return false;
  const bool formed = word.ends_with("ists") || word.ends_with("ians") || word.ends_with("owners") || word.ends_with("ackers") ||
                      word.ends_with("aders") || word.ends_with("eers");
  return formed;
}

Parties::Parties(const Text& text, const Tree& tree, const Names& names, const Speech& speech, const Tables& tables)
    : text_(text),
      tree_(tree),
      names_(names),
      speech_(speech),
      tables_(tables),
      mention_of_head_(text.tokens.size(), kNone),
      statement_of_(text.tokens.size(), kNone) {
  for (uint32_t m = 0; m < names.mentions.size(); ++m) {
    const Mention& mention = names.mentions[m];
    if (mention.head >= mention_of_head_.size() || mention.entity == kNone) continue;
    uint32_t& slot = mention_of_head_[mention.head];
    if (slot == kNone || mention.at.size() > names.mentions[slot].at.size()) slot = m;
  }
  std::vector<uint32_t> order(speech.statements.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return speech.statements[a].content.size() > speech.statements[b].content.size();
  });
  size_t budget = text.tokens.size() * 8 + 64;  // nested statements are few on honest pages
  for (const uint32_t s : order) {
    const Span content = speech.statements[s].content;
    for (uint32_t t = text.token_at(content.begin); t < text.tokens.size() && text.tokens[t].at.begin < content.end; ++t) {
      if (budget == 0) return;
      --budget;
      statement_of_[t] = s;
    }
  }
}

bool Parties::is_place(uint32_t entity) const {
  if (entity >= names_.entities.size()) return false;
  const Entity& e = names_.entities[entity];
  return e.type == EntityType::place || e.type == EntityType::state || e.known_place;
}

bool Parties::modifier_entity(uint32_t noun, uint32_t& entity) const {
  for (const uint32_t c : tree_.children().of(noun)) {
    const Dep d = tree_.dep(c);
    const bool names_owner =
        d == Dep::amod || d == Dep::compound || d == Dep::nmod_poss || d == Dep::nmod || d == Dep::nmod_desc || d == Dep::flat;
    if (!names_owner || mention_of_head_[c] == kNone) continue;
    if (d == Dep::nmod_poss && tables_.in_class("captive", tree_.lemma(noun))) continue;
    if (d == Dep::nmod) {
      const std::string p = tree_.preposition(c);
      if (p != "of" && p != "from" && p != "for" && p != "in") continue;
      if (tables_.in_class("captive", tree_.lemma(noun))) continue;  // "hostages of Hamas": their captor
    }
    const uint32_t candidate = names_.mentions[mention_of_head_[c]].entity;
    if (!can_be_party(names_.entities[candidate].type)) continue;
    entity = candidate;
    return true;
  }
  return false;
}

/// "Hamas said it would": a pronoun no one resolved, subject of what someone reports, is that someone.
bool Parties::reported_subject(uint32_t pronoun, Party& out) const {
  const std::string word = tree_.word(pronoun);
  if (word != "it" && word != "he" && word != "she" && word != "they") return false;
  uint32_t verb = tree_.head(pronoun);
  if (verb != kNone && tree_.dep(pronoun) == Dep::obj) verb = tree_.complement(verb);
  if (verb == kNone || tree_.dep(verb) != Dep::ccomp || tree_.head(verb) == kNone) return false;
  const uint32_t speaker = tree_.subject(tree_.head(verb));
  if (speaker == kNone || speaker == pronoun || tree_.upos(speaker) == Upos::PRON) return false;
  return single(speaker, out);
}

/// Whether the mention is a person's own name, so that a name beside it is not his.
bool Parties::is_person_name(uint32_t mention) const {
  if (mention == kNone || names_.mentions[mention].kind == MentionKind::description) return false;
  const EntityType type = names_.entities[names_.mentions[mention].entity].type;
  return type != EntityType::office && type != EntityType::other;
}

bool Parties::single(uint32_t head, Party& out) const {
  const Upos upos = tree_.upos(head);
  const uint32_t mention = mention_of_head_[head];
  if (tree_.is_noun(head) && !is_person_name(mention)) {
    for (const uint32_t c : tree_.children().of(head)) {  // "the home secretary, Sajid Javid"
      const bool beside = tree_.dep(c) == Dep::appos || (tree_.dep(c) == Dep::nmod && tree_.child(c, Dep::case_) == kNone);
      if (!beside || mention_of_head_[c] == kNone) continue;
      const Mention& name = names_.mentions[mention_of_head_[c]];
      if (names_.entities[name.entity].type != EntityType::person || name.kind == MentionKind::description) continue;
      out = {name.entity, name.at, false, {}};
      return true;
    }
  }
  if (mention != kNone) {
    const Mention& m = names_.mentions[mention];
    const bool demonym = tree_.is_plural(head);  // "the Palestinians", no stray adjective
    if (m.kind == MentionKind::adjective && tree_.is_noun(head) && !demonym) return false;
    if (can_be_party(names_.entities[m.entity].type)) {
      out = {m.entity, m.at, false, {}};
      return true;
    }
  }
  if (upos == Upos::PRON) {
    const std::string word = tree_.word(head);
    const uint32_t s = statement_of_[head];
    if (s != kNone && (word == "we" || word == "i" || word == "us" || word == "our" || word == "my" || word == "me")) {
      const Statement& statement = speech_.statements[s];
      if (statement.speaker != kNone || !statement.speaker_at.empty()) {
        out = {statement.speaker, text_.tokens[head].at, false, {}};
        return statement.speaker != kNone;
      }
    }
    return reported_subject(head, out);
  }
  if (!tree_.is_noun(head) && upos != Upos::NUM && upos != Upos::ADJ) return false;
  uint32_t covering = mention == kNone ? names_.mention_at(head) : kNone;
  if (covering != kNone && names_.mentions[covering].entity != kNone &&
      names_.mentions[covering].kind != MentionKind::adjective &&
      can_be_party(names_.entities[names_.mentions[covering].entity].type)) {
    out = {names_.mentions[covering].entity, names_.mentions[covering].at, false, {}};
    return true;
  }
  const std::string& lemma = tree_.lemma(head);
  const bool person = tables_.in_class("people", lemma) || tables_.in_class("organisation", lemma) || is_agent_noun(head);
  uint32_t entity = kNone;
  const bool owned = (person || upos == Upos::PROPN) && modifier_entity(head, entity);
  if (!person && !owned && upos != Upos::PROPN) return false;
  out = {entity, tree_.phrase(head), false, {}};
  return true;
}

namespace {

/// Relations by which a word may lead to the other side of an event, seen from the verb or a noun under it.
bool leads_on(Dep d) {
  switch (d) {
    case Dep::obj:
    case Dep::iobj:
    case Dep::obl:
    case Dep::nmod:
    case Dep::nmod_poss:
    case Dep::xcomp:
    case Dep::ccomp:
    case Dep::amod:
    case Dep::compound:
    case Dep::conj:
    case Dep::appos:
    case Dep::acl:
    case Dep::advcl:
      return true;
    default:
      return false;
  }
}

}  // namespace

/// Whether a clause below the verb still speaks of the same act: "agreed to provide aid to X", "to protest against X".
bool Parties::same_act(uint32_t verb, Dep d) const {
  if (d == Dep::ccomp || d == Dep::xcomp) return true;
  if (tree_.child(verb, Dep::nsubj) != kNone) return false;
  return tree_.has_child_word(verb, Dep::mark, "to") || d == Dep::acl;  // "the parade supporting X"
}

std::vector<uint32_t> Parties::nouns_below(uint32_t verb, const Reach& reach) const {
  std::vector<uint32_t> found, open = {verb};
  for (size_t budget = 120; !open.empty() && budget > 0; --budget) {
    const uint32_t t = open.back();
    open.pop_back();
    for (const uint32_t c : tree_.children().of(t)) {
      const Dep d = tree_.dep(c);
      const bool told_to = d == Dep::nsubj && t != verb && tree_.dep(t) == Dep::ccomp;        // "demanded that X withdraw"
      const bool agent = tree_.dep(t) == Dep::acl && (d == Dep::obl || d == Dep::obl_agent);  // "prisoners held by X"
      if ((!leads_on(d) && !told_to && !agent) || c < reach.after) continue;
      if (tree_.is_verb(c) ? !same_act(c, d) : d == Dep::advcl) continue;
      const std::string preposition = d == Dep::obl || d == Dep::nmod ? tree_.preposition(c) : std::string();
      if ((preposition == "by" && !agent) || preposition == "after" || preposition == "according_to" || preposition == "despite")
        continue;
      const bool inside = preposition == "in" || preposition == "at" || preposition == "near" || preposition == "outside";
      if (inside && d == Dep::obl && !reach.places) continue;
      const bool modifier = d == Dep::amod || d == Dep::compound;
      const bool goods = !reach.captives && tables_.in_class("captive", tree_.lemma(modifier ? t : c));
      const bool people = tree_.is_noun(c) && tables_.in_class("people", tree_.lemma(c));  // not "a military offensive"
      if (!goods && (mention_of_head_[c] != kNone || people)) found.push_back(c);
      open.push_back(c);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<Party> Parties::other_side(uint32_t verb, const std::vector<Party>& actors, const Reach& reach) const {
  for (uint32_t t : nouns_below(verb, reach)) {
    Party party;
    const Dep d = tree_.dep(t);
    const uint32_t owned = tree_.head(t), mention = mention_of_head_[t];
    const bool modifier = d == Dep::amod || d == Dep::compound || d == Dep::nmod_poss;
    if (modifier && owned != kNone && tree_.is_noun(owned) && single(owned, party)) {
      t = owned;  // "the UN Coordinator": he, not the UN
    } else if (mention != kNone && names_.mentions[mention].kind == MentionKind::adjective && owned != kNone &&
               tree_.is_noun(owned)) {
      party = {names_.mentions[mention].entity, tree_.phrase(owned), false, {}};
    } else if (!single(t, party)) {
      continue;
    }
    const uint32_t owner = tree_.child(t, Dep::nmod_poss);
    const bool nameless =
        party.entity == kNone || (mention != kNone && names_.mentions[mention].kind == MentionKind::description);
    if (nameless && (party.at.empty() || (owner != kNone && tree_.upos(owner) == Upos::PRON))) continue;  // "its commanders"
    const bool place = party.entity != kNone && names_.entities[party.entity].type == EntityType::place;
    if (place && !reach.places) continue;
    const bool own = std::any_of(actors.begin(), actors.end(), [&](const Party& a) {
      return (a.entity != kNone && a.entity == party.entity) || a.at.overlaps(party.at);
    });
    if (own) continue;
    std::vector<Party> out = of(t);
    std::erase_if(out, [&](const Party& p) { return p.entity == kNone || p.entity == party.entity; });
    out.insert(out.begin(), party);
    return out;
  }
  return {};
}

/// "U.S. and Russian negotiators": one party for each of the adjectives.
void Parties::append_nationalities(uint32_t noun, std::vector<Party>& out) const {
  if (!tree_.is_noun(noun) || !tree_.is_plural(noun)) return;
  for (const uint32_t c : tree_.children().of(noun)) {
    if (tree_.dep(c) != Dep::amod && tree_.dep(c) != Dep::compound) continue;
    for (const uint32_t other : tree_.children().of(c)) {
      const uint32_t first = mention_of_head_[c], second = mention_of_head_[other];
      if (tree_.dep(other) != Dep::conj || first == kNone || second == kNone) continue;
      for (const uint32_t m : {first, second}) {
        const Mention& mention = names_.mentions[m];
        const EntityType type = names_.entities[mention.entity].type;
        if (type == EntityType::state || type == EntityType::government || type == EntityType::body)
          append(out, {mention.entity, mention.at, false, {}});
      }
    }
  }
}

std::vector<Party> Parties::of(uint32_t head) const {
  std::vector<Party> out;
  if (head == kNone) return out;
  for (const uint32_t t : tree_.coordinated(head)) {
    Party party;
    if (!single(t, party)) continue;
    append(out, party);
    append_nationalities(t, out);
  }
  if (out.empty() && tree_.is_noun(head)) {
    // "two of the prisoners", "a group of officials", "the head of the agency"
    const uint32_t inner = tree_.under(head, "of");
    if (inner != kNone && (tables_.in_class("quantity", tree_.lemma(head)) || tree_.upos(head) == Upos::NUM)) {
      for (const uint32_t t : tree_.coordinated(inner)) {
        Party party;
        if (single(t, party)) append(out, party);
      }
    }
  }
  return out;
}

std::vector<Party> Parties::owners(uint32_t noun) const {
  std::vector<Party> out;
  const auto take = [&](uint32_t t) {
    if (t == kNone || !out.empty()) return;
    const uint32_t mention = mention_of_head_[t];
    if (mention != kNone && names_.mentions[mention].kind == MentionKind::adjective) {
      out.push_back({names_.mentions[mention].entity, names_.mentions[mention].at, false, {}});
      return;
    }
    out = of(t);
  };
  take(tree_.child(noun, Dep::nmod_poss));
  take(tree_.under(noun, "by"));
  for (const uint32_t c : tree_.children().of(noun)) {
    const Dep d = tree_.dep(c);
    if (d == Dep::acl && tree_.is_verb(c) && tree_.is_passive(c)) take(tree_.subject(c));
    if (d == Dep::acl_relcl && tree_.is_verb(c) && tables_.light(tree_.lemma(c)) && tree_.object(c) == noun)
      take(tree_.subject(c));
  }
  for (const uint32_t c : tree_.children().of(noun)) {
    const Dep d = tree_.dep(c);
    if (d != Dep::amod && d != Dep::compound && d != Dep::nmod_desc) continue;
    const uint32_t mention = mention_of_head_[c];
    if (mention != kNone && names_.mentions[mention].kind != MentionKind::description) take(c);
    if (d == Dep::compound && out.empty() && tables_.in_class("people", tree_.lemma(c)) &&
        !tables_.in_class("captive", tree_.lemma(c)))
      out.push_back({kNone, text_.tokens[c].at, false, {}});  // "teacher protests": of teachers, not of the one named before
  }
  take(tree_.under(noun, "from"));
  if (out.empty() && tree_.dep(noun) == Dep::conj && tree_.head(noun) != kNone && tree_.is_noun(tree_.head(noun))) {
    const uint32_t first = tree_.first_conjunct(noun);  // "Israel's bombardment and offensive"
    take(tree_.child(first, Dep::nmod_poss));
    for (const uint32_t c : tree_.children().of(first)) {
      if (tree_.dep(c) == Dep::amod && mention_of_head_[c] != kNone) take(c);
    }
  }
  return out;
}

/// Subject of the verb that an event noun accompanies: "Blinken said during a meeting with X".
uint32_t Parties::host(uint32_t noun) const {
  uint32_t at = noun;
  for (int i = 0; i < 4; ++i) {
    const uint32_t above = tree_.head(at);
    if (above == kNone) return kNone;
    if (tree_.is_verb(above)) {
      const std::string preposition = tree_.preposition(noun);
      const bool beside = preposition == "during" || preposition == "after" || preposition == "before" || preposition == "in" ||
                          preposition == "at" || preposition == "following" || preposition == "for";
      if (tree_.dep(at) != Dep::obl || !beside) return kNone;
      return tree_.subject(above);
    }
    if (tree_.dep(at) != Dep::conj) return kNone;
    at = above;
  }
  return kNone;
}

uint32_t Parties::at_end(std::string_view step, uint32_t predicate, uint32_t carrier) const {
  const uint32_t verb = carrier != kNone ? carrier : predicate;
  if (step == "host") return host(predicate);
  if (carrier == kNone && tree_.is_noun(predicate) && (step == "subj" || step == "obj" || step == "ssubj")) return kNone;
  if (step == "subj") return tree_.subject(verb);
  if (step == "ssubj") return tree_.surface_subject(verb);
  if (step == "obj") return carrier != kNone && tree_.object(carrier) == predicate ? kNone : tree_.object(verb);
  if (step == "iobj") return tree_.child(verb, Dep::iobj);
  if (step == "comp") return tree_.complement(verb);
  if (step == "poss") return tree_.child(predicate, Dep::nmod_poss);
  uint32_t found = tree_.under(predicate, step);
  if (found == kNone && carrier != kNone) found = tree_.under(carrier, step);
  if (found == kNone && carrier == kNone && tree_.is_verb(predicate)) {
    const uint32_t object = tree_.object(predicate);  // "launched airstrikes on Rafah": the phrase may hang on the object
    if (object != kNone && object > predicate) found = tree_.under(object, step);
  }
  return found;
}

std::vector<Party> Parties::along(std::string_view path, uint32_t predicate, uint32_t carrier) const {
  if (path == "owner") return owners(predicate);
  if (const size_t mark = path.find('@'); mark != std::string_view::npos) {  // "in@state", "from@actor", "owner@someone"
    std::vector<Party> found = along(path.substr(0, mark), predicate, carrier);
    const bool states_only = path.substr(mark + 1) == "state", no_state = path.substr(mark + 1) == "someone";
    std::erase_if(found, [&](const Party& p) {
      if (p.entity == kNone) return states_only;
      const EntityType type = names_.entities[p.entity].type;
      if (no_state && type == EntityType::state) return true;
      return states_only ? type != EntityType::state : type == EntityType::place;
    });
    return found;
  }
  const size_t dot = path.find('.');
  const std::string_view step = path.substr(0, dot);
  uint32_t at = at_end(step, predicate, carrier);
  if (at == kNone) return {};
  if (dot == std::string_view::npos) return of(at);
  std::string_view rest = path.substr(dot + 1);
  if (rest == "obj.owner") {
    const uint32_t object = tree_.object(at);
    return object == kNone ? std::vector<Party>{} : owners(object);
  }
  if (rest == "owner") {
    // "a Croydon tram killed seven": no one acts; "Israel's tanks" do
    const bool thing = tables_.in_class("transport", tree_.lemma(at)) || tables_.in_class("accident", tree_.lemma(at)) ||
                       tables_.in_class("calamity", tree_.lemma(at));
    if (thing && (step == "subj" || step == "in" || step == "by")) return {};
    // "killed in an Israeli strike", but nobody behind "killed in US cities"
    const bool deed = tables_.in_class("violence", tree_.lemma(at)) || tables_.in_class("attack", tree_.lemma(at)) ||
                      tables_.in_class("act", tree_.lemma(at)) || tables_.in_class("weapon", tree_.lemma(at));
    return step == "in" && !deed ? std::vector<Party>{} : owners(at);
  }
  if (rest == "subj") return of(tree_.surface_subject(at));
  if (rest == "obj") return of(tree_.object(at));
  const uint32_t deeper = tree_.under(at, rest);
  return deeper == kNone ? std::vector<Party>{} : of(deeper);
}

std::vector<Party> Parties::first_of(std::string_view paths, uint32_t predicate, uint32_t carrier) const {
  while (!paths.empty()) {
    const size_t bar = paths.find('|');
    const std::string_view path = paths.substr(0, bar);
    if (path != "-") {
      std::vector<Party> found = along(path, predicate, carrier);
      if (!found.empty()) return found;
    }
    if (bar == std::string_view::npos) break;
    paths.remove_prefix(bar + 1);
  }
  return {};
}

}  // namespace dateline::event
