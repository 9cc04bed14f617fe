// Conditions of frame rows against a tree. See match.h; the grammar of the column `needs` is in ontology/plover/README.md.
#include "dateline/event/match.h"

namespace dateline::event {

namespace {

/// One condition "key=a|b|@class", "key=*", "!key" ... of the column `needs`.
class Condition {
 public:
  Condition(uint32_t token, uint32_t carrier, const Tree& tree, const Parties& parties, const Tables& tables)
      : token_(token), carrier_(carrier), tree_(tree), parties_(parties), tables_(tables) {}

  [[nodiscard]] bool all(std::string_view needs) const {
    while (!needs.empty()) {
      const size_t cut = needs.find(';');
      if (!one(needs.substr(0, cut))) return false;
      if (cut == std::string_view::npos) break;
      needs.remove_prefix(cut + 1);
    }
    return true;
  }

 private:
  [[nodiscard]] bool one(std::string_view condition) const {
    const bool negative = !condition.empty() && condition.front() == '!';
    if (negative) condition.remove_prefix(1);
    const size_t equals = condition.find('=');
    const std::string_view key = condition.substr(0, equals);
    const std::string_view values = equals == std::string_view::npos ? std::string_view("*") : condition.substr(equals + 1);
    return holds(key, values) != negative;
  }

  [[nodiscard]] bool holds(std::string_view key, std::string_view values) const {
    if (key == "passive") return tree_.is_verb(token_) && tree_.is_passive(token_);
    if (key == "comp") return check(tree_.complement(token_), values);
    if (key == "mod") {
      for (const uint32_t c : tree_.children().of(token_)) {
        const Dep d = tree_.dep(c);
        if ((d == Dep::advmod || d == Dep::xcomp || d == Dep::amod || d == Dep::compound || d == Dep::nmod ||
             d == Dep::nmod_desc || d == Dep::nmod_poss) &&
            value(c, values))
          return true;
      }
      return false;
    }
    if (key == "light") return carrier_ != kNone && (values == "*" || value(carrier_, values));
    if (key == "owner") return owner(values);
    if (const size_t dot = key.find('.'); dot != std::string_view::npos) {
      const uint32_t first = key.substr(0, dot) == "comp" ? tree_.complement(token_) : tree_.object(token_);
      if (first == kNone) return false;
      const std::string_view rest = key.substr(dot + 1);
      if (rest == "asks") return asks(first);
      if (rest == "obj") return check(tree_.object(first), values);
      if (rest == "subj") {
        const uint32_t own = tree_.surface_subject(first);  // of "want to go" the subject stands before the verb: no one is asked
        return own != kNone && own > token_ && check(own, values);
      }
      return check(tree_.under(first, rest), values);
    }
    if (key == "subj") return check(tree_.subject(carrier_ == kNone ? token_ : carrier_), values);
    if (key == "ssubj") return check(tree_.surface_subject(token_), values);
    if (key == "obj") return check(tree_.object(token_), values);
    if (key == "iobj") return check(tree_.child(token_, Dep::iobj), values);
    uint32_t found = tree_.under(token_, key);
    if (found == kNone && carrier_ != kNone) found = tree_.under(carrier_, key);
    if (found == kNone && tree_.is_verb(token_)) {
      const uint32_t object = tree_.object(token_);
      if (object != kNone && object > token_) found = tree_.under(object, key);
    }
    return check(found, values);
  }

  /// Whoever the noun belongs to is named; "leader" asks for a person.
  [[nodiscard]] bool owner(std::string_view values) const {
    for (const Party& p : parties_.owners(token_)) {
      if (values != "leader") return true;
      if (p.entity != kNone && parties_.entity(p.entity).type == EntityType::person) return true;
    }
    return false;
  }

  /// Any member of the coordination fits.
  [[nodiscard]] bool check(uint32_t t, std::string_view values) const {
    if (t == kNone) return false;
    if (values == "*") return true;
    if (value(t, values)) return true;
    for (const uint32_t c : tree_.children().of(t)) {
      if (tree_.dep(c) == Dep::conj && value(c, values)) return true;
      if (tree_.dep(c) == Dep::nmod && tables_.in_class("quantity", tree_.lemma(t)) && value(c, values)) return true;
    }
    return false;
  }

