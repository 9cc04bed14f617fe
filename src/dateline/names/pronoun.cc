#include "dateline/names/pronoun.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "dateline/base/chars.h"

namespace dateline::names {

namespace {

using namespace std::string_view_literals;

/// Features are grouped by the sort of pronoun (one person, many, thing): each group has its own weights.
constexpr std::array kGroups = {"one."sv, "many."sv, "thing."sv};
constexpr std::array kBases = {"sentence 0"sv,
                               "sentence 1"sv,
                               "sentence 2"sv,
                               "sentence 3 or more"sv,
                               "rank 0"sv,
                               "rank 1"sv,
                               "rank 2"sv,
                               "rank 3-5"sv,
                               "rank 6 or more"sv,
                               "subject"sv,
                               "object"sv,
                               "oblique"sv,
                               "modifier"sv,
                               "possessor"sv,
                               "apposition"sv,
                               "conjunct"sv,
                               "root"sv,
                               "other role"sv,
                               "same role"sv,
                               "both subjects"sv,
                               "main subject"sv,
                               "name"sv,
                               "pronoun same"sv,
                               "pronoun other"sv,
                               "definite"sv,
                               "indefinite"sv,
                               "demonstrative"sv,
                               "possessed"sv,
                               "bare"sv,
                               "person"sv,
                               "group"sv,
                               "place"sv,
                               "thing"sv,
                               "unknown sort"sv,
                               "gender agrees"sv,
                               "gender unknown"sv,
                               "number many"sv,
                               "number one"sv,
                               "once"sv,
                               "twice"sv,
                               "three to five"sv,
                               "six or more"sv,
                               "named chain"sv,
                               "same quote"sv,
                               "out of quote"sv,
                               "other quote"sv,
                               "clause above"sv,
                               "same clause"sv,
                               "follows"sv,
                               "first of sentence"sv,
                               "sentence 0 subject of higher verb"sv,
                               "possessive in subject"sv,
                               "speaker"sv,
                               "two words"sv,
                               "near 8 tokens"sv,
                               "none"sv,
                               "none in quote"sv,
                               "none at start"sv,
                               "none subject of be"sv,
                               "title chain"sv,
                               "sentence 1 subject to subject"sv,
                               "sentence 1 main subject to subject"sv,
                               "possessive same clause subject"sv,
                               "plural group"sv,
                               "previous pronoun chain"sv,
                               "lone name"sv,
                               "leans to the gender"sv,
                               "leans away"sv,
                               "gender neither"sv,
                               "doubtful sort"sv,
                               "in its relative clause"sv,
                               "chain rank 0"sv,
                               "chain rank 1"sv,
                               "chain rank 2"sv,
                               "chain rank 3 or more"sv,
                               "led this sentence"sv,
                               "led the sentence before"sv,
                               "opens sentence, both"sv,
                               "subject of coordinated verb"sv,
                               "subject around adverbial"sv,
                               "subject around content"sv,
                               "object of governing verb"sv,
                               "possessive, object of its clause"sv,
                               "possessive, coordinated with it"sv,
                               "possessive, beside it"sv,
                               "possessor in its clause"sv,
                               "near 3 tokens"sv,
                               "near 20 tokens"sv,
                               "name of a modifier"sv,
                               "follows as subject"sv,
                               "follows first"sv,
                               "follows possessive"sv,
                               "follows known"sv,
                               "follows opened"sv,
                               "follows topic"sv,
                               "follows rank 1"sv};

enum Feature : uint16_t {
  kSentence0,
  kSentence1,
  kSentence2,
  kSentence3,
  kRank0,
  kRank1,
  kRank2,
  kRank3,
  kRank6,
  kSubject,
  kObject,
  kOblique,
  kModifier,
  kPossessor,
  kApposition,
  kConjunct,
  kRoot,
  kOtherRole,
  kSameRole,
  kBothSubjects,
  kMainSubject,
  kName,
  kPronounSame,
  kPronounOther,
  kDefinite,
  kIndefinite,
  kDemonstrative,
  kPossessed,
  kBare,
  kPerson,
  kGroup,
  kPlace,
  kThing,
  kUnknownSort,
  kGenderAgrees,
  kGenderUnknown,
  kMany,
  kOne,
  kOnce,
  kTwice,
  kThree,
  kSix,
  kNamedChain,
  kSameQuote,
  kOutOfQuote,
  kOtherQuote,
  kClauseAbove,
  kSameClause,
  kFollows,
  kFirst,
  kHigherSubject,
  kPossessiveInSubject,
  kSpeaker,
  kTwoWords,
  kNear,
  kNone_,
  kNoneInQuote,
  kNoneAtStart,
  kNoneOfBe,
  kTopic,
  kSubjectToSubject,
  kMainToSubject,
  kPossessiveSubject,
  kPluralGroup,
  kPreviousChain,
  kLoneName,
  kLeans,
  kLeansAway,
  kNoGender,
  kDoubtful,
  kInRelative,
  kChain0,
  kChain1,
  kChain2,
  kChain3,
  kLedThis,
  kLedBefore,
  kBothOpen,
  kCoordinatedSubject,
  kAroundAdverbial,
  kAroundContent,
  kGoverningObject,
  kPossessiveObject,
  kPossessiveCoordinated,
  kPossessiveBeside,
  kPossessorInClause,
  kNear3,
  kNear20,
  kModifierName,
  kFollowsSubject,
  kFollowsFirst,
  kFollowsPossessive,
  kFollowsKnown,
  kFollowsOpened,
  kFollowsTopic,
  kFollowsRank1,
  kFeatures
};
static_assert(kBases.size() == kFeatures);

/// Role of the pronoun, role of the candidate, distance: "pronoun subject, candidate possessor, sentence 1".
constexpr std::array kOurs = {"subject"sv, "object"sv, "possessor"sv, "other"sv};
constexpr std::array kTheirs = {"subject"sv,    "object"sv,   "oblique"sv, "modifier"sv,  "possessor"sv,
                                "apposition"sv, "conjunct"sv, "root"sv,    "other role"sv};
constexpr size_t kDistances = 3;
constexpr size_t kGroupSize = kFeatures + kOurs.size() * kTheirs.size() * kDistances;

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  for (const std::string_view group : kGroups) {
    for (const std::string_view base : kBases) names.push_back(std::string(group) + std::string(base));
    for (const std::string_view ours : kOurs) {
      for (const std::string_view theirs : kTheirs) {
        for (size_t d = 0; d < kDistances; ++d) {
          names.push_back(std::string(group) + "pronoun " + std::string(ours) + ", candidate " + std::string(theirs) +
                          ", sentence " + std::to_string(d));
        }
      }
    }
  }
  return names;
}

bool is_subject(Dep dep) { return dep == Dep::nsubj || dep == Dep::nsubj_pass || dep == Dep::nsubj_outer; }

Feature role_of(Dep dep) {
  if (is_subject(dep)) return kSubject;
  switch (dep) {
    case Dep::obj:
    case Dep::iobj:
      return kObject;
    case Dep::obl:
    case Dep::obl_agent:
    case Dep::obl_unmarked:
      return kOblique;
    case Dep::nmod:
    case Dep::compound:
    case Dep::nmod_unmarked:
    case Dep::nmod_desc:
      return kModifier;
    case Dep::nmod_poss:
      return kPossessor;
    case Dep::appos:
      return kApposition;
    case Dep::conj:
      return kConjunct;
    case Dep::root:
      return kRoot;
    default:
      return kOtherRole;
  }
}

/// Role that a conjunct shares with the first of its row.
Dep role_dep(const Syntax& s, uint32_t head) {
  uint32_t t = head;
  for (int step = 0; step < 4 && s.dep[t] == Dep::conj && s.head[t] >= 0; ++step) t = static_cast<uint32_t>(s.head[t]);
  return s.dep[t] == Dep::root && t != head ? s.dep[head] : s.dep[t];
}

/// The verb (or predicate) whose clause token `t` stands in.
uint32_t clause_of(const Syntax& s, uint32_t t) {
  int32_t at = s.head[t];
  for (int step = 0; step < 24 && at >= 0; ++step) {
    const auto u = static_cast<uint32_t>(at);
    if (s.upos[u] == Upos::VERB || s.upos[u] == Upos::AUX || s.dep[u] == Dep::root) return u;
    at = s.head[u];
  }
  return kNone;
}

bool governs(const Syntax& s, uint32_t above, uint32_t below) {
  int32_t at = static_cast<int32_t>(below);
  for (int step = 0; step < 40 && at >= 0; ++step) {
    if (at == static_cast<int32_t>(above)) return true;
    at = s.head[static_cast<uint32_t>(at)];
  }
  return false;
}

bool is_acronym(std::string_view w) {
  return w.size() > 1 && std::all_of(w.begin(), w.end(), [](char c) { return is_upper(c) || is_digit(c); });
}

bool reflexive(std::string_view w) { return w == "himself" || w == "herself" || w == "itself" || w == "themselves"; }

class Reader {
 public:
  Reader(const PronounView& view, uint32_t pronoun)
      : v_(view), s_(view.syntax), p_(view.phrases[pronoun]), word_(fold(view.text.word(p_.head))) {
    group_ = p_.gender != 0 ? 0 : p_.number == Number::many ? 1 : 2;
  }

