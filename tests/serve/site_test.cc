// The site without a socket: every view answers, filters filter, hostile text stays text, hostile addresses get an answer.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "../store/sample.h"
#include "dateline/serve/site/address.h"
#include "dateline/serve/site/align.h"
#include "dateline/serve/site/listing.h"
#include "dateline/serve/site/server.h"
#include "dateline/serve/site/site.h"

using namespace dateline;
using namespace dateline::serve;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

struct Open {
  std::unique_ptr<store::Store> store;
  Site site;
  explicit Open(const std::vector<Record>& records = sample::pages(), const Story* story = nullptr)
      : site({"", "dateline 9", "", ""}) {
    store = std::move(*store::Store::open(":memory:", store::Store::Mode::create));
    for (const Record& r : records) REQUIRE(store->put(r));
    REQUIRE(store->put(records, story != nullptr ? *story : sample::story(records)));
  }
  Response get(const std::string& target) {
    Request request;
    request.address = Address::parse(target);
    return site.answer(*store, request);
  }
};

/// Tags open and close in order, and no id stands twice.
void check_markup(const std::string& html) {
  const std::set<std::string> empty = {"meta", "br", "path", "circle", "!doctype", "link", "input", "rect"};
  std::vector<std::string> open;
  std::set<std::string> ids;
  for (size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const bool closing = html[at + 1] == '/';
    const size_t begin = at + (closing ? 2 : 1), end = html.find('>', at);
    const std::string name = html.substr(begin, html.find_first_of(" >/", begin) - begin), tag = html.substr(at, end - at);
    if (const size_t id = tag.find(" id=\""); id != std::string::npos) {
      const std::string value = tag.substr(id + 5, tag.find('"', id + 5) - id - 5);
      CHECK_MESSAGE(ids.insert(value).second, "twice: " << value);
    }
    if (closing) {
      REQUIRE(!open.empty());
      REQUIRE_MESSAGE(open.back() == name,
                      "</" << name << "> closes <" << open.back() << "> near " << html.substr(at > 80 ? at - 80 : 0, 160));
      open.pop_back();
    } else if (html[end - 1] != '/' && !empty.contains(name)) {
      open.push_back(name);
    }
  }
  CHECK(open.empty());
}

const char* const kViews[] = {"/",          "/timeline", "/timeline?all=1", "/statements",   "/figures",      "/actors",
                              "/sources",   "/pages",    "/votes",          "/proposals",    "/positions",    "/events",
                              "/conflicts", "/search",   "/rules",          "/lineage",      "/independence", "/happenings",
                              "/headlines", "/repairs",  "/times",          "/search?q=toll"};

}  // namespace

TEST_CASE("every view answers with whole markup") {
  Open open;
  for (const char* view : kViews) {
    INFO(view);
    const Response r = open.get(view);
    CHECK(r.status == 200);
    check_markup(r.body);
    CHECK(has(r.body, "<html lang=\"en\">"));
    CHECK_FALSE(has(r.body, " style="));
    CHECK_FALSE(has(r.body, "onclick"));
  }
  for (const Record& record : sample::pages()) {
    const Response r = open.get("/d/" + record.id);
    CHECK(r.status == 200);
    check_markup(r.body);
  }
  const auto records = sample::pages();
  const Response both = open.get("/compare?a=" + records[0].id + "&b=" + records[1].id);
  CHECK(both.status == 200);
  check_markup(both.body);
  CHECK(has(both.body, "<mark class=\"dif\">"));
}

TEST_CASE("rows link to their evidence, filters narrow, the address is the state") {
  Open open;
  const Response all = open.get("/statements"), one = open.get("/statements?who=Roux"), none = open.get("/statements?who=Nobody");
  CHECK(has(all.body, "href=\"/d/d_"));
  CHECK(has(one.body, "Roux"));
  CHECK(has(one.body, "names</span>"));
  CHECK(has(none.body, "Nothing fits these filters."));
  CHECK(has(open.get("/statements.json?form=direct&_facet=form").body, "\"facet_results\":{\"form\""));
  CHECK(has(open.get("/figures.json?low__gte=40").body, "\"low\":40"));
  CHECK_FALSE(has(open.get("/figures.json?low__gt=40").body, "\"low\":40,"));
  CHECK(has(open.get("/figures.csv").body, "id,doc,page,n,text,low"));
  CHECK(has(open.get("/timeline.json?_size=1").body, "\"next_url\":\"/timeline.json?_size=1&_next=1\""));
  CHECK(has(open.get("/timeline.json?_size=1&_shape=arrays").body, "\"columns\":[\"n\""));
  CHECK(has(open.get("/timeline.json?_nl=on").type, "ndjson"));
  CHECK(open.get("/timeline?from=30-02-2031").status == 400);
}

