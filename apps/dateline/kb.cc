// Tables of the user's own: a dump of Wikidata, a file of GeoNames or a table of names becomes a folder for --ontology.
//
// `dateline kb import people.csv -o kb` with the line "Ada Novak,Foreign Minister,svk,2023-10-25,,f" writes kb/offices-1.tsv and
// kb/holders-1.tsv; `dateline kb check kb` loads the folder and names what is wrong with it, line by line. A dump is read line by
// line and filtered on the way (people in office, organisations, places); only what is kept is held in memory.
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include <simdjson.h>

#include "dateline/base/chars.h"
#include "dateline/base/ontology.h"
#include "output.h"
#include "runs.h"

namespace dateline::cli {

namespace {

namespace fs = std::filesystem;
namespace dom = simdjson::dom;
using Cells = std::vector<std::string>;

/// Text as one cell of a table: no tab, no line end, no ";" of a list.
std::string cell(std::string_view text) {
  std::string out = squeeze(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == ';' || static_cast<unsigned char>(c) < 0x20; }, ',');
  return out;
}

std::string joined(const std::set<std::string>& items, size_t most) {
  std::string out;
  for (const std::string& item : items) {
    if (most-- == 0) break;
    out += (out.empty() ? "" : ";") + item;
  }
  return out;
}

/// "Foreign Minister" -> "foreign_minister"
std::string slug(std::string_view text) {
  std::string out;
  for (const char c : fold(text)) {
    if (is_alnum(c)) {
      out += c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out;
}

/// What one import gathers, row by row; each table in the columns of ontology/README.md.
struct Gathered {
  std::map<std::string, std::set<std::string>> rows;  ///< file -> lines; a set: the same input gives the same file
  size_t read = 0, kept = 0, odd = 0;
  std::string first_odd;

  void add(const std::string& file, const Cells& cells) {
    std::string line;
    for (size_t i = 0; i < cells.size(); ++i) line += (i > 0 ? "\t" : "") + cells[i];
    if (rows[file].insert(line).second) ++kept;
  }
  void note(const std::string& why) {
    if (odd++ == 0) first_odd = why;
  }
};

const std::map<std::string, std::string>& columns_of() {
  static const std::map<std::string, std::string> kColumns = {
      {"offices-1.tsv", "id\tstate_or_body\tkind\ttitles\tseats"},
      {"holders-1.tsv", "office\tperson\tgender\tvariants\tfrom\tto\tnote"},
      {"bodies.tsv", "id\tname\tacronyms\tvariants\tkind\tmembers"},
      {"groups.tsv", "id\tname\tacronyms\tvariants\tkind\tstate\tfrom\tto"},
      {"companies.tsv", "id\tname\tvariants\tstate"},
      {"outlets.tsv", "id\tname\tkind\tabbreviations\tdomains\tstate\tlang\tvariants"},
      {"places.tsv", "name\tvariants\tstate\tkind\tlat\tlon"}};
  return kColumns;
}

/// ISO 3166 two letters -> the id of the state, from the built-in table.
std::map<std::string, std::string> states_by_iso2(const Ontology& ontology) {
  std::map<std::string, std::string> out;
  const auto table = ontology.tables.find("states.tsv");
  if (table == ontology.tables.end()) return out;
  const uint32_t id = table->second.column("id"), iso2 = table->second.column("iso2");
  if (id == kNone || iso2 == kNone) return out;
  for (const KbRow& row : table->second.rows) out[row.cells[iso2]] = row.cells[id];
  return out;
}

bool is_number_between(const std::string& text, double low, double high) {
  double value = 0;
  const auto got = std::from_chars(text.data(), text.data() + text.size(), value);
  return got.ec == std::errc() && got.ptr == text.data() + text.size() && value >= low && value <= high;
}

/// Degrees with two decimals at most, as the tables want them.
std::string degrees(double value) {
  const long hundredths = static_cast<long>(value * 100 + (value < 0 ? -0.5 : 0.5));
  std::string out = std::to_string(std::labs(hundredths) / 100);
  const long rest = std::labs(hundredths) % 100;
  if (rest % 10 == 0 && rest != 0) out += "." + std::to_string(rest / 10);
  if (rest % 10 != 0) out += "." + std::string(rest < 10 ? "0" : "") + std::to_string(rest);
  return (hundredths < 0 ? "-" : "") + out;
}

/// An office and one holding of it.
void add_holding(Gathered& all, const std::string& of, const std::string& title, const Cells& person) {
  const std::string office = of + "_" + slug(title);
  all.add("offices-1.tsv", {office, of, "other", title, ""});
  Cells row = {office};
  row.insert(row.end(), person.begin(), person.end());
  all.add("holders-1.tsv", row);
}

// ---- GeoNames: 19 cells a line, https://download.geonames.org/export/dump/readme.txt

std::string place_kind(std::string_view feature_class, std::string_view code) {
  if (feature_class == "P") return "city";
  if (feature_class == "A") return code == "ADM1" ? "province" : "region";
  if (code == "ISL" || code == "ISLS") return "island";
  if (code == "MT" || code == "MTS" || code == "PK") return "mountain";
  if (code == "STM") return "river";
  if (code == "STRT") return "strait";
  if (code == "SEA" || code == "OCN" || code == "GULF") return "sea";
  if (code == "CNL" || code == "CNLN") return "canal";
  if (code == "AIRP") return "airport";
  return "";
}

void read_geonames(std::string_view line, const std::map<std::string, std::string>& states, Gathered& all) {
  constexpr size_t kName = 1, kOther = 3, kLat = 4, kLon = 5, kClass = 6, kCode = 7, kCountry = 8, kPeople = 14;
  const std::vector<std::string_view> cells = split(line, '\t');
  if (cells.size() < 15) return all.note("line " + std::to_string(all.read) + ": fewer than 15 cells");
  const std::string kind = place_kind(cells[kClass], cells[kCode]);
  const std::string lat(cells[kLat]), lon(cells[kLon]);
  if (kind.empty() || (cells[kClass] == "P" && cells[kPeople].size() < 4)) return;  // fewer than a thousand people
  if (!is_number_between(lat, -90, 90) || !is_number_between(lon, -180, 180))
    return all.note("line " + std::to_string(all.read) + ": no coordinates");
  double north = 0, east = 0;
  std::from_chars(lat.data(), lat.data() + lat.size(), north);
  std::from_chars(lon.data(), lon.data() + lon.size(), east);
  std::set<std::string> variants;
  for (const std::string_view other : split(cells[kOther], ',')) {
    const bool latin =
        std::all_of(other.begin(), other.end(), [](char c) { return is_alpha(c) || c == ' ' || c == '-' || c == '\''; });
    if (latin && other.size() > 3 && is_upper(other[0]) && other != cells[kName]) variants.insert(cell(other));
  }
  const auto state = states.find(std::string(cells[kCountry]));
  all.add("places.tsv", {cell(cells[kName]), joined(variants, 6), state == states.end() ? "" : state->second, kind,
                         degrees(north), degrees(east)});
}

// ---- a table with a header

std::vector<std::string> csv_cells(std::string_view line, char separator) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      out.back() += line[++i];
    } else if (c == '"' && (quoted || out.back().empty())) {
      quoted = !quoted;
    } else if (c == separator && !quoted) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

class TableReader {
 public:
  TableReader(std::string_view header, Gathered& all)
      : separator_(header.find('\t') != std::string_view::npos ? '\t' : ','), all_(all) {
    for (const std::string& name : csv_cells(header, separator_)) columns_.push_back(slug(name));
  }

  [[nodiscard]] bool usable() const { return std::find(columns_.begin(), columns_.end(), "name") != columns_.end(); }

  void read(std::string_view line) {
    const std::vector<std::string> cells = csv_cells(line, separator_);
    std::map<std::string, std::string> row;
    for (size_t i = 0; i < cells.size() && i < columns_.size(); ++i) {
      row[columns_[i]] = columns_[i] == "variants" ? squeeze(cells[i]) : cell(cells[i]);
    }
    const std::string name = row["name"];
    const std::string where = "line " + std::to_string(all_.read);
    if (name.empty()) return all_.note(where + ": no name");
    const std::string state = fold(row["state"].empty() ? row["of"] : row["state"]);
    std::string type = row["type"];
    if (type.empty()) type = !row["office"].empty() || !row["role"].empty() ? "person" : !row["lat"].empty() ? "place" : "body";
    const std::string office = row["office"].empty() ? row["role"] : row["office"];
    if (type == "person") {
      if (office.empty() || state.empty()) return all_.note(where + ": a person needs office and state");
      add_holding(all_, state, office, {name, row["gender"], row["variants"], row["from"], row["to"], row["note"]});
    } else if (type == "place") {
      if (!is_number_between(row["lat"], -90, 90) || !is_number_between(row["lon"], -180, 180))
        return all_.note(where + ": a place needs lat and lon");
      all_.add("places.tsv", {name, row["variants"], state, row["kind"].empty() ? "city" : row["kind"], row["lat"], row["lon"]});
    } else if (type == "group") {
      all_.add("groups.tsv", {slug(name) + "_x", name, row["acronyms"], row["variants"],
                              row["kind"].empty() ? "armed_group" : row["kind"], state, row["from"], row["to"]});
    } else if (type == "company") {
      all_.add("companies.tsv", {slug(name) + "_x", name, row["variants"], state});
    } else if (type == "outlet") {
      all_.add("outlets.tsv", {slug(name) + "_x", name, row["kind"].empty() ? "site" : row["kind"], row["acronyms"],
                               row["domains"], state, "", row["variants"]});
    } else if (type == "body") {
      all_.add("bodies.tsv",
               {slug(name) + "_x", name, row["acronyms"], row["variants"], row["kind"].empty() ? "ngo" : row["kind"], ""});
    } else {
      all_.note(where + ": type \"" + type + "\" (person, place, body, group, company, outlet)");
    }
  }

 private:
  char separator_;
  std::vector<std::string> columns_;
  Gathered& all_;
};

// ---- Wikidata: one item a line, https://www.wikidata.org/wiki/Wikidata:Database_download

/// What a later line may explain: an office's label, its state.
struct Item {
  std::string label, state_item, iso3;
};

struct Held {
  std::string person, gender, variants, office_item, from, to;
};

class WikidataReader {
 public:
  explicit WikidataReader(Gathered& all) : all_(all) {}

  void read(std::string_view line) {
    while (!line.empty() && (line.back() == ',' || is_space(line.back()))) line.remove_suffix(1);
    if (line.size() < 2 || line.front() != '{') return;
    const simdjson::padded_string bytes(line);
    dom::element item;
    if (parser_.parse(bytes).get(item) != simdjson::SUCCESS) return all_.note("line " + std::to_string(all_.read) + ": not JSON");
    std::string_view id;
    if (item["id"].get(id) != simdjson::SUCCESS) return;
    const std::string label = label_of(item);
    dom::object claims;
    if (label.empty() || item["claims"].get(claims) != simdjson::SUCCESS) return;
    const std::set<std::string> classes = items_of(claims, "P31");
    const std::string iso3 = string_of(claims, "P298");
    if (!iso3.empty()) {
      items_[std::string(id)] = {label, "", fold(iso3)};
    } else if (classes.contains("Q5")) {
      read_person(item, claims, label);
    } else if (is_office(claims, classes)) {
      std::string state = first_of(claims, "P1001");
      if (state.empty()) state = first_of(claims, "P17");
      items_[std::string(id)] = {label, state, ""};
    } else if (is_organisation(classes)) {
      all_.add("bodies.tsv",
               {"w_" + fold(id), label, joined(short_names(claims), 3), aliases_of(item, label), "intergovernmental", ""});
    } else {
      read_place(claims, classes, item, label);
    }
  }

  /// Offices and states may stand after their holders: rows are written when all lines are read.
  void finish() {
    for (const Held& held : held_) {
      const auto office = items_.find(held.office_item);
      if (office == items_.end()) continue;
      const auto state = items_.find(office->second.state_item);
      if (state == items_.end() || state->second.iso3.empty()) continue;
      add_holding(all_, state->second.iso3, office->second.label,
                  {held.person, held.gender, held.variants, held.from, held.to, ""});
    }
    for (const auto& [name, place] : places_) {
      const auto state = items_.find(place.second);
      Cells cells = place.first;
      cells[2] = state == items_.end() ? "" : state->second.iso3;
      all_.add("places.tsv", cells);
    }
  }

 private:
  static std::string label_of(const dom::element& item) {
    std::string_view label;
    for (const char* language : {"en", "mul"}) {
      if (item["labels"][language]["value"].get(label) == simdjson::SUCCESS) return cell(label);
    }
    return {};
  }

  static std::string aliases_of(const dom::element& item, const std::string& label) {
    std::set<std::string> out;
    dom::array list;
    if (item["aliases"]["en"].get(list) == simdjson::SUCCESS) {
      for (const dom::element alias : list) {
        std::string_view text;
        if (alias["value"].get(text) == simdjson::SUCCESS && text != label && text.size() > 2) out.insert(cell(text));
      }
    }
    return joined(out, 8);
  }

  /// Main values of a property, deprecated ones left out.
  template <typename Use>
  static void each(const dom::object& claims, const char* property, const Use& use) {
    dom::array list;
    if (claims[property].get(list) != simdjson::SUCCESS) return;
    for (const dom::element claim : list) {
      std::string_view rank;
      if (claim["rank"].get(rank) == simdjson::SUCCESS && rank == "deprecated") continue;
      use(claim);
    }
  }

  static std::set<std::string> items_of(const dom::object& claims, const char* property) {
    std::set<std::string> out;
    each(claims, property, [&](const dom::element& claim) {
      std::string_view id;
      if (claim["mainsnak"]["datavalue"]["value"]["id"].get(id) == simdjson::SUCCESS) out.emplace(id);
    });
    return out;
  }

  static std::string first_of(const dom::object& claims, const char* property) {
    const std::set<std::string> all = items_of(claims, property);
    return all.empty() ? std::string() : *all.begin();
  }

  static std::string string_of(const dom::object& claims, const char* property) {
    std::string out;
    each(claims, property, [&](const dom::element& claim) {
      std::string_view text;
      if (out.empty() && claim["mainsnak"]["datavalue"]["value"].get(text) == simdjson::SUCCESS) out = text;
    });
    return out;
  }

  static std::set<std::string> short_names(const dom::object& claims) {
    std::set<std::string> out;
    each(claims, "P1813", [&](const dom::element& claim) {
      std::string_view text, language;
      if (claim["mainsnak"]["datavalue"]["value"]["language"].get(language) == simdjson::SUCCESS && language == "en" &&
          claim["mainsnak"]["datavalue"]["value"]["text"].get(text) == simdjson::SUCCESS)
        out.insert(cell(text));
    });
    return out;
  }

  /// "+2023-10-25T00:00:00Z" with its precision (9 year, 10 month, 11 day) -> 2023-10-25
  static std::string day_of(const dom::element& claim, const char* qualifier) {
    dom::array list;
    if (claim["qualifiers"][qualifier].get(list) != simdjson::SUCCESS) return {};
    for (const dom::element snak : list) {
      std::string_view time;
      int64_t precision = 0;
      const auto value = snak["datavalue"]["value"];
      if (value["time"].get(time) != simdjson::SUCCESS || time.size() < 11 || time[0] != '+') continue;
      if (value["precision"].get(precision) != simdjson::SUCCESS || precision < 9) continue;
      return std::string(time.substr(1, precision == 9 ? 4 : precision == 10 ? 7 : 10));
    }
    return {};
  }

  static bool is_office(const dom::object& claims, const std::set<std::string>& classes) {
    const std::set<std::string> above = items_of(claims, "P279");
    for (const char* office : {"Q4164871", "Q294414", "Q48352", "Q2285706", "Q83307", "Q7330070", "Q30461"}) {
      if (classes.contains(office) || above.contains(office)) return true;
    }
    return false;
  }

  static bool is_organisation(const std::set<std::string>& classes) {
    return std::any_of(classes.begin(), classes.end(), [](const std::string& c) {
      static const std::set<std::string> kClasses = {"Q484652", "Q245065", "Q15285626", "Q4120211", "Q1335818",
                                                     "Q79913",  "Q163740", "Q41550",    "Q1127126"};
      return kClasses.contains(c);
    });
  }

  void read_person(const dom::element& item, const dom::object& claims, const std::string& label) {
    const std::string sex = first_of(claims, "P21");
    each(claims, "P39", [&](const dom::element& claim) {
      std::string_view office;
      if (claim["mainsnak"]["datavalue"]["value"]["id"].get(office) != simdjson::SUCCESS) return;
      const std::string from = day_of(claim, "P580"), to = day_of(claim, "P582");
      if (from.empty() && to.empty()) return;
      held_.push_back({label,
                       sex == "Q6581097"   ? "m"
                       : sex == "Q6581072" ? "f"
                                           : "",
                       aliases_of(item, label), std::string(office), from, to});
    });
  }

  void read_place(const dom::object& claims, const std::set<std::string>& classes, const dom::element& item,
                  const std::string& label) {
    static const std::map<std::string, std::string> kKinds = {{"Q515", "city"},   {"Q1549591", "city"},  {"Q3957", "city"},
                                                              {"Q532", "city"},   {"Q5119", "city"},     {"Q23442", "island"},
                                                              {"Q4022", "river"}, {"Q8502", "mountain"}, {"Q37901", "strait"},
                                                              {"Q165", "sea"},    {"Q12284", "canal"},   {"Q1248784", "airport"}};
    std::string kind;
    for (const std::string& c : classes) {
      const auto found = kKinds.find(c);
      if (found != kKinds.end()) kind = found->second;
    }
    if (kind.empty()) return;
    each(claims, "P625", [&](const dom::element& claim) {
      double lat = 0, lon = 0;
      const auto value = claim["mainsnak"]["datavalue"]["value"];
      if (value["latitude"].get(lat) != simdjson::SUCCESS || value["longitude"].get(lon) != simdjson::SUCCESS) return;
      std::string_view id;
      if (item["id"].get(id) != simdjson::SUCCESS) return;
      places_[std::string(id)] = {{label, aliases_of(item, label), "", kind, degrees(lat), degrees(lon)},
                                  first_of(claims, "P17")};
    });
  }

  Gathered& all_;
  dom::parser parser_;
  std::map<std::string, Item> items_;
  std::vector<Held> held_;
  std::map<std::string, std::pair<Cells, std::string>> places_;
};

// ---- the two tasks

Status write_tables(const Gathered& all, const std::string& folder, const std::string& source) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return Error{ErrorKind::io, folder + ": " + error.message()};
  for (const auto& [file, lines] : all.rows) {
    std::string text = "# Imported by dateline kb import; read with --ontology DIR.\n# Source: " + cell(source) + "\n" +
                       columns_of().at(file) + "\n";
    for (const std::string& line : lines) text += line + "\n";
    if (Status done = write_file((fs::path(folder) / file).string(), text); !done) return done;
  }
  return {};
}

Result<Gathered> gather(std::istream& in, const Ontology& ontology) {
  Gathered all;
  const auto states = states_by_iso2(ontology);
  WikidataReader wikidata(all);
  std::unique_ptr<TableReader> table;
  std::string line;
  enum class Form : uint8_t { unknown, dump, places, rows } form = Form::unknown;
  while (std::getline(in, line)) {
    ++all.read;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (all.read == 1 && line.substr(0, 3) == "\xEF\xBB\xBF") line.erase(0, 3);
    if (line.empty() || line[0] == '#') continue;
    if (form == Form::unknown) {
      if (line[0] == '[' || line[0] == '{') {
        form = Form::dump;
      } else if (is_digit(line[0]) && std::count(line.begin(), line.end(), '\t') >= 14) {
        form = Form::places;
      } else {
        table = std::make_unique<TableReader>(line, all);
        if (!table->usable())
          return Error{ErrorKind::invalid, "neither a Wikidata dump nor GeoNames nor a table with a column \"name\""};
        form = Form::rows;
        continue;
      }
    }
    if (form == Form::dump)
      wikidata.read(line);
    else if (form == Form::places)
      read_geonames(line, states, all);
    else
      table->read(line);
  }
  wikidata.finish();
  return all;
}

int import(const Options& options) {
  if (options.paths.size() != 2 || options.output.empty()) {
    tell("dateline: kb import FILE -o DIR (- reads standard input)");
    return kUsage;
  }
  auto ontology = Ontology::load(options.ontology);
  if (!ontology) return fail(ontology.error(), kUsage);
  const std::string& path = options.paths[1];
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) return fail(Error{ErrorKind::not_found, path + ": cannot be read"}, kNoInput);
  }
  auto all = gather(path == "-" ? std::cin : file, **ontology);
  if (!all) return fail(Error{all.error().kind, path + ": " + all.error().message}, kUsage);
  if (const Status done = write_tables(*all, options.output, fs::path(path).filename().string()); !done)
    return fail(done.error(), kLimit);
  if (!options.quiet) {
    tell("read " + std::to_string(all->read) + " lines, kept " + std::to_string(all->kept) + " rows in " +
         std::to_string(all->rows.size()) + " tables");
    if (all->odd > 0) tell("left out " + std::to_string(all->odd) + ", the first: " + all->first_odd);
  }
  return all->kept == 0 ? kNoInput : all->odd > 0 ? kSomeQuarantined : kDone;
}