  std::vector<uint16_t> read(uint32_t candidate, const ChainState& chain, Rank rank) {
    const NounPhrase& c = v_.phrases[candidate];
    if (!agrees(c, chain) || !binds(c)) return {};
    ahead_ = c.begin > p_.head;
    if (ahead_) {
      follow(c, chain, rank);
    } else {
      distance(c, rank);
    }
    roles(c);
    form(c);
    state(c, chain);
    quotes(c);
    return std::move(out_);
  }

  std::vector<uint16_t> none() {
    add(kNone_);
    if (v_.quote[p_.head] != 0) add(kNoneInQuote);
    if (p_.sentence == 0) add(kNoneAtStart);
    if (is_subject(s_.dep[p_.head]) && s_.head[p_.head] >= 0) {
      const auto verb = static_cast<uint32_t>(s_.head[p_.head]);
      if (s_.upos[verb] == Upos::ADJ || s_.lemma(verb) == "be" || s_.lemma(verb) == "seem" || s_.lemma(verb) == "take")
        add(kNoneOfBe);
    }
    return std::move(out_);
  }

 private:
  void add(Feature f) { out_.push_back(static_cast<uint16_t>(group_ * kGroupSize + f)); }

  void add_pair(Feature ours, Feature theirs, uint32_t apart) {
    const size_t o = ours == kSubject ? 0 : ours == kObject ? 1 : ours == kPossessor ? 2 : 3;
    const size_t t = theirs - kSubject;
    const size_t pair = (o * kTheirs.size() + t) * kDistances + std::min<size_t>(apart, kDistances - 1);
    out_.push_back(static_cast<uint16_t>(group_ * kGroupSize + kFeatures + pair));
  }

