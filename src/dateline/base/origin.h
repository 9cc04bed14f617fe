// The way back through one buffer: which bytes of the older buffer a stretch of the newer one came from.
//
// With the run {to 10, from 42, length 5}, bytes 11..13 of the newer buffer came from 43..45 of the older. It knows no page and
// no text; Article::raw_of and Text::article_of are this function over their own runs.
#pragma once

#include <algorithm>
#include <vector>

#include "dateline/base/span.h"

namespace dateline {

/// Smallest range of the older buffer that covers what `at` came from; empty when none of it did. `runs` ascend by `to`. O(log n
/// + k).
[[nodiscard]] inline Span came_from(const std::vector<OriginRun>& runs, Span at) {
  auto run = std::upper_bound(runs.begin(), runs.end(), at.begin,
                              [](uint32_t byte, const OriginRun& r) { return byte < r.to + r.length; });
  Span out{kNone, 0};
  for (; run != runs.end() && run->to < at.end; ++run) {
    const uint32_t begin = std::max(run->to, at.begin), end = std::min(run->to + run->length, at.end);
    if (begin >= end) continue;
    out.begin = std::min(out.begin, run->from + (begin - run->to));
    out.end = std::max(out.end, run->from + (end - run->to));
  }
  return out.begin == kNone ? Span{} : out;
}

}  // namespace dateline
