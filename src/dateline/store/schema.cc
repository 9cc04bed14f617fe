// Tables of one page's rows, tables of the joined story, and the views with the labels joined in.
//
// Rows of a page have the key (doc, n); lists inside a row have (doc, parent, n). Rows of the story carry a generation; the
// views show the current one. Evidence is sentence, start, "end" (code points), start_byte, end_byte and the exact words.
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

constexpr const char* kViews = R"sql(
CREATE VIEW v_entities AS
SELECT e.doc, d.name AS page, e.n, e.id, coalesce(a.name, e.name) AS name, e.name AS name_here, e.type, e.role, e.kb_id,
  a.id AS actor, ae.reason AS merged_because, e.gender, e.plural,
  (SELECT count(*) FROM mention m WHERE m.doc = e.doc AND m.entity = e.n) AS mentions, e.confidence
FROM entity e JOIN document d ON d.id = e.doc
LEFT JOIN actor_entity ae ON ae.gen = (SELECT id FROM generation WHERE current = 1) AND ae.doc = e.doc AND ae.entity = e.n
LEFT JOIN actor a ON a.gen = ae.gen AND a.n = ae.actor;

CREATE VIEW v_documents AS
SELECT d.id, d.name, d.headline, d.headline_basis, d.site, d.date_low, d.date_high, d.date_precision, d.date_basis, d.date_strength,
  d.date_range_low AS earliest, d.date_range_high AS latest, sd.joint_low, sd.joint_high, sd.joint_reason, sd.story,
  (SELECT count(*) FROM sentence s WHERE s.doc = d.id) AS sentences,
  (SELECT count(*) FROM statement s WHERE s.doc = d.id) AS statements,
  (SELECT count(*) FROM event s WHERE s.doc = d.id) AS events,
  (SELECT count(*) FROM figure s WHERE s.doc = d.id) AS figures,
  (SELECT count(*) FROM repair s WHERE s.doc = d.id) AS repairs,
  d.language, d.charset, d.media, d.url, d.path, d.sha256, d.raw_bytes, d.revision_of
FROM document d LEFT JOIN story_document sd ON sd.gen = (SELECT id FROM generation WHERE current = 1) AND sd.doc = d.id;

CREATE VIEW v_statements AS
SELECT s.id, s.doc, d.name AS page, s.n, s.date_low, s.date_high, s.date_precision, s.date_basis,
  coalesce(e_a.name, e.name, s.speaker_text) AS speaker, e.role AS speaker_role, e.id AS speaker_id, e_a.id AS actor,
  (SELECT group_concat(who, ' > ') FROM (SELECT coalesce(ce_a.name, ce.name, c.party_text) AS who FROM statement_chain c
    LEFT JOIN entity ce ON ce.doc = c.doc AND ce.n = c.party
  LEFT JOIN actor_entity ce_of ON ce_of.gen = (SELECT id FROM generation WHERE current = 1) AND ce_of.doc = ce.doc AND ce_of.entity = ce.n
  LEFT JOIN actor ce_a ON ce_a.gen = ce_of.gen AND ce_a.n = ce_of.actor WHERE c.doc = s.doc AND c.statement = s.n ORDER BY c.n)) AS chain,
  s.form, s.cue_exact AS cue, s.cls, s.strength, s.negated, coalesce(t_a.name, t.name, s.addressee_text) AS addressee, s.venue,
  s.exact AS text, s.damaged, s.sentence, s.start, s."end", s.rule, s.extractor, s.version, s.confidence
FROM statement s JOIN document d ON d.id = s.doc
LEFT JOIN entity e ON e.doc = s.doc AND e.n = s.speaker
  LEFT JOIN actor_entity e_of ON e_of.gen = (SELECT id FROM generation WHERE current = 1) AND e_of.doc = e.doc AND e_of.entity = e.n
  LEFT JOIN actor e_a ON e_a.gen = e_of.gen AND e_a.n = e_of.actor
LEFT JOIN entity t ON t.doc = s.doc AND t.n = s.addressee
  LEFT JOIN actor_entity t_of ON t_of.gen = (SELECT id FROM generation WHERE current = 1) AND t_of.doc = t.doc AND t_of.entity = t.n
  LEFT JOIN actor t_a ON t_a.gen = t_of.gen AND t_a.n = t_of.actor;

CREATE VIEW v_figures AS
SELECT f.id, f.doc, d.name AS page, f.n, f.exact AS text, f.low, f.best, f.high, f.bound, f.kind, f.unit, f.counted, f.base, f.reason,
  coalesce(p_a.name, p.name, f.place_text) AS place, coalesce(w_a.name, w.name, f.source_text) AS source, w_a.id AS actor,
  f.as_of_low, f.as_of_high, f.as_of_precision, f.cumulative, f.since_low, f.since_high, s.id AS statement,
  x.exact AS in_sentence, f.sentence, f.start, f."end", f.extractor, f.version, f.confidence