  [[nodiscard]] bool agrees(const NounPhrase& c, const ChainState& chain) const {
    const char gender = c.gender != 0 ? c.gender : chain.gender;
    if (group_ == 0) {
      if (gender != 0 && gender != p_.gender && !v_.blind) return false;
      if (c.sort == Sort::place || c.sort == Sort::thing || c.sort == Sort::group) return false;
      if (c.number == Number::many && c.form != PhraseForm::name) return false;
      if (c.form == PhraseForm::name && c.sort != Sort::person && nobody(c)) return false;
      return c.form != PhraseForm::pronoun || gender == p_.gender || (v_.blind && gender != 0);
    }
    if (c.form == PhraseForm::pronoun && c.gender != 0) return false;
    if (group_ == 1) {
      if (c.form == PhraseForm::pronoun) return c.number == Number::many && (c.sort == Sort::unknown || c.sort == Sort::person);
      return c.number == Number::many || c.sort == Sort::group || c.sort == Sort::unknown || c.sort == Sort::place;
    }
    if (c.sort == Sort::person && c.form != PhraseForm::bare) return false;
    return c.number != Number::many;
  }

  /// A capital word that may not be read as a person: letters of an abbreviation, a month, a day, anything with a number.
  [[nodiscard]] bool nobody(const NounPhrase& c) const {
    static constexpr std::array kCalendar = {"monday"sv,    "tuesday"sv, "wednesday"sv, "thursday"sv, "friday"sv,
                                             "saturday"sv,  "sunday"sv,  "january"sv,   "february"sv, "march"sv,
                                             "april"sv,     "may"sv,     "june"sv,      "july"sv,     "august"sv,
                                             "september"sv, "october"sv, "november"sv,  "december"sv};
    if (is_acronym(v_.text.word(c.head))) return true;
    const Dep dep = s_.dep[c.head];  // "WikiLeaks founder"
    if (dep == Dep::compound || dep == Dep::nmod_unmarked) return true;
    if (std::find(kCalendar.begin(), kCalendar.end(), fold(v_.text.word(c.head))) != kCalendar.end()) return true;
    for (uint32_t t = c.begin; t < c.end && t < c.begin + 8; ++t) {
      if (s_.upos[t] == Upos::NUM) return true;
    }
    return false;
  }

