// Questions about tokens that the rules ask; see scene.h. "Gaza’s Health Ministry said": the phrase that ends before "said".
#include "dateline/speech/scene.h"

#include <algorithm>
#include <array>

#include "dateline/base/chars.h"

namespace dateline::speech {
namespace {

bool same_word(std::string_view word, std::string_view lower) {
  if (word.size() != lower.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if (to_lower(word[i]) != lower[i]) return false;
  }
  return true;
}

template <size_t N>
bool among(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return same_word(word, w); });
}

constexpr std::array<std::string_view, 34> kTimeWords = {
    "monday",    "tuesday", "wednesday", "thursday", "friday",  "saturday", "sunday",    "january",  "february",
    "march",     "april",   "may",       "june",     "july",    "august",   "september", "october",  "november",
    "december",  "today",   "yesterday", "tomorrow", "tonight", "earlier",  "later",     "recently", "morning",
    "afternoon", "evening", "night",     "week",     "month",   "year",     "weekend"};

/// Part of speech from the form alone, for pages read without a model.
Upos guess(std::string_view word, bool first, const Ontology& ontology) {
  static constexpr std::array<std::string_view, 10> kDet = {"the",   "a",     "an", "this", "that",
                                                            "these", "those", "no", "all",  "some"};
  static constexpr std::array<std::string_view, 14> kAdp = {"of",   "in", "on",     "at",    "by",     "for",     "from",
                                                            "with", "to", "during", "after", "before", "against", "about"};
  static constexpr std::array<std::string_view, 8> kPron = {"he", "she", "it", "they", "we", "i", "you", "who"};
  static constexpr std::array<std::string_view, 17> kAux = {"is",    "are",  "was",   "were",   "be",    "been",
                                                            "has",   "have", "had",   "will",   "would", "can",
                                                            "could", "may",  "might", "should", "must"};
  if (word.empty() || (!is_alnum(word[0]) && static_cast<unsigned char>(word[0]) < 0x80)) return Upos::PUNCT;
  if (among(word, kDet)) return Upos::DET;
  if (among(word, kAdp)) return Upos::ADP;
  if (among(word, kPron)) return Upos::PRON;
  if (among(word, kAux)) return Upos::AUX;
  if (same_word(word, "and") || same_word(word, "but") || same_word(word, "or")) return Upos::CCONJ;
  if (is_digit(word[0])) return Upos::NUM;
  if (is_upper(word[0]) && !first) return Upos::PROPN;
  if (ontology.verb(word) != nullptr) return Upos::VERB;
  if (word.size() > 3 && word.ends_with("ly")) return Upos::ADV;
  return is_upper(word[0]) ? Upos::PROPN : Upos::NOUN;
}

}  // namespace

Scene::Scene(const Text& text_layer, const Syntax& syntax_layer, const Names& names_layer, const Times& times_layer,
             const Ontology& tables)
    : text(text_layer),
      syntax(syntax_layer),
      names(names_layer),
      times(times_layer),
      ontology(tables),
      has_tree(syntax.head.size() == text.tokens.size() && syntax.dep.size() == text.tokens.size()),
      children(syntax),
      quotations(find_quotations(text)) {
  tag();
  map_quotations();
  map_last_names();
  read_policies();
  for (uint32_t i = 0; i < ontology.speech_nouns.size(); ++i) nouns_.emplace(ontology.speech_nouns[i].lemma, i);
}

const KbVerb* Scene::speech_noun(uint32_t token) const {
  const std::string word = lower_ascii(text.word(token));
  auto found = nouns_.find(word);
  if (found == nouns_.end() && word.size() > 3 && word.ends_with('s'))
    found = nouns_.find(std::string_view(word).substr(0, word.size() - 1));
  return found == nouns_.end() ? nullptr : &ontology.speech_nouns[found->second];
}

void Scene::map_quotations() {
  quotation_of.assign(text.tokens.size(), kNone);
  uint32_t q = 0;
  for (uint32_t t = 0; t < text.tokens.size(); ++t) {
    while (q < quotations.size() && quotations[q].inner.end <= text.tokens[t].at.begin) ++q;
    if (q < quotations.size() && quotations[q].inner.begin <= text.tokens[t].at.begin) quotation_of[t] = q;
  }
}

void Scene::map_last_names() {
  in_name.assign(text.tokens.size(), false);
  for (const Mention& m : names.mentions) {
    if (m.kind == MentionKind::description || m.kind == MentionKind::pronoun) continue;
    for (uint32_t t = m.token_begin; t < m.token_end && t < in_name.size(); ++t) in_name[t] = true;
  }
  for (uint32_t e = 0; e < names.entities.size(); ++e) {
    const std::string& name = names.entities[e].name;
    if (names.entities[e].type == EntityType::organisation || names.entities[e].type == EntityType::body) {
      const size_t of = name.find(" of ");
      if (of == std::string::npos || name.find(' ') != of) continue;
      const auto [at, fresh] = first_words.emplace(name.substr(0, of), e);
      if (!fresh) at->second = kNone;
    }
    if (names.entities[e].type != EntityType::person) continue;
    const size_t space = name.rfind(' ');
    const auto [at, fresh] = last_names.emplace(space == std::string::npos ? name : name.substr(space + 1), e);
    if (!fresh) at->second = kNone;
  }
}

