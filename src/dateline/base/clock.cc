// The clock of the system as ISO 8601: see clock.h.
#include "dateline/base/clock.h"

#include <chrono>
#include <cstdint>

#include "dateline/base/date.h"

namespace dateline {

std::string utc_now() {
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  const auto of_day = static_cast<int32_t>(seconds % 86400);
  const auto two = [](int32_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return iso_of(static_cast<Day>(seconds / 86400)) + "T" + two(of_day / 3600) + ":" + two(of_day / 60 % 60) + ":" +
         two(of_day % 60) + "Z";
}

}  // namespace dateline