FROM figure f JOIN document d ON d.id = f.doc
LEFT JOIN entity p ON p.doc = f.doc AND p.n = f.place
  LEFT JOIN actor_entity p_of ON p_of.gen = (SELECT id FROM generation WHERE current = 1) AND p_of.doc = p.doc AND p_of.entity = p.n
  LEFT JOIN actor p_a ON p_a.gen = p_of.gen AND p_a.n = p_of.actor
LEFT JOIN entity w ON w.doc = f.doc AND w.n = f.source
  LEFT JOIN actor_entity w_of ON w_of.gen = (SELECT id FROM generation WHERE current = 1) AND w_of.doc = w.doc AND w_of.entity = w.n
  LEFT JOIN actor w_a ON w_a.gen = w_of.gen AND w_a.n = w_of.actor
LEFT JOIN statement s ON s.doc = f.doc AND s.n = f.statement
LEFT JOIN sentence x ON x.doc = f.doc AND x.n = f.sentence;

CREATE VIEW v_events AS
SELECT v.id, v.doc, d.name AS page, v.n, v.date_low, v.date_high, v.date_precision, v.date_basis, v.type, v.mode, v.context, v.status,
  v.quad, v.cameo,
  (SELECT group_concat(who, '; ') FROM (SELECT coalesce(e_a.name, e.name, a.party_text) AS who FROM event_actor a
    LEFT JOIN entity e ON e.doc = a.doc AND e.n = a.party
  LEFT JOIN actor_entity e_of ON e_of.gen = (SELECT id FROM generation WHERE current = 1) AND e_of.doc = e.doc AND e_of.entity = e.n
  LEFT JOIN actor e_a ON e_a.gen = e_of.gen AND e_a.n = e_of.actor WHERE a.doc = v.doc AND a.event = v.n ORDER BY a.n)) AS actors,
  (SELECT group_concat(who, '; ') FROM (SELECT coalesce(e_a.name, e.name, a.party_text) AS who FROM event_recipient a
    LEFT JOIN entity e ON e.doc = a.doc AND e.n = a.party
  LEFT JOIN actor_entity e_of ON e_of.gen = (SELECT id FROM generation WHERE current = 1) AND e_of.doc = e.doc AND e_of.entity = e.n
  LEFT JOIN actor e_a ON e_a.gen = e_of.gen AND e_a.n = e_of.actor WHERE a.doc = v.doc AND a.event = v.n ORDER BY a.n)) AS recipients,
  coalesce(p_a.name, p.name, v.place_text) AS place, v.place_basis, v.trigger_exact AS trigger, v.exact AS text, s.id AS statement,
  (SELECT h.id FROM happening_mention m JOIN happening h ON h.gen = m.gen AND h.n = m.happening WHERE m.gen =
    (SELECT id FROM generation WHERE current = 1) AND m.doc = v.doc AND m.kind = 'e' AND m.row = v.n ORDER BY m.happening LIMIT 1) AS happening,
  v.sentence, v.start, v."end", v.rule, v.extractor, v.version, v.confidence
FROM event v JOIN document d ON d.id = v.doc
LEFT JOIN entity p ON p.doc = v.doc AND p.n = v.place
  LEFT JOIN actor_entity p_of ON p_of.gen = (SELECT id FROM generation WHERE current = 1) AND p_of.doc = p.doc AND p_of.entity = p.n
  LEFT JOIN actor p_a ON p_a.gen = p_of.gen AND p_a.n = p_of.actor
LEFT JOIN statement s ON s.doc = v.doc AND s.n = v.statement
;

CREATE VIEW v_votes AS
SELECT v.id, v.doc, d.name AS page, v.n, v.date_low, v.date_high, v.date_precision, v.kind, v.number, v.outcome,
  coalesce(b_a.name, b.name, v.body_text) AS body, coalesce(w_a.name, w.name, v.by_text) AS "by", nullif(v.count, 0) AS count, v.content,
  v.exact AS text, v.sentence, v.start, v."end", v.extractor, v.version, v.confidence
FROM vote v JOIN document d ON d.id = v.doc
LEFT JOIN entity b ON b.doc = v.doc AND b.n = v.body
  LEFT JOIN actor_entity b_of ON b_of.gen = (SELECT id FROM generation WHERE current = 1) AND b_of.doc = b.doc AND b_of.entity = b.n
  LEFT JOIN actor b_a ON b_a.gen = b_of.gen AND b_a.n = b_of.actor