  [[nodiscard]] bool value(uint32_t t, std::string_view values) const {
    while (!values.empty()) {
      const size_t bar = values.find('|');
      const std::string_view one_value = values.substr(0, bar);
      if (one_value == "party") {
        if (!parties_.of(t).empty()) return true;
      } else if (one_value == "leader") {
        for (const Party& p : parties_.of(t)) {
          if (p.entity != kNone &&
              (parties_.entity(p.entity).type == EntityType::person || parties_.entity(p.entity).type == EntityType::office))
            return true;
        }
      } else if (one_value == "human") {
        if (human(t)) return true;
      } else if (!one_value.empty() && one_value.front() == '@') {
        if (tables_.in_class(one_value.substr(1), tree_.lemma(t)) || tables_.in_class(one_value.substr(1), tree_.word(t)))
          return true;
      } else if (one_value == tree_.lemma(t) || one_value == tree_.word(t)) {
        return true;
      }
      if (bar == std::string_view::npos) break;
      values.remove_prefix(bar + 1);
    }
    return false;
  }

  /// "insisted that Hamas release them", "suggested that they should leave", not "insisted that the outlook was good".
  [[nodiscard]] bool asks(uint32_t verb) const {
    for (const uint32_t c : tree_.children().of(verb)) {
      if (tree_.dep(c) == Dep::aux || tree_.dep(c) == Dep::aux_pass || tree_.dep(c) == Dep::cop) {
        const std::string word = tree_.word(c);
        if (word == "should" || word == "must" || word == "ought" || word == "be") return true;
        if (word != "not") return false;
      }
    }
    const uint32_t own = tree_.surface_subject(verb);
    return tree_.is_verb(verb) && tree_.word(verb) == tree_.lemma(verb) && own != kNone && !tree_.is_plural(own) &&
           tree_.upos(own) != Upos::PRON;
  }

  /// People, by name or by a word for them, or the state they are of ("freed US, Australian hostages"); not a company or a thing.
  [[nodiscard]] bool human(uint32_t t) const {
    if (tables_.in_class("people", tree_.lemma(t))) return true;
    for (const Party& p : parties_.of(t)) {
      if (p.entity == kNone) continue;
      const EntityType type = parties_.entity(p.entity).type;
      if (type == EntityType::person || type == EntityType::group_of_people || type == EntityType::armed_group ||
          type == EntityType::office || type == EntityType::state)
        return true;
    }
    return false;
  }

  uint32_t token_, carrier_;
  const Tree& tree_;
  const Parties& parties_;
  const Tables& tables_;
};

char pos_of(uint32_t token, const Tree& tree) {
  switch (tree.upos(token)) {
    case Upos::VERB:
      return 'v';
    case Upos::NOUN:
      return 'n';
    case Upos::PROPN:
      return 'n';
    case Upos::ADJ:
      return 'a';
    case Upos::AUX:
      return 0;
    default:
      return 0;
  }
}

bool is_event_position(uint32_t noun, const Tree& tree) {
  const Dep d = tree.dep(noun);
  return d != Dep::compound && d != Dep::amod && d != Dep::flat && d != Dep::nmod_poss && d != Dep::nmod_desc;
}

}  // namespace

uint32_t carrier_of(uint32_t noun, const Tree& tree, const Tables& tables) {
  const uint32_t at = tree.first_conjunct(noun);
  const uint32_t above = tree.head(at);
  if (above == kNone || !tree.is_verb(above)) return kNone;
  const Dep d = tree.dep(at);
  const bool subject_of_passive = d == Dep::nsubj_pass;
  if (d == Dep::obj || subject_of_passive) return tables.light(tree.lemma(above)) ? above : kNone;
  if (d == Dep::obl) {
    const std::string& verb = tree.lemma(above);
    const std::string preposition = tree.preposition(at);
    if (tables.light(verb + "+" + preposition)) return above;
  }
  return kNone;
}

Match match(uint32_t token, const Tree& tree, const Parties& parties, const Tables& tables) {
  Match out;
  const char pos = pos_of(token, tree);
  if (pos == 0) return out;
  const std::vector<uint32_t>* rows = tables.rows(tree.lemma(token));
  if (!rows) return out;
  if (pos == 'n' && !is_event_position(token, tree)) return out;
  const uint32_t carrier = pos == 'n' ? carrier_of(token, tree, tables) : kNone;
  const Condition condition(token, carrier, tree, parties, tables);
  for (const uint32_t row : *rows) {
    const Frame& frame = tables.frame(row);
    if (frame.pos != pos && !(frame.pos == 'a' && pos == 'v')) continue;
    if (!frame.particle.empty() && !tree.has_particle(token, frame.particle)) continue;
    if (!condition.all(frame.needs)) continue;
    out.frame = &frame;
    out.predicate = token;
    out.carrier = carrier;
    if (carrier != kNone) {
      const Governor* light = tables.light(tree.lemma(carrier));
      if (!light) light = tables.light(tree.lemma(carrier) + "+" + tree.preposition(tree.first_conjunct(token)));
      if (light) out.effect = light->effect;
    }
    return out;
  }
  return out;
}

}  // namespace dateline::event
