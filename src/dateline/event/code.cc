// Codes the events of a page: every word that opens a frame, its parties, its status, its date and place.
//
// "Last night, Israel launched intense airstrikes on Rafah" -> ASSAULT/aerial, Israel -> Rafah, happened, rule
// assault/airstrike.n. A word without a frame gives nothing; a frame without a party gives nothing. Votes and proposals have
// files of their own.
#include <algorithm>

#include "dateline/event/affairs.h"
#include "dateline/event/events.h"
#include "dateline/event/proposals.h"
#include "dateline/event/sides.h"
#include "dateline/event/stance.h"
#include "dateline/event/status.h"
#include "dateline/event/votes.h"

namespace dateline::event {

namespace {

bool is_reciprocal(Plover type) { return type == Plover::CONSULT || type == Plover::AGREE || type == Plover::COOPERATE; }

bool is_material(Plover type) { return quad_of(type) == 2 || quad_of(type) == 4 || type == Plover::CONCEDE; }

bool has_entity(const std::vector<Party>& parties) {
  return std::any_of(parties.begin(), parties.end(), [](const Party& p) { return p.entity != kNone; });
}

bool same_party(const Party& a, const Party& b) {
  return a.entity != kNone ? a.entity == b.entity : b.entity == kNone && a.at == b.at;
}

bool share(const std::vector<Party>& a, const std::vector<Party>& b) {
  for (const Party& x : a) {
    for (const Party& y : b) {
      if (same_party(x, y)) return true;
    }
  }
  return false;
}

class Coder {
 public:
  Coder(const Text& text, const Syntax& syntax, const Names& names, const Times& times, const Speech& speech,
        const Ontology& ontology)
      : text_(text),
        names_(names),
        times_(times),
        speech_(speech),
        tables_(ontology),
        tree_(text, syntax, tables_),
        parties_(text, tree_, names, speech, tables_),
        affairs_(text, tree_, names, tables_, ontology),
        ontology_(ontology) {}

  Events run() {
    Events out;
    matches_.resize(text_.tokens.size());
    for (uint32_t t = 0; t < text_.tokens.size(); ++t) matches_[t] = match(t, tree_, parties_, tables_);
    for (const Match& found : matches_) {
      if (!found.frame || found.frame->id.empty()) continue;
      Event event = build(found);
      if (!worth(event, found)) continue;
      complete(event, found);
      add(out.events, std::move(event));
    }
    for (Event& event : find_stances(text_, tree_, parties_, speech_, tables_)) {
      if (!is_of_affairs(event)) continue;
      finish(event);
      add(out.events, std::move(event));
    }
    std::stable_sort(out.events.begin(), out.events.end(),
                     [](const Event& a, const Event& b) { return a.trigger.begin < b.trigger.begin; });
    imply_actors(out.events);
    std::erase_if(out.events, [](const Event& e) {
      return e.type == Plover::ASSAULT && e.actors.empty() && e.rule.find(".n") != std::string::npos;
    });
    for (Event& e : out.events) {
      e.cameo = std::string(tables_.cameo(e));
      expand(e.actors);
      expand(e.recipients);
      const bool home = e.type != Plover::CONSULT;
      for (Party& p : e.actors) find_sides(p, home, text_, tree_, names_, ontology_);
      for (Party& p : e.recipients) find_sides(p, home, text_, tree_, names_, ontology_);
    }
    out.votes = find_votes(text_, tree_, parties_, names_, times_, tables_, ontology_);
    out.proposals = find_proposals(text_, tree_, parties_, names_, times_, tables_);
    return out;
  }

  /// Ties what is asked, refused, promised or threatened to the event that does so. Last: it keeps places in the list.
  void tie(std::vector<Event>& events) const {
    for (Event& e : events) e.within = container(e, events);
  }

