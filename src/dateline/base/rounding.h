// Numbers rounded for people and for output: half away from zero, the same on every machine.
//
// A copy that shares 0.966 of its words is "97 %"; a confidence of 0.8761 is written as 0.88. It does not format other numbers.
#pragma once

#include <cmath>
#include <string>

namespace dateline {

/// `value` to the nearest of `parts` parts of one: with 100, 0.8761 is 0.88.
[[nodiscard]] inline double rounded(float value, int parts) {
  return static_cast<double>(std::lround(value * static_cast<float>(parts))) / parts;
}

/// A share of one in whole percent: 0.966 is "97 %".
[[nodiscard]] inline std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

}  // namespace dateline