LEFT JOIN entity w ON w.doc = v.doc AND w.n = v."by"
  LEFT JOIN actor_entity w_of ON w_of.gen = (SELECT id FROM generation WHERE current = 1) AND w_of.doc = w.doc AND w_of.entity = w.n
  LEFT JOIN actor w_a ON w_a.gen = w_of.gen AND w_a.n = w_of.actor;

CREATE VIEW v_proposals AS
SELECT p.id, p.doc, d.name AS page, p.n, p.date_low, p.date_high, p.date_precision, p.name, coalesce(s_a.name, s.name, p.sponsor_text) AS sponsor,
  coalesce(m_a.name, m.name, p.mediator_text) AS mediator, p.exact AS text,
  (SELECT group_concat(exact, '; ') FROM (SELECT exact FROM proposal_term t WHERE t.doc = p.doc AND t.proposal = p.n ORDER BY t.n)) AS terms,
  (SELECT group_concat(who || ': ' || coalesce(response, '?'), '; ') FROM (SELECT coalesce(e_a.name, e.name, r.party_text, '?') AS who, r.response
    FROM reply r LEFT JOIN entity e ON e.doc = r.doc AND e.n = r.party
  LEFT JOIN actor_entity e_of ON e_of.gen = (SELECT id FROM generation WHERE current = 1) AND e_of.doc = e.doc AND e_of.entity = e.n
  LEFT JOIN actor e_a ON e_a.gen = e_of.gen AND e_a.n = e_of.actor WHERE r.doc = p.doc AND r.proposal = p.n ORDER BY r.n)) AS replies,
  p.sentence, p.start, p."end", p.extractor, p.version, p.confidence
FROM proposal p JOIN document d ON d.id = p.doc
LEFT JOIN entity s ON s.doc = p.doc AND s.n = p.sponsor
  LEFT JOIN actor_entity s_of ON s_of.gen = (SELECT id FROM generation WHERE current = 1) AND s_of.doc = s.doc AND s_of.entity = s.n
  LEFT JOIN actor s_a ON s_a.gen = s_of.gen AND s_a.n = s_of.actor
LEFT JOIN entity m ON m.doc = p.doc AND m.n = p.mediator
  LEFT JOIN actor_entity m_of ON m_of.gen = (SELECT id FROM generation WHERE current = 1) AND m_of.doc = m.doc AND m_of.entity = m.n
  LEFT JOIN actor m_a ON m_a.gen = m_of.gen AND m_a.n = m_of.actor;

CREATE VIEW v_sources AS
SELECT s.name, s.role, s.kb_id, s.doc, d.name AS page, s.n, s.text, s.sentence, s.start, s."end", s.extractor, s.version
FROM source s JOIN document d ON d.id = s.doc;

CREATE VIEW v_times AS
SELECT t.id, t.doc, d.name AS page, t.n, t.exact AS text, t.type, t.value, t.date_low, t.date_high, t.date_precision, t.basis, t.since,
  t.until, t.future, t.why, t.sentence, t.start, t."end", t.extractor, t.version, t.confidence
FROM time_expression t JOIN document d ON d.id = t.doc;

CREATE VIEW v_mentions AS
SELECT m.doc, e.page, m.exact AS text, e.name, e.id AS entity, e.actor, m.kind, m.why, m.sentence, m.start, m."end", m.confidence
FROM mention m JOIN v_entities e ON e.doc = m.doc AND e.n = m.entity;

CREATE VIEW v_repairs AS
SELECT r.doc, d.name AS page, r.n, r.broken, r.repaired, r.kind, r.certain, r.sentence, r.start, r."end", r.extractor, r.version
FROM repair r JOIN document d ON d.id = r.doc;

CREATE VIEW v_headlines AS
SELECT h.doc, d.name AS page, h.n, h.kind, h.headline_text, h.body_text, h.sentence, h.start, h."end", h.extractor, h.version, h.confidence
FROM headline_note h JOIN document d ON d.id = h.doc;

CREATE VIEW v_actors AS
SELECT a.id, a.name, a.type, a.kb_id,
  (SELECT count(DISTINCT doc) FROM actor_entity ae WHERE ae.gen = a.gen AND ae.actor = a.n) AS pages,
  (SELECT sum(count) FROM actor_variant v WHERE v.gen = a.gen AND v.actor = a.n) AS mentions,
  (SELECT count(*) FROM actor_entity ae JOIN statement s ON s.doc = ae.doc AND s.speaker = ae.entity
    WHERE ae.gen = a.gen AND ae.actor = a.n) AS statements,
  (SELECT group_concat(name || ' (' || count || ')', '; ') FROM (SELECT name, count FROM actor_variant v
    WHERE v.gen = a.gen AND v.actor = a.n ORDER BY v.n)) AS variants,
  (SELECT group_concat(value, '; ') FROM (SELECT value FROM actor_alike v WHERE v.gen = a.gen AND v.actor = a.n ORDER BY v.n)) AS looks_like
