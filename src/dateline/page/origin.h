// Finds: the way back from a derived buffer to the buffer it was made from.
// Example: "a  b" squeezed to "a b".
// Row out: OriginRun{0, 0, 2}, OriginRun{2, 3, 1}.
// Does not try: bytes that stand for others (a decoded "é"): they are in no run, or only their first byte is.
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/base/span.h"

namespace dateline::page {

/// Adds a run; joins it to the last one when both sides go on where that one ended.
void add_run(std::vector<OriginRun>& runs, uint32_t to, uint32_t from, uint32_t length);

/// `newer` leads from C to B, `older` from B to A (ascending in `to`); gives C to A. O((n + m) log m).
[[nodiscard]] std::vector<OriginRun> compose(const std::vector<OriginRun>& newer, const std::vector<OriginRun>& older);

}  // namespace dateline::page
