// The comparing wing in order: actors, copies, happenings, then what follows from them. See story.h.
//
// link([page of March, page of June]) gives one Story; each step reads what the steps before it wrote. A large record is joined
// block by block (blocks.h). It reads no page and no clock.
#include <atomic>
#include <numeric>
#include <thread>

#include "dateline/story/blocks.h"
#include "dateline/story/copies.h"
#include "dateline/story/happenings.h"
#include "dateline/story/parts.h"
#include "dateline/story/pile.h"

namespace dateline::story {

Story link_block(const std::vector<const Record*>& records, const Ontology& ontology) {
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
  add_claims(pile, clusters, pairs, story);
  add_timeline(pile, story);
  add_positions(pile, story);
  in_given_order(pile, story);
  return story;
}

Story link(const std::vector<Record>& records, const Ontology& ontology, const LinkOptions& options) {
  std::vector<const Record*> all;
  all.reserve(records.size());
  for (const Record& r : records) all.push_back(&r);
  if (records.size() <= options.whole) return link_block(all, ontology);
  Blocks index(ontology, {options.whole, options.most});
  for (const Record& r : records) index.add(r);
  const std::vector<std::vector<uint32_t>> blocks = index.all();
  std::vector<Story> stories(blocks.size());
  std::atomic<size_t> next{0};
  const auto work = [&] {
    for (size_t i = next++; i < blocks.size(); i = next++) {
      std::vector<const Record*> pages;
      pages.reserve(blocks[i].size());
      for (const uint32_t page : blocks[i]) pages.push_back(all[page]);
      stories[i] = link_block(pages, ontology);
    }
  };
  std::vector<std::thread> threads;
  for (uint32_t t = 1; t < options.threads; ++t) threads.emplace_back(work);
  work();
  for (std::thread& t : threads) t.join();
  Merger merged(records.size());
  for (size_t i = 0; i < blocks.size(); ++i) merged.add(std::move(stories[i]), blocks[i]);
  return merged.finish();
}

}  // namespace dateline::story
