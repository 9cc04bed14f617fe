// HTML pages: article root, roles, metadata, headline, authors, dates.
#include "dateline/page/metadata.h"
#include "pages.h"

using namespace dateline;
using namespace dateline::page_test;

namespace {

const std::string kBody =
    "<p>The harbour council agreed on Tuesday to dredge the northern channel before winter, the mayor told <a "
    "href=/m>reporters</a> after the vote.</p>"
    "<p>Fishermen had asked for the work since a storm moved sand into the ch<b>ann</b>el in March. Two boats ran "
    "aground&nbsp;there &amp; then.</p>"
    "<div class='related-links'><h4>Related</h4><a href=/1>Storm moves sand bank into the port of the northern town, captain "
    "says.</a></div>"
    "<h2>Who pays</h2>"
    "<p>The work will cost about two million crowns, according to the council. It is to begin in the last week of September.</p>";

std::string page_with(const std::string& head, const std::string& body) {
  return "<!doctype html><html lang=en><head>" + head +
         "</head><body><nav><ul><li><a href=/>Home</a><li><a href=/n>News</a></ul></nav>" + body +
         "<aside><h3>Most read</h3><ul><li><a href=/2>Lighthouse gets new lamp</a></ul></aside>"
         "<div id=comments><p>I was a fisherman for forty years and this is the best news of the decade, truly.</p></div>"
         "<footer><p>All content of this site is the property of its owners and may not be copied.</p></footer></body></html>";
}

}  // namespace

TEST_CASE("the article is found between menus, links, comments and footer") {
  const std::string raw =
      page_with("<title>Council votes to dredge | Quay Post</title><meta property=og:site_name content='Quay Post'>",
                "<main><article><h1>Council votes to dredge</h1><div class=text>" + kBody + "</div></article></main>");
  const Article a = read_html(raw);
  CHECK(a.headline.text == "Council votes to dredge");
  CHECK(a.headline.basis == HeadlineBasis::visible);
  REQUIRE(texts(a, Role::body).size() == 3);
  CHECK(texts(a, Role::body)[1].find("into the channel in March") != std::string::npos);
  CHECK(texts(a, Role::subheading) == std::vector<std::string>{"Who pays"});
  CHECK(role_of(a, "Storm moves") == Role::related);
  CHECK_FALSE(kept(role_of(a, "I was a fisherman")));
  CHECK_FALSE(kept(role_of(a, "All content")));
  CHECK_FALSE(kept(role_of(a, "Lighthouse")));
  CHECK(a.site == "Quay Post");
  check_way_back(a, raw);
}

TEST_CASE("two line breaks part paragraphs, one does not; scripts and hidden text are not text") {
  const Article a = read_html(page_with(
      "<title>Council votes</title>",
      "<h1>Council votes</h1><div id=story>The council agreed on Tuesday to dredge the channel<br>before winter, the mayor "
      "said.<br><br>"
      "Fishermen had asked for the work since a storm moved sand into it in March.<script>var x = 'not a text';</script>"
      "<div style='display:none'>Nobody should ever read this sentence of hidden words on the page.</div>"
      "<br/> <br/>The work will cost two million crowns, according to a paper of the council.</div>"));
  REQUIRE(texts(a, Role::body).size() == 3);
  CHECK(texts(a, Role::body)[0] == "The council agreed on Tuesday to dredge the channel before winter, the mayor said.");
  CHECK(a.text.find("not a text") == std::string::npos);
  CHECK(a.text.find("Nobody should") == std::string::npos);
}

TEST_CASE("JSON-LD gives headline, authors, dates and section") {
  const Article a =
      read_html(page_with("<script "
                          "type='application/ld+json'>{\"@context\":\"https://"
                          "schema.org\",\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Quay\"},{\"@type\":[\"NewsArticle\"],"
                          "\"headline\":\"Council votes &quot;yes&quot; on "
                          "dredging\",\"datePublished\":\"2024-03-21T10:05:00+02:00\",\"dateModified\":\"2024-03-22T08:00:00Z\","
                          "\"author\":[{\"@type\":\"Person\",\"name\":\"Ada Lund\"},\"Bo "
                          "Ek\"],\"articleSection\":\"Coast\",\"publisher\":{\"name\":\"Quay Post\"}}]}</script>"
                          "<link rel=canonical href='https://quay.example/2024/03/21/dredging'>",
                          "<h1>Council votes \"yes\" on dredging</h1><article>" + kBody + "</article>"));
  CHECK(a.headline.text == "Council votes \"yes\" on dredging");
  CHECK(a.authors == std::vector<std::string>{"Ada Lund", "Bo Ek"});
  CHECK(a.section == "Coast");
  CHECK(a.url == "https://quay.example/2024/03/21/dredging");
  REQUIRE(a.dates.size() >= 3);
  CHECK(a.dates[0].kind == ClueKind::jsonld_published);
  CHECK(a.dates[0].instant == "2024-03-21T10:05:00+02:00");
  CHECK(iso_of(a.dates[0].day) == "2024-03-21");
  CHECK(a.dates[1].kind == ClueKind::url);
  CHECK(a.dates[2].kind == ClueKind::modified);
}

