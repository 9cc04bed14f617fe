// Views as JSON lines and as a folder of CSV with its datapackage.json.
//
// v_figures becomes figures.csv; its schema names each column with its type, so that codes keep their zeros and -1 stays a
// number.
#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/base/json.h"
#include "dateline/serve/export/export.h"
#include "dateline/serve/site/listing.h"
#include "dateline/serve/site/rows.h"
#include "dateline/store/version.h"

namespace dateline::serve {

namespace {

Result<store::Store::Table> rows_of(const Pile& pile, const ListDef& list) {
  return pile.store->query("SELECT * FROM " + std::string(list.from) + " ORDER BY " + std::string(list.order));
}

/// Columns that hold numbers whatever a row holds; what is told by the cells of all rows, text when there are none.
std::string type_of(const store::Store::Table& table, size_t column) {
  using Kind = store::Store::Cell::Kind;
  bool real = false, any = false;
  for (const auto& row : table.rows) {
    const Kind kind = row[column].kind;
    if (kind == Kind::text) return "string";
    any = any || kind != Kind::null;
    real = real || kind == Kind::real;
  }
  return !any ? "string" : real ? "number" : "integer";
}

void put_resource(JsonWriter& json, const ListDef& list, const store::Store::Table& table, const ExportFile& file) {
  json.begin_object().field("name", list.name).field("path", file.name).field("title", list.title).field("format", "csv");
  json.field("mediatype", "text/csv").field("encoding", "utf-8").field("bytes", static_cast<uint64_t>(file.bytes.size()));
  json.field("hash", "sha256:" + sha256_hex(file.bytes)).key("schema").begin_object().key("fields").begin_array();
  bool id = false;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    json.begin_object().field("name", table.columns[i]).field("type", type_of(table, i)).end_object();
    id = id || table.columns[i] == "id";
  }
  json.end_array().key("missingValues").begin_array().value("").end_array();
  // Values of one difference share its id, and its key is (id, k).
  if (id && list.name == "conflicts")
    json.key("primaryKey").begin_array().value("id").value("k").end_array();
  else if (id && list.name == "pages")
    json.field("primaryKey", "id");
  json.end_object().end_object();
}

}  // namespace

Files export_jsonl(const Pile& pile) {
  ExportFile out{"record.jsonl", {}};
  for (const ListDef& list : lists()) {
    const auto table = rows_of(pile, list);
    if (!table) return table.error();
    for (const auto& row : table->rows) {
      JsonWriter json;
      json.begin_object().field("table", list.name).field("schema", store::kJsonSchema);
      for (size_t i = 0; i < row.size(); ++i) {
        json.key(table->columns[i]);
        put_cell(json, row[i]);
      }
      json.end_object();
      out.bytes += json.take() + "\n";
    }
  }
  return std::vector<ExportFile>{out};
}

Files export_csv(const Pile& pile) {
  std::vector<ExportFile> files;
  Separated how;
  how.raw = pile.raw;
  if (pile.excel) how.cell_most = 32000;
  JsonWriter json(2);
  json.begin_object()
      .field("$schema", "https://datapackage.org/profiles/2.0/datapackage.json")
      .field("name", "dateline-record")
      .field("version", store::kJsonSchema);
  json.field("description", pile.raw ? "Text cells as they are, formulas included."
                                     : "Text cells that a spreadsheet would run as a formula have a ' in front.");
  json.key("resources").begin_array();
  for (const ListDef& list : lists()) {
    const auto table = rows_of(pile, list);
    if (!table) return table.error();
    files.push_back({std::string(list.name) + ".csv", (pile.excel ? "\xef\xbb\xbf" : "") + separated(*table, how)});
    put_resource(json, list, *table, files.back());
  }
  json.end_array().end_object();
  files.push_back({"datapackage.json", json.take() + "\n"});
  return files;
}

}  // namespace dateline::serve
