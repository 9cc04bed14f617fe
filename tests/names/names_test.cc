// Names: who is one actor and who is not, on sentences of our own.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "dateline/base/similarity.h"
#include "dateline/reader/reader.h"

using namespace dateline;

namespace {

struct Loaded {
  std::unique_ptr<const Ontology> ontology = std::move(*Ontology::load());
  syntax::ModelPtr model = std::move(*syntax::load_builtin());
};

Document read(std::string text) {
  static const Loaded loaded;
  RawPage page;
  page.path = "page.txt";
  page.bytes = std::move(text);
  return reader::read(std::move(page), {*loaded.ontology, *loaded.model}, DayRange{19800, 19800, Precision::day});
}

/// Entity of the first mention whose words are exactly `words`.
const Entity* of(const Document& d, std::string_view words) {
  for (const Mention& m : d.names.mentions) {
    if (d.text.of(m.at) == words && m.entity != kNone) return &d.names.entities[m.entity];
  }
  return nullptr;
}

}  // namespace

TEST_CASE("one person under title, surname, role and pronoun") {
  const Document d = read(
      "Envoys meet in Geneva\n\nNorwegian Foreign Minister Marta Lindqvist met reporters in Geneva on Monday. Lindqvist said the "
      "talks "
      "would go on. The foreign minister praised the hosts. Ms Lindqvist then left for Oslo.\n");
  const Entity* full = of(d, "Norwegian Foreign Minister Marta Lindqvist");
  REQUIRE(full != nullptr);
  CHECK(full->type == EntityType::person);
  CHECK(full->role == "Norwegian Foreign Minister");
  CHECK(std::find(full->represents.begin(), full->represents.end(), "nor") != full->represents.end());
  CHECK(of(d, "Lindqvist") == full);
  CHECK(of(d, "The foreign minister") == full);
  CHECK(of(d, "Ms Lindqvist") == full);
}

TEST_CASE("the ontology's spelling and a misspelling are one") {
  const Document d = read(
      "Paris talks\n\nFrench President Emmanuel Macron spoke in Paris on Tuesday. Later President Makron met the German "
      "chancellor.\n");
  const Entity* macron = of(d, "French President Emmanuel Macron");
  REQUIRE(macron != nullptr);
  CHECK(macron->kb_id == "person:emmanuel_macron");
  CHECK(of(d, "President Makron") == macron);
}

TEST_CASE("letters that many things share are not a group") {
  const Document d = read(
      "Fire in the north\n\nA warehouse burned on Friday, witnesses told PA. The picture by PA Jonas Weber shows the roof.\n");
  for (const Entity& e : d.names.entities) CHECK(e.kb_id != "pa");
}

TEST_CASE("a capital is its state as a speaker and a place after a preposition") {
  const Document d =
      read("Answer awaited\n\nWashington rejected the offer on Monday. The envoy arrived in Washington on Tuesday.\n");
  bool state = false, place = false;
  for (const Mention& m : d.names.mentions) {
    if (d.text.of(m.at) != "Washington" || m.entity == kNone) continue;
    state = state || d.names.entities[m.entity].kb_id == "usa";
    place = place || d.names.entities[m.entity].type == EntityType::place;
  }
  CHECK(state);
  CHECK(place);
}

TEST_CASE("look-alike letters of another alphabet stay apart (S17)") {
  CHECK(similarity("Netanyahu", "N\xD0\xB5tanyahu") < 0.95);
  CHECK(similarity("Abdel Fattah El-Sisi", "Abdul Fatah al-Sissi") > 0.8);
  CHECK(similarity("Kim Jong Un", "Kim Jong Il") < 0.86);
}

TEST_CASE("mentions lie inside their sentences and point at entities that point back") {
  const Document d =
      read("Talks\n\nThe Egyptian foreign ministry said envoys of Qatar and Jordan met U.N. officials. They left on Friday.\n");
  REQUIRE(!d.names.mentions.empty());
  for (uint32_t i = 0; i < d.names.mentions.size(); ++i) {
    const Mention& m = d.names.mentions[i];
    CHECK(d.text.sentences[m.sentence].at.contains(m.at));
    if (m.entity == kNone) continue;
    const auto& back = d.names.entities[m.entity].mentions;
    CHECK(std::find(back.begin(), back.end(), i) != back.end());
  }
}
