// Codes and names for the event data sets: see coded.h.
#include "dateline/serve/export/coded.h"

#include <limits>

#include "dateline/base/chars.h"

namespace dateline::serve {

namespace {

struct Code {
  std::string_view type, mode, cameo, intensity;
};

/// PLOVER types and modes with the CAMEO root they come from and their intensity, both as the PLOVER manual (2021) prints them
/// (but for ACCUSE without a mode, printed as 3 beside modes of -2 to -3.5: -3 here).
constexpr Code kCodes[] = {
    {"AGREE", "", "03", "2.5"},
    {"CONSULT", "", "04", "2.5"},
    {"CONSULT", "visit", "04", "4"},
    {"CONSULT", "third-party", "04", "1"},
    {"CONSULT", "multilateral", "04", "4"},
    {"CONSULT", "phone", "04", "1.5"},
    {"SUPPORT", "", "05", "5"},
    {"CONCEDE", "", "08", "4.5"},
    {"COOPERATE", "", "06", "9.5"},
    {"AID", "", "07", "10"},
    {"RETREAT", "", "08", "6.5"},
    {"RETREAT", "withdraw", "08", "8"},
    {"RETREAT", "disarm", "08", "10"},
    {"RETREAT", "ceasefire", "08", "7.5"},
    {"RETREAT", "resign", "08", "4.5"},
    {"REQUEST", "", "10", "0"},
    {"REQUEST", "assist", "10", "0.5"},
    {"REQUEST", "change", "10", "-1"},
    {"REQUEST", "yield", "10", "-1"},
    {"ACCUSE", "", "11", "-3"},
    {"ACCUSE", "disapprove", "11", "-2"},
    {"ACCUSE", "investigate", "11", "-3.5"},
    {"ACCUSE", "allege", "11", "-3.5"},
    {"REJECT", "", "12", "-2"},
    {"REJECT", "assist", "12", "-1.5"},
    {"THREATEN", "", "13", "-3.5"},
    {"THREATEN", "restrict", "13", "-3"},
    {"THREATEN", "territory", "13", "-4"},
    {"PROTEST", "", "14", "-5"},
    {"PROTEST", "riot", "14", "-7"},
    {"PROTEST", "hunger", "14", "-4.5"},
    {"PROTEST", "boycott", "14", "-4.5"},
    {"PROTEST", "obstruct", "14", "-4.5"},
    {"SANCTION", "", "16", "-6"},
    {"SANCTION", "expel", "16", "-5.5"},
    {"MOBILIZE", "", "15", "-5.5"},
    {"MOBILIZE", "troops", "15", "-6.5"},
    {"MOBILIZE", "weapons", "15", "-6.5"},
    {"MOBILIZE", "militia", "15", "-6"},
    {"COERCE", "", "17", "-7"},
    {"COERCE", "censor", "17", "-6.5"},
    {"COERCE", "curfew", "17", "-6.5"},
    {"COERCE", "martial-law", "17", "-7.5"},
    {"COERCE", "misinformation", "17", "-6.5"},
    {"ASSAULT", "", "18", "-9"},
    {"ASSAULT", "abduct", "18", "-8.5"},
    {"ASSAULT", "beat", "18", "-7.5"},
    {"ASSAULT", "torture", "18", "-8.5"},
    {"ASSAULT", "sexual", "18", "-8.5"},
    {"ASSAULT", "targeted", "18", "-9.5"},
    {"ASSAULT", "destroy", "18", "-8.5"},
    {"ASSAULT", "primitive", "18", "-8"},
    {"ASSAULT", "suicide-attack", "18", "-9.5"},
    {"ASSAULT", "aerial", "19", "-9.5"},
    {"ASSAULT", "drone", "19", "-9.5"},
    {"ASSAULT", "heavy-weapons", "19", "-9.5"},
    {"ASSAULT", "crowd-control", "18", "-7.5"},
    {"ASSAULT", "unconventional", "20", "-10"},
};

const Code* code_of(std::string_view type, std::string_view mode) {
  const Code* plain = nullptr;
  for (const Code& c : kCodes) {
    if (c.type != type) continue;
    if (c.mode == mode) return &c;
    if (c.mode.empty()) plain = &c;
  }
  return plain;
}

}  // namespace

std::string country_of(std::string_view kb_id) {
  std::string_view code = kb_id;
  if (code.starts_with("place:")) {
    const size_t cut = code.rfind('_');
    code = cut != std::string_view::npos ? code.substr(cut + 1) : std::string_view();
  } else if (code.find(':') != std::string_view::npos) {
    return {};
  }
  if (code.size() != 3) return {};
  std::string out;
  for (const char c : code) {
    if (!is_lower(c)) return {};
    out += to_upper(c);
  }
  return out;
}

Party party_of(const std::vector<Record>& records, const Story& story, uint32_t doc, const ActorRef& ref) {
  Party out;
  out.name = out.printed = ref.text;
  if (ref.entity >= records[doc].entities.size()) return out;
  const RecordEntity& e = records[doc].entities[ref.entity];
  out.name = e.name;
  out.printed = ref.text.empty() ? e.name : ref.text;
  out.id = e.id;
  out.type = e.type;
  out.country = country_of(e.kb_id);
  if (out.country.empty() && e.represents.size() == 1) out.country = country_of(e.represents[0]);
  if (doc < story.entity_actor.size() && ref.entity < story.entity_actor[doc].size()) {
    const uint32_t index = story.entity_actor[doc][ref.entity];
    if (index < story.actors.size()) {
      out.name = story.actors[index].name;
      out.id = story.actors[index].id;
    }
  }
  return out;
}

std::string cameo_of(std::string_view type, std::string_view mode) {
  const Code* c = code_of(type, mode);
  return c != nullptr ? std::string(c->cameo) : std::string();
}

std::string intensity_of(std::string_view type, std::string_view mode) {
  const Code* c = code_of(type, mode);
  return c != nullptr ? std::string(c->intensity) : std::string();
}

std::string first_day(const DayRange& days) {
  return days.known() && days.first > std::numeric_limits<Day>::min() / 2 ? iso_of(days.first) : std::string();
}

std::string last_day(const DayRange& days) {
  return days.known() && days.last < std::numeric_limits<Day>::max() / 2 ? iso_of(days.last) : std::string();
}

std::string tab_cell(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return out;
}

DayRange date_of(const std::vector<Record>& records, const Story& story, uint32_t doc) {
  const bool joint = doc < story.joint_dates.size() && story.joint_dates[doc].known();
  return joint ? story.joint_dates[doc] : records[doc].date;
}

}  // namespace dateline::serve
