#include "dateline/names/chains.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "dateline/base/chars.h"
#include "dateline/names/phrase.h"
#include "dateline/names/pronoun.h"

namespace dateline::names {

namespace {

using namespace std::string_view_literals;

/// Number of the quotation each token stands in; a quotation ends with its paragraph at the latest.
std::vector<uint32_t> quotations(const Text& text) {
  std::vector<uint32_t> out(text.tokens.size(), 0);
  uint32_t number = 0, block = kNone;
  bool open = false;
  for (const Sentence& s : text.sentences) {
    if (s.block != block) open = false;
    block = s.block;
    for (uint32_t t = s.token_begin; t < s.token_end; ++t) {
      const std::string_view w = text.word(t);
      const char32_t c = decode(w, 0).value;
      const bool straight = w == "\"" || w == "''" || w == "``";
      if (is_opening_quote(c) && c != 0x2018) {
        open = true;
        ++number;
      } else if (is_closing_quote(c) && c != 0x2019) {
        open = false;
      } else if (straight) {
        open = !open;
        if (open) ++number;
      }
      if (open) out[t] = number;
    }
  }
  return out;
}

/// True when the entity is called by a name somewhere, not only described.
bool has_name(const Names& names, uint32_t entity) {
  const std::vector<uint32_t>& mentions = names.entities[entity].mentions;
  return std::any_of(mentions.begin(), mentions.end(), [&](uint32_t m) {
    return names.mentions[m].kind != MentionKind::description && names.mentions[m].kind != MentionKind::pronoun;
  });
}

class Chainer {
 public:
  Chainer(const Text& text, const Syntax& syntax, const Names& names, const Ontology& ontology, std::vector<PronounCase>* cases)
      : t_(text),
        s_(syntax),
        o_(ontology),
        phrases_(find_phrases(text, syntax, names, ontology)),
        quote_(quotations(text)),
        weights_(pronoun_weights(ontology)),
        cases_(cases),
        by_entity_(names.entities.size(), kNone) {
    for (uint32_t e = 0; e < names.entities.size(); ++e) named_.push_back(has_name(names, e));
  }

  std::vector<NounPhrase> run() {
    for (uint32_t i = 0; i < phrases_.size(); ++i) {
      NounPhrase& p = phrases_[i];
      const uint32_t foreseen = p.chain;
      p.chain = chain_for(i);
      if (foreseen != kNone) p.chain = join(p.chain, foreseen);
      note(p);
      at_head_[p.head] = i;
    }
    for (uint32_t i = 0; i < phrases_.size(); ++i) name_ahead(i);
    number();
    return std::move(phrases_);
  }

 private:
  [[nodiscard]] std::string word(uint32_t token) const { return fold(t_.word(token)); }

  uint32_t fresh() {
    up_.push_back(static_cast<uint32_t>(up_.size()));
    state_.emplace_back();
    return up_.back();
  }
  uint32_t lead(uint32_t c) {
    while (up_[c] != c) c = up_[c] = up_[up_[c]];
    return c;
  }
  uint32_t join(uint32_t a, uint32_t b) {
    a = lead(a);
    b = lead(b);
    if (a == b) return a;
    const uint32_t first = std::min(a, b), second = std::max(a, b);
    up_[second] = first;
    ChainState& s = state_[first];
    s.mentions += state_[second].mentions;
    s.last_sentence = std::max(s.last_sentence, state_[second].last_sentence);
    s.named = s.named || state_[second].named;
    s.topic = s.topic || state_[second].topic;
    if (s.gender == 0) s.gender = state_[second].gender;
    if (s.led_sentence == kNone || (state_[second].led_sentence != kNone && state_[second].led_sentence > s.led_sentence))
      s.led_sentence = state_[second].led_sentence;
    return first;
  }

