// One actor across pages: the same id of the tables, the same full name, or a spelling variant in the same office.
//
// "Antony Blinken" of one page, "Anthony Blinken, US Secretary of State" of another: one StoryActor, each entity with its reason.
// Letters of another alphabet that look alike are never merged; they are named in `looks_like`.
#include <algorithm>
#include <map>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/base/similarity.h"
#include "dateline/story/pile.h"

namespace dateline::story {

namespace {

struct Entry {
  uint32_t doc = 0, entity = 0;
  const RecordEntity* row = nullptr;
};

/// Groups with path halving; the smaller index leads, so the result does not depend on the order of joins.
class Groups {
 public:
  explicit Groups(size_t n) : up_(n), reason_(n) {
    for (size_t i = 0; i < n; ++i) up_[i] = static_cast<uint32_t>(i);
  }
  uint32_t lead(uint32_t i) {
    while (up_[i] != i) i = up_[i] = up_[up_[i]];
    return i;
  }
  void join(uint32_t a, uint32_t b, std::string reason) {
    const uint32_t x = lead(a);
    const uint32_t y = lead(b);
    if (x == y) return;
    up_[std::max(x, y)] = std::min(x, y);
    if (reason_[b].empty()) reason_[b] = std::move(reason);
  }
  [[nodiscard]] const std::string& reason(uint32_t i) const { return reason_[i]; }

 private:
  std::vector<uint32_t> up_;
  std::vector<std::string> reason_;
};

/// A name that says who it is without its page: not "the official", not "he".
bool names_alone(const RecordEntity& e) {
  if (!e.kb_id.empty() || e.type == "group_of_people" || e.type == "office") return false;
  return std::any_of(e.mentions.begin(), e.mentions.end(), [](const RecordMention& m) {
    return m.kind == "name" || m.kind == "titled_name" || m.kind == "titled name" || m.kind == "acronym";
  });
}

bool is_full_name(const RecordEntity& e) { return e.type != "person" || fold(e.name).find(' ') != std::string::npos; }

bool compatible(const RecordEntity& a, const RecordEntity& b) {
  if (a.type != b.type) return false;
  if (a.gender != 0 && b.gender != 0 && a.gender != b.gender) return false;
  if (a.represents.empty() || b.represents.empty()) return true;
  return std::any_of(a.represents.begin(), a.represents.end(), [&](const std::string& id) {
    return std::find(b.represents.begin(), b.represents.end(), id) != b.represents.end();
  });
}

/// Blocking key of spelling variants: the first letters of the last name.
std::string spelling_key(const RecordEntity& e) {
  const std::string name = fold(e.name);
  const size_t space = name.rfind(' ');
  const std::string last = space == std::string::npos ? name : name.substr(space + 1);
  return e.type + ":" + last.substr(0, 2);
}

void join_same(const std::vector<Entry>& entries, Groups& groups) {
  std::map<std::string, uint32_t> by_kb;
  std::map<std::string, std::vector<uint32_t>> by_name;
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const RecordEntity& e = *entries[i].row;
    if (!e.kb_id.empty()) {
      const auto [at, fresh] = by_kb.emplace(e.kb_id, i);
      if (!fresh) groups.join(at->second, i, "same id in the tables: " + e.kb_id);
    } else if (names_alone(e) && is_full_name(e)) {
      std::vector<uint32_t>& same = by_name[fold(e.name)];
      for (const uint32_t j : same) {
        if (compatible(e, *entries[j].row)) {
          groups.join(j, i, "same full name");
          break;
        }
      }
      same.push_back(i);
    }
  }
}

/// Spelling variants: persons of unlike spelling with the same role or the same party.
void join_variants(const std::vector<Entry>& entries, Groups& groups) {
  constexpr size_t kBlock = 64;  // larger blocks are compared within a window: cost stays linear
  std::map<std::string, std::vector<uint32_t>> blocks;
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const RecordEntity& e = *entries[i].row;
    if (e.type == "person" && is_full_name(e) && (names_alone(e) || !e.kb_id.empty())) blocks[spelling_key(e)].push_back(i);
  }
  for (const auto& [key, list] : blocks) {
    for (size_t y = 1; y < list.size(); ++y) {
      for (size_t x = y > kBlock ? y - kBlock : 0; x < y; ++x) {
        const RecordEntity& a = *entries[list[x]].row;
        const RecordEntity& b = *entries[list[y]].row;
        if (groups.lead(list[x]) == groups.lead(list[y]) || !compatible(a, b)) continue;
        if (!a.kb_id.empty() && !b.kb_id.empty()) continue;
        if (mixes_alphabets(a.name) || mixes_alphabets(b.name)) continue;
        const double like = similarity(a.name, b.name);
        const bool tied = (!a.represents.empty() && !b.represents.empty()) || (!a.role.empty() && fold(a.role) == fold(b.role));
        if (like >= (tied ? 0.8 : 0.93))
          groups.join(list[x], list[y], "spelling variant of " + a.name + (tied ? ", same party" : ""));
      }
    }
  }
}

