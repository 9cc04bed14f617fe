// What kind of page it is; microdata and weak dates; the scorer's word and its reasons.
#include <algorithm>
#include <array>

#include "dateline/page/clues.h"
#include "dateline/page/kind.h"
#include "dateline/page/scorer.h"
#include "pages.h"

using namespace dateline;
using namespace dateline::page_test;

namespace {

const std::string kParagraph =
    "<p>The harbour council agreed on Tuesday to dredge the northern channel before winter, the mayor told reporters after the "
    "vote "
    "in the town hall, and the boats that wait outside will be let in one by one as the work goes on through the autumn.</p>";
const std::string kMore =
    "<p>Fishermen had asked for the work since a storm moved sand into the channel in March, when two boats ran aground there in "
    "a "
    "single week and a third lost its rudder on the bank, which had grown by a metre since the winter before.</p>";

std::string page_of(const std::string& head, const std::string& body) {
  return "<!doctype html><html lang=en><head>" + head + "</head><body><nav><a href=/>Home</a> <a href=/n>News</a></nav>" + body +
         "<footer>All rights reserved by the owners of the paper.</footer></body></html>";
}

}  // namespace

TEST_CASE("an article is an article and says nothing more") {
  const Article a =
      read_html(page_of("<title>Council votes</title>", "<article><h1>Council votes</h1>" + kParagraph + kMore + "</article>"));
  CHECK(a.kind == PageKind::article);
  CHECK_FALSE(has_note(a, NoteCode::page_kind));
}

TEST_CASE("error pages are named as such") {
  for (const char* title : {"404 - Page not found", "Access Denied", "Just a moment...", "Seite nicht gefunden"}) {
    const Article a =
        read_html(page_of(std::string("<title>") + title + "</title>",
                          std::string("<main><h1>") + title +
                              "</h1><p>The page you were looking for has moved or never was here at all.</p></main>"));
    CHECK(a.kind == PageKind::error);
    CHECK(has_note(a, NoteCode::page_kind));
  }
  const Article story = read_html(page_of(
      "<title>Forbidden fruit: what the islanders may not pick</title>",
      "<article><h1>Forbidden fruit: what the islanders may not pick</h1>" + kParagraph + kMore + kParagraph + "</article>"));
  CHECK(story.kind == PageKind::article);
}

TEST_CASE("a live blog by its metadata, or by its timed entries") {
  const Article said = read_html(
      page_of("<script type='application/ld+json'>{\"@type\":\"LiveBlogPosting\",\"headline\":\"Channel vote\"}</script>",
              "<article><h1>Channel vote</h1>" + kParagraph + kMore + "</article>"));
  CHECK(said.kind == PageKind::live_blog);
  std::string entries;
  for (int i = 0; i < 7; ++i)
    entries += "<div><div>1" + std::to_string(i) + ":05</div>" + (i % 2 == 0 ? kParagraph : kMore) + "</div>";
  const Article timed = read_html(
      page_of("<title>Channel vote: live updates</title>", "<main><h1>Channel vote: live updates</h1>" + entries + "</main>"));
  CHECK(timed.kind == PageKind::live_blog);
}

TEST_CASE("a list of teasers is a listing") {
  std::string teasers;
  for (int i = 0; i < 12; ++i) {
    teasers += "<div><h3><a href=/" + std::to_string(i) +
               ">Boats wait outside the northern channel again</a></h3><span>Harbour</span></div>";
  }
  const Article a = read_html(page_of("<title>Harbour news</title>", "<main><h1>Harbour news</h1>" + teasers + "</main>"));
  CHECK(a.kind == PageKind::listing);
}

TEST_CASE("the start of a paid article") {
  const Article a = read_html(page_of("<title>Council votes to dredge</title>",
                                      "<article><h1>Council votes to dredge</h1>" + kParagraph +
                                          "<div><p>Subscribe to continue reading this article.</p></div></article>"));
  CHECK(a.kind == PageKind::paywalled);
  const Article told =
      read_html(page_of("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Council "
                        "votes\",\"isAccessibleForFree\":\"False\"}</script>",
                        "<article><h1>Council votes</h1>" + kParagraph + "</article>"));
  CHECK(told.kind == PageKind::paywalled);
}