  void note(const NounPhrase& p) {
    ChainState& s = state_[lead(p.chain)];
    ++s.mentions;
    s.last_sentence = p.sentence;
    if (s.gender == 0) s.gender = p.gender;
    if (p.form == PhraseForm::name || (p.entity != kNone && named_[p.entity])) s.named = true;
    if (!topic_ && p.sort == Sort::person && p.form == PhraseForm::name) s.topic = topic_ = true;
    if (leads_sentence(p)) s.led_sentence = p.sentence;
  }

  /// Subject of the sentence's main verb.
  [[nodiscard]] bool leads_sentence(const NounPhrase& p) const {
    return is_subject(p) && s_.head[p.head] >= 0 && s_.dep[static_cast<uint32_t>(s_.head[p.head])] == Dep::root;
  }

  uint32_t chain_for(uint32_t i) {
    const NounPhrase& p = phrases_[i];
    uint32_t chain = kNone;
    if (p.entity != kNone && p.form != PhraseForm::pronoun) {
      uint32_t& of = by_entity_[p.entity];
      if (of == kNone) of = fresh();
      chain = lead(of);
    } else if (p.form == PhraseForm::pronoun) {
      chain = pronoun_chain(i);
    } else if (s_.upos[p.head] != Upos::PRON) {
      chain = chain_by_words(i);
    }
    const uint32_t beside = apposed_to(p);
    if (beside != kNone)
      chain = chain == kNone                            ? phrases_[beside].chain
              : may_join(chain, phrases_[beside].chain) ? join(chain, phrases_[beside].chain)
                                                        : chain;
    return chain == kNone ? fresh() : lead(chain);
  }

  /// Two actors that Names keeps apart stay apart.
  bool may_join(uint32_t a, uint32_t b) { return lead(a) == lead(b) || !state_[lead(a)].named || !state_[lead(b)].named; }

  /// "Marta Lindqvist, the minister": the phrase this one stands beside.
  [[nodiscard]] uint32_t apposed_to(const NounPhrase& p) const {
    if (s_.dep[p.head] != Dep::appos || s_.head[p.head] < 0) return kNone;
    const auto at = at_head_.find(static_cast<uint32_t>(s_.head[p.head]));
    return at == at_head_.end() ? kNone : at->second;
  }

  /// Content words of a phrase in front of its head and after "of", determiners left out.
  [[nodiscard]] std::set<std::string> modifiers(const NounPhrase& p) const {
    std::set<std::string> out;
    for (uint32_t t = p.begin; t < std::min(p.end, p.head + 8); ++t) {
      if (t == p.head) continue;
      const Upos u = s_.upos[t];
      if (t > p.head && (s_.dep[t] == Dep::acl || s_.dep[t] == Dep::acl_relcl || u == Upos::PUNCT)) break;
      if (u == Upos::ADJ || u == Upos::NOUN || u == Upos::PROPN || u == Upos::NUM || u == Upos::VERB) out.insert(word(t));
    }
    return out;
  }

  [[nodiscard]] std::string head_key(const NounPhrase& p) const { return fold(s_.lemma(p.head)); }

  [[nodiscard]] std::string string_key(const NounPhrase& p) const {
    std::string key;
    for (uint32_t t = p.begin; t < p.end; ++t) {
      const std::string w = word(t);
      if (s_.upos[t] == Upos::DET || w == "'s" || w == "'" || s_.upos[t] == Upos::PUNCT) continue;
      key += w + " ";
    }
    return key;
  }

  [[nodiscard]] uint32_t possessor(const NounPhrase& p) {
    for (uint32_t t = p.begin; t < p.head; ++t) {
      if (s_.dep[t] != Dep::nmod_poss || s_.head[t] != static_cast<int32_t>(p.head)) continue;
      const auto at = at_head_.find(t);
      return at == at_head_.end() ? kNone : lead(phrases_[at->second].chain);
    }
    return kNone;
  }

