#include "dateline/figure/units.h"

#include <algorithm>
#include <array>
#include <utility>

#include "dateline/base/chars.h"

namespace dateline::figure {
namespace {

using time::in;
using time::WordKind;
using time::Words;

constexpr std::string_view kIrregular =
    "people men women children police troops personnel staff crew dead wounded injured homeless missing aircraft sheep feet "
    "teeth fish cattle "
    "policemen fishermen servicemen gunmen lawmakers businessmen spokesmen species series headquarters media data infantry";

constexpr std::string_view kNotPlural =
    "was is has does says this us his its as yes thus across towards always perhaps unless less press gas bus virus plus minus "
    "crisis process "
    "congress access success business status campus analysis basis series illness kills wounds injures claims leaves goes makes "
    "takes comes "
    "gets sees calls includes remains results begins ends shows means needs wants years-old afterwards besides news politics "
    "hours' others'";

}  // namespace

FigureKind kind_named(std::string_view name) {
  for (int k = 0; k <= static_cast<int>(FigureKind::other); ++k) {
    if (name_of(static_cast<FigureKind>(k)) == name) return static_cast<FigureKind>(k);
  }
  return FigureKind::other;
}

std::string singular(std::string_view noun) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kPairs = {{{"people", "person"},
                                                                                            {"men", "man"},
                                                                                            {"women", "woman"},
                                                                                            {"children", "child"},
                                                                                            {"feet", "foot"},
                                                                                            {"teeth", "tooth"},
                                                                                            {"lives", "life"},
                                                                                            {"wives", "wife"},
                                                                                            {"knives", "knife"},
                                                                                            {"leaves", "leaf"},
                                                                                            {"halves", "half"},
                                                                                            {"buses", "bus"},
                                                                                            {"gases", "gas"},
                                                                                            {"crises", "crisis"}}};
  for (const auto& [plural, one] : kPairs) {
    if (noun == plural) return std::string(one);
  }
  if (noun.size() > 4 && noun.ends_with("men")) return std::string(noun.substr(0, noun.size() - 2)) + "an";
  if (in(noun, "species series headquarters aircraft police staff")) return std::string(noun);
  if (noun.size() > 4 && noun.ends_with("ies")) return std::string(noun.substr(0, noun.size() - 3)) + "y";
  for (const std::string_view tail : {"sses", "ches", "shes", "xes", "zes"}) {
    if (noun.size() > tail.size() + 1 && noun.ends_with(tail)) return std::string(noun.substr(0, noun.size() - 2));
  }
  if (noun.size() > 3 && noun.back() == 's' && noun[noun.size() - 2] != 's' && noun[noun.size() - 2] != 'u' &&
      noun[noun.size() - 2] != 'i') {
    return std::string(noun.substr(0, noun.size() - 1));
  }
  return std::string(noun);
}

bool is_plural(std::string_view word) {
  if (in(word, kIrregular)) return true;
  if (word.size() < 3 || in(word, kNotPlural)) return false;
  return word.back() == 's' && word[word.size() - 2] != 's' && word[word.size() - 2] != '\'' && !word.ends_with("ous") &&
         !word.ends_with("us") && !word.ends_with("is");
}

void Units::add(std::string_view text, uint32_t unit, bool shorthand, std::unordered_map<std::string, std::vector<Form>>& map,
                bool by_last) {
  Form form;
  form.letters = true;
  for (const time::Word& w : time::scan(text, {0, static_cast<uint32_t>(text.size())})) {
    form.words.push_back(w.lower);
    if (w.kind != WordKind::word) form.letters = false;
  }
  if (form.words.empty()) return;
  form.unit = unit;
  form.shorthand = shorthand;
  map[by_last ? form.words.back() : form.words.front()].push_back(std::move(form));
}