 private:
  Event build(const Match& found) const {
    const Frame& frame = *found.frame;
    Event event;
    const uint32_t verb = found.carrier != kNone ? found.carrier : found.predicate;
    const bool nominal = tree_.is_noun(found.predicate) && found.carrier == kNone;
    event.trigger = text_.tokens[found.predicate].at;
    event.sentence = tree_.sentence(found.predicate);
    event.at = nominal ? tree_.whole_phrase(found.predicate) : evidence(verb);
    event.type = frame.type;
    event.mode = std::string(frame.mode);
    event.context = std::string(frame.context);
    event.rule = std::string(frame.id);
    event.actors = parties_.first_of(frame.actor, found.predicate, found.carrier);
    event.recipients = parties_.first_of(frame.recipient, found.predicate, found.carrier);
    event.status = status_of(found, tree_, tables_);
    if (!frame.status.empty() && event.status == EventStatus::happened) {
      for (int s = 0; s < 6; ++s) {
        if (name_of(static_cast<EventStatus>(s)) == frame.status) event.status = static_cast<EventStatus>(s);
      }
    }
    refuse(event, found);
    if (event.type == Plover::ASSAULT || event.type == Plover::PROTEST) drop_places(event.actors);
    drop_dates(event.actors);
    drop_dates(event.recipients);
    drop_self(event);
    if (is_reciprocal(event.type) && event.recipients.empty() && event.actors.size() > 1) {
      event.recipients.assign(event.actors.begin() + 1, event.actors.end());
      event.actors.resize(1);
    }
    event.confidence = nominal ? 0.55F : 0.7F;
    finish(event);
    return event;
  }

  /// "the pair", "both ministers": those whom the page says they are, each a party by the same words.
  void expand(std::vector<Party>& parties) const {
    std::vector<Party> out;
    for (const Party& p : parties) {
      const bool group = p.entity != kNone && names_.entities[p.entity].plural && names_.entities[p.entity].members.size() > 1;
      if (!group) {
        if (!share(out, {p})) out.push_back(p);
        continue;
      }
      for (const uint32_t member : names_.entities[p.entity].members) {
        const Party one{member, p.at, p.implied, {}};
        if (!share(out, {one})) out.push_back(one);
      }
    }
    parties = std::move(out);
  }

  /// Events stand in the order of their words: the first of a sentence.
  static uint32_t first_in(const std::vector<Event>& events, uint32_t sentence) {
    const auto found = std::partition_point(events.begin(), events.end(), [&](const Event& e) { return e.sentence < sentence; });
    return static_cast<uint32_t>(found - events.begin());
  }

  /// The request, refusal, promise or threat of the sentence whose content this event is: its word stands above the event's own.
  [[nodiscard]] uint32_t container(const Event& event, const std::vector<Event>& events) const {
    if (event.status == EventStatus::happened || event.status == EventStatus::historical) return kNone;
    uint32_t at = text_.token_at(event.trigger.begin);
    for (int i = 0; i < 8 && (at = tree_.head(at)) != kNone; ++i) {
      for (uint32_t k = first_in(events, event.sentence); k < events.size() && events[k].sentence == event.sentence; ++k) {
        const Event& above = events[k];
        if (text_.token_at(above.trigger.begin) != at) continue;
        const bool speaks = above.type == Plover::REQUEST || above.type == Plover::REJECT || above.type == Plover::AGREE ||
                            above.type == Plover::THREATEN;
        return speaks && above.trigger.begin != event.trigger.begin ? k : kNone;
      }
    }
    return kNone;
  }

  /// Who it was done to or with, when no path of the frame says so: the first other party named below the verb.
  void complete(Event& event, const Match& found) const {
    if (!event.recipients.empty() || event.actors.empty() || found.frame->recipient == "-") return;
    const uint32_t verb = verb_of(found);
    if (!tree_.is_verb(verb) && tree_.upos(verb) != Upos::ADJ) return;
    const bool force = event.type == Plover::ASSAULT || event.type == Plover::COERCE;
    event.recipients = parties_.other_side(verb, event.actors, {verb + 1, false, force});
    drop_dates(event.recipients);
    if (!event.recipients.empty()) event.confidence *= 0.85F;
  }

  /// "five years after crowds stormed its embassy": people without a name in a clause that only dates another act.
  [[nodiscard]] bool is_background(const Event& event, uint32_t verb) const {
    if (tree_.dep(verb) != Dep::advcl || has_entity(event.actors)) return false;
    for (const char* mark : {"after", "since", "before", "when", "while", "until"}) {
      if (tree_.has_child_word(verb, Dep::mark, mark) || tree_.has_child_word(verb, Dep::advmod, mark)) return true;
    }
    return false;
  }

