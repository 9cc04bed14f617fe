// Pages as citations and news items, the timeline for TimelineJS, people and events for FollowTheMoney.
//
// A page whose date was worked out is cited "circa"; BibLaTeX gets it as "2024-02-12~". Text of pages goes into TimelineJS, which
// shows HTML, escaped.
#include <map>

#include "dateline/base/chars.h"
#include "dateline/base/json.h"
#include "dateline/serve/export/coded.h"
#include "dateline/serve/export/export.h"
#include "dateline/serve/html.h"
#include "dateline/serve/sheet.h"

namespace dateline::serve {

namespace {

bool is_stated(const Record& r, const DayRange& joint) {
  return !joint.known() && (r.date_basis == "explicit" || r.date_basis == "metadata");
}
std::string title_of(const Record& r) { return r.headline.empty() ? r.name : r.headline; }
std::string address_of(const Record& r) { return !r.canonical_url.empty() ? r.canonical_url : r.url; }

void put_date_parts(JsonWriter& json, const DayRange& days) {
  const Civil c = civil_of(days.first), end = civil_of(days.last);
  json.begin_array().begin_array().value(c.year);
  if (c.year == end.year && days.last - days.first < 32) {
    if (c.month == end.month) json.value(c.month);
    if (days.first == days.last) json.value(c.day);
  }
  json.end_array().end_array();
}

void put_csl(JsonWriter& json, const Record& r, const DayRange& joint) {
  const DayRange days = joint.known() ? joint : r.date;
  json.begin_object()
      .field("id", r.id)
      .field("type", r.site.empty() ? "webpage" : "article-newspaper")
      .field("title", title_of(r));
  if (!r.authors.empty()) {
    json.key("author").begin_array();
    for (const std::string& a : r.authors) json.begin_object().field("literal", a).end_object();
    json.end_array();
  }
  if (days.known() && !first_day(days).empty() && !last_day(days).empty()) {
    json.key("issued").begin_object().key("date-parts");
    put_date_parts(json, days);
    if (!is_stated(r, joint)) json.field("circa", true);
    json.end_object();
  }
  if (!r.site.empty()) json.field("container-title", r.site);
  if (!address_of(r).empty()) json.field("URL", address_of(r));
  if (!r.language.empty()) json.field("language", r.language);
  json.field("note", "SHA-256 " + r.sha256 +
                         (days.known() && !is_stated(r, joint)
                              ? "; date worked out (" + (joint.known() ? std::string("from other pages") : r.date_basis) + ")"
                              : ""));
  json.end_object();
}

/// Text inside braces: what TeX would act on is written as its command.
std::string tex(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '{':
      case '}':
      case '$':
      case '&':
      case '#':
      case '_':
      case '%':
        out += '\\';
        out += c;
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

std::string bibtex(const Record& r, const DayRange& joint) {
  const DayRange days = joint.known() ? joint : r.date;
  std::string out = "@online{" + r.id + ",\n  title = {" + tex(title_of(r)) + "},\n";
  if (!r.authors.empty()) {
    out += "  author = {";
    for (size_t i = 0; i < r.authors.size(); ++i) out += (i > 0 ? " and {" : "{") + tex(r.authors[i]) + "}";
    out += "},\n";
  }
  if (days.known() && !first_day(days).empty() && !last_day(days).empty()) {
    const std::string iso = days.first == days.last ? iso_of(days.first) : iso_of(days.first) + "/" + iso_of(days.last);
    out += "  date = {" + iso + (is_stated(r, joint) || days.first != days.last ? "" : "~") + "},\n";
  }
  if (!r.site.empty()) out += "  organization = {" + tex(r.site) + "},\n";
  if (!safe_url(address_of(r)).empty()) out += "  url = {" + address_of(r) + "},\n";
  return out + "  note = {SHA-256 " + tex(r.sha256) + "},\n}\n";
}

std::string plain(const Record& r, const DayRange& joint) {
  const DayRange days = joint.known() ? joint : r.date;
  std::string out;
  for (const std::string& a : r.authors) (out += out.empty() ? "" : ", ") += a;
  out += (out.empty() ? "“" : ": “") + title_of(r) + "”";
  if (!r.site.empty()) out += ", " + r.site;
  out += days.known() ? ", " + std::string(is_stated(r, joint) ? "" : "circa ") + date_words(days) : ", no date";
  if (!address_of(r).empty()) out += ", " + address_of(r);
  return out + " (" + r.id + ", SHA-256 " + r.sha256 + ")";
}

DayRange joint_of(const Pile& pile, uint32_t doc) {
  return doc < pile.story.joint_dates.size() ? pile.story.joint_dates[doc] : DayRange{};
}

void put_slide_date(JsonWriter& json, const char* key, Day day, bool with_month, bool with_day) {
  const Civil c = civil_of(day);
  json.key(key).begin_object().field("year", c.year);
  if (with_month) json.field("month", c.month);
  if (with_day) json.field("day", c.day);
  json.end_object();
}

using Properties = std::vector<std::pair<std::string_view, std::vector<std::string>>>;

/// An entity of FollowTheMoney: all values are lists of text.
void put_entity(std::string& out, const std::string& id, const char* schema, const Properties& properties) {
  JsonWriter json;
  json.begin_object().field("id", id).field("schema", schema).key("properties").begin_object();
  for (const auto& [name, values] : properties) {
    std::vector<std::string_view> kept;
    for (const std::string& v : values) {
      if (!v.empty()) kept.push_back(v);
    }
    if (kept.empty()) continue;
    json.key(name).begin_array();
    for (const std::string_view v : kept) json.value(v);
    json.end_array();
  }
  json.end_object().end_object();
  out += json.take() + "\n";
}

const char* schema_of(const std::string& type) {
  if (type == "person") return "Person";
  if (type == "place") return "Address";
  if (type == "body" || type == "government" || type == "state") return "PublicBody";
  return type == "organisation" || type == "armed group" || type == "outlet" || type == "party" ? "Organization" : "LegalEntity";
}

std::string ftm_id(const std::string& id) { return "dateline-" + escape_id(id); }

/// True when the event that this entry tells was judged wrong.
bool is_wrong_entry(const Pile& pile, const Happening& h, const TimelineEntry& t) {
  for (const HappeningMention& m : h.mentions) {
    if (m.doc != t.doc || m.where.sentence != t.where.sentence || m.doc >= pile.records.size()) continue;
    const Record& r = pile.records[m.doc];
    if (m.kind == 'e' && m.row < r.events.size() && is_wrong(pile, r.events[m.row].id)) return true;
    if (m.kind == 's' && m.row < r.statements.size() && is_wrong(pile, r.statements[m.row].id)) return true;
  }
  return false;
}

}  // namespace

std::string cite(const Record& r, const DayRange& joint, Citation form) {
  if (form == Citation::bibtex) return bibtex(r, joint);
  if (form == Citation::text) return plain(r, joint) + "\n";
  JsonWriter json(2);
  json.begin_array();
  put_csl(json, r, joint);
  json.end_array();
  return json.take() + "\n";
}

Files export_csl(const Pile& pile) {
  JsonWriter json(2);
  json.begin_array();
  for (uint32_t i = 0; i < pile.records.size(); ++i) put_csl(json, pile.records[i], joint_of(pile, i));
  json.end_array();
  return std::vector<ExportFile>{{"citations.csl.json", json.take() + "\n"}};
}

Files export_bibtex(const Pile& pile) {
  ExportFile out{"citations.bib", {}};
  for (uint32_t i = 0; i < pile.records.size(); ++i)
    out.bytes += (i > 0 ? "\n" : "") + bibtex(pile.records[i], joint_of(pile, i));
  return std::vector<ExportFile>{out};
}

Files export_timelinejs(const Pile& pile) {
  std::map<std::string, const Happening*> happenings;
  for (const Happening& h : pile.story.happenings) happenings.emplace(h.id, &h);
  JsonWriter json(1);
  json.begin_object().field("scale", "human").key("events").begin_array();
  size_t n = 0;
  for (const TimelineEntry& t : pile.story.timeline) {
    ++n;
    if (const auto told = happenings.find(t.happening); told != happenings.end() && is_wrong_entry(pile, *told->second, t))
      continue;
    if (first_day(t.days).empty() || last_day(t.days).empty() || t.doc >= pile.records.size()) continue;
    const Civil a = civil_of(t.days.first), b = civil_of(t.days.last);
    const bool one_month = a.year == b.year && a.month == b.month, one_day = t.days.first == t.days.last;
    const bool whole_month = one_month && a.day == 1 && b.day == days_in_month(b.year, b.month);
    const bool whole_year = a.year == b.year && a.month == 1 && a.day == 1 && b.month == 12 && b.day == 31;
    json.begin_object();
    put_slide_date(json, "start_date", t.days.first, !whole_year, !whole_month && !whole_year);
    if (!one_day && !whole_month && !whole_year) put_slide_date(json, "end_date", t.days.last, true, true);
    const auto h = happenings.find(t.happening);
    const Record& r = pile.records[t.doc];
    const std::string head =
        h != happenings.end() && !h->second->label.empty() ? h->second->label : std::string(slice(r.text, t.where.at));
    json.key("text").begin_object().field("headline",
                                          escape_text(head.size() > 140 ? head.substr(0, head.find(' ', 120)) + " …" : head));
    json.field("text", "<q>" + escape_text(t.text) + "</q> <cite>" + escape_text(title_of(r)) + "</cite>" +
                           (t.status.empty() || t.status == "happened" ? "" : " (" + escape_text(t.status) + ")"))
        .end_object();
    json.field("unique_id", r.id + "-" + std::to_string(t.where.sentence) + "-" + std::to_string(n)).field("autolink", false);
    if (h != happenings.end() && !h->second->type.empty()) json.field("group", h->second->type);
    json.end_object();
  }
  json.end_array().end_object();
  return std::vector<ExportFile>{{"timeline.json", json.take() + "\n"}};
}

Files export_ftm(const Pile& pile) {
  ExportFile out{"record.ftm.jsonl", {}};
  for (const StoryActor& a : pile.story.actors) {
    const std::string country = lower_ascii(country_of(a.kb_id));
    if (a.type == "place")
      put_entity(out.bytes, ftm_id(a.id), "Address", {{"full", {a.name}}});
    else
      put_entity(out.bytes, ftm_id(a.id), schema_of(a.type), {{"name", {a.name}}, {"alias", a.variants}});
  }
  for (uint32_t i = 0; i < pile.records.size(); ++i) {
    const Record& r = pile.records[i];
    put_entity(out.bytes, ftm_id(r.id), "Article",
               {{"title", {title_of(r)}},
                {"fileName", {r.name}},
                {"author", r.authors},
                {"publishedAt", {first_day(date_of(pile.records, pile.story, i))}},
                {"sourceUrl", {safe_url(address_of(r)).empty() ? "" : address_of(r)}},
                {"language", {r.language == "en" ? "eng" : ""}},
                {"bodyText", {r.text}}});
    for (const RecordEvent& e : r.events) {
      if (is_wrong(pile, e.id)) continue;
      std::vector<std::string> involved;
      for (const auto* list : {&e.actors, &e.recipients}) {
        for (const ActorRef& a : *list) {
          const Party p = party_of(pile.records, pile.story, i, a);
          if (!p.id.empty() && p.type != "place") involved.push_back(ftm_id(p.id));
        }
      }
      put_entity(out.bytes, ftm_id(e.id), "Event",
                 {{"name", {e.type + (e.mode.empty() ? "" : " " + e.mode)}},
                  {"startDate", {first_day(e.date.days)}},
                  {"endDate", {last_day(e.date.days)}},
                  {"location", {party_of(pile.records, pile.story, i, e.place).name}},
                  {"involved", involved},
                  {"proof", {ftm_id(r.id)}},
                  {"summary", {std::string(slice(r.text, e.where.at))}},
                  {"keywords", {e.status}}});
    }
    for (uint32_t n = 0; n < r.entities.size(); ++n) {
      const Party p = party_of(pile.records, pile.story, i, {n, "", false});
      if (p.type == "place") continue;
      put_entity(out.bytes, ftm_id(r.entities[n].id), "Mention",
                 {{"document", {ftm_id(r.id)}},
                  {"name", {r.entities[n].name}},
                  {"resolved", {ftm_id(p.id)}},
                  {"detectedSchema", {schema_of(p.type)}}});
    }
  }
  return std::vector<ExportFile>{out};
}

Files export_ninjs(const Pile& pile) {
  JsonWriter json(1);
  json.begin_array();
  for (uint32_t i = 0; i < pile.records.size(); ++i) {
    const Record& r = pile.records[i];
    const std::string day = first_day(date_of(pile.records, pile.story, i));
    json.begin_object()
        .field("uri", address_of(r).empty() ? "urn:sha256:" + r.sha256 : address_of(r))
        .key("standard")
        .begin_object();
    json.field("name", "ninjs").field("version", "3.1").end_object().field("type", "text");
    if (!day.empty()) json.field("versionCreated", day + "T00:00:00Z");
    if (!r.language.empty()) json.field("language", r.language);
    std::string by;
    for (const std::string& a : r.authors) (by += by.empty() ? "" : ", ") += a;
    if (!by.empty()) json.field("by", by);
    if (!r.headline.empty())
      json.key("headlines")
          .begin_array()
          .begin_object()
          .field("role", "main")
          .field("contentType", "text/plain")
          .field("value", r.headline)
          .end_object()
          .end_array();
    json.key("bodies")
        .begin_array()
        .begin_object()
        .field("role", "main")
        .field("contentType", "text/plain")
        .field("value", r.text)
        .end_object()
        .end_array();
    for (const auto& [key, type] : {std::pair{"people", "person"}, {"organisations", "organisation"}, {"places", "place"}}) {
      json.key(key).begin_array();
      for (uint32_t n = 0; n < r.entities.size(); ++n) {
        const Party p = party_of(pile.records, pile.story, i, {n, "", false});
        const bool person = p.type == "person", place = p.type == "place" || p.type == "state";
        const std::string_view here = person ? "person" : place ? "place" : "organisation";
        if (here != type || p.type == "group") continue;
        json.begin_object().field("name", p.name).field("rel", "mention").field("uri", "urn:dateline:" + p.id).end_object();
      }
      json.end_array();
    }
    json.end_object();
  }
  json.end_array();
  return std::vector<ExportFile>{{"pages.ninjs.json", json.take() + "\n"}};
}

}  // namespace dateline::serve
