// The later steps of `link`, each in its own file; all read the pile and write their part of the Story.
//
// Happenings of two pages on one raid give an Independence verdict, a Conflict of their tolls and one TimelineEntry. Documents
// are numbered in pile order until `in_given_order`.
#pragma once

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
/// Dated and undated entries, ascending.
void add_timeline(const Pile& pile, Story& story);
/// What actors want, by topic and date.
void add_positions(const Pile& pile, Story& story);
/// Document numbers of the pile made those of the caller's list.
void in_given_order(const Pile& pile, Story& story);

}  // namespace dateline::story