FROM actor a WHERE a.gen = (SELECT id FROM generation WHERE current = 1);

CREATE VIEW v_happenings AS
SELECT h.id, h.n, h.date_low, h.date_high, h.date_precision, h.type, h.mode, h.status, h.label,
  (SELECT group_concat(name, '; ') FROM (SELECT coalesce(a.name, p.value) AS name FROM happening_actor p
    LEFT JOIN actor a ON a.gen = p.gen AND a.id = p.value WHERE p.gen = h.gen AND p.happening = h.n ORDER BY p.n)) AS actors,
  (SELECT group_concat(name, '; ') FROM (SELECT coalesce(a.name, p.value) AS name FROM happening_recipient p
    LEFT JOIN actor a ON a.gen = p.gen AND a.id = p.value WHERE p.gen = h.gen AND p.happening = h.n ORDER BY p.n)) AS recipients,
  h.place, (SELECT count(*) FROM happening_document p WHERE p.gen = h.gen AND p.happening = h.n) AS documents,
  h.independent, h.independence_reason, h.weight
FROM happening h WHERE h.gen = (SELECT id FROM generation WHERE current = 1);

CREATE VIEW v_happening_mentions AS
SELECT h.id AS happening, h.label, m.doc, d.name AS page, m.kind, m.exact AS text, m.sentence, m.start, m."end"
FROM happening_mention m JOIN happening h ON h.gen = m.gen AND h.n = m.happening LEFT JOIN document d ON d.id = m.doc
WHERE m.gen = (SELECT id FROM generation WHERE current = 1);

CREATE VIEW v_timeline AS
SELECT t.n, t.date_low, t.date_high, t.date_precision, t.date_basis, t.status, h.type, h.mode, h.actors, h.recipients, t.text, t.doc,
  d.name AS page, h.documents, h.independent, t.happening, t.sentence, t.start, t."end", t.weight
FROM timeline t LEFT JOIN document d ON d.id = t.doc LEFT JOIN v_happenings h ON h.id = t.happening
WHERE t.gen = (SELECT id FROM generation WHERE current = 1);

CREATE VIEW v_conflicts AS
SELECT c.id, c.n, v.n AS k, c.kind, c.relation, c.quantity, v.text, v.low, v.high, v.scope, v.source, v.doc, d.name AS page,
  s.exact AS in_sentence, c.happening, v.sentence, v.start, v."end"
FROM conflict c JOIN conflict_value v ON v.gen = c.gen AND v.conflict = c.n LEFT JOIN document d ON d.id = v.doc
LEFT JOIN sentence s ON s.doc = v.doc AND s.n = v.sentence
WHERE c.gen = (SELECT id FROM generation WHERE current = 1);

CREATE VIEW v_positions AS
SELECT p.n, p.actor_name AS actor, p.topic, p.stance, p.date_low, p.date_high, p.date_precision, p.changed, p.exact AS text, p.doc,
  d.name AS page, p.actor AS actor_id, p.sentence, p.start, p."end"
FROM position p LEFT JOIN document d ON d.id = p.doc
WHERE p.gen = (SELECT id FROM generation WHERE current = 1);

CREATE VIEW v_lineage AS
SELECT l.n, l.kind, a.name AS from_page, b.name AS to_page, l.directed, l.share, l.reason, l.from_doc, l.to_doc,
  (SELECT count(*) FROM lineage_passage p WHERE p.gen = l.gen AND p.lineage = l.n) AS passages
FROM lineage l LEFT JOIN document a ON a.id = l.from_doc LEFT JOIN document b ON b.id = l.to_doc
WHERE l.gen = (SELECT id FROM generation WHERE current = 1);

CREATE VIEW v_independence AS
SELECT i.n, i.verdict, i.reason, i.happening,
  (SELECT group_concat(name, '; ') FROM (SELECT d.name FROM independence_document p JOIN document d ON d.id = p.doc
    WHERE p.gen = i.gen AND p.independence = i.n ORDER BY p.n)) AS pages
FROM independence i WHERE i.gen = (SELECT id FROM generation WHERE current = 1);
)sql";

}  // namespace

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> kMigrations = {{1, {kPageTables, kStoryTables, kViews}}};
  return kMigrations;
}

}  // namespace dateline::store
