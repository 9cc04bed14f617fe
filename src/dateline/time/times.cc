#include "dateline/time/times.h"

#include <algorithm>
#include <array>

namespace dateline {

std::string_view name_of(TimexType type) {
  static constexpr std::array<std::string_view, 4> kNames = {"DATE", "TIME", "DURATION", "SET"};
  return kNames[static_cast<size_t>(type)];
}

std::string_view name_of(TimeBasis basis) {
  static constexpr std::array<std::string_view, 6> kNames = {
      "none", "absolute", "year inferred", "relative to page", "relative to text", "event"};
  return kNames[static_cast<size_t>(basis)];
}

std::vector<uint32_t> Times::inside(Span span) const {
  auto first = std::lower_bound(expressions.begin(), expressions.end(), span.begin,
                                [](const TimeExpression& t, uint32_t byte) { return t.at.begin < byte; });
  std::vector<uint32_t> out;
  for (; first != expressions.end() && first->at.begin < span.end; ++first) {
    if (first->at.end <= span.end) out.push_back(static_cast<uint32_t>(first - expressions.begin()));
  }
  return out;
}

}  // namespace dateline
