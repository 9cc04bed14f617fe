#include "dateline/names/cluster.h"

#include <algorithm>
#include <map>
#include <set>

#include "dateline/base/chars.h"
#include "dateline/base/similarity.h"
#include "dateline/names/words.h"

namespace dateline::names {

namespace {

/// An entity while it grows.
struct Draft {
  Entity entity;
  std::set<std::string> keys;        ///< folded forms of its names
  std::vector<std::string> words;    ///< folded words of its fullest name
  std::set<std::string> role_words;  ///< folded words of roles seen
  std::string noun;                  ///< head noun of a description
  uint32_t kb = kNone;               ///< Ontology::actors
  uint32_t last_sentence = 0;
  uint32_t last_mention = 0;
  bool named = false;
  bool subject_last = false;
};

struct Tie {
  uint32_t draft = kNone;
  std::string_view why;
  MentionKind kind = MentionKind::name;
  float confidence = 1;
};

class Grouper {
 public:
  Grouper(const View& view, const std::vector<Candidate>& candidates, const DayRange& day)
      : v_(view), c_(candidates), day_(day) {}

  Names run() {
    tie_.resize(c_.size());
    // Full names first: one anywhere in the page explains the short forms, also those that stand before it (the headline).
    for (const int wanted : {2, 1, 0}) {
      for (uint32_t i = 0; i < c_.size(); ++i) {
        if (fullness(c_[i]) == wanted) tie_names(i);
      }
    }
    for (uint32_t i = 0; i < c_.size(); ++i) note_role(i);
    settle_types();
    // Descriptions and pronouns look back at what stands before them: second pass, in reading order.
    for (uint32_t i = 0; i < c_.size(); ++i) {
      if (c_[i].kind == MentionKind::description)
        tie_description(i);
      else if (c_[i].kind == MentionKind::pronoun)
        tie_pronoun(i);
      if (tie_[i].draft != kNone) touch(i, tie_[i].draft);
    }
    return finish();
  }

 private:
  [[nodiscard]] std::string text_of(uint32_t a, uint32_t b) const {
    return std::string(v_.text.of(v_.text.span_of_tokens(a, b)));
  }
  [[nodiscard]] std::string core_of(const Candidate& c) const { return text_of(c.core_begin, c.core_end); }

  [[nodiscard]] std::vector<std::string> words_of(const Candidate& c) const {
    std::vector<std::string> out;
    for (uint32_t t = c.core_begin; t < c.core_end; ++t) {
      if (v_.folded[t] != "-") out.push_back(v_.folded[t]);
    }
    return out;
  }

  /// 2: a person the tables know by full name; 1: another full name; 0: the rest.
  static int fullness(const Candidate& c) {
    if (c.type != EntityType::person || c.kind == MentionKind::description || c.kind == MentionKind::pronoun) return 0;
    return !c.actors.empty() ? 2 : c.core_end - c.core_begin > 1 ? 1 : 0;
  }

  uint32_t new_draft(const Candidate& c, std::string name) {
    Draft d;
    d.entity.name = std::move(name);
    d.entity.type = c.type;
    d.entity.gender = c.gender;
    d.entity.plural = c.plural;
    d.entity.represents = c.represents;
    d.words = words_of(c);
    drafts_.push_back(std::move(d));
    return static_cast<uint32_t>(drafts_.size() - 1);
  }

  /// Names are tied to entities before descriptions: a full name anywhere in the page explains a short one.
  void tie_names(uint32_t i) {
    const Candidate& c = c_[i];
    if (c.kind == MentionKind::description || c.kind == MentionKind::pronoun) return;
    if (c.type == EntityType::person &&
        (c.kind == MentionKind::name || c.kind == MentionKind::titled_name || c.kind == MentionKind::misspelling)) {
      tie_[i] = tie_person(c);
    } else if (!c.actors.empty()) {
      tie_[i] = tie_known(c);
    } else {
      tie_[i] = tie_other(c);
    }
  }

