// Which parties take part in public affairs, and whether a page is about them.
//
// "The minister met the envoy" is an event of the record; "the boxer meets the champion" on a page of sport is none, though the
// words are the same. Judged by the tables' actors, the roles the page prints and word classes, never by one verb alone.
#pragma once

#include <vector>

#include "dateline/event/events.h"
#include "dateline/event/tables.h"
#include "dateline/event/tree.h"

namespace dateline::event {

class Affairs {
 public:
  Affairs(const Text& text, const Tree& tree, const Names& names, const Tables& tables, const Ontology& ontology);

  /// Whether one of the parties acts in public affairs: a state, government, body, armed group, office holder, or a noun that
  /// says so ("ministers", "rebels"). On a page of leisure a state is a team, and a person without an office is nobody.
  [[nodiscard]] bool takes_part(const std::vector<Party>& parties) const;
  /// Whether the page speaks of public actors often enough that unknown people on it may be of them.
  [[nodiscard]] bool is_public() const { return public_; }
  /// Sport, shows and the like: more of their words than of public actors.
  [[nodiscard]] bool is_leisure() const { return leisure_; }

 private:
  [[nodiscard]] bool has_public_word(std::string_view words) const;
  [[nodiscard]] bool is_public_entity(const Entity& entity) const;

  const Text& text_;
  const Names& names_;
  const Tables& tables_;
  const Ontology& ontology_;
  std::vector<bool> of_entity_;
  bool public_ = false, leisure_ = false;
};

}  // namespace dateline::event
