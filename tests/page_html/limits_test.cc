// Finds: whether hostile pages stay within bounds and lose no text.
// Example: 100,000 nested <div> around "deep", then "last".
// Row out: both words in the tree, a bounded depth, a note of the cut.
// Does not try: measuring time; the work is counted in nodes, which must grow no faster than the page.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "dateline/page/html/html.h"

namespace {

using namespace dateline::html;

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

std::uint32_t depth_of(const Tree& tree) {
  std::uint32_t deepest = 0, depth = 0;
  for (NodeId n = tree[0].first_child; n != kNoNode;) {
    deepest = std::max(deepest, ++depth);
    NodeId next = tree[n].first_child;
    while (next == kNoNode && n != 0) {
      next = tree[n].next;
      --depth;
      if (next == kNoNode) n = tree[n].parent;
    }
    n = next;
  }
  return deepest;
}

bool holds(const Tree& tree, std::string_view text) { return tree.text_of(0).find(text) != std::string::npos; }

}  // namespace

TEST_CASE("F37: deep nesting is flattened and its text kept") {
  Scratch scratch;
  for (const std::string_view tag :
       {"<div>", "<span>", "<b>", "<font size=1>", "<table><tr><td>", "<ul><li>", "<svg><g>", "<svg><desc>", "<object>",
        "<template>", "<select><div>", "<math><mi>", "<blockquote>", "<ruby><rt>"}) {
    CAPTURE(tag);
    const std::string page = repeated(tag, 20000) + "deep<p>after</p></div></table>last";
    const Tree tree = parse(page, {}, scratch);
    CHECK(holds(tree, "deep"));
    CHECK(holds(tree, "after"));
    CHECK(holds(tree, "last"));
    CHECK(depth_of(tree) <= 520);
    CHECK((tree.cuts() & kCutDepth) != 0);
  }
}

TEST_CASE("text of flattened elements stays in order") {
  Scratch scratch;
  std::string page, expected;
  for (int i = 0; i < 3000; ++i) {
    const std::string word = "w" + std::to_string(i) + " ";
    page += "<div>" + word;
    expected += word;
  }
  const Tree tree = parse(page, {}, scratch);
  CHECK(tree.text_of(0) == expected);
}

TEST_CASE("F37: one hundred thousand attributes") {
  Scratch scratch;
  std::string page = "<p";
  for (int i = 0; i < 100000; ++i) page += " a" + std::to_string(i) + "=1";
  page += ">text";
  const Tree tree = parse(page, {}, scratch);
  const NodeId p = tree[tree.body()].first_child;
  CHECK(tree.attributes(p).size() == 1000);
  CHECK((tree.cuts() & kCutAttributes) != 0);
  CHECK(holds(tree, "text"));
}

TEST_CASE("a long attribute value is cut between characters") {
  Scratch scratch;
  const std::string page = "<p title='x" + repeated("\xC3\xA9", 50000) + "'>text";
  const Tree tree = parse(page, {}, scratch);
  const auto title = tree.attribute(tree[tree.body()].first_child, Name::title);
  REQUIRE(title.has_value());
  CHECK(title->size() == 65535);
  CHECK((tree.cuts() & kCutAttributeBytes) != 0);
}

TEST_CASE("F37: unclosed script, comment, plaintext, title and tag") {
  Scratch scratch;
  const std::string tail = repeated("x<p>", 1000);
  for (const std::string_view start : {"<script>", "<plaintext>", "<title>", "<textarea>", "<style>", "<xmp>"})
    CHECK(holds(parse(std::string(start) + tail, {}, scratch), "x<p>x<p>"));
  const std::string comment = "<p>a<!--" + tail;
  const Tree commented = parse(comment, {}, scratch);
  CHECK(commented.text(commented[commented.body()].last_child).empty());
  CHECK(commented.text_of(0) == "a");
  const std::string cut = "<p>a<b title='" + tail;
  const Tree tree = parse(cut, {}, scratch);
  CHECK(tree.text_of(0) == "a");
  CHECK((tree.cuts() & kCutTag) != 0);
  CHECK(tree.stopped_at() == 4);
}

