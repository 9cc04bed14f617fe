// Time expressions and the page's day, from sentences of our own (cases.txt) and small pages.
#include <doctest/doctest.h>

#include <ctime>
#include <fstream>
#include <string>

#include "dateline/base/chars.h"
#include "dateline/time/holidays.h"
#include "dateline/time/phrase.h"
#include "dateline/time/times.h"

namespace {

using namespace dateline;

const Ontology& ontology() {
  static const auto kLoaded = Ontology::load();
  REQUIRE(kLoaded);
  return **kLoaded;
}

Times read(const std::string& words, std::string_view page, const Article& article = {}) {
  Text text;
  text.utf8 = words;
  return time::resolve(article, text, {}, ontology(), parse_iso_range(page).value_or(DayRange{}));
}

std::string shown(const Times& times, const std::string& words) {
  std::string out;
  for (const TimeExpression& t : times.expressions) {
    if (!out.empty()) out += " ; ";
    out += std::string(slice(words, t.at)) + " = " + (t.value.empty() ? "-" : t.value);
  }
  return out;
}

}  // namespace

TEST_CASE("sentences of cases.txt") {
  std::ifstream file(std::string(DATELINE_SOURCE_DIR) + "/tests/time/cases.txt");
  REQUIRE(file);
  std::string line;
  int cases = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    const auto cells = split(line, '|');
    REQUIRE(cells.size() == 3);
    const std::string sentence(trim(cells[1]));
    CAPTURE(sentence);
    CHECK(shown(read(sentence, trim(cells[0])), sentence) == std::string(trim(cells[2])));
    ++cases;
  }
  CHECK(cases > 40);
}

TEST_CASE("the first end of a range names the second") {
  const Times times = read("The road was shut from May 3 to May 9 and reopened on June 1.", "2024-06-11");
  REQUIRE(times.expressions.size() == 3);
  CHECK(times.expressions[0].range_end == 1);
  CHECK(times.expressions[1].range_end == kNone);
  CHECK(times.expressions[2].range_end == kNone);
}

TEST_CASE("a page without a date is dated from its words") {
  const Times times =
      read("On April 17, the council of Lund said it would rebuild the pier.\nA photo of the pier on April 17, 2019.", "");
  CHECK(iso_of(times.page.best) == "2019-04-17");
  CHECK(times.page.basis == "text");
  CHECK(times.page.year_stated);
  REQUIRE(!times.page.evidence.empty());
  CHECK(times.page.evidence.front().weight >= times.page.evidence.back().weight);
  REQUIRE(times.expressions.size() == 2);
  CHECK(times.expressions[0].value == "2019-04-17");
  CHECK(times.expressions[0].basis == TimeBasis::year_inferred);
}

TEST_CASE("offices and months together give the year") {
  const std::string page =
      "US Secretary of State Antony Blinken met Egyptian Foreign Minister Sameh Shoukry on Monday about Gaza.\n"
      "Both spoke of the hostages taken on October 7. The last convoy had left on March 2.";
  const Times times = read(page, "");
  CHECK(iso_of(times.page.best) == "2024-03-11");
  CHECK(times.page.range.first == day_of(2024, 3, 2));
}

TEST_CASE("weekdays alone date no page") {
  const Times times = read("The minister arrived on Monday and leaves on Tuesday.", "");
  CHECK_FALSE(times.page.best.known());
  CHECK(times.page.basis == "none");
  REQUIRE(times.expressions.size() == 2);
  CHECK(times.expressions[0].value == "XXXX-WXX-1");
  CHECK_FALSE(times.expressions[0].days.known());
}

TEST_CASE("a full date deep in a page is only a bound") {
  const std::string page =
      "The harbour mayor opened a new pier.\nBoats lined the quay.\nMany people came.\nThe wind was light.\n"
      "The band played.\nThe old pier burned down on 3 May 2011.";
  const Times times = read(page, "");
  CHECK_FALSE(times.page.best.known());
  CHECK(times.page.year_stated);
  REQUIRE(!times.page.evidence.empty());
  CHECK(iso_of(times.page.evidence.front().allows) == "2011-05-03/..");
}

