// Events for those who work with event data: PLOVER JSON lines, the columns of POLECAT, ICEWS and GDELT 2.0.
//
// One row an event of a page; in `icews` and `gdelt`, which know one actor and one recipient, the first of each. Codes are text
// and keep their leading zeros. What the record does not know (coordinates, tone) stays empty.
#include <algorithm>
#include <cmath>
#include <map>

#include "dateline/base/chars.h"
#include "dateline/base/json.h"
#include "dateline/serve/export/coded.h"
#include "dateline/serve/export/export.h"
#include "dateline/store/version.h"

namespace dateline::serve {

namespace {

/// Column name -> cell; columns not named stay empty.
using Cells = std::map<std::string_view, std::string>;
using Columns = std::vector<std::string_view>;

std::string line_of(const Columns& columns, const Cells& cells) {
  std::string out;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) out += '\t';
    if (const auto found = cells.find(columns[i]); found != cells.end()) out += tab_cell(found->second);
  }
  return out + "\n";
}

std::string header_of(const Columns& columns) {
  std::string out;
  for (const std::string_view c : columns) (out += out.empty() ? "" : "\t") += c;
  return out + "\n";
}

template <class Use>
void each_event(const Pile& pile, const Use& use) {
  for (uint32_t doc = 0; doc < pile.records.size(); ++doc) {
    for (const RecordEvent& e : pile.records[doc].events) {
      if (!is_wrong(pile, e.id)) use(doc, pile.records[doc], e);
    }
  }
}

std::string joined(const Pile& pile, uint32_t doc, const std::vector<ActorRef>& parties, std::string Party::*what) {
  std::string out;
  for (const ActorRef& a : parties) {
    const std::string one = party_of(pile.records, pile.story, doc, a).*what;
    if (one.empty()) continue;
    if (!out.empty()) out += "; ";
    out += one;
  }
  return out;
}

std::string address_of(const Record& r) { return !r.canonical_url.empty() ? r.canonical_url : r.url; }

void put_parties(JsonWriter& json, const Pile& pile, uint32_t doc, const char* key, const std::vector<ActorRef>& parties) {
  json.key(key).begin_array();
  for (const ActorRef& a : parties) {
    const Party p = party_of(pile.records, pile.story, doc, a);
    json.begin_object().field("code", p.country).field("sector", p.type).field("entity_text", p.printed);
    json.field("identifier_id", p.id).field("identifier_text", p.name).end_object();
  }
  json.end_array();
}

/// The modes that PLOVER adds for what has not simply happened.
const char* auxiliary(std::string_view status) {
  if (status == "planned") return "future";
  if (status == "demanded" || status == "conditional") return "hypothetical";
  if (status == "denied") return "negation";
  return status == "historical" ? "historical" : nullptr;
}

/// A whole number made from an id, below 2^52: for files that know numbers only. "e_0123456789abcdef" -> its first 13 digits.
std::string number_of(const std::string& id) {
  uint64_t n = 0;
  size_t digits = 0;
  for (size_t i = id.find('_') + 1; i < id.size() && digits < 13; ++i, ++digits) {
    const char c = to_lower(id[i]);
    n = n * 16 + static_cast<uint64_t>(is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0);
  }
  return std::to_string(n);
}

std::string without_dashes(std::string day) {
  std::erase(day, '-');
  return day;
}

/// The CAMEO code of an event: its own where exactly one fits, else the root of its type.
std::string code_of(const RecordEvent& e) { return e.cameo.empty() ? cameo_of(e.type, e.mode) : e.cameo; }

