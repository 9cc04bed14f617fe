// The column of filters, the filters in force, the pager. Every one is a link or a form: the address is the whole state.
#include <algorithm>
#include <chrono>

#include "dateline/base/chars.h"
#include "dateline/serve/html.h"
#include "dateline/serve/site/frame.h"

namespace dateline::serve {

namespace {

constexpr unsigned kFacetMilliseconds = 80;
constexpr unsigned kCountMilliseconds = 100;  ///< of a narrowed list of a large record
constexpr uint64_t kCountedInFull = 5000;     ///< pages of a record whose lists are counted whatever it takes

struct Field {
  const char* name;
  const char* label;
  const char* hint;
};

bool understands(const ListDef& list, std::string_view field) {
  if (field == "who") return !list.who.empty();
  if (field == "q") return list.sentences || !list.words.empty();
  if (field == "from" || field == "to") return !list.date.empty();
  if (field == "place") return !list.place.empty() && list.place != "text" && list.place != "scope";
  return false;
}

std::string key_of(const ListDef& list, const Selection& selection, std::string_view what) {
  std::string key = std::string(what) + "|" + std::string(list.name) + selection.where;
  for (const std::string& value : selection.values) key += '\x1f' + value;
  return key;
}

/// Values with counts from the cache or the record; kept as lines "count value".
std::vector<FacetValue> values_of(View& view, const ListDef& list, const Selection& selection, std::string_view column) {
  const std::string key = key_of(list, selection, "facet " + std::string(column));
  std::vector<FacetValue> out;
  if (const auto known = view.cache.find(key)) {
    for (const std::string_view line : split(*known, '\x1e')) {
      const size_t space = line.find(' ');
      if (space != std::string_view::npos)
        out.push_back({std::string(line.substr(space + 1)), std::stoull("0" + std::string(line.substr(0, space)))});
    }
    return out;
  }
  const auto counted = count_values(view.record, list, selection, column, 12);
  if (counted) out = *counted;
  std::string lines;
  for (const FacetValue& v : out) (lines += lines.empty() ? "" : "\x1e") += std::to_string(v.count) + " " + v.value;
  view.cache.keep(key, lines);
  return out;
}

std::string facet(View& view, const ListDef& list, const Selection& selection, const FacetDef& def) {
  const std::string chosen = view.address.get(def.column);
  std::vector<FacetValue> values = values_of(view, list, selection, def.column);
  if (values.empty() || (values.size() == 1 && chosen.empty())) return {};
  std::string out = "<section class=\"facet\"><h3>" + escape_text(def.label) + "</h3><ul>";
  for (const FacetValue& v : values) {
    const bool on = v.value == chosen;
    std::string shown = def.column == "page" ? view.label({}, v.value) : v.value;
    if (shown.size() > 40) shown = shown.substr(0, 38) + "…";
    out += "<li><a href=\"" + view.address.with(def.column, on ? "" : v.value).href() + "\"" +
           (on ? " aria-current=\"true\"" : "") + ">" + name_tag(v.value.empty() ? "(empty)" : shown) +
           "</a> <span class=\"n\">" + thousands(v.count) + "</span></li>";
  }
  return out + "</ul></section>\n";
}

const char* words_for(std::string_view name) {
  for (const auto& [key, words] : {std::pair{"who", "names"},
                                   {"q", "words"},
                                   {"from", "from"},
                                   {"to", "until"},
                                   {"doc", "page"},
                                   {"place", "place"},
                                   {"actor", "actor"},
                                   {"cls", "kind"}}) {
    if (name == key) return words;
  }
  return nullptr;
}

}  // namespace

std::optional<uint64_t> count(View& view, const ListDef& list, const Selection& selection) {
  const std::string key = key_of(list, selection, "count");
  if (const auto known = view.cache.find(key)) {
    if (known->empty()) return std::nullopt;
    return std::stoull(*known);
  }
  if (!selection.where.empty() && view.documents() > kCountedInFull) view.record.limit_time(kCountMilliseconds);
  const auto counted = count_rows(view.record, list, selection);
  view.record.limit_time(5000);
  view.cache.keep(key, counted ? std::to_string(*counted) : "");
  if (!counted) return std::nullopt;
  return *counted;
}

std::string filter_panel(View& view, const ListDef& list, const Selection& selection) {
  constexpr Field kFields[] = {{"who", "Who", "any part of a name"},
                               {"q", "Words", "words of the sentence"},
                               {"place", "Place", "any part of a place"},
                               {"from", "From", "2024-02-12 or 2024-02"},
                               {"to", "Until", "2024-03"}};
  std::string out =
      "<aside class=\"filters\" aria-label=\"Filters\"><details open><summary>Filters</summary>\n<form method=\"get\" "
      "action=\"/" +
      std::string(list.name) + "\">";
  for (const Field& f : kFields) {
    if (!understands(list, f.name)) continue;
    const std::string id = "f-" + std::string(f.name);
    out += "<label for=\"" + id + "\">" + f.label + "</label><input id=\"" + id + "\" name=\"" + f.name + "\" value=\"" +
           escape_attribute(view.address.get(f.name)) + "\" placeholder=\"" + f.hint + "\" maxlength=\"300\">";
  }
  for (const Parameter& p : view.address.parameters) {
    const bool shown = std::any_of(std::begin(kFields), std::end(kFields), [&](const Field& f) { return p.name == f.name; });
    if (shown || p.name == "_next" || p.value.empty()) continue;
    out += "<input type=\"hidden\" name=\"" + escape_attribute(p.name) + "\" value=\"" + escape_attribute(p.value) + "\">";
  }
  out += "<button>Apply</button></form>\n";
  // Counts of a narrowed list are offered when they are quick to make: all of them together may take so long.
  const auto began = std::chrono::steady_clock::now();
  view.record.limit_time(kFacetMilliseconds);
  for (const FacetDef& def : list.facets) {
    const auto used = std::chrono::steady_clock::now() - began;
    if (used < std::chrono::milliseconds(kFacetMilliseconds)) out += facet(view, list, selection, def);
  }
  view.record.limit_time(5000);
  return out + "</details></aside>\n";
}

std::string active_filters(View& view, const Selection& selection) {
  if (selection.filters.empty()) return {};
  std::string out = "<p class=\"active\">Only ";
  for (const Parameter& p : selection.filters) {
    const char* words = words_for(p.name);
    std::string shown = p.value;
    if (p.name == "actor") {
      const Rows names = view.query("SELECT name FROM actor WHERE id = ?1 LIMIT 1", {p.value});
      if (!names.empty()) shown = names.text(0, "name");
    }
    if (p.name == "doc" || p.name == "page") shown = view.label(p.value, p.value);
    out += "<a href=\"" + view.address.with(p.name, "").href() + "\" title=\"Take this filter away\"><span class=\"n\">" +
           escape_text(words != nullptr ? words : p.name) + "</span> " + name_tag(shown) +
           " <span aria-hidden=\"true\">×</span><span class=\"vh\">, remove</span></a> ";
  }
  return out + "</p>\n";
}

std::string pager(const View& view, const Listed& listed, const Selection& selection, unsigned size) {
  if (listed.next.empty() && selection.offset == 0) return {};
  std::string out = "<nav class=\"pager\" aria-label=\"Rows\">";
  if (selection.offset > 0) {
    const uint64_t before = selection.offset > size ? selection.offset - size : 0;
    out += "<a rel=\"prev\" href=\"" + view.address.with("_next", before == 0 ? "" : std::to_string(before)).href() +
           "\">← before</a> ";
  }
  out += "<span class=\"n\">rows " + thousands(selection.offset + 1) + "–" + thousands(selection.offset + listed.rows.size()) +
         "</span> ";
  if (!listed.next.empty()) out += "<a rel=\"next\" href=\"" + view.address.with("_next", listed.next).href() + "\">more →</a>";
  return out + "</nav>\n";
}

}  // namespace dateline::serve
