// Records as one JSON document, `dateline-records/1`: what `dateline read` and `dateline export records` print.
#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/base/json.h"
#include "dateline/base/rounding.h"
#include "dateline/reader/reader.h"

namespace dateline::reader {

namespace {

constexpr uint32_t kContextBytes = 48;  ///< prefix and suffix of a quote selector (W3C Web Annotation), at most

Span around_before(std::string_view text, Span at) {
  uint32_t begin = at.begin > kContextBytes ? at.begin - kContextBytes : 0;
  while (begin < at.begin && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
  return {begin, at.begin};
}

Span around_after(std::string_view text, Span at) {
  uint32_t end = std::min(static_cast<uint32_t>(text.size()), at.end + kContextBytes);
  while (end > at.end && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return {at.end, end};
}

std::string iso_days(const DayRange& days) { return iso_of(days); }

/// Writes one document; offsets leave as code points.
class Printer {
 public:
  Printer(JsonWriter& out, const Record& record) : w_(out), r_(record), points_(record.text) {}

  void run() {
    w_.begin_object();
    page();
    blocks();
    facts();
    w_.end_object();
  }

 private:
  [[nodiscard]] std::string_view words(Span at) const { return slice(r_.text, at); }
  [[nodiscard]] std::string_view sentence(const Evidence& e) const {
    return e.sentence < r_.sentences.size() ? slice(r_.text, r_.sentences[e.sentence].at) : std::string_view();
  }

  void text_or_null(std::string_view name, std::string_view text) {
    w_.key(name);
    if (text.empty())
      w_.null();
    else
      w_.value(text);
  }

  void span(std::string_view name, Span at) {
    w_.key(name).begin_array().value(points_.of_byte(at.begin)).value(points_.of_byte(at.end)).end_array();
  }

  void selector(const Evidence& e) {
    w_.key("where").begin_object().field("doc", r_.id);
    if (e.sentence != kNone) w_.field("sentence", e.sentence);
    w_.field("start", points_.of_byte(e.at.begin)).field("end", points_.of_byte(e.at.end));
    w_.field("exact", words(e.at))
        .field("prefix", words(around_before(r_.text, e.at)))
        .field("suffix", words(around_after(r_.text, e.at)));
    w_.end_object();
  }

  void dates(std::string_view name, const DayRange& days) { text_or_null(name, iso_days(days)); }

  /// Name of an actor: the entity's when it is known, else the words.
  [[nodiscard]] std::string_view actor_name(const ActorRef& ref) const {
    return ref.entity < r_.entities.size() ? std::string_view(r_.entities[ref.entity].name) : std::string_view(ref.text);
  }

  void actor_value(const ActorRef& ref) {
    const std::string_view name = actor_name(ref);
    if (name.empty())
      w_.null();
    else
      w_.value(name);
  }

  void actor(std::string_view name, const ActorRef& ref) {
    w_.key(name);
    actor_value(ref);
  }

  void actors(std::string_view name, const std::vector<ActorRef>& refs) {
    w_.key(name);
    if (refs.empty()) {
      w_.null();
      return;
    }
    if (refs.size() == 1) {
      actor_value(refs[0]);
      return;
    }
    w_.begin_array();
    for (const ActorRef& ref : refs) actor_value(ref);
    w_.end_array();
  }

  void page() {
    w_.field("id", r_.name).field("doc", r_.id);
    text_or_null("path", r_.path);
    text_or_null("url", r_.canonical_url.empty() ? r_.url : r_.canonical_url);
    w_.field("sha256", r_.sha256);
    w_.key("headline").begin_object();
    text_or_null("text", r_.headline);
    w_.field("basis", r_.headline_basis).end_object();
    date();
    w_.key("authors").begin_array();
    for (const std::string& author : r_.authors) w_.value(author);
    w_.end_array();
    text_or_null("site", r_.site);
    w_.field("language", r_.language).field("charset", r_.charset);
    w_.key("sources").begin_array();
    for (const RecordSource& s : r_.sources) {
      w_.begin_object().field("name", s.name).field("role", s.role);
      text_or_null("text", s.text);
      w_.key("variants").begin_array();
      if (!s.text.empty() && s.text != s.name) w_.value(s.text);
      w_.end_array().end_object();
    }
    w_.end_array();
  }

  void date() {
    w_.key("date");
    if (!r_.date.known()) {
      w_.null();
      return;
    }
    w_.begin_object()
        .field("value", iso_days(r_.date))
        .field("earliest", iso_of(r_.date_range.first))
        .field("latest", iso_of(r_.date_range.last));
    w_.field("basis", r_.date_basis).field("strength", rounded(r_.date_strength, 100));
    w_.field("year_stated", r_.year_stated).key("evidence").begin_array();
    for (const RecordDateEvidence& e : r_.date_evidence) {
      w_.begin_object().field("kind", e.kind).field("text", e.text).field("allows", iso_days(e.allows)).end_object();
    }
    w_.end_array().end_object();
  }

  void blocks() {
    w_.key("paragraphs").begin_array();
    for (const RecordBlock& b : r_.blocks) {
      w_.begin_object()
          .field("text", b.kept && !b.at.empty() ? words(b.at) : std::string_view(b.text))
          .field("kind", b.role)
          .field("keep", b.kept);
      w_.field("line", b.line).end_object();
    }
    w_.end_array().key("repairs").begin_array();
    for (const RecordRepair& repair : r_.repairs) {
      w_.begin_object().field("broken", repair.broken).field("repaired", repair.repaired).field("kind", repair.kind);
      w_.field("certain", repair.certain).field("flag", !repair.certain).end_object();
    }
    w_.end_array().key("notes").begin_array();
    for (const Note& note : r_.notes) {
      w_.begin_object().field("code", name_of(note.code)).field("detail", note.detail).field("offset", note.offset).end_object();
    }
    w_.end_array();
  }

  void facts() {
    entities();
    statements();
    events();
    figures();
    times();
    votes();
    proposals();
    headline_notes();
  }

  /// Types in the words of the export form.
  static std::string_view plain_type(std::string_view type) {
    if (type == "state") return "country";
    if (type == "body") return "organisation";
    return type == "outlet" ? "media" : type;
  }

  /// Entities a reader would list: not those seen only as an adjective, and no nameless people ("civilians", "a prisoner").
  static bool names_somebody(const RecordEntity& e) {
    const bool mentioned = std::any_of(e.mentions.begin(), e.mentions.end(),
                                       [](const RecordMention& m) { return m.kind != "adjective" && m.kind != "pronoun"; });
    const bool named = std::any_of(e.mentions.begin(), e.mentions.end(), [](const RecordMention& m) {
      return m.kind != "adjective" && m.kind != "pronoun" && m.kind != "description";
    });
    return mentioned && (named || !e.represents.empty() || !e.members.empty());
  }

  void entities() {
    w_.key("entities").begin_array();
    for (const RecordEntity& e : r_.entities) {
      if (!names_somebody(e)) continue;
      w_.begin_object().field("id", e.id).field("name", e.name).field("type", plain_type(e.type));
      text_or_null("kb", e.kb_id);
      text_or_null("role", e.role);
      w_.key("represents").begin_array();
      for (const std::string& name : e.represents_names) w_.value(name);
      w_.end_array().key("mentions").begin_array();
      std::vector<std::string_view> seen;
      for (const RecordMention& m : e.mentions) {
        const std::string_view text = words(m.where.at);
        if (m.kind == "pronoun" || m.kind == "adjective" || std::find(seen.begin(), seen.end(), text) != seen.end()) continue;
        seen.push_back(text);
        w_.begin_object().field("text", text).field("kind", m.kind).end_object();
      }
      w_.end_array().end_object();
    }
    w_.end_array();
  }

  void statements() {
    w_.key("quotes").begin_array();
    for (const RecordStatement& s : r_.statements) {
      w_.begin_object().field("id", s.id);
      actor("speaker", s.speaker);
      text_or_null("speaker_text", s.speaker.text);
      text_or_null("cue", words(s.cue));
      w_.field("content", words(s.where.at)).field("type", s.form).field("class", s.cls).field("negated", s.negated);
      w_.key("chain").begin_array();
      for (const ActorRef& link : s.chain) actor_value(link);
      w_.end_array();
      actor("addressee", s.addressee);
      text_or_null("venue", s.venue);
      dates("time", s.date.days);
      w_.field("damaged", s.damaged).field("confidence", rounded(s.confidence, 100)).field("rule", s.rule);
      selector(s.where);
      w_.end_object();
    }
    w_.end_array();
  }

  void events() {
    w_.key("events").begin_array();
    for (const RecordEvent& e : r_.events) {
      w_.begin_object().field("id", e.id);
      actors("actor", e.actors);
      actors("recipient", e.recipients);
      w_.field("type", e.type);
      text_or_null("mode", e.mode);
      text_or_null("context", e.context);
      w_.field("quad", e.quad).field("status", e.status);
      text_or_null("cameo", e.cameo);
      dates("date", e.date.days);
      text_or_null("date_basis", e.date.basis);
      actor("place", e.place);
      w_.field("evidence", words(e.where.at))
          .field("trigger", words(e.trigger))
          .field("rule", e.rule)
          .field("confidence", rounded(e.confidence, 100));
      if (e.statement < r_.statements.size()) w_.field("claimed_in", r_.statements[e.statement].id);
      if (e.within < r_.events.size()) w_.field("within", r_.events[e.within].id);
      selector(e.where);
      w_.end_object();
    }
    w_.end_array();
  }

  void number(std::string_view name, const std::optional<double>& value) {
    w_.key(name);
    if (value)
      w_.value(*value);
    else
      w_.null();
  }

  void figures() {
    w_.key("figures").begin_array();
    for (const RecordFigure& f : r_.figures) {
      w_.begin_object().field("id", f.id).field("text", words(f.where.at));
      number("min", f.low);
      number("best", f.best);
      number("max", f.high);
      w_.field("qualifier", f.bound).field("kind", f.kind).field("unit", f.unit).field("counted", f.counted);
      text_or_null("base", f.base);
      actor("source", f.source);
      actor("place", f.place);
      dates("as_of", f.as_of);
      w_.field("cumulative", f.cumulative);
      dates("since", f.since);
      text_or_null("reason", f.reason);
      w_.field("sentence", sentence(f.where)).field("confidence", rounded(f.confidence, 100));
      span("at", f.where.at);
      w_.end_object();
    }
    w_.end_array();
  }

  void times() {
    w_.key("times").begin_array();
    for (const RecordTime& t : r_.times) {
      w_.begin_object().field("id", t.id).field("text", words(t.where.at)).field("type", t.type);
      text_or_null("value", t.days.known() ? iso_days(t.days) : t.value);
      text_or_null("timex", t.value);
      if (t.days.known()) w_.field("earliest", iso_of(t.days.first)).field("latest", iso_of(t.days.last));
      w_.field("basis", t.basis).field("rule", t.why).field("confidence", rounded(t.confidence, 100));
      span("at", t.where.at);
      w_.end_object();
    }
    w_.end_array();
  }

  void votes() {
    w_.key("votes").begin_array();
    for (const RecordVote& v : r_.votes) {
      w_.begin_object().field("id", v.id).field("kind", v.kind);
      actor("body", v.body);
      actor("by", v.by);
      text_or_null("number", v.number);
      text_or_null("outcome", v.outcome);
      text_or_null("content", v.content);
      dates("date", v.days);
      w_.field("text", words(v.where.at)).field("confidence", rounded(v.confidence, 100));
      span("at", v.where.at);
      w_.end_object();
    }
    w_.end_array();
  }

  void proposals() {
    w_.key("proposals").begin_array();
    for (const RecordProposal& p : r_.proposals) {
      w_.begin_object().field("id", p.id).field("name", p.name).field("text", words(p.where.at));
      actor("sponsor", p.sponsor);
      actor("mediator", p.mediator);
      dates("date", p.days);
      w_.key("terms").begin_array();
      for (const Evidence& term : p.terms) w_.value(words(term.at));
      w_.end_array().key("responses").begin_array();
      for (const RecordReply& reply : p.replies) {
        w_.begin_object();
        actor("party", reply.party);
        w_.field("response", reply.response).field("evidence", words(reply.where.at)).end_object();
      }
      w_.end_array().field("confidence", rounded(p.confidence, 100)).end_object();
    }
    w_.end_array();
  }

  void headline_notes() {
    w_.key("headline_body").begin_array();
    for (const HeadlineNote& n : r_.headline_notes) {
      w_.begin_object().field("kind", n.kind);
      text_or_null("headline_text", n.headline_text);
      text_or_null("body_text", n.body_text);
      w_.field("confidence", rounded(n.confidence, 100)).end_object();
    }
    w_.end_array();
  }

  JsonWriter& w_;
  const Record& r_;
  CodePointIndex points_;
};

/// The joined layer.
class StoryPrinter {
 public:
  StoryPrinter(JsonWriter& out, const std::vector<Record>& records, const Story& story) : w_(out), records_(records), s_(story) {}

  void run() {
    w_.key("story").begin_object();
    clusters();
    conflicts();
    timeline();
    positions();
    independence();
    w_.end_object();
  }

 private:
  [[nodiscard]] std::string_view words(uint32_t doc, const Evidence& e) const { return slice(records_[doc].text, e.at); }

  void clusters() {
    w_.key("clusters").begin_array();
    for (const Happening& h : s_.happenings) {
      if (h.documents.size() < 2) continue;
      w_.begin_object()
          .field("id", h.id)
          .field("label", h.label)
          .field("date", iso_of(h.days))
          .field("independent", h.independent);
      w_.key("mentions").begin_array();
      for (const HappeningMention& m : h.mentions) {
        w_.begin_object().field("doc", records_[m.doc].name).field("text", words(m.doc, m.where)).end_object();
      }
      w_.end_array().end_object();
    }
    w_.end_array();
  }

  void conflicts() {
    w_.key("conflicts").begin_array();
    for (const Conflict& c : s_.conflicts) {
      if (c.relation == "growth") continue;
      w_.begin_object().field("id", c.id).field("kind", c.kind).field("relation", c.relation).field("quantity", c.quantity);
      w_.key("values").begin_array();
      for (const ConflictValue& v : c.values) {
        w_.begin_object().field("doc", records_[v.doc].name).field("text", v.text).field("scope", v.scope);
        w_.key("min");
        if (v.low)
          w_.value(*v.low);
        else
          w_.null();
        w_.key("max");
        if (v.high)
          w_.value(*v.high);
        else
          w_.null();
        w_.end_object();
      }
      w_.end_array().end_object();
    }
    w_.end_array();
  }

  void timeline() {
    w_.key("timeline").begin_array();
    for (const TimelineEntry& t : s_.timeline) {
      w_.begin_object().key("date");
      if (t.days.known())
        w_.value(iso_of(t.days));
      else
        w_.null();
      w_.field("doc", records_[t.doc].name).field("text", t.text).field("status", t.status).end_object();
    }
    w_.end_array();
  }

  void positions() {
    w_.key("positions").begin_array();
    for (const Position& p : s_.positions) {
      w_.begin_object().field("actor", p.actor_name).field("topic", p.topic).field("date", iso_of(p.days));
      w_.field("doc", records_[p.doc].name).field("text", words(p.doc, p.where)).field("stance", p.stance).end_object();
    }
    w_.end_array();
  }

  void independence() {
    w_.key("independence").begin_array();
    for (const Independence& i : s_.independence) {
      w_.begin_object().key("docs").begin_array();
      for (const uint32_t doc : i.docs) w_.value(records_[doc].name);
      w_.end_array().field("verdict", i.verdict).field("reason", i.reason).end_object();
    }
    w_.end_array();
  }

  JsonWriter& w_;
  const std::vector<Record>& records_;
  const Story& s_;
};

}  // namespace

std::string records_json(const std::vector<Record>& records, const Story* story) {
  JsonWriter w(1);
  w.begin_object().field("schema", "dateline-records/1").field("offset_unit", "codepoint").key("documents").begin_array();
  for (const Record& record : records) Printer(w, record).run();
  w.end_array();
  if (story != nullptr) StoryPrinter(w, records, *story).run();
  w.end_object();
  return w.take() + "\n";
}

}  // namespace dateline::reader
