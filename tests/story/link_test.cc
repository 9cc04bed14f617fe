// What link() joins and what it keeps apart, on small pages written for the test.
#include <doctest/doctest.h>

#include "dateline/base/ontology.h"
#include "dateline/story/story.h"
#include "pages.h"

namespace {

using dateline::Conflict;
using dateline::Happening;
using dateline::Ontology;
using dateline::Record;
using dateline::Story;
using dateline::test::Page;
using dateline::test::sorted;

const Ontology& tables() {
  static const auto loaded = Ontology::load();
  REQUIRE(loaded);
  return **loaded;
}

Story link(const std::vector<Record>& records) { return dateline::story::link(records, tables()); }

/// Filler of different subjects, so that rarity means something.
const char* const kHarbour = " Fishermen mended torn nets beside the harbour wall. The bakery sold dark rye loaves before noon.";
const char* const kMountain =
    " Climbers waited below the glacier for calmer wind. A cable car carried tourists toward the summit.";

std::vector<const Happening*> shared(const Story& s) {
  std::vector<const Happening*> out;
  for (const Happening& h : s.happenings) {
    if (h.documents.size() > 1) out.push_back(&h);
  }
  return out;
}

}  // namespace

TEST_CASE("one person under two spellings in the same office is one actor, with every variant") {
  const Story s =
      link(sorted({Page("d_1", "2021-03-24", "Osamah Rabiey spoke first.").entity("Osamah Rabiey", "person", "", {"egy"}),
                   Page("d_2", "2021-03-25", "Osama Rabie spoke again.").entity("Osama Rabie", "person", "", {"egy"})}));
  REQUIRE(s.actors.size() == 1);
  CHECK(s.actors[0].entities.size() == 2);
  CHECK(s.actors[0].variants.size() == 2);
  CHECK(s.actors[0].reasons[1].find("spelling variant") != std::string::npos);
}

TEST_CASE("like names of two parties stay two actors") {
  const Story s =
      link(sorted({Page("d_1", "2021-03-24", "Anna Weber spoke first.").entity("Anna Weber", "person", "", {"deu"}),
                   Page("d_2", "2021-03-25", "Anna Webber spoke again.").entity("Anna Webber", "person", "", {"aut"})}));
  CHECK(s.actors.size() == 2);
}

TEST_CASE("a surname of another page joins the one who bears it in the same office, with its reason") {
  const Page full = Page("d_1", "2021-03-24", "Osama Rabie spoke first.")
                        .entity("Osama Rabie", "person")
                        .role("chairman of the Canal Authority");
  const Page other = Page("d_2", "2021-03-25", "Laila Rabie sang.").entity("Laila Rabie", "person").role("singer");
  const Page lone =
      Page("d_3", "2021-03-25", "Raabie spoke again.").entity("Raabie", "person").role("the Canal Authority's chairman");
  const Story s = link(sorted({full, other, lone}));
  REQUIRE(s.actors.size() == 2);
  CHECK(s.actors[0].name == "Osama Rabie");
  CHECK(s.actors[0].entities.size() == 2);
  CHECK(s.actors[0].reasons[1].find("spelling of the surname of Osama Rabie") != std::string::npos);
}

TEST_CASE("a surname alone joins nobody, and one that two may bear joins neither") {
  const Page full =
      Page("d_1", "2021-03-24", "Osama Rabie spoke first.").entity("Osama Rabie", "person").role("chairman of the port");
  const Page plain = Page("d_2", "2021-03-25", "Rabie spoke again.").entity("Rabie", "person");
  CHECK(link(sorted({full, plain})).actors.size() == 2);
  const Page second =
      Page("d_3", "2021-03-25", "Laila Rabie spoke.").entity("Laila Rabie", "person").role("chairman of the union");
  const Page titled = Page("d_4", "2021-03-26", "Rabie left.").entity("Rabie", "person").role("chairman");
  CHECK(link(sorted({full, second, titled})).actors.size() == 3);
}

TEST_CASE("an office without a name is its holder in a page of the same weeks, not of another year") {
  const Page full =
      Page("d_1", "2021-03-24", "Osama Rabie spoke.").entity("Osama Rabie", "person").role("chairman of the Canal Authority");
  const auto office = [](std::string_view day) {
    return Page("d_2", day, "The Canal Authority chairman left.")
        .entity("The Canal Authority chairman", "person")
        .spoken("description");
  };
  const Story near = link(sorted({full, office("2021-04-02")}));
  REQUIRE(near.actors.size() == 1);
  CHECK(near.actors[0].name == "Osama Rabie");
  CHECK(link(sorted({full, office("2022-04-02")})).actors.size() == 2);
}

