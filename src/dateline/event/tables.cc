// Reads the rows of ontology/plover/ into views. See tables.h; the columns are described in ontology/plover/README.md.
#include "dateline/event/tables.h"

#include <algorithm>

#include "dateline/base/chars.h"

namespace dateline::event {

namespace {

const KbTable* table_of(const Ontology& ontology, const char* name) {
  const auto found = ontology.tables.find(name);
  return found == ontology.tables.end() ? nullptr : &found->second;
}

/// Cell of a named column, "" when the column or cell is missing.
class Cells {
 public:
  explicit Cells(const KbTable& table) : table_(table) {}
  [[nodiscard]] std::string_view of(const KbRow& row, uint32_t column) const {
    return column < row.cells.size() ? std::string_view(row.cells[column]) : std::string_view();
  }
  [[nodiscard]] uint32_t column(std::string_view name) const { return table_.column(name); }

 private:
  const KbTable& table_;
};

Effect effect_of(std::string_view word) {
  if (word == "happened") return Effect::happened;
  if (word == "planned") return Effect::planned;
  if (word == "demanded") return Effect::demanded;
  if (word == "denied") return Effect::denied;
  if (word == "conditional") return Effect::conditional;
  return Effect::none;
}

}  // namespace

Plover plover_of(std::string_view name) {
  for (int i = 0; i < static_cast<int>(Plover::OTHER); ++i) {
    if (name_of(static_cast<Plover>(i)) == name) return static_cast<Plover>(i);
  }
  return Plover::OTHER;
}

Tables::Tables(const Ontology& ontology) {
  if (const KbTable* table = table_of(ontology, "plover/frames.tsv")) {
    const Cells cells(*table);
    const uint32_t id = cells.column("id"), lemma = cells.column("lemma"), pos = cells.column("pos"),
                   needs = cells.column("needs"), type = cells.column("type"), mode = cells.column("mode"),
                   context = cells.column("context"), actor = cells.column("actor"), recipient = cells.column("recipient"),
                   status = cells.column("status");
    frames_.reserve(table->rows.size());
    for (const KbRow& row : table->rows) {
      Frame frame;
      frame.id = cells.of(row, id);
      frame.lemma = cells.of(row, lemma);
      if (const size_t cut = frame.lemma.find('+'); cut != std::string_view::npos) {
        frame.particle = frame.lemma.substr(cut + 1);
        frame.lemma = frame.lemma.substr(0, cut);
      }
      const std::string_view part = cells.of(row, pos);
      frame.pos = part.empty() ? 'v' : part[0];
      frame.needs = cells.of(row, needs);
      frame.type = plover_of(cells.of(row, type));
      frame.mode = cells.of(row, mode);
      frame.context = cells.of(row, context);
      frame.actor = cells.of(row, actor);
      frame.recipient = cells.of(row, recipient);
      frame.status = cells.of(row, status);
      by_lemma_[frame.lemma].push_back(static_cast<uint32_t>(frames_.size()));
      frames_.push_back(frame);
    }
  }
  for (const bool light : {true, false}) {
    const KbTable* table = table_of(ontology, light ? "plover/light_verbs.tsv" : "plover/governors.tsv");
    if (!table) continue;
    const Cells cells(*table);
    const uint32_t lemma = cells.column("lemma"), effect = cells.column("effect"), control = cells.column("control");
    for (const KbRow& row : table->rows) {
      (light ? lights_ : governors_)[cells.of(row, lemma)] = {effect_of(cells.of(row, effect)), cells.of(row, control) == "obj"};
    }
  }
  if (const KbTable* table = table_of(ontology, "plover/classes.tsv")) {
    const Cells cells(*table);
    const uint32_t name = cells.column("class"), words = cells.column("words");
    for (const KbRow& row : table->rows) {
      auto& members = classes_[cells.of(row, name)];
      for (const std::string_view word : split(cells.of(row, words), ';')) {
        members.insert(word);
        class_words_.insert(word);
      }
    }
  }
  add_roles(ontology);
  add_cameo(ontology);
}

/// Nouns that names/ takes for persons and institutions can be parties too.
void Tables::add_roles(const Ontology& ontology) {
  const KbTable* table = table_of(ontology, "names/roles.tsv");
  if (!table) return;
  const Cells cells(*table);
  const uint32_t noun = cells.column("noun"), type = cells.column("type");
  for (const KbRow& row : table->rows) {
    const std::string_view kind = cells.of(row, type);
    if (kind == "place" || kind == "outlet" || kind.empty()) continue;
    classes_["people"].insert(cells.of(row, noun));
  }
}

void Tables::add_cameo(const Ontology& ontology) {
  const KbTable* table = table_of(ontology, "plover/cameo.tsv");
  if (!table) return;
  const Cells cells(*table);
  const uint32_t type = cells.column("type"), mode = cells.column("mode"), context = cells.column("context"),
                 words = cells.column("words"), code = cells.column("cameo");
  for (const KbRow& row : table->rows) {
    cameo_.push_back(
        {plover_of(cells.of(row, type)), cells.of(row, mode), cells.of(row, context), cells.of(row, words), cells.of(row, code)});
  }
}

std::string_view Tables::cameo(const Event& event) const {
  if (event.status != EventStatus::happened && event.status != EventStatus::historical) return {};
  std::string_view word = event.rule;
  word.remove_prefix(std::min(word.size(), word.find('/') + 1));
  word = word.substr(0, word.find('.'));
  for (const CameoRow& row : cameo_) {
    if (row.type != event.type || (!row.mode.empty() && row.mode != event.mode)) continue;
    if (!row.context.empty() && row.context != event.context) continue;
    const std::vector<std::string_view> words = split(row.words, ';');
    if (row.words.empty() || std::find(words.begin(), words.end(), word) != words.end()) return row.code;
  }
  return {};
}

const std::vector<uint32_t>* Tables::rows(std::string_view lemma) const {
  const auto found = by_lemma_.find(lemma);
  return found == by_lemma_.end() ? nullptr : &found->second;
}

bool Tables::phrasal(std::string_view lemma, std::string_view particle) const {
  const std::vector<uint32_t>* found = rows(lemma);
  if (!found) return false;
  for (const uint32_t row : *found) {
    if (frames_[row].particle == particle) return true;
  }
  return false;
}

const Governor* Tables::light(std::string_view lemma) const {
  const auto found = lights_.find(lemma);
  return found == lights_.end() ? nullptr : &found->second;
}

const Governor* Tables::governor(std::string_view lemma) const {
  const auto found = governors_.find(lemma);
  return found == governors_.end() ? nullptr : &found->second;
}

bool Tables::in_class(std::string_view name, std::string_view lemma) const {
  const auto found = classes_.find(name);
  return found != classes_.end() && found->second.contains(lemma);
}

}  // namespace dateline::event
