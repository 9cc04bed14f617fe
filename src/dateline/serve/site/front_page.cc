// The front page: what the record holds, on one screen, each part a door to its view.
//
// The best told rows, where pages differ, votes and vetoes, who speaks most, which pages speak for themselves.
#include "dateline/serve/html.h"
#include "dateline/serve/pieces.h"
#include "dateline/serve/sheet.h"
#include "dateline/serve/site/frame.h"

namespace dateline::serve {

namespace {

constexpr const char* kGeneration = "(SELECT id FROM generation WHERE current = 1)";

std::string section(const char* id, const char* title, const char* href, const std::string& body) {
  if (body.empty()) return {};
  return "<section id=\"" + std::string(id) + "\"><h2><a href=\"" + href + "\">" + title + "</a></h2>\n" + body + "</section>\n";
}

std::string speakers(View& view) {
  const Rows rows = view.query(
      std::string(
          "SELECT a.id, a.name, c.statements AS n FROM actor_count c JOIN actor a ON a.gen = c.gen AND a.n = c.actor WHERE "
          "c.statements > 0 AND c.gen = ") +
      kGeneration + " ORDER BY c.statements DESC, a.name LIMIT 14");
  if (rows.empty()) return {};
  std::string out = "<ul class=\"ranks\">";
  const double most = static_cast<double>(rows.integer(0, "n"));
  for (size_t i = 0; i < rows.size(); ++i) {
    const double share = static_cast<double>(rows.integer(i, "n")) / most;
    out += "<li>" + view.actor(rows.text(i, "id"), rows.text(i, "name")) +
           "<svg width=\"90\" height=\"8\" viewBox=\"0 0 90 8\" aria-hidden=\"true\"><rect width=\"" + px(90 * share) +
           "\" height=\"8\"/></svg><a class=\"n\" href=\"/statements?actor=" + percent_encoded(rows.text(i, "id")) + "\">" +
           thousands(static_cast<uint64_t>(rows.integer(i, "n"))) + " said</a></li>";
  }
  return out + "</ul>\n";
}

std::string votes(View& view) {
  const Rows rows = view.query(
      "SELECT v.* FROM v_votes v WHERE (doc, n) IN (SELECT doc, n FROM vote ORDER BY kind = 'veto' DESC, coalesce(date_low, "
      "'9999'), doc, n LIMIT 6) ORDER BY kind = 'veto' DESC, coalesce(date_low, '9999'), page, doc, n");
  const std::string more = vetoes_untold(view, 4);
  if (rows.empty() && more.empty()) return {};
  std::string out = "<ul class=\"says\">" + more;
  for (size_t i = 0; i < rows.size(); ++i) {
    out += "<li><b>" + escape_text(rows.text(i, "kind")) +
           (rows.has(i, "number") ? " " + escape_text(rows.text(i, "number")) : "") + "</b>" +
           (rows.has(i, "by") ? " by <b>" + name_tag(rows.text(i, "by")) + "</b>" : "") + " <span class=\"n\">" +
           (rows.days(i).known() ? days_tag(rows.days(i)) : "") + "</span><br>" + quotation(view, rows.text(i, "text")) + " " +
           view.source(rows, i) + "</li>";
  }
  return out + "</ul>\n";
}

std::string own_pages(View& view) {
  const Rows rows = view.query(
      "SELECT d.id, d.name, d.headline, (SELECT group_concat(name, ', ') FROM (SELECT DISTINCT name FROM source s WHERE s.doc = "
      "d.id AND s.role = 'agency')) AS agencies, "
      "EXISTS (SELECT 1 FROM lineage l WHERE l.gen = (SELECT id FROM generation WHERE current = 1) AND l.to_doc = d.id AND "
      "l.kind IN ('derived_from', 'revision_of')) AS copied FROM document d ORDER BY d.name, d.id LIMIT 12");
  std::string out = "<ul class=\"pages\">";
  for (size_t i = 0; i < rows.size(); ++i) {
    const bool agency = rows.has(i, "agencies"), copied = rows.integer(i, "copied") != 0;
    out += "<li>" + view.source(rows.text(i, "id"), rows.text(i, "name"), "") + " " +
           (rows.has(i, "headline") ? escape_text(rows.text(i, "headline")) : "<i class=\"n\">no headline</i>") +
           "<br><span class=\"" + (agency || copied ? "warn" : "ok") + "\">" +
           (copied   ? "copy"
            : agency ? "from an agency: " + escape_text(rows.text(i, "agencies"))
                     : std::string("own report")) +
           "</span></li>";
  }
  return rows.empty() ? std::string() : out + "</ul>\n";
}

}  // namespace

Response front_page(View& view) {
  Head head;
  head.title = view.title();
  head.kicker = "dateline · a record to check";
  const auto told = [&](const char* end) {
    return view.kept(std::string("SELECT value FROM tally WHERE list = 'timeline' AND \"column\" = '") + end +
                     "' AND gen = " + kGeneration);
  };
  const std::string from = told("@first"), to = told("@last");
  head.deck = how_many(view.documents(), "page", "pages");
  const auto first = parse_iso_range(from), last = parse_iso_range(to);
  if (first && last)
    head.deck += ", telling of " + escape_text(date_words({first->first, first->first, Precision::day})) + " to " +
                 escape_text(date_words({last->last, last->last, Precision::day}));
  const std::string differ = view.kept(
      std::string("SELECT count(*) FROM conflict WHERE relation IN ('contradiction', 'different_scope', 'revision') AND gen = ") +
      kGeneration);
  if (differ != "0" && !differ.empty())
    head.deck +=
        ". They differ on <a href=\"/conflicts\">" + escape_text(differ) + (differ == "1" ? " point" : " points") + "</a>";
  head.deck += ".";
  // Background told in passing (a year, a decade ago) is no news: it stands in the whole timeline.
  const Rows rows = view.query(
      std::string(
          "SELECT * FROM v_timeline WHERE n IN (SELECT n FROM timeline WHERE (status IS NULL OR status <> 'historical') AND "
          "(date_high IS NULL OR julianday(date_high) - julianday(date_low) < 32) AND gen = ") +
      kGeneration + " ORDER BY weight DESC, n LIMIT 250) ORDER BY +weight DESC, +n");
  std::string body = "<div class=\"front\"><div>";
  if (!rows.empty())
    body += section("what", "What happened", "/timeline",
                    timeline_items(view, rows, true, true, 14) + "<p><a href=\"/timeline\">The whole timeline</a></p>\n");
  body += "</div><div>" +
          section("differ", "Where pages differ", "/conflicts",
                  conflict_tables(view, "relation IN ('contradiction', 'different_scope', 'revision')", {}, 5)) +
          section("votes", "Votes and vetoes", "/votes", votes(view)) +
          section("speak", "Who speaks", "/statements", speakers(view)) +
          section("own", "Whose words the pages print", "/sources", own_pages(view)) + "</div></div>\n";
  return page(view, head, body);
}

}  // namespace dateline::serve
