// Entities and noun phrases to states. See sides.h.
#include "dateline/event/sides.h"

#include <algorithm>

namespace dateline::event {

namespace {

void add(std::vector<std::string>& sides, const std::string& id) {
  if (!id.empty() && std::find(sides.begin(), sides.end(), id) == sides.end()) sides.push_back(id);
}

/// Id of the state or body that an actor of the tables stands for; "" for one that stands for itself only.
std::string side_of(const KbActor& actor) {
  if (actor.kind == ActorKind::state || actor.kind == ActorKind::body) return actor.id;
  return actor.state;
}

void add_entity(std::vector<std::string>& sides, const Entity& entity, const Names& names, const Ontology& ontology) {
  const KbActor* own = entity.kb_id.empty() ? nullptr : ontology.actor(entity.kb_id);
  if (own != nullptr) add(sides, side_of(*own));
  if (!sides.empty()) return;
  for (const std::string& id : entity.represents) {
    if (const KbActor* actor = ontology.actor(id)) add(sides, side_of(*actor));
  }
  for (const uint32_t m : entity.members) {
    if (!sides.empty() && entity.represents.size() >= entity.members.size()) break;
    if (m >= names.entities.size()) continue;
    const KbActor* member = names.entities[m].kb_id.empty() ? nullptr : ontology.actor(names.entities[m].kb_id);
    if (member != nullptr) add(sides, side_of(*member));
  }
}

/// The head of the words: the token of the span whose own head lies outside it.
uint32_t head_of(Span at, const Text& text, const Tree& tree) {
  for (uint32_t t = text.token_at(at.begin); t < text.tokens.size() && text.tokens[t].at.begin < at.end; ++t) {
    const uint32_t above = tree.head(t);
    if (above == kNone || !at.overlaps(text.tokens[above].at)) return t;
  }
  return kNone;
}

/// Whether the party may belong to the one country of its sentence: rebels, judges, teachers, people the tables do not know; not
/// a body, an outlet or a company.
bool own_state(const Party& party, const Names& names) {
  if (party.entity == kNone) return true;
  const Entity& entity = names.entities[party.entity];
  if (!entity.kb_id.empty()) return false;
  return entity.type != EntityType::state && entity.type != EntityType::body && entity.type != EntityType::outlet &&
         entity.type != EntityType::place;
}

/// The state of all names of the party's sentence when there is only one, else "": "Ivory Coast's court let a candidate run".
std::string only_state(const Party& party, const Text& text, const Names& names, const Ontology& ontology) {
  const uint32_t sentence = text.sentence_at(party.at.begin);
  if (sentence >= text.sentences.size()) return {};
  std::vector<std::string> found;
  for (const uint32_t m : names.inside(text.sentences[sentence].at)) {
    const Mention& mention = names.mentions[m];
    if (mention.entity == kNone || mention.kind == MentionKind::pronoun) continue;
    std::vector<std::string> one;
    add_entity(one, names.entities[mention.entity], names, ontology);
    for (const std::string& id : one) add(found, id);
  }
  std::string only;
  for (const std::string& id : found) {
    const KbActor* actor = ontology.actor(id);
    if (actor == nullptr || actor->kind != ActorKind::state) continue;
    if (!only.empty() && only != id) return {};
    only = id;
  }
  return only;
}

}  // namespace

void find_sides(Party& party, bool home, const Text& text, const Tree& tree, const Names& names, const Ontology& ontology) {
  party.sides.clear();
  if (party.entity != kNone) add_entity(party.sides, names.entities[party.entity], names, ontology);
  if (!party.sides.empty() || party.at.empty()) return;
  const uint32_t head = head_of(party.at, text, tree);
  if (head == kNone) return;
  const Span phrase = tree.whole_phrase(head);
  const Span whole = {std::min(phrase.begin, party.at.begin), std::max(phrase.end, party.at.end)};
  // Adjectives and compounds first ("Afghan rebels in Pakistan" are Afghan), then what stands under a preposition.
  for (const bool before : {true, false}) {
    uint32_t first = kNone;  // under a preposition only the first name counts, with those joined to it: "in Chad and Niger"
    for (const uint32_t m : names.inside(whole)) {
      const Mention& mention = names.mentions[m];
      if (mention.entity == kNone || mention.entity == party.entity || mention.kind == MentionKind::pronoun) continue;
      if ((mention.head <= head) != before) continue;
      if (first != kNone && tree.first_conjunct(mention.head) != first) continue;
      std::vector<std::string> found;
      add_entity(found, names.entities[mention.entity], names, ontology);
      for (const std::string& id : found) add(party.sides, id);
      if (!before && !party.sides.empty() && first == kNone) first = tree.first_conjunct(mention.head);
    }
    if (!party.sides.empty()) return;
  }
  if (home && own_state(party, names)) add(party.sides, only_state(party, text, names, ontology));
}

}  // namespace dateline::event
