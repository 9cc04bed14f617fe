// The way back through one buffer: which bytes of the older buffer a stretch of the newer one came from, and the way on.
//
// With the run {to 10, from 42, length 5}, bytes 11..13 of the newer buffer came from 43..45 of the older, and 43..45 went to
// 11..13. It knows no page and no text; Article::raw_of and Text::article_of are came_from over their own runs.
#pragma once

#include <algorithm>
#include <vector>

#include "dateline/base/span.h"

namespace dateline {

/// Smallest range of one side of `runs` that covers what stands on the other side in `at`; `runs` ascend by that other side,
/// `known`. Empty when no run touches `at`. O(log n + k).
[[nodiscard]] inline Span across(const std::vector<OriginRun>& runs, Span at, uint32_t OriginRun::*known,
                                 uint32_t OriginRun::*sought) {
  auto run = std::upper_bound(runs.begin(), runs.end(), at.begin,
                              [known](uint32_t byte, const OriginRun& r) { return byte < r.*known + r.length; });
  Span out{kNone, 0};
  for (; run != runs.end() && (*run).*known < at.end; ++run) {
    const uint32_t begin = std::max((*run).*known, at.begin), end = std::min((*run).*known + run->length, at.end);
    if (begin >= end) continue;
    out.begin = std::min(out.begin, (*run).*sought + (begin - (*run).*known));
    out.end = std::max(out.end, (*run).*sought + (end - (*run).*known));
  }
  return out.begin == kNone ? Span{} : out;
}

/// What bytes `at` of the newer buffer came from; `runs` ascend by `to`.
[[nodiscard]] inline Span came_from(const std::vector<OriginRun>& runs, Span at) {
  return across(runs, at, &OriginRun::to, &OriginRun::from);
}

/// What bytes `at` of the older buffer became; for a buffer that was copied in order, whose runs ascend by `from` too.
[[nodiscard]] inline Span went_to(const std::vector<OriginRun>& runs, Span at) {
  return across(runs, at, &OriginRun::from, &OriginRun::to);
}

}  // namespace dateline