TEST_CASE("what is counted once is what the views count, and a list without its view gives the same rows") {
  Open open;
  for (const ListDef& list : lists()) {
    if (list.base.empty()) continue;
    CAPTURE(list.name);
    const auto chosen = select(*open.store, list, Address::parse("/" + std::string(list.name)));
    REQUIRE(chosen);
    Selection all = *chosen, seen = *chosen;
    seen.where = " WHERE 1";
    CHECK(*count_rows(*open.store, list, all) == *count_rows(*open.store, list, seen));
    for (const FacetDef& facet : list.facets) {
      CAPTURE(facet.column);
      const auto kept = count_values(*open.store, list, all, facet.column, 12),
                 now = count_values(*open.store, list, seen, facet.column, 12);
      REQUIRE(kept);
      REQUIRE(now);
      REQUIRE(kept->size() == now->size());
      for (size_t i = 0; i < now->size(); ++i) {
        CHECK((*kept)[i].value == (*now)[i].value);
        CHECK((*kept)[i].count == (*now)[i].count);
      }
    }
    for (const unsigned size : {1U, 2U, 500U}) {
      for (all.offset = 0; all.offset < 3; ++all.offset) {
        seen.offset = all.offset;
        const auto quick = fetch(*open.store, list, all, size), slow = fetch(*open.store, list, seen, size);
        REQUIRE_MESSAGE(quick, (quick ? "" : quick.error().message));
        REQUIRE(slow);
        CHECK(quick->next == slow->next);
        REQUIRE(quick->rows.size() == slow->rows.size());
        for (size_t i = 0; i < slow->rows.size(); ++i) {
          for (const std::string& column : slow->rows.columns()) CHECK(quick->rows.text(i, column) == slow->rows.text(i, column));
        }
      }
    }
    if (!list.table.empty()) {
      const auto of_words = select(*open.store, list, Address::parse("/" + std::string(list.name) + "?q=toll"));
      REQUIRE(of_words);
      CHECK_FALSE(of_words->only_words.empty());
      Selection by_view = *of_words;
      by_view.only_words.clear();
      const auto quick = fetch(*open.store, list, *of_words, 100), slow = fetch(*open.store, list, by_view, 100);
      REQUIRE_MESSAGE(quick, (quick ? "" : quick.error().message));
      REQUIRE(slow);
      CHECK(quick->rows.size() == slow->rows.size());
      CHECK(*count_rows(*open.store, list, *of_words) == slow->rows.size());
    }
    if (list.of_actor.empty()) continue;
    const auto of_one = select(*open.store, list, Address::parse("/" + std::string(list.name) + "?actor=a_1"));
    REQUIRE(of_one);
    Selection through_view = *of_one;
    through_view.one_actor.clear();
    const auto quick = fetch(*open.store, list, *of_one, 100), slow = fetch(*open.store, list, through_view, 100);
    REQUIRE(quick);
    REQUIRE(slow);
    CHECK(quick->rows.size() == slow->rows.size());
    CHECK(*count_rows(*open.store, list, *of_one) == slow->rows.size());
  }
}

TEST_CASE("S03: hostile text is text") {
  std::string all =
      "<script>alert(1)</script>\"><img src=x onerror=alert(1)></style>'onmouseover='x<svg/onload=x>\x1b]52;c;x\a\xe2\x80\xae "
      "javascript:x";
  auto records = sample::pages();
  Story story = sample::story(records);
  for (Record& r : records) {
    r.headline = r.name = r.site = all;
    r.url = "javascript:alert(1)";
    r.canonical_url = "https://x.example/\"onmouseover=\"alert(1)";
    for (RecordEntity& e : r.entities) e.name = e.role = e.type = all;
    for (RecordStatement& s : r.statements) s.form = s.cls = s.venue = s.speaker.text = s.rule = all;
    for (RecordFigure& f : r.figures) f.kind = f.unit = f.counted = f.base = f.reason = f.bound = all;
    for (RecordEvent& e : r.events) e.type = e.mode = e.status = all;
    for (RecordVote& v : r.votes) v.kind = v.number = v.outcome = all;
    for (RecordProposal& p : r.proposals) p.name = all;
    for (RecordSource& s : r.sources) s.name = s.role = s.text = all;
    for (RecordBlock& b : r.blocks) b.role = b.text = b.why = all;
    for (RecordDateEvidence& e : r.date_evidence) e.kind = e.text = all;
    for (HeadlineNote& n : r.headline_notes) n.kind = n.headline_text = n.body_text = all;
    r.date_basis = r.language = all;
  }
  for (StoryActor& a : story.actors) a.name = a.type = a.variants[0] = all;
  for (Conflict& c : story.conflicts) {
    c.kind = c.quantity = all;
    for (ConflictValue& v : c.values) v.text = v.scope = v.source = all;
  }
  for (TimelineEntry& t : story.timeline) t.text = t.date_basis = t.status = all;
  for (Position& p : story.positions) p.topic = p.stance = p.actor_name = all;
  for (Independence& i : story.independence) i.reason = i.verdict = all;
  for (Lineage& l : story.lineage) l.reason = l.kind = all;
  Open open(records, &story);
  std::vector<std::string> targets(std::begin(kViews), std::end(kViews));
  targets.push_back("/d/" + records[0].id);
  targets.push_back("/actors/" + percent_encoded(story.actors[0].id));
  targets.push_back("/compare?a=" + records[0].id + "&b=" + records[1].id);
  for (const char* where :
       {"/statements?who=", "/search?q=", "/timeline?q=", "/figures?place=", "/nothing", "/d/", "/statements?_sort="})
    targets.push_back(where + percent_encoded(all));
  for (const std::string& target : targets) {
    INFO(target);
    const std::string html = open.get(target).body;
    check_markup(html);
    for (const char* never :
         {"<script>", "<img", "<svg/", "href=\"javascript:", "\x1b", "\xe2\x80\xae", "onmouseover=\"", " onerror=\""}) {
      INFO(never);
      CHECK_FALSE(has(html, never));
    }
  }
}

