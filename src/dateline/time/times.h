// When: every time expression with its ISO 8601 / TIMEX3 value, and the page's own date with its evidence.
//
// "on Monday evening" in a page of 11 June 2024 is 2024-06-10TEV, basis relative. A page without any date gets an
// interval from weekdays, office holders, resolutions and the dated events it tells. Never from today's date.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/date.h"
#include "dateline/base/ontology.h"
#include "dateline/base/span.h"
#include "dateline/page/article.h"
#include "dateline/syntax/syntax.h"
#include "dateline/text/text.h"

namespace dateline {

enum class TimexType : uint8_t { date, time, duration, set };
[[nodiscard]] std::string_view name_of(TimexType type);

/// How a value was reached.
enum class TimeBasis : uint8_t { none, absolute, year_inferred, relative_to_page, relative_to_text, event };
[[nodiscard]] std::string_view name_of(TimeBasis basis);

struct TimeExpression {
  Span at;  ///< into Text::utf8, without the preposition: "Monday evening"
  uint32_t sentence = 0;
  TimexType type = TimexType::date;
  std::string value;  ///< TIMEX3 value: "2024-06-10TEV", "P3D", "2024-W23", "2024-02"; "" = not resolvable
  DayRange days;      ///< calendar reading; precision none when there is none
  TimeBasis basis = TimeBasis::none;
  uint32_t anchor = kNone;            ///< TimeExpression it is relative to, or kNone = the page's date
  uint32_t range_end = kNone;         ///< TimeExpression that ends the range this one begins: "from May to September"
  bool since = false, until = false;  ///< open interval: "since October 7", "by the end of the week"
  bool future = false;                ///< the words or the tense point forward
  float confidence = 1;
  std::string_view why;  ///< rule (static text)
};

/// One reason for the page's date.
struct DateEvidence {
  std::string kind;  ///< "metadata", "weekday+day", "explicit date", "office holder", "resolution", "recent past" ...
  std::string text;  ///< words or metadata value
  Span at;           ///< into Text::utf8; empty for metadata
  DayRange allows;   ///< days this evidence allows
  float weight = 0;  ///< 0..1
};

struct PageDate {
  DayRange best;                       ///< precision none = not known
  DayRange range;                      ///< earliest..latest that the evidence allows
  bool year_stated = false;            ///< a year stands in the page or its metadata
  float strength = 0;                  ///< 0..1
  std::string basis;                   ///< "metadata" | "text" | "none"
  std::vector<DateEvidence> evidence;  ///< strongest first
};

struct Times {
  PageDate page;
  std::vector<TimeExpression> expressions;  ///< ascending by at.begin
  /// Expressions whose span lies in `span`.
  [[nodiscard]] std::vector<uint32_t> inside(Span span) const;
};

namespace time {

/// Finds, dates the page, resolves. `hint` is a date known from outside (another page of the story), or unknown.
[[nodiscard]] Times resolve(const Article& article, const Text& text, const Syntax& syntax, const Ontology& ontology,
                            const DayRange& hint);

}  // namespace time
}  // namespace dateline
