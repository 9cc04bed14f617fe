#include "dateline/names/find.h"

#include <algorithm>
#include <set>

#include "dateline/base/chars.h"
#include "dateline/names/page_names.h"
#include "dateline/names/words.h"

namespace dateline::names {

bool View::capital(uint32_t token) const {
  const std::string_view word = text.word(token);
  return !word.empty() && is_upper_letter(decode(word, 0).value);
}

namespace {

using namespace std::string_view_literals;

struct KbHit {
  uint32_t end = 0;
  std::vector<const Phrase*> phrases;
};

bool all_capitals(std::string_view word) {
  return word.size() > 1 && std::all_of(word.begin(), word.end(), [](char c) { return is_upper(c) || c == '.'; });
}

EntityType type_of(const KbActor& actor) {
  switch (actor.kind) {
    case ActorKind::person:
      return EntityType::person;
    case ActorKind::state:
      return EntityType::state;
    case ActorKind::body:
      return EntityType::body;
    case ActorKind::group:
      return actor.sub == "party" ? EntityType::organisation : EntityType::armed_group;
    case ActorKind::outlet:
      return EntityType::outlet;
    case ActorKind::company:
      return EntityType::organisation;
    case ActorKind::place:
      return EntityType::place;
    default:
      return EntityType::other;
  }
}

/// Finds the candidates of one sentence.
class SentenceFinder {
 public:
  SentenceFinder(const View& view, uint32_t sentence, const PageNames& page, std::vector<Candidate>& out)
      : page_(page),
        v_(view),
        s_(sentence),
        begin_(view.text.sentences[sentence].token_begin),
        end_(view.text.sentences[sentence].token_end),
        out_(out) {
    hits_.resize(end_ - begin_);
    hit_of_end_.assign(end_ - begin_ + 1, kNone);
    ner_.assign(end_ - begin_, kNone);
    used_.assign(end_ - begin_, false);
  }

  void run() {
    collect_hits();
    collect_spans();
    title_case_ = in_title_case();
    find_people();
    find_known();
    find_unknown();
    find_descriptions();
    find_pronouns();
  }

 private:
  [[nodiscard]] const std::string& word(uint32_t t) const { return v_.folded[t]; }
  [[nodiscard]] bool used(uint32_t a, uint32_t b) const {
    return std::any_of(used_.begin() + (a - begin_), used_.begin() + (b - begin_), [](bool taken) { return taken; });
  }
  void use(uint32_t a, uint32_t b) { std::fill(used_.begin() + (a - begin_), used_.begin() + (b - begin_), true); }

  void collect_hits() {
    for (uint32_t t = begin_; t < end_; ++t) {
      const Lexicon::Match match = v_.lexicon.match(v_.text, v_.folded, t, end_);
      if (match.length == 0) continue;
      hits_[t - begin_] = {t + match.length, match.phrases};
      uint32_t& left = hit_of_end_[t + match.length - begin_];
      if (left == kNone) left = t;
    }
  }

  void collect_spans() {
    const auto& spans = v_.syntax.entities;
    auto first = std::lower_bound(spans.begin(), spans.end(), begin_, [](const EntitySpan& s, uint32_t t) { return s.end <= t; });
    for (; first != spans.end() && first->begin < end_; ++first) {
      for (uint32_t t = std::max(first->begin, begin_); t < std::min(first->end, end_); ++t) {
        ner_[t - begin_] = static_cast<uint32_t>(first - spans.begin());
      }
    }
  }

  [[nodiscard]] const EntitySpan* span_at(uint32_t t) const {
    const uint32_t index = ner_[t - begin_];
    return index == kNone ? nullptr : &v_.syntax.entities[index];
  }
  [[nodiscard]] bool is_person_span(uint32_t t) const {
    const EntitySpan* span = span_at(t);
    return span != nullptr && span->type == SpanType::person;
  }

  /// A token that can be part of a proper name.
  [[nodiscard]] bool nameable(uint32_t t) const {
    if (!v_.capital(t) || listed(word(t), kCalendar)) return false;
    if (span_at(t) != nullptr) return true;
    if (!v_.has_syntax()) return t != begin_ || v_.ontology.given_names.contains(word(t));
    return v_.is(t, Upos::PROPN) || (t != begin_ && v_.is(t, Upos::NOUN) && false);
  }

  [[nodiscard]] bool title_like(uint32_t t) const {
    const RoleNoun* role = v_.lexicon.role(word(t));
    return v_.lexicon.is_title_word(word(t)) || (role != nullptr && role->type == "person") ||
           v_.lexicon.honorific(word(t)) != nullptr;
  }

  [[nodiscard]] bool given(uint32_t t) const { return v_.capital(t) && v_.ontology.given_names.contains(word(t)); }