  /// The clause of the verb; with the governing clause for an infinitive ("was expected to arrive"), wider when it is very short.
  [[nodiscard]] Span evidence(uint32_t verb) const {
    uint32_t top = verb;
    for (int i = 0; i < 3 && tree_.dep(top) == Dep::xcomp && tree_.head(top) != kNone && tree_.is_verb(tree_.head(top)); ++i)
      top = tree_.head(top);
    Span span = tree_.clause(top);
    const uint32_t words = text_.token_at(span.end) - text_.token_at(span.begin);
    if (words >= 6) return span;
    return tree_.wide_clause(top);
  }

  /// "does not support", "did not accept": a refusal that happened, not support that did not.
  void refuse(Event& event, const Match& found) const {
    const bool verbal = event.type == Plover::SUPPORT || event.type == Plover::AGREE || event.type == Plover::REQUEST ||
                        event.type == Plover::CONCEDE;
    if (!verbal || event.status != EventStatus::denied || !tree_.is_negated(verb_of(found))) return;
    event.type = Plover::REJECT;
    event.status = EventStatus::happened;
  }

  void finish(Event& event) const {
    event.statement = parties_.statement(text_.token_at(event.trigger.begin));
    if (event.statement != kNone && speech_.statements[event.statement].cls == "deny" && event.status == EventStatus::happened) {
      event.status = EventStatus::denied;
    }
    locate(event, text_, tree_, names_, times_, parties_, speech_);
  }

  /// "the Southport attack", "the Plymouth protests": where, not who.
  void drop_places(std::vector<Party>& parties) const {
    std::erase_if(parties,
                  [&](const Party& p) { return p.entity != kNone && names_.entities[p.entity].type == EntityType::place; });
  }

  /// "fired shots into a building on Thursday": a day with a capital letter is no party.
  void drop_dates(std::vector<Party>& parties) const {
    std::erase_if(parties, [&](const Party& p) { return p.entity == kNone && !p.at.empty() && !times_.inside(p.at).empty(); });
  }

  static void drop_self(Event& event) {
    auto& r = event.recipients;
    r.erase(std::remove_if(r.begin(), r.end(),
                           [&](const Party& p) {
                             return std::any_of(event.actors.begin(), event.actors.end(),
                                                [&](const Party& a) { return same_party(a, p); });
                           }),
            r.end());
  }

  /// The matched word whose content this one is: "urged X to withdraw", "opposes the plan to attack", "condemned the raid".
  [[nodiscard]] const Match* governed_by(const Match& found) const {
    uint32_t at = found.carrier != kNone ? found.carrier : tree_.first_conjunct(found.predicate);
    for (int i = 0; i < 4; ++i) {
      const uint32_t above = tree_.head(at);
      if (above == kNone) return nullptr;
      const Dep d = tree_.dep(at);
      const bool content = d == Dep::xcomp || d == Dep::ccomp || d == Dep::acl || d == Dep::obj || d == Dep::nmod ||
                           d == Dep::obl || d == Dep::advcl ||
                           (d == Dep::conj && tree_.is_verb(at) && tree_.child(at, Dep::nsubj) == kNone);
      if (!content) return nullptr;
      if (d == Dep::acl && !tree_.has_child_word(at, Dep::mark, "to")) return nullptr;
      if (d == Dep::advcl && !tree_.has_child_word(at, Dep::mark, "to") && !tree_.has_child_word(at, Dep::mark, "of") &&
          !tree_.has_child_word(at, Dep::mark, "for")) {
        return nullptr;
      }
      if (d == Dep::obl && is_loose(tree_.preposition(at))) return nullptr;
      if (d != Dep::conj && matches_[above].frame && above != found.carrier) return &matches_[above];
      at = above;
    }
    return nullptr;
  }

  static bool is_loose(std::string_view preposition) {
    return preposition != "for" && preposition != "against" && preposition != "to" && preposition != "of" &&
           preposition != "on" && preposition != "about";
  }

