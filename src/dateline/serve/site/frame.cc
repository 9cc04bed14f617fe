// The frame of every page, labels, links, quotations: see frame.h.
#include "dateline/serve/site/frame.h"

#include <algorithm>
#include <array>

#include "dateline/base/chars.h"
#include "dateline/serve/html.h"
#include "dateline/serve/quotes.h"
#include "dateline/serve/sheet.h"

namespace dateline::serve {

namespace {

constexpr uint64_t kMostLabels = 5000;  ///< above this, pages are shown by their whole name

struct MenuItem {
  const char* name;
  const char* href;
  const char* shown;
};
constexpr std::array<MenuItem, 12> kMenu = {{{"timeline", "/timeline", "Timeline"},
                                             {"statements", "/statements", "Statements"},
                                             {"figures", "/figures", "Figures"},
                                             {"actors", "/actors", "Actors"},
                                             {"sources", "/sources", "Sources"},
                                             {"pages", "/pages", "Pages & evidence"},
                                             {"votes", "/votes", "Votes"},
                                             {"proposals", "/proposals", "Proposals"},
                                             {"positions", "/positions", "Positions"},
                                             {"events", "/events", "Events"},
                                             {"conflicts", "/conflicts", "Differences"},
                                             {"rules", "/rules", "How to read"}}};

std::string menu(const std::string& current) {
  std::string out = "<nav class=\"menu\" aria-label=\"Views\"><ul>";
  for (const MenuItem& item : kMenu) {
    out += "<li><a href=\"" + std::string(item.href) + "\"" + (current == item.name ? " aria-current=\"page\"" : "") + ">" +
           escape_text(item.shown) + "</a></li>";
  }
  return out + "</ul></nav>\n";
}

std::string twin(const View& view, const char* suffix) {
  Address a = view.address;
  if (a.path == "/") a.path = "/timeline";
  return a.at(a.path + suffix).href();
}

std::string bar(View& view, const Head& head) {
  return "<header class=\"bar\"><div class=\"barrow\"><a class=\"brand\" href=\"/\"><b>dateline</b> <span>" +
         escape_text(view.title()) +
         "</span></a>\n<form class=\"find\" role=\"search\" action=\"/search\" method=\"get\"><label class=\"vh\" "
         "for=\"find\">Search the sentences of all pages</label><input id=\"find\" name=\"q\" type=\"search\" "
         "placeholder=\"Search every sentence\" value=\"" +
         escape_attribute(head.current == "search" ? view.address.get("q") : std::string()) +
         "\" maxlength=\"400\"><button>Search</button></form></div>\n" + menu(head.current) + "</header>\n";
}

std::string footer(View& view) {
  const std::string made = view.kept("SELECT group_concat(program || ', models ' || models, '; ') FROM run");
  const std::string refused = view.kept("SELECT count(*) FROM input WHERE state = 'quarantined'");
  return "<footer class=\"foot\"><p>" + how_many(view.documents(), "page", "pages") +
         (refused != "0" && !refused.empty() ? ", " + escape_text(refused) + " inputs refused" : "") + " · read by dateline " +
         escape_text(made) + " · joining no. " + escape_text(view.kept("SELECT id FROM generation WHERE current = 1")) +
         " · shown by " + escape_text(view.options.versions) +
         "</p>\n<p>Quotations are verbatim from the clean text of the pages. Nothing here was decided: every row names its "
         "source. "
         "<a href=\"/rules\">How to read this</a>. <a href=\"/corrections\">Corrections by people</a>. Nothing is loaded from "
         "anywhere else.</p></footer>\n";
}

}  // namespace

View::View(store::Store& record_of, const Request& request_of, const SiteOptions& options_of, Cache& cache_of)
    : record(record_of), request(request_of), address(request_of.address), options(options_of), cache(cache_of) {}

Rows View::query(const std::string& sql, const std::vector<std::string>& values) {
  auto table = record.query(sql, values);
  if (table) return Rows(std::move(*table));
  failed = table.error().message;
  return {};
}

std::string View::kept(const std::string& sql) {
  if (const auto known = cache.find(sql)) return *known;
  const Rows rows = query(sql);
  std::string value = rows.empty() ? std::string() : text_of(rows.table().rows[0][0]);
  cache.keep(sql, value);
  return value;
}

uint64_t View::documents() {
  return static_cast<uint64_t>(std::stoull(
      "0" + kept("SELECT coalesce((SELECT documents FROM generation WHERE current = 1), (SELECT count(*) FROM document))")));
}

std::string View::title() {
  if (!options.title.empty()) return options.title;
  // The two people or bodies that most pages name.
  const std::string names = kept(
      "SELECT group_concat(name, ' and ') FROM (SELECT a.name FROM actor_count c JOIN actor a ON a.gen = c.gen AND a.n = c.actor "
      "WHERE c.gen = (SELECT id FROM generation WHERE current = 1) AND a.type <> 'DATE' ORDER BY c.pages DESC, c.mentions DESC, "
      "a.id "
      "LIMIT 2)");
  return names.empty() ? "a record" : names;
}

void View::load_labels() {
  labels_loaded_ = true;
  if (documents() > kMostLabels) return;
  // In the order of names only neighbours can share a beginning.
  const Rows rows = query("SELECT id, coalesce(name, id) AS name FROM document ORDER BY name, id");
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::string name = rows.text(i, "name");
    const std::string before = i > 0 ? rows.text(i - 1, "name") : std::string(), after = rows.text(i + 1, "name");
    size_t cut = 0;
    while (cut < name.size()) {
      cut = name.find_first_of("-_. ", cut + 1);
      if (cut == std::string::npos) cut = name.size();
      const std::string_view head = std::string_view(name).substr(0, cut);
      if (!before.starts_with(head) && !after.starts_with(head)) break;
    }
    labels_.emplace(rows.text(i, "id"), name.substr(0, cut));
    labels_.emplace(name, name.substr(0, cut));
  }
}