  /// What the grammar forbids: a phrase around the pronoun; the co-argument of a plain pronoun; not the subject for a reflexive.
  [[nodiscard]] bool binds(const NounPhrase& c) const {
    if (c.begin <= p_.head && p_.head < c.end) return in_relative(c);
    if (c.sentence != p_.sentence) return !reflexive(word_);
    const uint32_t mine = clause_of(s_, p_.head);
    const bool same = mine != kNone && clause_of(s_, c.head) == mine && s_.head[c.head] == static_cast<int32_t>(mine);
    const bool argument = s_.head[p_.head] >= 0 && static_cast<uint32_t>(s_.head[p_.head]) == mine;
    if (reflexive(word_)) return true;
    return !(same && argument && s_.dep[p_.head] != Dep::nmod_poss);
  }

  /// "Maro, who lost his seat": the pronoun stands in a clause about the candidate.
  [[nodiscard]] bool in_relative(const NounPhrase& c) const {
    int32_t at = static_cast<int32_t>(p_.head);
    for (int step = 0; step < 24 && at >= 0; ++step) {
      const auto t = static_cast<uint32_t>(at);
      if (s_.head[t] == static_cast<int32_t>(c.head))
        return s_.dep[t] == Dep::acl_relcl || s_.dep[t] == Dep::acl || s_.dep[t] == Dep::appos || s_.dep[t] == Dep::parataxis;
      at = s_.head[t];
    }
    return false;
  }

  /// A name that follows: "After her party lost, Lindqvist said".
  void follow(const NounPhrase& c, const ChainState& chain, Rank rank) {
    add(kFollows);
    const uint32_t verb = clause_of(s_, c.head);
    if (is_subject(s_.dep[c.head]) && verb != kNone && governs(s_, verb, p_.head)) {
      add(kFollowsSubject);
      if (opens()) add(kFollowsOpened);
    }
    if (rank.phrases == 0) add(kFollowsFirst);
    if (rank.chains > 0) add(kFollowsRank1);
    if (s_.dep[p_.head] == Dep::nmod_poss) add(kFollowsPossessive);
    if (chain.mentions > 0) add(kFollowsKnown);
    if (chain.topic) add(kFollowsTopic);
  }

  /// The pronoun stands in what its sentence opens with: "In her book, ...", "When she left, ...".
  [[nodiscard]] bool opens() const {
    const uint32_t first = v_.text.sentences[p_.sentence].token_begin;
    const Upos upos = s_.upos[first];
    return first != p_.head && p_.head - first < 16 && (upos == Upos::ADP || upos == Upos::SCONJ || upos == Upos::VERB);
  }