  /// A frame that matched is an event only when the page names a party for it and it is more than a topic.
  [[nodiscard]] bool worth(const Event& event, const Match& found) const {
    const bool nominal = tree_.is_noun(found.predicate) && found.carrier == kNone;
    const bool real = event.status == EventStatus::happened || event.status == EventStatus::historical;
    if (event.actors.empty() && event.recipients.empty()) return false;
    const Match* above = governed_by(found);
    if (above && !worth_inside(event, *above, nominal)) return false;
    if (event.type == Plover::ASSAULT && (to_oneself(verb_of(found)) || by_accident(event, verb_of(found)))) return false;
    if (alone(event) || !is_of_affairs(event)) return false;
    if (nominal) return worth_as_noun(event, found);
    if (is_background(event, verb_of(found))) return false;
    if (event.actors.empty()) {
      if (event.type == Plover::ASSAULT && event.mode.empty() && !amid_violence(event.sentence)) return false;
      if (event.type == Plover::ASSAULT && real && struck_by_thing(verb_of(found))) return has_entity(event.recipients);
      const bool finite_passive = tree_.is_passive(verb_of(found)) && tree_.dep(verb_of(found)) != Dep::acl;
      return is_material(event.type) && real && finite_passive && has_entity(event.recipients);
    }
    if (event.status == EventStatus::conditional && tree_.dep(verb_of(found)) == Dep::advcl) return false;
    if (event.status == EventStatus::denied && is_forbidden(verb_of(found))) return false;  // the stance "X should not" says it
    if (!is_material(event.type) && tree_.dep(verb_of(found)) == Dep::csubj && tree_.head(verb_of(found)) > verb_of(found))
      return false;  // "to restore ties would be wise", but "is about to restore ties"
    if (!is_material(event.type) && !has_entity(event.actors))
      return real && tree_.dep(verb_of(found)) != Dep::acl_relcl && (has_entity(event.recipients) || public_actor(event.actors));
    if (event.status == EventStatus::demanded) return is_material(event.type) && has_entity(event.actors);
    return true;
  }

  /// "A bomb killed two guards", "the blast wounded five": done by someone the sentence does not name.
  [[nodiscard]] bool struck_by_thing(uint32_t verb) const {
    const uint32_t subject = tree_.subject(verb);
    return subject != kNone &&
           (tables_.in_class("weapon", tree_.lemma(subject)) || tables_.in_class("attack", tree_.lemma(subject)));
  }

  /// "The country saw its worst plane crash, killing 72": what killed them is the crash, not the subject.
  [[nodiscard]] bool by_accident(const Event& event, uint32_t verb) const {
    if (tree_.dep(verb) != Dep::advcl || tree_.child(verb, Dep::nsubj) != kNone || !tree_.word(verb).ends_with("ing"))
      return false;
    return tells(event.sentence, "accident") && !tells(event.sentence, "violence");
  }

  /// "before killing himself"
  [[nodiscard]] bool to_oneself(uint32_t verb) const {
    const uint32_t object = tree_.is_verb(verb) ? tree_.object(verb) : kNone;
    return object != kNone && tree_.upos(object) == Upos::PRON &&
           (tree_.word(object).ends_with("self") || tree_.word(object).ends_with("selves"));
  }

  /// Whether the act is one of public affairs: someone public has part in it, or the page is about such people, or it is
  /// violence, an arrest or a protest whoever did it. "The boxer meets the champion" and "the singer thanked her fans" are none.
  [[nodiscard]] bool is_of_affairs(const Event& event) const {
    if (affairs_.takes_part(event.actors)) return true;
    if (event.mode != "visit" && affairs_.takes_part(event.recipients)) return true;
    if (affairs_.is_public()) return true;
    if (event.mode == "arrest" || event.mode == "abduct" || event.mode == "sexual") return true;
    const bool hurts = event.type == Plover::ASSAULT || event.type == Plover::COERCE || event.type == Plover::PROTEST;
    return hurts && !affairs_.is_leisure();
  }

  /// Whether the page has a name for it, not only a description ("the teacher").
  [[nodiscard]] bool is_named(uint32_t entity) const {
    const std::vector<uint32_t>& of = names_.entities[entity].mentions;
    const auto last = of.begin() + static_cast<std::ptrdiff_t>(std::min<size_t>(of.size(), 64));  // enough to meet its name
    return std::any_of(of.begin(), last, [&](uint32_t m) {
      return names_.mentions[m].kind != MentionKind::description && names_.mentions[m].kind != MentionKind::pronoun;
    });
  }

