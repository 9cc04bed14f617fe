// Is this one report or five: where each page has its words from, which pages share text, who depends on whom.
//
// "003 | Israel ... | from an agency: AFP | “AFP reported”": a row of /sources. The tree below goes from each source to its
// pages.
#include <algorithm>
#include <cmath>
#include <map>

#include "dateline/base/chars.h"
#include "dateline/serve/html.h"
#include "dateline/serve/sheet.h"
#include "dateline/serve/site/frame.h"

namespace dateline::serve {

namespace {

constexpr unsigned kPages = 60;
constexpr const char* kGeneration = "(SELECT id FROM generation WHERE current = 1)";

std::string json_list(const Rows& rows, const char* column) {
  JsonWriter json;
  json.begin_array();
  for (size_t i = 0; i < rows.size(); ++i) json.value(rows.text(i, column));
  json.end_array();
  return json.take();
}

/// What a page owes, from its credits and its lineage.
struct Debt {
  std::string copied, agencies, outlets, statements, correspondents, photos;
};

void add_name(std::string& list, const std::string& markup) {
  if (list.find(markup) == std::string::npos) list += (list.empty() ? "" : ", ") + markup;
}

std::map<std::string, Debt> debts_of(View& view, const Rows& pages) {
  std::map<std::string, Debt> out;
  const std::string ids = json_list(pages, "id");
  const Rows credits = view.query(
      "SELECT doc, name, role, text, sentence FROM v_sources WHERE doc IN (SELECT value FROM json_each(?1)) ORDER BY doc, n",
      {ids});
  for (size_t i = 0; i < credits.size(); ++i) {
    Debt& d = out[credits.text(i, "doc")];
    const std::string role = credits.text(i, "role");
    const std::string name = "<a href=\"" + evidence_href(credits.text(i, "doc"), credits.text(i, "sentence")) + "\" title=\"" +
                             escape_attribute(credits.text(i, "text")) + "\">" + name_tag(credits.text(i, "name")) + "</a>";
    std::string& list = role == "agency"                              ? d.agencies
                        : role == "photo"                             ? d.photos
                        : role == "statement"                         ? d.statements
                        : role == "quoted outlet"                     ? d.outlets
                        : role == "correspondent" || role == "author" ? d.correspondents
                                                                      : d.outlets;
    add_name(list, name);
  }
  const Rows links = view.query(std::string("SELECT l.kind, l.from_doc, a.name AS from_page, l.to_doc, l.share FROM "
                                            "json_each(?1) j CROSS JOIN lineage l ON l.gen = ") +
                                    kGeneration +
                                    " AND l.to_doc = j.value LEFT JOIN document a ON a.id = l.from_doc WHERE l.kind IN "
                                    "('derived_from', 'revision_of') ORDER BY "
                                    "l.n",
                                {ids});
  for (size_t i = 0; i < links.size(); ++i) {
    const std::string share = std::to_string(std::lround(links.number(i, "share") * 100)) + "%";
    add_name(out[links.text(i, "to_doc")].copied,
             view.source(links.text(i, "from_doc"), links.text(i, "from_page"), "") + " <span class=\"n\">" +
                 (links.text(i, "kind") == "revision_of" ? "revision" : share + " the same words") + "</span>");
  }
  return out;
}

std::string verdict(const Debt& d) {
  if (!d.copied.empty()) return "<b class=\"warn\">copy</b> of " + d.copied;
  if (!d.agencies.empty()) return "<b class=\"warn\">from an agency</b>: " + d.agencies;
  std::string out = "<b class=\"ok\">own report</b>";
  if (!d.correspondents.empty()) out += ", by " + d.correspondents;
  if (d.agencies.empty() && d.outlets.empty() && d.statements.empty() && d.correspondents.empty())
    out += " <span class=\"n\">credits nobody for its words</span>";
  return out;
}

std::string quotes(const Debt& d) {
  std::string out;
  for (const auto& [what, list] :
       {std::pair<const char*, const std::string&>{"agency", d.copied.empty() ? std::string() : d.agencies},
        {"quotes", d.outlets},
        {"a statement of", d.statements},
        {"photo", d.photos}}) {
    if (!list.empty()) out += (out.empty() ? "" : "<br>") + ("<span class=\"n\">" + std::string(what) + "</span> " + list);
  }
  return out;
}

std::string page_table(View& view, const Rows& pages) {
  const auto debts = debts_of(view, pages);
  std::string out =
      "<section id=\"own\"><h2>Where each page has its words from</h2>\n<div class=\"scroll\"><table "
      "class=\"list\"><thead><tr><th scope=\"col\">Page</th><th scope=\"col\">Headline</th><th "
      "scope=\"col\">Date</th><th scope=\"col\">Its words</th><th scope=\"col\">Also credits</th></tr></thead><tbody>\n";
  for (size_t i = 0; i < pages.size(); ++i) {
    const auto found = debts.find(pages.text(i, "id"));
    const Debt debt = found != debts.end() ? found->second : Debt{};
    const DayRange own = pages.days(i), joint = pages.days(i, "joint");
    out += "<tr class=\"row\"><th scope=\"row\">" + view.source(pages.text(i, "id"), pages.text(i, "name"), "") +
           "</th><td class=\"words\">" +
           (pages.has(i, "headline") ? escape_text(pages.text(i, "headline")) : "<i class=\"n\">no headline</i>") +
           "</td><td class=\"date\">" + days_tag(joint.known() ? joint : own) + "</td><td>" + verdict(debt) + "</td><td>" +
           quotes(debt) + "</td></tr>\n";
  }
  return out + "</tbody></table></div></section>\n";
}

std::string tree(View& view) {
  constexpr size_t kMostPages = 16;  ///< named below one source
  const Rows names =
      view.query(std::string("SELECT value AS name, n FROM tally WHERE list = 'sources' AND \"column\" = 'name' AND gen = ") +
                 kGeneration + " ORDER BY n DESC, value LIMIT 30");
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string name = names.text(i, "name");
    const Rows rows = view.query(
        "SELECT s.doc, d.name AS page, s.role, min(s.sentence) AS sentence FROM (SELECT doc, n FROM source WHERE name = ?1 ORDER "
        "BY doc, n "
        "LIMIT 60) x CROSS JOIN source s ON s.doc = x.doc AND s.n = x.n CROSS JOIN document d ON d.id = s.doc WHERE s.role <> "
        "'photo' "
        "GROUP BY s.doc, s.role ORDER BY page, s.doc, s.role LIMIT " +
            std::to_string(kMostPages + 1),
        {name});
    if (rows.empty()) continue;
    out += "<li><a href=\"/sources?name=" + escape_attribute(percent_encoded(name)) + "#credits\"><b>" + name_tag(name) +
           "</b></a> <span class=\"n\">" + how_many(static_cast<uint64_t>(names.integer(i, "n")), "credit", "credits") +
           "</span><ul>";
    for (size_t k = 0; k < rows.size() && k < kMostPages; ++k)
      out += "<li>" + view.source(rows, k) + " <span class=\"n\">as " + escape_text(rows.text(k, "role")) + "</span></li>";
    out += std::string(rows.size() > kMostPages ? "<li class=\"n\">and more</li>" : "") + "</ul></li>\n";
  }
  if (out.empty()) return {};
  return "<section id=\"tree\"><h2>From each source to its pages</h2>\n<ul class=\"tree\">" + out + "</ul></section>\n";
}

std::string kind_words(const std::string& kind) {
  for (const auto& [key, words] : {std::pair{"revision_of", "is an earlier state of"},
                                   {"derived_from", "is the text behind"},
                                   {"quoted_from", "is quoted by"},
                                   {"primary_source", "is the source of"},
                                   {"same_agency", "comes from the same agency as"}}) {
    if (kind == key) return words;
  }
  return kind;
}

std::string lineage(View& view) {
  const Rows rows = view.query(std::string("SELECT * FROM v_lineage WHERE n IN (SELECT n FROM lineage WHERE gen = ") +
                               kGeneration + " ORDER BY share DESC, n LIMIT 100) ORDER BY +share DESC, +n");
  std::string out = "<section id=\"lineage\"><h2>Pages that share text or a source</h2>\n";
  if (rows.empty()) return out + "<p>No two pages share a long run of words or an agency.</p></section>\n";
  out += "<ul class=\"lines\">";
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::string from = rows.text(i, "from_doc"), to = rows.text(i, "to_doc");
    out += "<li>" + view.source(from, rows.text(i, "from_page"), "") + " " + escape_text(kind_words(rows.text(i, "kind"))) + " " +
           view.source(to, rows.text(i, "to_page"), "");
    if (rows.number(i, "share") > 0)
      out += ", <b>" + std::to_string(std::lround(rows.number(i, "share") * 100)) + "%</b> of the shorter text";
    out += ". <a href=\"/compare?a=" + percent_encoded(from) + "&amp;b=" + percent_encoded(to) +
           "\">Side by side</a> <span class=\"n\">" + escape_text(rows.text(i, "reason")) + "</span></li>\n";
  }
  return out + "</ul></section>\n";
}

