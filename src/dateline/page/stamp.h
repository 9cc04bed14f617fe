// Finds: the first full calendar date in a short string, with its time and zone when they stand beside it.
// Example: "Published: 21 March 2024 10:05 GMT" or "2024-03-21T12:05:00+02:00" or "1711015500"
// Row out: Stamp{day 2024-03-21, instant "2024-03-21T10:05:00+00:00", at [11, 34)}.
// Does not try: dates without a year, relative words ("today"), ranges; time/ reads running text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dateline/base/date.h"
#include "dateline/base/span.h"

namespace dateline::page {

/// A printed or coded date. `day` is the day in its own zone.
struct Stamp {
  Day day = 0;
  int minute = -1;      ///< minute of the day, -1 = no time of day
  std::string instant;  ///< ISO 8601 with zone, "" when time or zone is missing
  Span at;              ///< into the string searched
};

/// The first date of `text` (only its first 400 bytes are searched). Forms: ISO 8601, RFC 2822, "21 March 2024",
/// "March 21, 2024" (month names of twelve languages), "21.03.2024", "13/02/2024", epoch seconds or milliseconds when
/// nothing else stands in the string. Day/month order that cannot be told ("03/02/2024") gives nothing.
[[nodiscard]] std::optional<Stamp> find_stamp(std::string_view text);

/// The day in a path such as "/2024/03/21/" or "/2024/mar/21/" or "-20240321"; `at` covers the digits.
[[nodiscard]] std::optional<Stamp> stamp_in_url(std::string_view url);

}  // namespace dateline::page
