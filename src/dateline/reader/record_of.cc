// Layers to rows: every fact of a Document as plain text, numbers and ids, with its evidence.
#include <algorithm>
#include <string>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/base/origin.h"
#include "dateline/reader/reader.h"
#include "dateline/story/story.h"

namespace dateline::reader {

namespace {

std::string file_stem(std::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  const size_t dot = path.rfind('.');
  return std::string(dot == std::string_view::npos || dot == 0 ? path : path.substr(0, dot));
}

/// Turns one Document into its Record; each `take_*` fills one kind of row.
class Writer {
 public:
  Writer(const Document& document, const Ontology& ontology) : d_(document), ontology_(ontology) {}

  Record run() {
    take_page();
    take_text();
    take_sources();
    take_entities();
    take_times();
    take_statements();
    take_figures();
    take_events();
    take_votes();
    take_proposals();
    r_.headline_notes = story::compare_headline(r_);
    return std::move(r_);
  }

 private:
  [[nodiscard]] Evidence at(Span span) const { return {d_.text.sentence_at(span.begin), span}; }
  [[nodiscard]] std::string words(Span span) const { return std::string(d_.text.of(span)); }
  [[nodiscard]] std::string id(std::string_view kind, Span span, std::string_view extra = {}) const {
    return id_of(kind, {r_.id, std::to_string(span.begin), std::to_string(span.end), d_.text.of(span), extra});
  }

  [[nodiscard]] ActorRef actor(uint32_t entity, Span span, bool implied = false) const {
    ActorRef ref{entity < d_.names.entities.size() ? entity : kNone, words(span), implied};
    if (ref.text.empty() && ref.entity != kNone) ref.text = d_.names.entities[entity].name;
    return ref;
  }

  void take_page() {
    const RawPage& page = d_.page;
    const Article& article = d_.article;
    r_.sha256 = sha256_hex(page.bytes);
    r_.id = "d_" + r_.sha256.substr(0, 16);
    r_.name = !page.id.empty() ? page.id : file_stem(page.path);
    if (page.id.empty() && !page.container.empty()) r_.name += "-" + std::to_string(page.place);
    r_.path = page.path;
    r_.url = page.url;
    r_.canonical_url = article.url;
    r_.site = article.site;
    r_.section = article.section;
    r_.language = article.language;
    r_.charset = article.charset;
    r_.media = page.media == MediaType::html ? "html" : "text";
    r_.raw_bytes = page.bytes.size();
    r_.headline = article.headline.text;
    r_.headline_basis = name_of(article.headline.basis);
    r_.authors = article.authors;
    r_.notes = page.notes;
    r_.notes.insert(r_.notes.end(), article.notes.begin(), article.notes.end());
    r_.notes.insert(r_.notes.end(), d_.text.notes.begin(), d_.text.notes.end());
    take_date();
  }

  void take_date() {
    const PageDate& page = d_.times.page;
    r_.date = page.best;
    r_.date_range = page.range;
    r_.date_basis = page.basis;
    r_.date_strength = page.strength;
    r_.year_stated = page.year_stated;
    for (const DateEvidence& e : page.evidence) {
      r_.date_evidence.push_back({e.kind, e.text, e.at.empty() ? Evidence{} : at(e.at), e.allows, e.weight});
    }
  }

  void take_text() {
    const Text& text = d_.text;
    r_.text = text.utf8;
    std::vector<Span> clean(d_.article.blocks.size());
    for (const TextBlock& block : text.blocks) clean[block.article_block] = block.at;
    for (size_t i = 0; i < d_.article.blocks.size(); ++i) {
      const Block& block = d_.article.blocks[i];
      r_.blocks.push_back({std::string(slice(d_.article.text, block.at)), std::string(name_of(block.role)), kept(block.role),
                           block.line, d_.article.raw_of(block.at), clean[i], std::string(block.why)});
      if (i == d_.article.headline.block && !clean[i].empty()) r_.headline_where = at(clean[i]);
    }
    for (const Sentence& s : text.sentences) r_.sentences.push_back({s.at, text.blocks[s.block].article_block});
    for (const Repair& repair : text.repairs) {
      r_.repairs.push_back({at(repair.at), repair.broken, repair.repaired, std::string(name_of(repair.kind)), repair.certain});
    }
    for (const Span raw : d_.article.doubts) {
      const Span there = went_to(text.origin, went_to(d_.article.origin, raw));
      if (there.empty()) continue;  // not in what is read
      const uint32_t sentence = at(there).sentence;
      if (sentence >= r_.sentences.size() || sentence == doubted_) continue;
      doubted_ = sentence;
      r_.notes.push_back(
          {NoteCode::encoding_doubt, "sentence " + std::to_string(sentence) + ": bytes of another encoding", raw.begin});
    }
  }

  void take_sources() {
    for (const SourceClue& source : d_.article.sources) {
      RecordSource row{
          source.name, source.kb_id, std::string(name_of(source.role)), {}, std::string(slice(d_.article.text, source.at))};
      const Span clean = went_to(d_.text.origin, source.at);
      if (!clean.empty()) row.where = at(clean);
      r_.sources.push_back(std::move(row));
    }
  }

