// Headline against body: what is flagged and what is left alone.
#include <doctest/doctest.h>

#include "dateline/story/story.h"
#include "pages.h"

using dateline::HeadlineNote;
using dateline::test::Page;

namespace {

std::vector<HeadlineNote> notes(const char* headline, const char* text) {
  return dateline::story::compare_headline(Page("d_1", "2021-03-25", text, headline).r);
}

}  // namespace

TEST_CASE("a superlative above a comparative is overstated, with both spans") {
  const auto list = notes("Owner calls tugs the perfect answer",
                          "The owner spoke on Tuesday. Tugs are a better answer than dredgers, he said. The canal stays shut.");
  REQUIRE(list.size() == 1);
  CHECK(list[0].kind == "overstated");
  CHECK(list[0].headline_text == "perfect answer");
  CHECK(list[0].body_text == "better answer");
}

TEST_CASE("a count that the body gives otherwise") {
  const auto list = notes("300 ships wait at the canal", "The canal is shut. About 150 ships wait at both ends. Tugs pull.");
  REQUIRE(list.size() == 1);
  CHECK(list[0].kind == "number_differs");
  CHECK(list[0].headline_text == "300 ships");
  CHECK(list[0].body_text == "150 ships");
}

TEST_CASE("a headline of another page") {
  const auto list = notes("Striker signs record transfer with northern champions",
                          "The canal is shut. About 150 ships wait at both ends. Tugs pull.");
  REQUIRE(list.size() == 1);
  CHECK(list[0].kind == "other_subject");
}

TEST_CASE("a flat headline over a text that only has it as possible") {
  const auto list =
      notes("Canal closed for weeks", "The canal could stay closed for weeks, owners fear. Tugs pull. The crew is well.");
  REQUIRE(list.size() == 1);
  CHECK(list[0].kind == "overstated");
}

TEST_CASE("no headline, and headlines that the body bears out") {
  REQUIRE(notes("", "The canal is shut. Tugs pull. Ships wait.").size() == 1);
  CHECK(notes("Canal shut, ships wait", "The canal is shut. Tugs pull. Ships wait.").empty());
  CHECK(notes("150 ships wait at the canal", "The canal is shut. About 150 ships wait at both ends. Tugs pull.").empty());
}
