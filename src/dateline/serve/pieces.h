// Small pieces of markup that the report and the site share: the day of a row, the chip of an act, ranges drawn on a scale.
//
// ASSAULT aerial gives `<span class="chip q4">ASSAULT <i>aerial</i></span>`; 70 and no upper end give a dot with an arrow to the
// right. Texts come in as they are and go out escaped.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/date.h"

namespace dateline::serve {

/// PLOVER quadrant of a type, 1 to 4; 0 for none.
[[nodiscard]] int quad_of_type(std::string_view type);
/// True for planned, demanded, conditional: not yet happened.
[[nodiscard]] bool is_open(std::string_view status);

struct Mark {
  const char* sign;
  const char* words;
};
/// How exact a date is, or that it is not yet.
[[nodiscard]] Mark mark_of(const DayRange& days, std::string_view status);

/// The first cell of a timeline row: mark and day inside its month.
[[nodiscard]] std::string day_cell(const DayRange& days, std::string_view status, std::string_view basis);
/// The chip of an act; "" for none.
[[nodiscard]] std::string chip(std::string_view type, std::string_view mode);
/// ` <em class="status">planned</em>`, or "" for what happened.
[[nodiscard]] std::string status_words(std::string_view status);

/// Scale from numbers to the width of a drawing; logarithmic when the values span more than a factor of 50.
struct Scale {
  double low = 0, high = 1, width = 220;
  bool log = false;
  [[nodiscard]] double at(double value) const;
};
using Bound = std::optional<double>;
[[nodiscard]] Scale scale_of(const std::vector<Bound>& values, double width = 220);
/// A range as a line: dot where an end is known, arrow where it is open; "" when no end is known.
[[nodiscard]] std::string range_drawing(const Bound& low, const Bound& high, const Scale& scale);
/// "70", "≥ 70", "70–100".
[[nodiscard]] std::string range_words(const Bound& low, const Bound& high);
/// What the relation of a difference means, in words.
[[nodiscard]] const char* relation_words(std::string_view relation);
/// A coordinate: one decimal place at most.
[[nodiscard]] std::string px(double x);

}  // namespace dateline::serve
