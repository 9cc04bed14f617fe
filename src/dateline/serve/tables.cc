// The tables of the report: statements, positions, proposals, votes, actors, sources, pages, headlines.
//
// Statements stand by speaker: "Antony Blinken, US Secretary of State · 11" and below it date, form, words, chain and page of
// each.
#include <algorithm>
#include <map>

#include "dateline/base/rounding.h"
#include "dateline/serve/html.h"
#include "dateline/serve/quotes.h"
#include "dateline/serve/sheet.h"

namespace dateline::serve {

namespace {

void open_section(Sheet& s, const char* id, const char* title) {
  s.add("<section id=\"" + std::string(id) + "\" aria-labelledby=\"h-" + id + "\"><h2 id=\"h-" + id + "\">" + title + "</h2>\n");
}

std::string head_row(std::initializer_list<const char*> names) {
  std::string out = "<thead><tr>";
  for (const char* name : names) out += "<th scope=\"col\">" + std::string(name) + "</th>";
  return out + "</tr></thead>";
}

std::string chain_of(const Sheet& s, uint32_t doc, const RecordStatement& st) {
  if (st.chain.size() < 2) return {};
  std::string out;
  for (const ActorRef& a : st.chain) (out += out.empty() ? "" : " › ") += escape_text(s.actor(doc, a));
  return out;
}

/// One statement with the page it stands in.
struct Said {
  uint32_t doc;
  const RecordStatement* statement;
};

void add_said(Sheet& s, const Said& said) {
  const RecordStatement& st = *said.statement;
  const Record& r = s.records[said.doc];
  std::string words;
  if (st.form == "direct" && !st.pieces.empty()) {
    for (const Span& piece : st.pieces) words += (words.empty() ? "" : " … ") + escape_text(unquoted(slice(r.text, piece)));
    words = "<q>" + words + "</q>";
  } else {
    words = escape_text(balanced(slice(r.text, st.where.at)));
    words = st.form == "direct" ? "<q>" + words + "</q>" : "<span class=\"ind\">" + words + "</span>";
  }
  std::string cue = escape_text(slice(r.text, st.cue));
  if (st.negated) cue += " <span class=\"n\">negated</span>";
  std::string notes;
  if (const std::string chain = chain_of(s, said.doc, st); !chain.empty())
    notes += " <span class=\"chain\" title=\"chain of attribution\">" + chain + "</span>";
  if (const std::string to = s.actor(said.doc, st.addressee); !to.empty())
    notes += " <span class=\"n\">to " + escape_text(to) + "</span>";
  if (!st.venue.empty()) notes += " <span class=\"n\">" + escape_text(st.venue) + "</span>";
  if (st.damaged) notes += " <span class=\"warn\">damaged text</span>";
  if (s.is_wrong(st.id)) words = "<del>" + words + "</del>";
  notes += s.corrected(st.id);
  s.add("<tr" + s.id_once(st.id) + "><td class=\"date\">" + time_tag(st.date.days) + "</td><td>" + escape_text(st.form) +
        "</td><td>" + cue + "</td><td>" + words + notes + "</td><td>" + s.source(said.doc, st.where.sentence) + "</td></tr>\n");
}

/// "003 has its text from 001: 62 % of the words shared": one line of lineage in words.
std::string lineage_words(const Sheet& s, const Lineage& l) {
  const std::string from = s.source(l.from, kNone), to = s.source(l.to, kNone);
  std::string out;
  if (l.kind == "revision_of")
    out = to + " is a later version of " + from;
  else if (l.kind == "derived_from")
    out = l.directed ? to + " derives from " + from : from + " and " + to + " share their text";
  else if (l.kind == "quoted_from")
    out = to + " quotes " + from;
  else if (l.kind == "primary_source")
    out = from + " and " + to + " rest on the same primary source";
  else if (l.kind == "same_agency")
    out = from + " and " + to + " print the same agency";
  else
    out = from + " and " + to + ": " + escape_text(l.kind);
  if (l.share > 0.005) out += ", " + percent(l.share) + " of the shorter text shared";
  if (!l.reason.empty()) out += ". <span class=\"n\">" + escape_text(l.reason) + "</span>";
  return out;
}

std::string first_words(std::string_view text, size_t most) {
  if (text.size() <= most) return escape_text(text);
  size_t end = text.rfind(' ', most);
  if (end == std::string_view::npos || end < most / 2) {
    end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  }
  return escape_text(text.substr(0, end)) + " …";
}

void add_page_details(Sheet& s, const Record& r) {
  if (!r.date_evidence.empty()) {
    s.add("<details><summary>" + counted(r.date_evidence.size(), "reason", "reasons") + " for the date</summary><ul>");
    for (const RecordDateEvidence& e : r.date_evidence) {
      s.add("<li>" + escape_text(e.kind) + ": <q>" + first_words(e.text, 120) + "</q> " +
            (e.allows.known() ? "allows " + time_tag(e.allows) : std::string()) + "</li>");
    }
    s.add("</ul></details>");
  }
  if (!r.repairs.empty()) {
    s.add("<details><summary>" + counted(r.repairs.size(), "repair", "repairs") + "</summary><ul>");
    for (const RecordRepair& x : r.repairs) {
      s.add("<li><del>" + first_words(x.broken, 160) + "</del> → <ins>" + first_words(x.repaired, 160) +
            "</ins> <span class=\"n\">" + escape_text(x.kind) + (x.certain ? "" : ", doubtful: not applied") + "</span></li>");
    }
    s.add("</ul></details>");
  }
  const auto dropped = std::count_if(r.blocks.begin(), r.blocks.end(), [](const RecordBlock& b) { return !b.kept; });
  if (dropped > 0) {
    s.add("<details><summary>" + counted(static_cast<size_t>(dropped), "block", "blocks") + " left out</summary><ul>");
    for (const RecordBlock& b : r.blocks) {
      if (!b.kept) s.add("<li><span class=\"n\">" + escape_text(b.role) + "</span> " + first_words(b.text, 100) + "</li>");
    }
    s.add("</ul></details>");
  }
  for (const Note& n : r.notes)
    s.add("<p class=\"n\">" + escape_text(name_of(n.code)) + (n.detail.empty() ? "" : ": " + escape_text(n.detail)) + "</p>");
}

void add_page(Sheet& s, uint32_t doc) {
  const Record& r = s.records[doc];
  const DayRange& date = s.date_of(doc);
  const bool joint = !(date == r.date);
  s.add("<tr><th scope=\"row\">" + s.source(doc, kNone) + "</th><td>" +
        (r.headline.empty() ? "<span class=\"n\">no headline</span>" : escape_text(r.headline)));
  if (const std::string url = safe_url(r.canonical_url.empty() ? r.url : r.canonical_url); !url.empty()) {
    s.add(" <a class=\"n\" href=\"" + url + "\" rel=\"noopener noreferrer nofollow\">original</a>");
  }
  s.add("<br><span class=\"n\">" + escape_text(r.name) + (r.site.empty() ? "" : " · " + escape_text(r.site)) +
        "</span></td><td class=\"date\">" + (date.known() ? time_tag(date) : std::string("<span class=\"n\">not known</span>")));
  if (joint && doc < s.story.joint_reasons.size() && !s.story.joint_reasons[doc].empty())
    s.add("<br><span class=\"n\">" + escape_text(s.story.joint_reasons[doc]) + "</span>");
  else if (!r.date_basis.empty())
    s.add("<br><span class=\"n\">by " + escape_text(r.date_basis) + ", strength " +
          percent(static_cast<double>(r.date_strength)) + "</span>");
  if (r.date_range.known() && !(r.date_range == r.date))
    s.add("<br><span class=\"n\">possible " + date_words(r.date_range) + "</span>");
  s.add("</td><td>");
  add_page_details(s, r);
  s.add("</td></tr>\n");
}

}  // namespace

void add_statements(Sheet& s) {
  struct Speaker {
    std::string name, role;
    std::vector<Said> said;
  };
  std::map<std::string, Speaker> by_key;
  for (const uint32_t doc : s.order()) {
    for (const RecordStatement& st : s.records[doc].statements) {
      const uint32_t index = s.story_actor(doc, st.speaker);
      const std::string name = s.actor(doc, st.speaker);
      Speaker& speaker = by_key[index != kNone ? "a" + s.story.actors[index].id : "n" + name];
      speaker.name = name;
      if (speaker.role.empty() && st.speaker.entity < s.records[doc].entities.size())
        speaker.role = s.records[doc].entities[st.speaker.entity].role;
      speaker.said.push_back({doc, &st});
    }
  }
  if (by_key.empty()) return;
  std::vector<const Speaker*> speakers;
  speakers.reserve(by_key.size());
  for (const auto& [key, speaker] : by_key) speakers.push_back(&speaker);
  std::stable_sort(speakers.begin(), speakers.end(), [](const Speaker* a, const Speaker* b) {
    return a->said.size() != b->said.size() ? a->said.size() > b->said.size() : a->name < b->name;
  });
  open_section(s, "statements", "Statements");
  s.add("<div class=\"scroll\"><table class=\"said\">" + head_row({"Date", "Form", "Verb", "Words", "Page"}));
  for (const Speaker* speaker : speakers) {
    s.add("<tbody><tr class=\"group\"><th colspan=\"5\" scope=\"rowgroup\">" +
          (speaker->name.empty() ? std::string("<i>speaker not named</i>") : escape_text(speaker->name)) +
          (speaker->role.empty() ? "" : " <span class=\"n\">" + escape_text(speaker->role) + "</span>") + " <span class=\"n\">" +
          std::to_string(speaker->said.size()) + "</span></th></tr>\n");
    for (const Said& said : speaker->said) add_said(s, said);
    s.add("</tbody>\n");
  }
  s.add("</table></div>\n</section>\n");
}

void add_positions(Sheet& s) {
  if (s.story.positions.empty()) return;
  open_section(s, "positions", "Positions");
  std::vector<const Position*> rows;
  rows.reserve(s.story.positions.size());
  for (const Position& p : s.story.positions) rows.push_back(&p);
  std::stable_sort(rows.begin(), rows.end(), [](const Position* a, const Position* b) {
    return std::tie(a->actor_name, a->topic, a->days.first) < std::tie(b->actor_name, b->topic, b->days.first);
  });
  s.add("<div class=\"scroll\"><table>" + head_row({"Actor", "Topic", "Date", "Stance", "Words", "Page"}) + "<tbody>\n");
  const Position* before = nullptr;
  for (const Position* p : rows) {
    const bool same_actor = before != nullptr && before->actor == p->actor, same_topic = same_actor && before->topic == p->topic;
    s.add("<tr><th scope=\"row\">" +
          (same_actor ? "<span class=\"vh\">" + escape_text(p->actor_name) + "</span>" : escape_text(p->actor_name)) +
          "</th><td>" + (same_topic ? "" : escape_text(p->topic)) + "</td><td class=\"date\">" + time_tag(p->days) + "</td><td>" +
          escape_text(p->stance) + (p->changed ? " <b class=\"warn\">changed</b>" : "") + "</td><td><q>" +
          escape_text(
              slice(p->doc < s.records.size() ? std::string_view(s.records[p->doc].text) : std::string_view(), p->where.at)) +
          "</q></td><td>" + s.source(p->doc, p->where.sentence) + "</td></tr>\n");
    before = p;
  }
  s.add("</tbody></table></div>\n</section>\n");
}

void add_proposals(Sheet& s) {
  const bool any = std::any_of(s.records.begin(), s.records.end(), [](const Record& r) { return !r.proposals.empty(); });
  if (!any) return;
  open_section(s, "proposals", "Proposals and replies");
  s.add("<div class=\"cards\">\n");
  for (const uint32_t doc : s.order()) {
    const Record& r = s.records[doc];
    for (const RecordProposal& p : r.proposals) {
      s.add("<article class=\"card\"" + s.id_once(p.id) + "><h3>" +
            escape_text(p.name.empty() ? std::string(slice(r.text, p.where.at)) : p.name) + "</h3><p class=\"n\">" +
            time_tag(p.days));
      if (const std::string by = s.actor(doc, p.sponsor); !by.empty()) s.add(" by " + escape_text(by));
      if (const std::string through = s.actor(doc, p.mediator); !through.empty()) s.add(" through " + escape_text(through));
      s.add(" " + s.source(doc, p.where.sentence) + s.corrected(p.id) + "</p>");
      if (!p.terms.empty()) {
        s.add("<ul>");
        for (const Evidence& t : p.terms) s.add("<li><q>" + escape_text(slice(r.text, t.at)) + "</q></li>");
        s.add("</ul>");
      }
      for (const RecordReply& y : p.replies) {
        s.add("<p class=\"reply\"><b>" + escape_text(s.actor(doc, y.party)) + "</b> " + escape_text(y.response) + ": <q>" +
              escape_text(slice(r.text, y.where.at)) + "</q></p>");
      }
      s.add("</article>\n");
    }
  }
  s.add("</div>\n</section>\n");
}

void add_votes(Sheet& s) {
  std::string rows;
  for (const uint32_t doc : s.order()) {
    const Record& r = s.records[doc];
    for (const RecordVote& v : r.votes) {
      rows += "<tr" + s.id_once(v.id) + "><td class=\"date\">" + time_tag(v.days) + "</td><th scope=\"row\">" +
              escape_text(v.kind) + (v.number.empty() ? "" : " " + escape_text(v.number)) + "</th><td>" + escape_text(v.outcome) +
              (v.count > 1 ? " <span class=\"n\">× " + std::to_string(v.count) + "</span>" : "") + "</td><td>" +
              escape_text(s.actor(doc, v.body)) + "</td><td>" + escape_text(s.actor(doc, v.by)) + "</td><td><q>" +
              escape_text(slice(r.text, v.where.at)) + "</q>" + s.corrected(v.id) + "</td><td>" +
              s.source(doc, v.where.sentence) + "</td></tr>\n";
    }
  }
  if (rows.empty()) return;
  open_section(s, "votes", "Votes and resolutions");
  s.add("<div class=\"scroll\"><table>" + head_row({"Date", "What", "Outcome", "Body", "By", "Words", "Page"}) + "<tbody>\n" +
        rows + "</tbody></table></div>\n</section>\n");
}

void add_actors(Sheet& s) {
  if (s.story.actors.empty()) return;
  std::vector<std::pair<uint32_t, const StoryActor*>> rows;
  for (const StoryActor& a : s.story.actors) {
    uint32_t mentions = 0;
    for (const uint32_t n : a.variant_counts) mentions += n;
    rows.emplace_back(mentions, &a);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second->name < b.second->name;
  });
  open_section(s, "actors", "Actors, as printed");
  s.add("<div class=\"scroll\"><table>" + head_row({"Name", "Kind", "Pages", "Spellings and forms seen"}) + "<tbody>\n");
  for (const auto& [mentions, a] : rows) {
    std::string pages, role;
    uint32_t last = kNone;
    for (const RowRef& ref : a->entities) {
      if (ref.doc >= s.records.size()) continue;
      if (ref.doc != last) pages += (pages.empty() ? "" : " ") + s.source(ref.doc, kNone);
      last = ref.doc;
      if (role.empty() && ref.row < s.records[ref.doc].entities.size()) role = s.records[ref.doc].entities[ref.row].role;
    }
    s.add("<tr" + s.id_once("actor-" + a->id) + "><th scope=\"row\">" + escape_text(a->name) +
          (role.empty() ? "" : "<br><span class=\"n\">" + escape_text(role) + "</span>") + "</th><td>" + escape_text(a->type) +
          "</td><td>" + pages + "</td><td>");
    for (size_t i = 0; i < a->variants.size() && i < 24; ++i) {
      const uint32_t n = i < a->variant_counts.size() ? a->variant_counts[i] : 0;
      s.add("<span class=\"var\">" + escape_text(a->variants[i]) + "<span class=\"n\"> " + std::to_string(n) + "</span></span> ");
    }
    if (a->variants.size() > 24) s.add("<span class=\"n\">and " + std::to_string(a->variants.size() - 24) + " more</span>");
    for (const std::string& other : a->looks_like)
      s.add("<br><span class=\"warn\">looks like</span> " + escape_text(s.actor_name(other)) +
            " <span class=\"n\">not merged</span>");
    s.add("</td></tr>\n");
  }
  s.add("</tbody></table></div>\n</section>\n");
}

