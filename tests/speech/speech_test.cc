// Cases of speech::attribute: pages written in cases.txt, statements expected line by line; marks that do not balance;
// time on hostile input.
#include <doctest/doctest.h>

#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "dateline/reader/reader.h"
#include "dateline/speech/quotation.h"

namespace {

using namespace dateline;

const Ontology& tables() {
  static const auto loaded = Ontology::load();
  REQUIRE(loaded);
  return **const_cast<Result<std::unique_ptr<const Ontology>>&>(loaded);
}

const syntax::Model& model() {
  static const auto loaded = syntax::load_builtin();
  REQUIRE(loaded);
  return **const_cast<Result<syntax::ModelPtr>&>(loaded);
}

/// Every line of `page` is a paragraph of the body.
Article article_of(const std::string& page) {
  Article article;
  article.text = page;
  uint32_t begin = 0;
  for (uint32_t i = 0; i < page.size(); ++i) {
    if (page[i] != '\n') continue;
    if (i > begin) {
      Block block;
      const bool set_apart = page.compare(begin, 2, "> ") == 0;
      block.at = {set_apart ? begin + 2 : begin, i};
      if (set_apart) block.role = Role::quotation;
      article.blocks.push_back(block);
    }
    begin = i + 1;
  }
  return article;
}

struct Read {
  Text text;
  Names names;
  Speech speech;
};

Read read(const std::string& page) {
  const Article article = article_of(page);
  Read r;
  r.text = text::analyse(article);
  const Syntax syntax = syntax::analyse(r.text, model());
  r.names = names::resolve(article, r.text, syntax, tables(), {});
  r.speech = speech::attribute(r.text, syntax, r.names, Times{}, tables());
  return r;
}

/// The actor's name, or the words of the page, without the article in front.
std::string who(const Read& r, uint32_t entity, Span at) {
  std::string name = entity != kNone ? r.names.entities[entity].name : std::string(r.text.of(at));
  for (const std::string_view article : {"the ", "The ", "a ", "an ", "A ", "An "}) {
    if (name.starts_with(article)) return name.substr(article.size());
  }
  return name;
}

std::string line_of(const Read& r, const Statement& s) {
  std::string out =
      std::string(name_of(s.form)) + " | " + who(r, s.speaker, s.speaker_at) + " | " + std::string(r.text.of(s.cue)) + " | ";
  if (s.pieces.empty()) out += r.text.of(s.content);
  for (size_t i = 0; i < s.pieces.size(); ++i) out += (i > 0 ? " / " : "") + std::string(r.text.of(s.pieces[i]));
  if (s.chain.size() > 1) {
    out += "; chain ";
    for (size_t i = 0; i < s.chain.size(); ++i) out += (i > 0 ? " > " : "") + who(r, s.chain[i].entity, s.chain[i].at);
  }
  if (!s.addressee_at.empty()) out += "; to " + std::string(r.text.of(s.addressee_at));
  if (!s.venue.empty()) out += "; at " + std::string(r.text.of(s.venue));
  if (s.damaged) out += "; damaged";
  if (s.negated) out += "; not";
  return out;
}

struct Case {
  std::string name, page;
  std::vector<std::string> expected;
};

std::vector<Case> cases() {
  std::ifstream in(std::string(DATELINE_SOURCE_DIR) + "/tests/speech/cases.txt");
  REQUIRE(in);
  std::vector<Case> all;
  bool page = true;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("#") || line.empty()) continue;
    if (line.starts_with("== ")) {
      all.push_back({line.substr(3), {}, {}});
      page = true;
    } else if (line == "--") {
      page = false;
    } else if (!all.empty() && page) {
      all.back().page += line + '\n';
    } else if (!all.empty()) {
      all.back().expected.push_back(line);
    }
  }
  return all;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + '\n';
  return out;
}

std::vector<speech::Quotation> quotations(const std::string& page, Text& text) {
  text = text::analyse(article_of(page));
  return speech::find_quotations(text);
}

}  // namespace

TEST_CASE("statements of the case file") {
  const std::vector<Case> all = cases();
  CHECK(all.size() > 20);
  for (const Case& c : all) {
    CAPTURE(c.name);
    const Read r = read(c.page);
    std::vector<std::string> found;
    found.reserve(r.speech.statements.size());
    for (const Statement& s : r.speech.statements) found.push_back(line_of(r, s));
    CHECK(joined(found) == joined(c.expected));
  }
}

