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
  constexpr uint32_t kLongest = 64;  // tokens; no mention is longer, so the walk back is bounded
  auto next =
      std::upper_bound(mentions.begin(), mentions.end(), token, [](uint32_t t, const Mention& m) { return t < m.token_begin; });
  uint32_t best = kNone;
  while (next != mentions.begin()) {
    --next;
    if (next->token_begin + kLongest < token) break;
    if (token >= next->token_end) continue;
    const auto index = static_cast<uint32_t>(next - mentions.begin());
    if (best == kNone || next->at.size() >= mentions[best].at.size()) best = index;
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
