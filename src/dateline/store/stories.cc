// The joined story into its tables as a new generation, and back.
//
// put(records, story) writes generation 3, makes it current and drops generation 2, in one transaction: a reader sees 2 or 3,
// never half of one. It decides nothing about the story (story/ does).
#include "dateline/store/corrections.h"
#include "dateline/store/rows.h"
#include "dateline/store/summary.h"

namespace dateline::store {

namespace {

/// A row of table story_document: what the story says of one page.
struct StoryDocument {
  uint32_t doc = kNone;
  uint32_t story = kNone;
  DayRange joint;
  std::string reason;
};

template <class V, Is<StoryDocument> R>
void columns(V& v, R& r) {
  v.doc("doc", r.doc);
  v.index("story", r.story);
  v.days("joint", r.joint);
  v.text("joint_reason", r.reason);
}

struct Member {
  uint32_t doc = kNone;
  uint32_t entity = 0;
  std::string reason;
};
template <class V, Is<Member> R>
void columns(V& v, R& r) {
  v.doc("doc", r.doc);
  v.integer("entity", r.entity);
  v.text("reason", r.reason);
}

struct Variant {
  std::string name;
  uint32_t count = 0;
};
template <class V, Is<Variant> R>
void columns(V& v, R& r) {
  v.word("name", r.name);
  v.integer("count", r.count);
}

struct Passage {
  Span from, to;
};
template <class V, Is<Passage> R>
void columns(V& v, R& r) {
  v.raw("from", r.from);
  v.raw("to", r.to);
}

struct Page {
  uint32_t doc = kNone;
};
template <class V, Is<Page> R>
void columns(V& v, R& r) {
  v.doc("doc", r.doc);
}

std::vector<Page> pages_of(const std::vector<uint32_t>& docs) {
  std::vector<Page> out;
  out.reserve(docs.size());
  for (const uint32_t doc : docs) out.push_back({doc});
  return out;
}

template <class T>
const T& at_or(const std::vector<T>& list, size_t i, const T& otherwise) {
  return i < list.size() ? list[i] : otherwise;
}

void put_actors(RowWriter& w, const Story& story) {
  insert_rows(w, "actor", nullptr, story.actors);
  for (uint64_t n = 0; n < story.actors.size(); ++n) {
    const StoryActor& a = story.actors[n];
    std::vector<Member> members;
    for (size_t i = 0; i < a.entities.size(); ++i)
      members.push_back({a.entities[i].doc, a.entities[i].row, at_or(a.reasons, i, {})});
    std::vector<Variant> variants;
    for (size_t i = 0; i < a.variants.size(); ++i) variants.push_back({a.variants[i], at_or(a.variant_counts, i, 0U)});
    insert_rows(w, "actor_entity", nullptr, members, "actor", n);
    insert_rows(w, "actor_variant", nullptr, variants, "actor", n);
    insert_rows(w, "actor_alike", nullptr, a.looks_like, "actor", n);
  }
}

void put_happenings(RowWriter& w, const Story& story) {
  insert_rows(w, "happening", nullptr, story.happenings);
  for (uint64_t n = 0; n < story.happenings.size(); ++n) {
    const Happening& h = story.happenings[n];
    insert_rows(w, "happening_actor", nullptr, h.actors, "happening", n);
    insert_rows(w, "happening_recipient", nullptr, h.recipients, "happening", n);
    insert_rows(w, "happening_document", nullptr, pages_of(h.documents), "happening", n);
    insert_rows(w, "happening_mention", nullptr, h.mentions, "happening", n);
  }
}

void put_rows(RowWriter& w, const Story& story, size_t documents) {
  std::vector<StoryDocument> docs;
  for (uint32_t i = 0; i < documents; ++i) {
    docs.push_back(
        {i, at_or(story.story_of, i, uint32_t{0}), at_or(story.joint_dates, i, {}), at_or(story.joint_reasons, i, {})});
  }
  insert_rows(w, "story_document", nullptr, docs);
  put_actors(w, story);
  insert_rows(w, "lineage", nullptr, story.lineage);
  for (uint64_t n = 0; n < story.lineage.size(); ++n) {
    std::vector<Passage> passages;
    for (const auto& [from, to] : story.lineage[n].passages) passages.push_back({from, to});
    insert_rows(w, "lineage_passage", nullptr, passages, "lineage", n);
  }
  put_happenings(w, story);
  insert_rows(w, "conflict", nullptr, story.conflicts);
  for (uint64_t n = 0; n < story.conflicts.size(); ++n)
    insert_rows(w, "conflict_value", nullptr, story.conflicts[n].values, "conflict", n);
  insert_rows(w, "timeline", nullptr, story.timeline);
  insert_rows(w, "position", nullptr, story.positions);
  insert_rows(w, "independence", nullptr, story.independence);
  for (uint64_t n = 0; n < story.independence.size(); ++n) {
    insert_rows(w, "independence_document", nullptr, pages_of(story.independence[n].docs), "independence", n);
  }
}

void load_actors(RowReader& r, Story& story, const std::vector<Record>& records) {
  fetch_rows(r, "actor", story.actors);
  const size_t count = story.actors.size();
  std::vector<std::vector<Member>> members(count);
  std::vector<std::vector<Variant>> variants(count);
  fetch_lists<Member>(r, "actor_entity", "actor", count, [&](size_t i) -> auto& { return members[i]; });
  fetch_lists<Variant>(r, "actor_variant", "actor", count, [&](size_t i) -> auto& { return variants[i]; });
  fetch_lists<std::string>(r, "actor_alike", "actor", count, [&](size_t i) -> auto& { return story.actors[i].looks_like; });
  for (const Record& record : records) story.entity_actor.emplace_back(record.entities.size(), kNone);
  for (uint32_t i = 0; i < count; ++i) {
    StoryActor& a = story.actors[i];
    for (Member& m : members[i]) {
      a.entities.push_back({m.doc, m.entity});
      a.reasons.push_back(std::move(m.reason));
      if (m.doc < records.size() && m.entity < story.entity_actor[m.doc].size()) story.entity_actor[m.doc][m.entity] = i;
    }
    for (Variant& v : variants[i]) {
      a.variants.push_back(std::move(v.name));
      a.variant_counts.push_back(v.count);
    }
  }
}

void load_happenings(RowReader& r, Story& story) {
  fetch_rows(r, "happening", story.happenings);
  const size_t count = story.happenings.size();
  auto& all = story.happenings;
  fetch_lists<std::string>(r, "happening_actor", "happening", count, [&](size_t i) -> auto& { return all[i].actors; });
  fetch_lists<std::string>(r, "happening_recipient", "happening", count, [&](size_t i) -> auto& { return all[i].recipients; });
  fetch_lists<HappeningMention>(r, "happening_mention", "happening", count, [&](size_t i) -> auto& { return all[i].mentions; });
  std::vector<std::vector<Page>> pages(count);
  fetch_lists<Page>(r, "happening_document", "happening", count, [&](size_t i) -> auto& { return pages[i]; });
  for (size_t i = 0; i < count; ++i) {
    for (const Page& page : pages[i]) all[i].documents.push_back(page.doc);
  }
}

void load_rest(RowReader& r, Story& story) {
  fetch_rows(r, "lineage", story.lineage);
  std::vector<std::vector<Passage>> passages(story.lineage.size());
  fetch_lists<Passage>(r, "lineage_passage", "lineage", passages.size(), [&](size_t i) -> auto& { return passages[i]; });
  for (size_t i = 0; i < passages.size(); ++i) {
    for (const Passage& p : passages[i]) story.lineage[i].passages.emplace_back(p.from, p.to);
  }
  fetch_rows(r, "conflict", story.conflicts);
  fetch_lists<ConflictValue>(r, "conflict_value", "conflict", story.conflicts.size(),
                             [&](size_t i) -> auto& { return story.conflicts[i].values; });
  fetch_rows(r, "timeline", story.timeline);
  fetch_rows(r, "position", story.positions);
  fetch_rows(r, "independence", story.independence);
  std::vector<std::vector<Page>> pages(story.independence.size());
  fetch_lists<Page>(r, "independence_document", "independence", pages.size(), [&](size_t i) -> auto& { return pages[i]; });
  for (size_t i = 0; i < pages.size(); ++i) {
    for (const Page& page : pages[i]) story.independence[i].docs.push_back(page.doc);
  }
}

}  // namespace

Status Store::put(const std::vector<Record>& records, const Story& story) {
  Pages pages(records);
  const auto failed = [&]() -> Error {
    Error error = impl_->error("cannot store the joined story");
    impl_->statements.clear();
    if (sqlite3_get_autocommit(impl_->db) == 0) execute(impl_->db, "ROLLBACK");
    impl_->batch = false;
    return error;
  };
  if (!impl_->batch && !execute(impl_->db, "BEGIN IMMEDIATE")) return impl_->error("cannot write");
  if (Status s = impl_->need_run(); !s) return failed();
  RowWriter w{*impl_, pages, {}, std::stoll("0" + one_text(impl_->db, "SELECT coalesce(max(id), 0) FROM generation")) + 1, true};
  {
    Statement s(impl_->db, "INSERT INTO generation(id, current, run, documents) VALUES (?1, 0, ?2, ?3)");
    s.bind(1, w.gen);
    s.bind(2, impl_->run);
    s.bind(3, static_cast<int64_t>(records.size()));
    if (!s.run()) return failed();
  }
  put_rows(w, story, records.size());
  const std::string id = std::to_string(w.gen);
  const std::string flip = "UPDATE generation SET current = (id = " + id + "); DELETE FROM generation WHERE id < " + id;
  if (!w.ok || !execute(impl_->db, flip.c_str()) || !correct_generation(*impl_) || !summarise(*impl_) ||
      (!impl_->batch && !execute(impl_->db, "COMMIT")))
    return failed();
  return {};
}

Result<Story> Store::load_story(const std::vector<Record>& records) {
  Story story;
  const int64_t gen = std::stoll("0" + one_text(impl_->db, "SELECT id FROM generation WHERE current = 1"));
  if (gen == 0) return story;
  std::vector<std::string> docs;
  docs.reserve(records.size());
  for (const Record& record : records) docs.push_back(record.id);
  RowReader r{*impl_, {}, gen, &docs, true};
  std::vector<StoryDocument> pages;
  fetch_rows(r, "story_document", pages);
  story.story_of.assign(records.size(), 0);
  story.joint_dates.assign(records.size(), {});
  story.joint_reasons.assign(records.size(), {});
  for (StoryDocument& page : pages) {
    if (page.doc >= records.size()) continue;
    story.story_of[page.doc] = page.story;
    story.joint_dates[page.doc] = page.joint;
    story.joint_reasons[page.doc] = std::move(page.reason);
  }
  load_actors(r, story, records);
  load_happenings(r, story);
  load_rest(r, story);
  if (!r.ok) return impl_->error("cannot be read");
  return story;
}

}  // namespace dateline::store