/// What a loaded table may still have wrong: unknown states and offices, days and degrees that cannot be.
void check_row(const KbTable& table, const KbRow& row, const std::string& at, const std::set<std::string>& ids,
               const std::set<std::string>& offices, std::vector<std::string>& faults) {
  const auto of = [&](std::string_view name) {
    return table.column(name) == kNone ? std::string() : row.cells[table.column(name)];
  };
  for (const char* name : {"state", "state_or_body"}) {
    const std::string state = of(name);
    if (!state.empty() && !ids.contains(state)) faults.push_back(at + ": no state or body \"" + state + "\"");
  }
  if (table.column("office") != kNone && !offices.contains(of("office")))
    faults.push_back(at + ": no office \"" + of("office") + "\"");
  if (table.column("lat") != kNone && (!is_number_between(of("lat"), -90, 90) || !is_number_between(of("lon"), -180, 180)))
    faults.push_back(at + ": coordinates " + of("lat") + ", " + of("lon"));
  const auto from = parse_iso_range(of("from")), to = parse_iso_range(of("to"));
  if (!of("from").empty() && !from) faults.push_back(at + ": day \"" + of("from") + "\"");
  if (!of("to").empty() && !to) faults.push_back(at + ": day \"" + of("to") + "\"");
  if (from && to && from->first > to->last) faults.push_back(at + ": from " + of("from") + " is after to " + of("to"));
}

