// Finds: whether every text and element leads back to its bytes in the page.
// Example: "Caf&eacute; raid": byte 3 of the text must lead to "&eacute;".
// Row out: pieces of the page, compared as text.
// Does not try: the shape of the tree (tree_test.cc).
#include <doctest/doctest.h>

#include <string>

#include "dateline/page/html/html.h"

namespace {

using namespace dateline::html;

NodeId first_text(const Tree& tree) {
  NodeId n = tree.next_in_order(tree.body());
  while (n != kNoNode && !tree.is_text(n)) n = tree.next_in_order(n);
  return n;
}

// The bytes of the page behind a part of the first text, given by its characters.
std::string behind(const Tree& tree, std::string_view part) {
  const NodeId n = first_text(tree);
  const auto at = static_cast<std::uint32_t>(tree.text(n).find(part));
  return std::string(dateline::slice(tree.source(), tree.source_of(n, {at, at + static_cast<std::uint32_t>(part.size())})));
}

}  // namespace

TEST_CASE("plain text is a view of the page") {
  Scratch scratch;
  const std::string page = "<p>Talks stalled on Friday.</p>";
  const Tree tree = parse(page, {}, scratch);
  CHECK(tree.text(first_text(tree)).data() == page.data() + 3);
  CHECK(behind(tree, "stalled") == "stalled");
}

TEST_CASE("character references lead back as a whole") {
  Scratch scratch;
  const Tree tree = parse("<p>Caf&eacute; &amp; &#8220;raid&#x201d; &ngE;x</p>", {}, scratch);
  CHECK(tree.text(first_text(tree)) == "Caf\xC3\xA9 & \xE2\x80\x9Craid\xE2\x80\x9D \xE2\x89\xA7\xCC\xB8x");
  CHECK(behind(tree, "\xC3\xA9") == "&eacute;");
  CHECK(behind(tree, "&") == "&amp;");
  CHECK(behind(tree, "\xE2\x80\x9Craid\xE2\x80\x9D") == "&#8220;raid&#x201d;");
  CHECK(behind(tree, "raid") == "raid");
  CHECK(behind(tree, "\xE2\x89\xA7") == "&ngE;");
  CHECK(behind(tree, "x") == "x");
  CHECK(behind(tree, "Caf\xC3\xA9 &") == "Caf&eacute; &amp;");
}

TEST_CASE("line ends become line feeds and lead back") {
  Scratch scratch;
  const Tree tree = parse("<p>one\r\ntwo\rthree</p>", {}, scratch);
  CHECK(tree.text(first_text(tree)) == "one\ntwo\nthree");
  CHECK(behind(tree, "two") == "two");
  CHECK(behind(tree, "one\ntwo") == "one\r\ntwo");
  CHECK(behind(tree, "two\nthree") == "two\rthree");
}

TEST_CASE("text joined from two places leads back to both") {
  Scratch scratch;
  const Tree tree = parse("<table>one <tr>two</table>", {}, scratch);
  CHECK(tree.text(first_text(tree)) == "one two");
  CHECK(behind(tree, "one") == "one");
  CHECK(behind(tree, "two") == "two");
}

TEST_CASE("NUL in a body is dropped, in a script replaced") {
  Scratch scratch;
  const Tree tree = parse(std::string_view("<p>a\0b</p><script>c\0d</script>", 30), {}, scratch);
  CHECK(tree.text(first_text(tree)) == "ab");
  CHECK(behind(tree, "b") == "b");
  CHECK(tree.text_of(0) ==
        "abc\xEF\xBF\xBD"
        "d");
}

TEST_CASE("elements keep their range") {
  Scratch scratch;
  const std::string page = "<body><div id=x><p>a</div>b<br>";
  const Tree tree = parse(page, {}, scratch);
  const NodeId div = tree[tree.body()].first_child;
  const NodeId p = tree[div].first_child;
  CHECK(dateline::slice(page, tree[div].source) == "<div id=x><p>a</div>");
  CHECK(page.substr(0, tree[div].open_end) == "<body><div id=x>");
  CHECK(dateline::slice(page, tree[p].source) == "<p>a");
  CHECK(dateline::slice(page, tree[tree[tree.body()].last_child].source) == "<br>");
  CHECK(tree[tree.head()].source.begin == tree[tree.head()].source.end);
}

TEST_CASE("every byte of every text leads into the page, many kinds of text") {
  const std::string_view pieces[] = {"a",   "&lt;", "\r\n",    "\r",   "&#0;",     "\xD7\xA9", "&acE;",
                                     "<b>", "</b>", "<table>", "<td>", "</table>", "&nope;",   "&"};
  Scratch scratch;
  std::uint32_t state = 1;
  for (int round = 0; round < 500; ++round) {
    std::string page;
    for (int i = 0; i < 40; ++i) {
      state = state * 1664525U + 1013904223U;
      page += pieces[(state >> 20) % std::size(pieces)];
    }
    const Tree tree = parse(page, {}, scratch);
    for (NodeId n = tree.next_in_order(0); n != kNoNode; n = tree.next_in_order(n)) {
      const std::string_view text = tree.text(n);
      if (!tree.is_text(n)) continue;
      for (std::uint32_t i = 0; i < text.size(); ++i) {
        const dateline::Span at = tree.source_of(n, {i, i + 1});
        const std::string_view from = dateline::slice(page, at);
        REQUIRE_FALSE(from.empty());
        const bool same = from.size() == 1 && from[0] == text[i];
        REQUIRE((same || from == "\r" || from[0] == '&'));
      }
    }
  }
}