  [[nodiscard]] const KbActor* known_person_at(uint32_t t, uint32_t& end) const {
    const KbHit& hit = hits_[t - begin_];
    for (const Phrase* phrase : hit.phrases) {
      const KbActor& actor = v_.ontology.actors[phrase->actor];
      if (phrase->kind == PhraseKind::name && actor.kind == ActorKind::person && phrase->words.size() > 1) {
        end = hit.end;
        return &actor;
      }
    }
    return nullptr;
  }

  /// End of a name that starts at `t`: capitals with particles between them.
  [[nodiscard]] uint32_t name_end(uint32_t t) const {
    uint32_t end = t + 1;
    while (end < end_ && end - t < 7) {
      if (nameable(end) && !title_like(end)) {
        ++end;
      } else if (listed(word(end), kParticles) && end + 1 < end_ &&
                 (nameable(end + 1) || (listed(word(end + 1), kParticles) && end + 2 < end_ && nameable(end + 2)))) {
        if (word(end) == "-" && v_.text.tokens[end].space_before) break;
        end += 2;
      } else {
        break;
      }
    }
    return std::min(end, end_);
  }

  void find_people() {
    for (uint32_t t = begin_; t < end_; ++t) {
      if (used_[t - begin_]) continue;
      uint32_t end = 0;
      const KbActor* known = known_person_at(t, end);
      if (t == begin_ && misspelt_person_end(t + 1) == end_) continue;
      const KbHit& hit = hits_[t - begin_];
      if (known == nullptr && hit.end > t + 1 && known_thing(hit)) {
        t = hit.end - 1;  // "Hong Kong" is no person, whatever the tagger thinks of "Kong"
      } else if (known != nullptr) {
        add_person(t, end, known);
        t = end - 1;
      } else if (const uint32_t stop = unknown_person_end(t); stop > t) {
        add_person(stop == end_ && t == begin_ + 1 && !v_.capital(t) ? begin_ : t, stop, nullptr);
        t = stop - 1;
      }
    }
  }

  /// End of a name at `t` that nobody knows but that reads as a person's, or `t`.
  [[nodiscard]] uint32_t unknown_person_end(uint32_t t) const {
    const bool lone = lone_person(t);
    const bool particle_start = (word(t) == "al" || word(t) == "el") && t + 1 < end_ && is_person_span(t);
    if (!nameable(t) && !particle_start && !lone) return misspelt_person_end(t);
    if (listed(word(t), kPageWords) && (t + 1 >= end_ || !nameable(t + 1) || is_person_span(t))) return t;  // "Photo"
    const bool after_title = t > begin_ && title_like(t - 1) && (v_.capital(t - 1) || v_.lexicon.role(word(t - 1)) != nullptr);
    // "PA Martin Bamford": the agency of a photo in front of the name.
    if (all_capitals(v_.text.word(t)) && t + 1 < end_ && nameable(t + 1) && !all_capitals(v_.text.word(t + 1))) return t;
    if (title_like(t) && !given(t) && (!is_person_span(t) || (t + 1 < end_ && nameable(t + 1)))) return t;
    const uint32_t end = name_end(t);
    const KbHit& hit = hits_[t - begin_];
    const bool known_other = hit.end > t && hit.end >= end && known_thing(hit);
    if (known_other) return t;
    // A headline in title case: only what else speaks for a person; "Caught RED": a word that is shouted.
    const bool titled = after_title && strong_title(t - 1);
    if (title_case_ && !titled && !given(t) && !page_.surnames.contains(word(end - 1))) return t;
    if (end - t == 2 && !given(t) && all_capitals(v_.text.word(t + 1)) && !all_capitals(v_.text.word(t))) return t;
    if (lone && end == t + 1) return end;
    if (is_person_span(t)) return std::max(end, std::min(span_at(t)->end, end_));
    if (after_title && strong_title(t - 1)) return end;
    if (given(t) && end - t >= 2 && !organisation_like(t, end)) return end;
    return t;
  }

  /// "Koopman" where the page names "Bernard Koopman"; "Kate" where she does something: people whom the tagger overlooked.
  [[nodiscard]] bool lone_person(uint32_t t) const {
    if (!v_.capital(t) || title_like(t) || listed(word(t), kCalendar) || listed(word(t), kPageWords) || !v_.has_syntax())
      return false;
    const bool noun = v_.is(t, Upos::PROPN) || (t != begin_ && v_.is(t, Upos::NOUN));
    if (!noun || (t + 1 < end_ && nameable(t + 1)) || (t > begin_ && nameable(t - 1))) return false;
    if (page_.surnames.contains(word(t)))
      return span_at(t) == nullptr || !listed(t > begin_ ? word(t - 1) : "", kPlacePrepositions);
    const Dep dep = v_.syntax.dep[t];
    const bool acts = dep == Dep::nsubj || dep == Dep::nsubj_pass || dep == Dep::obj || dep == Dep::nmod_poss;
    return acts && given(t) && v_.is(t, Upos::PROPN) && span_at(t) == nullptr && !title_case_;
  }

