// What is one happening: sentences of different pages that tell the same event or the same statement.
//
// "Last night Israel launched airstrikes on Rafah, killing more than 100" and "On February 12, Israeli forces ... killed at least
// 70" are one; a meeting of 21 March and a meeting of 10 June of the same two people are two.
#pragma once

#include <vector>

#include "dateline/story/copies.h"
#include "dateline/story/pile.h"

namespace dateline::story {

/// Sentences that tell one thing; at least two documents. Ascending.
struct Cluster {
  std::vector<uint32_t> sentences;  ///< into Pile::sentences
  bool statement = false;           ///< told words, not a deed
};

/// Two sentences of different pages and how alike they are, 0..1.
struct Likeness {
  uint32_t a = 0, b = 0;  ///< into Pile::sentences
  double score = 0;
  bool facts = false;  ///< the same type of event by the same side with a count of the same people
};

/// Candidate pairs by rare shared words, scored. Near-linear: only words of few sentences make pairs.
[[nodiscard]] std::vector<Likeness> likenesses(const Pile& pile);
/// Joins the pairs, best first, by average linkage under the bars of `may_be_one`.
[[nodiscard]] std::vector<Cluster> cluster(const Pile& pile, const std::vector<Likeness>& pairs);
/// False if days, parties or places of the two sentences say that they tell different things.
[[nodiscard]] bool may_be_one(const Pile& pile, const Sentence& a, const Sentence& b, double score);

/// Clusters and the events that stand alone, as Story::happenings (documents still in pile order).
void add_happenings(const Pile& pile, const std::vector<Cluster>& clusters, Story& story);

}  // namespace dateline::story