  Tie tie_known(const Candidate& c) {
    const bool own =
        c.kind != MentionKind::name || c.represents.empty() || v_.ontology.actors[c.actors[0]].kind != ActorKind::state;
    const KbActor& actor = v_.ontology.actors[c.actors[0]];
    if (!own) return tie_other(c);  // an army or agency that the metonym table knows only through its state
    const std::string key = actor.id;
    const auto known = by_kb_.find(key);
    if (known != by_kb_.end()) return {known->second, "same ontology entry", c.kind, 1};
    const uint32_t d = new_draft(c, actor.name);
    drafts_[d].kb = c.actors[0];
    drafts_[d].entity.kb_id = actor.id;
    drafts_[d].named = true;
    drafts_[d].entity.known_place = actor.kind == ActorKind::state || actor.kind == ActorKind::place;
    drafts_[d].keys.insert(fold(actor.name));
    by_kb_[key] = d;
    return {d, "ontology name", c.kind, 1};
  }

  /// Names that no table knows, and offices and ministries: same words (states reduced to their id) are one.
  Tie tie_other(const Candidate& c) {
    const std::string key = c.metonym.empty() ? key_of(c) : "metonym " + c.metonym;
    const auto known = by_key_.find(key);
    if (known != by_key_.end()) {
      Entity& entity = drafts_[known->second].entity;
      if (!c.metonym.empty() && c.core_end - c.core_begin > 1 && core_of(c).size() > entity.name.size())
        entity.name = without_article(c);
      return {known->second, "same words", c.kind, 1};
    }
    const uint32_t acronym = acronym_of(c);
    if (acronym != kNone) {
      by_key_[key] = acronym;
      return {acronym, "acronym of its words", MentionKind::acronym, 0.9F};
    }
    const std::vector<std::string> words = words_of(c);
    if (words.size() > 1 && c.metonym.empty()) {  // one name that the tagger takes for a person here and for a place there
      const uint32_t same = person_by_words(words);
      if (same != kNone && drafts_[same].words == words) return {same, "same name", c.kind, 0.9F};
    }
    const uint32_t surname = c.core_end - c.core_begin == 1 ? person_by_surname(words) : kNone;
    if (surname != kNone && (c.type != EntityType::place || !located(c)))
      return {surname, "surname of a person named here", MentionKind::name, 0.9F};
    const uint32_t d = new_draft(c, without_article(c));
    drafts_[d].named = true;
    drafts_[d].keys.insert(key);
    drafts_[d].noun = c.noun;
    by_key_[key] = d;
    return {d, "first seen", c.kind, 0.8F};
  }

  /// "in Washington": a place, whoever else bears the name.
  [[nodiscard]] bool located(const Candidate& c) const {
    return c.begin > v_.text.sentences[c.sentence].token_begin && listed(v_.folded[c.begin - 1], kPlacePrepositions);
  }

  [[nodiscard]] std::string without_article(const Candidate& c) const {
    uint32_t a = c.core_begin;
    if (a + 1 < c.core_end && (v_.folded[a] == "the" || v_.folded[a] == "a" || v_.folded[a] == "an")) ++a;
    return text_of(a, c.core_end);
  }

  [[nodiscard]] std::string key_of(const Candidate& c) const {
    std::string key;
    for (uint32_t t = c.core_begin; t < c.core_end; ++t) {
      const std::string& w = v_.folded[t];
      if (w == "the" || w == "a" || w == "'s" || w == "-" || w == "'" || w == "of") continue;
      const KbActor* state = v_.ontology.state_of_adjective(w);
      if (state == nullptr) {
        for (const uint32_t a : v_.ontology.named(w)) {
          if (v_.ontology.actors[a].kind == ActorKind::state) state = &v_.ontology.actors[a];
        }
      }
      key += (state != nullptr ? state->id : w) + " ";
    }
    return key;
  }