TEST_CASE("several articles in one page are told apart") {
  const std::string text = kParagraph + kMore + kParagraph + kMore;
  const Article a = read_html(page_of("<title>The harbour letter</title>",
                                      "<div><article><h2>Council votes to dredge</h2>" + text +
                                          "</article><article><h2>Lighthouse gets a new lamp</h2>" + text + "</article></div>"));
  CHECK(a.kind == PageKind::several);
  REQUIRE(a.articles.size() == 2);
  CHECK(slice(a.text, a.blocks[a.articles[1]].at) == "Lighthouse gets a new lamp");
}

TEST_CASE("dates in microdata, in an attribute, in a line under the headline, in a script") {
  const auto day = [](const std::string& head, const std::string& line) {
    const Article a =
        read_html(page_of(head, "<article><h1>Council votes to dredge</h1>" + line + kParagraph + kMore + "</article>"));
    const page::Published when = page::published(a);
    return when.day.known() ? iso_of(when.day) : std::string("-");
  };
  CHECK(day("", "<span property='schema:dateCreated' content='2020-04-21T14:40:07+00:00'></span>") == "2020-04-21");
  CHECK(day("", "<span class=published title='2013-04-04T18:52:11+00:00'>in spring</span>") == "2013-04-04");
  CHECK(day("", "<p class=category>24. April 2020 | <a href=/n>Press</a> | Harbour office</p>") == "2020-04-24");
  CHECK(day("", "<div><span>31.10.23</span> | Harbour desk</div>") == "2023-10-31");
  CHECK(day("<meta name='bepress_citation_date' content='2009-09-15'>", "") == "2009-09-15");
  CHECK(day("<script>window.page = {\"publishedAt\":\"2022-01-31T15:58:43+01:00\"};</script>", "") == "2022-01-31");
  CHECK(day("", "<div data-page='{&quot;datePublished&quot;:&quot;2021-02-03T15:58:43Z&quot;}'></div>") == "2021-02-03");
  CHECK(day("", "") == "-");
}

TEST_CASE("the day is the one that the page prints, the instant that of its metadata") {
  const Article a =
      read_html(page_of("<meta property='article:published_time' content='2023-11-09T02:11:03+00:00'>",
                        "<article><h1>Council votes to dredge</h1><p>November 8, 2023</p>" + kParagraph + kMore + "</article>"));
  const page::Published when = page::published(a);
  CHECK(iso_of(when.day) == "2023-11-08");
  CHECK(when.instant == "2023-11-09T02:11:03+00:00");
}

TEST_CASE("a printed day moves the day of the metadata only where the clock allows it") {
  const auto day = [](const std::string& instant, const std::string& lines) {
    return iso_of(page::published(
                      read_html(page_of("<meta property='article:published_time' content='" + instant + "'>",
                                        "<article><h1>Council votes to dredge</h1>" + lines + kParagraph + kMore + "</article>")))
                      .day);
  };
  CHECK(day("2023-11-09T02:11:03+00:00", "<p>November 8, 2023</p>") == "2023-11-08");
  CHECK(day("2023-11-09T15:11:03+00:00", "<p>November 8, 2023</p>") == "2023-11-09");  // nowhere still the day before
  CHECK(day("2023-11-09T15:11:03+00:00", "<p>November 10, 2023</p>") == "2023-11-10");
  CHECK(day("2023-11-09T02:11:03+00:00", "<p>November 9, 2023</p><p>November 8, 2023</p>") == "2023-11-09");
  CHECK(day("2023-11-08T22:04:00+00:00", "<time datetime='2023-11-09T00:04:00+02:00'>today</time>") == "2023-11-09");
}

