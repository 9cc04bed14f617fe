// One list of columns a row type, read by every visitor: the one that names columns, the one that writes, the one that reads.
//
// `columns(v, figure)` calls v.text("id", figure.id), v.where(figure.where), v.real("low", figure.low) ... in table order, so
// what is written is what is read back. A new field of record.h or story.h needs one line here and one in schema.cc, which
// never changes what was released; tests/store/columns_test.cc holds the two together.
// Lists inside a row (pieces, chains, parties) have tables of their own; records.cc and stories.cc walk them.
#pragma once

#include <concepts>
#include <type_traits>

#include "dateline/record.h"
#include "dateline/story/story.h"

namespace dateline::store {

template <class T, class U>
concept Is = std::same_as<std::remove_const_t<T>, U>;

/// The scalar part of a record.
template <class V, Is<Record> R>
void columns(V& v, R& r) {
  v.text("id", r.id);
  v.text("name", r.name);
  v.bytes("path", r.path);
  v.text("url", r.url);
  v.text("canonical_url", r.canonical_url);
  v.text("site", r.site);
  v.text("section", r.section);
  v.text("language", r.language);
  v.text("charset", r.charset);
  v.text("media", r.media);
  v.text("sha256", r.sha256);
  v.integer("raw_bytes", r.raw_bytes);
  v.text("headline", r.headline);
  v.text("headline_basis", r.headline_basis);
  v.where("headline_", r.headline_where);
  v.days("date", r.date);
  v.days("date_range", r.date_range);
  v.text("date_basis", r.date_basis);
  v.real("date_strength", r.date_strength);
  v.flag("year_stated", r.year_stated);
  v.text("text", r.text);
}

template <class V, Is<RecordDateEvidence> R>
void columns(V& v, R& r) {
  v.text("kind", r.kind);
  v.text("text", r.text);
  v.where("", r.where);
  v.days("allows", r.allows);
  v.real("weight", r.weight);
}

template <class V, Is<RecordBlock> R>
void columns(V& v, R& r) {
  v.text("text", r.text);
  v.text("role", r.role);
  v.flag("kept", r.kept);
  v.integer("line", r.line);
  v.raw("raw", r.raw);
  v.span("", r.at);
  v.text("why", r.why);
}

template <class V, Is<RecordSentence> R>
void columns(V& v, R& r) {
  v.span("", r.at);
  v.index("block", r.block);
}

template <class V, Is<RecordRepair> R>
void columns(V& v, R& r) {
  v.where("", r.where);
  v.text("broken", r.broken);
  v.text("repaired", r.repaired);
  v.text("kind", r.kind);
  v.flag("certain", r.certain);
}

template <class V, Is<RecordSource> R>
void columns(V& v, R& r) {
  v.text("name", r.name);
  v.text("kb_id", r.kb_id);
  v.text("role", r.role);
  v.where("", r.where);
  v.text("text", r.text);
}

template <class V, Is<RecordEntity> R>
void columns(V& v, R& r) {
  v.text("id", r.id);
  v.text("name", r.name);
  v.text("type", r.type);
  v.text("kb_id", r.kb_id);
  v.text("role", r.role);
  v.letter("gender", r.gender);
  v.flag("plural", r.plural);
  v.real("confidence", r.confidence);
}

template <class V, Is<RecordMention> R>
void columns(V& v, R& r) {
  v.where("", r.where);
  v.text("kind", r.kind);
  v.text("why", r.why);
  v.real("confidence", r.confidence);
}

template <class V, Is<RecordTime> R>
void columns(V& v, R& r) {
  v.text("id", r.id);
  v.where("", r.where);
  v.text("type", r.type);
  v.text("value", r.value);
  v.text("basis", r.basis);
  v.text("why", r.why);
  v.days("date", r.days);
  v.flag("since", r.since);
  v.flag("until", r.until);
  v.flag("future", r.future);
  v.real("confidence", r.confidence);
}

template <class V, Is<RecordStatement> R>
void columns(V& v, R& r) {
  v.text("id", r.id);
  v.where("", r.where);
  v.span("cue_", r.cue);
  v.text("cue_lemma", r.cue_lemma);
  v.text("cls", r.cls);
  v.text("form", r.form);
  v.text("rule", r.rule);
  v.integer("strength", r.strength);
  v.flag("negated", r.negated);
  v.flag("damaged", r.damaged);
  v.actor("speaker", r.speaker);
  v.actor("addressee", r.addressee);
  v.text("venue", r.venue);
  v.days("date", r.date.days);
  v.text("date_basis", r.date.basis);
  v.real("confidence", r.confidence);
}

template <class V, Is<RecordFigure> R>
void columns(V& v, R& r) {
  v.text("id", r.id);
  v.where("", r.where);
  v.real("low", r.low);
  v.real("best", r.best);
  v.real("high", r.high);
  v.text("bound", r.bound);
  v.text("kind", r.kind);
  v.text("unit", r.unit);
  v.text("counted", r.counted);
  v.text("base", r.base);
  v.text("reason", r.reason);
  v.actor("place", r.place);
  v.actor("source", r.source);
  v.days("as_of", r.as_of);
  v.flag("cumulative", r.cumulative);
  v.days("since", r.since);
  v.index("statement", r.statement);
  v.real("confidence", r.confidence);
}

template <class V, Is<RecordEvent> R>
void columns(V& v, R& r) {
  v.text("id", r.id);
  v.where("", r.where);
  v.span("trigger_", r.trigger);
  v.text("type", r.type);
  v.text("mode", r.mode);
  v.text("context", r.context);
  v.text("status", r.status);
  v.text("rule", r.rule);
  v.integer("quad", r.quad);
  v.text("cameo", r.cameo);
  v.index("within", r.within);
  v.days("date", r.date.days);
  v.text("date_basis", r.date.basis);
  v.actor("place", r.place);
  v.text("place_basis", r.place_basis);
  v.index("statement", r.statement);
  v.real("confidence", r.confidence);
}

template <class V, Is<RecordVote> R>
void columns(V& v, R& r) {
  v.text("id", r.id);
  v.where("", r.where);
  v.text("kind", r.kind);
  v.text("number", r.number);
  v.text("outcome", r.outcome);
  v.text("content", r.content);
  v.actor("body", r.body);
  v.actor("by", r.by);
  v.integer("count", r.count);
  v.days("date", r.days);
  v.real("confidence", r.confidence);
}

template <class V, Is<RecordProposal> R>
void columns(V& v, R& r) {
  v.text("id", r.id);
  v.where("", r.where);
  v.text("name", r.name);
  v.actor("sponsor", r.sponsor);
  v.actor("mediator", r.mediator);
  v.days("date", r.days);
  v.real("confidence", r.confidence);
}

template <class V, Is<RecordReply> R>
void columns(V& v, R& r) {
  v.actor("party", r.party);
  v.text("response", r.response);
  v.where("", r.where);
}

template <class V, Is<HeadlineNote> R>
void columns(V& v, R& r) {
  v.text("kind", r.kind);
  v.text("headline_text", r.headline_text);
  v.text("body_text", r.body_text);
  v.where("headline_", r.headline);
  v.where("", r.body);
  v.real("confidence", r.confidence);
}

// Items of lists.
template <class V, Is<ActorRef> R>
void columns(V& v, R& r) {
  v.actor("party", r);
}
template <class V, Is<Evidence> R>
void columns(V& v, R& r) {
  v.where("", r);
}
template <class V, Is<Span> R>
void columns(V& v, R& r) {
  v.span("", r);
}
template <class V, Is<std::string> R>
void columns(V& v, R& r) {
  v.word("value", r);
}
template <class V, Is<uint32_t> R>
void columns(V& v, R& r) {
  v.index("member", r);
}

// Rows of a story. Documents are given by v.doc before any place inside them.
template <class V, Is<StoryActor> R>
void columns(V& v, R& r) {
  v.text("id", r.id);
  v.text("name", r.name);
  v.text("type", r.type);
  v.text("kb_id", r.kb_id);
}

template <class V, Is<Lineage> R>
void columns(V& v, R& r) {
  v.doc("from_doc", r.from);
  v.doc("to_doc", r.to);
  v.text("kind", r.kind);
  v.flag("directed", r.directed);
  v.real("share", r.share);
  v.text("reason", r.reason);
}

template <class V, Is<Happening> R>
void columns(V& v, R& r) {
  v.text("id", r.id);
  v.text("label", r.label);
  v.text("type", r.type);
  v.text("mode", r.mode);
  v.text("status", r.status);
  v.days("date", r.days);
  v.text("place", r.place);
  v.integer("independent", r.independent);
  v.text("independence_reason", r.independence_reason);
  v.real("weight", r.weight);
}

template <class V, Is<HappeningMention> R>
void columns(V& v, R& r) {
  v.doc("doc", r.doc);
  v.letter("kind", r.kind);
  v.index("row", r.row);
  v.where("", r.where);
}

template <class V, Is<Conflict> R>
void columns(V& v, R& r) {
  v.text("id", r.id);
  v.text("kind", r.kind);
  v.text("relation", r.relation);
  v.text("quantity", r.quantity);
  v.text("happening", r.happening);
}

template <class V, Is<ConflictValue> R>
void columns(V& v, R& r) {
  v.doc("doc", r.doc);
  v.where("", r.where);
  v.text("text", r.text);
  v.real("low", r.low);
  v.real("high", r.high);
  v.text("scope", r.scope);
  v.text("source", r.source);
}

template <class V, Is<TimelineEntry> R>
void columns(V& v, R& r) {
  v.days("date", r.days);
  v.text("date_basis", r.date_basis);
  v.doc("doc", r.doc);
  v.where("", r.where);
  v.text("happening", r.happening);
  v.text("status", r.status);
  v.text("text", r.text);
  v.real("weight", r.weight);
}

template <class V, Is<Position> R>
void columns(V& v, R& r) {
  v.text("actor", r.actor);
  v.text("actor_name", r.actor_name);
  v.text("topic", r.topic);
  v.text("stance", r.stance);
  v.days("date", r.days);
  v.doc("doc", r.doc);
  v.where("", r.where);
  v.flag("changed", r.changed);
}

template <class V, Is<Independence> R>
void columns(V& v, R& r) {
  v.text("verdict", r.verdict);
  v.text("reason", r.reason);
  v.text("happening", r.happening);
}

}  // namespace dateline::store