TEST_CASE("an acronym is the body that another page spells out with it") {
  const Page spelt = Page("d_1", "2021-03-24", "The Canal Port Authority (CPA) closed.")
                         .entity("Canal Port Authority", "organisation")
                         .also("CPA", "acronym");
  const Page brief = Page("d_2", "2021-03-25", "CPA opened.").entity("CPA", "organisation");
  const Story s = link(sorted({spelt, brief}));
  REQUIRE(s.actors.size() == 1);
  CHECK(s.actors[0].reasons[1].find("spells out") != std::string::npos);
  const Page unsaid =
      Page("d_3", "2021-03-24", "The Canal Port Authority closed.").entity("Canal Port Authority", "organisation");
  CHECK(link(sorted({unsaid, brief})).actors.size() == 2);
}

TEST_CASE("a short form of a given name needs the same office") {
  const Page james =
      Page("d_1", "2021-03-24", "James Norwell spoke.").entity("James Norwell", "person").role("harbour master of Eastport");
  const Page jim = Page("d_2", "2021-03-25", "Jim Norwell spoke.").entity("Jim Norwell", "person");
  CHECK(link(sorted({james, jim})).actors.size() == 2);
  Page master = jim;
  master.role("harbour master");
  CHECK(link(sorted({james, master})).actors.size() == 1);
}

TEST_CASE("letters of another alphabet are pointed out, never merged") {
  const Story s = link(sorted({Page("d_1", "2021-03-24", "Boris Vale spoke.").entity("Boris Vale", "person"),
                               Page("d_2", "2021-03-25", "B\u043Eris Vale spoke.").entity("B\u043Eris Vale", "person")}));
  REQUIRE(s.actors.size() == 2);
  CHECK(s.actors[0].looks_like.size() == 1);
}

TEST_CASE("one event told by two pages is one happening with independent sources") {
  const Story s = link(
      sorted({Page("d_1", "2021-03-25",
                   std::string("A cargo vessel ran aground in the canal on Tuesday and blocked the shipping lane.") + kHarbour),
              Page("d_2", "2021-03-25",
                   std::string("The shipping lane of the canal is blocked after a large vessel ran aground.") + kMountain)}));
  const auto list = shared(s);
  REQUIRE(list.size() == 1);
  CHECK(list[0]->mentions.size() == 2);
  CHECK(list[0]->independent == 2);
}

TEST_CASE("the same words on days far apart are two happenings") {
  const auto page = [](const char* id, const char* date, const char* filler) {
    Page p(id, date, std::string("The minister met the harbour master to discuss the dredging contract.") + filler);
    p.time("met the harbour master", date, date, "absolute");
    return p;
  };
  CHECK(shared(link(sorted({page("d_1", "2021-03-25", kMountain), page("d_2", "2021-06-10", " Snow closed two passes.")})))
            .empty());
  CHECK(shared(link(sorted({page("d_1", "2021-03-25", kMountain), page("d_2", "2021-03-25", " Snow closed two passes.")})))
            .size() == 1);
}

TEST_CASE("tolls of one happening with different scopes stand side by side, unaveraged") {
  const std::string a = std::string("The night raid on the border town killed more than 100 villagers on Monday.") + kHarbour;
  const std::string b =
      std::string("The raid on the border town on Monday night killed at least 70 civilian villagers.") + kMountain;
  Page p("d_1", "2021-03-25", a);
  p.figure("more than 100 villagers", 100, "more than", "killed", "villagers killed");
  Page q("d_2", "2021-03-25", b);
  q.figure("at least 70 civilian villagers", 70, "at least", "killed", "civilian villagers killed");
  const Story s = link(sorted({p, q}));
  REQUIRE(s.conflicts.size() == 1);
  const Conflict& c = s.conflicts[0];
  CHECK(c.kind == "figure");
  CHECK(c.relation == "different_scope");
  REQUIRE(c.values.size() == 2);
  CHECK(c.values[0].text == "more than 100 villagers");
  CHECK(c.values[1].text == "at least 70 civilian villagers");
}

TEST_CASE("quoted words that differ in one word are a wording conflict") {
  const Story s = link(sorted(
      {Page("d_1", "2021-03-25",
            std::string("The draft text demands \"a full and lasting reopening of the canal\" without delay.") + kHarbour),
       Page("d_2", "2021-03-25",
            std::string("The draft text demands \"a full and prompt reopening of the canal\" without delay.") + kMountain)}));
  REQUIRE(s.conflicts.size() == 1);
  CHECK(s.conflicts[0].kind == "wording");
  CHECK(s.conflicts[0].values[0].text.find("lasting") != std::string::npos);
  CHECK(s.conflicts[0].values[1].text.find("prompt") != std::string::npos);
}

