// Finds: whether the HTML reader builds the tree a browser would, on short cases of our own.
// Example: "<p>Rafah<p>Jenin" must give two paragraphs.
// Row out: "html(head body(p('Rafah') p('Jenin')))", compared as text.
// Does not try: the conformance suite (html5lib_driver.cc).
#include <doctest/doctest.h>

#include <string>

#include "dateline/page/html/html.h"

namespace {

using namespace dateline::html;

// The tree in one line: element names with children in brackets, texts in quotes, comments in angle brackets.
std::string shape(const Tree& tree) {
  std::string out;
  NodeId n = tree.next_in_order(0);
  const auto open = [&](NodeId id) {
    const std::string text(tree.text(id));
    if (!out.empty() && out.back() != '(') out += ' ';
    switch (tree[id].kind) {
      case Kind::text:
        out += "'" + text + "'";
        break;
      case Kind::comment:
        out += "<" + text + ">";
        break;
      case Kind::doctype:
        out += "!" + text;
        break;
      default:
        if (tree[id].space == Space::svg) out += "svg:";
        if (tree[id].space == Space::math) out += "math:";
        out += tree.tag(id);
        if (tree[id].first_child != kNoNode) out += '(';
    }
  };
  while (n != kNoNode) {
    open(n);
    NodeId next = tree[n].first_child;
    while (next == kNoNode && n != 0) {
      next = tree[n].next;
      if (next != kNoNode) break;
      n = tree[n].parent;
      if (n != 0) out += ')';
    }
    n = next;
  }
  return out;
}

std::string shape_of(std::string_view page) {
  Scratch scratch;
  const Tree tree = parse(page, {}, scratch);
  return shape(tree);
}

std::string fragment_of(std::string_view page, std::string_view tag, Space space = Space::html) {
  Scratch scratch;
  const Tree tree = parse_fragment(page, tag, space, {}, scratch);
  return shape(tree);
}

}  // namespace

TEST_CASE("an empty page has html, head and body") {
  CHECK(shape_of("") == "html(head body)");
  CHECK(shape_of("\xEF\xBB\xBF<!doctype html>") == "!html html(head body)");
  Scratch scratch;
  const Tree tree = parse("", {}, scratch);
  CHECK(tree.is(tree.html(), Name::html));
  CHECK(tree.is(tree.head(), Name::head));
  CHECK(tree.is(tree.body(), Name::body));
}

TEST_CASE("tags the page leaves out are implied") {
  CHECK(shape_of("<title>Talks</title><p>Rafah<p>Jenin") == "html(head(title('Talks')) body(p('Rafah') p('Jenin')))");
  CHECK(shape_of("<ul><li>a<li>b</ul><dl><dt>c<dd>d</dl>") == "html(head body(ul(li('a') li('b')) dl(dt('c') dd('d'))))");
  CHECK(shape_of("<table><td>14<td>15<tr><th>x") == "html(head body(table(tbody(tr(td('14') td('15')) tr(th('x'))))))");
  CHECK(shape_of("<p>one<div>two</div></p>") == "html(head body(p('one') div('two') p))");
  CHECK(shape_of("<select><option>a<option>b</select>c") == "html(head body(select(option('a') option('b')) 'c'))");
}

TEST_CASE("content that may not stand in a table goes before it") {
  CHECK(shape_of("<table>lost<tr><td>kept") == "html(head body('lost' table(tbody(tr(td('kept'))))))");
  CHECK(shape_of("<table><b>x<tr><td>y</table>z") == "html(head body(b('x') table(tbody(tr(td('y')))) b('z')))");
  CHECK(shape_of("<table> <tr> <td>y") == "html(head body(table(' ' tbody(tr(' ' td('y'))))))");
}

TEST_CASE("misnested formatting is repaired as browsers do") {
  CHECK(shape_of("<p>1<b>2<i>3</b>4</i>5") == "html(head body(p('1' b('2' i('3')) i('4') '5')))");
  CHECK(shape_of("<b>1<p>2</b>3") == "html(head body(b('1') p(b('2') '3')))");
  CHECK(shape_of("<a href=1>x<a href=2>y") == "html(head body(a('x') a('y')))");
  CHECK(shape_of("<p><b>Nine<p>near</b>") == "html(head body(p(b('Nine')) p(b('near'))))");
}

TEST_CASE("script, style, title and textarea hold characters") {
  CHECK(shape_of("<script>if (a<b) '</p>'</script>x") == "html(head(script('if (a<b) '</p>'')) body('x'))");
  CHECK(shape_of("<script><!--<script></script>--></script>x") == "html(head(script('<!--<script></script>-->')) body('x'))");
  CHECK(shape_of("<title>A &amp; B<b></title>") == "html(head(title('A & B<b>')) body)");
  CHECK(shape_of("<textarea>\n<p></textarea>") == "html(head body(textarea('<p>')))");
  CHECK(shape_of("<style>a&lt;b</style>") == "html(head(style('a&lt;b')) body)");
}