TEST_CASE("the headline takes the punctuation of the metadata, and loses a kicker before it") {
  const Article joined = read_html(page_of(
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Harbour: Council votes to dredge\"}</script>",
      "<article><h1><span>Harbour</span> Council votes to dredge</h1>" + kParagraph + kMore + "</article>"));
  CHECK(joined.headline.text == "Harbour: Council votes to dredge");
  const Article kicker = read_html(
      page_of("<meta property='og:title' content='Council votes to dredge the channel'>",
              "<article><h1>Trouble at sea - Council votes to dredge the channel</h1>" + kParagraph + kMore + "</article>"));
  CHECK(kicker.headline.text == "Council votes to dredge the channel");
  CHECK(kicker.headline.basis == HeadlineBasis::visible);
}

TEST_CASE("a kicker of the markup goes, one that all metadata keep stays; soft hyphens are no letters") {
  const auto headline = [](const std::string& json, const std::string& open_graph, const std::string& heading) {
    const std::string data = "{\"@type\":\"NewsArticle\",\"headline\":\"" + json + "\"}";
    return read_html(page_of((json.empty() ? "" : "<script type='application/ld+json'>" + data + "</script>") +
                                 "<meta property='og:title' content='" + open_graph + "'>",
                             "<article><h1>" + heading + "</h1>" + kParagraph + kMore + "</article>"))
        .headline.text;
  };
  const std::string kicked =
      "<span class=title__overline>Trouble at sea</span> - <span>Council votes to dredge the channel</span>";
  CHECK(headline("", "Northern channel: Council votes to dredge the channel", kicked) == "Council votes to dredge the channel");
  CHECK(headline("After the storm: Council votes to dredge", "After the storm: Council votes to dredge",
                 "Council votes to dredge") == "After the storm: Council votes to dredge");
  // A section is no kicker, and one voice alone changes nothing.
  CHECK(headline("Shipping: Council votes to dredge", "Shipping: Council votes to dredge", "Council votes to dredge") ==
        "Council votes to dredge");
  CHECK(headline("", "After the storm: Council votes to dredge", "Council votes to dredge") == "Council votes to dredge");
  CHECK(headline("", "Council votes",
                 "Council votes to dred\xC2\xADge the har\xC2\xAD"
                 "bour") == "Council votes to dredge the harbour");
}

TEST_CASE("a paragraph said twice in one place is text, a copy elsewhere is not") {
  const Article near = read_html(page_of("<title>Council votes</title>",
                                         "<article><h1>Council votes</h1>" + kParagraph + kMore + kParagraph + "</article>"));
  CHECK(texts(near, Role::body).size() == 3);
  const Article far = read_html(page_of("<title>Council votes</title>", "<article><h1>Council votes</h1>" + kParagraph + kMore +
                                                                            "<section><div><div>" + kParagraph +
                                                                            "</div></div></section>" + kMore + "</article>"));
  CHECK(texts(far, Role::body).size() == 3);
}

TEST_CASE("every block of a page is judged, with reasons, and the score agrees with the role") {
  const RawPage raw = html_page(page_of("<title>Council votes to dredge</title>",
                                        "<article><h1>Council votes to dredge</h1>" + kParagraph + kMore + kParagraph +
                                            "</article><aside><ul><li><a href=/a>Lamp</a></li></ul></aside>"));
  page::Trace trace;
  const Article a = page::read(raw, ontology(), trace);
  REQUIRE(trace.size() >= a.blocks.size());
  size_t seen = 0;
  for (const page::Judged& j : trace) {
    if (j.block == kNone) continue;
    ++seen;
    CHECK(a.blocks[j.block].role == j.last.role);
    if (j.score >= 0) CHECK(j.score == page::text_scores(std::array{&j.features}).front());
    for (const page::Share& share : page::score_shares(j.features, 3)) CHECK(!page::feature_names()[share.feature].words.empty());
  }
  CHECK(seen == a.blocks.size());
  const auto paragraph =
      std::find_if(trace.begin(), trace.end(), [](const page::Judged& j) { return j.text.find("Fishermen") == 0; });
  REQUIRE(paragraph != trace.end());
  CHECK(paragraph->score > 0.8F);
  CHECK(page::read(raw, ontology()).text == a.text);
}
