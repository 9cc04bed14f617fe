// Credits (S13) and dates in short strings.
#include "dateline/page/credits.h"

#include "dateline/page/signs.h"
#include "dateline/page/stamp.h"
#include "pages.h"

using namespace dateline;
using namespace dateline::page_test;

namespace {

// Sources of a page with this paragraph in its middle, as "role:name".
std::vector<std::string> sources_of(const std::string& paragraph) {
  const Article a = read_text("Council votes to dredge northern channel\n\n" + paragraph +
                              "\n\nThe work will cost about two million crowns and is to begin in the last week of September.\n\n"
                              "Fishermen had asked for the work since a storm moved sand into the channel in the spring.\n");
  std::vector<std::string> out;
  for (const SourceClue& s : a.sources) {
    out.push_back(std::string(name_of(s.role)) + ":" + s.name);
    if (!s.at.empty()) CHECK(!slice(a.text, s.at).empty());
  }
  return out;
}
using Names = std::vector<std::string>;

std::string day_of_text(std::string_view text) {
  const auto stamp = page::find_stamp(text);
  return stamp ? iso_of(stamp->day) + (stamp->instant.empty() ? "" : " " + stamp->instant) : "-";
}

}  // namespace

TEST_CASE("agencies in datelines, brackets and reports") {
  CHECK(sources_of("CAIRO (AP) — The harbour council agreed on Tuesday to dredge the northern channel before the winter.") ==
        Names{"agency:Associated Press"});
  CHECK(sources_of("CAIRO, April 3 (Reuters) - The harbour council agreed on Tuesday to dredge the channel before winter.") ==
        Names{"agency:Reuters"});
  CHECK(sources_of("The harbour council agreed on Tuesday to dredge the northern channel before winter, AFP reported.") ==
        Names{"agency:Agence France-Presse"});
  CHECK(sources_of("“It will be deep again by the winter,” the mayor of the town told Reuters on Tuesday evening.") ==
        Names{"agency:Reuters"});
  CHECK(sources_of("The council agreed, according to the Washington Post, to dredge the northern channel before winter.") ==
        Names{"quoted outlet:The Washington Post"});
  CHECK(sources_of("The mayor of the town told the Danish Kystnyt newspaper that the channel would be dredged before winter.") ==
        Names{"quoted outlet:Kystnyt"});
  CHECK(sources_of("A statement from the Danish Fisheries Ministry said that the channel would be dredged before the winter.") ==
        Names{"statement:Danish Fisheries Ministry"});
}

TEST_CASE("an outlet that is only mentioned is no source") {
  CHECK(sources_of("The owner of Reuters, a company with offices in many towns, paid for the dredging of the channel.").empty());
  CHECK(sources_of("He has the time to read and time and again he wrote letters to the council about the sand bank.").empty());
}

TEST_CASE("picture credits") {
  CHECK(sources_of("Boats wait outside the channel on Tuesday. Photo: THX/TTXVN") ==
        Names{"photo:Xinhua News Agency", "photo:Vietnam News Agency"});
  CHECK(sources_of("Boats wait outside the northern channel (Al Jazeera).") == Names{"photo:Al Jazeera"});
  const auto mark = page::credit_mark("A dredger at work. (Iris Holm/LWA)", ontology());
  REQUIRE(mark);
  CHECK(slice("A dredger at work. (Iris Holm/LWA)", mark->name) == "Iris Holm/LWA");
  CHECK_FALSE(page::credit_mark("The council (eleven members) agreed.", ontology()));
}

TEST_CASE("bylines name people") {
  CHECK(page::authors_of("By Ada Lund and Bo Ek, Quay Post Correspondent", ontology()) == Names{"Ada Lund", "Bo Ek"});
  CHECK(page::authors_of("By Reuters", ontology()).empty());
  CHECK(page::authors_of("By ADA LUND | Staff", ontology()) == Names{"ADA LUND"});
  CHECK(page::authors_of("By Ada Lund December 2, 2025", ontology()) == Names{"Ada Lund"});
  CHECK(page::is_byline("Published: 21 March 2024 10:05 GMT", page::shape_of("Published: 21 March 2024 10:05 GMT")));
  CHECK_FALSE(page::is_byline("By noon the channel was open again.", page::shape_of("By noon the channel was open again.")));
}

TEST_CASE("dates in many forms") {
  CHECK(day_of_text("2024-03-21T10:05:00+02:00") == "2024-03-21 2024-03-21T10:05:00+02:00");
  CHECK(day_of_text("2024-03-21T10:05:00.123Z") == "2024-03-21 2024-03-21T10:05:00+00:00");
  CHECK(day_of_text("Thu, 21 Mar 2024 10:05:09 GMT") == "2024-03-21 2024-03-21T10:05:09+00:00");
  CHECK(day_of_text("Updated March 21st, 2024 at 4:30 p.m. EDT") == "2024-03-21 2024-03-21T16:30:00-04:00");
  CHECK(day_of_text("21. März 2024") == "2024-03-21");
  CHECK(day_of_text("21 de marzo de 2024") == "2024-03-21");
  CHECK(day_of_text("21.03.2024, 10:05") == "2024-03-21");
  CHECK(day_of_text("13/02/2024") == "2024-02-13");
  CHECK(day_of_text("02/13/2024") == "2024-02-13");
  CHECK(day_of_text("03/02/2024") == "-");
  CHECK(day_of_text("1711015500") == "2024-03-21 2024-03-21T10:05:00+00:00");
  CHECK(day_of_text("31 February 2024") == "-");
  CHECK(day_of_text("no date") == "-");
  CHECK(iso_of(page::stamp_in_url("https://quay.example/2024/mar/21/dredging")->day) == "2024-03-21");
  CHECK_FALSE(page::stamp_in_url("https://quay.example/story/20249999"));
}