TEST_CASE("scripting is off: noscript holds markup") {
  CHECK(shape_of("<body><noscript><p>photo</noscript>") == "html(head body(noscript(p('photo'))))");
}

TEST_CASE("svg and math keep their namespaces and spellings") {
  CHECK(shape_of("<svg><foreignobject><p>x</p></foreignobject></svg>y") ==
        "html(head body(svg:svg(svg:foreignObject(p('x'))) 'y'))");
  CHECK(shape_of("<math><mi>x</mi></math>") == "html(head body(math:math(math:mi('x'))))");
  CHECK(shape_of("<svg><title>a</title><p>b") == "html(head body(svg:svg(svg:title('a')) p('b')))");
  CHECK(shape_of("<svg><![CDATA[a<b]]></svg>") == "html(head body(svg:svg('a<b')))");
  CHECK(shape_of("<![CDATA[a]]>") == "<[CDATA[a]]> html(head body)");
}

TEST_CASE("templates keep their content below them") {
  CHECK(shape_of("<template><td>a</template>b") == "html(head(template(td('a'))) body('b'))");
}

TEST_CASE("framesets") {
  Scratch scratch;
  const Tree tree = parse("<frameset><frame>text<noframes>old</noframes>", {}, scratch);
  CHECK(shape(tree) == "html(head frameset(frame noframes('old')))");
  CHECK((tree.cuts() & kCutText) != 0);
  CHECK(tree.ignored_text() == 4);
}

TEST_CASE("fragments are read in their context") {
  CHECK(fragment_of("<td>a", "tr") == "html(td('a'))");
  CHECK(fragment_of("<td>a", "div") == "html('a')");
  CHECK(fragment_of("<b>&lt;", "textarea") == "html('<b><')");
  CHECK(fragment_of("<p>x", "foreignobject", Space::svg) == "html(p('x'))");
}

TEST_CASE("comments end where the standard says") {
  CHECK(shape_of("<!-->a") == "<> html(head body('a'))");
  CHECK(shape_of("<!-- x --!>a") == "< x > html(head body('a'))");
  CHECK(shape_of("<!--a--") == "<a> html(head body)");
  CHECK(shape_of("<?php x ?>") == "<?php x ?> html(head body)");
}

TEST_CASE("attributes") {
  Scratch scratch;
  const Tree tree = parse("<p CLASS=lead class=x data-Own='a&amp;b' title=\"&copy=1 &notit; &eacute\" hidden>", {}, scratch);
  const NodeId p = tree[tree.body()].first_child;
  REQUIRE(tree.attributes(p).size() == 4);
  CHECK(tree.attribute(p, Name::class_) == "lead");
  CHECK(tree.attribute(p, tree.name_of("data-own")) == "a&b");
  CHECK(tree.attribute(p, Name::title) == "&copy=1 &notit; \xC3\xA9");
  CHECK(tree.attribute(p, Name::hidden) == "");
  CHECK_FALSE(tree.attribute(p, Name::href).has_value());
  CHECK(tree.name_of("never-used") == Name::none);
  const Attribute* own = tree.find_attribute(p, tree.name_of("data-own"));
  REQUIRE(own != nullptr);
  CHECK(dateline::slice(tree.source(), own->source) == "a&amp;b");
}

TEST_CASE("attributes of a second body go to the first") {
  Scratch scratch;
  const Tree tree = parse("<body id=a>x<body id=b lang=en>", {}, scratch);
  CHECK(tree.attribute(tree.body(), Name::id) == "a");
  CHECK(tree.attribute(tree.body(), Name::lang) == "en");
}

TEST_CASE("the doctype chooses the mode") {
  const auto mode = [](std::string_view page) {
    Scratch scratch;
    return parse(page, {}, scratch).quirks();
  };
  CHECK(mode("<!doctype html>") == Quirks::none);
  CHECK(mode("<p>") == Quirks::full);
  CHECK(mode("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">") == Quirks::full);
  CHECK(mode("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"x\">") == Quirks::limited);
  CHECK(mode("<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">") == Quirks::full);
  CHECK(shape_of("<!doctype html><p><table>") == "!html html(head body(p table))");
  CHECK(shape_of("<p><table>") == "html(head body(p(table)))");
}

TEST_CASE("walks and text") {
  Scratch scratch;
  const Tree tree = parse("<body><div>a<p>b<i>c</i></div>d", {}, scratch);
  const NodeId div = tree[tree.body()].first_child;
  CHECK(tree.text_of(div) == "abc");
  CHECK(tree.text_of(0) == "abcd");
  CHECK(tree.text(tree.next_after(div)) == "d");
  std::size_t inside = 0;
  for (NodeId n = tree.next_in_order(div, div); n != kNoNode; n = tree.next_in_order(n, div)) ++inside;
  CHECK(inside == 5);
}