int check(const Options& options) {
  if (options.paths.size() != 2) {
    tell("dateline: kb check DIR");
    return kUsage;
  }
  const std::string& folder = options.paths[1];
  auto built_in = Ontology::load();
  auto loaded = Ontology::load(folder);
  if (!built_in) return fail(built_in.error(), kUsage);
  if (!loaded) return fail(loaded.error(), loaded.error().kind == ErrorKind::not_found ? kNoInput : kSomeQuarantined);
  std::set<std::string> ids, offices;
  for (const KbActor& actor : (*loaded)->actors) ids.insert(actor.id);
  for (const KbOffice& office : (*loaded)->offices) offices.insert(office.id);
  std::vector<std::string> faults;
  store::Store::Table shown;
  shown.columns = {"table", "rows"};
  for (const auto& [file, columns] : columns_of()) {
    const auto table = (*loaded)->tables.find(file);
    const auto before = (*built_in)->tables.find(file);
    if (table == (*loaded)->tables.end() || before == (*built_in)->tables.end()) continue;
    const size_t own = before->second.columns == table->second.columns ? before->second.rows.size() : 0;
    for (size_t i = own; i < table->second.rows.size(); ++i)
      check_row(table->second, table->second.rows[i], file + ", row " + std::to_string(i - own + 1), ids, offices, faults);
    if (table->second.rows.size() == own) continue;
    using Cell = store::Store::Cell;
    shown.rows.push_back({Cell{Cell::Kind::text, 0, 0, file},
                          Cell{Cell::Kind::integer, static_cast<int64_t>(table->second.rows.size() - own), 0, {}}});
  }
  for (const std::string& fault : faults) tell(fault);
  const int code = print(shown, {{"table", "table", 24}, {"rows", "rows", 10}}, options);
  return code != kDone ? code : faults.empty() ? kDone : kSomeQuarantined;
}

}  // namespace

int run_kb(const Options& options) {
  const std::string& task = options.paths.front();
  if (task == "import") return import(options);
  if (task == "check") return check(options);
  tell("dateline: kb: no task \"" + task + "\" (import, check)");
  return kUsage;
}

}  // namespace dateline::cli