void add_sources(Sheet& s) {
  std::map<std::pair<std::string, std::string>, std::vector<std::pair<uint32_t, uint32_t>>> credits;
  for (const uint32_t doc : s.order()) {
    for (const RecordSource& source : s.records[doc].sources) {
      auto& places = credits[{source.name, source.role}];
      const std::pair<uint32_t, uint32_t> place{doc, source.where.sentence};
      if (std::none_of(places.begin(), places.end(), [&](const auto& p) { return p.first == doc; })) places.push_back(place);
    }
  }
  if (credits.empty() && s.story.lineage.empty() && s.story.independence.empty()) return;
  open_section(s, "sources", "Sources and lineage");
  if (!s.story.independence.empty()) {
    s.add("<h3>Who depends on whom</h3>\n<ul class=\"lines\">\n");
    for (const Independence& i : s.story.independence) {
      if (!i.happening.empty()) continue;
      s.add("<li>");
      for (size_t k = 0; k < i.docs.size(); ++k)
        s.add((k == 0 ? "" : k + 1 == i.docs.size() ? " and " : ", ") + s.source(i.docs[k], kNone));
      s.add(": <b>" + escape_text(i.verdict) + "</b>" +
            (i.reason.empty() ? "" : ". <span class=\"n\">" + escape_text(i.reason) + "</span>") + "</li>\n");
    }
    s.add("</ul>\n");
  }
  if (!s.story.lineage.empty()) {
    s.add("<h3>Shared text and shared sources</h3>\n<ul class=\"lines\">\n");
    for (const Lineage& l : s.story.lineage) s.add("<li>" + lineage_words(s, l) + "</li>\n");
    s.add("</ul>\n");
  }
  if (!credits.empty()) {
    s.add("<h3>Credited in the pages</h3>\n<table>" + head_row({"Source", "As", "In"}) + "<tbody>\n");
    for (const auto& [key, places] : credits) {
      s.add("<tr><th scope=\"row\">" + escape_text(key.first) + "</th><td>" + escape_text(key.second) + "</td><td>");
      for (const auto& [doc, sentence] : places) s.add(s.source(doc, sentence) + " ");
      s.add("</td></tr>\n");
    }
    s.add("</tbody></table>\n");
  }
  s.add("</section>\n");
}

