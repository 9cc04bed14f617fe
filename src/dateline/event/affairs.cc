// Parties and pages of public affairs. See affairs.h.
#include "dateline/event/affairs.h"

#include <algorithm>

#include "dateline/base/chars.h"

namespace dateline::event {

namespace {

/// Mentions of public actors among the words of a page from which on unknown people on it count as public; a page of politics
/// has 3 to 10 %, one of sport, shows, health or technology under 0.5 %.
constexpr double kPublicShare = 0.01;
/// Words of sport and shows among the words of a page of leisure: 1.5 to 8 % there, under 0.6 % elsewhere.
constexpr double kLeisureShare = 0.01;
constexpr uint32_t kFewMentions = 2;

}  // namespace

Affairs::Affairs(const Text& text, const Tree& tree, const Names& names, const Tables& tables, const Ontology& ontology)
    : text_(text), names_(names), tables_(tables), ontology_(ontology), of_entity_(names.entities.size(), false) {
  uint32_t words = 0, leisure = 0, states = 0, others = 0;
  for (const Sentence& s : text.sentences) {
    if (!is_prose(text.blocks[s.block].role)) continue;
    for (uint32_t t = s.token_begin; t < s.token_end; ++t) {
      const bool word = tree.is_noun(t) || tree.is_verb(t);
      ++words;
      leisure += word && tables.in_class("leisure", tree.lemma(t)) ? 1 : 0;
    }
  }
  for (uint32_t e = 0; e < names.entities.size(); ++e) of_entity_[e] = is_public_entity(names.entities[e]);
  for (const Mention& m : names.mentions) {
    if (m.entity == kNone || m.kind == MentionKind::pronoun || !of_entity_[m.entity]) continue;
    ++(names.entities[m.entity].type == EntityType::state ? states : others);
  }
  public_ = states + others >= std::min(kFewMentions, 1 + words / 100) && states + others >= kPublicShare * words;
  leisure_ = leisure >= kLeisureShare * words && leisure >= 3 && leisure > 2 * others;
  if (!leisure_) return;
  public_ = false;
  for (uint32_t e = 0; e < names.entities.size(); ++e) {
    const EntityType type = names.entities[e].type;
    if (type == EntityType::state || type == EntityType::group_of_people) of_entity_[e] = false;
  }
}

bool Affairs::has_public_word(std::string_view words) const {
  for (size_t i = 0; i < words.size();) {
    while (i < words.size() && !is_alpha(words[i])) ++i;
    size_t end = i;
    while (end < words.size() && is_alpha(words[end])) ++end;
    std::string word = lower_ascii(words.substr(i, end - i));
    i = end;
    if (word.size() < 2) continue;
    if (tables_.in_class("public_actor", word)) return true;
    if (word.back() == 's' && tables_.in_class("public_actor", word.substr(0, word.size() - 1))) return true;
  }
  return false;
}

bool Affairs::is_public_entity(const Entity& entity) const {
  const KbActor* known = entity.kb_id.empty() ? nullptr : ontology_.actor(entity.kb_id);
  switch (entity.type) {
    case EntityType::state:
    case EntityType::government:
    case EntityType::armed_group:
    case EntityType::body:
    case EntityType::office:
      return true;
    case EntityType::person:
      return (known != nullptr && known->kind == ActorKind::person) || has_public_word(entity.role);
    case EntityType::group_of_people:
      return known != nullptr || has_public_word(entity.name) || has_public_word(entity.role);
    case EntityType::organisation:
      if (known != nullptr && known->kind != ActorKind::group && known->kind != ActorKind::body) return false;
      return known != nullptr || has_public_word(entity.name);
    case EntityType::other:
      return has_public_word(entity.role);
    default:
      return false;
  }
}

bool Affairs::takes_part(const std::vector<Party>& parties) const {
  return std::any_of(parties.begin(), parties.end(), [&](const Party& p) {
    if (p.entity != kNone && of_entity_[p.entity]) return true;
    const EntityType type = p.entity == kNone ? EntityType::other : names_.entities[p.entity].type;
    if (type != EntityType::other && type != EntityType::group_of_people) return false;
    if (has_public_word(text_.of(p.at))) return true;
    for (const uint32_t m : names_.inside(p.at)) {  // "the Dutch farmers"
      const uint32_t e = names_.mentions[m].entity;
      if (e != kNone && of_entity_[e]) return true;
    }
    return false;
  });
}

}  // namespace dateline::event