  /// "SCA" after "Suez Canal Authority" (or before: the longer name then joins the acronym's entity).
  [[nodiscard]] uint32_t acronym_of(const Candidate& c) const {
    const std::string word = core_of(c);
    const bool acronym = c.core_end - c.core_begin == 1 && word.size() >= 2 && word.size() <= 7 &&
                         std::all_of(word.begin(), word.end(), [](char x) { return is_upper(x); });
    if (!acronym) return kNone;
    for (uint32_t d = 0; d < drafts_.size(); ++d) {
      if (drafts_[d].words.size() < 2 || drafts_[d].entity.type == EntityType::person) continue;
      std::string initials;
      for (const std::string& w : drafts_[d].words) {
        if (w != "of" && w != "the" && w != "and" && w != "for") initials += to_upper(w[0]);
      }
      if (initials == word) return d;
    }
    return kNone;
  }

  Tie tie_person(const Candidate& c) {
    const std::vector<std::string> words = words_of(c);
    if (!c.actors.empty()) return tie_known_person(c);
    if (words.size() == 1) {
      const uint32_t exact = person_by_surname(words);
      if (exact != kNone) return {exact, "surname", c.begin < c.core_begin ? MentionKind::titled_name : c.kind, 0.95F};
      // One word that the tagger takes for a person here and for a company there is one actor.
      const auto same = by_key_.find(key_of(c));
      if (same != by_key_.end() && c.begin == c.core_begin) return {same->second, "same words", c.kind, 0.7F};
    } else {
      const uint32_t same = person_by_words(words);
      if (same != kNone) return {same, "same name", c.kind, 1};
      const uint32_t known = known_by_title(c, words);
      if (known != kNone) return join_kb(c, known, "misspelt name of the holder of this office", MentionKind::misspelling);
      const uint32_t like = person_alike(core_of(c), 0.8);
      if (like != kNone) return {like, "spelling of a name seen", MentionKind::misspelling, 0.8F};
    }
    if (words.size() == 1) {
      const uint32_t holder = known_by_title(c, words);
      if (holder != kNone) return join_kb(c, holder, "holder of this office at the date", c.kind);
      const uint32_t like = person_alike(core_of(c), 0.7);
      if (like != kNone) return {like, "spelling of a surname seen", MentionKind::misspelling, 0.7F};
    }
    const uint32_t d = new_draft(c, core_of(c));
    drafts_[d].named = true;
    if (words.size() == 1) by_key_.emplace(key_of(c), d);
    return {d, "first seen", c.kind, words.size() > 1 ? 0.9F : 0.6F};
  }

  Tie tie_known_person(const Candidate& c) { return join_kb(c, c.actors[0], "ontology name", c.kind); }

  Tie join_kb(const Candidate& c, uint32_t actor_index, std::string_view why, MentionKind kind) {
    const KbActor& actor = v_.ontology.actors[actor_index];
    const auto known = by_kb_.find(actor.id);
    if (known != by_kb_.end()) return {known->second, why, kind, 1};
    // A surname seen earlier in the page may already stand for this person.
    const std::string surname = fold(actor.name.substr(actor.name.rfind(' ') + 1));
    for (uint32_t d = 0; d < drafts_.size(); ++d) {
      if (drafts_[d].kb == kNone && drafts_[d].entity.type == EntityType::person && drafts_[d].words.size() == 1 &&
          drafts_[d].words[0] == surname) {
        adopt(d, actor_index);
        return {d, why, kind, 1};
      }
    }
    const uint32_t d = new_draft(c, actor.name);
    adopt(d, actor_index);
    return {d, why, kind, kind == MentionKind::misspelling ? 0.85F : 1};
  }

  void adopt(uint32_t d, uint32_t actor_index) {
    const KbActor& actor = v_.ontology.actors[actor_index];
    Draft& draft = drafts_[d];
    draft.kb = actor_index;
    draft.named = true;
    draft.entity.name = actor.name;
    draft.entity.kb_id = actor.id;
    draft.entity.type = EntityType::person;
    if (actor.gender != 0) draft.entity.gender = actor.gender;
    draft.words.clear();
    const std::string folded = fold(actor.name);
    for (const std::string_view w : split(folded, ' ')) draft.words.emplace_back(w);
    for (const std::string& form : all_names(actor)) draft.keys.insert(fold(form));
    by_kb_[actor.id] = d;
    represent_by_office(draft, actor_index);
  }

