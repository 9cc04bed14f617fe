// Days, chips and ranges as markup: see pieces.h.
#include "dateline/serve/pieces.h"

#include <algorithm>
#include <cmath>

#include "dateline/base/json.h"
#include "dateline/serve/html.h"
#include "dateline/serve/sheet.h"

namespace dateline::serve {

namespace {

constexpr const char* kWeekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

/// The month a range begins in.
DayRange month_of(const DayRange& days) {
  const Civil c = civil_of(days.first);
  return {day_of(c.year, c.month, 1), day_of(c.year, c.month, days_in_month(c.year, c.month)), Precision::month};
}

/// Days between the ends; ranges with an open end are wide.
int64_t length_of(const DayRange& days) { return int64_t{days.last} - int64_t{days.first}; }

std::string day_words(const DayRange& days) {
  if (days.first == days.last)
    return std::to_string(civil_of(days.first).day) + " <span class=\"wd\">" + kWeekdays[weekday_of(days.first)] + "</span>";
  if (length_of(days) > 31) return "<span class=\"wd\">" + date_words(days) + "</span>";
  const DayRange month = month_of(days);
  if (days.first == month.first && days.last == month.last) return "<span class=\"wd\">month</span>";
  if (days.last <= month.last) return std::to_string(civil_of(days.first).day) + "–" + std::to_string(civil_of(days.last).day);
  return "<span class=\"wd\">" + date_words(days) + "</span>";
}

}  // namespace

int quad_of_type(std::string_view type) {
  constexpr std::string_view kQuads[4] = {"AGREE CONSULT SUPPORT CONCEDE", "COOPERATE AID RETREAT",
                                          "REQUEST ACCUSE REJECT THREATEN", "PROTEST SANCTION MOBILIZE COERCE ASSAULT"};
  for (int i = 0; i < 4 && !type.empty(); ++i) {
    if (kQuads[i].find(type) != std::string_view::npos) return i + 1;
  }
  return 0;
}

bool is_open(std::string_view status) { return status == "planned" || status == "demanded" || status == "conditional"; }

Mark mark_of(const DayRange& days, std::string_view status) {
  if (is_open(status)) return {"◌", "not yet happened"};
  if (!days.known()) return {"?", "no date"};
  if (days.first == days.last) return {"●", "exact day"};
  return length_of(days) < 27 ? Mark{"◐", "some days"} : Mark{"○", "month or longer"};
}

std::string day_cell(const DayRange& days, std::string_view status, std::string_view basis) {
  const Mark mark = mark_of(days, status);
  std::string out = "<div class=\"day\"><span class=\"mark\" title=\"" + std::string(mark.words);
  if (days.known() && !basis.empty()) out += ", by " + escape_attribute(basis);
  out +=
      "\"><span aria-hidden=\"true\">" + std::string(mark.sign) + "</span><span class=\"vh\">" + mark.words + "</span></span> ";
  if (!days.known()) return out + "</div>";
  const bool exact = days.first == days.last;
  return out +
         (exact ? "<time datetime=\"" + iso_of(days.first) + "\">" + day_words(days) + "</time>"
                : "<span>" + day_words(days) + "</span>") +
         "</div>";
}

std::string chip(std::string_view type, std::string_view mode) {
  // A happening that no frame codes and no statement carries has no name of its own: its words are enough.
  if (type.empty() || type == "OTHER") return {};
  return "<span class=\"chip q" + std::to_string(quad_of_type(type)) + "\">" + escape_text(type) +
         (mode.empty() ? "" : " <i>" + escape_text(mode) + "</i>") + "</span> ";
}

std::string status_words(std::string_view status) {
  return status.empty() || status == "happened" ? std::string() : " <em class=\"status\">" + escape_text(status) + "</em>";
}

double Scale::at(double value) const {
  const double v = log ? std::log10(std::max(value, 1e-9)) : value;
  const double a = log ? std::log10(std::max(low, 1e-9)) : low, b = log ? std::log10(std::max(high, 1e-9)) : high;
  return b > a ? 8 + (v - a) / (b - a) * (width - 24) : width / 2;
}

Scale scale_of(const std::vector<Bound>& values, double width) {
  Scale s;
  s.width = width;
  double least = INFINITY, most = 0;
  for (const Bound& n : values) {
    if (!n || !std::isfinite(*n) || *n < 0) continue;
    most = std::max(most, *n);
    if (*n > 0) least = std::min(least, *n);
  }
  s.log = most > 50 * least;
  s.low = s.log ? least : 0;
  s.high = most > 0 ? most : 1;
  return s;
}

std::string px(double x) { return number_text(std::round(x * 10) / 10); }

std::string range_drawing(const Bound& low, const Bound& high, const Scale& scale) {
  if (!low && !high) return "";
  const std::string whole = px(scale.width);
  const double a = low ? scale.at(*low) : 2, b = high ? scale.at(*high) : scale.width - 3;
  std::string out = "<svg class=\"rng\" width=\"" + whole + "\" height=\"14\" viewBox=\"0 0 " + whole +
                    " 14\" aria-hidden=\"true\"><path class=\"axis\" d=\"M0 7h" + whole + "\"/>";
  if (b - a > 1) out += "<path class=\"bar\" d=\"M" + px(a) + " 7H" + px(b) + "\"/>";
  if (low)
    out += "<circle cx=\"" + px(a) + "\" cy=\"7\" r=\"4\"/>";
  else
    out += "<path class=\"end\" d=\"M8 3L3 7l5 4\"/>";
  if (high && b - a > 1) out += "<circle cx=\"" + px(b) + "\" cy=\"7\" r=\"4\"/>";
  if (!high) out += "<path class=\"end\" d=\"M" + px(scale.width - 8) + " 3l5 4l-5 4\"/>";
  return out + "</svg>";
}

std::string range_words(const Bound& low, const Bound& high) {
  if (low && high) return *low == *high ? grouped(*low) : grouped(*low) + "–" + grouped(*high);
  if (low) return "≥ " + grouped(*low);
  if (high) return "≤ " + grouped(*high);
  return "";
}

const char* relation_words(std::string_view relation) {
  if (relation == "contradiction") return "pages contradict each other";
  if (relation == "different_scope") return "different scope: both can be right";
  if (relation == "compatible") return "compatible";
  if (relation == "growth") return "growth over time";
  if (relation == "revision") return "revised by a later page";
  return "";
}

}  // namespace dateline::serve