TEST_CASE("a full date in the opening is the page's day, unless the news is of another weekday") {
  CHECK(iso_of(read("Ferry sinks\nA ferry sank off Bergen on 3 May 2011, police said.", "").page.best) == "2011-05-03");
  CHECK_FALSE(read("Ferry law voted down\nLawmakers on Friday dropped the ferry law of 3 May 2011.", "").page.best.known());
}

TEST_CASE("numbered pictures do not date a page") {
  const std::string page =
      "A bus left the road near Lund.\n1/3 31 October 2017 A market in Oslo\n2/3 30 October 2017 A pier in Bergen\n"
      "3/3 29 October 2017 A tram in Gothenburg";
  const Times times = read(page, "");
  CHECK_FALSE(times.page.best.known());
  CHECK_FALSE(times.page.range.known());
}

TEST_CASE("a list of bare dates does not date a page") {
  const Times times = read("Older stories\n3 May 2011\n7 May 2011\n9 May 2011\nThe pier was rebuilt.", "");
  CHECK_FALSE(times.page.best.known());
  CHECK(iso_of(read("Pier rebuilt\n3 May 2011\nThe pier was rebuilt.", "").page.best) == "2011-05-03");
}

TEST_CASE("a month and day need a year that nothing else allows") {
  CHECK_FALSE(read("The pier opened on May 3, officials said.\nIt was planned in 2011.", "").page.best.known());
  CHECK_FALSE(read("The pier opened again.\nBoats came.\nA band played.\nThe wind fell.\nThe next show is after May 3.\n"
                   "The first pier was built in 2011.",
                   "")
                  .page.best.known());
}

TEST_CASE("a dateline with its weekday and the year of the foot line give the day") {
  const std::string page =
      "OSLO, May 3 (Pier News) - The pier opened on Tuesday, the mayor said.\nIt was first planned in 2008.\n"
      "(c) 2012 Pier News";
  CHECK(iso_of(read(page, "").page.best) == "2011-05-03");
}

TEST_CASE("a week said from the page keeps the precision of a week") {
  const Times times = read("The bridge shook two weeks ago.", "2024-06-11");
  REQUIRE(times.expressions.size() == 1);
  CHECK(times.expressions[0].days.precision == Precision::week);
  CHECK(times.expressions[0].days.last - times.expressions[0].days.first == 6);
}

TEST_CASE("metadata is taken unless the words contradict it") {
  Article article;
  article.dates.push_back({ClueKind::meta_published, *parse_iso_range("2022-08-03"), "", "2022-08-03", {}});
  CHECK(iso_of(read("The fire broke out on Tuesday.", "", article).page.best) == "2022-08-03");
  const float sure = read("The fire broke out on Tuesday.", "", article).page.strength;
  const float doubted = read("The fire broke out on 12 September 2022, police said.", "", article).page.strength;
  CHECK(doubted < sure);
}

TEST_CASE("order of day and month that cannot be known is flagged") {
  const Times times = read("It is dated 02/03/2024.", "2024-06-11");
  REQUIRE(times.expressions.size() == 1);
  CHECK(times.expressions[0].confidence <= 0.5F);
}

TEST_CASE("feasts and calendars") {
  CHECK(iso_of(time::easter(2024)) == "2024-03-31");
  CHECK(iso_of(time::orthodox_easter(2024)) == "2024-05-05");
  CHECK(iso_of(time::solar_hijri_day(1403, 1, 1)) == "2024-03-20");
  CHECK(time::hijri_year(day_of(2024, 1, 1)) == 1445);
}

TEST_CASE("phrases that stand alone") {
  const DayRange page = *parse_iso_range("2024-06-11");
  CHECK(time::read_phrase("about two years ago", page, ontology()).value == "2022");
  CHECK(time::read_phrase("soon", page, ontology()).value == "FUTURE_REF");
  CHECK(time::read_phrase("no date here", page, ontology()).value.empty());
}

TEST_CASE("hostile text stays linear") {
  const auto ends = [](const std::string& words) {
    for (const auto& x : read(words, "2024-06-11").expressions) REQUIRE(x.at.end <= words.size() + 1);
    return true;  // no clock: what takes quadratic time on this outlasts the limit of the test
  };
  std::string chain, numbers, letters(1000000, 'a');
  for (int i = 0; i < 60000; ++i) {
    chain += "the day before ";
    numbers += "1-";
  }
  CHECK(ends(chain));
  CHECK(ends(numbers));
  CHECK(ends(letters));
}
