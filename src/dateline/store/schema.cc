// Tables of one page's rows, tables of the joined story, and what later schemas added.
//
// Rows of a page have the key (doc, n); lists inside a row have (doc, parent, n). Rows of the story carry a generation. Evidence
// is sentence, start, "end" (code points), start_byte, end_byte and the exact words.
#include "dateline/store/schema.h"

namespace dateline::store {

namespace {

constexpr const char* kPageTables = R"sql(
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  program TEXT NOT NULL,
  schema INTEGER NOT NULL,
  models TEXT NOT NULL,
  UNIQUE (program, schema, models)
);
CREATE TABLE document (
  id TEXT PRIMARY KEY,
  name TEXT, path TEXT, url TEXT, canonical_url TEXT, site TEXT, section TEXT,
  language TEXT, charset TEXT, media TEXT, sha256 TEXT, raw_bytes INTEGER NOT NULL,
  headline TEXT, headline_basis TEXT,
  headline_sentence INTEGER, headline_start INTEGER, headline_end INTEGER, headline_start_byte INTEGER,
    headline_end_byte INTEGER, headline_exact TEXT,
  date_low TEXT, date_high TEXT, date_precision TEXT,
  date_range_low TEXT, date_range_high TEXT, date_range_precision TEXT,
  date_basis TEXT, date_strength REAL NOT NULL, year_stated INTEGER NOT NULL, text TEXT,
  revision_of TEXT REFERENCES document(id), run INTEGER REFERENCES run(id)
) WITHOUT ROWID;
CREATE INDEX document_path_of ON document(path, name);
CREATE TABLE document_path (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  name TEXT,
  PRIMARY KEY (doc, path)
) WITHOUT ROWID;
CREATE TABLE author (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (doc, n)
) WITHOUT ROWID;
CREATE TABLE date_evidence (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  kind TEXT, text TEXT,
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  allows_low TEXT, allows_high TEXT, allows_precision TEXT,
  weight REAL NOT NULL,
  extractor TEXT NOT NULL, version TEXT NOT NULL,
  PRIMARY KEY (doc, n),
  FOREIGN KEY (doc, sentence) REFERENCES sentence(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE block (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  text TEXT, role TEXT, kept INTEGER NOT NULL, line INTEGER NOT NULL,
  raw_start_byte INTEGER, raw_end_byte INTEGER,
  start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  why TEXT,
  PRIMARY KEY (doc, n)
) WITHOUT ROWID;
CREATE TABLE sentence (
  row INTEGER PRIMARY KEY,
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  block INTEGER,
  UNIQUE (doc, n),
  FOREIGN KEY (doc, block) REFERENCES block(doc, n) DEFERRABLE INITIALLY DEFERRED
);
CREATE VIRTUAL TABLE sentence_fts USING fts5(exact, content='sentence', content_rowid='row',
    tokenize="unicode61 remove_diacritics 2");
CREATE TABLE repair (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  broken TEXT, repaired TEXT, kind TEXT, certain INTEGER NOT NULL,
  extractor TEXT NOT NULL, version TEXT NOT NULL,
  PRIMARY KEY (doc, n),
  FOREIGN KEY (doc, sentence) REFERENCES sentence(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE source (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  name TEXT, kb_id TEXT, role TEXT,
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  text TEXT,
  extractor TEXT NOT NULL, version TEXT NOT NULL,
  PRIMARY KEY (doc, n),
  FOREIGN KEY (doc, sentence) REFERENCES sentence(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE entity (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  id TEXT, name TEXT, type TEXT, kb_id TEXT, role TEXT, gender TEXT, plural INTEGER NOT NULL,
    confidence REAL NOT NULL,
  extractor TEXT NOT NULL, version TEXT NOT NULL,
  PRIMARY KEY (doc, n)
) WITHOUT ROWID;
CREATE INDEX entity_id ON entity(id);
CREATE TABLE entity_name (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  entity INTEGER NOT NULL,
  name TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (doc, entity, name),
  FOREIGN KEY (doc, entity) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE entity_represents (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  entity INTEGER NOT NULL,
  n INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (doc, entity, n),
  FOREIGN KEY (doc, entity) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE entity_represents_name (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  entity INTEGER NOT NULL,
  n INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (doc, entity, n),
  FOREIGN KEY (doc, entity) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE entity_member (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  entity INTEGER NOT NULL,
  n INTEGER NOT NULL,
  member INTEGER,
  PRIMARY KEY (doc, entity, n),
  FOREIGN KEY (doc, entity) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE mention (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  entity INTEGER NOT NULL,
  n INTEGER NOT NULL,
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  kind TEXT, why TEXT, confidence REAL NOT NULL,
  extractor TEXT NOT NULL, version TEXT NOT NULL,
  PRIMARY KEY (doc, entity, n),
  FOREIGN KEY (doc, sentence) REFERENCES sentence(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, entity) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE time_expression (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  id TEXT,
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  type TEXT, value TEXT, basis TEXT, why TEXT,
  date_low TEXT, date_high TEXT, date_precision TEXT,
  since INTEGER NOT NULL, until INTEGER NOT NULL, future INTEGER NOT NULL, confidence REAL NOT NULL,
  extractor TEXT NOT NULL, version TEXT NOT NULL,
  PRIMARY KEY (doc, n),
  FOREIGN KEY (doc, sentence) REFERENCES sentence(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE statement (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  id TEXT,
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  cue_start INTEGER, cue_end INTEGER, cue_start_byte INTEGER, cue_end_byte INTEGER, cue_exact TEXT,
  cue_lemma TEXT, cls TEXT, form TEXT, rule TEXT, strength INTEGER NOT NULL, negated INTEGER NOT NULL,
    damaged INTEGER NOT NULL,
  speaker INTEGER, speaker_text TEXT, speaker_implied INTEGER NOT NULL,
  addressee INTEGER, addressee_text TEXT, addressee_implied INTEGER NOT NULL,
  venue TEXT,
  date_low TEXT, date_high TEXT, date_precision TEXT,
  date_basis TEXT, confidence REAL NOT NULL,
  extractor TEXT NOT NULL, version TEXT NOT NULL,
  PRIMARY KEY (doc, n),
  FOREIGN KEY (doc, sentence) REFERENCES sentence(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, speaker) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, addressee) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE INDEX statement_id ON statement(id);
CREATE TABLE statement_piece (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  statement INTEGER NOT NULL,
  n INTEGER NOT NULL,
  start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  PRIMARY KEY (doc, statement, n),
  FOREIGN KEY (doc, statement) REFERENCES statement(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE statement_chain (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  statement INTEGER NOT NULL,
  n INTEGER NOT NULL,
  party INTEGER, party_text TEXT, party_implied INTEGER NOT NULL,
  PRIMARY KEY (doc, statement, n),
  FOREIGN KEY (doc, statement) REFERENCES statement(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, party) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE figure (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  id TEXT,
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  low REAL, best REAL, high REAL, bound TEXT, kind TEXT, unit TEXT, counted TEXT, base TEXT, reason TEXT,
  place INTEGER, place_text TEXT, place_implied INTEGER NOT NULL,
  source INTEGER, source_text TEXT, source_implied INTEGER NOT NULL,
  as_of_low TEXT, as_of_high TEXT, as_of_precision TEXT,
  cumulative INTEGER NOT NULL,
  since_low TEXT, since_high TEXT, since_precision TEXT,
  statement INTEGER, confidence REAL NOT NULL,
  extractor TEXT NOT NULL, version TEXT NOT NULL,
  PRIMARY KEY (doc, n),
  FOREIGN KEY (doc, sentence) REFERENCES sentence(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, statement) REFERENCES statement(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, place) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, source) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE INDEX figure_id ON figure(id);
CREATE TABLE event (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  id TEXT,
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  trigger_start INTEGER, trigger_end INTEGER, trigger_start_byte INTEGER, trigger_end_byte INTEGER,
    trigger_exact TEXT,
  type TEXT, mode TEXT, context TEXT, status TEXT, rule TEXT, quad INTEGER NOT NULL,
  cameo TEXT, within INTEGER,
  date_low TEXT, date_high TEXT, date_precision TEXT,
  date_basis TEXT,
  place INTEGER, place_text TEXT, place_implied INTEGER NOT NULL,
  place_basis TEXT, statement INTEGER, confidence REAL NOT NULL,
  extractor TEXT NOT NULL, version TEXT NOT NULL,
  PRIMARY KEY (doc, n),
  FOREIGN KEY (doc, sentence) REFERENCES sentence(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, statement) REFERENCES statement(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, place) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE INDEX event_id ON event(id);
CREATE TABLE event_actor (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  event INTEGER NOT NULL,
  n INTEGER NOT NULL,
  party INTEGER, party_text TEXT, party_implied INTEGER NOT NULL,
  PRIMARY KEY (doc, event, n),
  FOREIGN KEY (doc, event) REFERENCES event(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, party) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE event_recipient (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  event INTEGER NOT NULL,
  n INTEGER NOT NULL,
  party INTEGER, party_text TEXT, party_implied INTEGER NOT NULL,
  PRIMARY KEY (doc, event, n),
  FOREIGN KEY (doc, event) REFERENCES event(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, party) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE vote (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  id TEXT,
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  kind TEXT, number TEXT, outcome TEXT, content TEXT,
  body INTEGER, body_text TEXT, body_implied INTEGER NOT NULL,
  by INTEGER, by_text TEXT, by_implied INTEGER NOT NULL,
  count INTEGER NOT NULL,
  date_low TEXT, date_high TEXT, date_precision TEXT,
  confidence REAL NOT NULL,
  extractor TEXT NOT NULL, version TEXT NOT NULL,
  PRIMARY KEY (doc, n),
  FOREIGN KEY (doc, sentence) REFERENCES sentence(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, body) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, "by") REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE proposal (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  id TEXT,
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  name TEXT,
  sponsor INTEGER, sponsor_text TEXT, sponsor_implied INTEGER NOT NULL,
  mediator INTEGER, mediator_text TEXT, mediator_implied INTEGER NOT NULL,
  date_low TEXT, date_high TEXT, date_precision TEXT,
  confidence REAL NOT NULL,
  extractor TEXT NOT NULL, version TEXT NOT NULL,
  PRIMARY KEY (doc, n),
  FOREIGN KEY (doc, sentence) REFERENCES sentence(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, sponsor) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, mediator) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE proposal_term (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  proposal INTEGER NOT NULL,
  n INTEGER NOT NULL,
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  PRIMARY KEY (doc, proposal, n),
  FOREIGN KEY (doc, proposal) REFERENCES proposal(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, sentence) REFERENCES sentence(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE reply (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  proposal INTEGER NOT NULL,
  n INTEGER NOT NULL,
  party INTEGER, party_text TEXT, party_implied INTEGER NOT NULL,
  response TEXT,
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  extractor TEXT NOT NULL, version TEXT NOT NULL,
  PRIMARY KEY (doc, proposal, n),
  FOREIGN KEY (doc, proposal) REFERENCES proposal(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, sentence) REFERENCES sentence(doc, n) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (doc, party) REFERENCES entity(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE headline_note (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  kind TEXT, headline_text TEXT, body_text TEXT,
  headline_sentence INTEGER, headline_start INTEGER, headline_end INTEGER, headline_start_byte INTEGER,
    headline_end_byte INTEGER, headline_exact TEXT,
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  confidence REAL NOT NULL,
  extractor TEXT NOT NULL, version TEXT NOT NULL,
  PRIMARY KEY (doc, n),
  FOREIGN KEY (doc, sentence) REFERENCES sentence(doc, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE note (
  doc TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  code INTEGER NOT NULL,
  name TEXT NOT NULL,
  detail TEXT,
  offset INTEGER NOT NULL,
  PRIMARY KEY (doc, n)
) WITHOUT ROWID;
CREATE TABLE input (
  path TEXT NOT NULL,
  place INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  doc TEXT REFERENCES document(id),
  PRIMARY KEY (path, place)
) WITHOUT ROWID;
CREATE TABLE correction (
  id INTEGER PRIMARY KEY,
  target TEXT NOT NULL, field TEXT NOT NULL, old TEXT, new TEXT, who TEXT, note TEXT, state TEXT NOT NULL
);
)sql";

constexpr const char* kStoryTables = R"sql(
CREATE TABLE generation (
  id INTEGER PRIMARY KEY,
  current INTEGER NOT NULL,
  run INTEGER REFERENCES run(id),
  documents INTEGER NOT NULL
);
CREATE TABLE story_document (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  doc TEXT REFERENCES document(id),
  story INTEGER,
  joint_low TEXT, joint_high TEXT, joint_precision TEXT,
  joint_reason TEXT,
  PRIMARY KEY (gen, n)
) WITHOUT ROWID;
CREATE TABLE actor (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  id TEXT, name TEXT, type TEXT, kb_id TEXT,
  PRIMARY KEY (gen, n)
) WITHOUT ROWID;
CREATE INDEX actor_id ON actor(id);
CREATE TABLE actor_entity (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  actor INTEGER NOT NULL,
  n INTEGER NOT NULL,
  doc TEXT REFERENCES document(id),
  entity INTEGER NOT NULL,
  reason TEXT,
  PRIMARY KEY (gen, actor, n),
  FOREIGN KEY (gen, actor) REFERENCES actor(gen, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE INDEX actor_of_entity ON actor_entity(gen, doc, entity);
CREATE TABLE actor_variant (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  actor INTEGER NOT NULL,
  n INTEGER NOT NULL,
  name TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (gen, actor, n),
  FOREIGN KEY (gen, actor) REFERENCES actor(gen, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE actor_alike (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  actor INTEGER NOT NULL,
  n INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (gen, actor, n),
  FOREIGN KEY (gen, actor) REFERENCES actor(gen, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE lineage (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  from_doc TEXT REFERENCES document(id), to_doc TEXT REFERENCES document(id), kind TEXT, directed INTEGER NOT NULL,
    share REAL NOT NULL, reason TEXT,
  PRIMARY KEY (gen, n)
) WITHOUT ROWID;
CREATE TABLE lineage_passage (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  lineage INTEGER NOT NULL,
  n INTEGER NOT NULL,
  from_start_byte INTEGER, from_end_byte INTEGER, to_start_byte INTEGER, to_end_byte INTEGER,
  PRIMARY KEY (gen, lineage, n),
  FOREIGN KEY (gen, lineage) REFERENCES lineage(gen, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE happening (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  id TEXT, label TEXT, type TEXT, mode TEXT, status TEXT,
  date_low TEXT, date_high TEXT, date_precision TEXT,
  place TEXT, independent INTEGER NOT NULL, independence_reason TEXT, weight REAL NOT NULL,
  PRIMARY KEY (gen, n)
) WITHOUT ROWID;
CREATE INDEX happening_id ON happening(id);
CREATE TABLE happening_actor (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  happening INTEGER NOT NULL,
  n INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (gen, happening, n),
  FOREIGN KEY (gen, happening) REFERENCES happening(gen, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE happening_recipient (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  happening INTEGER NOT NULL,
  n INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (gen, happening, n),
  FOREIGN KEY (gen, happening) REFERENCES happening(gen, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE happening_document (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  happening INTEGER NOT NULL,
  n INTEGER NOT NULL,
  doc TEXT REFERENCES document(id),
  PRIMARY KEY (gen, happening, n),
  FOREIGN KEY (gen, happening) REFERENCES happening(gen, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE happening_mention (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  happening INTEGER NOT NULL,
  n INTEGER NOT NULL,
  doc TEXT REFERENCES document(id),
  kind TEXT, row INTEGER,
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  PRIMARY KEY (gen, happening, n),
  FOREIGN KEY (gen, happening) REFERENCES happening(gen, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE INDEX happening_of_row ON happening_mention(gen, doc, kind, row);
CREATE TABLE conflict (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  id TEXT, kind TEXT, relation TEXT, quantity TEXT, happening TEXT,
  PRIMARY KEY (gen, n)
) WITHOUT ROWID;
CREATE TABLE conflict_value (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  conflict INTEGER NOT NULL,
  n INTEGER NOT NULL,
  doc TEXT REFERENCES document(id),
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  text TEXT, low REAL, high REAL, scope TEXT, source TEXT,
  PRIMARY KEY (gen, conflict, n),
  FOREIGN KEY (gen, conflict) REFERENCES conflict(gen, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE timeline (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  date_low TEXT, date_high TEXT, date_precision TEXT,
  date_basis TEXT,
  doc TEXT REFERENCES document(id),
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  happening TEXT, status TEXT, text TEXT, weight REAL NOT NULL,
  PRIMARY KEY (gen, n)
) WITHOUT ROWID;
CREATE TABLE position (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  actor TEXT, actor_name TEXT, topic TEXT, stance TEXT,
  date_low TEXT, date_high TEXT, date_precision TEXT,
  doc TEXT REFERENCES document(id),
  sentence INTEGER, start INTEGER, "end" INTEGER, start_byte INTEGER, end_byte INTEGER, exact TEXT,
  changed INTEGER NOT NULL,
  PRIMARY KEY (gen, n)
) WITHOUT ROWID;
CREATE TABLE independence (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  verdict TEXT, reason TEXT, happening TEXT,
  PRIMARY KEY (gen, n)
) WITHOUT ROWID;
CREATE TABLE independence_document (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  independence INTEGER NOT NULL,
  n INTEGER NOT NULL,
  doc TEXT REFERENCES document(id),
  PRIMARY KEY (gen, independence, n),
  FOREIGN KEY (gen, independence) REFERENCES independence(gen, n) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
)sql";

/// What people say of rows. `correction` only grows; `correction_place` says where each one stands now, and is made anew
/// whenever a page is.
constexpr const char* kCorrections = R"sql(
CREATE TABLE correction_2 (
  id INTEGER PRIMARY KEY,
  made TEXT NOT NULL, who TEXT NOT NULL, why TEXT,
  act TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, value TEXT,
  doc TEXT, exact TEXT, prefix TEXT, suffix TEXT, aspect TEXT, start INTEGER, "end" INTEGER,
  origin TEXT UNIQUE
);
INSERT INTO correction_2(id, made, who, why, act, kind, target, value)
  SELECT id, '', coalesce(who, ''), note, field, '', target, new FROM correction;
DROP TABLE correction;
ALTER TABLE correction_2 RENAME TO correction;
CREATE INDEX correction_doc ON correction(doc);
CREATE TABLE correction_place (
  correction INTEGER NOT NULL REFERENCES correction(id),
  doc TEXT NOT NULL,
  kind TEXT NOT NULL,
  n INTEGER,
  target TEXT,
  state TEXT NOT NULL,
  reason TEXT,
  old TEXT,
  was TEXT,
  PRIMARY KEY (correction, doc)
) WITHOUT ROWID;
CREATE INDEX correction_place_row ON correction_place(doc, kind, n);
CREATE INDEX timeline_doc ON timeline(gen, doc);
CREATE INDEX position_doc ON position(gen, doc);
CREATE INDEX conflict_value_doc ON conflict_value(gen, doc);
CREATE INDEX vote_id ON vote(id);
CREATE INDEX proposal_id ON proposal(id);
)sql";

/// Counts of a generation, and the orders that lists are shown in. Rows of the three tables are made with the generation.
constexpr const char* kSummary = R"sql(
CREATE TABLE tally (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  list TEXT NOT NULL,
  "column" TEXT NOT NULL,
  value TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (gen, list, "column", value)
) WITHOUT ROWID;
CREATE TABLE actor_count (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  actor INTEGER NOT NULL,
  pages INTEGER NOT NULL, mentions INTEGER NOT NULL, statements INTEGER NOT NULL,
  PRIMARY KEY (gen, actor)
) WITHOUT ROWID;
CREATE INDEX actor_count_pages ON actor_count(gen, pages DESC, mentions DESC);
CREATE INDEX actor_count_statements ON actor_count(gen, statements DESC);
CREATE TABLE actor_row (
  gen INTEGER NOT NULL REFERENCES generation(id) ON DELETE CASCADE,
  actor INTEGER NOT NULL,
  kind TEXT NOT NULL,
  date TEXT NOT NULL,
  doc TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (gen, actor, kind, date, doc, n)
) WITHOUT ROWID;
CREATE INDEX document_name ON document(name, id);
CREATE INDEX story_document_doc ON story_document(gen, doc);
CREATE INDEX statement_date ON statement(coalesce(date_low, '9999'), coalesce(date_high, '9999'), doc, n);
CREATE INDEX event_date ON event(coalesce(date_low, '9999'), coalesce(date_high, '9999'), doc, n);
CREATE INDEX vote_date ON vote(coalesce(date_low, '9999'), coalesce(date_high, '9999'), doc, n);
CREATE INDEX proposal_date ON proposal(coalesce(date_low, '9999'), doc, n);
CREATE INDEX source_name ON source(name, doc, n);
CREATE INDEX timeline_date ON timeline(gen, coalesce(date_low, '9999'), coalesce(date_high, '9999'), n);
CREATE INDEX timeline_weight ON timeline(gen, weight DESC, n);
CREATE INDEX happening_date ON happening(gen, coalesce(date_low, '9999'), coalesce(date_high, '9999'), n);
CREATE INDEX happening_document_doc ON happening_document(gen, doc);
CREATE INDEX position_actor ON position(gen, actor_name, topic, coalesce(date_low, '9999'), coalesce(date_high, '9999'), n);
CREATE INDEX position_actor_id ON position(gen, actor, topic, coalesce(date_low, '9999'), n);
CREATE INDEX conflict_kind ON conflict(gen, kind, relation, n);
CREATE INDEX conflict_relation ON conflict(gen, relation, n);
CREATE INDEX conflict_id ON conflict(gen, id);
CREATE INDEX conflict_happening ON conflict(gen, happening);
CREATE INDEX lineage_share ON lineage(gen, share DESC, n);
CREATE INDEX lineage_to ON lineage(gen, to_doc);
CREATE INDEX independence_happening ON independence(gen, coalesce(happening, ''), n);
)sql";

}  // namespace

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> kMigrations = {{1, {kPageTables, kStoryTables}}, {2, {kCorrections}}, {3, {kSummary}}};
  return kMigrations;
}

}  // namespace dateline::store