TEST_CASE("every statement names its rule and stays inside the text") {
  for (const Case& c : cases()) {
    const Read r = read(c.page);
    for (const Statement& s : r.speech.statements) {
      CHECK_FALSE(s.rule.empty());
      CHECK(s.content.end <= r.text.utf8.size());
      CHECK_FALSE(s.content.empty());
      CHECK(s.chain.size() >= 1);
      CHECK(s.sentence < r.text.sentences.size());
    }
  }
}

TEST_CASE("a page without model and tree is read from its words alone") {
  const Article article = article_of("“The port is safe,” said Maria Delgado.\nPaul Ortega said that the port was closed.\n");
  const Text text = text::analyse(article);
  const Speech speech = speech::attribute(text, Syntax{}, Names{}, Times{}, tables());
  REQUIRE(speech.statements.size() == 2);
  CHECK(text.of(speech.statements[0].speaker_at) == "Maria Delgado");
  CHECK(text.of(speech.statements[0].content) == "The port is safe,");
  CHECK(text.of(speech.statements[1].speaker_at) == "Paul Ortega");
  CHECK(text.of(speech.statements[1].content) == "the port was closed");
}

TEST_CASE("quotation marks: nested, unbalanced, moved, mixed kinds") {
  Text text;
  auto q = quotations("She read “the word ‘now’ twice” and left.\n", text);
  REQUIRE(q.size() == 1);
  CHECK(text.of(q[0].inner) == "the word ‘now’ twice");
  CHECK_FALSE(q[0].damaged);

  q = quotations("It’s the sailors’ day and the ’90s are gone, isn't it?\n", text);
  CHECK(q.empty());

  q = quotations("He said “the ship sank. The harbour is open today.\n", text);
  REQUIRE(q.size() == 1);
  CHECK(q[0].damaged);
  CHECK(text.of(q[0].inner) == "the ship sank.");

  q = quotations("He promised “help” and 「rest」 and «bread» and \"salt\".\n", text);
  REQUIRE(q.size() == 4);
  CHECK(text.of(q[1].inner) == "rest");
  CHECK(text.of(q[3].inner) == "salt");
}

TEST_CASE("a quotation longer than its paragraph is one only when its paragraphs open with marks") {
  std::string page = "He said: “Paragraph one goes on.\n";
  for (int i = 2; i < 20; ++i) page += "“Paragraph number " + std::to_string(i) + " goes on.\n";
  page += "“The last paragraph ends.”\nNobody answered.\n";
  Text text;
  auto q = quotations(page, text);
  REQUIRE(q.size() == 1);
  CHECK(q[0].pieces.size() == 20);
  CHECK_FALSE(q[0].damaged);

  q = quotations("He said: “It never ends.\nA paragraph without a mark.\nAnother one.”\n", text);
  REQUIRE(q.size() == 1);
  CHECK(q[0].damaged);
  CHECK(text.of(q[0].inner) == "It never ends.");

  q = quotations("He said: “It ends in the next paragraph.\nIt ends here.” Nobody answered.\n", text);
  REQUIRE(q.size() == 1);
  CHECK(q[0].damaged);
  REQUIRE(q[0].pieces.size() == 2);
  CHECK(text.of(q[0].pieces[1]) == "It ends here.");
}

TEST_CASE("hostile marks take linear time") {
  const auto ends = [](const std::string& page) {
    const Article article = article_of(page + "\n");
    const Text text = text::analyse(article);
    const Speech speech = speech::attribute(text, Syntax{}, Names{}, Times{}, tables());
    for (const Statement& s : speech.statements) REQUIRE(s.content.end <= text.utf8.size());
    return !text.utf8.empty();  // no clock: what takes quadratic time on this outlasts the limit of the test
  };
  std::string open, nested, said, accord;
  for (int i = 0; i < 100000; ++i) {
    open += "“";
    nested += i % 2 == 0 ? "“a ‘b " : "c’ d” ";
    said += "he said that ";
    accord += "according to him, ";
  }
  CHECK(ends(open));
  CHECK(ends(nested));
  CHECK(ends(said));
  CHECK(ends(accord));
}
