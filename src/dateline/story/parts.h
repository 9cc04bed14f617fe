// The later steps of `link`, each in its own file; all read the pile and write their part of the Story.
//
// Happenings of two pages on one raid give an Independence verdict, a Conflict of their tolls and one TimelineEntry. Documents
// are numbered in pile order until `in_given_order`.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "dateline/story/copies.h"
#include "dateline/story/happenings.h"
#include "dateline/story/pile.h"

namespace dateline::story {

/// Dates that other pages give to pages that cannot be dated alone (S5): Story::joint_dates.
void add_joint_dates(const Pile& pile, const std::vector<Likeness>& pairs, Story& story);
/// Story numbers of pages: joined by happenings, copies or a common subject.
void add_stories(const Pile& pile, Story& story);
/// Verdicts for happenings, pairs of pages and all pages; number of independent sources of each happening.
void add_independence(const Pile& pile, const std::vector<Overlap>& overlaps, Story& story);
/// Values and wordings of one happening that differ, side by side.
void add_conflicts(const Pile& pile, const std::vector<Cluster>& clusters, const std::vector<Likeness>& pairs, Story& story);
/// Clock times of one happening that differ; what one page tells and a source of another denies.
void add_claims(const Pile& pile, const std::vector<Cluster>& clusters, const std::vector<Likeness>& pairs, Story& story);
/// Dated and undated entries, ascending.
void add_timeline(const Pile& pile, Story& story);
/// What actors want, by topic and date.
void add_positions(const Pile& pile, Story& story);
/// Order of a timeline: by day, what has no day last; then by page and place.
[[nodiscard]] bool before(const TimelineEntry& a, const TimelineEntry& b);
/// By actor, topic and day; marks where an actor's stance changed.
void order_positions(std::vector<Position>& positions);
/// Document numbers of the pile made those of the caller's list.
void in_given_order(const Pile& pile, Story& story);

/// What was joined block by block, as one Story. Actors of one id are one; all else is of one block.
class Merger {
 public:
  explicit Merger(size_t documents);
  /// `docs` gives the documents of the block their numbers here.
  void add(Story block, const std::vector<uint32_t>& docs);
  [[nodiscard]] Story finish();

 private:
  Story story_;
  std::unordered_map<std::string, uint32_t> actors_;
  uint32_t stories_ = 0;
};

}  // namespace dateline::story
