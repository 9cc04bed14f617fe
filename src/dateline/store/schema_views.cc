// The views with the labels joined in: what people and other programs read. They hold no data and are made anew with every
// schema.
//
// Each shows the current generation. Rows that people may correct carry `verdict` (right or wrong, the latest) and `corrections`
// (every one in words); the value shown is the corrected one, the words say what it was.
#include "dateline/store/schema.h"

#include <string_view>

namespace dateline::store {

namespace {

constexpr std::string_view kViews = R"sql(
CREATE VIEW v_entities AS
SELECT e.doc, d.name AS page, e.n, e.id, coalesce(a.name, e.name) AS name, e.name AS name_here, e.type, e.role, e.kb_id,
  a.id AS actor, ae.reason AS merged_because, e.gender, e.plural,
  (SELECT count(*) FROM mention m WHERE m.doc = e.doc AND m.entity = e.n) AS mentions, e.confidence,
  {corrected entity e}
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
  s.exact AS text, s.damaged, s.sentence, s.start, s."end", s.rule, s.extractor, s.version, s.confidence,
  {corrected statement s}
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
  x.exact AS in_sentence, f.sentence, f.start, f."end", f.extractor, f.version, f.confidence,
  {corrected figure f}
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
  v.sentence, v.start, v."end", v.rule, v.extractor, v.version, v.confidence,
  {corrected event v}
FROM event v JOIN document d ON d.id = v.doc
LEFT JOIN entity p ON p.doc = v.doc AND p.n = v.place
  LEFT JOIN actor_entity p_of ON p_of.gen = (SELECT id FROM generation WHERE current = 1) AND p_of.doc = p.doc AND p_of.entity = p.n
  LEFT JOIN actor p_a ON p_a.gen = p_of.gen AND p_a.n = p_of.actor
LEFT JOIN statement s ON s.doc = v.doc AND s.n = v.statement
;

CREATE VIEW v_votes AS
SELECT v.id, v.doc, d.name AS page, v.n, v.date_low, v.date_high, v.date_precision, v.kind, v.number, v.outcome,
  coalesce(b_a.name, b.name, v.body_text) AS body, coalesce(w_a.name, w.name, v.by_text) AS "by", nullif(v.count, 0) AS count, v.content,
  v.exact AS text, v.sentence, v.start, v."end", v.extractor, v.version, v.confidence,
  {corrected vote v}
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
  p.sentence, p.start, p."end", p.extractor, p.version, p.confidence,
  {corrected proposal p}
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
  c.pages, c.mentions, c.statements,
  (SELECT group_concat(name || ' (' || count || ')', '; ') FROM (SELECT name, count FROM actor_variant v
    WHERE v.gen = a.gen AND v.actor = a.n ORDER BY v.n)) AS variants,
  (SELECT group_concat(value, '; ') FROM (SELECT value FROM actor_alike v WHERE v.gen = a.gen AND v.actor = a.n ORDER BY v.n)) AS looks_like
FROM actor a JOIN actor_count c ON c.gen = a.gen AND c.actor = a.n WHERE a.gen = (SELECT id FROM generation WHERE current = 1);

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
  d.name AS page, h.documents, h.independent, t.happening, t.sentence, t.start, t."end", t.weight,
  (SELECT c.act FROM happening g JOIN happening_mention m ON m.gen = g.gen AND m.happening = g.n JOIN correction_place x ON x.doc = m.doc
    AND x.n = m.row AND x.kind = CASE m.kind WHEN 'e' THEN 'event' ELSE 'statement' END JOIN correction c ON c.id = x.correction
    WHERE g.gen = t.gen AND g.id = t.happening AND m.doc = t.doc AND m.sentence = t.sentence AND m.kind IN ('e', 's')
    AND x.state = 'applied' AND c.act IN ('right', 'wrong') ORDER BY c.id DESC LIMIT 1) AS verdict
FROM timeline t LEFT JOIN document d ON d.id = t.doc LEFT JOIN v_happenings h ON h.id = t.happening
WHERE t.gen = (SELECT id FROM generation WHERE current = 1);

CREATE VIEW v_conflicts AS
SELECT c.id, c.n, v.n AS k, c.kind, c.relation, c.quantity, v.text, v.low, v.high, v.scope, v.source, v.doc, d.name AS page,
  s.exact AS in_sentence, c.happening, v.sentence, v.start, v."end",
  (SELECT k.act FROM figure f JOIN correction_place x ON x.doc = f.doc AND x.kind = 'figure' AND x.n = f.n JOIN correction k ON
    k.id = x.correction WHERE c.kind = 'figure' AND f.doc = v.doc AND f.start = v.start AND f."end" = v."end" AND x.state = 'applied'
    AND k.act IN ('right', 'wrong') ORDER BY k.id DESC LIMIT 1) AS verdict
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

CREATE VIEW v_corrections AS
SELECT c.id, c.made, c.who, c.act, c.kind, coalesce(x.target, c.target) AS target, c.value, x.was, c.why, coalesce(x.state,
  CASE WHEN c.act = 'undo' THEN 'applied' ELSE 'needs review' END) AS state, x.reason, coalesce(x.doc, c.doc) AS doc, d.name AS page, c.exact AS text,
  c.prefix, c.suffix, c.start, c."end", x.n AS n, c.origin
FROM correction c LEFT JOIN correction_place x ON x.correction = c.id LEFT JOIN document d ON d.id = coalesce(x.doc, c.doc);
)sql";

/// Columns verdict and corrections of a row: `{corrected statement s}` in the text above.
constexpr std::string_view kCorrected =
    "(SELECT c.act FROM correction_place x JOIN correction c ON c.id = x.correction WHERE x.doc = @.doc AND x.kind = '#' AND x.n "
    "= "
    "@.n AND x.state = 'applied' AND c.act IN ('right', 'wrong') ORDER BY c.id DESC LIMIT 1) AS verdict,\n"
    "  (SELECT group_concat(words, '; ') FROM (SELECT c.act || coalesce(' ' || c.value, '') || coalesce(' (was ' || x.was || "
    "')', '') "
    "|| ', by ' || c.who || coalesce(' ' || nullif(substr(c.made, 1, 10), ''), '') || coalesce(': ' || c.why, '') AS words FROM "
    "correction_place x JOIN correction c ON c.id = x.correction WHERE x.doc = @.doc AND x.kind = '#' AND x.n = @.n AND x.state "
    "= "
    "'applied' ORDER BY c.id)) AS corrections";

std::string with_corrections(std::string_view sql) {
  constexpr std::string_view kOpen = "{corrected ";
  std::string out;
  for (size_t at = 0; at < sql.size();) {
    const size_t open = sql.find(kOpen, at);
    out += sql.substr(at, open - at);
    if (open == std::string_view::npos) break;
    const size_t kind = open + kOpen.size(), space = sql.find(' ', kind), close = sql.find('}', space);
    for (const char c : kCorrected) {
      if (c == '@')
        out += sql.substr(space + 1, close - space - 1);
      else if (c == '#')
        out += sql.substr(kind, space - kind);
      else
        out += c;
    }
    at = close + 1;
  }
  return out;
}

}  // namespace

std::string views_sql() {
  std::string drop;
  constexpr std::string_view kCreate = "CREATE VIEW ";
  for (size_t at = kViews.find(kCreate); at != std::string_view::npos; at = kViews.find(kCreate, at)) {
    at += kCreate.size();
    drop += "DROP VIEW IF EXISTS " + std::string(kViews.substr(at, kViews.find(' ', at) - at)) + ";\n";
  }
  return drop + with_corrections(kViews);
}

}  // namespace dateline::store
