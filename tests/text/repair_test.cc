// Repairs of translated text: what is mended, what is only flagged, and what sound text must keep.
#include "dateline/text/repair.h"

#include <doctest/doctest.h>

#include <string>

using dateline::text::Edit;
using dateline::text::find_repairs;

namespace {

/// The block with its certain edits made.
std::string mended(std::string_view block, bool damaged) {
  std::string out;
  uint32_t done = 0;
  for (const Edit& edit : find_repairs(block, damaged)) {
    if (!edit.certain || edit.at.begin < done) continue;
    out += block.substr(done, edit.at.begin - done);
    out += edit.replacement;
    done = edit.at.end;
  }
  out += block.substr(done);
  return out;
}

}  // namespace

TEST_CASE("false stops before words that continue a clause are taken out") {
  CHECK(mended("The envoy spoke of a truce. with the rebels on Monday.", false) ==
        "The envoy spoke of a truce with the rebels on Monday.");
  CHECK(mended("The ferry sank on May 4. during a storm.", false) == "The ferry sank on May 4 during a storm.");
  CHECK(mended("They opened the gates. , and the water fell.", false) == "They opened the gates, and the water fell.");
  CHECK(mended("The World Food Programme. (WFP) and others helped.", false) ==
        "The World Food Programme (WFP) and others helped.");
}

TEST_CASE("fragments are joined or dropped only on a page that shows more damage") {
  const std::string torn = "The council agreed to an exchange of letters. Does. It met again.";
  CHECK(mended(torn, false) == torn);
  CHECK(mended(torn, true) == "The council agreed to an exchange of letters. It met again.");
  CHECK(mended("Talks go on about the file. Through Omani mediation.", true) ==
        "Talks go on about the file through Omani mediation.");
}

TEST_CASE("a clause torn off without its verb, an adjective without its noun") {
  const std::string torn = "They seek closer ties with the port towns. Avoiding the closure of the canal. They met.";
  CHECK(mended(torn, false) == torn);
  CHECK(mended(torn, true) == "They seek closer ties with the port towns, avoiding the closure of the canal. They met.");
  const std::string whole = "It was dark. Leaving the harbour takes an hour. It rained.";
  CHECK(mended(whole, true) == whole);
  CHECK(mended("He hopes for a parallel truce. same in the north.", true) == "He hopes for a parallel truce in the north.");
}

TEST_CASE("what is lost is flagged and never put in") {
  for (const char* lost : {"They praised the minister’s ambitious, according to the paper.",
                           "It is the only way to free the crew as he said.", "The envoy will land in Thursday."}) {
    CHECK(mended(lost, true) == lost);
    const auto edits = find_repairs(lost, true);
    REQUIRE(edits.size() == 1);
    CHECK_FALSE(edits[0].certain);
  }
  CHECK(find_repairs("Thousands joined in Friday prayers. She took part in Monday's vote, as he said.", true).empty());
  CHECK(find_repairs("They praised the minister’s ambitious, costly plan.", true).empty());
}

TEST_CASE("doubled words and stray quotation marks") {
  CHECK(mended("The fund will support support schools in the north.", false) == "The fund will support schools in the north.");
  CHECK(mended("She said that that was all they had had.", false) == "She said that that was all they had had.");
  CHECK(mended("“We will rebuild the bridge.” “", false) == "“We will rebuild the bridge.”");
}

TEST_CASE("sound text keeps every byte") {
  for (const char* sound :
       {"He left at 5 p.m. on Monday and flew to St. Louis.", "The firm, est. in 1901, sells e.g. ropes.",
        "Visit example.com for more. iPhones sold well.", "“No.” That was all. “Never,” she said.",
        "The vote was 14 to 0. In Cairo, envoys met. By Friday it was over.", "See no. of cases vs. deaths, approx. ten."}) {
    CHECK(mended(sound, false) == sound);
  }
}

TEST_CASE("a closing mark that nothing opened is flagged, not rewritten") {
  const auto edits = find_repairs("They promised calm. A hard blow to the movement.” The talks went on.", true);
  REQUIRE(edits.size() == 1);
  CHECK_FALSE(edits[0].certain);
  CHECK(edits[0].kind == dateline::RepairKind::stray_quote);
}

TEST_CASE("hostile blocks end in linear time") {
  std::string marks, stops;
  for (int i = 0; i < 100000; ++i) {
    marks += "\u201D ";
    stops += "ab. with ";
  }
  CHECK(find_repairs(marks, true).size() <= 100000);
  CHECK(find_repairs(stops, true).size() == 100000);
}
