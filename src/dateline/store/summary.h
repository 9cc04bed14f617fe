// What long lists would count again and again, counted once a generation. Inside store/ only.
//
// Tables: `tally` (rows of a list, the most frequent values of its columns, rows a day), `actor_count` (pages, mentions and
// statements of an actor), `actor_row` (whose a statement, figure, event or vote is, in order of time). Readers fall back to the
// views when they are not there.
#pragma once

#include <string>

#include "dateline/store/impl.h"

namespace dateline::store {

/// Counts everything of the current generation anew.
[[nodiscard]] bool summarise(Store::Impl& store);
/// True when the current generation was never counted.
[[nodiscard]] bool lacks_summary(Store::Impl& store);

}  // namespace dateline::store
