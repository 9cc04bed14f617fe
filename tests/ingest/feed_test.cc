// Finds: whether feeds give their items, with safe text, and hostile ones give nothing and cost nothing.
// Example: an RSS item with content:encoded. Row out: one page with title, link, date and author beside it.
// Does not try: every habit of every feed (bench/accuracy feeds-feedparser does).
#include <doctest/doctest.h>

#include "dateline/ingest/feed.h"
#include "dateline/ingest/feed_date.h"
#include "dateline/ingest/safe_html.h"
#include "dateline/ingest/sitemap.h"
#include "made.h"

using namespace made;

namespace {

std::string rss(const std::string& items) {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>The Daily</title><language>en-gb</language>" +
         items + "</channel></rss>";
}

std::string utc(std::string_view text) {
  const std::optional<FeedDate> date = parse_feed_date(text);
  return date ? iso_of(date->day) + " " + std::to_string(date->second) : "none";
}

}  // namespace

TEST_CASE("RSS items with content become pages") {
  const std::string item =
      "<item><title>Canal &amp; port</title><link>https://n.example/1</link><pubDate>Mon, 12 Feb 2024 09:30:00 GMT</pubDate>"
      "<dc:creator>Ann Author</dc:creator><description>Short.</description>"
      "<content:encoded><![CDATA[<p>The canal <a href=\"/x\" "
      "onclick=\"steal()\">closed</a>.</p><script>bad()</script>]]></content:encoded></item>";
  const Collected got = read(rss(item + "<item><title>Two</title><description>Only a summary.</description></item>"), "feed.xml");
  REQUIRE(got.pages.size() == 1);
  const RawPage& page = got.pages[0];
  CHECK(page.bytes == "<p>The canal <a href=\"/x\">closed</a>.</p>");
  CHECK(page.side.title == "Canal & port");
  CHECK(page.url == "https://n.example/1");
  CHECK(page.side.published == "Mon, 12 Feb 2024 09:30:00 GMT");
  CHECK(page.side.author == "Ann Author");
  CHECK(page.side.outlet == "The Daily");
  CHECK(page.side.language == "en-gb");
  CHECK(page.media == MediaType::html);
  CHECK(page.notes.empty());
  CHECK(got.refused(NoteCode::no_content, "1 of 2"));
}

TEST_CASE("Atom, its text kinds and its base") {
  const std::string atom =
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://n.example/a/\"><title>F</title><entry><title "
      "type=\"html\">A &amp;lt; B</title>"
      "<link rel=\"alternate\" "
      "href=\"../1\"/><updated>2024-02-12T01:00:00+02:00</updated><author><name>Ann</name><email>a@n.example</email></author>"
      "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>One &amp; <img src=\"i.png\" "
      "alt=\"x\"/></p></div></content></entry></feed>";
  const Feed feed = parse_feed(atom, {});
  REQUIRE(feed.items.size() == 1);
  CHECK(feed.fault.empty());
  CHECK(feed.items[0].title == "A &lt; B");
  CHECK(feed.items[0].link == "https://n.example/1");
  CHECK(feed.items[0].author == "Ann (a@n.example)");
  REQUIRE(feed.items[0].contents.size() == 1);
  CHECK(feed.items[0].contents[0].value == "<p>One &amp; <img alt=\"x\" src=\"https://n.example/a/i.png\" /></p>");
}

TEST_CASE("JSON Feed") {
  const std::string json =
      "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"The "
      "Daily\",\"language\":\"en\",\"items\":[{\"id\":\"1\",\"url\":\"https://n.example/1\","
      "\"title\":\"T\",\"content_html\":\"<p>Words.</"
      "p>\",\"date_published\":\"2024-02-12T00:00:00Z\",\"authors\":[{\"name\":\"Ann\"},{\"name\":\"Bob\"}]},7]}";
  const Collected got = read(json, "feed.json");
  REQUIRE(got.pages.size() == 1);
  CHECK(got.pages[0].bytes == "<p>Words.</p>");
  CHECK(got.pages[0].side.outlet == "The Daily");
  CHECK(got.pages[0].side.author == "Ann, Bob");
  CHECK(got.pages[0].side.language == "en");
  CHECK(got.refused(NoteCode::bad_line));
}