void Scene::read_policies() {
  const auto found = ontology.tables.find("speech/objects.tsv");
  if (found == ontology.tables.end()) return;
  const KbTable& table = found->second;
  const uint32_t lemma = table.column("lemma"), object = table.column("object"), infinitive = table.column("infinitive");
  const uint32_t clause = table.column("clause"), participle = table.column("participle");
  for (const uint32_t column : {lemma, object, infinitive, clause, participle}) {
    if (column == kNone) return;
  }
  for (const KbRow& row : table.rows) {
    CuePolicy policy;
    const std::string& use = row.cells[object];
    policy.object = use == "speech"   ? ObjectUse::speech
                    : use == "stance" ? ObjectUse::stance
                    : use == "quoted" ? ObjectUse::quoted
                                      : ObjectUse::never;
    policy.infinitive = row.cells[infinitive] == "self";
    policy.person_infinitive = row.cells[infinitive] == "person";
    policy.needs_that = row.cells[clause] == "that";
    policy.participle = row.cells[participle] != "no";
    policy.participle_object = row.cells[participle] == "yes";
    policies_[row.cells[lemma]] = policy;
  }
}

const CuePolicy& Scene::policy(std::string_view lemma) const {
  static const CuePolicy kPlain;
  const auto found = policies_.find(std::string(lemma));
  return found == policies_.end() ? kPlain : found->second;
}

void Scene::tag() {
  if (syntax.upos.size() == text.tokens.size()) {
    tags = syntax.upos;
    return;
  }
  tags.reserve(text.tokens.size());
  for (const Sentence& sentence : text.sentences) {
    for (uint32_t t = sentence.token_begin; t < sentence.token_end; ++t)
      tags.push_back(guess(text.word(t), t == sentence.token_begin, ontology));
  }
}

bool Scene::is(uint32_t token, std::string_view word) const { return same_word(text.word(token), word); }

bool Scene::is_any(uint32_t token, std::initializer_list<std::string_view> words) const {
  return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return is(token, w); });
}

bool Scene::is_present_participle(uint32_t token) const {
  const std::string_view word = text.word(token);
  return word.size() > 4 && word.ends_with("ing");
}

bool Scene::is_finite(uint32_t token) const {
  const Upos tag = pos(token);
  if (tag != Upos::VERB && tag != Upos::AUX) return false;
  if (is_present_participle(token)) return false;
  if (syntax.feats.size() != text.tokens.size()) return true;
  return (syntax.feats[token] & (feat::participle | feat::infinitive | feat::gerund)) == 0;
}

bool Scene::is_punct(uint32_t token) const {
  const CodePoint c = decode(text.word(token), 0);
  return !is_letter(c.value) && !(c.value >= U'0' && c.value <= U'9') && c.value != U'$' && c.value != U'%' && c.value != U'£' &&
         c.value != U'€' && c.value != U'’' && c.value != U'\'';
}

bool Scene::is_quote_mark(uint32_t token) const {
  const std::string_view word = text.word(token);
  const CodePoint c = decode(word, 0);
  if (c.length != word.size()) return word == "''" || word == "``";
  return c.value == U'"' || is_opening_quote(c.value) || (is_closing_quote(c.value) && c.value != U'’');
}

bool Scene::is_dash_token(uint32_t token) const {
  const CodePoint c = decode(text.word(token), 0);
  return is_dash(c.value) && c.length == text.word(token).size();
}

bool Scene::is_time_word(uint32_t token) const { return among(text.word(token), kTimeWords); }

namespace {
bool in_noun_phrase(const Scene& scene, uint32_t token) {
  if (scene.in_name[token] && !scene.is_any(token, {"of", "for", "and", "in", "at", "on"})) return true;
  switch (scene.pos(token)) {
    case Upos::DET:
    case Upos::ADJ:
    case Upos::NOUN:
    case Upos::PROPN:
    case Upos::NUM:
    case Upos::SYM:
      return true;
    case Upos::PART:
      return scene.is_any(token, {"'s", "’s", "'", "’"});
    default:
      return scene.is_any(token, {"his", "her", "its", "their", "our", "my", "your", "-", "&"});
  }
}
}  // namespace

uint32_t Scene::phrase_end(uint32_t token, uint32_t limit) const {
  uint32_t t = token;
  if (t < limit && pos(t) == Upos::PRON && !in_noun_phrase(*this, t)) return t + 1;
  bool noun = false;
  while (t < limit) {
    if (in_noun_phrase(*this, t)) {
      if (noun && pos(t) == Upos::DET) break;
      noun = pos(t) == Upos::NOUN || pos(t) == Upos::PROPN;
      ++t;
      continue;
    }
    if (noun && is(t, "of") && t + 1 < limit) {
      noun = false;
      ++t;
      continue;
    }
    break;
  }
  return t;
}

uint32_t Scene::phrase_begin(uint32_t end, uint32_t limit) const {
  uint32_t t = end;
  if (t > limit && pos(t - 1) == Upos::PRON && !in_noun_phrase(*this, t - 1)) return t - 1;
  while (t > limit) {
    const uint32_t before = t - 1;
    if (in_noun_phrase(*this, before)) {
      --t;
      continue;
    }
    const bool linked = is_any(before, {"of", "for", "at", "from", "in", "to"}) && t < end && before > limit &&
                        in_noun_phrase(*this, before - 1) && !is_time_word(before - 1);
    if (linked) {
      --t;
      continue;
    }
    break;
  }
  while (t < end && is_any(t, {"-", "&", "’s", "'s", "’", "'"})) ++t;
  return t;
}

uint32_t Scene::child(uint32_t token, Dep relation, bool left) const {
  if (!has_tree) return kNone;
  uint32_t best = kNone;
  for (const uint32_t c : children.of(token)) {
    if (syntax.dep[c] != relation || (c < token) != left) continue;
    if (best == kNone || left) best = c;  // nearest on the left, first on the right
  }
  return best;
}

}  // namespace dateline::speech