Cells gdelt_event(const Pile& pile, uint32_t doc, const Record& r, const RecordEvent& e,
                  const std::map<std::string, const Happening*>& told) {
  Cells c;
  const std::string day = first_day(e.date.days), cameo = code_of(e);
  c["GLOBALEVENTID"] = number_of(e.id);
  c["SQLDATE"] = without_dashes(day);
  c["MonthYear"] = without_dashes(day.substr(0, 7));
  c["Year"] = day.substr(0, 4);
  const std::pair<const std::vector<ActorRef>*, const char*> sides[] = {{&e.actors, "1"}, {&e.recipients, "2"}};
  for (const auto& [list, n] : sides) {
    if (list->empty()) continue;
    const Party p = party_of(pile.records, pile.story, doc, list->front());
    const bool one = n[0] == '1';
    c[one ? "Actor1Code" : "Actor2Code"] = p.country;
    c[one ? "Actor1Name" : "Actor2Name"] = p.name;
    c[one ? "Actor1CountryCode" : "Actor2CountryCode"] = p.country;
  }
  c["IsRootEvent"] = e.where.sentence <= 3 ? "1" : "0";
  c["EventCode"] = cameo;
  c["EventBaseCode"] = cameo.substr(0, 3);
  c["EventRootCode"] = cameo.substr(0, 2);
  c["QuadClass"] = e.quad > 0 ? std::to_string(e.quad) : "";
  c["GoldsteinScale"] = intensity_of(e.type, e.mode);
  const auto happening = told.find(e.id);
  c["NumMentions"] = happening != told.end() ? std::to_string(happening->second->mentions.size()) : "1";
  c["NumSources"] = happening != told.end() ? std::to_string(happening->second->independent) : "1";
  c["NumArticles"] = happening != told.end() ? std::to_string(happening->second->documents.size()) : "1";
  const Party place = party_of(pile.records, pile.story, doc, e.place);
  c["ActionGeo_FullName"] = place.name;
  c["ActionGeo_CountryCode"] = place.country;
  const std::string published = without_dashes(first_day(date_of(pile.records, pile.story, doc)));
  if (!published.empty()) c["DATEADDED"] = published + std::string(6, '0');
  c["SOURCEURL"] = address_of(r).empty() ? r.id : address_of(r);
  return c;
}

}  // namespace

Files export_plover(const Pile& pile) {
  ExportFile out{"events.plover.jsonl", {}};
  each_event(pile, [&](uint32_t doc, const Record& r, const RecordEvent& e) {
    if (e.type.empty() || e.type == "OTHER") return;  // PLOVER has no such type
    JsonWriter json;
    const std::string day = first_day(e.date.days), end = last_day(e.date.days);
    json.begin_object()
        .field("id", e.id)
        .field("has_event", true)
        .field("date", day.empty() ? first_day(date_of(pile.records, pile.story, doc)) : day);
    if (!end.empty() && end != day) json.field("enddate", end);
    put_parties(json, pile, doc, "actor", e.actors);
    put_parties(json, pile, doc, "recipient", e.recipients);
    json.key("event").begin_array().value(e.type).end_array().field("event_text", slice(r.text, e.trigger));
    const std::string place = party_of(pile.records, pile.story, doc, e.place).name;
    if (!place.empty()) json.key("event_loc").begin_object().field("extracted_place", place).end_object();
    json.field("quad_code", e.quad).key("mode").begin_array();
    if (!e.mode.empty()) json.value(e.mode);
    if (const char* more = auxiliary(e.status)) json.value(more);
    json.end_array().key("context").begin_array();
    if (!e.context.empty()) json.value(e.context);
    json.end_array().field("text", slice(r.text, e.where.at));
    const CodePointIndex points(r.text);
    json.key("text_info").begin_object().field("sequence", e.where.sentence == kNone ? 0U : e.where.sentence);
    json.field("start", points.of_byte(e.where.at.begin)).field("end", points.of_byte(e.where.at.end)).end_object();
    json.key("cite_info")
        .begin_object()
        .field("corpus", r.id)
        .field("url", address_of(r))
        .field("title", r.headline)
        .field("language", r.language);
    json.field("publication", r.site).field("codebook", "PLOVER 2021").field("version", store::kProgramVersion).end_object();
    json.field("coder", std::string("dateline ") + store::kProgramVersion);
    if (e.date.basis.empty() || day.empty()) json.field("comment", day.empty() ? "date of the page: the words give none" : "");
    json.end_object();
    out.bytes += json.take() + "\n";
  });
  return std::vector<ExportFile>{out};
}