  void distance(const NounPhrase& c, Rank rank) {
    const uint32_t apart = p_.sentence - c.sentence;
    add(apart == 0 ? kSentence0 : apart == 1 ? kSentence1 : apart == 2 ? kSentence2 : kSentence3);
    add(rank.phrases == 0   ? kRank0
        : rank.phrases == 1 ? kRank1
        : rank.phrases == 2 ? kRank2
        : rank.phrases < 6  ? kRank3
                            : kRank6);
    add(rank.chains == 0 ? kChain0 : rank.chains == 1 ? kChain1 : rank.chains == 2 ? kChain2 : kChain3);
    const uint32_t tokens = p_.head > c.head ? p_.head - c.head : 0;
    if (tokens <= 3) add(kNear3);
    if (tokens <= 8) add(kNear);
    if (tokens <= 20) add(kNear20);
  }

  void roles(const NounPhrase& c) {
    const Dep theirs = role_dep(s_, c.head), ours = role_dep(s_, p_.head);
    const Feature role = role_of(theirs);
    if (ahead_) return;
    add(role);
    add_pair(role_of(ours), role, p_.sentence - c.sentence);
    if (role == role_of(ours)) add(kSameRole);
    if (s_.dep[c.head] == Dep::conj && role != kConjunct) add(kConjunct);
    const bool subject = is_subject(theirs);
    const uint32_t verb = clause_of(s_, c.head);
    const bool main = subject && verb != kNone && (s_.dep[verb] == Dep::root || s_.dep[verb] == Dep::ccomp);
    if (main) add(kMainSubject);
    if (subject && is_subject(ours)) add(kBothSubjects);
    if (c.sentence + 1 == p_.sentence && is_subject(ours)) {
      if (subject) add(kSubjectToSubject);
      if (main) add(kMainToSubject);
    }
    if (c.begin == v_.text.sentences[c.sentence].token_begin) {
      add(kFirst);
      if (c.sentence + 1 == p_.sentence && p_.head == v_.text.sentences[p_.sentence].token_begin) add(kBothOpen);
    }
    if (s_.dep[c.head] == Dep::compound || s_.dep[c.head] == Dep::nmod_unmarked) add(kModifierName);
    if (c.sentence != p_.sentence || verb == kNone) return;
    if (c.begin <= p_.head && p_.head < c.end) add(kInRelative);
    const uint32_t mine = clause_of(s_, p_.head);
    clauses(c, verb, mine, subject, role);
    if (mine == verb) {
      add(kSameClause);
      if (subject && s_.dep[p_.head] == Dep::nmod_poss) add(kPossessiveSubject);
    } else if (mine != kNone && governs(s_, verb, mine)) {
      add(kClauseAbove);
      if (subject) add(kHigherSubject);
    }
    if (s_.dep[c.head] == Dep::nmod_poss && is_subject(role_dep(s_, c.head))) add(kPossessiveInSubject);
  }

  /// Where the clause of the pronoun hangs on the clause of the candidate; what a possessive may mean inside one clause.
  void clauses(const NounPhrase& c, uint32_t verb, uint32_t mine, bool subject, Feature role) {
    if (s_.dep[p_.head] == Dep::nmod_poss) {
      const auto owned = static_cast<uint32_t>(s_.head[p_.head]);
      if (s_.dep[owned] == Dep::conj && s_.head[owned] == static_cast<int32_t>(c.head)) add(kPossessiveCoordinated);
      if (s_.head[owned] == static_cast<int32_t>(c.head)) add(kPossessiveBeside);
      if (mine == verb && (role == kObject || role == kOblique)) add(kPossessiveObject);
    }
    if (mine == verb && role == kPossessor) add(kPossessorInClause);
    for (uint32_t at = mine, step = 0; at != kNone && at != verb && step < 6; ++step) {
      const int32_t above = s_.head[at];
      if (above != static_cast<int32_t>(verb)) {
        at = above < 0 ? kNone : static_cast<uint32_t>(above);
        continue;
      }
      const Dep link = s_.dep[at];
      if (subject && link == Dep::conj) add(kCoordinatedSubject);
      if (subject && (link == Dep::advcl || link == Dep::parataxis)) add(kAroundAdverbial);
      if (subject && (link == Dep::ccomp || link == Dep::xcomp)) add(kAroundContent);
      if (!subject && (role == kObject || role == kOblique)) add(kGoverningObject);
      break;
    }
  }