TEST_CASE("broken JSON-LD still gives what matters") {
  for (
      const char* json :
      {"{\"@type\":\"NewsArticle\",\"headline\":\"Council\nvotes to dredge\",\"datePublished\":\"2024-03-21T10:05:00Z\",}",
       "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"Council votes to dredge\",\"datePublished\":\"2024-03-21T10:05:00Z\"} -->",
       "{\"@type\":\"NewsArticle\",\"headline\":\"Council votes to dredge\",\"datePublished\":\"2024-03-21T10:05:00Z\",\"x\":"}) {
    const Article a =
        read_html(page_with(std::string("<script type='application/ld+json'>") + json + "</script>", "<div>" + kBody + "</div>"));
    CHECK(a.headline.text == "Council votes to dredge");
    REQUIRE(!a.dates.empty());
    CHECK(a.dates[0].kind == ClueKind::jsonld_published);
  }
}

TEST_CASE("no heading on the page: the title without the site's name") {
  CHECK(page::without_site("Council votes to dredge - Quay Post", "Quay Post", "") == "Council votes to dredge");
  CHECK(page::without_site("Quay Post | Council votes to dredge", "Quay Post", "") == "Council votes to dredge");
  CHECK(page::without_site("Council votes to dredge - quaypost.example", "", "https://www.quaypost.example/a") ==
        "Council votes to dredge");
  CHECK(page::without_site("Dredging - a history", "Quay Post", "") == "Dredging - a history");
  const Article a =
      read_html(page_with("<title>Council votes to dredge - Quay Post</title><meta property='og:site_name' content='Quay Post'>",
                          "<div>" + kBody + "</div>"));
  CHECK(a.headline.text == "Council votes to dredge");
  CHECK(a.headline.basis == HeadlineBasis::metadata);
}

TEST_CASE("hints that cover the article are not believed") {
  for (const char* name : {"sidebar-layout", "paywall", "share-wrapper", "promo"}) {
    const Article a = read_html(
        page_with("<title>Council votes to dredge</title>",
                  std::string("<div class='") + name + "'><h1>Council votes to dredge</h1><div>" + kBody + "</div></div>"));
    CHECK(texts(a, Role::body).size() == 3);
  }
}

TEST_CASE("captions, quotations, posts and lists have their roles") {
  const Article a =
      read_html(page_with("<title>Council votes to dredge</title>",
                          "<article><h1>Council votes to dredge</h1><p>The harbour council agreed on Tuesday to dredge the "
                          "northern channel before winter, the mayor told reporters.</p>"
                          "<figure><img src=a.jpg><figcaption>Boats wait outside the channel. AFP/Iris Holm</figcaption></figure>"
                          "<blockquote><p>“We waited eleven years for this and we can wait until September as well,” said a "
                          "fisherman.</p></blockquote>"
                          "<blockquote class=twitter-tweet><p>The channel will be deep again, and soon, promise.</p>— Mayor "
                          "(@mayor) March 21, 2024</blockquote>"
                          "<ul><li>Depth: four metres at low tide</li><li>Cost: two million crowns</li></ul>"
                          "<p>The work will cost about two million crowns, according to the council. It is to begin in the last "
                          "week of September.</p>"
                          "<p><a href=/3>Read more: what dredging does to mussels</a></p></article>"));
  CHECK(role_of(a, "Boats wait") == Role::caption);
  CHECK(role_of(a, "“We waited") == Role::quotation);
  CHECK(role_of(a, "The channel will be deep") == Role::embedded);
  CHECK(role_of(a, "Depth:") == Role::list_item);
  CHECK(role_of(a, "Read more") == Role::related);
}

TEST_CASE("hostile markup stays linear and keeps the text") {
  std::string deep;
  for (int i = 0; i < 60000; ++i) deep += "<div class='share related'><b>";
  deep += kBody;
  const Article a = read_html(deep);
  CHECK(a.text.find("two million crowns") != std::string::npos);
  std::string wide = "<p>";
  for (int i = 0; i < 100000; ++i) wide += "word <a href=x>link</a>. ";
  CHECK(read_html(wide).text.size() > 500000);
}