TEST_CASE("S02 F39: a document type of its own is refused, no file is opened") {
  const std::string item = "<item><title>T</title><content:encoded>&x;</content:encoded></item>";
  const std::vector<std::string> types = {"<!DOCTYPE rss [<!ENTITY x \"boom\">]>",
                                          "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                                          "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
                                          "\"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY x \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>",
                                          "<!DOCTYPE rss [<!ENTITY % p SYSTEM \"http://127.0.0.1/p\">%p;]>"};
  for (const std::string& type : types) {
    std::string text = rss(item);
    text.insert(text.find("<rss"), type);
    const Collected got = read(text, "feed.xml");
    CHECK(got.pages.empty());
    REQUIRE(got.refusals.size() == 1);
    CHECK(got.refused(NoteCode::xml_dtd, "xml:dtd"));
  }
  std::string plain = rss("<item><content:encoded>Some &eacute;t&eacute; &amp; more.</content:encoded></item>");
  plain.insert(plain.find("<rss"), "<!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" \"http://127.0.0.1/rss.dtd\">");
  CHECK(read(plain, "feed.xml").pages.at(0).bytes == "Some \xC3\xA9t\xC3\xA9 &amp; more.");
}

TEST_CASE("F39: broken feeds keep what came before the fault") {
  const std::string item = "<item><title>T</title><content:encoded>Words enough for a page.</content:encoded></item>";
  std::string text = rss(item + item + "<item><title>Cut");
  text.resize(text.find("Cut") + 3);
  const Collected got = read(text, "feed.xml");
  CHECK(got.pages.size() == 2);
  CHECK(got.refused(NoteCode::archive_damaged, "feed:"));
  CHECK(read(rss(""), "feed.xml").refused(NoteCode::empty));
  std::string deep = rss("");
  for (int i = 0; i < 200000; ++i) deep.insert(deep.size() - 16, "<a>");
  CHECK(read(deep, "feed.xml").refused(NoteCode::archive_damaged, "limit:depth"));
  CHECK(read("<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>", "s.xml")
            .refused(NoteCode::no_content, "sitemap"));
}

TEST_CASE("F39: bad dates are no dates") {
  CHECK(utc("Sat, 07 Sep 2002 02:00:01 +0200") == "2002-09-07 1");
  CHECK(utc("2004-04-06T23:05:43-05:00") == "2004-04-07 14743");
  CHECK(utc("2003-12-31") == "2003-12-31 0");
  CHECK(utc("20031231") == "2003-12-31 0");
  CHECK(utc("Thu, 1 Jan 04 19:48 EST") == "2004-01-02 2880");
  CHECK(utc("Sep 7, 2002") == "2002-09-07 0");
  for (const char* bad : {"", "yesterday", "2024-02-30", "30 Feb 2024", "Mon, 01 Jan 0000 00:00:00 GMT", "292277026596-12-04",
                          "2024-13-01T00:00:00Z", "12:00", "2024-02-12T25:00:00Z", "1 2 3 4"})
    CHECK(utc(bad) == "none");
  CHECK(parse_feed_date("Tue, 07 Sep 2002 00:00:01 GMT")->wrong_weekday);
  const Collected got =
      read(rss("<item><pubDate>30 Feb 2024</pubDate><content:encoded>Words.</content:encoded></item>"), "feed.xml");
  CHECK(got.pages.at(0).side.published.empty());
  CHECK(got.pages.at(0).notes.at(0).detail.find("30 Feb 2024") != std::string::npos);
}

TEST_CASE("safe HTML") {
  const std::string base = "https://n.example/a/b?q";
  CHECK(safe_html("a<script>x<b></script>b<style>c</style>d", base) == "abd");
  CHECK(safe_html("<a href='javascript:alert(1)'>x</a>", base) == "<a href=\"\">x</a>");
  CHECK(safe_html("<a href='java\tscript:alert(1)'>x</a>", base) == "<a href=\"\">x</a>");
  CHECK(safe_html("<a href='&#106;avascript:alert(1)'>x</a>", base) == "<a href=\"\">x</a>");
  CHECK(safe_html("<iframe src=x>t</iframe><object>u</object>", base) == "tu");
  CHECK(safe_html("<IMG SRC=c.png ONERROR=x>", base) == "<img src=\"https://n.example/a/c.png\" />");
  CHECK(safe_html("<p style='color: red; position: fixed; background: url(x)'>t", base) == "<p style=\"color: red;\">t");
  CHECK(safe_html("1 < 2 & 3 &copy; &#8217;", base) == "1 &lt; 2 &amp; 3 &copy; &#8217;");
  CHECK(safe_html("x<!-- <b> -->y<!-- open", base) == "xy");
  CHECK(resolve_url(base, "../c") == "https://n.example/c");
  CHECK(resolve_url(base, "//m.example/d") == "https://m.example/d");
  CHECK(resolve_url(base, "?z") == "https://n.example/a/b?z");
  CHECK(resolve_url(base, "../../../e#f") == "https://n.example/e#f");
  CHECK(looks_like_html("<b>x</b>"));
  CHECK(!looks_like_html("1 < 2 <nothing>x</nothing>"));
  for (const char* piece : {"<!-- >", "<a x='", "<?", "<script>", "&", "<", "<a <b", "<!"}) {
    std::string hostile;
    while (hostile.size() < (2U << 20U)) hostile += piece;
    CHECK(safe_html(hostile, base).size() <= hostile.size() * 5);
  }
}

