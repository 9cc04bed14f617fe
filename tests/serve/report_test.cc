// The report: one file, nothing fetched, no script, hostile text shown as text, the same bytes for the same record.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "../store/sample.h"
#include "dateline/serve/html.h"
#include "dateline/serve/report.h"

using namespace dateline;
using serve::report;

namespace {

size_t count(const std::string& text, std::string_view part) {
  size_t n = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// Every href="#x" has its id="x", and no id stands twice.
void check_links(const std::string& html) {
  std::set<std::string> ids;
  for (size_t at = html.find(" id=\""); at != std::string::npos; at = html.find(" id=\"", at + 1)) {
    const std::string id = html.substr(at + 5, html.find('"', at + 5) - at - 5);
    CHECK_MESSAGE(ids.insert(id).second, "twice: " << id);
  }
  for (size_t at = html.find("href=\"#"); at != std::string::npos; at = html.find("href=\"#", at + 1)) {
    const std::string id = html.substr(at + 7, html.find('"', at + 7) - at - 7);
    CHECK_MESSAGE(ids.contains(id), "nowhere: " << id);
  }
}

/// Tags open and close in order (void elements apart).
void check_nesting(const std::string& html) {
  const std::set<std::string> empty = {"meta", "br", "path", "circle", "!doctype"};
  std::vector<std::string> open;
  for (size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const bool closing = html[at + 1] == '/';
    const size_t begin = at + (closing ? 2 : 1);
    const std::string name = html.substr(begin, html.find_first_of(" >/", begin) - begin);
    const size_t end = html.find('>', at);
    if (closing) {
      REQUIRE(!open.empty());
      REQUIRE_MESSAGE(open.back() == name,
                      "</" << name << "> closes <" << open.back() << "> near " << html.substr(at > 80 ? at - 80 : 0, 120));
      open.pop_back();
    } else if (html[end - 1] != '/' && !empty.contains(name)) {
      open.push_back(name);
    }
  }
  CHECK(open.empty());
}

}  // namespace

TEST_CASE("all parts, all links, all tags") {
  const auto records = sample::pages();
  const std::string html = report(records, sample::story(records), {"Élan Canal", "dateline 9, record schema 9, model x"});
  check_links(html);
  check_nesting(html);
  for (const char* part :
       {"id=\"timeline\"", "id=\"figures\"", "id=\"statements\"", "id=\"positions\"", "id=\"proposals\"", "id=\"votes\"",
        "id=\"actors\"", "id=\"sources\"", "id=\"pages\"", "id=\"headlines\"", "id=\"evidence\"", "id=\"rules\""}) {
    INFO(part);
    CHECK(count(html, part) == 1);
  }
  CHECK(has(html, "<h3>March 2031</h3>"));
  CHECK(has(html, "The Canal Council vetoed draft 17 twice."));
  CHECK(has(html, "more than 40 ships</q>"));
  CHECK(has(html, "About 60 ships</q>"));
  CHECK(has(html, "pages contradict each other"));
  CHECK(has(html, "✓ corroborated"));
  CHECK(has(html, "Coast Agency › Séverine Roux"));
  CHECK(has(html, "We reject the toll 🚢 plan."));
  CHECK(has(html, "the. toll"));
  CHECK(has(html, "record schema 9"));
  CHECK(has(html, records[0].sha256));
  CHECK(has(html, "<html lang=\"en\">"));
  CHECK(has(html, "default-src 'none'"));
  CHECK_FALSE(has(html, "<script"));
  CHECK_FALSE(has(html, " src="));
  CHECK(html == report(records, sample::story(records), {"Élan Canal", "dateline 9, record schema 9, model x"}));
}

TEST_CASE("hostile text is text") {
  Record r = sample::rich();
  const std::string bad[] = {"<script>alert(1)</script>",
                             "\"><img src=x onerror=alert(1)>",
                             "</style><b>",
                             "'onmouseover='x",
                             "<svg/onload=x>",
                             "&lt;script&gt;",
                             "\x1b]52;c;x\a",
                             "a\xe2\x80\xae"
                             "b"};
  std::string all;
  for (const std::string& b : bad) all += b;
  r.headline = all;
  r.name = all;
  r.site = all;
  r.url = "javascript:alert(1)";
  r.canonical_url = "https://x.example/\"onmouseover=\"alert(1)";
  r.id = "d_\"><script>";
  r.sha256 = all;
  r.sources[0].name = r.sources[0].role = all;
  for (RecordEntity& e : r.entities) e.name = e.role = e.type = all;
  for (RecordStatement& s : r.statements) s.form = s.cls = s.venue = s.id = s.speaker.text = all;
  for (RecordFigure& f : r.figures) f.kind = f.unit = f.counted = f.base = f.reason = f.id = f.bound = all;
  for (RecordEvent& e : r.events) e.type = e.mode = e.status = all;
  for (RecordVote& v : r.votes) v.kind = v.number = v.outcome = all;
  for (RecordProposal& p : r.proposals) p.name = p.replies[0].response = p.id = all;
  for (RecordRepair& x : r.repairs) x.broken = x.repaired = x.kind = all;
  for (RecordBlock& b : r.blocks) b.role = b.text = all;
  for (HeadlineNote& n : r.headline_notes) n.kind = n.headline_text = n.body_text = all;
  for (RecordDateEvidence& e : r.date_evidence) e.kind = e.text = all;
  r.notes[0].detail = all;
  r.date_basis = r.language = all;
  std::vector<Record> records = {r, sample::second()};
  if (records[1].id < records[0].id) std::swap(records[0], records[1]);
  const bool swapped = records[0].headline != r.headline;
  auto clean = sample::pages();
  if ((clean[0].name == "harbour-one") == swapped) std::swap(clean[0], clean[1]);
  Story s = sample::story(clean);
  for (StoryActor& a : s.actors) a.name = a.type = a.variants[0] = all;
  for (Happening& h : s.happenings) h.type = h.mode = h.place = h.independence_reason = all;
  for (Conflict& c : s.conflicts) {
    c.kind = c.quantity = all;
    for (ConflictValue& v : c.values) v.text = v.scope = v.source = all;
  }
  for (TimelineEntry& t : s.timeline) t.text = t.date_basis = t.status = all;
  for (Position& p : s.positions) p.topic = p.stance = p.actor_name = all;
  for (Independence& i : s.independence) i.reason = i.verdict = all;
  s.lineage[0].reason = s.lineage[0].kind = all;
  s.joint_reasons = {all, all};
  const std::string html = report(records, s, {all, all});
  for (const char* never :
       {"<script", "<img", "<b>'", "<svg/", "javascript:", "\x1b", "\xe2\x80\xae", "onmouseover=\"", "\"onmouseover"}) {
    INFO(never);
    CHECK_FALSE(has(html, never));
  }
  CHECK(has(html, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK(has(html, "&amp;lt;script&amp;gt;"));
  CHECK(has(html, "⟨U+202E⟩"));
  check_links(html);
  check_nesting(html);
}

TEST_CASE("nothing in, a page out") {
  const std::string html = report({}, {}, {});
  check_links(html);
  check_nesting(html);
  CHECK(has(html, "No sentence of these pages could be given a date."));
}

TEST_CASE("rows without a date have no day, the rest of a month is folded") {
  const auto records = sample::pages();
  Story s = sample::story(records);
  for (TimelineEntry& t : s.timeline) t.days = {};
  CHECK_FALSE(has(report(records, s, {}), "1970"));
  s = sample::story(records);
  TimelineEntry plain = s.timeline[0];
  plain.happening.clear();
  plain.text = "Nobody came.";
  s.timeline.push_back(plain);
  const std::string html = report(records, s, {});
  const size_t folded = html.find("<details class=\"rest\">");
  REQUIRE(folded != std::string::npos);
  CHECK(html.find("Nobody came.") > folded);
  check_links(html);
  check_nesting(html);
}

TEST_CASE("two hundred events stay under a megabyte") {
  std::vector<Record> records = {sample::rich(), sample::second()};
  if (records[1].id < records[0].id) std::swap(records[0], records[1]);
  Story s = sample::story(records);
  const Happening h = s.happenings[0];
  const TimelineEntry t = s.timeline[0];
  for (int i = 0; i < 200; ++i) {
    s.happenings.push_back(h);
    s.happenings.back().id = "h_x" + std::to_string(i);
    s.timeline.push_back(t);
    s.timeline.back().happening = s.happenings.back().id;
    s.timeline.back().days = {t.days.first + i, t.days.first + i, Precision::day};
    s.timeline.back().text = std::string(200, 'x');
  }
  const std::string html = report(records, s, {"Long", ""});
  check_links(html);
  check_nesting(html);
  CHECK(html.size() < 1000000);
}

TEST_CASE("escaping, one function a context") {
  CHECK(serve::escape_text("a<b>&\"'") == "a&lt;b&gt;&amp;&quot;&#39;");
  CHECK(serve::escape_text(std::string("\0\x1b", 2)) == "␀␛");
  CHECK(serve::escape_text("\xc2\x9b") == "⟨U+009B⟩");
  CHECK(serve::escape_id("d_1\"> x") == "d_1___x");
  CHECK(serve::safe_url("https://a.example/?b=1&c=2") == "https://a.example/?b=1&amp;c=2");
  for (const char* url : {"javascript:alert(1)", "data:text/html,x", "//a.example", "/a", "", "https://a b", "HTTPS://a\"b",
                          "java\nscript:x", "http://a\\b"}) {
    INFO(url);
    CHECK(serve::safe_url(url).empty());
  }
}