  /// A state, place, body, group or outlet by that name is in the tables.
  [[nodiscard]] bool known_thing(const KbHit& hit) const {
    return std::any_of(hit.phrases.begin(), hit.phrases.end(),
                       [&](const Phrase* p) { return v_.ontology.actors[p->actor].kind != ActorKind::person; });
  }

  /// "Anthony bliken": a given name and a word in small letters that are the whole line (the alt text of a photo).
  [[nodiscard]] uint32_t misspelt_person_end(uint32_t t) const {
    if (t != begin_ + 1 || end_ != begin_ + 2 || !given(begin_) || word(t).size() < 4 || v_.lexicon.role(word(t)) != nullptr)
      return 0;
    return end_;
  }

  [[nodiscard]] bool strong_title(uint32_t t) const {
    const RoleNoun* role = v_.lexicon.role(word(t));
    return v_.lexicon.honorific(word(t)) != nullptr || (role != nullptr && role->type == "person" && !role->plural);
  }

  [[nodiscard]] bool organisation_like(uint32_t a, uint32_t b) const {
    const std::string& last = word(b - 1);
    const RoleNoun* role = v_.lexicon.role(last);
    return listed(last, kCompanySuffixes) || listed(last, kPlaceSuffixes) || (role != nullptr && role->type != "person") ||
           (span_at(a) != nullptr && span_at(a)->type != SpanType::person);
  }

  /// Leftmost token of the title in front of `core`, or `core`.
  [[nodiscard]] uint32_t title_begin(uint32_t core) const {
    uint32_t left = core;
    bool titled = false;
    for (uint32_t t = core; t > begin_;) {
      const uint32_t previous = t - 1;
      const uint32_t hit = hit_of_end_[t - begin_];
      if (title_like(previous) && !(previous == begin_ && !v_.capital(previous))) {
        titled = true;
        left = t = previous;
      } else if (hit != kNone && !known_person(hit)) {
        left = t = hit;
      } else if (listed(word(previous), kTitleModifiers)) {
        left = t = previous;
      } else if (word(t) != "-" && word(previous) == "-" && !v_.text.tokens[t].space_before && previous > begin_ && t < core) {
        left = t = compound_begin(previous);  // "editor-in-chief", "co-founder"
      } else if (listed(word(previous), kJoints) && previous > begin_ && joins(previous)) {
        t = previous;
      } else {
        break;
      }
      if (core - t > 14) break;
    }
    return titled ? left : core;
  }

  /// First token of the hyphenated word that token `t` (a hyphen) stands in.
  [[nodiscard]] uint32_t compound_begin(uint32_t t) const {
    while (t > begin_ && !v_.text.tokens[t].space_before) --t;
    return t;
  }

  [[nodiscard]] bool known_person(uint32_t t) const {
    uint32_t end = 0;
    return known_person_at(t, end) != nullptr;
  }

  /// A small word inside a title: something of the title must stand before it.
  [[nodiscard]] bool joins(uint32_t t) const {
    const uint32_t before =
        word(t - 1) == "of" || word(t - 1) == "for" || word(t - 1) == "to" ? (t >= 2 + begin_ ? t - 2 : t - 1) : t - 1;
    if (word(t) == "and")
      return listed(word(before), kTitleModifiers) || (title_like(before) && title_like(t + 1) && !strong_title(before));
    return title_like(before) || hit_of_end_[before + 1 - begin_] != kNone || listed(word(before), kTitleModifiers);
  }

  [[nodiscard]] std::string text_of(uint32_t a, uint32_t b) const {
    return std::string(v_.text.of(v_.text.span_of_tokens(a, b)));
  }

  /// Ids of states and bodies named in tokens [a, b); adds their nested mentions.
  std::vector<std::string> represented(uint32_t a, uint32_t b, bool nest) {
    std::vector<std::string> ids;
    for (uint32_t t = a; t < b; ++t) {
      const KbHit& hit = hits_[t - begin_];
      if (hit.end == 0 || hit.end > b) continue;
      const KbActor& actor = v_.ontology.actors[hit.phrases.front()->actor];
      if (actor.kind == ActorKind::person || actor.kind == ActorKind::company) continue;
      const std::string& id = actor.kind == ActorKind::place ? actor.state : actor.id;
      if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
      if (nest) add_known(t, true);
      t = hit.end - 1;
    }
    return ids;
  }

