// Dates as feeds write them: RFC 822 with its zones, ISO 8601 in every precision. No clock, no guess.
//
// "Sat, 07 Sep 2002 02:00:01 +0200" is day 11937, second 1 (UTC). "30 Feb 2024" is nothing: an impossible date is no date.
// It reads no prose (time/ does).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "dateline/base/date.h"

namespace dateline::ingest {

/// An instant in UTC.
struct FeedDate {
  Day day = 0;
  int32_t second = 0;          ///< of the day
  bool wrong_weekday = false;  ///< the weekday written is not that day's
};

[[nodiscard]] std::optional<FeedDate> parse_feed_date(std::string_view text);

}  // namespace dateline::ingest