  void form(const NounPhrase& c) {
    switch (c.form) {
      case PhraseForm::name:
        add(kName);
        add(c.end - c.begin > 1 ? kTwoWords : kLoneName);
        if (c.doubtful) add(kDoubtful);
        break;
      case PhraseForm::pronoun:
        add(c.gender == p_.gender && c.number == p_.number ? kPronounSame : kPronounOther);
        break;
      case PhraseForm::definite:
        add(kDefinite);
        break;
      case PhraseForm::indefinite:
        add(kIndefinite);
        break;
      case PhraseForm::demonstrative:
        add(kDemonstrative);
        break;
      case PhraseForm::possessed:
        add(kPossessed);
        break;
      default:
        add(kBare);
    }
    add(c.sort == Sort::person  ? kPerson
        : c.sort == Sort::group ? kGroup
        : c.sort == Sort::place ? kPlace
        : c.sort == Sort::thing ? kThing
                                : kUnknownSort);
    if (c.sort == Sort::group && c.number == Number::many) add(kPluralGroup);
    add(c.number == Number::many ? kMany : kOne);
  }

  void state(const NounPhrase& c, const ChainState& chain) {
    if (group_ == 0) gender(c, chain);
    if (chain.led_sentence == p_.sentence && !ahead_) add(kLedThis);
    if (chain.led_sentence != kNone && chain.led_sentence + 1 == p_.sentence) add(kLedBefore);
    add(chain.mentions <= 1 ? kOnce : chain.mentions == 2 ? kTwice : chain.mentions < 6 ? kThree : kSix);
    if (chain.named) add(kNamedChain);
    if (chain.topic) add(kTopic);
    if (chain.mentions > 1 && c.form == PhraseForm::pronoun) add(kPreviousChain);
  }

  void gender(const NounPhrase& c, const ChainState& chain) {
    const bool known = v_.blind ? c.gender != 0 || chain.gender != 0 : c.gender == p_.gender || chain.gender == p_.gender;
    add(known ? kGenderAgrees : kGenderUnknown);
    if (known) return;
    if (c.lean == 0)
      add(kNoGender);
    else
      add(v_.blind || c.lean == p_.gender ? kLeans : kLeansAway);
  }

  void quotes(const NounPhrase& c) {
    const uint32_t ours = v_.quote[p_.head], theirs = v_.quote[c.head];
    if (ours == theirs) {
      if (ours != 0) add(kSameQuote);
    } else {
      add(ours == 0 ? kOutOfQuote : kOtherQuote);
    }
    if (c.sentence == p_.sentence && ours != 0 && theirs == 0 && is_subject(s_.dep[c.head])) add(kSpeaker);
  }

  const PronounView& v_;
  const Syntax& s_;
  const NounPhrase& p_;
  std::string word_;
  size_t group_ = 0;
  bool ahead_ = false;
  std::vector<uint16_t> out_;
};

}  // namespace

const std::vector<std::string_view>& feature_names() {
  static const std::vector<std::string> names = all_names();
  static const std::vector<std::string_view> views(names.begin(), names.end());
  return views;
}

Weights pronoun_weights(const Ontology& ontology) {
  const auto& names = feature_names();
  Weights weights(names.size(), 0);
  const auto table = ontology.tables.find("names/pronouns.tsv");
  if (table == ontology.tables.end()) return weights;
  const uint32_t feature = table->second.column("feature"), weight = table->second.column("weight");
  if (feature == kNone || weight == kNone) return weights;
  for (const KbRow& row : table->second.rows) {
    const auto at = std::find(names.begin(), names.end(), row.cells[feature]);
    const std::string& cell = row.cells[weight];
    if (at != names.end())
      std::from_chars(cell.data(), cell.data() + cell.size(), weights[static_cast<size_t>(at - names.begin())]);
  }
  return weights;
}

std::vector<uint16_t> pronoun_features(const PronounView& view, uint32_t pronoun, uint32_t candidate, const ChainState& chain,
                                       Rank rank) {
  return Reader(view, pronoun).read(candidate, chain, rank);
}

std::vector<uint16_t> none_features(const PronounView& view, uint32_t pronoun) { return Reader(view, pronoun).none(); }

}  // namespace dateline::names