  /// "Alastair Grant/AP", "PA Martin Bamford": who took a photo is nobody of the page.
  [[nodiscard]] bool is_credit(uint32_t core, uint32_t end) const {
    const auto agency = [&](uint32_t t) {
      return all_capitals(v_.text.word(t)) || (hits_[t - begin_].end != 0 && outlet(*hits_[t - begin_].phrases.front()));
    };
    const bool line = end_ - begin_ <= 8;
    if (end + 1 < end_ && word(end) == "/" && agency(end + 1)) return true;
    if (core > begin_ + 1 && word(core - 1) == "/" && line && agency(core - 2)) return true;
    return line && core == begin_ + 1 && end == end_ && agency(begin_);
  }

  [[nodiscard]] bool outlet(const Phrase& phrase) const { return v_.ontology.actors[phrase.actor].kind == ActorKind::outlet; }

  void add_person(uint32_t core, uint32_t end, const KbActor* known) {
    if (known == nullptr && is_credit(core, end)) {
      use(core, end);
      return;
    }
    Candidate c;
    c.core_begin = core;
    c.core_end = end;
    c.begin = title_begin(core);
    c.end = end;
    c.sentence = s_;
    c.type = EntityType::person;
    c.kind = c.begin < core ? MentionKind::titled_name : MentionKind::name;
    if (known != nullptr) {
      c.actors.push_back(static_cast<uint32_t>(known - v_.ontology.actors.data()));
      c.gender = known->gender;
    } else if (const auto g = v_.ontology.given_names.find(word(core));
               g != v_.ontology.given_names.end() && g->second != 'u' && end - core > 1) {
      c.gender = g->second;
    }
    if (c.begin < core) {
      read_title(c);
    } else {
      read_apposition(c);
    }
    use(c.begin, c.end);
    out_.push_back(std::move(c));
  }

  void read_title(Candidate& c) {
    uint32_t first = c.begin;
    while (first < c.core_begin && v_.lexicon.honorific(word(first)) != nullptr &&
           v_.lexicon.honorific(word(first))->kind == "civil") {
      const char g = v_.lexicon.honorific(word(first))->gender;
      if (c.gender == 0) c.gender = g;
      ++first;
    }
    if (first < c.core_begin) c.role = text_of(first, c.core_begin);
    for (uint32_t t = c.begin; t < c.core_begin; ++t) {
      const RoleNoun* role = v_.lexicon.role(word(t));
      if (role != nullptr && c.gender == 0) c.gender = role->gender;
    }
    c.represents = represented(c.begin, c.core_begin, true);
  }

  /// "Osama Rabie, chairman of the Suez Canal Authority,": the role after the name.
  void read_apposition(Candidate& c) {
    if (c.core_end + 1 >= end_ || word(c.core_end) != ",") return;
    uint32_t t = c.core_end + 1;
    if (word(t) == "the" || word(t) == "a" || word(t) == "an") ++t;
    const uint32_t first = t;
    uint32_t noun = kNone;
    for (; t < end_ && t - first < 12; ++t) {
      if (word(t) == "," || word(t) == "." || word(t) == ";" || v_.is(t, Upos::VERB) || v_.is(t, Upos::AUX) || word(t) == "who")
        break;
      const RoleNoun* role = v_.lexicon.role(word(t));
      if (role != nullptr && role->type == "person" && !role->plural && noun == kNone) noun = t;
      if (known_person(t)) return;
    }
    if (noun == kNone || noun - first > 5 || t >= end_ || (word(t) != "," && word(t) != "." && word(t) != "who")) return;
    c.role = text_of(first, t);
    c.represents = represented(first, t, false);
    const char g = v_.lexicon.role(word(noun))->gender;
    if (c.gender == 0) c.gender = g;
  }

  void find_known() {
    for (uint32_t t = begin_; t < end_; ++t) {
      const KbHit& hit = hits_[t - begin_];
      if (hit.end == 0 || used(t, hit.end)) continue;
      if (add_known(t, false)) t = hit.end - 1;
    }
  }

  /// "PA", "IS", "AA": letters that many things share stand for a group or outlet only where the page spells it out, or where an
  /// agency reports.
  [[nodiscard]] bool is_weak_acronym(const Phrase& phrase, const KbHit& hit, uint32_t t) const {
    if (phrase.words.size() != 1 || phrase.capitals[0] != 'A') return false;
    const ActorKind kind = v_.ontology.actors[phrase.actor].kind;
    if (kind != ActorKind::group && kind != ActorKind::outlet && kind != ActorKind::company) return false;
    const bool reports =
        kind == ActorKind::outlet && t + 1 < end_ && v_.is(t + 1, Upos::VERB) && v_.ontology.verb(word(t + 1)) != nullptr;
    if (reports) return false;
    return phrase.words[0].size() <= 2 || (phrase.words[0].size() == 3 && hit.phrases.size() > 1);
  }