  void take_entities() {
    for (const Entity& entity : d_.names.entities) {
      RecordEntity row;
      row.name = entity.name;
      row.type = name_of(entity.type);
      row.kb_id = entity.kb_id;
      row.role = entity.role;
      row.represents = entity.represents;
      for (const std::string& kb_id : entity.represents) {
        const KbActor* known = ontology_.actor(kb_id);
        row.represents_names.push_back(known != nullptr ? known->name : kb_id);
      }
      row.gender = entity.gender;
      row.plural = entity.plural;
      row.members = entity.members;
      row.confidence = entity.confidence;
      for (const uint32_t index : entity.mentions) {
        const Mention& mention = d_.names.mentions[index];
        row.mentions.push_back(
            {{mention.sentence, mention.at}, std::string(name_of(mention.kind)), std::string(mention.why), mention.confidence});
      }
      const Span first = row.mentions.empty() ? Span{} : row.mentions.front().where.at;
      row.id = id("n", first, entity.name);
      r_.entities.push_back(std::move(row));
    }
  }

  void take_times() {
    for (const TimeExpression& t : d_.times.expressions) {
      r_.times.push_back({id("t", t.at),
                          {t.sentence, t.at},
                          std::string(name_of(t.type)),
                          t.value,
                          std::string(name_of(t.basis)),
                          std::string(t.why),
                          t.days,
                          t.since,
                          t.until,
                          t.future,
                          t.confidence});
    }
  }

  [[nodiscard]] RowDate date_of(uint32_t time) const {
    if (time >= d_.times.expressions.size()) return {};
    const TimeExpression& t = d_.times.expressions[time];
    return {t.days, t.basis == TimeBasis::absolute ? "explicit" : "relative"};
  }

  void take_statements() {
    for (const Statement& s : d_.speech.statements) {
      RecordStatement row;
      row.id = id("s", s.content, words(s.cue));
      row.where = {s.sentence, s.content};
      row.pieces = s.pieces;
      row.cue = s.cue;
      row.cue_lemma = s.cue_lemma;
      row.cls = s.cls;
      row.form = name_of(s.form);
      row.rule = s.rule;
      row.strength = s.strength;
      row.negated = s.negated;
      row.damaged = s.damaged;
      row.speaker = actor(s.speaker, s.speaker_at);
      for (const ChainLink& link : s.chain) row.chain.push_back(actor(link.entity, link.at));
      row.addressee = actor(s.addressee, s.addressee_at);
      row.venue = words(s.venue);
      row.date = date_of(s.time);
      if (!row.date.days.known() && r_.date.known()) row.date = {r_.date, "page"};
      row.confidence = s.confidence;
      r_.statements.push_back(std::move(row));
    }
  }

  void take_figures() {
    for (const Figure& f : d_.figures.figures) {
      RecordFigure row;
      row.id = id("f", f.at);
      row.where = {f.sentence, f.at};
      row.low = f.low;
      row.best = f.best;
      row.high = f.high;
      row.bound = name_of(f.bound);
      row.kind = name_of(f.kind);
      row.unit = f.unit;
      row.counted = f.counted;
      row.base = f.base;
      row.reason = f.reason;
      row.place = actor(f.place, {});
      row.source = actor(f.source, f.source_at);
      row.as_of = f.as_of;
      row.cumulative = f.cumulative;
      row.since = f.since;
      row.statement = f.statement;
      row.confidence = f.confidence;
      r_.figures.push_back(std::move(row));
    }
  }

  [[nodiscard]] std::vector<ActorRef> parties(const std::vector<Party>& list) const {
    std::vector<ActorRef> out;
    out.reserve(list.size());
    for (const Party& party : list) out.push_back(actor(party.entity, party.at, party.implied));
    return out;
  }

  void take_events() {
    for (const Event& e : d_.events.events) {
      RecordEvent row;
      row.id = id("e", e.trigger, name_of(e.type));
      row.where = {e.sentence, e.at};
      row.trigger = e.trigger;
      row.type = name_of(e.type);
      row.mode = e.mode;
      row.context = e.context;
      row.status = name_of(e.status);
      row.rule = e.rule;
      row.quad = quad_of(e.type);
      row.cameo = e.cameo;
      row.within = e.within;
      row.actors = parties(e.actors);
      row.recipients = parties(e.recipients);
      row.date = {e.days, std::string(e.date_basis)};
      row.place = actor(e.place, {});
      row.place_basis = e.place_basis;
      row.statement = e.statement;
      row.confidence = e.confidence;
      r_.events.push_back(std::move(row));
    }
  }

  void take_votes() {
    for (const Vote& v : d_.events.votes) {
      r_.votes.push_back({id("v", v.at, v.kind),
                          {v.sentence, v.at},
                          v.kind,
                          v.number,
                          v.outcome,
                          words(v.content),
                          actor(v.body, {}),
                          actor(v.by, {}),
                          v.count,
                          v.days,
                          v.confidence});
    }
  }

  void take_proposals() {
    for (const Proposal& p : d_.events.proposals) {
      RecordProposal row;
      row.id = id("p", p.at, p.name);
      row.where = {p.sentence, p.at};
      row.name = p.name;
      row.sponsor = actor(p.sponsor, {});
      row.mediator = actor(p.mediator, {});
      for (const Span term : p.terms) row.terms.push_back(at(term));
      for (const Reply& reply : p.replies)
        row.replies.push_back({actor(reply.party, {}), reply.response, {reply.sentence, reply.at}});
      row.days = p.days;
      row.confidence = p.confidence;
      r_.proposals.push_back(std::move(row));
    }
  }

  const Document& d_;
  const Ontology& ontology_;
  Record r_;
  uint32_t doubted_ = kNone;  // the last sentence with a note of encoding_doubt
};

}  // namespace

Record record_of(const Document& document, const Ontology& ontology) { return Writer(document, ontology).run(); }

}  // namespace dateline::reader
