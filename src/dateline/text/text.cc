#include "dateline/text/text.h"

#include <algorithm>
#include <array>

#include "dateline/base/origin.h"

namespace dateline {

std::string_view name_of(RepairKind kind) {
  static constexpr std::array<std::string_view, 7> kNames = {"false stop",     "stray quote", "punctuation", "doubled word",
                                                             "stray fragment", "spacing",     "doubtful"};
  return kNames[static_cast<size_t>(kind)];
}

Span Text::article_of(Span at) const { return came_from(origin, at); }

uint32_t Text::sentence_at(uint32_t at) const {
  const auto after = std::upper_bound(sentences.begin(), sentences.end(), at,
                                      [](uint32_t byte, const Sentence& s) { return byte < s.at.begin; });
  if (after == sentences.begin()) return kNone;
  const auto found = after - 1;
  return at < found->at.end ? static_cast<uint32_t>(found - sentences.begin()) : kNone;
}

uint32_t Text::token_at(uint32_t at) const {
  const auto found =
      std::upper_bound(tokens.begin(), tokens.end(), at, [](uint32_t byte, const Token& t) { return byte < t.at.end; });
  return static_cast<uint32_t>(found - tokens.begin());
}

}  // namespace dateline
