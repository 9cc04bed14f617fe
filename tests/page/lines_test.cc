// Text pages: block roles with nothing but words and line shapes, headline, way back.
#include "dateline/page/boilerplate.h"
#include "dateline/page/signs.h"
#include "pages.h"

using namespace dateline;
using namespace dateline::page_test;

namespace {

// Three paragraphs of plain prose for pages under test.
const std::string kFirst =
    "The harbour council agreed on Tuesday to dredge the northern channel before winter, the mayor told reporters after the "
    "vote.\n\n";
const std::string kSecond =
    "Fishermen had asked for the work since a storm moved sand into the channel in March. Two boats ran aground there in a "
    "week.\n\n";
const std::string kThird =
    "The work will cost about two million crowns, according to the council. It is to begin in the last week of September.\n\n";

}  // namespace

TEST_CASE("headline, label, byline and paragraphs") {
  const std::string raw =
      "World\n\nCouncil votes to dredge northern channel\n\nBy Ada Lund | Quay Post\n\n" + kFirst + kSecond + kThird;
  const Article a = read_text(raw);
  CHECK(a.headline.text == "Council votes to dredge northern channel");
  CHECK(a.headline.basis == HeadlineBasis::visible);
  CHECK(role_of(a, "World") == Role::section_label);
  CHECK(role_of(a, "By Ada") == Role::byline);
  CHECK(texts(a, Role::body).size() == 3);
  REQUIRE(a.authors.size() == 1);
  CHECK(a.authors[0] == "Ada Lund");
  check_way_back(a, raw);
}

TEST_CASE("a label glued to either end is taken off the headline") {
  const Article front = read_text("News Mayor defends dredging of the northern channel\n\n" + kFirst + kSecond);
  CHECK(front.headline.text == "Mayor defends dredging of the northern channel");
  const Article back = read_text("Mayor defends dredging of the northern channel for boats News\n\n" + kFirst + kSecond);
  CHECK(back.headline.text == "Mayor defends dredging of the northern channel for boats");
  const Article no_label = read_text("News Corp sells its northern printing house to rivals\n\n" + kFirst + kSecond);
  CHECK(no_label.headline.text == "News Corp sells its northern printing house to rivals");
  const Article channel = read_text("Mayor gives first interview since the vote to Channel Five News\n\n" + kFirst + kSecond);
  CHECK(channel.headline.text == "Mayor gives first interview since the vote to Channel Five News");
}

TEST_CASE("a bare name above the text is no headline") {
  const Article a = read_text("Ada Lund\n\n" + kFirst + kSecond + kThird);
  CHECK(a.headline.text.empty());
  CHECK(a.headline.basis == HeadlineBasis::none);
  const Article b =
      read_text("Dredger with a red crane in the foreground\n\nThe dredger Nadir at work. (AFP)\n\n" + kFirst + kSecond);
  CHECK(b.headline.text.empty());
  CHECK(texts(b, Role::caption).size() == 2);
}

TEST_CASE("links, forms and shortcodes between and after the paragraphs are dropped") {
  const Article a = read_text(
      "Council votes to dredge northern channel\n\n" + kFirst + "See also  Storm moves sand bank into port\n\n" + kSecond +
      "READ: What dredging does to mussels\n\n[signup_form id=\"7\"]\n\nWho pays\n\n" + kThird +
      "Read Previous\n\nLighthouse gets new lamp\n\nRead Next\n\nSchool choir wins prize in capital\n\nLeave a Reply\n\n"
      "Your email address will not be published.\n\nI was a fisherman for forty years and this is the best news of the "
      "decade.\n");
  CHECK(role_of(a, "See also") == Role::related);
  CHECK(role_of(a, "READ:") == Role::related);
  CHECK(role_of(a, "[signup") == Role::shortcode);
  CHECK(role_of(a, "Who pays") == Role::subheading);
  CHECK(role_of(a, "Read Previous") == Role::navigation);
  CHECK(role_of(a, "Lighthouse") == Role::related);
  CHECK(role_of(a, "School choir") == Role::related);
  CHECK(role_of(a, "Leave a Reply") == Role::form);
  CHECK(role_of(a, "I was a fisherman") == Role::comment);
  CHECK(texts(a, Role::body).size() == 3);
}

