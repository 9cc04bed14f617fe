// What one page says, as plain rows with evidence: the border between the reading wing and the comparing wing.
//
// Self-contained: text, numbers, dates and ids; no token ids, no pointers, nothing of HTML. A Record can be printed, stored,
// loaded again and compared without the page. Spans are UTF-8 bytes of Record::text; faces convert them to code points.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dateline/base/date.h"
#include "dateline/base/note.h"
#include "dateline/base/span.h"

namespace dateline {

/// Where a row stands in its page.
struct Evidence {
  uint32_t sentence = kNone;  ///< into Record::sentences
  Span at;                    ///< into Record::text
};

/// A date as a row carries it.
struct RowDate {
  DayRange days;
  std::string basis;  ///< explicit | relative | page | inferred | metadata | ""
};

struct RecordBlock {
  std::string text;  ///< as on the page (repairs not applied)
  std::string role;  ///< name_of(Role)
  bool kept = true;
  uint32_t line = 0;
  Span raw;  ///< bytes of the raw page
  Span at;   ///< into Record::text; empty when not kept
  std::string why;
};

struct RecordSentence {
  Span at;             ///< into Record::text
  uint32_t block = 0;  ///< into Record::blocks
};

struct RecordRepair {
  Evidence where;
  std::string broken, repaired, kind;
  bool certain = true;
};

struct RecordMention {
  Evidence where;
  std::string kind;  ///< name_of(MentionKind)
  std::string why;
  float confidence = 1;
};

struct RecordEntity {
  std::string id;  ///< "n_<hash>" of doc, name and first place
  std::string name, type, kb_id, role;
  std::vector<std::string> represents;  ///< kb ids
  std::vector<std::string> represents_names;
  char gender = 0;
  bool plural = false;
  std::vector<uint32_t> members;  ///< into Record::entities
  std::vector<RecordMention> mentions;
  float confidence = 1;
};

/// A reference to an actor: an entity of this record, or only words.
struct ActorRef {
  uint32_t entity = kNone;  ///< into Record::entities
  std::string text;         ///< words that name it here
  bool implied = false;
};

struct RecordTime {
  std::string id;
  Evidence where;
  std::string type, value, basis, why;
  DayRange days;
  bool since = false, until = false, future = false;
  float confidence = 1;
};

struct RecordStatement {
  std::string id;
  Evidence where;  ///< the content
  std::vector<Span> pieces;
  Span cue;
  std::string cue_lemma, cls, form, rule;
  int strength = 1;
  bool negated = false, damaged = false;
  ActorRef speaker;
  std::vector<ActorRef> chain;  ///< outermost first, speaker last
  ActorRef addressee;
  std::string venue;
  RowDate date;
  float confidence = 0;
};

struct RecordFigure {
  std::string id;
  Evidence where;
  std::optional<double> low, best, high;
  std::string bound, kind, unit, counted, base, reason;
  ActorRef place, source;
  DayRange as_of;
  bool cumulative = false;
  DayRange since;
  uint32_t statement = kNone;  ///< into Record::statements
  float confidence = 0;
};

struct RecordEvent {
  std::string id;
  Evidence where;
  Span trigger;
  std::string type, mode, context, status, rule;
  int quad = 0;
  std::string cameo;        ///< CAMEO code where exactly one fits, or ""
  uint32_t within = kNone;  ///< event whose content it is, into Record::events
  std::vector<ActorRef> actors, recipients;
  RowDate date;
  ActorRef place;
  std::string place_basis;
  uint32_t statement = kNone;
  float confidence = 0;
};

struct RecordVote {
  std::string id;
  Evidence where;
  std::string kind, number, outcome, content;
  ActorRef body, by;
  int count = 0;
  DayRange days;
  float confidence = 0;
};

struct RecordReply {
  ActorRef party;
  std::string response;
  Evidence where;
};

struct RecordProposal {
  std::string id;
  Evidence where;
  std::string name;
  ActorRef sponsor, mediator;
  std::vector<Evidence> terms;
  std::vector<RecordReply> replies;
  DayRange days;
  float confidence = 0;
};

struct RecordSource {
  std::string name, kb_id, role;  ///< name_of(SourceRole)
  Evidence where;                 ///< sentence kNone when it stands outside the clean text
  std::string text;               ///< words that credit it
};

struct RecordDateEvidence {
  std::string kind, text;
  Evidence where;
  DayRange allows;
  float weight = 0;
};

/// Headline against body (S14).
struct HeadlineNote {
  std::string kind;  ///< overstated | other_subject | number_differs | "no headline" (there is none)
  std::string headline_text, body_text;
  Evidence headline, body;
  float confidence = 0;
};

struct Record {
  std::string id;    ///< "d_<first 16 hex of SHA-256 of the raw bytes>"
  std::string name;  ///< file name without folder and extension, or the container's id: for people
  std::string path, url, canonical_url, site, section, language, charset, media;
  std::string sha256;  ///< of the raw bytes, hex
  uint64_t raw_bytes = 0;
  std::string headline;  ///< "" = none
  std::string headline_basis;
  Evidence headline_where;  ///< sentence kNone when from metadata
  std::vector<std::string> authors;
  DayRange date, date_range;  ///< best value; earliest..latest
  std::string date_basis;
  float date_strength = 0;
  bool year_stated = false;
  std::vector<RecordDateEvidence> date_evidence;
  std::string text;  ///< clean text (kept blocks, repairs applied), UTF-8
  std::vector<RecordBlock> blocks;
  std::vector<RecordSentence> sentences;
  std::vector<RecordRepair> repairs;
  std::vector<RecordSource> sources;
  std::vector<RecordEntity> entities;
  std::vector<RecordTime> times;
  std::vector<RecordStatement> statements;
  std::vector<RecordFigure> figures;
  std::vector<RecordEvent> events;
  std::vector<RecordVote> votes;
  std::vector<RecordProposal> proposals;
  std::vector<HeadlineNote> headline_notes;
  Notes notes;
};

}  // namespace dateline
