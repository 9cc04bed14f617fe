// Fault cases of figures by their numbers: numbers too large, of other scripts, of doubtful separators; numbers that count
// nothing.
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "dateline/figure/figures.h"

namespace {

using namespace dateline;

Figures read(const std::string& words) {
  static const auto kLoaded = Ontology::load();
  REQUIRE(kLoaded);
  Text text;
  text.utf8 = words;
  const Times times = time::resolve({}, text, {}, **kLoaded, *parse_iso_range("2024-06-11"));
  return figure::count(text, {}, {}, times, {}, **kLoaded);
}

Figure only(const std::string& words) {
  const Figures figures = read(words);
  REQUIRE(figures.figures.size() == 1);
  return figures.figures[0];
}

}  // namespace

TEST_CASE("S20 a number too large to hold keeps its words and a reason, never a wrapped value") {
  for (const char* words : {"999999999999999999999 dead", "1e400 dead"}) {
    CAPTURE(words);
    const Figure f = only(words);
    CHECK_FALSE(f.best.has_value());
    CHECK_FALSE(f.low.has_value());
    CHECK(f.reason == "overflow");
  }
}

TEST_CASE("S20 signs, scripts, separators and letters") {
  CHECK(only("-0 dead").best == 0);
  CHECK(only("\xD9\xA3\xD9\xA2\xD9\xA0\xD9\xA0\xD9\xA0 dead").best == 32000);
  CHECK(only("32,000 dead").best == 32000);
  CHECK(only("thirty-two thousand dead").best == 32000);
  const Figure doubtful = only("32.000 dead");
  CHECK_FALSE(doubtful.best.has_value());
  CHECK(doubtful.reason.find("locale") != std::string::npos);
}

TEST_CASE("F41 bounds and vague words are kept as such") {
  CHECK(only("At least 70 people were killed.").low == 70);
  CHECK_FALSE(only("At least 70 people were killed.").high.has_value());
  CHECK(only("Nearly 32,000 people were killed.").high == 32000);
  const Figure hundreds = only("Hundreds were killed.");
  CHECK(hundreds.low == 200);
  CHECK(hundreds.high == 999);
  const Figure range = only("Between 10 and 15 people died.");
  CHECK(range.low == 10);
  CHECK(range.high == 15);
  CHECK(read("Two of the more than 130 hostages were freed.").figures.size() == 2);
}

TEST_CASE("F41 what is no figure") {
  for (const char* words : {"In 2023 the mine closed.", "Call +44 20 7946 0958 for help.", "Resolution 2720 was read.",
                            "See https://example.org/a?b=30%25 for more."}) {
    CAPTURE(words);
    CHECK(read(words).figures.empty());
  }
}

TEST_CASE("S19 fifty thousand digits and a megabyte of numbers in linear time") {
  CHECK(only(std::string(50000, '7') + " dead").reason == "overflow");
  std::string words;
  while (words.size() < 1000000) words += "two hundred and twenty - ";
  (void)read(words);
  // No clock: what takes quadratic time on this outlasts the limit of the test.
}
