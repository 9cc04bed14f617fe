// Figures from sentences of our own (cases.txt), and the readings of single numbers.
#include <doctest/doctest.h>

#include <ctime>
#include <fstream>
#include <string>

#include "dateline/base/chars.h"
#include "dateline/base/json.h"
#include "dateline/figure/figures.h"

namespace {

using namespace dateline;

const Ontology& ontology() {
  static const auto kLoaded = Ontology::load();
  REQUIRE(kLoaded);
  return **kLoaded;
}

Figures read(const std::string& words) {
  Text text;
  text.utf8 = words;
  const Times times = time::resolve({}, text, {}, ontology(), *parse_iso_range("2024-06-11"));
  return figure::count(text, {}, {}, times, {}, ontology());
}

std::string bound_text(const std::optional<double>& value) { return value ? number_text(*value) : "-"; }

std::string shown(const Figures& figures, const std::string& words) {
  std::string out;
  for (const Figure& f : figures.figures) {
    if (!out.empty()) out += " ; ";
    out += std::string(slice(words, f.at)) + ", " + bound_text(f.low) + ", " + bound_text(f.high) + ", " +
           std::string(name_of(f.bound)) + ", " + std::string(name_of(f.kind)) + ", " + f.unit + ", " + f.counted;
  }
  return std::string(trim(out));
}

double one(std::string_view text) {
  const auto found = figure::numbers(text);
  REQUIRE(found.size() == 1);
  CHECK(found[0].reason.empty());
  return found[0].value;
}

std::string reason(std::string_view text) {
  const auto found = figure::numbers(text);
  REQUIRE(found.size() == 1);
  return found[0].reason;
}

}  // namespace

TEST_CASE("sentences of cases.txt") {
  std::ifstream file(std::string(DATELINE_SOURCE_DIR) + "/tests/figure/cases.txt");
  REQUIRE(file);
  std::string line;
  int cases = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    const auto cells = split(line, '|');
    REQUIRE(cells.size() == 2);
    const std::string sentence(trim(cells[0]));
    CAPTURE(sentence);
    CHECK(shown(read(sentence), sentence) == std::string(trim(cells[1])));
    ++cases;
  }
  CHECK(cases > 20);
}

TEST_CASE("numbers in digits and letters") {
  CHECK(one("1,200") == 1200);
  CHECK(one("12,34,567") == 1234567);
  CHECK(one("1.5 million") == 1500000);
  CHECK(one("thirty-two thousand") == 32000);
  CHECK(one("two hundred and five") == 205);
  CHECK(one("a hundred and twenty") == 120);
  CHECK(one("three lakh crore") == 3e12);
  CHECK(one("half a million") == 500000);
  CHECK(one("two and a half") == 2.5);
  CHECK(one("-7") == -7);
  CHECK(one("minus seven") == -7);
  CHECK(one("two thirds") == doctest::Approx(2.0 / 3));
  CHECK(one("\xD9\xA3\xD9\xA2\xD9\xA0\xD9\xA0\xD9\xA0") == 32000);
}

TEST_CASE("numbers that cannot be kept exact say why") {
  CHECK(reason("999999999999999999999") == "overflow");
  CHECK(reason("1e400") == "overflow");
  CHECK(reason("32.000").find("locale") == 0);
  CHECK(reason("3,14").find("locale") == 0);
  CHECK(one("-0") == 0);
  CHECK(figure::numbers(std::string(50000, '9')).size() == 1);
}

TEST_CASE("a count since an event is cumulative and knows since when") {
  const Figures figures = read("More than 500 workers have died since 3 March 2022.");
  REQUIRE(figures.figures.size() == 1);
  CHECK(figures.figures[0].cumulative);
  CHECK(iso_of(figures.figures[0].since) == "2022-03-03");
}

TEST_CASE("the part and its whole") {
  const Figures figures = read("They freed two of the more than 130 miners.");
  REQUIRE(figures.figures.size() == 2);
  CHECK(figures.figures[0].base == "more than 130");
}

TEST_CASE("hostile text stays linear") {
  const auto ends = [](const std::string& words) {
    (void)read(words);
    (void)figure::numbers(words);
    return true;  // no clock: what takes quadratic time on this outlasts the limit of the test
  };
  std::string chain, hundreds;
  for (int i = 0; i < 60000; ++i) {
    chain += "of the more than ";
    hundreds += "one hundred and ";
  }
  CHECK(ends(chain));
  CHECK(ends(hundreds));
  CHECK(ends(std::string(1000000, '1')));
}

TEST_CASE("a figure is dated by its own clause, not by the day of a clause beside it") {
  // "On February 3 crews freed two sailors seized on May 7 and buried 40 miners." with the tree written by hand
  Text text;
  text.utf8 = "On February 3 crews freed two sailors seized on May 7 and buried 40 miners .";
  Syntax tree;
  tree.head = {1, 4, 1, 4, -1, 6, 4, 6, 9, 7, 9, 12, 4, 14, 12, 4};
  tree.dep.assign(tree.head.size(), Dep::obl);
  tree.upos.assign(tree.head.size(), Upos::NOUN);
  for (const size_t verb : {4U, 7U, 12U}) tree.upos[verb] = Upos::VERB;
  uint32_t at = 0;
  for (const std::string_view word : split(text.utf8, ' ')) {
    text.tokens.push_back({{at, at + static_cast<uint32_t>(word.size())}, true});
    at += static_cast<uint32_t>(word.size()) + 1;
  }
  REQUIRE(text.tokens.size() == tree.head.size());
  text.sentences.push_back({{0, static_cast<uint32_t>(text.utf8.size())}, 0, static_cast<uint32_t>(text.tokens.size()), 0});
  const Times times = time::resolve({}, text, {}, ontology(), *parse_iso_range("2024-06-11"));
  const Figures figures = figure::count(text, tree, {}, times, {}, ontology());
  bool seen = false;
  for (const Figure& f : figures.figures) {
    if (slice(text.utf8, f.at).substr(0, 2) != "40") continue;
    seen = true;
    CHECK(iso_of(f.as_of) == "2024-02-03");
  }
  CHECK(seen);
}