TEST_CASE("S08, S09, S10, S11: addresses that want something else") {
  Open open;
  for (const char* target : {"//evil.example", "/\\evil.example", "/%5Cevil.example", "/static/../../etc/passwd",
                             "/static/%2e%2e/x", "/d/%00", "/s/x'--", "/nothing"}) {
    INFO(target);
    const Response r = open.get(target);
    CHECK((r.status == 404 || r.status == 400));
    for (const Parameter& h : r.headers) CHECK(h.name != "Location");
  }
  for (const char* target :
       {"/statements?_sort=id%5D;--", "/statements?_where=1", "/statements?text%22%29--=x", "/statements?_sort_desc=%22",
        "/statements?x__evil=1", "/statements?_next=abc", "/statements?_size=99999999999999999999"}) {
    INFO(target);
    const int status = open.get(target).status;
    CHECK((status == 400 || (has(target, "_where") && status == 200)));
  }
  CHECK(open.get("/statements?_size=1000000").status == 200);
  for (const char* words : {"cease-fire", "U.S.", "Al-Sisi", "O'Brien", "\"",   "AND",  "NOT x", "foo:bar", "100,000",
                            "*",          "",     "(",       "NEAR(",   "x\"y", "50%",  "C++",   "AT&T",    "-rafah",
                            "rafah OR",   "^a",   "a^",      "{",       "[",    "\xff", "\\"}) {
    INFO(words);
    CHECK(open.get("/search?q=" + percent_encoded(words)).status == 200);
    CHECK(open.get("/statements?q=" + percent_encoded(words)).status == 200);
  }
}

TEST_CASE("S05: only this machine's names") {
  const std::vector<std::string> names = {"localhost", "127.0.0.1", "[::1]"};
  CHECK(is_allowed_host("localhost:8127", names, 8127));
  CHECK(is_allowed_host("LOCALHOST:8127", names, 8127));
  CHECK(is_allowed_host("[::1]:8127", names, 8127));
  CHECK(is_allowed_host("127.0.0.1", names, 80));
  for (const char* host : {"", "evil.example", "evil.example:8127", "127.0.0.1.evil.example:8127", "127.0.0.1:80", "127.0.0.1",
                           "localhost:8127:1", "localhost@evil.example:8127"}) {
    INFO(host);
    CHECK_FALSE(is_allowed_host(host, names, 8127));
  }
}

TEST_CASE("S06: nobody writes") {
  Open open;
  Request post;
  post.method = "POST";
  post.address = Address::parse("/correct");
  CHECK(open.site.answer(*open.store, post).status == 405);
}

TEST_CASE("addresses read and written back") {
  const Address a = Address::parse("/statements?who=A+B&x=%C3%A9&empty=&who=C");
  CHECK(a.path == "/statements");
  CHECK(a.get("who") == "A B");
  CHECK(a.get("x") == "é");
  CHECK(a.with("who", "D").target() == "/statements?who=D&x=%C3%A9");
  CHECK(a.with("who", "").target() == "/statements?x=%C3%A9");
  CHECK(Address("//evil.example/x").target() == "/evil.example/x");
  CHECK(Address("/\\evil").target() == "/%5Cevil");
  CHECK(percent_decoded("%4", true) == "%4");
  CHECK(percent_decoded("%zz%41", true) == "%zzA");
}

TEST_CASE("sentences pair by their rare words, differing words are found") {
  const std::vector<std::string_view> a = {"The council met.", "The raid killed more than 100 Palestinians in Rafah."},
                                      b = {"In Rafah the raid killed at least 70 Palestinian civilians.", "Nobody spoke."};
  const auto pairs = pair_sentences(a, b);
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].a == 1);
  CHECK(pairs[0].b == 0);
  const Differing d = differing_words("more than 100 people died", "at least 70 people died");
  REQUIRE(d.a.size() == 1);
  CHECK(slice("more than 100 people died", d.a[0]) == "more than 100");
  REQUIRE(d.b.size() == 1);
  CHECK(slice("at least 70 people died", d.b[0]) == "at least 70");
  CHECK(differing_words("", "").a.empty());
  CHECK(differing_words("same words", "Same “words”").b.empty());
}
