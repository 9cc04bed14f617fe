// The comparing wing in order: actors, copies, happenings, then what follows from them. See story.h.
//
// link([page of March, page of June]) gives one Story; each step reads what the steps before it wrote. It reads no page and no
// clock.
#include "dateline/story/copies.h"
#include "dateline/story/happenings.h"
#include "dateline/story/parts.h"
#include "dateline/story/pile.h"

namespace dateline::story {

Story link(const std::vector<Record>& records, const Ontology& ontology) {
  Story story;
  Pile pile = pile_of(records, ontology);
  join_actors(pile, story);
  const std::vector<Overlap> overlaps = find_overlaps(pile);
  add_lineage(pile, overlaps, story);
  const std::vector<Likeness> pairs = likenesses(pile);
  add_joint_dates(pile, pairs, story);
  const std::vector<Cluster> clusters = cluster(pile, pairs);
  add_happenings(pile, clusters, story);
  add_stories(pile, story);
  add_independence(pile, overlaps, story);
  add_conflicts(pile, clusters, pairs, story);
  add_timeline(pile, story);
  add_positions(pile, story);
  in_given_order(pile, story);
  return story;
}

}  // namespace dateline::story