  /// "the deal" after "a ceasefire deal"; the same name; the same words.
  uint32_t chain_by_words(uint32_t i) {
    const NounPhrase& p = phrases_[i];
    const std::string key = string_key(p);
    uint32_t found = kNone;
    std::vector<uint32_t>& same_head = by_head_[head_key(p)];
    if (p.form != PhraseForm::indefinite) {
      const std::set<std::string> mine = modifiers(p);
      for (size_t k = same_head.size(); k-- > 0 && same_head.size() - k <= 12 && found == kNone;) {
        const NounPhrase& other = phrases_[same_head[k]];
        if (other.head == p.head || (other.begin <= p.head && p.head < other.end)) continue;
        if (matches(p, key, mine, other)) found = same_head[k];
      }
    }
    same_head.push_back(i);
    return found == kNone ? kNone : lead(phrases_[found].chain);
  }

  bool matches(const NounPhrase& p, const std::string& key, const std::set<std::string>& mine, const NounPhrase& other) {
    if (p.number != other.number) return false;
    const bool same_words = string_key(other) == key;
    if (p.form == PhraseForm::name || p.form == PhraseForm::bare) return same_words && other.form != PhraseForm::indefinite;
    if (p.form == PhraseForm::possessed) {
      const uint32_t owner = possessor(p);
      if (other.form != PhraseForm::possessed || owner == kNone || owner != possessor_before(other))
        return same_words && owner == kNone;
    }
    if (same_words) return true;
    const std::set<std::string> theirs = modifiers(other);
    return std::includes(theirs.begin(), theirs.end(), mine.begin(), mine.end());
  }

  uint32_t possessor_before(const NounPhrase& p) { return possessor(p); }

  uint32_t pronoun_chain(uint32_t i) {
    const NounPhrase& p = phrases_[i];
    const std::string w = word(p.head);
    if (w == "i" || w == "me" || w == "my" || w == "mine" || w == "myself") return first_person(i, 0);
    if (w == "we" || w == "us" || w == "our" || w == "ours" || w == "ourselves") return first_person(i, 1);
    if (w == "you" || w == "your" || w == "yours") return first_person(i, 2);
    return best_antecedent(i);
  }

  /// "I" of one quotation is its speaker; the same person's next quotation goes on.
  uint32_t first_person(uint32_t i, size_t which) {
    const NounPhrase& p = phrases_[i];
    uint32_t& last = last_first_[which];
    uint32_t chain = kNone;
    const uint32_t quote = quote_[p.head];
    if (last != kNone && (quote_[phrases_[last].head] == quote && (quote != 0 || p.sentence - phrases_[last].sentence <= 3)))
      chain = lead(phrases_[last].chain);
    if (chain == kNone && which == 0 && quote != 0) chain = speaker(p);
    if (chain == kNone && last != kNone && p.sentence - phrases_[last].sentence <= 2) chain = lead(phrases_[last].chain);
    last = i;
    return chain;
  }

  /// Subject of the verb of speech that stands outside the quotation in this sentence.
  uint32_t speaker(const NounPhrase& p) {
    for (uint32_t j = static_cast<uint32_t>(&p - phrases_.data()); j-- > 0 && phrases_[j].sentence == p.sentence;) {
      const NounPhrase& c = phrases_[j];
      if (quote_[c.head] == 0 && c.sort == Sort::person && speaks(c)) return lead(c.chain);
    }
    return kNone;
  }

  [[nodiscard]] bool speaks(const NounPhrase& c) const {
    if (s_.dep[c.head] != Dep::nsubj || s_.head[c.head] < 0) return false;
    return o_.verb(fold(t_.word(static_cast<uint32_t>(s_.head[c.head])))) != nullptr;
  }

  /// One pronoun weighed against everything it may stand for.
  struct Choice {
    uint32_t chain = kNone;  ///< of the best phrase before the pronoun
    uint32_t later = kNone;  ///< the phrase behind it that beats that
  };

  uint32_t best_antecedent(uint32_t i) {
    if (cases_ != nullptr && phrases_[i].gender != 0) weigh_all(i, true);
    const Choice choice = weigh_all(i, false);
    if (choice.later != kNone) return foresee(choice.later);
    return choice.chain == kNone && phrases_[i].gender != 0 ? ahead(i) : choice.chain;
  }

