// The way back from clean text to the page, and the way on from the page to clean text.
#include "dateline/base/origin.h"

#include <doctest/doctest.h>

using dateline::came_from;
using dateline::OriginRun;
using dateline::Span;
using dateline::went_to;

TEST_CASE("a stretch of one buffer is found in the other, both ways") {
  // "abcdefghij" -> "abc" + "X" + "fgh": 3 bytes kept, 2 lost, 1 put in, 3 kept, 2 lost.
  const std::vector<OriginRun> runs = {{0, 0, 3}, {4, 5, 3}};
  CHECK(came_from(runs, {1, 3}) == Span{1, 3});
  CHECK(came_from(runs, {2, 6}) == Span{2, 7});
  CHECK(came_from(runs, {3, 4}) == Span{});
  CHECK(went_to(runs, {1, 3}) == Span{1, 3});
  CHECK(went_to(runs, {2, 7}) == Span{2, 6});
  CHECK(went_to(runs, {3, 5}) == Span{});
  CHECK(went_to(runs, {8, 10}) == Span{});
  CHECK(went_to({}, {0, 4}) == Span{});
}
