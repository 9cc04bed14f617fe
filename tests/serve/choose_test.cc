// The short list: one row for one sentence, the best told rows, headings in order; quotation marks made whole.
#include <doctest/doctest.h>

#include "dateline/serve/choose.h"
#include "dateline/serve/quotes.h"

using namespace dateline;
using namespace dateline::serve;

namespace {

TimelineRow row(DayRange days, const char* text, const char* happening = "") {
  TimelineRow r;
  r.days = days;
  r.text = text;
  r.page = "d_1";
  r.happening = happening;
  return r;
}
DayRange day(int year, int month, int number) {
  const Day d = day_of(year, month, number);
  return {d, d, Precision::day};
}

}  // namespace

TEST_CASE("the same sentence is one item, dated by its finest day") {
  const DayRange march{day_of(2031, 3, 1), day_of(2031, 3, 31), Precision::month};
  const auto items =
      group_timeline({row(march, "Boats left."), row(day(2031, 3, 4), "Boats left."), row(day(2031, 5, 1), "Tolls ended.")});
  REQUIRE(items.size() == 2);
  CHECK(items[0].rows == std::vector<uint32_t>{1, 0});
  CHECK(items[0].days == day(2031, 3, 4));
}

TEST_CASE("one sentence with two deeds on two days stays two items") {
  auto a = row(day(2031, 3, 4), "They met on the 4th and voted on the 9th."),
       b = row(day(2031, 3, 9), "They met on the 4th and voted on the 9th.");
  a.head = "CONSULT";
  b.head = "AGREE";
  CHECK(group_timeline({a, b}).size() == 2);
  b.head = "CONSULT";
  CHECK(group_timeline({a, b}).size() == 1);
}

TEST_CASE("ranges wider than a month stand before the months of their year, the undated last") {
  const DayRange year{day_of(2031, 1, 1), day_of(2031, 12, 31), Precision::year};
  const auto items = group_timeline({row({}, "x"), row(day(2031, 1, 1), "a"), row(year, "b"), row(day(2031, 1, 2), "c")});
  REQUIRE(items.size() == 4);
  CHECK(heading_of(items[0].days) == "2031");
  CHECK(heading_of(items[1].days) == "January 2031");
  CHECK(heading_of(items[2].days) == "January 2031");
  CHECK(heading_of(items[3].days) == "No date");
}

TEST_CASE("the best told are chosen, within the bound") {
  std::vector<TimelineRow> rows;
  for (int i = 0; i < 6; ++i) {
    rows.push_back(row(day(2031, 3, i + 1), &"abcdef"[i]));
    rows.back().weight = i;
  }
  rows[1].acted = true;
  rows[2].pages = rows[2].independent = 2;
  rows[3].differs = true;
  auto items = group_timeline(rows);
  choose(items, 2);
  CHECK_FALSE(items[1].chosen);
  CHECK(items[2].chosen);
  CHECK(items[3].chosen);
  CHECK_FALSE(items[5].chosen);
  auto plain = group_timeline({row(day(2031, 3, 1), "a"), row(day(2031, 3, 2), "b")});
  choose(plain, 1);
  CHECK(plain[0].chosen != plain[1].chosen);
}

TEST_CASE("marks cut off are made whole") {
  CHECK(balanced("“no toll") == "“no toll”");
  CHECK(balanced("no toll,” he said") == "“no toll,” he said");
  CHECK(balanced("” he said") == "he said");
  CHECK(balanced("he said \"no toll") == "he said \"no toll\"");
  CHECK(balanced("no toll\" he said") == "\"no toll\" he said");
  CHECK(balanced("“no” and “yes”") == "“no” and “yes”");
  CHECK(balanced("\"") == "");
  CHECK(unquoted(" “no toll,” ") == "no toll,");
  CHECK(unquoted("\"") == "");
}