  Choice weigh_all(uint32_t i, bool blind) {
    const PronounView view{t_, s_, phrases_, quote_, blind};
    const NounPhrase& p = phrases_[i];
    PronounCase record;
    record.pronoun = i;
    record.blind = blind;
    const std::vector<uint16_t> none = none_features(view, i);
    record.candidates.emplace_back(kNone, none);
    // Probability goes to chains: a thing spoken of twice gathers what both of its phrases get.
    // "he" and "she" nearly always stand for somebody of the page; "it" and "they" often for nothing.
    double best = p.gender != 0 ? 0 : std::exp(weigh(none));
    std::map<uint32_t, double> shares;
    Choice choice;
    Rank rank;
    bool here = false;  // something in the pronoun's own sentence
    const uint32_t first = i > kPronounPhrases ? i - kPronounPhrases : 0;
    for (uint32_t j = i; j-- > first && phrases_[j].sentence + kPronounSentences > p.sentence;) {
      const uint32_t chain = lead(phrases_[j].chain);
      const auto seen = shares.find(chain);
      rank.chains = static_cast<uint32_t>(seen == shares.end() ? shares.size() : order_[chain]);
      std::vector<uint16_t> features = pronoun_features(view, i, j, chain == kNone ? ChainState{} : state_[chain], rank);
      if (features.empty()) continue;
      if (seen == shares.end()) order_[chain] = static_cast<uint32_t>(shares.size());
      ++rank.phrases;
      here = here || phrases_[j].sentence == p.sentence;
      const double share = shares[chain] += std::exp(weigh(features));
      if (share > best) {
        best = share;
        choice.chain = chain;
      }
      if (cases_ != nullptr) record.candidates.emplace_back(j, std::move(features));
    }
    best = std::max(best, std::exp(weigh(none)));  // nobody of the page so far: more likely than any name to come
    choice.later = weigh_ahead(view, i, shares, best, {here ? 1U : 0U, 0}, record);
    if (cases_ != nullptr) cases_->push_back(std::move(record));
    return choice;
  }

  /// "After her party lost, Lindqvist said ...": names that follow the pronoun in its sentence. The phrase that beats what stands
  /// before, or kNone.
  uint32_t weigh_ahead(const PronounView& view, uint32_t i, std::map<uint32_t, double>& shares, double best, Rank rank,
                       PronounCase& record) {
    const NounPhrase& p = phrases_[i];
    uint32_t found = kNone;
    const auto last = static_cast<uint32_t>(std::min<size_t>(phrases_.size(), i + kPronounPhrases));
    for (uint32_t j = i + 1; j < last && phrases_[j].sentence == p.sentence; ++j) {
      const NounPhrase& c = phrases_[j];
      if (c.form == PhraseForm::pronoun || c.form == PhraseForm::indefinite || c.begin <= p.head) continue;
      if (c.form != PhraseForm::name && !is_subject(c)) continue;
      const uint32_t chain = c.entity != kNone && by_entity_[c.entity] != kNone ? lead(by_entity_[c.entity]) : kNone;
      std::vector<uint16_t> features = pronoun_features(view, i, j, chain == kNone ? ChainState{} : state_[chain], rank);
      if (features.empty()) continue;
      ++rank.chains;
      const double share = (chain == kNone ? 0 : shares[chain]) + std::exp(weigh(features));
      if (share > best) {
        best = share;
        found = j;
      }
      if (cases_ != nullptr) record.candidates.emplace_back(j, std::move(features));
    }
    return found;
  }

  /// Chain of a phrase that the reading has not come to yet.
  uint32_t foresee(uint32_t j) {
    NounPhrase& c = phrases_[j];
    if (c.entity != kNone) {
      uint32_t& of = by_entity_[c.entity];
      if (of == kNone) of = fresh();
      return lead(of);
    }
    if (c.chain == kNone) c.chain = fresh();
    return lead(c.chain);
  }

