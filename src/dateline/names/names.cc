#include "dateline/names/names.h"

#include <algorithm>
#include <array>

namespace dateline {

std::string_view name_of(EntityType type) {
  static constexpr std::array<std::string_view, 11> kNames = {
      "person", "state", "government", "organisation", "armed group", "body", "outlet", "place", "group", "office", "other"};
  return kNames[static_cast<size_t>(type)];
}

std::string_view name_of(MentionKind kind) {
  static constexpr std::array<std::string_view, 8> kNames = {"name",        "titled name", "acronym", "misspelling",
                                                             "description", "metonym",     "pronoun", "adjective"};
  return kNames[static_cast<size_t>(kind)];
}

uint32_t Names::mention_at(uint32_t token) const {
  uint32_t best = kNone;
  for (uint32_t i = 0; i < mentions.size() && mentions[i].token_begin <= token; ++i) {
    if (token >= mentions[i].token_end) continue;
    if (best == kNone || mentions[i].at.size() > mentions[best].at.size()) best = i;
  }
  return best;
}

uint32_t Names::entity_at(uint32_t token) const {
  const uint32_t mention = mention_at(token);
  return mention == kNone ? kNone : mentions[mention].entity;
}

std::vector<uint32_t> Names::inside(Span span) const {
  auto first = std::lower_bound(mentions.begin(), mentions.end(), span.begin,
                                [](const Mention& m, uint32_t byte) { return m.at.begin < byte; });
  std::vector<uint32_t> out;
  for (; first != mentions.end() && first->at.begin < span.end; ++first) {
    if (first->at.end <= span.end) out.push_back(static_cast<uint32_t>(first - mentions.begin()));
  }
  return out;
}

}  // namespace dateline