  static std::vector<std::string> all_names(const KbActor& actor) {
    std::vector<std::string> names = actor.variants;
    names.push_back(actor.name);
    return names;
  }

  /// States and bodies the person acts for at the page's date, when the date is known.
  void represent_by_office(Draft& draft, uint32_t actor_index) const {
    if (!day_.known()) return;
    for (const uint32_t h : v_.ontology.held_by(actor_index)) {
      const KbHolding& holding = v_.ontology.holdings[h];
      if (holding.first > day_.last || holding.last < day_.first) continue;
      add_unique(draft.entity.represents, v_.ontology.offices[holding.office].of);
      for (const std::string& title : v_.ontology.offices[holding.office].titles) add_role_words(draft, title);
    }
  }

  static void add_unique(std::vector<std::string>& list, const std::string& item) {
    if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
  }

  /// One word for the forms of one role: spokesman, spokeswoman; defence, defense.
  static std::string role_word(std::string_view w) {
    if (w.substr(0, 6) == "spokes") return "spokesperson";
    if (w == "defence") return "defense";
    if (w == "chairman" || w == "chairwoman" || w == "chairperson") return "chair";
    if (w == "advisor") return "adviser";
    return std::string(w);
  }

  static void add_role_words(Draft& draft, std::string_view role) {
    const std::string folded = fold(role);
    for (const std::string_view w : split(folded, ' ')) {
      if (w.size() > 1 && w != "of" && w != "the" && w != "for") draft.role_words.insert(role_word(w));
    }
  }

  /// The holder of an office named in the title whose name is close to these words ("President Biden", "Secretary Blingen").
  [[nodiscard]] uint32_t known_by_title(const Candidate& c, const std::vector<std::string>& words) const {
    if (c.role.empty()) return kNone;
    const std::string role = fold(c.role);
    uint32_t best = kNone;
    double best_score = 0.84;
    bool tie = false;
    for (const KbHolding& holding : v_.ontology.holdings) {
      const KbOffice& office = v_.ontology.offices[holding.office];
      if (day_.known() && (holding.first > day_.last + 400 || holding.last < day_.first - 400)) continue;
      if (!c.represents.empty() && std::find(c.represents.begin(), c.represents.end(), office.of) == c.represents.end()) continue;
      if (c.represents.empty() && words.size() == 1 && !day_.known()) continue;
      const bool titled = std::any_of(office.titles.begin(), office.titles.end(),
                                      [&](const std::string& t) { return role.find(fold(t)) != std::string::npos; });
      if (!titled) continue;
      const double score = similarity_to(holding.person, core_of(c), words.size());
      if (score > best_score) {
        tie = false;
        best = holding.person;
        best_score = score;
      } else if (score == best_score && holding.person != best) {
        tie = true;
      }
    }
    return tie ? kNone : best;
  }

  [[nodiscard]] double similarity_to(uint32_t person, const std::string& name, size_t words) const {
    const KbActor& actor = v_.ontology.actors[person];
    double best = 0;
    for (const std::string& form : all_names(actor)) {
      best = std::max(best, words == 1 ? similarity(name, form.substr(form.rfind(' ') + 1)) : similarity(name, form));
    }
    return best;
  }

  [[nodiscard]] uint32_t person_by_words(const std::vector<std::string>& words) const {
    for (uint32_t d = 0; d < drafts_.size(); ++d) {
      if (drafts_[d].entity.type != EntityType::person || drafts_[d].words.empty()) continue;
      if (drafts_[d].words == words) return d;
      const auto& other = drafts_[d].words;
      if (other.size() > 1 && words.size() > 1 && other.back() == words.back() && compatible(other.front(), words.front()))
        return d;
    }
    return kNone;
  }

  static bool compatible(const std::string& a, const std::string& b) {
    if (a == b) return true;
    if (a.size() <= 2 || b.size() <= 2) return a[0] == b[0];
    return similarity(a, b) >= 0.8;
  }