void add_pages(Sheet& s) {
  if (s.records.empty()) return;
  open_section(s, "pages", "Pages");
  s.add("<div class=\"scroll\"><table>" + head_row({"Page", "Headline", "Date", "What was done to it"}) + "<tbody>\n");
  for (const uint32_t doc : s.order()) add_page(s, doc);
  s.add("</tbody></table></div>\n</section>\n");
}

void add_headlines(Sheet& s) {
  std::string rows;
  for (const uint32_t doc : s.order()) {
    for (const HeadlineNote& n : s.records[doc].headline_notes) {
      std::string kind = n.kind;
      std::replace(kind.begin(), kind.end(), '_', ' ');
      rows += "<tr><th scope=\"row\">" + escape_text(kind) + "</th><td><q>" + escape_text(n.headline_text) + "</q></td><td><q>" +
              escape_text(n.body_text) + "</q></td><td>" + s.source(doc, n.body.sentence) + "</td></tr>\n";
    }
  }
  if (rows.empty()) return;
  open_section(s, "headlines", "Headline against body");
  s.add("<div class=\"scroll\"><table>" + head_row({"What", "The headline", "The body", "Page"}) + "<tbody>\n" + rows +
        "</tbody></table></div>\n</section>\n");
}

}  // namespace dateline::serve
