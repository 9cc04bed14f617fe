// Events, votes and proposals of cases.txt, read through all rooms.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "dateline/base/chars.h"
#include "dateline/event/explain.h"
#include "dateline/event/roles.h"
#include "dateline/reader/reader.h"

using namespace dateline;

namespace {

struct Case {
  std::string name, text;
  std::vector<std::string> expected;
};

std::vector<Case> read_cases(const std::string& path) {
  std::ifstream in(path);
  std::vector<Case> cases;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("# ", 0) == 0)
      cases.push_back({line.substr(2), "", {}});
    else if (line.rfind("> ", 0) == 0 && !cases.empty())
      cases.back().text += line.substr(2) + "\n\n";
    else if (line.rfind("= ", 0) == 0 && !cases.empty())
      cases.back().expected.push_back(line.substr(2));
  }
  return cases;
}

struct Engine {
  std::unique_ptr<const Ontology> ontology;
  syntax::ModelPtr model;
};

const Engine& engine() {
  static const Engine kEngine = [] {
    auto ontology = Ontology::load();
    auto model = syntax::load_builtin();
    REQUIRE(ontology);
    REQUIRE(model);
    return Engine{std::move(*ontology), std::move(*model)};
  }();
  return kEngine;
}

Document read(const std::string& text) {
  RawPage page;
  page.path = "case.txt";
  page.bytes = text;
  const Day day = day_of(2024, 3, 21);
  return reader::read(std::move(page), {*engine().ontology, *engine().model}, {day, day, Precision::day});
}

std::string names_of(const Document& d, const std::vector<Party>& parties) {
  std::string out;
  for (const Party& p : parties) {
    if (!out.empty()) out += " + ";
    out += p.entity != kNone ? d.names.entities[p.entity].name : std::string(d.text.of(p.at));
    if (p.implied) out += " (implied)";
  }
  return out.empty() ? "-" : out;
}

std::string entity_of(const Document& d, uint32_t entity) { return entity == kNone ? "-" : d.names.entities[entity].name; }

