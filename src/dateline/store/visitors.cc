// How spans, days and numbers stand in columns: see visitors.h.
#include "dateline/store/visitors.h"

#include <algorithm>
#include <limits>

namespace dateline::store {

namespace {
constexpr Day kFirstDay = -719162;  // 0001-01-01
constexpr Day kLastDay = 2932896;   // 9999-12-31
}  // namespace

Precision precision_of(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(Precision::century); ++i) {
    if (name_of(static_cast<Precision>(i)) == name) return static_cast<Precision>(i);
  }
  return Precision::none;
}

bool has_stored_day(Day day) { return day >= kFirstDay && day <= kLastDay; }
std::string stored_day(Day day) { return has_stored_day(day) ? iso_of(day) : std::string(); }

double Binder::widened(float value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value);
  double wide = static_cast<double>(value);
  std::from_chars(text, end.ptr, wide);
  return wide;
}

void Binder::span(const char*, Span value) {
  const std::string_view text = pages_.size() > doc_ ? pages_.text(doc_) : std::string_view();
  const std::string_view exact = slice(text, value);
  if (exact.empty()) {
    s_.bind_null(++at_);
    s_.bind_null(++at_);
  } else {
    const CodePointIndex& points = pages_.points(doc_);
    s_.bind(++at_, static_cast<int64_t>(points.of_byte(value.begin)));
    s_.bind(++at_, static_cast<int64_t>(points.of_byte(value.end)));
  }
  raw("", value);
  exact.empty() ? s_.bind_null(++at_) : s_.bind(++at_, exact);
}

void Binder::days(const char*, const DayRange& value) {
  const bool nothing = !value.known() && value.first == 0 && value.last == 0;
  for (const Day day : {value.first, value.last}) {
    if (nothing || !has_stored_day(day))
      s_.bind_null(++at_);
    else
      s_.bind(++at_, std::string_view(stored_day(day)));
  }
  nothing ? s_.bind_null(++at_) : s_.bind(++at_, name_of(value.precision));
}

void Fetcher::doc(const char*, uint32_t& value) {
  const std::string id = s_.text(++at_);
  const auto found = std::lower_bound(docs_->begin(), docs_->end(), id);
  value = found != docs_->end() && *found == id ? static_cast<uint32_t>(found - docs_->begin()) : kNone;
}

void Fetcher::days(const char*, DayRange& value) {
  const std::string low = s_.text(++at_), high = s_.text(++at_), precision = s_.text(++at_);
  value = {};
  if (precision.empty()) return;
  const auto first = parse_iso_range(low), last = parse_iso_range(high);
  value.first = first ? first->first : std::numeric_limits<Day>::min();
  value.last = last ? last->last : std::numeric_limits<Day>::max();
  value.precision = precision_of(precision);
}

}  // namespace dateline::store
