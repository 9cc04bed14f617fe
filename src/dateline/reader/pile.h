// A pile of records and the story over them: the reading wing and the comparing wing in turns.
//
// A page that says only "last night" cannot be dated alone; the story dates it from another page of the same raid, and it is read
// again with that date, so that its own time expressions resolve. It decides no date itself: story/ does.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "dateline/reader/reader.h"

namespace dateline::reader {

/// Gives the page that a record was read from, or nothing when it cannot be had again.
using PageOf = std::function<std::optional<RawPage>(const Record&)>;

/// Links `records` (sorted by id). Pages that the story dates better than they do themselves are read again with that date
/// and linked once more; `again` receives their indices. Blocks of a large record are joined on `threads` threads. Same result
/// whatever the order in which pages came.
[[nodiscard]] Story link_pile(std::vector<Record>& records, const Tools& tools, const PageOf& page_of,
                              std::vector<uint32_t>* again = nullptr, uint32_t threads = 1);

}  // namespace dateline::reader