std::string actor_id(const RecordEntity& e) { return e.kb_id.empty() ? id_of("a", {e.type, fold(e.name)}) : e.kb_id; }

void count_variants(const Pile& pile, StoryActor& actor) {
  std::map<std::string, uint32_t> counts;
  for (const RowRef& ref : actor.entities) {
    const Record& r = pile.record(ref.doc);
    for (const RecordMention& m : r.entities[ref.row].mentions) {
      if (m.kind != "pronoun" && !m.where.at.empty()) ++counts[std::string(slice(r.text, m.where.at))];
    }
  }
  std::vector<std::pair<uint32_t, std::string>> list;
  list.reserve(counts.size());
  for (const auto& [text, n] : counts) list.emplace_back(n, text);
  std::sort(list.begin(), list.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  for (auto& [n, text] : list) {
    actor.variants.push_back(std::move(text));
    actor.variant_counts.push_back(n);
  }
}

void find_look_alikes(Story& story) {
  std::map<std::string, std::vector<uint32_t>> by_look;
  for (uint32_t i = 0; i < story.actors.size(); ++i) by_look[looks(story.actors[i].name)].push_back(i);
  for (const auto& [look, list] : by_look) {
    for (const uint32_t i : list) {
      for (const uint32_t j : list) {
        if (i != j && story.actors[i].id != story.actors[j].id) story.actors[i].looks_like.push_back(story.actors[j].id);
      }
    }
  }
}

/// Two people of one name in one page stay two; their ids must differ too.
void settle_ids(const std::vector<std::string>& first_rows, std::vector<StoryActor>& actors) {
  std::map<std::string, uint32_t> seen;
  for (size_t i = 0; i < actors.size(); ++i) {
    if (seen[actors[i].id]++ > 0) actors[i].id = id_of("a", {actors[i].id, first_rows[i]});
  }
}

}  // namespace

void join_actors(Pile& pile, Story& story) {
  std::vector<Entry> entries;
  story.entity_actor.resize(pile.pages.size());
  for (uint32_t doc = 0; doc < pile.pages.size(); ++doc) {
    const Record& r = pile.record(doc);
    story.entity_actor[doc].assign(r.entities.size(), kNone);
    for (uint32_t i = 0; i < r.entities.size(); ++i) entries.push_back({doc, i, &r.entities[i]});
  }
  Groups groups(entries.size());
  join_same(entries, groups);
  join_variants(entries, groups);
  std::vector<uint32_t> actor_of(entries.size(), kNone);
  std::vector<std::string> first_rows;
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const uint32_t lead = groups.lead(i);
    const RecordEntity& e = *entries[i].row;
    if (actor_of[lead] == kNone) {
      actor_of[lead] = static_cast<uint32_t>(story.actors.size());
      StoryActor actor;
      actor.id = actor_id(e);
      actor.name = e.name;
      actor.type = e.type;
      actor.kb_id = e.kb_id;
      story.actors.push_back(std::move(actor));
      first_rows.push_back(e.id);
    }
    actor_of[i] = actor_of[lead];
    StoryActor& actor = story.actors[actor_of[i]];
    if (actor.kb_id.empty() && !e.kb_id.empty()) {
      actor.kb_id = actor.id = e.kb_id;
      actor.name = e.name;
    }
    actor.entities.push_back({entries[i].doc, entries[i].entity});
    actor.reasons.push_back(groups.reason(i));
    story.entity_actor[entries[i].doc][entries[i].entity] = actor_of[i];
    for (const RecordMention& m : e.mentions) {
      const uint32_t row = m.where.sentence;
      const Page& page = pile.pages[entries[i].doc];
      if (row < page.sentence_of_row.size()) pile.sentences[page.sentence_of_row[row]].actors.push_back(actor_of[i]);
    }
  }
  for (Sentence& s : pile.sentences) {
    std::sort(s.actors.begin(), s.actors.end());
    s.actors.erase(std::unique(s.actors.begin(), s.actors.end()), s.actors.end());
  }
  settle_ids(first_rows, story.actors);
  for (StoryActor& actor : story.actors) count_variants(pile, actor);
  find_look_alikes(story);
}

}  // namespace dateline::story
