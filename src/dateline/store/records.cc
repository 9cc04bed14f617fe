// One page's record into its tables and back, exactly.
//
// A Record with 40 sentences and 12 statements becomes one document row, 40 sentence rows (and their full-text entries), 12
// statement rows with pieces and chains; load_record gives an equal Record. It joins nothing across pages (stories.cc).
#include <algorithm>
#include <map>

#include "dateline/store/corrections.h"
#include "dateline/store/rows.h"
#include "dateline/store/sound.h"

namespace dateline::store {

namespace {

void put_document(RowWriter& w, const Record& record, const std::string& revision_of) {
  std::vector<std::string> names = columns_of<Record>();
  names.emplace_back("revision_of");
  names.emplace_back("run");
  Statement& s = w.store.statement(insert_sql("document", {}, names, false));
  Binder binder(s, w.pages, 0);
  columns(binder, record);
  binder.text("revision_of", revision_of);
  binder.key(static_cast<uint64_t>(w.store.run));
  w.ok = s.run();
}

void put_path(RowWriter& w, const Record& record) {
  if (record.path.empty()) return;
  Statement& s = w.store.statement("INSERT OR IGNORE INTO document_path(doc, path, name) VALUES (?1, ?2, ?3)");
  s.bind(1, std::string_view(record.id));
  s.bind_bytes(2, record.path);
  s.bind(3, std::string_view(record.name));
  w.ok = w.ok && s.run();
}

void put_notes(RowWriter& w, const Record& record) {
  Statement& s = w.store.statement("INSERT INTO note(doc, n, code, name, detail, \"offset\") VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
  for (size_t n = 0; n < record.notes.size() && w.ok; ++n) {
    const Note& note = record.notes[n];
    s.bind(1, std::string_view(record.id));
    s.bind(2, static_cast<int64_t>(n));
    s.bind(3, static_cast<int64_t>(note.code));
    s.bind(4, name_of(note.code));
    note.detail.empty() ? s.bind_null(5) : s.bind(5, std::string_view(note.detail));
    s.bind(6, static_cast<int64_t>(note.offset));
    w.ok = s.run();
  }
}

void put_names(RowWriter& w, const Record& record) {
  Statement& s = w.store.statement("INSERT INTO entity_name(doc, entity, name, count) VALUES (?1, ?2, ?3, ?4)");
  for (size_t n = 0; n < record.entities.size(); ++n) {
    std::map<std::string, int64_t> counts;
    for (const RecordMention& m : record.entities[n].mentions) {
      if (const auto text = slice(record.text, m.where.at); !text.empty()) ++counts[storable(text)];
    }
    for (const auto& [name, count] : counts) {
      s.bind(1, std::string_view(record.id));
      s.bind(2, static_cast<int64_t>(n));
      s.bind(3, std::string_view(name));
      s.bind(4, count);
      w.ok = w.ok && s.run();
    }
  }
}

void put_lists(RowWriter& w, const Record& r) {
  for (uint64_t n = 0; n < r.entities.size(); ++n) {
    const RecordEntity& e = r.entities[n];
    insert_rows(w, "entity_represents", nullptr, e.represents, "entity", n);
    insert_rows(w, "entity_represents_name", nullptr, e.represents_names, "entity", n);
    insert_rows(w, "entity_member", nullptr, e.members, "entity", n);
    insert_rows(w, "mention", "names", e.mentions, "entity", n);
  }
  for (uint64_t n = 0; n < r.statements.size(); ++n) {
    insert_rows(w, "statement_piece", nullptr, r.statements[n].pieces, "statement", n);
    insert_rows(w, "statement_chain", nullptr, r.statements[n].chain, "statement", n);
  }
  for (uint64_t n = 0; n < r.events.size(); ++n) {
    insert_rows(w, "event_actor", nullptr, r.events[n].actors, "event", n);
    insert_rows(w, "event_recipient", nullptr, r.events[n].recipients, "event", n);
  }
  for (uint64_t n = 0; n < r.proposals.size(); ++n) {
    insert_rows(w, "proposal_term", nullptr, r.proposals[n].terms, "proposal", n);
    insert_rows(w, "reply", "event", r.proposals[n].replies, "proposal", n);
  }
}

void put_rows(RowWriter& w, const Record& r) {
  insert_rows(w, "author", nullptr, r.authors);
  insert_rows(w, "block", nullptr, r.blocks);
  insert_rows(w, "sentence", nullptr, r.sentences);
  insert_rows(w, "date_evidence", "time", r.date_evidence);
  insert_rows(w, "repair", "text", r.repairs);
  insert_rows(w, "source", "page", r.sources);
  insert_rows(w, "entity", "names", r.entities);
  insert_rows(w, "time_expression", "time", r.times);
  insert_rows(w, "statement", "speech", r.statements);
  insert_rows(w, "figure", "figure", r.figures);
  insert_rows(w, "event", "event", r.events);
  insert_rows(w, "vote", "event", r.votes);
  insert_rows(w, "proposal", "event", r.proposals);
  insert_rows(w, "headline_note", "story", r.headline_notes);
  put_lists(w, r);
  put_names(w, r);
  put_notes(w, r);
  Statement& fts =
      w.store.statement("INSERT INTO sentence_fts(rowid, exact) SELECT row, exact FROM sentence WHERE doc = ?1 ORDER BY n");
  fts.bind(1, std::string_view(r.id));
  w.ok = w.ok && fts.run();
}

/// The newest document that stood under this path and name before, unless it came in this very run (lines of one container).
std::string earlier_revision(Store::Impl& store, const Record& record) {
  if (record.path.empty() || store.put_here.contains({record.path, record.name})) return {};
  Statement& s = store.statement(
      "SELECT d.id FROM document_path p JOIN document d ON d.id = p.doc WHERE p.path = ?1 AND p.name IS ?2 AND d.id <> ?3 "
      "AND NOT EXISTS (SELECT 1 FROM document later WHERE later.revision_of = d.id) ORDER BY d.id LIMIT 1");
  s.bind_bytes(1, record.path);
  s.bind(2, std::string_view(record.name));
  s.bind(3, std::string_view(record.id));
  std::string id = s.step() ? s.text(0) : std::string();
  s.reset();
  return id;
}

void load_notes(RowReader& r, Record& record) {
  Statement& s = r.store.statement("SELECT code, detail, \"offset\" FROM note WHERE doc = ?1 ORDER BY n");
  s.bind(1, std::string_view(record.id));
  while (s.step()) {
    record.notes.push_back({static_cast<NoteCode>(s.integer(0)), s.text(1), static_cast<uint64_t>(s.integer(2))});
  }
  r.ok = r.ok && !s.failed();
  s.reset();
}

void load_rows(RowReader& r, Record& x) {
  fetch_rows(r, "author", x.authors);
  fetch_rows(r, "block", x.blocks);
  fetch_rows(r, "sentence", x.sentences);
  fetch_rows(r, "date_evidence", x.date_evidence);
  fetch_rows(r, "repair", x.repairs);
  fetch_rows(r, "source", x.sources);
  fetch_rows(r, "entity", x.entities);
  fetch_rows(r, "time_expression", x.times);
  fetch_rows(r, "statement", x.statements);
  fetch_rows(r, "figure", x.figures);
  fetch_rows(r, "event", x.events);
  fetch_rows(r, "vote", x.votes);
  fetch_rows(r, "proposal", x.proposals);
  fetch_rows(r, "headline_note", x.headline_notes);
  const size_t entities = x.entities.size(), statements = x.statements.size(), events = x.events.size(),
               proposals = x.proposals.size();
  fetch_lists<std::string>(r, "entity_represents", "entity", entities,
                           [&](size_t i) -> auto& { return x.entities[i].represents; });
  fetch_lists<std::string>(r, "entity_represents_name", "entity", entities,
                           [&](size_t i) -> auto& { return x.entities[i].represents_names; });
  fetch_lists<uint32_t>(r, "entity_member", "entity", entities, [&](size_t i) -> auto& { return x.entities[i].members; });
  fetch_lists<RecordMention>(r, "mention", "entity", entities, [&](size_t i) -> auto& { return x.entities[i].mentions; });
  fetch_lists<Span>(r, "statement_piece", "statement", statements, [&](size_t i) -> auto& { return x.statements[i].pieces; });
  fetch_lists<ActorRef>(r, "statement_chain", "statement", statements, [&](size_t i) -> auto& { return x.statements[i].chain; });
  fetch_lists<ActorRef>(r, "event_actor", "event", events, [&](size_t i) -> auto& { return x.events[i].actors; });
  fetch_lists<ActorRef>(r, "event_recipient", "event", events, [&](size_t i) -> auto& { return x.events[i].recipients; });
  fetch_lists<Evidence>(r, "proposal_term", "proposal", proposals, [&](size_t i) -> auto& { return x.proposals[i].terms; });
  fetch_lists<RecordReply>(r, "reply", "proposal", proposals, [&](size_t i) -> auto& { return x.proposals[i].replies; });
}

Result<Record> load(Store::Impl& store, const std::string& id) {
  Record record;
  Statement& s = store.statement("SELECT " + quoted_list(columns_of<Record>()) + " FROM document WHERE id = ?1");
  s.bind(1, std::string_view(id));
  if (!s.step())
    return s.failed() ? store.error("cannot be read") : Error{ErrorKind::not_found, store.path + ": no document " + id};
  Fetcher fetcher(s, 0);
  columns(fetcher, record);
  s.reset();
  RowReader reader{store, record.id, 0, nullptr, true};
  load_rows(reader, record);
  load_notes(reader, record);
  if (!reader.ok) return store.error("cannot be read");
  return record;
}

}  // namespace

Result<Put> Store::put(const Record& raw) {
  const Record record = sound(raw);
  Pages pages(record);
  RowWriter w{*impl_, pages, record.id, 0, true};
  if (!impl_->batch && !execute(impl_->db, "BEGIN IMMEDIATE")) return impl_->error("cannot write");
  const auto failed = [&]() -> Error {
    Error error = impl_->error("cannot store " + (record.path.empty() ? record.id : record.path));
    impl_->statements.clear();
    if (sqlite3_get_autocommit(impl_->db) == 0) execute(impl_->db, "ROLLBACK");
    impl_->batch = false;
    return error;
  };
  Put result = Put::added;
  if (has(record.id)) {
    const int before = sqlite3_total_changes(impl_->db);
    put_path(w, record);
    result = sqlite3_total_changes(impl_->db) > before ? Put::alias : Put::already_there;
  } else {
    if (Status s = impl_->need_run(); !s) return failed();
    const std::string earlier = earlier_revision(*impl_, record);
    if (!earlier.empty()) result = Put::revision;
    put_document(w, record, earlier);
    put_path(w, record);
    put_rows(w, record);
    w.ok = w.ok && anchor_corrections(*impl_, record.id);
  }
  if (!w.ok || (!impl_->batch && !execute(impl_->db, "COMMIT"))) return failed();
  impl_->put_here.insert({record.path, record.name});
  return result;
}

Status Store::renew(const Record& raw) {
  const Record record = sound(raw);
  if (!has(record.id)) return Error{ErrorKind::not_found, "no document " + record.id + " in " + impl_->path};
  const bool own = !impl_->batch;
  if (own && !execute(impl_->db, "BEGIN IMMEDIATE")) return impl_->error("cannot write");
  // Other rows may point at this document while it is away; it is back before the transaction ends.
  bool ok = execute(impl_->db, "PRAGMA defer_foreign_keys = ON");
  if (Status s = impl_->need_run(); !s) ok = false;
  std::string earlier;
  std::vector<std::pair<std::string, std::string>> paths;
  {
    Statement revision(impl_->db, "SELECT revision_of FROM document WHERE id = ?1");
    revision.bind(1, std::string_view(record.id));
    if (revision.step()) earlier = revision.text(0);
    Statement path(impl_->db, "SELECT path, name FROM document_path WHERE doc = ?1 ORDER BY path");
    path.bind(1, std::string_view(record.id));
    while (path.step()) paths.emplace_back(path.text(0), path.text(1));
    Statement index(
        impl_->db,
        "INSERT INTO sentence_fts(sentence_fts, rowid, exact) SELECT 'delete', row, exact FROM sentence WHERE doc = ?1");
    index.bind(1, std::string_view(record.id));
    ok = ok && index.run();
    Statement gone(impl_->db, "DELETE FROM document WHERE id = ?1");
    gone.bind(1, std::string_view(record.id));
    ok = ok && gone.run();
  }
  Pages pages(record);
  RowWriter w{*impl_, pages, record.id, 0, true};
  put_document(w, record, earlier);
  Record at_path;
  at_path.id = record.id;
  for (auto& [path, name] : paths) {
    at_path.path = path;
    at_path.name = name;
    put_path(w, at_path);
  }
  put_rows(w, record);
  w.ok = w.ok && anchor_corrections(*impl_, record.id);
  if (ok && w.ok && (!own || execute(impl_->db, "COMMIT"))) return {};
  Error error = impl_->error("cannot store " + (record.path.empty() ? record.id : record.path) + " again");
  impl_->statements.clear();
  if (sqlite3_get_autocommit(impl_->db) == 0) execute(impl_->db, "ROLLBACK");
  impl_->batch = false;
  return error;
}

Result<std::string> Store::find_document(std::string_view id_or_name) {
  // One look-up a way of naming, each by its index: the rows hold whole texts.
  const std::string wanted(id_or_name);
  bool hex = wanted.size() >= 6 && wanted.starts_with("d_");
  for (size_t i = 2; hex && i < wanted.size(); ++i) hex = is_alnum(wanted[i]);
  Statement& s = impl_->statement(
      "SELECT id FROM (SELECT id, 0 AS k FROM document WHERE id = ?1 UNION ALL SELECT * FROM (SELECT id, 1 FROM document INDEXED "
      "BY "
      "document_name WHERE name = ?1 ORDER BY id LIMIT 1) UNION ALL SELECT * FROM (SELECT id, 2 FROM document WHERE path = ?1 "
      "ORDER BY "
      "id LIMIT 1) UNION ALL SELECT * FROM (SELECT id, 2 FROM document WHERE ?2 <> '' AND id >= ?2 AND id < ?2 || 'g' ORDER BY "
      "id LIMIT "
      "1)) ORDER BY k, id LIMIT 1");
  s.bind(1, std::string_view(wanted));
  s.bind(2, std::string_view(hex ? wanted : std::string()));
  std::string id = s.step() ? s.text(0) : std::string();
  s.reset();
  if (!id.empty()) return id;
  constexpr size_t kMostNamed = 8;
  std::vector<std::string> names;
  Statement& begins =
      impl_->statement("SELECT id, name FROM document WHERE name >= ?1 AND name < ?1 || char(1114111) ORDER BY name, id LIMIT 9");
  begins.bind(1, std::string_view(wanted));
  while (!wanted.empty() && begins.step()) {
    id = begins.text(0);
    names.push_back(begins.text(1));
  }
  begins.reset();
  if (names.size() == 1) return id;
  std::string message = "no document \"" + wanted + "\" in " + impl_->path;
  for (size_t i = 0; i < names.size() && i < kMostNamed; ++i) message += (i == 0 ? "; names that begin so: " : ", ") + names[i];
  if (names.size() > kMostNamed) message += " ...";
  return Error{ErrorKind::not_found, message};
}

Result<Record> Store::load_record(std::string_view id_or_name) {
  const Result<std::string> id = find_document(id_or_name);
  return id ? load(*impl_, *id) : Result<Record>(id.error());
}

Result<std::vector<Record>> Store::load_records() {
  std::vector<std::string> ids;
  Statement s(impl_->db, "SELECT id FROM document ORDER BY id");
  while (s.step()) ids.push_back(s.text(0));
  if (s.failed()) return impl_->error("cannot be read");
  std::vector<Record> out;
  out.reserve(ids.size());
  for (const std::string& id : ids) {
    Result<Record> record = load(*impl_, id);
    if (!record) return record.error();
    out.push_back(std::move(*record));
  }
  return out;
}

}  // namespace dateline::store
