// How many: numbers with bound, unit, what is counted, as of when, by whose count.
//
// "killing more than 100 Palestinians" gives low 100, bound more_than, unit person, counted "Palestinians killed".
// Years, dates, resolution numbers, scores and phone numbers are not figures. Nothing is averaged or converted silently.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/ontology.h"
#include "dateline/base/span.h"
#include "dateline/names/names.h"
#include "dateline/speech/speech.h"
#include "dateline/syntax/syntax.h"
#include "dateline/text/text.h"
#include "dateline/time/times.h"

namespace dateline {

enum class Bound : uint8_t { exact, at_least, more_than, at_most, less_than, nearly, about, between, vague };
[[nodiscard]] std::string_view name_of(Bound bound);

enum class FigureKind : uint8_t {
  count,
  killed,
  injured,
  missing,
  displaced,
  detained,
  hostages,
  infected,
  population,
  participants,
  votes,
  money,
  percent,
  age,
  duration,
  distance,
  area,
  mass,
  volume,
  speed,
  temperature,
  other
};
[[nodiscard]] std::string_view name_of(FigureKind kind);

struct Figure {
  Span at;      ///< into Text::utf8: number, its bound words and the counted noun: "more than 100 Palestinians"
  Span number;  ///< the number words alone
  uint32_t sentence = 0;
  std::optional<double> low, best, high;  ///< NULL = open or not known
  Bound bound = Bound::exact;
  FigureKind kind = FigureKind::count;
  std::string unit;     ///< person, dollar (USD), percent, tonne, ship ... singular lemma
  std::string counted;  ///< "Palestinians killed", "ships waiting"
  Span counted_at;
  std::string base;         ///< whole it is part of: "more than 130" in "two of the more than 130"
  uint32_t place = kNone;   ///< entity
  DayRange as_of;           ///< day the count holds for
  bool cumulative = false;  ///< "since the war began"
  DayRange since;
  uint32_t source = kNone;  ///< entity whose count it is
  Span source_at;
  uint32_t statement = kNone;  ///< Statement it stands in
  std::string reason;          ///< why a value is NULL ("overflow", "locale: 32.000 may be 32 or 32,000")
  float confidence = 0.7F;
};

struct Figures {
  std::vector<Figure> figures;  ///< ascending by at.begin
};

namespace figure {
[[nodiscard]] Figures count(const Text& text, const Syntax& syntax, const Names& names, const Times& times, const Speech& speech,
                            const Ontology& ontology);

/// A number read from words or digits ("more than 1.5 million" -> 1500000): for tests and other rooms.
struct Number {
  Span at;  ///< into the string given
  double value = 0;
  double high = 0;     ///< = value unless a range
  bool word = false;   ///< written as words
  std::string reason;  ///< not empty: value is not to be used
};
[[nodiscard]] std::vector<Number> numbers(std::string_view text);
}  // namespace figure
}  // namespace dateline