std::string independence(View& view) {
  const Rows rows = view.query(
      std::string("SELECT i.n, i.verdict, i.reason, p.doc, d.name AS page FROM (SELECT gen, n FROM independence WHERE gen = ") +
      kGeneration +
      " AND coalesce(happening, '') = '' ORDER BY n LIMIT 300) k CROSS JOIN independence i ON i.gen = k.gen AND i.n = k.n CROSS "
      "JOIN "
      "independence_document p ON p.gen = i.gen AND p.independence = i.n CROSS JOIN document d ON d.id = p.doc ORDER BY i.n, p.n "
      "LIMIT "
      "300");
  if (rows.empty()) return {};
  std::string out = "<section id=\"independence\"><h2>Who depends on whom</h2>\n<ul class=\"lines\">";
  for (size_t i = 0; i < rows.size();) {
    size_t end = i;
    std::string pages;
    while (end < rows.size() && rows.text(end, "n") == rows.text(i, "n")) {
      pages += (pages.empty() ? "" : " ") + view.source(rows.text(end, "doc"), rows.text(end, "page"), "");
      ++end;
    }
    const bool free = rows.text(i, "verdict") == "independent";
    out += "<li>" + pages + " <b class=\"" + (free ? "ok" : "warn") + "\">" + escape_text(rows.text(i, "verdict")) + "</b>" +
           (rows.has(i, "reason") ? " <span class=\"n\">" + escape_text(rows.text(i, "reason")) + "</span>" : "") +
           (end - i == 2 ? " <a href=\"/compare?a=" + percent_encoded(rows.text(i, "doc")) +
                               "&amp;b=" + percent_encoded(rows.text(i + 1, "doc")) + "\">side by side</a>"
                         : "") +
           "</li>\n";
    i = end;
  }
  return out + "</ul></section>\n";
}

