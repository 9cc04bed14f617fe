#include "dateline/figure/figures.h"

#include <array>

namespace dateline {

std::string_view name_of(Bound bound) {
  static constexpr std::array<std::string_view, 9> kNames = {"exact",  "at least", "more than", "at most", "less than",
                                                             "nearly", "about",    "between",   "vague"};
  return kNames[static_cast<size_t>(bound)];
}

std::string_view name_of(FigureKind kind) {
  static constexpr std::array<std::string_view, 22> kNames = {
      "count",      "killed",       "injured", "missing", "displaced",   "detained", "hostages", "infected",
      "population", "participants", "votes",   "money",   "percent",     "age",      "duration", "distance",
      "area",       "mass",         "volume",  "speed",   "temperature", "other"};
  return kNames[static_cast<size_t>(kind)];
}

}  // namespace dateline
