#include "dateline/names/phrase.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "dateline/base/chars.h"
#include "dateline/names/lexicon.h"

namespace dateline::names {

namespace {

using namespace std::string_view_literals;

bool in(std::string_view word, const auto& list) { return std::find(list.begin(), list.end(), word) != list.end(); }

constexpr std::array kDefinite = {"the"sv, "both"sv};
constexpr std::array kDemonstrative = {"this"sv, "that"sv, "these"sv, "those"sv};
constexpr std::array kIndefinite = {"a"sv,    "an"sv,   "some"sv, "any"sv,     "no"sv,   "another"sv, "every"sv,
                                    "each"sv, "many"sv, "few"sv,  "several"sv, "most"sv, "more"sv,    "all"sv};
constexpr std::array kMasculine = {"he"sv, "him"sv, "his"sv, "himself"sv};
constexpr std::array kFeminine = {"she"sv, "her"sv, "hers"sv, "herself"sv};
constexpr std::array kMany = {"they"sv, "them"sv, "their"sv, "theirs"sv, "themselves"sv,
                              "we"sv,   "us"sv,   "our"sv,   "ours"sv,   "ourselves"sv};
constexpr std::array kThing = {"it"sv, "its"sv, "itself"sv};
constexpr std::array kFirst = {"i"sv,   "me"sv,   "my"sv,        "mine"sv, "myself"sv, "we"sv,   "us"sv,
                               "our"sv, "ours"sv, "ourselves"sv, "you"sv,  "your"sv,   "yours"sv};
constexpr std::array kPlaceNouns = {"city"sv,     "town"sv, "village"sv,  "country"sv, "region"sv,
                                    "province"sv, "area"sv, "district"sv, "place"sv};
constexpr std::array kFamily = {"father"sv,      "husband"sv,   "son"sv,    "brother"sv,   "uncle"sv,
                                "grandfather"sv, "boyfriend"sv, "nephew"sv, "actor"sv,     "king"sv,
                                "man"sv,         "boy"sv,       "prince"sv, "gentleman"sv, "priest"sv};
constexpr std::array kFamilyF = {"mother"sv,      "wife"sv,       "daughter"sv, "sister"sv,  "aunt"sv,
                                 "grandmother"sv, "girlfriend"sv, "niece"sv,    "actress"sv, "queen"sv,
                                 "woman"sv,       "girl"sv,       "princess"sv, "lady"sv,    "nun"sv};

class Finder {
 public:
  Finder(const Text& text, const Syntax& syntax, const Names& names, const Ontology& ontology)
      : t_(text), s_(syntax), n_(names), o_(ontology), lexicon_(Lexicon::of(ontology)), children_(syntax) {
    mention_of_head_.assign(text.tokens.size(), kNone);
    for (uint32_t m = 0; m < names.mentions.size(); ++m) {
      uint32_t& at = mention_of_head_[names.mentions[m].head];
      if (at == kNone || names.mentions[m].at.size() > names.mentions[at].at.size()) at = m;
    }
    note_capitals();
  }