  /// "When she left, Lindqvist said ...": the first person named after a pronoun that nothing stands before, in its sentence.
  uint32_t ahead(uint32_t i) {
    const NounPhrase& p = phrases_[i];
    for (uint32_t j = i + 1; j < phrases_.size() && phrases_[j].sentence == p.sentence; ++j) {
      NounPhrase& c = phrases_[j];
      if (c.form != PhraseForm::name || c.sort != Sort::person || (c.gender != 0 && c.gender != p.gender)) continue;
      if (c.entity == kNone) continue;
      uint32_t& of = by_entity_[c.entity];
      if (of == kNone) of = fresh();
      return lead(of);
    }
    return kNone;
  }

  /// A page that opens with "he" names him soon: the first fitting subject after a chain of pronouns without a name.
  void name_ahead(uint32_t i) {
    const NounPhrase& p = phrases_[i];
    if (p.form != PhraseForm::pronoun || p.gender == 0 || state_[lead(p.chain)].named) return;
    for (uint32_t j = i + 1; j < phrases_.size() && phrases_[j].sentence < p.sentence + kPronounSentences; ++j) {
      const NounPhrase& c = phrases_[j];
      const ChainState& other = state_[lead(c.chain)];
      const char gender = c.gender != 0 ? c.gender : other.gender;
      const bool person = c.sort == Sort::person || (c.sort == Sort::unknown && (c.entity == kNone || c.doubtful));
      if (c.form != PhraseForm::name || !person || !is_subject(c)) continue;
      if (gender != 0 ? gender != p.gender : c.lean != 0 && c.lean != p.gender && c.sort != Sort::person) continue;
      join(p.chain, c.chain);
      return;
    }
  }

  [[nodiscard]] bool is_subject(const NounPhrase& c) const {
    return s_.dep[c.head] == Dep::nsubj || s_.dep[c.head] == Dep::nsubj_pass;
  }

  [[nodiscard]] double weigh(const std::vector<uint16_t>& features) const {
    double sum = 0;
    for (const uint16_t f : features) sum += weights_[f];
    return sum;
  }

  void number() {
    std::map<uint32_t, uint32_t> numbers;
    for (NounPhrase& p : phrases_) p.chain = numbers.emplace(lead(p.chain), static_cast<uint32_t>(numbers.size())).first->second;
  }