TEST_CASE("common prose is a copy, common quotations are a shared primary source") {
  const std::string prose =
      "Engineers dug through the night and moved thousands of tonnes of wet sand from under the bow before the tugs came back at "
      "dawn.";
  const std::string quote =
      "The pilot said: \"We felt the wind push the stern across the channel and nothing that we tried could bring her back.\"";
  const auto verdict = [](const Story& s) {
    for (const auto& i : s.independence) {
      if (i.happening.empty() && i.docs.size() == 2) return i.verdict;
    }
    return std::string();
  };
  const Story copied = link(sorted({Page("d_1", "2021-03-25", prose + kHarbour), Page("d_2", "2021-03-26", prose + kMountain)}));
  CHECK(verdict(copied) == "copied");
  REQUIRE(copied.lineage.size() == 1);
  CHECK(copied.lineage[0].kind == "derived_from");
  CHECK(copied.lineage[0].directed);
  CHECK(copied.lineage[0].from == 0);
  const Story quoted = link(sorted({Page("d_1", "2021-03-25", quote + kHarbour), Page("d_2", "2021-03-25", quote + kMountain)}));
  CHECK(verdict(quoted) == "shared primary source");
  REQUIRE(quoted.lineage.size() == 1);
  CHECK(quoted.lineage[0].kind == "primary_source");
}

TEST_CASE("the timeline goes by the day of the event, undated entries last") {
  Page p("d_1", "2021-03-25",
         "The tugs pulled the vessel free on Monday. Divers will inspect the hull on Friday. The owner paid a fee.");
  p.entity("The owner", "organisation");
  p.event("The tugs pulled the vessel free on Monday", "OTHER", "happened", "2021-03-22");
  p.event("Divers will inspect the hull on Friday", "OTHER", "planned", "2021-03-26");
  p.event("The owner paid a fee", "AID", "happened", "");
  const Story s = link(sorted({p}));
  REQUIRE(s.timeline.size() == 3);
  CHECK(iso_of(s.timeline[0].days) == "2021-03-22");
  CHECK(s.timeline[1].status == "planned");
  CHECK_FALSE(s.timeline[2].days.known());
}

TEST_CASE("the order of the records changes nothing but the numbers") {
  std::vector<Record> records = sorted(
      {Page("d_1", "2021-03-25",
            std::string("A cargo vessel ran aground in the canal and blocked the shipping lane.") + kHarbour),
       Page("d_2", "2021-03-25",
            std::string("The shipping lane of the canal is blocked after a large vessel ran aground.") + kMountain),
       Page("d_3", "2021-03-26", "Tugs tried to free the vessel that blocked the shipping lane of the canal. Sand was moved.")});
  const Story one = link(records);
  std::swap(records[0], records[2]);
  const Story two = link(records);
  REQUIRE(one.happenings.size() == two.happenings.size());
  for (size_t i = 0; i < one.happenings.size(); ++i) {
    CHECK(one.happenings[i].id == two.happenings[i].id);
    CHECK(one.happenings[i].mentions.size() == two.happenings[i].mentions.size());
  }
  CHECK(two.story_of.size() == 3);
}

TEST_CASE("no records, an empty record, a record without sentences") {
  CHECK(link({}).happenings.empty());
  Record empty;
  empty.id = "d_0";
  const Story s = link({empty});
  CHECK(s.timeline.empty());
  CHECK(s.joint_dates.size() == 1);
}

TEST_CASE("a page with weekdays only is dated by a page that names the day of the same speech") {
  Page dated("d_1", "2021-03-28",
             std::string("The canal chairman blamed \"strong gusts\" for the stranded vessel on March 25.") + kHarbour);
  dated.time("March 25", "2021-03-25", "2021-03-25", "year inferred");
  Page undated("d_2", "",
               std::string("On Thursday the canal chairman blamed \"strong gusts\" for the stranded vessel.") + kMountain);
  undated.time("Thursday", "XXXX-WXX-4", "", "none");
  const Story s = link(sorted({dated, undated}));
  REQUIRE(s.joint_dates.size() == 2);
  CHECK_FALSE(s.joint_dates[0].known());
  CHECK(iso_of(s.joint_dates[1]) == "2021-03-25");
  CHECK(s.joint_reasons[1].find("March 25") != std::string::npos);
  Page friday("d_2", "",
              std::string("On Friday the canal chairman blamed \"strong gusts\" for the stranded vessel.") + kMountain);
  friday.time("Friday", "XXXX-WXX-5", "", "none");
  CHECK_FALSE(link(sorted({dated, friday})).joint_dates[1].known());
}