  /// A common word that a table also has as a name ("Split", "Nice"): taken only where it is written and read as a name.
  [[nodiscard]] bool reads_as_name(uint32_t t, const KbHit& hit) const {
    if (hit.end - t > 1) return true;
    if (!v_.capital(t)) return false;
    if (hit.phrases.front()->kind == PhraseKind::adjective || hit.phrases.front()->capitals.front() == 'A') return true;
    if (listed(word(t), kCalendar)) return false;
    if (span_at(t) != nullptr || !v_.has_syntax()) return t != begin_ || span_at(t) != nullptr;
    return v_.is(t, Upos::PROPN) || v_.is(t, Upos::X) || (t != begin_ && v_.is(t, Upos::NOUN)) || v_.is(t, Upos::ADJ);
  }

  bool add_known(uint32_t t, bool nested) {
    const KbHit& hit = hits_[t - begin_];
    if (!reads_as_name(t, hit)) return false;
    Candidate c;
    c.begin = c.core_begin = t;
    c.end = c.core_end = hit.end;
    c.sentence = s_;
    choose(c, hit, t);
    if (c.actors.empty()) return false;
    if (!nested && c.kind == MentionKind::name && !c.represents.empty() && t > begin_) take_state_before(c);
    if (!nested) use(c.begin, hit.end);
    out_.push_back(std::move(c));
    return true;
  }

  /// "US State Department", "Israel's Mossad": the state named in front belongs to the name.
  void take_state_before(Candidate& c) {
    const bool possessive = word(c.begin - 1) == "'s" && c.begin > begin_ + 1;
    const uint32_t state_end = possessive ? c.begin - 1 : c.begin;
    const uint32_t state = hit_of_end_[state_end - begin_];
    if (state == kNone || v_.ontology.actors[hits_[state - begin_].phrases.front()->actor].id != c.represents.front()) return;
    if (!possessive) c.core_begin = state;
    c.begin = state;
    represented(state, state_end, true);
  }

  /// Picks among the readings of a known phrase by what stands before it.
  void choose(Candidate& c, const KbHit& hit, uint32_t t) {
    const bool located = t > begin_ && (listed(word(t - 1), kPlacePrepositions) ||
                                        (word(t - 1) == "the" && t > begin_ + 1 && listed(word(t - 2), kPlacePrepositions)));
    const EntitySpan* span = span_at(t);
    const Phrase* best = nullptr;
    int best_score = -1;
    for (const Phrase* phrase : hit.phrases) {
      const KbActor& actor = v_.ontology.actors[phrase->actor];
      // "National" is not "The National" without its article.
      const bool bare = actor.kind == ActorKind::outlet && phrase->words.size() == 1 && actor.name.substr(0, 4) == "The ";
      if (bare && (t == begin_ || word(t - 1) != "the")) continue;
      if (is_weak_acronym(*phrase, hit, t) && !page_.spelled_out.contains(phrase->actor)) continue;
      int score = actor.kind == ActorKind::state ? 6 : actor.kind == ActorKind::person ? (phrase->words.size() > 1 ? 6 : 0) : 4;
      if (phrase->kind == PhraseKind::metonym) score = located ? 2 : 5;
      if (actor.kind == ActorKind::place) score = located ? 6 : 4;
      if (phrase->kind == PhraseKind::adjective) score = 5;
      if (span != nullptr && span->type == SpanType::location &&
          (actor.kind == ActorKind::place || actor.kind == ActorKind::state))
        score += 1;
      if (span != nullptr && span->type == SpanType::organisation && actor.kind != ActorKind::place &&
          actor.kind != ActorKind::state)
        score += 3;
      if (score > best_score) {
        best_score = score;
        best = phrase;
      }
    }
    if (best == nullptr || best_score == 0) return;
    const KbActor& actor = v_.ontology.actors[best->actor];
    c.actors.push_back(best->actor);
    c.type = type_of(actor);
    c.gender = actor.gender;
    c.kind = best->kind == PhraseKind::adjective ? MentionKind::adjective
             : best->kind == PhraseKind::metonym ? MentionKind::metonym
                                                 : MentionKind::name;
    if (best->kind == PhraseKind::metonym && best->metonym != kNone)
      choose_metonym(c, v_.ontology.metonyms[best->metonym], located);
    if (best->kind == PhraseKind::name && best->capitals.size() == 1 && best->capitals[0] == 'A') c.kind = MentionKind::acronym;
    if (!actor.state.empty() && actor.kind != ActorKind::state && actor.kind != ActorKind::place &&
        best->kind == PhraseKind::name)
      c.represents.push_back(actor.state);
  }

