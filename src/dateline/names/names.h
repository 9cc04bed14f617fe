// Who and where: mentions of actors and places in one page, grouped into entities, linked to the ontology when known.
//
// "Antony Blinken ... Mr Blinken ... bliken ... the US official" is one Entity with four Mentions. Unknown people are kept
// with what the page says of them. It knows one page only; across pages is story/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/ontology.h"
#include "dateline/base/span.h"
#include "dateline/page/article.h"
#include "dateline/syntax/syntax.h"
#include "dateline/text/text.h"

namespace dateline {

enum class EntityType : uint8_t {
  person,
  state,
  government,
  organisation,
  armed_group,
  body,
  outlet,
  place,
  group_of_people,
  office,
  other
};
[[nodiscard]] std::string_view name_of(EntityType type);

enum class MentionKind : uint8_t { name, titled_name, acronym, misspelling, description, metonym, pronoun, adjective };
[[nodiscard]] std::string_view name_of(MentionKind kind);

/// One place in the text where an entity is spoken of.
struct Mention {
  Span at;    ///< into Text::utf8; the phrase with its title ("Egyptian Foreign Minister Sameh Shoukry")
  Span core;  ///< the name proper ("Sameh Shoukry"); = at for descriptions and pronouns
  uint32_t token_begin = 0, token_end = 0;  ///< of `at`
  uint32_t head = 0;                        ///< syntactic head token
  uint32_t sentence = 0;
  uint32_t entity = kNone;  ///< into Names::entities; kNone = unresolved pronoun
  MentionKind kind = MentionKind::name;
  float confidence = 1;
  std::string_view why;  ///< rule that tied it to its entity (static text)
};

struct Entity {
  std::string name;  ///< canonical: ontology name, else fullest form seen
  EntityType type = EntityType::other;
  std::string kb_id;                    ///< KbActor::id or ""
  std::string role;                     ///< as the page prints it: "Egyptian Foreign Minister"
  std::vector<std::string> represents;  ///< kb ids of the states/bodies it acts for
  char gender = 0;                      ///< 'm' 'f' or 0
  bool plural = false;
  std::vector<uint32_t> members;   ///< entities a plural description stands for ("the two foreign ministers")
  std::vector<uint32_t> mentions;  ///< into Names::mentions, ascending
  bool known_place = false;        ///< also usable as a place (states, cities)
  float confidence = 1;
};

struct Names {
  std::vector<Entity> entities;   ///< in order of first mention
  std::vector<Mention> mentions;  ///< ascending by at.begin, longer first; nested mentions allowed (adjective inside a title)

  /// Innermost-to-outermost is not needed: the widest mention that covers token `t`, or kNone.
  [[nodiscard]] uint32_t mention_at(uint32_t token) const;
  /// Entity of the widest mention covering the token, or kNone.
  [[nodiscard]] uint32_t entity_at(uint32_t token) const;
  /// Mentions with at inside `span` (index range walk; O(log n + k)).
  [[nodiscard]] std::vector<uint32_t> inside(Span span) const;
};

namespace names {

/// Mentions and entities of one page. `day` is the page's date range when something outside knows it (else unknown):
/// offices are resolved at that date ("the Egyptian Foreign Minister" in 2024).
[[nodiscard]] Names resolve(const Article& article, const Text& text, const Syntax& syntax, const Ontology& ontology,
                            const DayRange& day);

/// How likely two printed names are one actor, 0..1 (0.5 decides): the tables' states, bodies and seats, acronyms, official
/// styles, short forms of given names (names/nicknames.tsv), else similarity().
[[nodiscard]] double same_actor(std::string_view a, std::string_view b, const Ontology& ontology);

}  // namespace names
}  // namespace dateline