Files export_polecat(const Pile& pile) {
  static const Columns kColumns = {"Event ID",
                                   "Event Date",
                                   "Event Type",
                                   "Event Mode",
                                   "Intensity",
                                   "Quad Code",
                                   "Contexts",
                                   "Actor Name",
                                   "Actor Country",
                                   "Actor COW",
                                   "Primary Actor Sector",
                                   "Actor Sectors",
                                   "Actor Title",
                                   "Actor Name Raw",
                                   "Wikipedia Actor ID",
                                   "Recipient Name",
                                   "Recipient Country",
                                   "Recipient COW",
                                   "Primary Recipient Sector",
                                   "Recipient Sectors",
                                   "Recipient Title",
                                   "Recipient Name Raw",
                                   "Wikipedia Recipient ID",
                                   "Placename",
                                   "City",
                                   "District",
                                   "Province",
                                   "Country",
                                   "Latitude",
                                   "Longitude",
                                   "GeoNames ID",
                                   "Raw Placename",
                                   "Feature Type",
                                   "Source",
                                   "Publication Date",
                                   "Story People",
                                   "Story Organizations",
                                   "Story Locations",
                                   "Language",
                                   "Version"};
  ExportFile out{"events.polecat.tsv", header_of(kColumns)};
  each_event(pile, [&](uint32_t doc, const Record& r, const RecordEvent& e) {
    if (e.type.empty() || e.type == "OTHER") return;
    const Party place = party_of(pile.records, pile.story, doc, e.place);
    Cells c = {{"Event ID", e.id},
               {"Event Date", first_day(e.date.days)},
               {"Event Type", e.type},
               {"Event Mode", e.mode},
               {"Intensity", intensity_of(e.type, e.mode)},
               {"Quad Code", e.quad > 0 ? std::to_string(e.quad) : ""},
               {"Contexts", e.context},
               {"Placename", place.name},
               {"Country", place.country},
               {"Raw Placename", place.printed},
               {"Source", r.site.empty() ? r.id : r.site},
               {"Publication Date", first_day(date_of(pile.records, pile.story, doc))},
               {"Language", r.language},
               {"Version", store::kProgramVersion}};
    c["Actor Name"] = joined(pile, doc, e.actors, &Party::name);
    c["Actor Country"] = joined(pile, doc, e.actors, &Party::country);
    c["Actor Name Raw"] = joined(pile, doc, e.actors, &Party::printed);
    c["Primary Actor Sector"] = e.actors.empty() ? "" : party_of(pile.records, pile.story, doc, e.actors[0]).type;
    c["Recipient Name"] = joined(pile, doc, e.recipients, &Party::name);
    c["Recipient Country"] = joined(pile, doc, e.recipients, &Party::country);
    c["Recipient Name Raw"] = joined(pile, doc, e.recipients, &Party::printed);
    c["Primary Recipient Sector"] = e.recipients.empty() ? "" : party_of(pile.records, pile.story, doc, e.recipients[0]).type;
    out.bytes += line_of(kColumns, c);
  });
  return std::vector<ExportFile>{out};
}

Files export_icews(const Pile& pile) {
  static const Columns kColumns = {"Event ID",       "Event Date", "Source Name",     "Source Sectors", "Source Country",
                                   "Event Text",     "CAMEO Code", "Intensity",       "Target Name",    "Target Sectors",
                                   "Target Country", "Story ID",   "Sentence Number", "Publisher",      "City",
                                   "District",       "Province",   "Country",         "Latitude",       "Longitude"};
  ExportFile out{"events.icews.tsv", header_of(kColumns)};
  each_event(pile, [&](uint32_t doc, const Record& r, const RecordEvent& e) {
    if (code_of(e).empty()) return;
    const Party a = e.actors.empty() ? Party{} : party_of(pile.records, pile.story, doc, e.actors[0]),
                b = e.recipients.empty() ? Party{} : party_of(pile.records, pile.story, doc, e.recipients[0]);
    out.bytes += line_of(kColumns, {{"Event ID", e.id},
                                    {"Event Date", first_day(e.date.days)},
                                    {"Source Name", a.name},
                                    {"Source Sectors", a.type},
                                    {"Source Country", a.country},
                                    {"Event Text", std::string(slice(r.text, e.where.at))},
                                    {"CAMEO Code", code_of(e)},
                                    {"Intensity", intensity_of(e.type, e.mode)},
                                    {"Target Name", b.name},
                                    {"Target Sectors", b.type},
                                    {"Target Country", b.country},
                                    {"Story ID", r.id},
                                    {"Sentence Number", e.where.sentence == kNone ? "" : std::to_string(e.where.sentence + 1)},
                                    {"Publisher", r.site},
                                    {"Country", party_of(pile.records, pile.story, doc, e.place).country}});
  });
  return std::vector<ExportFile>{out};
}