  /// A seat stands for its state; an agency, army or parliament is an actor of its own that acts for the state.
  void choose_metonym(Candidate& c, const KbMetonym& metonym, bool located) {
    if (metonym.kind == "capital" && located) {
      c.type = EntityType::place;
      c.actors.clear();
      for (const uint32_t i : v_.ontology.named(metonym.text)) {
        if (v_.ontology.actors[i].kind == ActorKind::place) c.actors = {i};
      }
      c.kind = MentionKind::name;
      if (c.actors.empty()) c.type = EntityType::place;
      return;
    }
    if (metonym.kind == "capital" || metonym.kind == "seat") return;
    c.type = metonym.kind == "army" || metonym.kind == "ministry" || metonym.kind == "parliament" ? EntityType::government
                                                                                                  : EntityType::organisation;
    c.represents.push_back(metonym.stands_for);
    c.metonym = metonym.text;
    c.kind = MentionKind::name;
  }

  /// A headline in title case: capitals say nothing there.
  [[nodiscard]] bool in_title_case() const {
    uint32_t words = 0, capitals = 0;
    for (uint32_t t = begin_; t < end_; ++t) {
      if (!is_letter(decode(v_.text.word(t), 0).value)) continue;
      ++words;
      capitals += v_.capital(t) ? 1 : 0;
    }
    return words >= 4 && capitals * 10 >= words * 6;
  }

  void find_unknown() {
    for (uint32_t t = begin_; t < end_; ++t) {
      if (used_[t - begin_] || !nameable(t)) continue;
      uint32_t end = t + 1;
      while (end < end_ && !used_[end - begin_] && (nameable(end) || joins_name(end)) && end - t < 8) ++end;
      while (end > t + 1 && !nameable(end - 1)) --end;
      add_unknown(t, end);
      t = end - 1;
    }
  }

  [[nodiscard]] bool joins_name(uint32_t t) const {
    const bool small =
        word(t) == "of" || word(t) == "for" || word(t) == "&" || word(t) == "-" || (word(t) == "the" && word(t - 1) == "of");
    return small && t + 1 < end_ && (nameable(t + 1) || (word(t + 1) == "the" && t + 2 < end_ && nameable(t + 2))) &&
           !used_[t + 1 - begin_];
  }

  void add_unknown(uint32_t t, uint32_t end) {
    const EntitySpan* span = span_at(t);
    Candidate c;
    c.begin = c.core_begin = t;
    c.end = c.core_end = end;
    c.sentence = s_;
    // "Suez Canal Authority", "Home Secretary": descriptions with capitals, found below.
    if (v_.lexicon.role(word(end - 1)) != nullptr) return;
    if (title_case_ && span == nullptr) return;
    if (listed(word(end - 1), kPlaceSuffixes))
      c.type = EntityType::place;
    else if (listed(word(end - 1), kCompanySuffixes))
      c.type = EntityType::organisation;
    else if (span != nullptr && span->type == SpanType::organisation)
      c.type = EntityType::organisation;
    else if (span != nullptr && span->type == SpanType::location)
      c.type = EntityType::place;
    else if (span != nullptr && span->type == SpanType::person)
      c.type = EntityType::person;
    else
      c.type = EntityType::other;
    if (end - t == 1 && (title_like(t) || (span == nullptr && c.type == EntityType::other))) return;
    use(t, end);
    out_.push_back(std::move(c));
  }

  /// Left edge of the noun phrase whose head is `noun`, and what it holds.
  struct Phrase_ {
    uint32_t begin = 0;
    bool definite = false, indefinite = false, two = false, possessed = false;
    uint32_t modifiers = 0;
  };

  /// First token of the name that ends before token `t`, or kNone.
  [[nodiscard]] uint32_t owner_ending(uint32_t t) const {
    for (auto c = out_.rbegin(); c != out_.rend() && c->sentence == s_; ++c) {
      if (c->end == t && c->kind != MentionKind::description) return c->begin;
    }
    return hit_of_end_[t - begin_];
  }

  [[nodiscard]] bool premodifier(uint32_t t) const {
    if (hit_of_end_[t + 1 - begin_] != kNone) return true;
    if (listed(word(t), kTitleModifiers) || title_like(t) || v_.lexicon.role(word(t)) != nullptr) return true;
    if (v_.has_syntax()) return v_.is(t, Upos::ADJ) || v_.is(t, Upos::NOUN) || v_.is(t, Upos::PROPN) || v_.is(t, Upos::NUM);
    return v_.capital(t);
  }

