// Blocks of pages, each joined by itself, as one Story.
//
// Block 1 has actor "gbr" in two pages, block 2 in one: the Story has it once, with three entities. Rows of happenings, conflicts
// and lineage touch one block only and are put side by side. It compares nothing.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "dateline/story/parts.h"

namespace dateline::story {

namespace {

void renumber(std::vector<uint32_t>& list, const std::vector<uint32_t>& docs) {
  for (uint32_t& doc : list) doc = docs[doc];
  std::sort(list.begin(), list.end());
}

template <class T>
void take_all(std::vector<T>& to, std::vector<T>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// Variants of both, by count then text.
void add_variants(StoryActor& to, const StoryActor& from) {
  std::map<std::string, uint32_t> counts;
  for (const StoryActor* a : {static_cast<const StoryActor*>(&to), &from}) {
    for (size_t i = 0; i < a->variants.size(); ++i) counts[a->variants[i]] += a->variant_counts[i];
  }
  std::vector<std::pair<uint32_t, std::string>> list;
  list.reserve(counts.size());
  for (const auto& [text, n] : counts) list.emplace_back(n, text);
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  to.variants.clear();
  to.variant_counts.clear();
  for (auto& [n, text] : list) {
    to.variants.push_back(std::move(text));
    to.variant_counts.push_back(n);
  }
}

void add_to(StoryActor& to, StoryActor& from) {
  add_variants(to, from);
  take_all(to.entities, from.entities);
  // The first entity of a block was joined to nothing there; here it is joined by its id.
  for (std::string& reason : from.reasons) {
    if (reason.empty()) reason = from.kb_id.empty() ? "same full name" : "same id in the tables: " + from.kb_id;
  }
  take_all(to.reasons, from.reasons);
  take_all(to.looks_like, from.looks_like);
  std::sort(to.looks_like.begin(), to.looks_like.end());
  to.looks_like.erase(std::unique(to.looks_like.begin(), to.looks_like.end()), to.looks_like.end());
}

}  // namespace

Merger::Merger(size_t documents) {
  story_.entity_actor.resize(documents);
  story_.story_of.assign(documents, 0);
  story_.joint_dates.assign(documents, {});
  story_.joint_reasons.assign(documents, "");
}

void Merger::add(Story block, const std::vector<uint32_t>& docs) {
  std::vector<uint32_t> actor_of;
  actor_of.reserve(block.actors.size());
  for (StoryActor& a : block.actors) {
    for (RowRef& ref : a.entities) ref.doc = docs[ref.doc];
    const auto [at, fresh] = actors_.emplace(a.id, static_cast<uint32_t>(story_.actors.size()));
    actor_of.push_back(at->second);
    if (fresh)
      story_.actors.push_back(std::move(a));
    else
      add_to(story_.actors[at->second], a);
  }
  uint32_t stories = 0;
  for (uint32_t i = 0; i < docs.size(); ++i) {
    for (uint32_t& actor : block.entity_actor[i]) actor = actor < actor_of.size() ? actor_of[actor] : kNone;
    story_.entity_actor[docs[i]] = std::move(block.entity_actor[i]);
    story_.story_of[docs[i]] = stories_ + block.story_of[i];
    stories = std::max(stories, block.story_of[i] + 1);
    story_.joint_dates[docs[i]] = block.joint_dates[i];
    story_.joint_reasons[docs[i]] = std::move(block.joint_reasons[i]);
  }
  stories_ += stories;
  for (Lineage& l : block.lineage) {
    l.from = docs[l.from];
    l.to = docs[l.to];
  }
  for (Happening& h : block.happenings) {
    for (HappeningMention& m : h.mentions) m.doc = docs[m.doc];
    renumber(h.documents, docs);
  }
  for (Conflict& c : block.conflicts) {
    for (ConflictValue& v : c.values) v.doc = docs[v.doc];
  }
  for (TimelineEntry& t : block.timeline) t.doc = docs[t.doc];
  for (Position& p : block.positions) p.doc = docs[p.doc];
  for (Independence& i : block.independence) renumber(i.docs, docs);
  take_all(story_.lineage, block.lineage);
  take_all(story_.happenings, block.happenings);
  take_all(story_.conflicts, block.conflicts);
  take_all(story_.timeline, block.timeline);
  take_all(story_.positions, block.positions);
  take_all(story_.independence, block.independence);
}

Story Merger::finish() {
  std::stable_sort(story_.timeline.begin(), story_.timeline.end(), before);
  order_positions(story_.positions);
  // Stories by their first page, as if they had been found in one go.
  std::unordered_map<uint32_t, uint32_t> numbers;
  for (uint32_t& story : story_.story_of) story = numbers.emplace(story, static_cast<uint32_t>(numbers.size())).first->second;
  return std::move(story_);
}

}  // namespace dateline::story
