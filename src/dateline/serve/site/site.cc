// Which page answers an address: see site.h.
#include "dateline/serve/site/site.h"

#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/base/embedded.h"
#include "dateline/base/hash.h"
#include "dateline/serve/html.h"
#include "dateline/serve/site/frame.h"
#include "dateline/store/version.h"

namespace dateline::serve {

namespace {

constexpr unsigned kQueryMilliseconds = 5000;
constexpr unsigned kJsonRows = 100;
constexpr unsigned kCsvRows = 10000;
constexpr size_t kMostCached = 4000;

std::string_view asset(std::string_view name) {
  for (const embedded::File& file : embedded::web()) {
    if (file.name == name) return file.bytes;
  }
  return {};
}

Response file_of(const Request& request, std::string type, std::string bytes) {
  Response out;
  out.type = std::move(type);
  const std::string tag = "\"" + hex16(hash64(bytes)) + "\"";
  out.headers = {{"ETag", tag}, {"Cache-Control", "max-age=0, must-revalidate"}};
  if (request.if_none_match == tag) {
    out.status = 304;
    return out;
  }
  out.body = std::move(bytes);
  return out;
}

std::optional<Response> static_file(const Request& request) {
  const std::string& path = request.address.path;
  if (path == "/static/site.css")
    return file_of(request, "text/css; charset=utf-8", std::string(asset("report.css")) + std::string(asset("site.css")));
  if (path == "/static/site.js") return file_of(request, "text/javascript; charset=utf-8", std::string(asset("site.js")));
  if (path == "/static/icon.svg" || path == "/favicon.ico")
    return file_of(request, "image/svg+xml",
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><rect width=\"16\" height=\"16\" "
                   "fill=\"#1a1a18\"/><path d=\"M3 12V4m4 8V6m4 6V9\" stroke=\"#fdfcf9\" stroke-width=\"2\"/></svg>");
  return std::nullopt;
}

/// Rows as asked with _shape: objects (default), arrays, array, arrayfirst, object.
void put_rows(JsonWriter& json, const store::Store::Table& table, const std::string& shape) {
  json.begin_array();
  for (const auto& row : table.rows) {
    if (shape == "arrays") {
      json.begin_array();
      for (const auto& cell : row) put_cell(json, cell);
      json.end_array();
    } else if (shape == "arrayfirst") {
      put_cell(json, row.front());
    } else {
      put_row(json, table, row);
    }
  }
  json.end_array();
}

void put_facets(JsonWriter& json, View& view, const ListDef& list, const Selection& selection) {
  bool any = false;
  for (const Parameter& p : view.address.parameters) {
    if (p.name != "_facet" || std::find(selection.columns.begin(), selection.columns.end(), p.value) == selection.columns.end())
      continue;
    if (!any) json.key("facet_results").begin_object();
    any = true;
    json.key(p.value).begin_object().field("name", p.value).key("results").begin_array();
    view.record.limit_time(200);
    const auto values = count_values(view.record, list, selection, p.value, 30);
    view.record.limit_time(kQueryMilliseconds);
    for (const FacetValue& v : values ? *values : std::vector<FacetValue>()) {
      const bool on = view.address.has(p.value, v.value);
      json.begin_object().field("value", v.value).field("label", v.value).field("count", v.count);
      json.field("toggle_url", view.address.with(p.value, on ? "" : v.value).target()).field("selected", on).end_object();
    }
    json.end_array().field("truncated", !values || values->size() == 30).end_object();
  }
  if (any) json.end_object();
}

Response json_of(View& view, const ListDef& list, const Selection& selection, const Listed& listed) {
  Response out;
  out.type = "application/json; charset=utf-8";
  const std::string shape = view.address.get("_shape");
  const store::Store::Table& table = listed.rows.table();
  if (view.address.get("_nl") == "on") {
    out.type = "application/x-ndjson; charset=utf-8";
    for (const auto& row : table.rows) {
      JsonWriter json;
      put_row(json, table, row);
      out.body += json.take() + "\n";
    }
    return out;
  }
  JsonWriter json;
  if (shape == "array" || shape == "arrayfirst") {
    put_rows(json, table, shape);
    out.body = json.take() + "\n";
    return out;
  }
  json.begin_object().field("ok", true).field("schema", store::kJsonSchema).field("offset_unit", "codepoint");
  if (shape == "arrays") {
    json.key("columns").begin_array();
    for (const std::string& c : table.columns) json.value(c);
    json.end_array();
  }
  json.key("rows");
  if (shape == "object") {
    json.begin_object();
    for (size_t i = 0; i < table.rows.size(); ++i) {
      json.key(listed.rows.has(i, "id") ? listed.rows.text(i, "id") : std::to_string(selection.offset + i));
      put_row(json, table, table.rows[i]);
    }
    json.end_object();
  } else {
    put_rows(json, table, shape);
  }
  json.key("next");
  listed.next.empty() ? json.null() : json.value(listed.next);
  json.key("next_url");
  listed.next.empty() ? json.null() : json.value(view.address.with("_next", listed.next).target());
  json.field("truncated", !listed.next.empty());
  if (const auto n = count(view, list, selection)) json.field("count", *n);
  put_facets(json, view, list, selection);
  json.end_object();
  out.body = json.take() + "\n";
  return out;
}

Response csv_of(View& view, const ListDef& list, const Listed& listed) {
  Response out;
  out.type = "text/csv; charset=utf-8";
  Separated how;
  how.headers = view.address.get("_header") != "off";
  const bool excel = view.address.get("_excel") == "on";
  if (excel) how.cell_most = 32000;
  out.body = (excel ? "\xef\xbb\xbf" : "") + separated(listed.rows.table(), how);
  if (view.address.get("_dl") == "on")
    out.headers.push_back({"Content-Disposition", "attachment; filename=\"" + std::string(list.name) + ".csv\""});
  if (!listed.next.empty())
    out.headers.push_back({"Link", "<" + view.address.with("_next", listed.next).target() + ">; rel=\"next\""});
  return out;
}

/// The rows of a list for programs. Corrections by people are part of the views.
Response data_page(View& view, const ListDef& list, bool csv) {
  const Result<Selection> selection = select(view.record, list, view.address);
  if (!selection) return problem(view, 400, selection.error().message);
  const unsigned size = selection->size > 0 ? selection->size : csv ? kCsvRows : kJsonRows;
  const Result<Listed> listed = fetch(view.record, list, *selection, size);
  if (!listed) return problem(view, listed.error().kind == ErrorKind::limit ? 503 : 400, listed.error().message);
  return csv ? csv_of(view, list, *listed) : json_of(view, list, *selection, *listed);
}

/// One row by its id: where it stands. Ids of rows tell their kind by their first letter.
Response permalink(View& view, char kind, const std::string& id) {
  const char* sql = nullptr;
  switch (kind) {
    case 's':
      sql = "SELECT doc, sentence FROM statement WHERE id = ?1 LIMIT 1";
      break;
    case 'f':
      sql = "SELECT doc, sentence FROM figure WHERE id = ?1 LIMIT 1";
      break;
    case 'e':
      sql = "SELECT doc, sentence FROM event WHERE id = ?1 LIMIT 1";
      break;
    case 'h':
      sql =
          "SELECT m.doc, m.sentence FROM happening h JOIN happening_mention m ON m.gen = h.gen AND m.happening = h.n WHERE h.id "
          "= "
          "?1 AND h.gen = (SELECT id FROM generation WHERE current = 1) ORDER BY m.n LIMIT 1";
      break;
    default:
      sql =
          "SELECT '' AS doc, a.id AS sentence FROM entity e JOIN actor_entity ae ON ae.doc = e.doc AND ae.entity = e.n JOIN "
          "actor "
          "a ON a.gen = ae.gen AND a.n = ae.actor WHERE e.id = ?1 AND ae.gen = (SELECT id FROM generation WHERE current = 1) "
          "LIMIT "
          "1";
  }
  const Rows rows = view.query(sql, {id});
  if (rows.empty()) return problem(view, 404, "No row has this id.");
  const std::string doc = rows.text(0, "doc"), sentence = rows.text(0, "sentence");
  Response out;
  out.status = 302;
  out.headers = {{"Location", kind == 'n' ? "/actors/" + percent_encoded(sentence) : evidence_href(doc, sentence)}};
  out.body = "<!doctype html><title>See elsewhere</title>\n";
  return out;
}

using PageOf = Response (*)(View&);
PageOf page_of(std::string_view name) {
  constexpr std::pair<std::string_view, PageOf> kPages[] = {
      {"", front_page},          {"timeline", timeline_page}, {"figures", figures_page},
      {"actors", actors_page},   {"sources", sources_page},   {"pages", pages_page},
      {"compare", compare_page}, {"search", search_page},     {"rules", rules_page}};
  for (const auto& [key, page] : kPages) {
    if (key == name) return page;
  }
  return nullptr;
}

Response route(View& view) {
  std::string path = view.address.path;
  if (path.empty() || path[0] != '/' || path.find('\0') != std::string::npos) return problem(view, 400, "No such address.");
  path.erase(0, 1);
  const size_t slash = path.find('/');
  const std::string first = path.substr(0, slash), rest = slash == std::string::npos ? std::string() : path.substr(slash + 1);
  if (!rest.empty() && rest.find('/') == std::string::npos) {
    if (first == "d") {
      for (const auto& [suffix, csv] : {std::pair{std::string_view(".json"), false}, {std::string_view(".csv"), true}}) {
        if (rest.ends_with(suffix)) return document_data(view, rest.substr(0, rest.size() - suffix.size()), csv);
      }
      return document_page(view, rest);
    }
    if (first == "actors") return actor_page(view, rest);
    if (first.size() == 1 && std::string_view("sfehn").find(first[0]) != std::string_view::npos)
      return permalink(view, first[0], rest);
  }
  if (slash != std::string::npos) return problem(view, 404, "There is no page at this address.");
  for (const auto& [suffix, csv] : {std::pair{std::string_view(".json"), false}, {std::string_view(".csv"), true}}) {
    if (!first.ends_with(suffix)) continue;
    const std::string name = first.substr(0, first.size() - suffix.size());
    if (name == "search") return search_page(view);
    if (name == "compare") return compare_page(view);
    if (const ListDef* list = find_list(name)) return data_page(view, *list, csv);
  }
  if (const PageOf page = page_of(first)) return page(view);
  if (const ListDef* list = find_list(first)) return table_page(view, *list);
  return problem(view, 404, "There is no page at this address.");
}

}  // namespace

void Cache::renew(const std::string& state) {
  const std::lock_guard lock(mutex_);
  if (state == state_) return;
  state_ = state;
  values_.clear();
}

std::optional<std::string> Cache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = values_.find(key);
  if (found == values_.end()) return std::nullopt;
  return found->second;
}

