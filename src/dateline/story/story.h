// Records joined: actors across pages, copies, one event in several pages, differences, the timeline, positions.
//
// Two pages on one raid, "more than 100 Palestinians" and "at least 70 Palestinian civilians", give one Happening with two
// mentions and one Conflict of kind figure that keeps both texts side by side with their scopes. Nothing is averaged.
// It reads Records only: no HTML, no token.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dateline/base/date.h"
#include "dateline/base/ontology.h"
#include "dateline/record.h"

namespace dateline {

/// A row of a record: document index and row index.
struct RowRef {
  uint32_t doc = 0;
  uint32_t row = 0;
  friend bool operator==(const RowRef&, const RowRef&) = default;
  friend auto operator<=>(const RowRef&, const RowRef&) = default;
};

/// One actor across pages with every variant seen.
struct StoryActor {
  std::string id;  ///< "a_<hash>" or the kb id
  std::string name, type, kb_id;
  std::vector<RowRef> entities;       ///< record entities merged
  std::vector<std::string> reasons;   ///< parallel to entities: why merged
  std::vector<std::string> variants;  ///< distinct mention texts, by count then text
  std::vector<uint32_t> variant_counts;
  std::vector<std::string> looks_like;  ///< ids that look alike but were not merged (S17)
};

/// How two pages depend on each other.
struct Lineage {
  uint32_t from = 0, to = 0;  ///< documents; `to` derives from `from` (or unordered when undirected)
  std::string kind;           ///< revision_of | derived_from | quoted_from | primary_source | same_agency
  bool directed = false;
  double share = 0;  ///< 0..1 of the shorter text that both have
  std::string reason;
  std::vector<std::pair<Span, Span>> passages;  ///< aligned shared passages (bytes of each Record::text)
};

/// A part of a happening: an event, statement or sentence of one page.
struct HappeningMention {
  uint32_t doc = 0;
  char kind = 'e';  ///< 'e' event row, 's' statement row, 'x' sentence
  uint32_t row = 0;
  Evidence where;
};

/// One event (or statement) in the world, told by one or more pages.
struct Happening {
  std::string id;                  ///< "h_<hash>", stable when pages are added
  std::string label;               ///< one line for people
  std::string type, mode, status;  ///< PLOVER type or "STATEMENT"
  DayRange days;
  std::string place;
  std::vector<std::string> actors, recipients;  ///< StoryActor ids
  std::vector<HappeningMention> mentions;
  std::vector<uint32_t> documents;  ///< distinct, ascending
  uint32_t independent = 1;         ///< number of independent sources
  std::string independence_reason;
  double weight = 0;  ///< for choosing what a short timeline shows
};

struct ConflictValue {
  uint32_t doc = 0;
  Evidence where;
  std::string text;
  std::optional<double> low, high;
  std::string scope;  ///< "Palestinians" / "Palestinian civilians"
  std::string source;
};

/// Values of different pages for one quantity or one wording, side by side.
struct Conflict {
  std::string id;
  std::string kind;       ///< figure | attribution | wording | claim | date
  std::string relation;   ///< contradiction | different_scope | compatible | growth | revision
  std::string quantity;   ///< in words
  std::string happening;  ///< Happening id or ""
  std::vector<ConflictValue> values;
};

struct TimelineEntry {
  DayRange days;
  std::string date_basis;
  uint32_t doc = 0;
  Evidence where;
  std::string happening;  ///< Happening id or ""
  std::string status;     ///< happened | planned | demanded ...
  std::string text;       ///< the sentence or clause, verbatim
  double weight = 0;
};

struct Position {
  std::string actor;  ///< StoryActor id
  std::string actor_name;
  std::string topic;   ///< words of the corpus
  std::string stance;  ///< for | against | conditional | demands | offers | ...
  DayRange days;
  uint32_t doc = 0;
  Evidence where;
  bool changed = false;  ///< differs from this actor's earlier stance on the topic
};

struct Independence {
  std::vector<uint32_t> docs;
  std::string verdict;  ///< independent | shared primary source | copied
  std::string reason;
  std::string happening;  ///< "" = for the pages as a whole
};

struct Story {
  std::vector<StoryActor> actors;
  std::vector<std::vector<uint32_t>> entity_actor;  ///< [doc][entity] -> actor index
  std::vector<Lineage> lineage;
  std::vector<Happening> happenings;
  std::vector<Conflict> conflicts;
  std::vector<TimelineEntry> timeline;  ///< ascending by date
  std::vector<Position> positions;
  std::vector<Independence> independence;
  std::vector<uint32_t> story_of;  ///< per document: story number
  /// Dates that the story gives to pages that could not be dated alone (or only as a range): doc -> range.
  std::vector<DayRange> joint_dates;  ///< per document; precision none = unchanged
  std::vector<std::string> joint_reasons;
};

namespace story {

struct LinkOptions {
  uint32_t threads = 1;  ///< the result is the same with any number
  uint32_t whole = 400;  ///< a record of more pages is joined in blocks (see blocks.h)
  uint32_t most = 96;    ///< pages of a block, unless they are near-copies
};

/// Joins records. The result does not depend on the order of `records` (documents are ordered by id inside).
/// `records` must be sorted by Record::id; indices in the result point into it. Time and memory are linear in the pages.
[[nodiscard]] Story link(const std::vector<Record>& records, const Ontology& ontology, const LinkOptions& options = {});

/// Joins the pages of one block (blocks.h), as a record of their own: what a page added to a large record makes necessary.
[[nodiscard]] Story link_block(const std::vector<const Record*>& records, const Ontology& ontology);

/// Headline against body of one page (S14).
[[nodiscard]] std::vector<HeadlineNote> compare_headline(const Record& record);

}  // namespace story
}  // namespace dateline