  /// Someone without a name who talks with no one named: "the strategist discusses the vote".
  [[nodiscard]] bool alone(const Event& event) const {
    if (event.type != Plover::CONSULT || event.mode == "visit" || event.actors.size() != 1 || !event.recipients.empty())
      return false;
    const uint32_t entity = event.actors.front().entity;
    return (entity == kNone || !is_named(entity)) && !public_actor(event.actors);
  }

  /// Whether people hurt by no one named were hurt by someone: the sentence or one of the four before it tells of violence,
  /// and none of an accident ("the tram derailed; seven were killed").
  [[nodiscard]] bool amid_violence(uint32_t sentence) const {
    for (uint32_t back = 0; back <= 4 && back <= sentence; ++back) {
      if (tells(sentence - back, "violence")) return true;
      if (back <= 1 && tells(sentence - back, "accident")) return false;
    }
    return false;
  }

  /// Whether a word of the sentence belongs to the class; "killed" alone does not say who or what killed.
  [[nodiscard]] bool tells(uint32_t sentence, std::string_view word_class) const {
    if (sentence >= text_.sentences.size()) return false;
    for (uint32_t t = text_.sentences[sentence].token_begin; t < text_.sentences[sentence].token_end; ++t) {
      if (tables_.in_class(word_class, tree_.lemma(t)) && tree_.lemma(t) != "kill") return true;
    }
    return false;
  }

  /// Whether unnamed actors are of those who act in public affairs: "the government", "ministers", "rebels", not "the driver".
  [[nodiscard]] bool public_actor(const std::vector<Party>& actors) const {
    for (const Party& p : actors) {
      for (uint32_t t = text_.token_at(p.at.begin); t < text_.tokens.size() && text_.tokens[t].at.begin < p.at.end; ++t) {
        for (const char* group :
             {"official", "government", "militant", "soldier", "police", "diplomat", "protester", "negotiator"}) {
          if (tables_.in_class(group, tree_.lemma(t))) return true;
        }
      }
    }
    return false;
  }

  [[nodiscard]] bool is_forbidden(uint32_t verb) const {
    return tree_.has_child_word(verb, Dep::aux, "should") || tree_.has_child_word(verb, Dep::aux, "must");
  }

  static uint32_t verb_of(const Match& found) { return found.carrier != kNone ? found.carrier : found.predicate; }

  /// Content of another event: a demanded material act stays as an event of its own, and an attack that is condemned.
  static bool worth_inside(const Event& event, const Match& above, bool nominal) {
    const Plover type = above.frame->type;
    if (nominal)
      return type == Plover::ACCUSE && event.type == Plover::ASSAULT && event.status == EventStatus::happened &&
             has_entity(event.actors);
    if (type == Plover::REQUEST)
      return is_material(event.type) && event.status == EventStatus::demanded && has_entity(event.actors);
    if (event.status == EventStatus::happened)
      return type != Plover::ACCUSE && type != Plover::REJECT && type != Plover::THREATEN;
    return is_reciprocal(event.type) && type == event.type;
  }

  [[nodiscard]] bool worth_as_noun(const Event& event, const Match&) const {
    if (event.status != EventStatus::happened && event.status != EventStatus::planned && event.status != EventStatus::historical)
      return false;
    switch (event.type) {
      case Plover::ASSAULT:
        break;
      case Plover::COERCE:
      case Plover::CONSULT:
      case Plover::PROTEST:
      case Plover::MOBILIZE:
      case Plover::REJECT:
      case Plover::ACCUSE:
      case Plover::SANCTION:
      case Plover::THREATEN:
        return has_entity(event.actors);
      default:
        return false;
    }
    return has_entity(event.actors) || has_entity(event.recipients);
  }