std::vector<std::string> lines_of(const Document& d) {
  std::vector<std::string> out;
  out.reserve(d.events.events.size());
  for (const Event& e : d.events.events) {
    out.push_back(std::string(name_of(e.type)) + " " + std::string(name_of(e.status)) + " | " + names_of(d, e.actors) + " -> " +
                  names_of(d, e.recipients));
  }
  for (const Vote& v : d.events.votes) {
    out.push_back("vote " + v.kind + " " + v.outcome + " | by " + entity_of(d, v.by) + " | body " + entity_of(d, v.body) +
                  (v.number.empty() ? "" : " | " + v.number) + (v.count ? " | x" + std::to_string(v.count) : ""));
  }
  for (const Proposal& p : d.events.proposals) {
    std::string line = "proposal | sponsor " + entity_of(d, p.sponsor) + " | terms";
    for (const Span term : p.terms) line += " [" + std::string(d.text.of(term)) + "]";
    for (const Reply& r : p.replies) line += " | " + entity_of(d, r.party) + " " + r.response;
    out.push_back(line);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("events of the case file") {
  const auto cases = read_cases(std::string(DATELINE_SOURCE_DIR) + "/tests/event/cases.txt");
  REQUIRE(cases.size() > 10);
  for (const Case& c : cases) {
    CAPTURE(c.name);
    auto expected = c.expected;
    std::sort(expected.begin(), expected.end());
    std::string want, got;
    for (const auto& line : expected) want += line + "\n";
    for (const auto& line : lines_of(read(c.text))) got += line + "\n";
    CHECK(got == want);
  }
}

TEST_CASE("every event names its row, lies in the text and in order") {
  const Document d = read("Israel bombed Rafah on Monday. Egypt condemned the attack and urged Israel to stop.\n");
  REQUIRE(!d.events.events.empty());
  uint32_t last = 0;
  for (const Event& e : d.events.events) {
    CHECK(!e.rule.empty());
    CHECK(!e.at.empty());
    CHECK(e.at.end <= d.text.utf8.size());
    CHECK(e.trigger.begin >= last);
    last = e.trigger.begin;
  }
}

TEST_CASE("what a request asks for is tied to it; codes of CAMEO stand only where one fits") {
  const Document d =
      read("Egypt called on Israel to withdraw its troops from Rafah. Russia arrested two diplomats. Mali may arrest others.\n");
  const std::vector<Event>& events = d.events.events;
  REQUIRE(events.size() >= 3);
  CHECK(events[0].type == Plover::REQUEST);
  CHECK(events[0].within == kNone);
  CHECK(events[1].status == EventStatus::demanded);
  CHECK(events[1].within == 0);
  CHECK(events[2].cameo == "173");
  CHECK(events[0].cameo.empty());  // several codes say "request"
  for (const Event& e : events) CHECK((e.cameo.empty() || e.status == EventStatus::happened));
}

TEST_CASE("parties without a name have the side their words name") {
  const Document d = read("Afghan rebels attacked a convoy of Pakistani soldiers in Kabul.\n");
  REQUIRE(d.events.events.size() == 1);
  REQUIRE(d.events.events[0].actors.size() == 1);
  CHECK(d.events.events[0].actors[0].sides == std::vector<std::string>{"afg"});
}

TEST_CASE("of a sentence with one state its people are; with two, no one knows") {
  const Document one = read("The court of Chad cancelled the ban on a march of rebels.\nRebels attacked a school in Chad.\n");
  REQUIRE(!one.events.events.empty());
  const Event& attack = one.events.events.back();
  REQUIRE(attack.actors.size() == 1);
  CHECK(attack.actors[0].sides == std::vector<std::string>{"tcd"});
  const Document two = read("Rebels attacked a French school after a visit of the president of Chad.\n");
  for (const Event& e : two.events.events) {
    if (e.type == Plover::ASSAULT) {
      REQUIRE(!e.actors.empty());
      CHECK(e.actors[0].sides.empty());
    }
  }
}

TEST_CASE("an event explains itself: row, words, tree") {
  const Document d = read("Iran vowed to attack Israel on Friday.\n");
  REQUIRE(!d.events.events.empty());
  const std::string text = event::explain(0, d.events, d.text, d.syntax, d.names, d.times, d.speech, *engine().ontology);
  CHECK(text.find("plover/frames.tsv: id=" + d.events.events[0].rule) != std::string::npos);
  CHECK(text.find("actor       Iran") != std::string::npos);
  CHECK(text.find("ARG0        \"Iran\"") != std::string::npos);
  CHECK(text.find("nsubj of vowed") != std::string::npos);
  CHECK(text.find("plover/governors.tsv: lemma=have") == std::string::npos);
  const Document held = read("The French army had captured the town when it refused to release the prisoners.\n");
  for (uint32_t i = 0; i < held.events.events.size(); ++i) {
    const std::string told =
        event::explain(i, held.events, held.text, held.syntax, held.names, held.times, held.speech, *engine().ontology);
    if (held.events.events[i].status == EventStatus::happened) CHECK(told.find("effect=demanded") == std::string::npos);
  }
  CHECK(event::explain(99, d.events, d.text, d.syntax, d.names, d.times, d.speech, *engine().ontology).empty());
}

TEST_CASE("roles: who did what to whom, and when") {
  const Document d = read("Russia bombed the old harbour on Friday.\n");
  const Children children(d.syntax);
  const event::RoleFinder finder(d.text, d.syntax, children);
  const auto found = finder.all(event::RoleWeights::builtin());
  REQUIRE(found.size() == 1);
  std::string line;
  for (const event::Argument& a : found[0].arguments) {
    line += std::string(event::kRoles[a.role]) + "=" + std::string(d.text.of(d.text.span_of_tokens(a.words.begin, a.words.end))) +
            ";";
  }
  CHECK(line == "ARG0=Russia;ARG1=the old harbour;ARGM-TMP=on Friday;");
  CHECK(finder.all(event::RoleWeights("DLROLE1\nshort")).empty());
  CHECK(event::RoleWeights("no weights").empty());
}

TEST_CASE("frame rows are sound: unique ids, known types and parts of speech") {
  const auto found = engine().ontology->tables.find("plover/frames.tsv");
  REQUIRE(found != engine().ontology->tables.end());
  const KbTable& table = found->second;
  CHECK(table.rows.size() > 700);
  const uint32_t id = table.column("id"), type = table.column("type"), pos = table.column("pos"), needs = table.column("needs");
  const auto& classes = engine().ontology->tables.at("plover/classes.tsv");
  std::vector<std::string> ids, known;
  for (const KbRow& row : classes.rows) known.push_back(row.cells[0]);
  for (const KbRow& row : table.rows) {
    CAPTURE(row.cells[id]);
    ids.push_back(row.cells[id]);
    bool is_type = false;
    for (int i = 0; i < static_cast<int>(Plover::OTHER); ++i)
      is_type = is_type || name_of(static_cast<Plover>(i)) == row.cells[type];
    CHECK(is_type);
    CHECK((row.cells[pos] == "verb" || row.cells[pos] == "noun" || row.cells[pos] == "adj"));
    std::string name;
    const std::string condition = row.cells[needs] + ";";
    for (size_t i = 0; i < condition.size(); ++i) {
      if (condition[i] != '@') continue;
      const size_t end = condition.find_first_of(";|", i);
      name = condition.substr(i + 1, end - i - 1);
      CAPTURE(name);
      CHECK(std::find(known.begin(), known.end(), name) != known.end());
    }
  }
  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}

TEST_CASE("a hostile sentence stays cheap") {
  std::string text = "Israel attacked";
  for (int i = 0; i < 3000; ++i) text += " and the attack on Rafah killed";
  const Document d = read(text + ".\n");
  CHECK(d.events.events.size() < 10000);
}