TEST_CASE("a page copied from its headline down is a copy") {
  const std::string text =
      "Ship blocks the canal\nEngineers dug through the night and moved thousands of tonnes of wet sand from under the bow.\n"
      "The tugs came back at dawn and found the stern free while the bow was still held by the clay of the eastern bank.";
  std::vector<Page> pages{Page("d_1", "2021-03-25", text), Page("d_2", "2021-03-26", text)};
  for (Page& p : pages) {
    // The first line is the headline's block, as the page room has it.
    p.r.blocks.insert(p.r.blocks.begin(), p.r.blocks[0]);
    p.r.blocks[0].role = "headline";
    p.r.sentences = {{{0, 21}, 0}, {{22, static_cast<uint32_t>(text.size())}, 1}};
  }
  const Story s = link(sorted(pages));
  REQUIRE(s.lineage.size() == 1);
  CHECK(s.lineage[0].share > 0.7);
}

TEST_CASE("readings of two days and a part of a whole are no conflict") {
  const auto figures = [](std::string_view a, std::string_view fa, double na, std::string_view b, std::string_view fb,
                          double nb) {
    Page one("d_1", "2021-03-30", std::string(a) + kHarbour);
    one.figure(fa, na, "exact", "count", "waiting ships");
    Page two("d_2", "2021-03-30", std::string(b) + kMountain);
    two.figure(fb, nb, "exact", "count", "waiting ships");
    for (const auto& [page, word] : {std::pair<Page*, const char*>{&one, "Saturday"}, {&two, "Sunday"}}) {
      if (page->r.text.find(word) == std::string::npos) continue;
      page->time(word, word, word == std::string("Saturday") ? "2021-03-27" : "2021-03-28", "page");
    }
    return link(sorted({one, two})).conflicts.size();
  };
  const std::string start =
      "Outside the northern entrance of the blocked canal lay a queue of waiting ships, counted by pilots as ";
  CHECK(figures(start + "321 ships.", "321 ships", 321, start + "369 ships.", "369 ships", 369) == 1);
  CHECK(figures(start + "321 ships on Saturday.", "321 ships", 321, start + "369 ships on Sunday.", "369 ships", 369) == 0);
  CHECK(figures(start + "61 ships, the rest of the 422.", "61 ships", 61, start + "422 ships.", "422 ships", 422) == 0);
  CHECK(figures(start + "the remaining 61 ships.", "61 ships", 61, start + "422 ships.", "422 ships", 422) == 0);
}

TEST_CASE("British and American spelling is one wording") {
  const auto wordings = [](const char* a, const char* b) {
    return link(sorted({Page("d_1", "2021-03-25",
                             std::string("The draft text demands \"a safe and ") + a +
                                 " reopening of the canal\" without delay." + kHarbour),
                        Page("d_2", "2021-03-25",
                             std::string("The draft text demands \"a safe and ") + b +
                                 " reopening of the canal\" without delay." + kMountain)}))
        .conflicts.size();
  };
  CHECK(wordings("organised", "organized") == 0);
  CHECK(wordings("signalled", "signaled") == 0);
  CHECK(wordings("prompt", "lasting") == 1);
}

TEST_CASE("what one page tells and a source of another denies is one row, and a denial of something else is none") {
  const auto rows = [](const char* denied) {
    Page told("d_1", "2021-03-25", std::string("Rebels were freed from prison in exchange for the captured sailors.") + kHarbour);
    told.event("Rebels were freed from prison in exchange for the captured sailors", "RETREAT", "happened", "2021-03-25");
    told.r.events.back().trigger = told.at("freed").at;
    Page denies("d_2", "2021-03-25", std::string("The minister denied that ") + denied + "." + kMountain);
    denies.entity("minister", "person").statement(denied, 0, "deny");
    std::vector<std::string> out;
    for (const Conflict& c : link(sorted({told, denies})).conflicts) {
      if (c.kind == "claim") out.push_back(c.relation + " " + std::to_string(c.values.size()));
    }
    return out;
  };
  CHECK(rows("rebels were freed in exchange for the captured sailors") == std::vector<std::string>{"denied by 2"});
  CHECK(rows("the captured sailors received letters and food parcels").empty());
}

TEST_CASE("clock times of one happening stand side by side, hours apart they are two moments") {
  const auto rows = [](const char* other, const char* value) {
    const std::string start = "A freight train left the rails on the flooded viaduct near the quarry ";
    Page one("d_1", "2021-03-25", start + "at 6.10am." + kHarbour);
    one.time("6.10am", "2021-03-25T06:10", "2021-03-25", "page");
    Page two("d_2", "2021-03-25", start + "at " + other + "." + kMountain);
    two.time(other, value, "2021-03-25", "page");
    size_t n = 0;
    for (const Conflict& c : link(sorted({one, two})).conflicts) n += c.kind == "date" ? 1 : 0;
    return n;
  };
  CHECK(rows("six", "2021-03-25T06:00") == 1);
  CHECK(rows("6.10", "2021-03-25T06:10") == 0);
  CHECK(rows("nine", "2021-03-25T09:00") == 0);
}
