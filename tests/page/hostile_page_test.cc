// Finds: whether the text of pages made to lose it is still there, as blocks of the page.
// Example: a <button> that is never closed, and the article behind it. Row out: blocks with its sentences.
// Does not try: time (bench/hostile measures it).
#include <string>

#include "pages.h"

using namespace dateline;
using namespace dateline::page_test;

namespace {

constexpr std::string_view kDeep = "The harbour council met on Tuesday to settle the dispute over the northern quay.";
constexpr std::string_view kLast = "Its members will vote again after the engineers have told them what the repair costs.";

std::string repeated(std::string_view part, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += part;
  return out;
}

bool holds(const Article& article, std::string_view words) {
  for (const Block& block : article.blocks) {
    if (slice(article.text, block.at).find(words) != std::string_view::npos) return true;
  }
  return false;
}

std::string page_with(std::string_view middle) {
  return "<!doctype html><title>Quay</title><h1>Council meets over quay</h1>" + std::string(middle) + std::string(kDeep) + "<p>" +
         std::string(kLast);
}

}  // namespace

TEST_CASE("F37: text behind an element that is never closed is text of the page") {
  for (const std::string_view tag :
       {"div", "table", "b", "p", "button", "object", "template", "noscript", "select", "svg", "math", "canvas", "video",
        "a href=x", "form", "ul><li", "svg><foreignObject", "blockquote", "font color=i"}) {
    for (const int times : {1, 3, 2000}) {
      CAPTURE(tag);
      CAPTURE(times);
      const Article article = read_html(page_with(repeated("<" + std::string(tag) + ">", times)));
      CHECK(holds(article, kDeep));
      CHECK(holds(article, kLast));
    }
  }
}

TEST_CASE("F37: what stands in closed elements without text for readers stays out") {
  const Article article = read_html(
      page_with("<button>Share this</button><template><p>Later</p></template><noscript><p>Turn on scripts</p></noscript>"
                "<svg><title>Icon</title></svg><select><option>Choose<option>Other</select><p>"));
  for (const std::string_view words : {"Share this", "Later", "Turn on", "Icon", "Choose"}) {
    CAPTURE(words);
    CHECK(!holds(article, words));
  }
  CHECK(holds(article, kDeep));
}

TEST_CASE("F37: the text of a frameset page is read, its tags are not") {
  const Article article = read_html("<html><head><title>Quay</title></head><frameset cols=1><frame src=a><noframes><body><p>" +
                                    std::string(kDeep) + "</p><p>" + std::string(kLast) + "</body></noframes></frameset></html>");
  CHECK(holds(article, kDeep));
  CHECK(holds(article, kLast));
  CHECK(!holds(article, "<p>"));
}

TEST_CASE("F37: a page whose node budget is spent keeps its last paragraphs") {
  const Article article = read_html(page_with(repeated("<b>", 600000) + "<p>"));
  CHECK(holds(article, kDeep));
  CHECK(holds(article, kLast));
  CHECK(has_note(article, NoteCode::limit_hit));
}