Files export_gdelt(const Pile& pile) {
  static const Columns kEvents = {"GLOBALEVENTID",
                                  "SQLDATE",
                                  "MonthYear",
                                  "Year",
                                  "FractionDate",
                                  "Actor1Code",
                                  "Actor1Name",
                                  "Actor1CountryCode",
                                  "Actor1KnownGroupCode",
                                  "Actor1EthnicCode",
                                  "Actor1Religion1Code",
                                  "Actor1Religion2Code",
                                  "Actor1Type1Code",
                                  "Actor1Type2Code",
                                  "Actor1Type3Code",
                                  "Actor2Code",
                                  "Actor2Name",
                                  "Actor2CountryCode",
                                  "Actor2KnownGroupCode",
                                  "Actor2EthnicCode",
                                  "Actor2Religion1Code",
                                  "Actor2Religion2Code",
                                  "Actor2Type1Code",
                                  "Actor2Type2Code",
                                  "Actor2Type3Code",
                                  "IsRootEvent",
                                  "EventCode",
                                  "EventBaseCode",
                                  "EventRootCode",
                                  "QuadClass",
                                  "GoldsteinScale",
                                  "NumMentions",
                                  "NumSources",
                                  "NumArticles",
                                  "AvgTone",
                                  "Actor1Geo_Type",
                                  "Actor1Geo_FullName",
                                  "Actor1Geo_CountryCode",
                                  "Actor1Geo_ADM1Code",
                                  "Actor1Geo_ADM2Code",
                                  "Actor1Geo_Lat",
                                  "Actor1Geo_Long",
                                  "Actor1Geo_FeatureID",
                                  "Actor2Geo_Type",
                                  "Actor2Geo_FullName",
                                  "Actor2Geo_CountryCode",
                                  "Actor2Geo_ADM1Code",
                                  "Actor2Geo_ADM2Code",
                                  "Actor2Geo_Lat",
                                  "Actor2Geo_Long",
                                  "Actor2Geo_FeatureID",
                                  "ActionGeo_Type",
                                  "ActionGeo_FullName",
                                  "ActionGeo_CountryCode",
                                  "ActionGeo_ADM1Code",
                                  "ActionGeo_ADM2Code",
                                  "ActionGeo_Lat",
                                  "ActionGeo_Long",
                                  "ActionGeo_FeatureID",
                                  "DATEADDED",
                                  "SOURCEURL"};
  static const Columns kMentions = {"GLOBALEVENTID",
                                    "EventTimeDate",
                                    "MentionTimeDate",
                                    "MentionType",
                                    "MentionSourceName",
                                    "MentionIdentifier",
                                    "SentenceID",
                                    "Actor1CharOffset",
                                    "Actor2CharOffset",
                                    "ActionCharOffset",
                                    "InRawText",
                                    "Confidence",
                                    "MentionDocLen",
                                    "MentionDocTone",
                                    "MentionDocTranslationInfo",
                                    "Extras"};
  std::map<std::string, const Happening*> told;
  std::map<std::string, std::string> event_of;  // happening -> id of its first event
  for (const Happening& h : pile.story.happenings) {
    for (const HappeningMention& m : h.mentions) {
      if (m.kind != 'e' || m.doc >= pile.records.size() || m.row >= pile.records[m.doc].events.size()) continue;
      const RecordEvent& e = pile.records[m.doc].events[m.row];
      if (code_of(e).empty() || is_wrong(pile, e.id)) continue;
      told.emplace(e.id, &h);
      event_of.emplace(h.id, e.id);
    }
  }
  ExportFile events{"events.export.CSV", {}}, mentions{"events.mentions.CSV", {}};
  each_event(pile, [&](uint32_t doc, const Record& r, const RecordEvent& e) {
    if (code_of(e).empty()) return;
    const auto happening = told.find(e.id);
    const std::string lead = happening != told.end() ? event_of[happening->second->id] : e.id;
    if (lead == e.id) events.bytes += line_of(kEvents, gdelt_event(pile, doc, r, e, told));
    const CodePointIndex points(r.text);
    const std::string published = without_dashes(first_day(date_of(pile.records, pile.story, doc)));
    mentions.bytes +=
        line_of(kMentions, {{"GLOBALEVENTID", number_of(lead)},
                            {"EventTimeDate", without_dashes(first_day(e.date.days))},
                            {"MentionTimeDate", published},
                            {"MentionType", address_of(r).empty() ? "2" : "1"},
                            {"MentionSourceName", r.site.empty() ? r.name : r.site},
                            {"MentionIdentifier", address_of(r).empty() ? r.id : address_of(r)},
                            {"SentenceID", e.where.sentence == kNone ? "" : std::to_string(e.where.sentence + 1)},
                            {"ActionCharOffset", std::to_string(points.of_byte(e.trigger.begin))},
                            {"InRawText", "1"},
                            {"Confidence", std::to_string(std::lround(e.confidence * 100))},
                            {"MentionDocLen", std::to_string(points.of_byte(static_cast<uint32_t>(r.text.size())))}});
  });
  return std::vector<ExportFile>{events, mentions};
}

}  // namespace dateline::serve