  /// A person of this page whose last name (with its article or particle) is these words.
  [[nodiscard]] uint32_t person_by_surname(const std::vector<std::string>& words) const {
    uint32_t found = kNone;
    for (uint32_t d = 0; d < drafts_.size(); ++d) {
      if (drafts_[d].entity.type != EntityType::person || drafts_[d].words.empty()) continue;
      if (drafts_[d].words.back() != words.back() &&
          !(drafts_[d].words.size() > 1 && hyphen_tail(drafts_[d].words.back()) == hyphen_tail(words.back())) &&
          !(words.size() == 1 && family_first(drafts_[d], words.front())))
        continue;
      found = d;  // the latest one named
    }
    return found;
  }

  /// "Xi", "Kim": the family name stands first where the first word is no given name, or the last is two joined by a hyphen.
  [[nodiscard]] bool family_first(const Draft& d, const std::string& word) const {
    return d.words.size() > 1 && d.words.front() == word && d.kb != kNone &&
           (!v_.ontology.given_names.contains(word) || d.words.back().find('-') != std::string::npos);
  }

  static std::string hyphen_tail(const std::string& word) {
    const size_t dash = word.rfind('-');
    return dash == std::string::npos ? word : word.substr(dash + 1);
  }

  [[nodiscard]] uint32_t person_alike(const std::string& name, double threshold) const {
    uint32_t best = kNone;
    double best_score = threshold;
    for (uint32_t d = 0; d < drafts_.size(); ++d) {
      if (drafts_[d].entity.type != EntityType::person || !drafts_[d].named) continue;
      const double score = similarity(name, drafts_[d].entity.name);
      if (score > best_score) {
        best_score = score;
        best = d;
      }
    }
    return best;
  }

  /// What each titled mention says of its entity.
  void note_role(uint32_t i) {
    const Candidate& c = c_[i];
    if (tie_[i].draft == kNone) return;
    Draft& d = drafts_[tie_[i].draft];
    for (const std::string& id : c.represents) add_unique(d.entity.represents, id);
    if (d.entity.gender == 0) d.entity.gender = c.gender;
    if (c.type == EntityType::person && !c.role.empty()) {
      if (c.role.size() > d.entity.role.size()) d.entity.role = c.role;
      add_role_words(d, c.role);
    }
  }

  /// "Lighthouse Winmore", a person once and a ship's owner elsewhere: what most of its mentions say, when nothing else tells.
  void settle_types() {
    std::map<uint32_t, std::map<EntityType, uint32_t>> votes;
    for (uint32_t i = 0; i < c_.size(); ++i) {
      if (tie_[i].draft != kNone && c_[i].core_end - c_[i].core_begin > 1) ++votes[tie_[i].draft][c_[i].type];
    }
    for (const auto& [d, counts] : votes) {
      Draft& draft = drafts_[d];
      if (draft.kb != kNone || draft.entity.type != EntityType::person || draft.entity.gender != 0 || !draft.entity.role.empty())
        continue;
      if (draft.words.empty() || v_.ontology.given_names.contains(draft.words.front())) continue;
      const auto person = counts.find(EntityType::person);
      for (const auto& [type, n] : counts) {
        if (type != EntityType::other && n >= (person == counts.end() ? 0 : person->second) && type != EntityType::person)
          draft.entity.type = type;
      }
    }
  }

  void touch(uint32_t i, uint32_t d) {
    drafts_[d].last_sentence = c_[i].sentence;
    drafts_[d].last_mention = i + 1;
    drafts_[d].subject_last = is_subject(c_[i]);
  }

  [[nodiscard]] bool is_subject(const Candidate& c) const {
    if (!v_.has_syntax()) return c.begin == v_.text.sentences[c.sentence].token_begin;
    for (uint32_t t = c.begin; t < c.end; ++t) {
      const Dep dep = v_.syntax.dep[t];
      const int32_t head = v_.syntax.head[t];
      const bool outside = head < static_cast<int32_t>(c.begin) || head >= static_cast<int32_t>(c.end);
      if (outside && (dep == Dep::nsubj || dep == Dep::nsubj_pass)) return true;
    }
    return false;
  }

