#include "dateline/base/ontology.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <set>
#include <tuple>

#include "dateline/base/chars.h"
#include "dateline/base/embedded.h"

namespace dateline {

uint32_t KbTable::column(std::string_view name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  return found == columns.end() ? kNone : static_cast<uint32_t>(found - columns.begin());
}

namespace {

struct SourceFile {
  std::string name;
  std::string text;
};

std::vector<std::string> list_of(std::string_view cell) {
  std::vector<std::string> out;
  for (const std::string_view part : split(cell, ';')) {
    const std::string_view item = trim(part);
    if (!item.empty()) out.emplace_back(item);
  }
  return out;
}

/// Rows of one TSV file: '#' comments and blank lines skipped, the first row names the columns.
Result<KbTable> read_table(const SourceFile& file) {
  KbTable table;
  uint32_t line_number = 0;
  for (std::string_view line : split(file.text, '\n')) {
    ++line_number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (trim(line).empty() || line.front() == '#') continue;
    KbRow row;
    for (const std::string_view cell : split(line, '\t')) row.cells.emplace_back(trim(cell));
    if (table.columns.empty()) {
      table.columns = std::move(row.cells);
      continue;
    }
    if (row.cells.size() > table.columns.size()) {
      return Error{ErrorKind::invalid, "ontology/" + file.name + " line " + std::to_string(line_number) + ": " +
                                           std::to_string(row.cells.size()) + " cells, the header has " +
                                           std::to_string(table.columns.size())};
    }
    row.cells.resize(table.columns.size());
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// Cells of one row by column name.
class Cells {
 public:
  Cells(const KbTable& table, const KbRow& row) : table_(table), row_(row) {}
  [[nodiscard]] const std::string& operator[](std::string_view name) const {
    static const std::string kEmpty;
    const uint32_t c = table_.column(name);
    return c == kNone ? kEmpty : row_.cells[c];
  }
  [[nodiscard]] char first_char(std::string_view name) const {
    const std::string& cell = (*this)[name];
    return cell.empty() ? '\0' : cell[0];
  }

 private:
  const KbTable& table_;
  const KbRow& row_;
};

/// "Antony Blinken" -> "antony_blinken".
std::string slug_of(std::string_view name) {
  std::string out;
  for (const char c : fold(name)) {
    if (is_alnum(c) || (static_cast<unsigned char>(c) & 0x80) != 0)
      out += c;
    else if (!out.empty() && out.back() != '_')
      out += '_';
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out;
}

std::string_view stem_of(std::string_view file) {
  const size_t slash = file.rfind('/');
  if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
  return file.substr(0, file.rfind('.'));
}

bool starts_with(std::string_view text, std::string_view head) { return text.substr(0, head.size()) == head; }

float decimal_of(std::string_view text) {
  float value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc()) return 0;
  return value;
}

}  // namespace

/// Fills an Ontology from tables in the order of their names. Each `take_*` reads one kind of table.
struct OntologyLoader {
  Ontology& out;

  uint32_t add_actor(KbActor actor) {
    const auto known = out.by_id_.find(actor.id);
    if (known != out.by_id_.end()) {
      out.actors[known->second] = std::move(actor);
      return known->second;
    }
    const auto index = static_cast<uint32_t>(out.actors.size());
    out.by_id_.emplace(actor.id, index);
    out.actors.push_back(std::move(actor));
    return index;
  }

  void take_actors(const KbTable& table, ActorKind kind) {
    for (const KbRow& row : table.rows) {
      const Cells cell(table, row);
      KbActor actor;
      actor.name = cell["name"];
      actor.id = kind == ActorKind::place ? "place:" + slug_of(actor.name + " " + cell["state"]) : cell["id"];
      if (actor.id.empty() || actor.name.empty()) continue;
      actor.kind = kind;
      actor.sub = cell["kind"];
      actor.variants = list_of(cell["variants"]);
      for (const auto& name : {"acronyms", "abbreviations"}) {
        for (std::string& extra : list_of(cell[name])) actor.variants.push_back(std::move(extra));
      }
      actor.adjectives = list_of(cell["adjectives"]);
      actor.demonyms = list_of(cell["demonyms"]);
      actor.capital = cell["capital"];
      actor.state = kind == ActorKind::state ? actor.id : cell["state"];
      actor.latitude = decimal_of(cell["lat"]);
      actor.longitude = decimal_of(cell["lon"]);
      add_actor(std::move(actor));
    }
  }

  void take_offices(const KbTable& table, std::unordered_map<std::string, uint32_t>& by_office_id) {
    for (const KbRow& row : table.rows) {
      const Cells cell(table, row);
      by_office_id[cell["id"]] = static_cast<uint32_t>(out.offices.size());
      out.offices.push_back({cell["id"], cell["state_or_body"], cell["kind"], list_of(cell["titles"])});
    }
  }

  uint32_t person_of(const Cells& cell) {
    const std::string id = "person:" + slug_of(cell["person"]);
    const auto known = out.by_id_.find(id);
    if (known == out.by_id_.end()) {
      KbActor person;
      person.id = id;
      person.name = cell["person"];
      person.kind = ActorKind::person;
      person.gender = cell.first_char("gender");
      person.variants = list_of(cell["variants"]);
      return add_actor(std::move(person));
    }
    KbActor& person = out.actors[known->second];
    for (std::string& variant : list_of(cell["variants"])) {
      if (std::find(person.variants.begin(), person.variants.end(), variant) == person.variants.end()) {
        person.variants.push_back(std::move(variant));
      }
    }
    return known->second;
  }

  void take_holders(const KbTable& table, const std::unordered_map<std::string, uint32_t>& by_office_id) {
    for (const KbRow& row : table.rows) {
      const Cells cell(table, row);
      const auto office = by_office_id.find(cell["office"]);
      if (office == by_office_id.end() || cell["person"].empty()) continue;
      KbHolding holding;
      holding.office = office->second;
      holding.person = person_of(cell);
      const auto from = parse_iso_range(cell["from"]), to = parse_iso_range(cell["to"]);
      holding.first = from ? from->first : std::numeric_limits<Day>::min();
      holding.last = to ? to->last : std::numeric_limits<Day>::max();
      holding.note = cell["note"];
      out.holdings.push_back(std::move(holding));
    }
  }

  static std::vector<KbVerb> verbs_of(const KbTable& table) {
    std::vector<KbVerb> verbs;
    for (const KbRow& row : table.rows) {
      const Cells cell(table, row);
      KbVerb verb;
      verb.lemma = cell["lemma"].empty() ? cell["noun"] : cell["lemma"];
      verb.forms = list_of(cell["forms"]);
      verb.complements = list_of(cell["complement"].empty() ? cell["preposition"] : cell["complement"]);
      verb.cls = cell["class"];
      const char strength = cell.first_char("strength");
      verb.strength = is_digit(strength) ? strength - '0' : 1;
      verb.stance = cell["stance"];
      verbs.push_back(std::move(verb));
    }
    return verbs;
  }

  void take_small(std::string_view stem, const KbTable& table) {
    for (const KbRow& row : table.rows) {
      const Cells cell(table, row);
      if (stem == "metonyms") {
        out.metonyms.push_back({cell["text"], cell["stands_for"], cell["kind"], cell["office"]});
      } else if (stem == "resolutions") {
        out.resolutions.push_back(
            {cell["body"], cell["number"], cell["subject"], parse_iso_range(cell["date"]).value_or(DayRange{})});
      } else if (stem == "honorifics") {
        out.titles.push_back({cell["text"], cell["kind"], cell.first_char("gender")});
      } else if (stem == "given_names") {
        out.given_names[fold(cell["name"])] = cell.first_char("gender");
      }
    }
  }

  void index() {
    for (uint32_t i = 0; i < out.actors.size(); ++i) {
      const KbActor& actor = out.actors[i];
      std::set<std::string> keys = {fold(actor.name)};
      for (const std::string& variant : actor.variants) keys.insert(fold(variant));
      for (const std::string& key : keys) {
        out.by_name_[key].push_back(i);
        if (actor.kind == ActorKind::outlet)
          out.outlet_starts_.emplace(key.begin(), std::find_if_not(key.begin(), key.end(), is_alnum));
      }
      for (const auto* words : {&actor.adjectives, &actor.demonyms}) {
        for (const std::string& word : *words) out.by_adjective_.emplace(fold(word), i);
      }
    }
    for (uint32_t i = 0; i < out.verbs.size(); ++i) {
      out.by_verb_form_.emplace(fold(out.verbs[i].lemma), i);
      for (const std::string& form : out.verbs[i].forms) out.by_verb_form_.emplace(fold(form), i);
    }
    std::sort(out.holdings.begin(), out.holdings.end(), [](const KbHolding& a, const KbHolding& b) {
      return std::tie(a.office, a.first, a.person, a.last) < std::tie(b.office, b.first, b.person, b.last);
    });
    for (uint32_t i = 0; i < out.holdings.size(); ++i) {
      out.by_person_[out.holdings[i].person].push_back(i);
      out.by_office_[out.holdings[i].office].push_back(i);
    }
  }
};

namespace {

std::optional<ActorKind> kind_of_table(std::string_view stem) {
  if (stem == "states") return ActorKind::state;
  if (stem == "bodies") return ActorKind::body;
  if (stem == "groups") return ActorKind::group;
  if (stem == "outlets") return ActorKind::outlet;
  if (stem == "companies") return ActorKind::company;
  if (stem == "places") return ActorKind::place;
  return std::nullopt;
}

/// The tables of the program, then those of the overlay folder that it names.
Result<std::vector<SourceFile>> source_files(const std::string& overlay_dir) {
  std::vector<SourceFile> files;
  for (const embedded::File& file : embedded::ontology()) files.push_back({std::string(file.name), std::string(file.bytes)});
  if (overlay_dir.empty()) return files;
  const size_t shipped = files.size();
  size_t found = 0;
  for (size_t i = 0; i < shipped; ++i) {
    std::ifstream in(overlay_dir + "/" + files[i].name, std::ios::binary);
    if (!in) continue;
    files.push_back({files[i].name, {std::istreambuf_iterator<char>(in), {}}});
    ++found;
  }
  if (found == 0) return Error{ErrorKind::not_found, overlay_dir + ": no table of the ontology's names in this folder"};
  return files;
}

}  // namespace

Result<std::unique_ptr<const Ontology>> Ontology::load(const std::string& overlay_dir) {
  auto files = source_files(overlay_dir);
  if (!files) return files.error();
  auto ontology = std::make_unique<Ontology>();
  OntologyLoader loader{*ontology};
  std::unordered_map<std::string, uint32_t> by_office_id;
  std::vector<KbTable> holders;
  for (const SourceFile& file : *files) {
    auto table = read_table(file);
    if (!table) return table.error();
    const std::string_view stem = stem_of(file.name);
    if (file.name.find('/') == std::string::npos) {
      if (const auto kind = kind_of_table(stem))
        loader.take_actors(*table, *kind);
      else if (starts_with(stem, "offices"))
        loader.take_offices(*table, by_office_id);
      else if (starts_with(stem, "holders"))
        holders.push_back(*table);
      else if (stem == "speech_verbs")
        ontology->verbs = OntologyLoader::verbs_of(*table);
      else if (stem == "speech_nouns")
        ontology->speech_nouns = OntologyLoader::verbs_of(*table);
      else
        loader.take_small(stem, *table);
    }
    KbTable& kept_table = ontology->tables[file.name];
    if (kept_table.columns == table->columns) {
      std::move(table->rows.begin(), table->rows.end(), std::back_inserter(kept_table.rows));
    } else {
      kept_table = std::move(*table);
    }
  }
  for (const KbTable& table : holders) loader.take_holders(table, by_office_id);
  loader.index();
  return std::unique_ptr<const Ontology>(std::move(ontology));
}

const KbActor* Ontology::actor(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  return found == by_id_.end() ? nullptr : &actors[found->second];
}

std::vector<uint32_t> Ontology::named(std::string_view name) const {
  const auto found = by_name_.find(fold(name));
  return found == by_name_.end() ? std::vector<uint32_t>{} : found->second;
}

bool Ontology::may_name_outlet(std::string_view name) const {
  std::string start;
  for (const char c : name) {
    if (static_cast<unsigned char>(c) >= 0x80) return true;  // folds to whatever
    if (!is_alnum(c)) break;
    start += to_lower(c);
  }
  return outlet_starts_.contains(start);
}

const KbActor* Ontology::state_of_adjective(std::string_view word) const {
  const auto found = by_adjective_.find(fold(word));
  return found == by_adjective_.end() ? nullptr : &actors[found->second];
}

const KbVerb* Ontology::verb(std::string_view form) const {
  const auto found = by_verb_form_.find(fold(form));
  return found == by_verb_form_.end() ? nullptr : &verbs[found->second];
}

std::vector<uint32_t> Ontology::held_by(uint32_t person) const {
  const auto found = by_person_.find(person);
  return found == by_person_.end() ? std::vector<uint32_t>{} : found->second;
}

std::vector<uint32_t> Ontology::holders_of(uint32_t office) const {
  const auto found = by_office_.find(office);
  return found == by_office_.end() ? std::vector<uint32_t>{} : found->second;
}

}  // namespace dateline