TEST_CASE("captions, credits, dates and lists") {
  const Article a = read_text("Council votes to dredge northern channel\n\nFriday, August 21, 2015\n\n" + kFirst +
                              "Boats wait outside the channel on 20 August 2015. Photo: Iris Holm/Reuters\n\n" + kSecond +
                              "- The channel: four metres deep\n- The bank: two metres\n\n" + kThird + "AFP/ Reuters\n");
  CHECK(role_of(a, "Friday") == Role::dateline);
  CHECK(role_of(a, "Boats wait") == Role::caption);
  CHECK(role_of(a, "AFP/") == Role::credit);
  CHECK(texts(a, Role::list_item).size() == 2);
  REQUIRE(!a.dates.empty());
  CHECK(a.dates[0].kind == ClueKind::byline_line);
  CHECK(iso_of(a.dates[0].day) == "2015-08-21");
}

TEST_CASE("teasers after the article are not read as the article") {
  const Article a =
      read_text("Council votes to dredge northern channel\n\n" + kFirst + kSecond + kThird +
                "Most Popular\n\nLighthouse gets new lamp\n\nThe old lamp goes to the museum of the town on Monday.\n\n"
                "School choir wins prize\n\nThe choir sang three songs of the sea in the final.\n");
  CHECK(role_of(a, "Most Popular") == Role::section_label);
  CHECK(role_of(a, "The old lamp") == Role::related);
  CHECK(role_of(a, "The choir sang") == Role::related);
  CHECK(texts(a, Role::body).size() == 3);
}

TEST_CASE("text wrapped at a fixed width is joined to paragraphs, with the way back") {
  const std::string raw =
      "HARBOUR COUNCIL VOTES TO DREDGE CHANNEL\n\nThe harbour council agreed on Tuesday to dredge the northern\nchannel before "
      "winter, the mayor told "
      "reporters after the\nvote. Two boats ran aground there within a week in March.\n\nFishermen had asked for the work since "
      "a storm moved sand into\n"
      "the channel. The work will cost about two million crowns,\naccording to the council, and begins in September.\n";
  const Article a = read_text(raw);
  REQUIRE(texts(a, Role::body).size() == 2);
  CHECK(texts(a, Role::body)[0].find("northern channel before winter") != std::string::npos);
  check_way_back(a, raw);
}

TEST_CASE("line ends of every system, no end at all") {
  const Article dos = read_text(
      "Council votes to dredge channel\r\n\r\nThe council agreed on Tuesday to dredge the northern channel before winter.\r\n");
  CHECK(dos.headline.text == "Council votes to dredge channel");
  CHECK(texts(dos, Role::body).size() == 1);
  const Article one = read_text("x");
  CHECK(has_note(one, NoteCode::no_content));
}

TEST_CASE("a title that came with the page") {
  RawPage page = text_page(kFirst + kSecond);
  page.side.title = "Council votes to dredge";
  page.side.published = "2024-03-21T10:05:00Z";
  const Article a = page::read(page, ontology());
  CHECK(a.headline.text == "Council votes to dredge");
  CHECK(a.headline.basis == HeadlineBasis::container);
  REQUIRE(a.dates.size() == 1);
  CHECK(a.dates[0].instant == "2024-03-21T10:05:00+00:00");
}

TEST_CASE("boilerplate knows its lines and leaves sentences alone") {
  const auto role = [](std::string_view line) {
    const auto found = page::boilerplate(line, page::shape_of(line));
    return found ? std::string(name_of(found->role)) : std::string("-");
  };
  CHECK(role("» Lire aussi : la marée") == "related link");
  CHECK(role("Facebook Twitter WhatsApp Email") == "share");
  CHECK(role("12 Comments") == "comment form");
  CHECK(role("We use cookies to improve your visit. Accept all or change your settings.") == "cookie wall");
  CHECK(role("Sign up for our morning letter") == "newsletter");
  CHECK(role("Read the report, he told them, and then decide.") == "-");
  CHECK(role("Comments by the minister angered the opposition on Friday.") == "-");
  CHECK(role("Related charges were dropped in June, the court said.") == "-");
  CHECK(role("More than 300 ships were waiting.") == "-");
  CHECK(role("Watch out for ice, the police said.") == "-");
  CHECK(page::is_shortcode("[caption id=\"a\" width=\"3\"]"));
  CHECK_FALSE(page::is_shortcode("[Laughter]"));
}