  /// Score of a person of this page as what a definite description means; 0 = cannot be.
  [[nodiscard]] double fit(const Draft& d, const Candidate& c, uint32_t i) const {
    if (d.entity.type != EntityType::person || d.last_mention == 0 || d.last_mention > i || !d.named) return 0;
    if (c.gender != 0 && d.entity.gender != 0 && c.gender != d.entity.gender) return 0;
    for (const std::string& id : c.represents) {
      if (std::find(d.entity.represents.begin(), d.entity.represents.end(), id) == d.entity.represents.end()) return 0;
    }
    double score = 1.0 / (1 + static_cast<double>(c.sentence - std::min(d.last_sentence, c.sentence)));
    size_t shared = 0, asked = 0;
    for (uint32_t t = c.begin; t < c.end; ++t) {
      if (!v_.lexicon.is_title_word(v_.folded[t]) && v_.lexicon.role(v_.folded[t]) == nullptr) continue;
      ++asked;
      shared += d.role_words.contains(role_word(v_.folded[t])) ? 1 : 0;
    }
    const bool generic = c.noun == "official" || c.noun == "leader" || c.noun == "diplomat" || c.noun == "politician" ||
                         c.noun == "man" || c.noun == "woman" || c.noun == "lawmaker";
    if (asked > 0 && shared < asked && !(generic && (!c.represents.empty() || c.noun == "man" || c.noun == "woman"))) return 0;
    if (generic && shared == 0 && c.represents.empty() && c.sentence - std::min(d.last_sentence, c.sentence) > 2) return 0;
    return score + static_cast<double>(shared) + (d.subject_last ? 0.4 : 0);
  }

  void tie_description(uint32_t i) {
    const Candidate& c = c_[i];
    if (c.type == EntityType::person && c.definite && c.possessor == kNone) {
      uint32_t best = kNone;
      double best_score = 0;
      for (uint32_t d = 0; d < drafts_.size(); ++d) {
        const double score = fit(drafts_[d], c, i);
        if (score > best_score) {
          best_score = score;
          best = d;
        }
      }
      if (best != kNone) {
        tie_[i] = {best, "role", MentionKind::description, 0.75F};
        return;
      }
    }
    if (c.type == EntityType::group_of_people && c.counted_two) {
      // "both men", "the pair" of whom nobody is named: a word, not an actor.
      const bool empty =
          c.noun == "pair" || c.noun == "duo" || c.noun == "sides" || c.noun == "parties" || c.noun == "man" || c.noun == "woman";
      if (tie_pair(i) || (empty && c.represents.empty() && c.possessor == kNone)) return;
    }
    if (c.definite && c.represents.empty() && c.possessor == kNone && c.end - c.begin <= 3 && tie_by_noun(i)) return;
    if (c.type == EntityType::place) return;  // "the southern town": a place without a name is nobody
    const std::string key = key_of(c);
    const auto known = by_key_.find("~" + key);
    if (known != by_key_.end() && c.definite) {
      tie_[i] = {known->second, "same description", MentionKind::description, 0.7F};
      return;
    }
    const uint32_t d = new_draft(c, without_article(c));
    drafts_[d].noun = c.noun;
    if (c.possessor != kNone) represent_owner(d, i);
    drafts_[d].entity.confidence = 0.6F;
    by_key_["~" + key] = d;
    tie_[i] = {d, "description", MentionKind::description, 0.6F};
  }

  /// "Netanyahu's office" acts for whom Netanyahu acts for; "Egypt's intelligence chief" for Egypt.
  void represent_owner(uint32_t d, uint32_t i) {
    for (uint32_t j = 0; j < c_.size(); ++j) {
      if (j == i || c_[j].begin != c_[i].begin || c_[j].sentence != c_[i].sentence || tie_[j].draft == kNone) continue;
      const Entity& owner = drafts_[tie_[j].draft].entity;
      for (const std::string& id : owner.represents) add_unique(drafts_[d].entity.represents, id);
      if (owner.type == EntityType::state || owner.type == EntityType::armed_group || owner.type == EntityType::body)
        add_unique(drafts_[d].entity.represents, owner.kb_id);
    }
  }

