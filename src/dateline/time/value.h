// From what was said to a TIMEX3 value: calendar arithmetic with an anchor.
//
// Found{offset, 2 days, ago} on a page of 2024-06-11 is "2024-06-09". Without an anchor it is "" and says why.
// TIMEX3: ISO-TimeML (ISO 24617-1) as TempEval-3 uses it. It finds nothing in text (find.h) and decides no tense (tense.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dateline/base/date.h"
#include "dateline/time/find.h"
#include "dateline/time/times.h"

namespace dateline::time {

/// What a relative expression can lean on.
struct Anchor {
  DayRange page;           ///< the page's day; precision none = not known
  DayRange text;           ///< the expression told before, or none
  std::string text_value;  ///< its value
  int32_t tense = 0;       ///< -1 past, 0 not known, +1 the words point forward
  bool keep_past = false;  ///< a day and month without year is read as past unless the tense says otherwise
};

struct Value {
  TimexType type = TimexType::date;
  std::string value;  ///< "" = none
  DayRange days;
  TimeBasis basis = TimeBasis::none;
  bool leaned_on_text = false;
  bool future = false;
  std::string_view reason;  ///< why there is no value
};

[[nodiscard]] Value resolve_found(const Found& found, const Anchor& anchor, const Holidays& holidays);

/// Calendar helpers, shared with the page's date.
[[nodiscard]] DayRange day_range(Day day);
[[nodiscard]] DayRange month_range(int32_t year, int32_t month);
[[nodiscard]] DayRange year_range(int32_t year);
[[nodiscard]] DayRange week_range(Day day);

}  // namespace dateline::time
