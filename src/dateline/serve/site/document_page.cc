// The evidence: one page as received, its clean text with repairs and facts marked, and the facts with links to their words.
//
// Left the blocks of the page, those that are no part of the article grey; in the middle the clean text, each sentence an anchor;
// right what was found, sentence by sentence. Received text is shown as text, whatever it says.
#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/serve/html.h"
#include "dateline/serve/marking.h"
#include "dateline/serve/pieces.h"
#include "dateline/serve/report.h"
#include "dateline/serve/sheet.h"
#include "dateline/serve/site/frame.h"

namespace dateline::serve {

namespace {

constexpr size_t kMostSentences = 1500;   ///< shown at once; a page this long is a book
constexpr size_t kMostReceived = 400000;  ///< bytes of blocks shown

std::string name_of(const Record& r, const ActorRef& a) {
  return a.entity < r.entities.size() ? r.entities[a.entity].name : a.text;
}

std::string names_of(const Record& r, const std::vector<ActorRef>& list) {
  std::string out;
  for (const ActorRef& a : list) out += (out.empty() ? "" : ", ") + name_tag(name_of(r, a));
  return out;
}

std::string received(const Record& r) {
  std::string out;
  size_t bytes = 0;
  for (size_t i = 0; i < r.blocks.size(); ++i) {
    const RecordBlock& b = r.blocks[i];
    bytes += b.text.size();
    if (bytes > kMostReceived) return out + "<p class=\"n\">… and " + std::to_string(r.blocks.size() - i) + " more blocks</p>\n";
    out += "<div class=\"blk" + std::string(b.kept ? "" : " off") + "\"><span class=\"n\" title=\"" +
           escape_attribute(b.why.empty() ? b.role : b.why) + "\">" + (b.line > 0 ? std::to_string(b.line) + " " : "") +
           escape_text(b.role) + (b.kept ? "" : ", left out") + "</span><p dir=\"auto\">" + escape_text(b.text) + "</p></div>\n";
  }
  return out;
}

std::string clean(const Record& r) {
  const auto name = [&](uint32_t entity) { return entity < r.entities.size() ? r.entities[entity].name : std::string(); };
  const std::vector<TextMark> marks = marks_of(r, name);
  size_t next = 0;
  uint32_t block = kNone;
  std::string out;
  for (uint32_t i = 0; i < r.sentences.size() && i < kMostSentences; ++i) {
    const RecordSentence& sentence = r.sentences[i];
    if (sentence.block != block || i == 0) {
      const std::string role = sentence.block < r.blocks.size() ? r.blocks[sentence.block].role : std::string();
      out += (i == 0 ? "" : "</p>\n") + std::string("<p dir=\"auto\"") +
             (role.empty() || role == "body" ? "" : " class=\"b-" + escape_id(role) + "\"") + ">";
      block = sentence.block;
    }
    out += "<span id=\"s" + std::to_string(i) + "\" class=\"s\">" + marked_text(r.text, sentence.at, marks, next) + "</span> ";
  }
  if (!r.sentences.empty()) out += "</p>\n";
  if (r.sentences.size() > kMostSentences)
    out += "<p class=\"n\">… and " + std::to_string(r.sentences.size() - kMostSentences) + " more sentences</p>\n";
  return out;
}

/// One fact: what it is, its words, where.
struct Fact {
  uint32_t sentence, begin;
  std::string kind, what, words, id;
};

template <class Row>
void put(std::vector<Fact>& out, const Record& r, const Row& row, const char* kind, std::string what, const std::string& id) {
  out.push_back({row.where.sentence, row.where.at.begin, kind, std::move(what), std::string(slice(r.text, row.where.at)), id});
}

std::vector<Fact> facts_of(const Record& r) {
  std::vector<Fact> out;
  for (const RecordStatement& s : r.statements) {
    std::string chain;
    for (const ActorRef& a : s.chain) chain += (chain.empty() ? "" : " › ") + name_tag(name_of(r, a));
    const std::string who = name_of(r, s.speaker);
    put(out, r, s, "said",
        "<b>" + (who.empty() ? std::string("not named") : name_tag(who)) + "</b> " + escape_text(s.form) +
            (s.chain.size() > 1 ? " <span class=\"n\">" + chain + "</span>" : ""),
        s.id);
  }
  for (const RecordEvent& e : r.events)
    put(out, r, e, "act",
        chip(e.type, e.mode) + "<b>" + names_of(r, e.actors) + "</b>" +
            (e.recipients.empty() ? "" : " → <b>" + names_of(r, e.recipients) + "</b>") + status_words(e.status) +
            (e.date.days.known() ? " " + time_tag(e.date.days) : ""),
        e.id);
  for (const RecordFigure& f : r.figures)
    put(out, r, f, "figure",
        "<b>" + escape_text(range_words(f.low, f.high)) + "</b> " + escape_text(f.counted.empty() ? f.unit : f.counted) +
            " <span class=\"n\">" + escape_text(f.kind) + "</span>",
        f.id);
  for (const RecordVote& v : r.votes)
    put(out, r, v, "vote",
        "<b>" + escape_text(v.kind + (v.number.empty() ? "" : " " + v.number)) + "</b> " + name_tag(name_of(r, v.by)) + " " +
            name_tag(name_of(r, v.body)),
        v.id);
  for (const RecordProposal& p : r.proposals)
    put(out, r, p, "proposal", "<b>" + escape_text(p.name) + "</b> " + name_tag(name_of(r, p.sponsor)), p.id);
  for (const RecordRepair& x : r.repairs)
    put(out, r, x, "repair",
        "<del>" + escape_text(x.broken) + "</del> → <ins>" + escape_text(x.repaired) + "</ins> <span class=\"n\">" +
            escape_text(x.kind) + "</span>",
        "");
  for (const RecordTime& t : r.times)
    put(out, r, t, "time",
        (t.value.empty() ? std::string("not resolved") : "<b>" + escape_text(t.value) + "</b>") +
            (t.why.empty() ? "" : " <span class=\"n\">" + escape_text(t.why) + "</span>"),
        t.id);
  std::stable_sort(out.begin(), out.end(), [](const Fact& a, const Fact& b) {
    return a.sentence != b.sentence ? a.sentence < b.sentence : a.begin < b.begin;
  });
  return out;
}

/// What people said of the rows of this page.
Corrections corrections_of_page(View& view, const std::string& doc) {
  Corrections out;
  const Rows rows = view.query(
      "SELECT x.target, c.act, c.act || coalesce(' ' || c.value, '') || coalesce(' (was ' || x.was || ')', '') || ', by ' || "
      "c.who || "
      "coalesce(' ' || nullif(substr(c.made, 1, 10), ''), '') || coalesce(': ' || c.why, '') AS words FROM correction_place x "
      "JOIN "
      "correction c ON c.id = x.correction WHERE x.doc = ?1 AND x.state = 'applied' ORDER BY c.id",
      {doc});
  for (size_t i = 0; i < rows.size(); ++i) {
    Corrected& c = out[rows.text(i, "target")];
    const std::string act = rows.text(i, "act");
    if (act == "wrong" || act == "right") c.wrong = act == "wrong";
    c.words += (c.words.empty() ? "" : "; ") + rows.text(i, "words");
  }
  return out;
}

/// The sort of row behind an id, as the record names it.
std::string_view kind_of(const std::string& id) {
  for (const auto& [prefix, kind] : {std::pair<std::string_view, std::string_view>{"s_", "statement"},
                                     {"e_", "event"},
                                     {"f_", "figure"},
                                     {"v_", "vote"},
                                     {"p_", "proposal"}}) {
    if (id.starts_with(prefix)) return kind;
  }
  return {};
}

std::string facts(View& view, const Record& r) {
  const std::vector<Fact> all = facts_of(r);
  const Corrections corrections = corrections_of_page(view, r.id);
  const std::string fix = view.address.get("fix");
  bool form = false;
  std::string out = "<ol class=\"facts\">";
  for (size_t i = 0; i < all.size() && i < 3 * kMostSentences; ++i) {
    const Fact& f = all[i];
    const std::string place = f.sentence == kNone ? "" : std::to_string(f.sentence);
    std::string words = f.words.size() > 160 ? f.words.substr(0, f.words.find(' ', 140)) + " …" : f.words;
    out += "<li" + (f.id.empty() ? "" : " id=\"" + escape_id(f.id) + "\"") + " class=\"row f-" + f.kind +
           (corrections.contains(f.id) && corrections.at(f.id).wrong ? " wrong" : "") + "\"><a class=\"n\" href=\"#s" + place +
           "\" title=\"sentence " + place + "\">" + f.kind + "</a> " + f.what +
           (f.kind == "repair" ? "" : "<br><span class=\"words\">" + escape_text(words) + "</span>");
    if (const auto said = corrections.find(f.id); said != corrections.end())
      out += "<br><span class=\"warn\">" + std::string(said->second.wrong ? "judged wrong" : "corrected") +
             "</span> <span class=\"n\">" + escape_text(said->second.words) + "</span>";
    if (const std::string_view kind = kind_of(f.id); !kind.empty()) {
      out += correct_link(view, f.id);
      if (f.id == fix && !form) {
        out += correct_form(view, f.id, kind, "");
        form = true;
      }
    }
    out += "</li>\n";
  }
  return out + "</ol>";
}

std::string date_reasons(const Record& r) {
  if (r.date_evidence.empty()) return {};
  std::string out = "<details><summary>Why this date</summary><ul class=\"lines\">";
  for (const RecordDateEvidence& e : r.date_evidence)
    out += "<li>" + escape_text(e.kind) + ": “" + escape_text(e.text) + "” <span class=\"n\">allows " +
           escape_text(date_words(e.allows)) + "</span></li>";
  return out + "</ul></details>\n";
}

std::string headline_notes(const Record& r) {
  std::string out;
  for (const HeadlineNote& n : r.headline_notes) {
    std::string kind = n.kind;
    std::replace(kind.begin(), kind.end(), '_', ' ');
    out += "<p class=\"warn\">Headline against body, " + escape_text(kind) + ": “" + escape_text(n.headline_text) +
           "” <span class=\"n\">against</span> “" + escape_text(n.body_text) + "”</p>\n";
  }
  return out;
}

std::string other_pages(View& view, const std::string& doc) {
  const Rows rows = view.query(
      "SELECT d.id, d.name, count(*) AS n FROM happening_document a JOIN happening_document b ON b.gen = a.gen AND b.happening = "
      "a.happening AND b.doc <> a.doc JOIN document d ON d.id = b.doc WHERE a.doc = ?1 "
      "AND a.gen = (SELECT id FROM generation WHERE current = 1) GROUP BY d.id ORDER BY n DESC, d.name LIMIT 8",
      {doc});
  if (rows.empty()) return {};
  std::string out = "<p>Tells of the same as ";
  for (size_t i = 0; i < rows.size(); ++i)
    out += "<a href=\"/compare?a=" + percent_encoded(doc) + "&amp;b=" + percent_encoded(rows.text(i, "id")) + "\">" +
           escape_text(view.label(rows.text(i, "id"), rows.text(i, "name"))) + "</a> <span class=\"n\">" + rows.text(i, "n") +
           "×</span> ";
  return out + "<span class=\"n\">(side by side)</span></p>\n";
}

std::string meta_tags(const Record& r, const DayRange& date) {
  std::string out;
  const auto meta = [&](const char* name, const std::string& value) {
    if (!value.empty()) out += "<meta name=\"" + std::string(name) + "\" content=\"" + escape_attribute(value) + "\">\n";
  };
  meta("citation_title", r.headline.empty() ? r.name : r.headline);
  for (const std::string& a : r.authors) meta("citation_author", a);
  meta("citation_publication_date", date.known() && date.first == date.last ? iso_of(date.first) : "");
  meta("citation_journal_title", r.site);
  meta("DC.identifier", r.id);
  return out;
}

}  // namespace

Response document_page(View& view, const std::string& id) {
  const Result<std::string> found = view.record.find_document(id);
  if (!found) return problem(view, 404, "The record has no such page.");
  Result<Record> record = view.record.load_record(*found);
  if (!record) return problem(view, 503, record.error().message);
  const Record& r = *record;
  const Rows joint = view.query(
      "SELECT joint_low, joint_high, joint_reason FROM story_document WHERE gen = (SELECT id FROM generation WHERE current = 1) "
      "AND doc = ?1",
      {r.id});
  const DayRange given = joint.days(0, "joint"), date = given.known() ? given : r.date;
  Head head;
  head.title = r.headline.empty() ? r.name : r.headline;
  head.current = "pages";
  head.wide = true;
  head.kicker = "<a href=\"/pages\">Pages</a> · " + escape_text(r.name) + " · <code>" + escape_text(r.id) + "</code>";
  head.deck = (date.known() ? "Of " + time_tag(date) : std::string("Of no known date")) +
              (r.date_basis.empty() ? "" : ", by " + escape_text(r.date_basis)) +
              (given.known() && joint.has(0, "joint_reason") ? ", " + escape_text(joint.text(0, "joint_reason")) : "") +
              (r.site.empty() ? "" : ". " + name_tag(r.site)) + ". " + std::to_string(r.statements.size()) + " statements, " +
              std::to_string(r.events.size()) + " acts, " + std::to_string(r.figures.size()) + " figures, " +
              std::to_string(r.repairs.size()) + " repairs.";
  head.description = meta_tags(r, date);
  head.forms = true;
  std::string body;
  std::string sources;
  for (const RecordSource& s : r.sources)
    sources += (sources.empty() ? "" : ", ") + name_tag(s.name) + " <span class=\"n\">" + escape_text(s.role) + "</span>";
  if (!sources.empty()) body += "<p>Credits " + sources + "</p>\n";
  const std::string url = safe_url(r.canonical_url.empty() ? r.url : r.canonical_url);
  if (!url.empty()) body += "<p>Came from <a href=\"" + url + "\" rel=\"noopener noreferrer nofollow\">" + url + "</a></p>\n";
  const Rows parked = view.query("SELECT count(*) AS n FROM correction_place WHERE doc = ?1 AND state = 'needs review'", {r.id});
  if (parked.integer(0, "n") > 0)
    body += "<p class=\"warn\"><a href=\"/corrections?doc=" + percent_encoded(r.id) + "&amp;state=needs+review\">" +
            how_many(static_cast<uint64_t>(parked.integer(0, "n")), "correction", "corrections") +
            "</a> of an earlier state of this page found no row to stand on.</p>\n";
  body += other_pages(view, r.id) + headline_notes(r) + date_reasons(r);
  for (const Note& n : r.notes)
    body += "<p class=\"n\">Note: " + escape_text(dateline::name_of(n.code)) +
            (n.detail.empty() ? "" : ": " + escape_text(n.detail)) + "</p>\n";
  const std::string language = r.language.empty() || r.language == "en" ? "" : " lang=\"" + escape_attribute(r.language) + "\"";
  body +=
      "<p class=\"legend\"><span class=\"mq\">said</span> <span class=\"mf\">figure</span> <span class=\"me\">act</span> <span "
      "class=\"mt\">time</span> <span class=\"mn\">name</span> <span class=\"mr\">repaired</span></p>\n"
      "<div class=\"three\"><section aria-labelledby=\"h-clean\" class=\"text\"" +
      language + "><h2 id=\"h-clean\">Clean text</h2>\n" + clean(r) +
      "</section>\n<section aria-labelledby=\"h-facts\"><h2 id=\"h-facts\">Found in it</h2>\n" + facts(view, r) +
      "</section>\n<section aria-labelledby=\"h-received\" class=\"received\"" + language +
      "><h2 id=\"h-received\">As received</h2>\n<p class=\"n\">" + thousands(r.raw_bytes) + " bytes, SHA-256 <code>" +
      escape_text(r.sha256) + "</code>, from <code>" + escape_text(r.path) + "</code></p>\n" + received(r) + "</section></div>\n";
  return page(view, head, body);
}

Response document_data(View& view, const std::string& id, bool csv) {
  const Result<std::string> found = view.record.find_document(id);
  if (!found) return problem(view, 404, "The record has no such page.");
  const Result<store::Store::Table> table = view.record.query(
      "SELECT * FROM (SELECT 'statement' AS kind, id, doc, page, date_low, date_high, speaker AS who, form AS what, text, "
      "sentence, start, "
      "\"end\", verdict, corrections FROM v_statements WHERE doc = ?1 UNION ALL SELECT 'event', id, doc, page, date_low, "
      "date_high, "
      "actors, type || coalesce(' ' || mode, ''), text, sentence, start, \"end\", verdict, corrections FROM v_events WHERE doc = "
      "?1 UNION "
      "ALL SELECT 'figure', id, doc, page, as_of_low, as_of_high, source, kind || ' ' || bound, text, sentence, start, \"end\", "
      "verdict, "
      "corrections FROM v_figures WHERE doc = ?1 UNION ALL SELECT 'vote', id, doc, page, date_low, date_high, \"by\", kind, "
      "text, "
      "sentence, start, \"end\", verdict, corrections FROM v_votes WHERE doc = ?1 UNION ALL SELECT 'proposal', id, doc, page, "
      "date_low, "
      "date_high, sponsor, name, text, sentence, start, \"end\", verdict, corrections FROM v_proposals WHERE doc = ?1 UNION ALL "
      "SELECT "
      "'time', id, doc, page, date_low, date_high, NULL, value, text, sentence, start, \"end\", NULL, NULL FROM v_times WHERE "
      "doc = ?1) "
      "ORDER BY sentence, start, kind, id",
      {*found});
  return table ? data_of(view, *table, {}, csv) : problem(view, 503, table.error().message);
}

}  // namespace dateline::serve
