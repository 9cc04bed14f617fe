#include "dateline/event/events.h"

#include <array>

namespace dateline {

std::string_view name_of(Plover type) {
  static constexpr std::array<std::string_view, 17> kNames = {
      "AGREE",  "CONSULT",  "SUPPORT", "CONCEDE",  "COOPERATE", "AID",    "RETREAT", "REQUEST", "ACCUSE",
      "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE",  "COERCE", "ASSAULT", "OTHER"};
  return kNames[static_cast<size_t>(type)];
}

int quad_of(Plover type) {
  const auto index = static_cast<int>(type);
  if (type == Plover::OTHER) return 0;
  return index < 4 ? 1 : index < 7 ? 2 : index < 11 ? 3 : 4;
}

std::string_view name_of(EventStatus status) {
  static constexpr std::array<std::string_view, 6> kNames = {"happened", "planned",     "demanded",
                                                             "denied",   "conditional", "historical"};
  return kNames[static_cast<size_t>(status)];
}

}  // namespace dateline
