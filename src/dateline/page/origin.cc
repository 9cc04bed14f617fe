#include "dateline/page/origin.h"

#include <algorithm>

namespace dateline::page {

void add_run(std::vector<OriginRun>& runs, uint32_t to, uint32_t from, uint32_t length) {
  if (length == 0) return;
  if (!runs.empty()) {
    OriginRun& last = runs.back();
    if (last.to + last.length == to && last.from + last.length == from) {
      last.length += length;
      return;
    }
  }
  runs.push_back({to, from, length});
}

std::vector<OriginRun> compose(const std::vector<OriginRun>& newer, const std::vector<OriginRun>& older) {
  std::vector<OriginRun> out;
  out.reserve(newer.size());
  for (const OriginRun& run : newer) {
    const uint32_t end = run.from + run.length;
    auto it = std::upper_bound(older.begin(), older.end(), run.from,
                               [](uint32_t byte, const OriginRun& r) { return byte < r.to + r.length; });
    for (; it != older.end() && it->to < end; ++it) {
      const uint32_t a = std::max(it->to, run.from), b = std::min(it->to + it->length, end);
      if (a < b) add_run(out, run.to + (a - run.from), it->from + (a - it->to), b - a);
    }
  }
  return out;
}

}  // namespace dateline::page