TEST_CASE("sitemaps and short feeds date the pages that come after them") {
  const Folder folder;
  const auto entry = [](std::string_view address, std::string_view date) {
    return "<url><loc> " + std::string(address) + "</loc><lastmod>2025-01-01</lastmod>" +
           (date.empty() ? "" : "<n:news><n:publication_date>" + std::string(date) + "</n:publication_date></n:news>") + "</url>";
  };
  folder.write("zz-sitemap-news.xml",
               "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='x'>" +
                   entry("https://www.n.example/a?x=1&amp;y=2", "2024-02-28T10:00:00+01:00") +
                   entry("http://n.example/b/", "30 February") + entry("http://n.example/c", "") +
                   entry("http://N.example/d/#top", "2024-02-29") + "</urlset>");
  const auto line = [](std::string_view url, std::string_view more) {
    return "{\"url\":\"" + std::string(url) + "\",\"text\":\"The ferry left the harbour on Monday.\"" + std::string(more) + "}\n";
  };
  folder.write("a.jsonl", line("http://n.example/a?x=1&y=2", "") + line("http://n.example/b", "") +
                              line("http://n.example/c", "") + line("https://n.example/d", ",\"date\":\"2020-01-01\""));
  folder.write("d.html",
               "<html><head><link href='https://n.example/d' rel=canonical></head><p>The ferry left the harbour.</p></html>");
  folder.write("b.rss",
               "<rss version='2.0'><channel><title>Lake</title><item><title>C</title><link>http://n.example/e</link>"
               "<pubDate>Fri, 01 Mar 2024 10:00:00 GMT</pubDate><description>Short.</description></item></channel></rss>");
  folder.write("e.jsonl", line("http://n.example/e", ""));
  const Collected got = walked({folder.path});
  std::vector<std::string> dates;
  dates.reserve(got.pages.size());
  for (const RawPage& page : got.pages) dates.push_back(page.side.published);
  CHECK(dates == std::vector<std::string>{"2024-02-28T10:00:00+01:00", "", "", "2020-01-01", "2024-02-29",
                                          "Fri, 01 Mar 2024 10:00:00 GMT"});
  // A last change is no publication, it is kept beside it.
  std::vector<std::string> changes;
  changes.reserve(got.pages.size());
  for (const RawPage& page : got.pages) changes.push_back(page.side.modified);
  CHECK(changes == std::vector<std::string>{"2025-01-01", "2025-01-01", "2025-01-01", "2025-01-01", "2025-01-01", ""});
  CHECK(!got.refused(NoteCode::no_content, "sitemap"));
}

TEST_CASE("S02 F39: sitemaps with entities are refused, sitemaps of sitemaps name no page, broken ones keep what came before") {
  const auto dates = [](std::string_view xml) {
    uint64_t count = 0;
    Sitemap map = read_sitemap(xml, [&](std::string_view, std::string_view) { ++count; }, {});
    CHECK(map.dates == count);
    return map;
  };
  CHECK(dates("<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset><url><loc>&a;</loc></url></urlset>").has_dtd);
  CHECK(dates("<sitemapindex><sitemap><loc>http://n.example/s.xml</loc></sitemap></sitemapindex>").dates == 0);
  const std::string one = "<url><loc>http://n.example/a</loc><publication_date>2024-02-28</publication_date></url>";
  const Sitemap broken = dates("<urlset>" + one + one + "<url><loc>http</url>");
  CHECK(broken.dates == 2);
  CHECK(!broken.fault.empty());
  CHECK(read("<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset></urlset>", "sitemap.xml").refused(NoteCode::xml_dtd));
}

TEST_CASE("a sitemap inside an archive dates the responses that come after it") {
  const std::string map = "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n<urlset><url><loc>" + uri_of(1) +
                          "</loc><n:news xmlns:n='x'><n:publication_date>2024-02-28</n:publication_date></n:news></url></urlset>";
  const Folder folder;
  const std::string path =
      folder.write("a.warc.gz", gzip(record("response", "https://news.example/map.xml", "application/http", map)) +
                                    gzip(response(1)) + gzip(response(2)));
  const Collected got = walked({path});
  CHECK(got.numbers() == "12");
  CHECK(got.pages.at(0).side.published == "2024-02-28");
  CHECK(got.pages.at(1).side.published.empty());
  CHECK(got.refusals.empty());
}