  std::vector<NounPhrase> run() {
    for (uint32_t s = 0; s < t_.sentences.size(); ++s) {
      const auto first = static_cast<std::ptrdiff_t>(out_.size());
      for (uint32_t h = t_.sentences[s].token_begin; h < t_.sentences[s].token_end; ++h) {
        if (heads_phrase(h)) add(h, s);
      }
      std::stable_sort(out_.begin() + first, out_.end(), [](const NounPhrase& a, const NounPhrase& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
      });
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string word(uint32_t token) const { return fold(t_.word(token)); }

  [[nodiscard]] bool capital(uint32_t t) const { return is_upper_letter(decode(t_.word(t), 0).value); }

  /// Words written with a capital inside a sentence, and words written small: what the page itself says of its names.
  void note_capitals() {
    for (const Sentence& s : t_.sentences) {
      uint32_t words = 0, capitals = 0;
      for (uint32_t t = s.token_begin; t < s.token_end; ++t) {
        if (!is_letter(decode(t_.word(t), 0).value)) continue;
        ++words;
        capitals += capital(t) ? 1 : 0;
      }
      if (words >= 4 && capitals * 10 >= words * 6) continue;  // title case: capitals say nothing
      for (uint32_t t = s.token_begin + 1; t < s.token_end; ++t) (capital(t) ? capitals_ : small_).insert(word(t));
    }
  }

  /// A noun to the tagger, a name to the page: "Percy" with its capital inside a sentence and never small.
  [[nodiscard]] bool named_noun(uint32_t t) const {
    const std::string w = word(t);
    return s_.upos[t] == Upos::NOUN && capital(t) && !s_.is(t, feat::plural) && capitals_.contains(w) && !small_.contains(w) &&
           lexicon_.role(w) == nullptr && !lexicon_.is_title_word(w);
  }

  [[nodiscard]] bool heads_phrase(uint32_t h) const {
    const Upos upos = s_.upos[h];
    const Dep dep = s_.dep[h];
    if (dep == Dep::flat || dep == Dep::fixed || dep == Dep::goeswith || dep == Dep::punct) return false;
    if (upos == Upos::PRON) {
      const std::string w = word(h);
      return in(w, kMasculine) || in(w, kFeminine) || in(w, kMany) || (in(w, kThing) && dep != Dep::expl) || in(w, kFirst) ||
             ((in(w, kDemonstrative)) && dep != Dep::mark && !s_.is(h, feat::pronoun_relative));
    }
    if (upos == Upos::PROPN && dep == Dep::compound) return mention_of_head_[h] != kNone || whole_compound(h);
    if (upos == Upos::NOUN && dep == Dep::compound) return false;
    if (upos == Upos::NUM)
      return dep != Dep::nummod && dep != Dep::compound && dep != Dep::nmod_unmarked && s_.head[h] >= 0 && has_of(h);
    return upos == Upos::NOUN || upos == Upos::PROPN;
  }

  /// A name in front of another noun that is a span of its own ("the Gaza talks").
  [[nodiscard]] bool whole_compound(uint32_t h) const {
    const auto& spans = s_.entities;
    const auto at = std::lower_bound(spans.begin(), spans.end(), h, [](const EntitySpan& e, uint32_t t) { return e.end <= t; });
    const auto head = static_cast<uint32_t>(s_.head[h]);
    return at != spans.end() && at->begin <= h && (head < at->begin || head >= at->end);
  }

  [[nodiscard]] bool has_of(uint32_t h) const {
    for (const uint32_t c : children_.of(h)) {
      if (s_.dep[c] == Dep::nmod) return true;
    }
    return false;
  }

  /// What hangs on the head without belonging to the phrase.
  [[nodiscard]] bool left_out(uint32_t child, bool predicate) const {
    switch (s_.dep[child]) {
      case Dep::case_:
        return s_.upos[child] != Upos::PART;  // the possessive 's stays
      case Dep::cc:
      case Dep::cc_preconj:
      case Dep::conj:
      case Dep::appos:
      case Dep::mark:
      case Dep::parataxis:
      case Dep::list:
      case Dep::dislocated:
      case Dep::discourse:
      case Dep::vocative:
      case Dep::punct:
        return true;
      case Dep::cop:
      case Dep::nsubj:
      case Dep::nsubj_pass:
      case Dep::nsubj_outer:
      case Dep::csubj:
      case Dep::csubj_pass:
      case Dep::csubj_outer:
      case Dep::aux:
      case Dep::advcl:
      case Dep::expl:
      case Dep::orphan:
      case Dep::obl:
      case Dep::obl_unmarked:
        return true;
      case Dep::advmod:
        return predicate;
      default:
        return false;
    }
  }

  void add(uint32_t h, uint32_t sentence) {
    NounPhrase p;
    p.head = h;
    p.sentence = sentence;
    p.begin = h;
    p.end = h + 1;
    bool predicate = false;
    for (const uint32_t c : children_.of(h)) predicate = predicate || s_.dep[c] == Dep::cop;
    for (const uint32_t c : children_.of(h)) {
      if (left_out(c, predicate)) continue;
      const TokenRange range = subtree(s_, children_, c);
      p.begin = std::min(p.begin, range.begin);
      p.end = std::max(p.end, range.end);
    }
    while (p.end > h + 1 && s_.upos[p.end - 1] == Upos::PUNCT) --p.end;
    while (p.begin < h && s_.upos[p.begin] == Upos::PUNCT) ++p.begin;
    read(p);
    out_.push_back(p);
  }

  void read(NounPhrase& p) const {
    const std::string w = word(p.head);
    if (s_.upos[p.head] == Upos::PRON) {
      p.form = in(w, kDemonstrative) ? PhraseForm::demonstrative : PhraseForm::pronoun;
      p.gender = in(w, kMasculine) ? 'm' : in(w, kFeminine) ? 'f' : '\0';
      p.number = in(w, kMany) || w == "these" || w == "those" ? Number::many : Number::one;
      p.sort = p.gender != 0 || in(w, kFirst) ? Sort::person : in(w, kThing) ? Sort::thing : Sort::unknown;
    } else {
      p.form = form_of(p);
      p.number = s_.is(p.head, feat::plural) ? Number::many : Number::one;
    }
    p.mention = mention_of_head_[p.head];
    if (p.mention != kNone) read_entity(p);
    if (p.sort == Sort::unknown && p.form != PhraseForm::pronoun && p.form != PhraseForm::demonstrative) p.sort = sort_of(p, w);
    if (p.gender == 0 && (p.sort == Sort::person || p.form == PhraseForm::name) && p.number != Number::many) read_gender(p, w);
  }

  [[nodiscard]] PhraseForm form_of(const NounPhrase& p) const {
    if (s_.upos[p.head] == Upos::PROPN || named_noun(p.head)) return PhraseForm::name;
    for (const uint32_t c : children_.of(p.head)) {
      if (s_.dep[c] == Dep::nmod_poss) return PhraseForm::possessed;
      if (s_.dep[c] != Dep::det) continue;
      const std::string w = word(c);
      if (in(w, kDefinite)) return PhraseForm::definite;
      if (in(w, kDemonstrative)) return PhraseForm::demonstrative;
      if (in(w, kIndefinite)) return PhraseForm::indefinite;
    }
    return PhraseForm::bare;
  }

  void read_entity(NounPhrase& p) const {
    const Mention& m = n_.mentions[p.mention];
    if (m.kind == MentionKind::adjective || m.kind == MentionKind::pronoun) {
      if (m.kind == MentionKind::adjective) p.mention = kNone;
      return;
    }
    p.entity = m.entity;
    if (m.entity == kNone) return;
    const Entity& e = n_.entities[m.entity];
    if (p.gender == 0) p.gender = e.gender;
    if (e.plural) p.number = Number::many;
    // One capital word that no table knows: the tagger's place or firm may as well be a person.
    if (e.kb_id.empty() && m.kind == MentionKind::name && p.form == PhraseForm::name && m.token_end - m.token_begin == 1 &&
        e.type != EntityType::person) {
      p.doubtful = true;
      return;
    }
    if (e.kb_id.empty() && m.kind == MentionKind::name && (e.type == EntityType::place || e.type == EntityType::organisation) &&
        begins_with_given_name(m.token_begin)) {
      p.doubtful = true;
      return;
    }
    switch (e.type) {
      case EntityType::person:
        p.sort = Sort::person;
        break;
      case EntityType::group_of_people:
        p.sort = Sort::person;
        p.number = Number::many;
        break;
      case EntityType::state:
      case EntityType::place:
        p.sort = Sort::place;
        break;
      case EntityType::other:
      case EntityType::office:
        break;
      default:
        p.sort = Sort::group;
    }
  }

  [[nodiscard]] Sort sort_of(const NounPhrase& p, std::string_view w) const {
    const auto& spans = s_.entities;
    const auto at =
        std::lower_bound(spans.begin(), spans.end(), p.head, [](const EntitySpan& e, uint32_t t) { return e.end <= t; });
    if (s_.upos[p.head] == Upos::PROPN && at != spans.end() && at->begin <= p.head) {
      if (at->type == SpanType::person) return Sort::person;
      if (at->end - at->begin == 1 || begins_with_given_name(at->begin)) return Sort::unknown;
      if (at->type == SpanType::location) return Sort::place;
      if (at->type == SpanType::organisation) return Sort::group;
    }
    if (in(w, kPlaceNouns)) return Sort::place;
    if (in(w, kFamily) || in(w, kFamilyF)) return Sort::person;
    const std::string_view lemma = s_.lemma(p.head);
    if (in(lemma, kFamily) || in(lemma, kFamilyF) || lemma == "people" || lemma == "person" || lemma == "child")
      return Sort::person;
    const RoleNoun* role = lexicon_.role(w);
    if (role != nullptr) return role->type == "person" ? Sort::person : role->type == "place" ? Sort::place : Sort::group;
    const auto ends = [&](std::string_view tail) {
      return lemma.size() > tail.size() + 2 && lemma.substr(lemma.size() - tail.size()) == tail;
    };
    if (s_.upos[p.head] == Upos::NOUN && (ends("ist") || ends("ician") || ends("woman"sv) || ends("man"sv) || ends("person"sv)))
      return Sort::person;
    return s_.upos[p.head] == Upos::NOUN && p.form != PhraseForm::name ? Sort::thing : Sort::unknown;
  }

  [[nodiscard]] char given(uint32_t t) const {
    const auto at = o_.given_names.find(word(t));
    return at == o_.given_names.end() || at->second == 'u' ? '\0' : at->second;
  }

  [[nodiscard]] bool begins_with_given_name(uint32_t t) const { return capital(t) && o_.given_names.contains(word(t)); }

  void read_gender(NounPhrase& p, std::string_view w) const {
    if (p.form != PhraseForm::name) {
      if (in(w, kFamily) || (w.size() > 4 && w.substr(w.size() - 3) == "man" && w.substr(w.size() - 5) != "woman"))
        p.gender = 'm';
      if (in(w, kFamilyF) || (w.size() > 5 && w.substr(w.size() - 5) == "woman")) p.gender = 'f';
    }
    const RoleNoun* role = lexicon_.role(w);
    if (p.gender == 0 && role != nullptr) p.gender = role->gender;
    if (p.gender != 0 || p.form != PhraseForm::name) return;
    // Words of the name itself, not of its owner ("Hanna's Karl"): the head, what is flat or compound to it, titles in front.
    uint32_t words = 0;
    char first = 0;
    for (uint32_t t = p.begin; t < p.end; ++t) {
      const bool own = s_.head[t] == static_cast<int32_t>(p.head) &&
                       (s_.dep[t] == Dep::flat || s_.dep[t] == Dep::compound || s_.dep[t] == Dep::nmod_desc);
      if (t != p.head && !own) continue;
      const KbTitle* title = lexicon_.honorific(word(t));
      if (title != nullptr && title->gender != 0) {
        p.gender = title->gender;
        return;
      }
      if (!capital(t)) continue;
      if (first == 0 && (words == 0 || t <= p.head)) first = given(t);
      ++words;
    }
    if (words > 1 && p.sort == Sort::person)
      p.gender = first;
    else
      p.lean = first;
  }

  const Text& t_;
  const Syntax& s_;
  const Names& n_;
  const Ontology& o_;
  const Lexicon& lexicon_;
  Children children_;
  std::vector<uint32_t> mention_of_head_;
  std::set<std::string> capitals_, small_;
  std::vector<NounPhrase> out_;
};

}  // namespace

std::vector<NounPhrase> find_phrases(const Text& text, const Syntax& syntax, const Names& names, const Ontology& ontology) {
  if (syntax.upos.size() != text.tokens.size()) return {};
  return Finder(text, syntax, names, ontology).run();
}

}  // namespace dateline::names