TEST_CASE("F37: the tree grows no faster than the page") {
  Scratch scratch;
  const auto nodes = [&](const std::string& page) { return parse(page, {}, scratch).size(); };
  const auto fonts = [](int n) {
    std::string page;
    for (int i = 0; i < n; ++i) page += "<font id=" + std::to_string(i) + "><p>x";
    return page;
  };
  CHECK(nodes(fonts(20000)) < 2 * nodes(fonts(10000)) + 5000);
  CHECK(nodes(fonts(20000)) < fonts(20000).size());
  const auto adopted = [](std::size_t n) {
    return repeated("<b><i><u>", 20) + repeated("<div>", 300) + repeated("</b><b></i>", n);
  };
  CHECK(nodes(adopted(20000)) < 2 * nodes(adopted(10000)) + 5000);
  const auto reopened = [](std::size_t n) { return repeated("<b id=1><i id=2><u>", 3) + repeated("</p><p>x", n); };
  CHECK(nodes(reopened(20000)) < 2 * nodes(reopened(10000)) + 5000);
}

TEST_CASE("a spent node budget keeps the rest as text") {
  Limits limits;
  limits.nodes = 100;
  Scratch scratch;
  const std::string page = repeated("<p>word ", 1000) + "<script>var x</script><b>last</b>";
  const Tree tree = parse(page, limits, scratch);
  CHECK((tree.cuts() & kCutNodes) != 0);
  CHECK(tree.size() <= 113);
  CHECK(tree.stopped_at() > 0);
  CHECK(holds(tree, "last"));
  CHECK_FALSE(holds(tree, "var x"));
  std::size_t words = 0;
  const std::string text = tree.text_of(0);
  for (std::size_t at = text.find("word"); at != std::string::npos; at = text.find("word", at + 4)) ++words;
  CHECK(words == 1000);
}

TEST_CASE("F37: paragraphs behind a spent node budget stay paragraphs, in the body and in order") {
  Limits limits;
  limits.nodes = 1000;
  Scratch scratch;
  for (const std::string_view nest :
       {"<b>", "<template>", "<button>", "<svg>", "<table><tr><td>", "<select><option>", "<object>"}) {
    CAPTURE(nest);
    const std::string page = "<p>first" + repeated(nest, 3000) + "<p>one<b>word</b> <i>more</i><p>last &amp; least";
    const Tree tree = parse(page, limits, scratch);
    REQUIRE((tree.cuts() & kCutNodes) != 0);
    const NodeId last = tree[tree.body()].last_child;
    REQUIRE(last != kNoNode);
    CHECK(tree[last].name == Name::p);
    CHECK(tree.text_of(last) == "last & least");
    CHECK(tree.text_of(tree[last].previous) == "oneword more");
  }
}

TEST_CASE("behind a spent node budget every byte of text still leads into the page") {
  Limits limits;
  limits.nodes = 64;
  Scratch scratch;
  const std::string page = repeated("<p>one &amp; <b>two</b><table>", 200) + "last";
  const Tree tree = parse(page, limits, scratch);
  for (NodeId n = tree.next_in_order(0); n != kNoNode; n = tree.next_in_order(n)) {
    if (!tree.is_text(n)) continue;
    for (std::uint32_t i = 0; i < tree.text(n).size(); ++i) {
      const dateline::Span at = tree.source_of(n, {i, i + 1});
      REQUIRE(at.begin < at.end);
      REQUIRE(at.end <= page.size());
    }
  }
}

TEST_CASE("memory is reused and pages do not leak into each other") {
  Scratch scratch;
  Tree tree;
  const std::string long_page = repeated("<p class=a x-own=1>Rafah &amp; Jenin<x-tag>", 2000);
  parse(long_page, {}, scratch, tree);
  const std::uint32_t size = tree.size();
  const std::string short_page = "<p>x";
  parse(short_page, {}, scratch, tree);
  CHECK(tree.text_of(0) == "x");
  CHECK(tree.name_of("x-own") == Name::none);
  parse(long_page, {}, scratch, tree);
  CHECK(tree.size() == size);
}

TEST_CASE("limits of zero still read every text") {
  Limits none;
  none.open_elements = none.attributes = none.attribute_bytes = none.nodes = none.page_attributes = none.formatting_elements = 0;
  Scratch scratch;
  for (const std::string_view page :
       {"<!doctype html><p>word", "<!-- a --><p>word", "<b><i><a href=x y>word</a></b>", "<table>word<td>",
        "<script>x</script>word", "<svg><desc>word", "<frameset></frameset><noframes>word"}) {
    CAPTURE(page);
    const Tree tree = parse(page, none, scratch);
    CHECK(holds(tree, "word"));
    CHECK((tree.cuts() & kCutNodes) != 0);
  }
}