void Cache::keep(const std::string& key, std::string value) {
  const std::lock_guard lock(mutex_);
  if (values_.size() >= kMostCached) values_.clear();
  values_[key] = std::move(value);
}

Site::Site(SiteOptions options) : options_(std::move(options)) {}
Site::~Site() = default;

Response Site::answer(store::Store& record, const Request& request) {
  const bool sent = request.method == "POST" && !options_.token.empty();
  if (request.method != "GET" && request.method != "HEAD" && !sent) {
    Response out;
    out.status = 405;
    out.type = "text/plain; charset=utf-8";
    out.body = "Only GET and HEAD.\n";
    out.headers = {{"Allow", "GET, HEAD"}};
    return out;
  }
  if (auto file = static_file(request)) return *file;
  record.limit_time(kQueryMilliseconds);
  View view(record, request, options_, cache_);
  if (Status s = record.pin(); !s) return problem(view, 503, "The record cannot be read just now.");
  const auto state = record.query(
      "SELECT coalesce((SELECT max(id) FROM generation WHERE current = 1), 0) || '/' || coalesce((SELECT max(row) FROM "
      "sentence), "
      "0) || '/' || coalesce((SELECT max(id) FROM correction), 0)");
  cache_.renew(state && !state->rows.empty() ? text_of(state->rows[0][0]) : "none");
  Response out = sent ? take_correction(view) : route(view);
  record.unpin();
  return out;
}

}  // namespace dateline::serve