std::string credits(View& view, const Rows& rows) {
  std::string out =
      "<section id=\"credits\"><h2>Every credit</h2>\n<div class=\"scroll\"><table class=\"list\"><thead><tr><th "
      "scope=\"col\">Source</th><th scope=\"col\">As</th><th scope=\"col\">Words</th><th "
      "scope=\"col\">Page</th></tr></thead><tbody>\n";
  for (size_t i = 0; i < rows.size(); ++i)
    out += "<tr class=\"row\"><th scope=\"row\">" + name_tag(rows.text(i, "name")) + "</th><td>" +
           escape_text(rows.text(i, "role")) + "</td><td class=\"words\">" + with_marks(rows.text(i, "text"), "") + "</td><td>" +
           view.source(rows, i) + "</td></tr>\n";
  return out + "</tbody></table></div></section>\n";
}

}  // namespace

Response sources_page(View& view) {
  const ListDef& list = *find_list("sources");
  const Result<Selection> selection = select(view.record, list, view.address);
  if (!selection) return problem(view, 400, selection.error().message);
  const Result<Listed> listed = fetch(view.record, list, *selection, 100);
  if (!listed) return problem(view, 503, listed.error().message);
  const bool narrowed = !selection->filters.empty() || selection->offset > 0;
  Head head;
  head.title = "Sources and lineage";
  head.current = "sources";
  head.forms = true;
  head.deck = "Is this one report or many: which pages speak for themselves, which print an agency, which share their words.";
  std::string body =
      "<div class=\"two\">" + filter_panel(view, list, *selection) + "<div class=\"rows\">" + active_filters(view, *selection);
  if (!narrowed) {
    const Rows pages = view.query(
        "SELECT id, name, headline, date_low, date_high, joint_low, joint_high FROM v_documents ORDER BY name, id LIMIT " +
        std::to_string(kPages));
    body += page_table(view, pages);
    if (view.documents() > kPages) body += "<p><a href=\"/pages\">All " + thousands(view.documents()) + " pages</a></p>\n";
    body += lineage(view) + independence(view) + tree(view);
  }
  body += credits(view, listed->rows) + pager(view, *listed, *selection, 100);
  return page(view, head, body + "</div></div>\n");
}

Response pages_page(View& view) {
  const ListDef& list = *find_list("pages");
  const Result<Selection> selection = select(view.record, list, view.address);
  if (!selection) return problem(view, 400, selection.error().message);
  const unsigned size = selection->size > 0 ? selection->size : kPages;
  const Result<Listed> listed = fetch(view.record, list, *selection, size);
  if (!listed) return problem(view, 503, listed.error().message);
  const auto total = count(view, list, *selection);
  Head head;
  head.title = "Pages and evidence";
  head.current = "pages";
  head.forms = true;
  head.deck = (total ? how_many(*total, "page", "pages") : std::string("More pages than can be counted")) +
              ": each as received, as cleaned, and with what was found in it.";
  std::string body = "<div class=\"two\">" + filter_panel(view, list, *selection) + "<div class=\"rows\">" +
                     active_filters(view, *selection) + page_table(view, listed->rows);
  if (listed->rows.size() > 1) {
    body +=
        "<form class=\"inline\" method=\"get\" action=\"/compare\"><label for=\"ca\">Compare</label> <select id=\"ca\" "
        "name=\"a\">";
    std::string options, second;
    for (size_t i = 0; i < listed->rows.size(); ++i) {
      const std::string id = escape_attribute(listed->rows.text(i, "id")),
                        name = escape_text(view.label(listed->rows.text(i, "id"), listed->rows.text(i, "name")));
      options += "<option value=\"" + id + "\">" + name + "</option>";
      second += "<option value=\"" + id + "\"" + (i == 1 ? " selected" : "") + ">" + name + "</option>";
    }
    body += options + "</select> <label for=\"cb\">with</label> <select id=\"cb\" name=\"b\">" + second +
            "</select> <button>Side by side</button></form>\n";
  }
  return page(view, head, body + pager(view, *listed, *selection, size) + "</div></div>\n");
}

}  // namespace dateline::serve