  /// One act told by two words of a sentence ("discussed ... during a meeting") is one event.
  static bool same_act(const Event& a, const Event& b) {
    if (a.sentence != b.sentence || a.type != b.type || a.status != b.status) return false;
    if (!a.actors.empty() && !b.actors.empty() && !share(a.actors, b.actors) &&
        !(is_reciprocal(a.type) && share(a.actors, b.recipients)))
      return false;
    if (a.rule == b.rule && !a.actors.empty() && share(a.actors, b.actors)) return true;
    const bool toll = b.rule.starts_with("assault/kill") || b.rule.starts_with("assault/wound");
    if (toll && b.at.begin >= a.at.begin && b.at.end <= a.at.end + 2 && share(a.actors, b.actors))
      return true;  // "launched airstrikes on the town, killing seven": the toll of the same act
    if (a.recipients.empty() || b.recipients.empty() || share(a.recipients, b.recipients)) return true;
    if (a.type == Plover::CONSULT && share(a.actors, b.actors) && (a.mode == "visit" || b.mode == "visit")) return true;
    return is_reciprocal(a.type) && share(a.recipients, b.actors);
  }

  static void add(std::vector<Event>& events, Event event) {
    for (size_t i = events.size(); i-- > 0 && events.size() - i <= 6;) {
      Event& known = events[i];
      if (!same_act(known, event)) continue;
      if (known.actors.empty()) known.actors = event.actors;
      if (known.rule == event.rule && !event.recipients.empty() && !known.recipients.empty()) {
        for (const Party& p : event.recipients) {
          if (!share(known.recipients, {p})) known.recipients.push_back(p);
        }
      }
      if (known.recipients.empty() || (known.mode == "visit" && event.mode != "visit" && !event.recipients.empty()))
        known.recipients = event.recipients;
      if (known.mode.empty()) known.mode = event.mode;
      if (known.place == kNone) {
        known.place = event.place;
        known.place_basis = event.place_basis;
      }
      if (event.at.contains(known.at) || known.at.size() < event.at.size() / 2) known.at = event.at;
      drop_self(known);
      return;
    }
    events.push_back(std::move(event));
  }

  /// "The raid killed 70": the actor of the last attack on the same place or people, marked as implied.
  void imply_actors(std::vector<Event>& events) const {
    uint32_t last = kNone;
    for (uint32_t i = 0; i < events.size(); ++i) {
      Event& event = events[i];
      if (event.type != Plover::ASSAULT) continue;
      if (!event.actors.empty()) {
        if (has_entity(event.actors)) last = i;
        continue;
      }
      if (last == kNone || event.sentence > events[last].sentence + 4) continue;
      const Event& before = events[last];
      const bool related = share(event.recipients, before.recipients) || (event.place != kNone && event.place == before.place) ||
                           event.sentence == before.sentence;
      if (!related || share(event.recipients, before.actors)) continue;
      for (Party party : before.actors) {
        party.implied = true;
        party.at = {};
        event.actors.push_back(party);
      }
      event.confidence *= 0.7F;
    }
  }

  const Text& text_;
  const Names& names_;
  const Times& times_;
  const Speech& speech_;
  Tables tables_;
  Tree tree_;
  Parties parties_;
  Affairs affairs_;
  const Ontology& ontology_;
  std::vector<Match> matches_;  ///< by token
};

}  // namespace

namespace {

/// A sentence whose verb translation tore off ("the states plan to attack the people. Has warned.") may say the opposite of what
/// it seems to: what it seems to plan, demand or doubt is left out, the rest is less sure.
void doubt(const Text& text, Events& events) {
  for (const Repair& repair : text.repairs) {
    if (repair.certain || repair.kind != RepairKind::doubtful) continue;
    const uint32_t torn = text.sentence_at(repair.at.begin);
    std::erase_if(events.events, [&](const Event& e) { return e.sentence == torn && e.status != EventStatus::happened; });
    for (Event& e : events.events) {
      if (e.sentence == torn) e.confidence *= 0.5F;
    }
  }
}

}  // namespace

Events code(const Text& text, const Syntax& syntax, const Names& names, const Times& times, const Speech& speech,
            const Ontology& ontology) {
  if (syntax.head.size() != text.tokens.size()) return {};
  Coder coder(text, syntax, names, times, speech, ontology);
  Events events = coder.run();
  doubt(text, events);
  coder.tie(events.events);
  return events;
}

}  // namespace dateline::event