  /// "the two foreign ministers", "the pair": the two persons named last that fit the noun.
  bool tie_pair(uint32_t i) {
    const Candidate& c = c_[i];
    const bool sides = c.noun == "sides" || c.noun == "parties";
    std::vector<std::pair<uint32_t, uint32_t>> recent;  // last mention, draft
    for (uint32_t d = 0; d < drafts_.size(); ++d) {
      const Draft& draft = drafts_[d];
      const bool power = draft.entity.type == EntityType::state || draft.entity.type == EntityType::armed_group ||
                         draft.entity.type == EntityType::government || draft.entity.type == EntityType::organisation;
      if (!(draft.entity.type == EntityType::person || (sides && power)) || !draft.named) continue;
      if (draft.last_mention == 0 || draft.last_mention > i) continue;
      if (c.gender != 0 && draft.entity.gender != 0 && c.gender != draft.entity.gender) continue;
      const bool any = c.noun == "pair" || c.noun == "duo" || sides || c.noun == "leader" || c.noun == "man" ||
                       c.noun == "woman" || c.noun == "official" || c.noun == "politician" || c.noun == "diplomat";
      if (any || draft.role_words.contains(c.noun)) recent.emplace_back(draft.last_mention, d);
    }
    if (recent.size() < 2) return false;
    std::sort(recent.rbegin(), recent.rend());
    const uint32_t d = new_draft(c, without_article(c));
    drafts_[d].entity.type = EntityType::group_of_people;
    drafts_[d].entity.members = {recent[1].second, recent[0].second};
    for (const uint32_t member : drafts_[d].entity.members) {
      for (const std::string& id : drafts_[member].entity.represents) add_unique(drafts_[d].entity.represents, id);
    }
    tie_[i] = {d, "the two named last", MentionKind::description, 0.6F};
    return true;
  }

  /// "the ministry", "the network", "the city": the last entity of that kind.
  bool tie_by_noun(uint32_t i) {
    const Candidate& c = c_[i];
    uint32_t best = kNone;
    for (uint32_t d = 0; d < drafts_.size(); ++d) {
      const Draft& draft = drafts_[d];
      if (draft.last_mention == 0 || draft.last_mention > i || !draft.named) continue;
      const bool by_word = !draft.words.empty() && draft.words.back() == c.noun;
      if (!by_word && !kind_fits(draft, c)) continue;
      if (best == kNone || draft.last_mention > drafts_[best].last_mention) best = d;
    }
    if (best == kNone || c.sentence - drafts_[best].last_sentence > 4) return false;
    tie_[i] = {best, "kind", MentionKind::description, 0.55F};
    return true;
  }

  static bool says(const Draft& draft, std::string_view part) {
    return std::any_of(draft.words.begin(), draft.words.end(),
                       [&](const std::string& w) { return w.find(part) != std::string::npos; });
  }

  static bool kind_fits(const Draft& draft, const Candidate& c) {
    const std::string& n = c.noun;
    switch (c.type) {
      case EntityType::outlet:
        return draft.entity.type == EntityType::outlet;
      case EntityType::armed_group:
        return draft.entity.type == EntityType::armed_group;
      case EntityType::organisation:
        if (n == "group" || n == "organisation" || n == "organization")
          return draft.entity.type == EntityType::armed_group || draft.entity.type == EntityType::organisation;
        if (n == "airline" || n == "insurer" || n == "bank")  // its name must say so
          return draft.entity.type == EntityType::organisation && says(draft, n == "airline" ? "air"
                                                                              : n == "bank"  ? "bank"
                                                                                             : "insur");
        if (n == "company" || n == "firm" || n == "operator") return draft.entity.type == EntityType::organisation;
        return n == "body" && draft.entity.type == EntityType::body;
      case EntityType::place:
        if (n == "country" || n == "nation" || n == "kingdom" || n == "republic") return draft.entity.type == EntityType::state;
        return draft.entity.type == EntityType::place && (n == "city" || n == "town" || n == "village" || n == "enclave" ||
                                                          n == "territory" || n == "region" || n == "strip");
      default:
        return false;
    }
  }

