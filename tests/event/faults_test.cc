// Named faults of the reliability plan that reach speech and events: F42 quotation marks, F43 text that is no prose, S19 blow-up.
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "dateline/reader/reader.h"

using namespace dateline;

namespace {

const reader::Tools& tools() {
  static const auto kOntology = Ontology::load();
  static const auto kModel = syntax::load_builtin();
  REQUIRE(kOntology);
  REQUIRE(kModel);
  static const reader::Tools kTools{**kOntology, **kModel};
  return kTools;
}

Document read(std::string bytes) {
  RawPage page;
  page.path = "fault.txt";
  page.bytes = std::move(bytes);
  return reader::read(std::move(page), tools());
}

/// Reads it to the end. No clock: what takes quadratic time on a megabyte outlasts the limit of the test.
bool ends(const std::string& bytes) {
  const Document d = read(bytes);
  for (const Statement& s : d.speech.statements) REQUIRE(s.content.end <= d.text.utf8.size());
  for (const Event& e : d.events.events) REQUIRE(e.at.end <= d.text.utf8.size());
  return d.events.events.size() * 8 <= bytes.size() &&
         d.speech.statements.size() * 8 <= bytes.size();  // no more facts than words
}

/// Paragraphs that a statement runs over.
size_t paragraphs(const Document& d, const Statement& s) {
  size_t n = 0;
  for (const TextBlock& b : d.text.blocks) n += b.at.overlaps(s.content);
  return n;
}

std::string repeated(std::string_view piece, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += piece;
  return out;
}

const char* const kFiller = "The harbour was quiet in the morning and the ferries left on time.\n\n";

}  // namespace

TEST_CASE("F42 an open mark never takes more than its paragraph without a flag") {
  const char* const opened[] = {"“", "\"", "«", "„", "「"};
  for (const char* mark : opened) {
    CAPTURE(mark);
    const Document d = read("The mayor of Lyon spoke on Monday.\n\nShe said: " + std::string(mark) +
                            "We will rebuild the bridge.\n\n" + repeated(kFiller, 4));
    for (const Statement& s : d.speech.statements) CHECK((s.damaged || paragraphs(d, s) <= 1));
  }
}

TEST_CASE("F42 a quotation over twenty paragraphs is one statement of its speaker") {
  std::string page = "The mayor of Lyon, Anne Durand, spoke on Monday.\n\nDurand said: “The first thing is the bridge.\n\n";
  for (int i = 2; i < 20; ++i) page += "“Then comes work number " + std::to_string(i) + " on the list.\n\n";
  page += "“The last thing is the school.”\n\nNobody asked a question.\n\n";
  const Document d = read(page);
  REQUIRE(!d.speech.statements.empty());
  size_t most = 0;
  for (const Statement& s : d.speech.statements) {
    most = std::max(most, paragraphs(d, s));
    CHECK(d.text.of(s.content).find("Nobody") == std::string_view::npos);
  }
  CHECK(most == 20);
}

TEST_CASE("F42 nested marks, stray marks, apostrophes and a mark in the middle of a word") {
  const Document d = read(
      "The minister said: “He told me ‘the treaty is dead’ and left.” The workers' council didn't answer.\n\n"
      "The union’s leader said the plan was “a mis”take.\n\nA stray ” stood at the end of this line.\n\n");
  REQUIRE(!d.speech.statements.empty());
  CHECK(d.text.of(d.speech.statements[0].content) == "He told me ‘the treaty is dead’ and left.");
  for (const Statement& s : d.speech.statements) CHECK((s.damaged || paragraphs(d, s) <= 1));
}

TEST_CASE("F43 text that is no prose gives no facts: no sentence end, capitals, tables, cookie walls, other languages") {
  const char* const pages[] = {
      "We use cookies to give you the best experience. Accept all cookies to continue. Manage your choices.\n",
      "Year Exports Imports\n2019 120 140\n2020 110 130\n2021 150 160\n",
      "Log in to your account. Forgot your password? Create an account.\n",
      "Page not found. The page you are looking for does not exist.\n"};
  for (const char* page : pages) {
    CAPTURE(page);
    const Document d = read(page);
    CHECK(d.events.events.empty());
    CHECK(d.speech.statements.empty());
  }
}

TEST_CASE("F43 a sentence of many thousand words is cut, its facts stay inside it") {
  const Document d = read(repeated(kFiller, 5) + "Egypt " + repeated("and Jordan and Turkey ", 6000) + "condemned the attack.\n");
  REQUIRE(d.text.sentences.size() >= 5);
  for (const Sentence& s : d.text.sentences) CHECK(s.token_end - s.token_begin <= 2000);
  for (const Event& e : d.events.events) CHECK(e.actors.size() <= 600);
}

TEST_CASE("S19 letters, marks, brackets and digits without end take linear time") {
  CHECK(ends(repeated("a", 200000) + "!\n"));
  CHECK(ends(repeated("“", 20000) + "\n"));
  CHECK(ends(repeated("(", 20000) + repeated(")", 20000) + "\n"));
  CHECK(ends(repeated("7", 50000) + " people were killed\n"));
  CHECK(ends("He said " + repeated("that she said ", 8000) + "so\n"));
  CHECK(ends("Iran " + repeated("urged Iraq to urge ", 5000) + "Syria\n"));
}
