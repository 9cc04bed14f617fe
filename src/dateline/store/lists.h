// The lists of a page, in one place for whoever walks them all: columns (columnar.cc), packed bytes (packed.cc).
//
// `lists(v, record)` calls v.rows("figure", record.figures) for every list of the page and
// v.inner("statement_chain", "statement", record.statements, get) for every list inside its rows, under the table names of
// schema.cc. Numbers and words of one row are in columns.h.
#pragma once

#include "dateline/store/columns.h"

namespace dateline::store {

template <class V, Is<Record> R>
void lists(V& v, R& r) {
  v.rows("author", r.authors);
  v.rows("block", r.blocks);
  v.rows("sentence", r.sentences);
  v.rows("date_evidence", r.date_evidence);
  v.rows("repair", r.repairs);
  v.rows("source", r.sources);
  v.rows("entity", r.entities);
  v.rows("time_expression", r.times);
  v.rows("statement", r.statements);
  v.rows("figure", r.figures);
  v.rows("event", r.events);
  v.rows("vote", r.votes);
  v.rows("proposal", r.proposals);
  v.rows("headline_note", r.headline_notes);
  v.rows("note", r.notes);
  v.inner("entity_represents", "entity", r.entities, [](auto& x) -> auto& { return x.represents; });
  v.inner("entity_represents_name", "entity", r.entities, [](auto& x) -> auto& { return x.represents_names; });
  v.inner("entity_member", "entity", r.entities, [](auto& x) -> auto& { return x.members; });
  v.inner("mention", "entity", r.entities, [](auto& x) -> auto& { return x.mentions; });
  v.inner("statement_piece", "statement", r.statements, [](auto& x) -> auto& { return x.pieces; });
  v.inner("statement_chain", "statement", r.statements, [](auto& x) -> auto& { return x.chain; });
  v.inner("event_actor", "event", r.events, [](auto& x) -> auto& { return x.actors; });
  v.inner("event_recipient", "event", r.events, [](auto& x) -> auto& { return x.recipients; });
  v.inner("proposal_term", "proposal", r.proposals, [](auto& x) -> auto& { return x.terms; });
  v.inner("reply", "proposal", r.proposals, [](auto& x) -> auto& { return x.replies; });
}

template <class V, Is<Note> R>
void columns(V& v, R& r) {
  v.code("code", r.code);
  v.text("detail", r.detail);
  v.integer("offset", r.offset);
}

}  // namespace dateline::store