std::string View::label(const std::string& doc, const std::string& name) {
  if (!labels_loaded_) load_labels();
  const auto found = labels_.find(doc.empty() ? name : doc);
  return found != labels_.end() ? found->second : name.empty() ? doc : name;
}

std::string View::source(const std::string& doc, const std::string& name, const std::string& sentence) {
  if (doc.empty()) return {};
  std::string shown = label(doc, name);
  if (shown.size() > 28) shown = std::string(trim(shown.substr(0, 26))) + "…";
  return "<a class=\"src\" href=\"" + evidence_href(doc, sentence) + "\" title=\"" + escape_attribute(name) +
         (sentence.empty() ? "" : ", sentence " + escape_attribute(sentence)) + "\">" + escape_text(shown) + "</a>";
}

std::string View::source(const Rows& rows, size_t i) {
  return source(rows.text(i, "doc"), rows.text(i, "page"), rows.text(i, "sentence"));
}

std::string View::actor(const std::string& id, const std::string& name) const {
  if (id.empty()) return name_tag(name);
  return "<a class=\"actor\" href=\"/actors/" + escape_attribute(percent_encoded(id)) + "\">" + name_tag(name) + "</a>";
}

std::string View::id_once(const std::string& id) {
  const std::string safe = escape_id(id);
  return !id.empty() && ids_.insert(safe).second ? " id=\"" + safe + "\"" : std::string();
}

std::string evidence_href(const std::string& doc, const std::string& sentence) {
  return "/d/" + percent_encoded(doc) + (sentence.empty() ? "" : "#s" + escape_id(sentence));
}

std::string name_tag(std::string_view name) { return "<bdi>" + escape_text(name) + "</bdi>"; }

std::string days_tag(const DayRange& days) { return days.known() ? time_tag(days) : "<span class=\"n\">no date</span>"; }

