// Fault cases of time by their numbers: dates that cannot be, days that nothing fixes.
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "dateline/base/chars.h"
#include "dateline/time/times.h"

namespace {

using namespace dateline;

Times read(const std::string& words, std::string_view page, const Article& article = {}) {
  static const auto kLoaded = Ontology::load();
  REQUIRE(kLoaded);
  Text text;
  text.utf8 = words;
  return time::resolve(article, text, {}, **kLoaded, parse_iso_range(page).value_or(DayRange{}));
}

}  // namespace

TEST_CASE("F40 days that cannot be have no value and a reason") {
  for (const char* words : {"It came on 30 February 2024.", "It came on 31/04/2024.", "The form says 13/13/2024."}) {
    CAPTURE(words);
    const Times times = read(words, "2024-06-11");
    REQUIRE(times.expressions.size() == 1);
    CHECK(times.expressions[0].value.empty());
    CHECK_FALSE(times.expressions[0].why.empty());
    CHECK_FALSE(times.expressions[0].days.known());
  }
}

TEST_CASE("F40 an order of day and month that nothing tells is doubtful") {
  const Times times = read("It was signed on 02/03/2024.", "2024-06-11");
  REQUIRE(times.expressions.size() == 1);
  CHECK(times.expressions[0].confidence <= 0.5F);
  CHECK(times.expressions[0].why.find("order") != std::string_view::npos);
}

TEST_CASE("F40 without a page's day nothing falls back to today") {
  for (const char* words : {"It came on Thursday.", "It came last night.", "It came on May 3."}) {
    CAPTURE(words);
    const Times times = read(words, "");
    CHECK_FALSE(times.page.best.known());
    REQUIRE(times.expressions.size() == 1);
    CHECK_FALSE(times.expressions[0].days.known());
  }
}

TEST_CASE("F40 a copyright year alone dates no page to a day") {
  const Times times = read("It came on Thursday.\nCopyright 2019 The Port Gazette.", "");
  CHECK((!times.page.best.known() || times.page.best.last - times.page.best.first > 300));
}

TEST_CASE("F40 a time with a zone keeps both") {
  const Times times = read("The sirens sounded at 23:30 GMT on Monday.", "2024-06-11");
  REQUIRE(times.expressions.size() == 1);
  CHECK(times.expressions[0].value == "2024-06-10T23:30Z");
}

TEST_CASE("F40 Hijri and Solar Hijri days") {
  CHECK(read("It began on 12 Muharram 1446.", "2024-07-20").expressions.at(0).value == "2024-07-19");
  CHECK(read("It began on 10 Khordad 1403.", "2024-06-11").expressions.at(0).value == "2024-05-30");
}

TEST_CASE("S19 a megabyte without a stop is read in linear time") {
  std::string words;
  while (words.size() < 1000000) words += "on Monday the 3rd of the third quarter of two days before the ";
  CHECK_FALSE(read(words, "2024-06-11").expressions.empty());
  // No clock: what takes quadratic time on this outlasts the limit of the test.
}