  [[nodiscard]] Phrase_ phrase_of(uint32_t noun) const {
    Phrase_ p;
    p.begin = noun;
    while (p.begin > begin_ && noun - p.begin < 7) {
      const uint32_t t = p.begin - 1;
      const std::string& w = word(t);
      if (listed(w, kDeterminers)) {
        p.begin = t;
        p.definite = w != "a" && w != "an" && w != "another" && w != "some" && w != "several" && w != "many" && w != "all";
        p.indefinite = w == "a" || w == "an";
        p.two = p.two || w == "both";
        break;
      }
      if ((w == "'s" || w == "\xE2\x80\x99s" || w == "'" || w == "\xE2\x80\x99") && t > begin_) {
        const uint32_t possessor = owner_ending(t);
        p.definite = true;
        p.possessed = true;
        p.begin = possessor != kNone ? possessor : t - 1;
        while (p.begin > begin_ && v_.capital(p.begin - 1) && v_.capital(p.begin) && possessor == kNone) --p.begin;
        break;
      }
      if ((w == "-" && t > begin_ && !v_.text.tokens[t].space_before) || (w == "&" && t > begin_ && v_.capital(t - 1))) {
        p.begin = t - 1;
        ++p.modifiers;
        continue;
      }
      if ((w == "least" || w == "most") && t > begin_ && word(t - 1) == "at") break;  // the bound is the figure's
      if (!premodifier(t)) break;
      if (w == "two") p.two = true;
      ++p.modifiers;
      p.begin = t;
    }
    return p;
  }

  void find_descriptions() {
    for (uint32_t t = begin_; t < end_; ++t) {
      const RoleNoun* role = v_.lexicon.role(word(t));
      const bool pair = word(t) == "pair" || word(t) == "duo" || word(t) == "sides" ||
                        (word(t) == "parties" && t > begin_ && word(t - 1) == "both");
      if ((role == nullptr && !pair) || used_[t - begin_]) continue;
      if (role != nullptr && role->type == "person" && v_.capital(t) && t + 1 < end_ && !used_[t + 1 - begin_] && nameable(t + 1))
        continue;
      if (role != nullptr && t + 1 < end_ && !used_[t + 1 - begin_] && continues_noun(t)) continue;
      if (v_.has_syntax() &&
          (v_.is(t, Upos::VERB) || v_.is(t, Upos::AUX) || v_.is(t, Upos::ADP) || (v_.is(t, Upos::ADJ) && !v_.capital(t))))
        continue;
      add_description(t, role, pair);
    }
  }

  /// The next word is the head instead ("police officer", "state department").
  [[nodiscard]] bool continues_noun(uint32_t t) const {
    const RoleNoun* next = v_.lexicon.role(word(t + 1));
    return next != nullptr && !v_.is(t + 1, Upos::VERB) && !v_.is(t + 1, Upos::ADJ);
  }

  /// "secretary of state", "two-state": the noun is part of another word.
  [[nodiscard]] bool inside_other_word(uint32_t noun) const {
    if (noun == begin_) return false;
    if (word(noun - 1) == "-" && !v_.text.tokens[noun].space_before) return true;
    return noun > begin_ + 1 && word(noun - 1) == "of" && used_[noun - 2 - begin_] && word(noun) == "state";
  }

  /// "the Mossad spy agency", "the Hamas movement": the known name in front is who is meant.
  bool takes_name_of_modifier(Candidate& c, uint32_t noun) {
    static constexpr std::string_view kClassNouns =
        "movement group network agency newspaper channel party militia company airline broadcaster magazine website";
    if (!listed(word(noun), kClassNouns) || c.end != noun + 1) return false;
    for (auto other = out_.rbegin(); other != out_.rend() && other->sentence == s_; ++other) {
      const bool owner =
          other->begin >= c.begin && other->end <= noun && other->kind != MentionKind::adjective && !other->actors.empty();
      if (!owner || other->type == EntityType::state || other->type == EntityType::place || other->type == EntityType::body ||
          other->type == EntityType::person)
        continue;
      other->begin = c.begin;
      other->end = c.end;
      use(noun, c.end);
      return true;
    }
    return false;
  }

