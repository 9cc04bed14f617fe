// The present time: for what people do to a record, never for what pages say.
#pragma once

#include <string>

namespace dateline {

/// The present time in UTC, "2026-03-01T12:00:00Z".
[[nodiscard]] std::string utc_now();

}  // namespace dateline
