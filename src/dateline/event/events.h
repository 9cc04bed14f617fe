// Who did what to whom, when and where: events in PLOVER terms, votes, proposals and the replies to them.
//
// "Last night, Israel launched intense airstrikes on Rafah" gives ASSAULT/aerial, actor Israel, recipient Rafah, happened,
// 2024-02-12. An event inside a statement is an event as claimed by that speaker. A sentence that reports none gives none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/ontology.h"
#include "dateline/base/span.h"
#include "dateline/names/names.h"
#include "dateline/speech/speech.h"
#include "dateline/syntax/syntax.h"
#include "dateline/text/text.h"
#include "dateline/time/times.h"

namespace dateline {

/// The 16 categories of PLOVER (openeventdata/PLOVER manual).
enum class Plover : uint8_t {
  AGREE,
  CONSULT,
  SUPPORT,
  CONCEDE,
  COOPERATE,
  AID,
  RETREAT,
  REQUEST,
  ACCUSE,
  REJECT,
  THREATEN,
  PROTEST,
  SANCTION,
  MOBILIZE,
  COERCE,
  ASSAULT,
  OTHER
};
[[nodiscard]] std::string_view name_of(Plover type);
[[nodiscard]] int quad_of(Plover type);  ///< 1 verbal cooperation .. 4 material conflict; 0 for OTHER

enum class EventStatus : uint8_t { happened, planned, demanded, denied, conditional, historical };
[[nodiscard]] std::string_view name_of(EventStatus status);

/// One party of an event.
struct Party {
  uint32_t entity = kNone;  ///< into Names::entities; kNone: only words known
  Span at;                  ///< words that name it; empty when implied
  bool implied = false;
  std::vector<std::string> sides;  ///< kb ids of the states or bodies it belongs to: "Afghan rebels" -> afg, "Rafah" -> pse
};

struct Event {
  Span at;       ///< evidence clause in Text::utf8
  Span trigger;  ///< the verb or noun that names the act
  uint32_t sentence = 0;
  Plover type = Plover::OTHER;
  std::string mode;     ///< PLOVER mode ("aerial", "meet", "veto"), or ""
  std::string context;  ///< PLOVER context ("military", "diplomatic"), or ""
  EventStatus status = EventStatus::happened;
  std::vector<Party> actors, recipients;
  DayRange days;                 ///< when
  uint32_t time = kNone;         ///< expression it came from; kNone with days known = the page's date
  std::string_view date_basis;   ///< "clause" | "sentence" | "page" | ""
  uint32_t place = kNone;        ///< entity
  std::string_view place_basis;  ///< "clause" | "sentence" | ""
  uint32_t statement = kNone;    ///< claimed inside this statement
  uint32_t within = kNone;       ///< event whose content it is: the withdrawal that "called on X to withdraw" asks for
  std::string cameo;             ///< CAMEO code where one fits and the act happened, or ""
  std::string rule;              ///< row of the frame table
  float confidence = 0.5F;
};

/// A vote, veto, draft or resolution of a body.
struct Vote {
  Span at;
  uint32_t sentence = 0;
  std::string kind;       ///< veto | vote | adoption | draft | resolution
  uint32_t body = kNone;  ///< entity
  uint32_t by = kNone;    ///< entity
  std::string number;     ///< "2720"
  std::string outcome;    ///< vetoed | adopted | rejected | drafted | planned | in force
  int count = 0;          ///< "on three occasions"; 0 = not said
  Span content;
  DayRange days;
  float confidence = 0.5F;
};

struct Reply {
  uint32_t party = kNone;  ///< entity
  std::string response;    ///< accepted | rejected | conditional | supported | awaiting
  Span at;
  uint32_t sentence = 0;
};

struct Proposal {
  Span at;  ///< phrase or sentence that introduces it
  uint32_t sentence = 0;
  std::string name;
  uint32_t sponsor = kNone;  ///< entity
  uint32_t mediator = kNone;
  std::vector<Span> terms;
  std::vector<Reply> replies;
  DayRange days;
  float confidence = 0.5F;
};

struct Events {
  std::vector<Event> events;  ///< ascending by trigger.begin
  std::vector<Vote> votes;
  std::vector<Proposal> proposals;
};

namespace event {
[[nodiscard]] Events code(const Text& text, const Syntax& syntax, const Names& names, const Times& times, const Speech& speech,
                          const Ontology& ontology);
}  // namespace event
}  // namespace dateline