  void tie_pronoun(uint32_t i) {
    const Candidate& c = c_[i];
    uint32_t best = kNone;
    double best_score = 0;
    for (uint32_t d = 0; d < drafts_.size(); ++d) {
      const double score = pronoun_fit(drafts_[d], c, i);
      if (score > best_score) {
        best_score = score;
        best = d;
      }
    }
    if (best != kNone) tie_[i] = {best, "nearest fitting actor, subjects first", MentionKind::pronoun, 0.6F};
  }

  [[nodiscard]] double pronoun_fit(const Draft& d, const Candidate& c, uint32_t i) const {
    if (d.last_mention == 0 || d.last_mention > i || c.sentence - d.last_sentence > 5) return 0;
    if (c.type == EntityType::person) {
      if (d.entity.type != EntityType::person || (d.entity.gender != 0 && d.entity.gender != c.gender)) return 0;
    } else if (c.plural) {
      const bool many =
          d.entity.plural || d.entity.type == EntityType::group_of_people || d.entity.type == EntityType::armed_group;
      if (!many) return 0;
    } else {
      const bool thing = d.entity.type == EntityType::organisation || d.entity.type == EntityType::government ||
                         d.entity.type == EntityType::body || d.entity.type == EntityType::armed_group ||
                         d.entity.type == EntityType::outlet || d.entity.type == EntityType::state;
      if (!thing) return 0;
    }
    double score = 1.0 / (1 + static_cast<double>(c.sentence - d.last_sentence));
    if (d.subject_last) score += 0.45;
    if (d.entity.gender == c.gender && c.gender != 0) score += 0.1;
    if (d.named) score += 0.1;
    return score + 1e-4 * static_cast<double>(d.last_mention);
  }

  [[nodiscard]] uint32_t head_of(const Candidate& c) const {
    if (v_.has_syntax()) {
      for (uint32_t t = c.begin; t < c.end; ++t) {
        const int32_t head = v_.syntax.head[t];
        if (head < static_cast<int32_t>(c.begin) || head >= static_cast<int32_t>(c.end)) {
          if (v_.syntax.dep[t] != Dep::punct) return t;
        }
      }
    }
    return c.core_end - 1;
  }

  Names finish() {
    Names names;
    std::vector<uint32_t> index(drafts_.size(), kNone);
    std::vector<uint32_t> order;
    for (uint32_t i = 0; i < c_.size(); ++i) {
      const uint32_t d = tie_[i].draft;
      if (d != kNone && index[d] == kNone) {
        index[d] = static_cast<uint32_t>(order.size());
        order.push_back(d);
      }
    }
    for (const uint32_t d : order) names.entities.push_back(std::move(drafts_[d].entity));
    for (Entity& entity : names.entities) {
      for (uint32_t& member : entity.members) member = index[member];
      std::erase(entity.members, kNone);
    }
    for (uint32_t i = 0; i < c_.size(); ++i) {
      const Candidate& c = c_[i];
      const Tie& tie = tie_[i];
      const uint32_t entity = tie.draft == kNone ? kNone : index[tie.draft];
      const auto mention = static_cast<uint32_t>(names.mentions.size());
      names.mentions.push_back({v_.text.span_of_tokens(c.begin, c.end), v_.text.span_of_tokens(c.core_begin, c.core_end), c.begin,
                                c.end, head_of(c), c.sentence, entity, tie.draft == kNone ? c.kind : tie.kind, tie.confidence,
                                tie.why});
      if (entity != kNone) names.entities[entity].mentions.push_back(mention);
    }
    return names;
  }

  const View& v_;
  const std::vector<Candidate>& c_;
  const DayRange& day_;
  std::vector<Draft> drafts_;
  std::vector<Tie> tie_;
  std::map<std::string, uint32_t> by_kb_, by_key_;
};

}  // namespace

Names group(const View& view, const std::vector<Candidate>& candidates, const DayRange& day) {
  return Grouper(view, candidates, day).run();
}

}  // namespace dateline::names