Units::Units(const Ontology& ontology) : ontology_(ontology) {
  const auto each = [&](const char* name, auto&& use) {
    const auto found = ontology.tables.find(name);
    if (found == ontology.tables.end()) return;
    for (const KbRow& row : found->second.rows) use(row.cells);
  };
  each("figure/currencies.tsv", [&](const std::vector<std::string>& cells) {
    if (cells.size() < 3) return;
    const auto id = static_cast<uint32_t>(units_.size());
    units_.push_back({cells[0], FigureKind::money});
    for (const std::string_view sign : split(cells[1], ';')) add(trim(sign), id, true, before_, true);
    for (const std::string_view word : split(cells[2], ';')) add(trim(word), id, false, after_, false);
  });
  each("figure/units.tsv", [&](const std::vector<std::string>& cells) {
    if (cells.size() < 4) return;
    const auto id = static_cast<uint32_t>(units_.size());
    units_.push_back({cells[0], kind_named(cells[1])});
    for (const std::string_view word : split(cells[2], ';')) add(trim(word), id, false, after_, false);
    for (const std::string_view sign : split(cells[3], ';')) add(trim(sign), id, true, after_, false);
  });
  each("figure/people.tsv", [&](const std::vector<std::string>& cells) {
    if (cells.empty()) return;
    people_.emplace(cells[0], cells.size() > 1 && !cells[1].empty() ? kind_named(cells[1]) : FigureKind::count);
  });
}

const Unit* Units::after(const Words& words, uint32_t i, uint32_t& used) const {
  used = 0;
  if (i >= words.size()) return nullptr;
  const auto found = after_.find(words[i].lower);
  if (found == after_.end()) return nullptr;
  const Unit* best = nullptr;
  for (const Form& form : found->second) {
    if (i + form.words.size() > words.size() || form.words.size() <= used) continue;
    bool same = true;
    for (size_t k = 0; k < form.words.size() && same; ++k) {
      same = words[i + k].lower == form.words[k] && !(form.shorthand && k > 0 && words[i + k].space_before);
    }
    if (!same) continue;
    const bool capital_letter = form.shorthand && form.words[0].size() == 1 && words[i].capital;
    if (capital_letter && form.words[0] != "k") continue;
    // A one-letter sign after a blank is a letter: "5 m" is read, "5 t" and "5 g" only at once
    if (form.shorthand && form.words[0].size() == 1 && form.words.size() == 1 && words[i].space_before && form.words[0] != "m")
      continue;
    used = static_cast<uint32_t>(form.words.size());
    best = &units_[form.unit];
  }
  return best;
}

const Unit* Units::before(const Words& words, uint32_t i, uint32_t& used) const {
  used = 0;
  if (i == 0) return nullptr;
  const auto found = before_.find(words[i - 1].lower);
  if (found == before_.end()) return nullptr;
  const Unit* best = nullptr;
  for (const Form& form : found->second) {
    if (form.words.size() > i || form.words.size() <= used) continue;
    const uint32_t first = i - static_cast<uint32_t>(form.words.size());
    bool same = true;
    for (size_t k = 0; k < form.words.size() && same; ++k)
      same = words[first + k].lower == form.words[k] && !(k > 0 && words[first + k].space_before);
    if (!same) continue;
    if (form.letters && !words[first].capital) continue;
    if (form.letters && form.words[0].size() == 1 && words[i].space_before) continue;
    used = static_cast<uint32_t>(form.words.size());
    best = &units_[form.unit];
  }
  return best;
}

bool Units::people(std::string_view noun, FigureKind& kind) const {
  kind = FigureKind::count;
  const std::string lower = lower_ascii(noun);
  auto found = people_.find(lower);
  if (found == people_.end()) found = people_.find(lower + "s");
  if (found != people_.end()) {
    kind = found->second;
    return true;
  }
  if (in(lower, "person man woman child")) return true;
  if (lower.size() > 4 && lower.ends_with("men")) return true;
  return !noun.empty() && is_upper(noun[0]) && ontology_.state_of_adjective(noun) != nullptr;
}

}  // namespace dateline::figure