  const Text& t_;
  const Syntax& s_;
  const Ontology& o_;
  std::vector<NounPhrase> phrases_;
  std::vector<uint32_t> quote_;
  Weights weights_;
  std::vector<PronounCase>* cases_;
  std::vector<bool> named_;
  std::vector<uint32_t> by_entity_, up_;
  std::vector<ChainState> state_;
  std::map<uint32_t, uint32_t> at_head_;
  std::map<std::string, std::vector<uint32_t>> by_head_;
  std::map<uint32_t, uint32_t> order_;  ///< of the chains that a pronoun met
  std::array<uint32_t, 3> last_first_ = {kNone, kNone, kNone};
  bool topic_ = false;
};

}  // namespace

std::vector<NounPhrase> chains(const Text& text, const Syntax& syntax, const Names& names, const Ontology& ontology,
                               std::vector<PronounCase>* cases) {
  return Chainer(text, syntax, names, ontology, cases).run();
}

namespace {

void sort(Names& names) {
  std::stable_sort(names.mentions.begin(), names.mentions.end(), [](const Mention& a, const Mention& b) {
    return a.at.begin != b.at.begin ? a.at.begin < b.at.begin : a.at.end > b.at.end;
  });
}

/// "Kowalczyk was late. She had waited": a name that no tagger knew and that "she" stands for is a person.
void add_people(const Text& text, const std::vector<NounPhrase>& phrases, std::map<uint32_t, uint32_t>& entity_of_chain,
                Names& names) {
  std::map<uint32_t, char> gendered;
  for (const NounPhrase& p : phrases) {
    if (p.form == PhraseForm::pronoun && p.gender != 0 && !entity_of_chain.contains(p.chain)) gendered.emplace(p.chain, p.gender);
  }
  bool added = false;
  for (const NounPhrase& p : phrases) {
    const auto chain = gendered.find(p.chain);
    if (chain == gendered.end() || p.form != PhraseForm::name || p.mention != kNone) continue;
    uint32_t first = p.head, last = p.head + 1;  // the capitals around the head
    while (first > p.begin && is_upper_letter(decode(text.word(first - 1), 0).value)) --first;
    while (last < p.end && is_upper_letter(decode(text.word(last), 0).value)) ++last;
    const auto [entity, fresh] = entity_of_chain.emplace(p.chain, static_cast<uint32_t>(names.entities.size()));
    if (fresh) {
      Entity person;
      person.name = std::string(text.of(text.span_of_tokens(first, last)));
      person.type = EntityType::person;
      person.gender = chain->second;
      person.confidence = 0.6F;
      names.entities.push_back(std::move(person));
    }
    const Span at = text.span_of_tokens(first, last);
    names.mentions.push_back(
        {at, at, first, last, p.head, p.sentence, entity->second, MentionKind::name, 0.6F, "a pronoun stands for it"});
    added = true;
  }
  if (added) sort(names);
}

/// "her party" is a description; the "her" in it is a mention too.
void add_pronouns(const Text& text, const std::vector<NounPhrase>& phrases, const std::map<uint32_t, uint32_t>& entity_of_pronoun,
                  Names& names) {
  std::set<uint32_t> known;
  for (const Mention& m : names.mentions) {
    if (m.kind == MentionKind::pronoun) known.insert(m.head);
  }
  bool added = false;
  for (const NounPhrase& p : phrases) {
    const auto entity = entity_of_pronoun.find(p.head);
    if (p.form != PhraseForm::pronoun || p.gender == 0 || known.contains(p.head) || entity == entity_of_pronoun.end()) continue;
    const Span at = text.span_of_tokens(p.head, p.head + 1);
    names.mentions.push_back({at, at, p.head, p.head + 1, p.head, p.sentence, entity->second, MentionKind::pronoun, 0.6F, {}});
    added = true;
  }
  if (added) sort(names);
}

}  // namespace

void tie_pronouns(const Text& text, const Syntax& syntax, const Ontology& ontology, Names& names) {
  const std::vector<NounPhrase> phrases = chains(text, syntax, names, ontology);
  if (phrases.empty()) return;
  std::map<uint32_t, uint32_t> entity_of_chain, entity_of_pronoun;
  for (const bool named : {true, false}) {  // "the agency, KCNA": the one with a name is who is meant
    for (const NounPhrase& p : phrases) {
      if (p.entity == kNone || p.form == PhraseForm::pronoun) continue;
      if (!named || has_name(names, p.entity)) entity_of_chain.emplace(p.chain, p.entity);
    }
  }
  add_people(text, phrases, entity_of_chain, names);
  for (const NounPhrase& p : phrases) {
    if (p.form != PhraseForm::pronoun) continue;
    const auto entity = entity_of_chain.find(p.chain);
    if (entity == entity_of_chain.end()) continue;
    entity_of_pronoun[p.head] = entity->second;
    Entity& e = names.entities[entity->second];
    // Whoever is called "she" is a person, whatever the tagger took the name for.
    if (p.gender != 0 && e.kb_id.empty() && e.type != EntityType::person) e.type = EntityType::person;
    if (p.gender != 0 && e.gender == 0 && e.type == EntityType::person) e.gender = p.gender;
  }
  add_pronouns(text, phrases, entity_of_pronoun, names);
  for (Entity& entity : names.entities) entity.mentions.clear();
  for (uint32_t m = 0; m < names.mentions.size(); ++m) {
    Mention& mention = names.mentions[m];
    if (mention.kind == MentionKind::pronoun) {
      const auto entity = entity_of_pronoun.find(mention.head);
      mention.entity = entity == entity_of_pronoun.end() ? kNone : entity->second;
      mention.why = mention.entity == kNone ? std::string_view() : "weighed against the phrases before it";
    }
    if (mention.entity != kNone) names.entities[mention.entity].mentions.push_back(m);
  }
}

}  // namespace dateline::names