  void add_description(uint32_t noun, const RoleNoun* role, bool pair) {
    if (inside_other_word(noun)) return;
    const Phrase_ p = phrase_of(noun);
    Candidate c;
    c.begin = c.core_begin = p.begin;
    c.end = c.core_end = right_edge(noun, role);
    c.sentence = s_;
    c.kind = MentionKind::description;
    c.definite = p.definite;
    c.counted_two = p.definite && (p.two || pair);
    c.noun = role != nullptr ? role->singular : word(noun);
    c.plural = pair || (role != nullptr && role->plural);
    c.gender = role != nullptr ? role->gender : '\0';
    const std::string type = role != nullptr && !pair ? role->type : "person";
    if (type == "person")
      c.type = c.plural ? EntityType::group_of_people : EntityType::person;
    else if (type == "government" || type == "armed")
      c.type = EntityType::government;
    else if (type == "armed_group")
      c.type = EntityType::armed_group;
    else if (type == "outlet")
      c.type = EntityType::outlet;
    else if (type == "place")
      c.type = EntityType::place;
    else
      c.type = EntityType::organisation;
    if (takes_name_of_modifier(c, noun)) return;
    c.represents = represented(p.begin, c.end, !p.possessed);
    if (role != nullptr && !role->acts) c.represents.clear();
    if (p.possessed) c.possessor = p.begin;
    const bool named = c.type != EntityType::person && c.type != EntityType::group_of_people && c.type != EntityType::place;
    if (named && (p.modifiers > 0 || !c.represents.empty()) && v_.capital(noun)) c.kind = MentionKind::name;
    // Bare common nouns without article, number or modifier name nobody ("police", "state").
    if (!p.definite && !p.indefinite && p.modifiers == 0 && c.end == noun + 1 && !c.plural) return;
    use(std::max(p.begin, noun), noun + 1);  // what follows may be an actor too: "the head of the State Department"
    for (uint32_t t = p.begin; t < noun; ++t) {
      if (hit_of_end_[t + 1 - begin_] == kNone) used_[t - begin_] = true;
    }
    out_.push_back(std::move(c));
  }

  /// "the head of the CIA", "the ambassador to the UN": the complement belongs to the description when it is a name.
  [[nodiscard]] uint32_t right_edge(uint32_t noun, const RoleNoun* role) const {
    uint32_t t = noun + 1;
    if (role == nullptr || t + 1 >= end_ || (word(t) != "of" && word(t) != "to" && word(t) != "for")) return noun + 1;
    if (word(t) != "of" && role->type != "person") return noun + 1;
    ++t;
    static constexpr std::string_view kOffices =
        "state staff defence defense parliament government mission police congress state-owned justice commerce war health";
    if (role->type == "person" && listed(word(t), kOffices)) return t + 1;
    if (word(t) == "the" && t + 1 < end_) ++t;
    const KbHit& hit = hits_[t - begin_];
    uint32_t end = hit.end;
    if (end == 0) {
      if (!nameable(t) && !(v_.lexicon.role(word(t)) != nullptr && v_.capital(t))) return noun + 1;
      end = t + 1;
      while (end < end_ && (nameable(end) || (v_.capital(end) && v_.lexicon.role(word(end)) != nullptr))) ++end;
    }
    if (known_person(t)) return noun + 1;
    if (hit.end != 0 && hit.phrases.front()->kind == PhraseKind::adjective) {  // "for the Chinese Defence Ministry"
      while (end < end_ && (nameable(end) || v_.lexicon.role(word(end)) != nullptr)) ++end;
    }
    while (end < end_ && (word(end) == "," || word(end) == "and") && end + 1 < end_) {  // "of Egypt, Jordan and Qatar"
      uint32_t next = end + 1;
      if (word(next) == "and" && next + 1 < end_) ++next;
      if (word(next) == "the" && next + 1 < end_) ++next;
      if (hits_[next - begin_].end == 0 || known_person(next) || !role->plural) break;
      end = hits_[next - begin_].end;
    }
    return end;
  }

  void find_pronouns() {
    for (uint32_t t = begin_; t < end_; ++t) {
      if (used_[t - begin_]) continue;
      const std::string& w = word(t);
      Candidate c;
      if (w == "he" || w == "him" || w == "his" || w == "himself")
        c.gender = 'm';
      else if (w == "she" || w == "her" || w == "hers" || w == "herself")
        c.gender = 'f';
      else if (w == "they" || w == "them" || w == "their" || w == "theirs" || w == "themselves")
        c.plural = true;
      else if (w == "it" || w == "its" || w == "itself")
        c.type = EntityType::organisation;
      else
        continue;
      if (c.gender != 0) c.type = EntityType::person;
      if (c.plural) c.type = EntityType::group_of_people;
      c.begin = c.core_begin = t;
      c.end = c.core_end = t + 1;
      c.sentence = s_;
      c.kind = MentionKind::pronoun;
      out_.push_back(std::move(c));
    }
  }

  const PageNames& page_;
  const View& v_;
  uint32_t s_, begin_, end_;
  std::vector<Candidate>& out_;
  std::vector<KbHit> hits_;
  std::vector<uint32_t> hit_of_end_;
  std::vector<uint32_t> ner_;
  std::vector<bool> used_;
  bool title_case_ = false;
};

}  // namespace

std::vector<Candidate> find_candidates(const View& view) {
  std::vector<Candidate> out;
  const PageNames page = names_of_page(view);
  for (uint32_t s = 0; s < view.text.sentences.size(); ++s) {
    const size_t first = out.size();
    if (is_credit_line(view, view.text.sentences[s])) continue;
    SentenceFinder(view, s, page, out).run();
    std::stable_sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), [](const Candidate& a, const Candidate& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
  }
  return out;
}

}  // namespace dateline::names