std::string thousands(uint64_t n) { return grouped(static_cast<double>(n)); }

std::string how_many(uint64_t n, std::string_view one, std::string_view many) {
  return thousands(n) + " " + std::string(n == 1 ? one : many);
}

std::string with_marks(std::string_view text, std::string_view words) {
  std::vector<std::string> terms;
  const std::string lower_words = lower_ascii(words);
  for (const std::string_view word : split(lower_words, ' ')) {
    std::string term;
    for (const char c : word) {
      if (c != '"') term += c;
    }
    if (term.size() > 1 && terms.size() < 12) terms.push_back(term);
  }
  if (terms.empty()) return escape_text(text);
  const std::string lower = lower_ascii(text);
  std::string out;
  size_t at = 0;
  while (at < text.size()) {
    size_t best = std::string::npos, length = 0;
    for (const std::string& term : terms) {
      const size_t found = lower.find(term, at);
      if (found < best || (found == best && found != std::string::npos && term.size() > length)) {
        best = found;
        length = term.size();
      }
    }
    if (best == std::string::npos) break;
    out += escape_text(text.substr(at, best - at)) + "<mark>" + escape_text(text.substr(best, length)) + "</mark>";
    at = best + length;
  }
  return out + escape_text(text.substr(std::min(at, text.size())));
}

std::string quotation(const View& view, std::string_view text) {
  return "<q dir=\"auto\">" + with_marks(balanced(text), view.address.get("q")) + "</q>";
}

Response page(View& view, const Head& head, const std::string& body, int status) {
  Response out;
  out.status = status;
  out.body =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
      escape_text(head.title) + " · " + escape_text(view.title()) +
      "</title>\n<link rel=\"stylesheet\" href=\"/static/site.css\">\n<link rel=\"icon\" href=\"/static/icon.svg\" "
      "type=\"image/svg+xml\">\n<script src=\"/static/site.js\" defer></script>\n";
  if (head.forms) {
    out.body += "<link rel=\"alternate\" type=\"application/json\" href=\"" + twin(view, ".json") +
                "\">\n<link rel=\"alternate\" type=\"text/csv\" href=\"" + twin(view, ".csv") + "\">\n";
  }
  out.body += head.description + "</head>\n<body>\n<a class=\"skip\" href=\"#main\">To the content</a>\n" + bar(view, head) +
              "<main id=\"main\"" + (head.wide ? " class=\"wide\"" : "") + ">\n<div class=\"top\">" +
              (head.kicker.empty() ? "" : "<p class=\"kicker\">" + head.kicker + "</p>") + "<h1>" + escape_text(head.title) +
              "</h1>" + (head.deck.empty() ? "" : "\n<p class=\"deck\">" + head.deck + "</p>");
  if (head.forms) {
    out.body += "\n<p class=\"forms\">The same as <a href=\"" + twin(view, ".json") + "\">JSON</a> <a href=\"" +
                twin(view, ".csv") + "\">CSV</a></p>";
  }
  out.body += "</div>\n" + body + "</main>\n" + footer(view) + "</body>\n</html>\n";
  return out;
}

Response problem(View& view, int status, const std::string& message) {
  Response out;
  out.status = status;
  const bool data = view.address.path.ends_with(".json") || view.address.path.ends_with(".csv");
  if (data) {
    JsonWriter json;
    json.begin_object().field("ok", false).field("error", message).key("errors").begin_array().value(message).end_array();
    json.field("status", status).end_object();
    out.type = "application/json; charset=utf-8";
    out.body = json.take() + "\n";
    return out;
  }
  Head head;
  head.title = status == 404 ? "Not here" : status == 400 ? "Not understood" : "Cannot be shown";
  return page(view, head, "<p>" + escape_text(message) + "</p>\n<p><a href=\"/\">To the front page</a></p>\n", status);
}

}  // namespace dateline::serve
