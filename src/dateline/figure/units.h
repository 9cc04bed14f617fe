// Units, currencies and nouns for people, by their words: the tables of ontology/figure/.
//
// "Hong Kong dollars" after a number is HKD, "HK$" before it too; "km/h" a speed; "Palestinians" count persons.
// Nothing is converted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/base/ontology.h"
#include "dateline/figure/figures.h"
#include "dateline/time/words.h"

namespace dateline::figure {

struct Unit {
  std::string name;
  FigureKind kind = FigureKind::other;
};

class Units {
 public:
  explicit Units(const Ontology& ontology);

  /// Unit or currency whose words start at `i`; `used` = how many. `glued_only`: short forms need the number right before.
  [[nodiscard]] const Unit* after(const time::Words& words, uint32_t i, uint32_t& used) const;
  /// Currency whose sign ends right before word `i`; `used` = how many words it takes.
  [[nodiscard]] const Unit* before(const time::Words& words, uint32_t i, uint32_t& used) const;
  /// True if a noun (plural or singular) counts people; `kind` is set where the noun alone tells it.
  [[nodiscard]] bool people(std::string_view noun, FigureKind& kind) const;

 private:
  struct Form {
    std::vector<std::string> words;
    uint32_t unit = 0;
    bool shorthand = false;
    bool letters = false;  ///< a sign made of letters only: "Rs", "USD"
  };
  void add(std::string_view text, uint32_t unit, bool shorthand, std::unordered_map<std::string, std::vector<Form>>& map,
           bool by_last);

  const Ontology& ontology_;
  std::vector<Unit> units_;
  std::unordered_map<std::string, std::vector<Form>> after_, before_;
  std::unordered_map<std::string, FigureKind> people_;
};

/// Singular of an English noun as a rule gives it: people -> person, countries -> country, shells -> shell.
[[nodiscard]] std::string singular(std::string_view noun);
/// Looks like a plural noun: ends in s and is no verb of news, or one of the irregular ones.
[[nodiscard]] bool is_plural(std::string_view word);
/// FigureKind by its name in the tables ("distance"); other for anything else.
[[nodiscard]] FigureKind kind_named(std::string_view name);

}  // namespace dateline::figure
