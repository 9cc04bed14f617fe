#include "dateline/names/lexicon.h"

#include <algorithm>
#include <memory>

#include "dateline/base/chars.h"

namespace dateline::names {

namespace {

bool all_capitals(std::string_view word) {
  bool letter = false;
  for (size_t at = 0; at < word.size();) {
    const CodePoint c = decode(word, at);
    if (is_letter(c.value)) {
      letter = true;
      if (!is_upper_letter(c.value)) return false;
    }
    at += c.length;
  }
  return letter;
}

bool starts_capital(std::string_view word) { return !word.empty() && is_upper_letter(decode(word, 0).value); }

char shape_of(std::string_view word) {
  if (word.size() <= 6 && word.size() > 1 && all_capitals(word)) return 'A';
  return starts_capital(word) ? 'a' : ' ';
}

bool shape_fits(char wanted, std::string_view word) {
  if (wanted == 'A') return all_capitals(word);
  return wanted == ' ' || starts_capital(word);
}

}  // namespace

Lexicon::Lexicon(const Ontology& ontology) {
  for (uint32_t i = 0; i < ontology.actors.size(); ++i) {
    const KbActor& actor = ontology.actors[i];
    add(actor.name, PhraseKind::name, i, kNone, false);
    for (const std::string& variant : actor.variants) add(variant, PhraseKind::name, i, kNone, false);
    for (const std::string& word : actor.adjectives) add(word, PhraseKind::adjective, i, kNone, false);
    for (const std::string& word : actor.demonyms) add(word, PhraseKind::adjective, i, kNone, false);
  }
  for (uint32_t i = 0; i < ontology.metonyms.size(); ++i) {
    const KbActor* state = ontology.actor(ontology.metonyms[i].stands_for);
    if (state == nullptr) continue;
    add(ontology.metonyms[i].text, PhraseKind::metonym, static_cast<uint32_t>(state - ontology.actors.data()), i, false);
  }
  for (const KbTitle& title : ontology.titles) {
    honorifics_[fold(title.text)] = title;
    for (const text::RawToken& token : text::split(title.text)) title_words_[fold(slice(title.text, token.at))] = 1;
  }
  for (const KbOffice& office : ontology.offices) {
    for (const std::string& title : office.titles) {
      for (const text::RawToken& token : text::split(title)) title_words_[fold(slice(title, token.at))] = 1;
    }
  }
  for (const char* small : {"the", "a",  "an",  "'s", ",",    "and",  "/",  "(",   ")",   "of", "to",  "for", "with",
                            "in",  "on", "at",  "by", "from", "that", "or", "&",   "-",   ".",  "his", "her", "s",
                            "'",   "as", "who", "is", "not",  "all",  "no", "one", "two", "us", "uk",  "un"}) {
    title_words_.erase(small);
  }
  const auto table = ontology.tables.find("names/roles.tsv");
  if (table == ontology.tables.end()) return;
  const uint32_t noun = table->second.column("noun"), plural = table->second.column("plural"),
                 type = table->second.column("type"), gender = table->second.column("gender"),
                 acts = table->second.column("acts");
  if (noun == kNone || plural == kNone || type == kNone || gender == kNone || acts == kNone) return;
  for (const KbRow& row : table->second.rows) {
    const char g = row.cells[gender].empty() ? '\0' : row.cells[gender][0];
    const bool always_plural = row.cells[plural] == row.cells[noun];
    const bool acting = row.cells[acts] == "yes";
    roles_[row.cells[plural]] = {row.cells[type], g, true, acting, row.cells[noun]};
    roles_[row.cells[noun]] = {row.cells[type], g, always_plural, acting, row.cells[noun]};
  }
}

void Lexicon::add(std::string_view surface, PhraseKind kind, uint32_t actor, uint32_t metonym, bool) {
  if (surface.substr(0, 4) == "the " || surface.substr(0, 4) == "The ") surface.remove_prefix(4);
  Phrase phrase;
  for (const text::RawToken& token : text::split(surface)) {
    const std::string_view word = slice(surface, token.at);
    phrase.words.push_back(fold(word));
    phrase.capitals.push_back(shape_of(word));
  }
  if (phrase.words.empty() || phrase.words.size() > 12) return;
  // A name without any capital letter would match common words.
  if (std::all_of(phrase.capitals.begin(), phrase.capitals.end(), [](char c) { return c == ' '; }) && is_alpha(surface.front()))
    return;
  // "17 November" is a day before it is a group.
  if (is_digit(phrase.words.front().front())) return;
  phrase.kind = kind;
  phrase.actor = actor;
  phrase.metonym = metonym;
  by_first_[phrase.words.front()].push_back(static_cast<uint32_t>(phrases_.size()));
  phrases_.push_back(std::move(phrase));
}

const Lexicon& Lexicon::of(const Ontology& ontology) {
  std::call_once(ontology.phrases_once, [&] { ontology.phrases = std::make_shared<const Lexicon>(ontology); });
  return *static_cast<const Lexicon*>(ontology.phrases.get());
}

Lexicon::Match Lexicon::match(const Text& text, const std::vector<std::string>& folded, uint32_t token, uint32_t end) const {
  Match best;
  const auto bucket = by_first_.find(folded[token]);
  if (bucket == by_first_.end()) return best;
  for (const uint32_t index : bucket->second) {
    const Phrase& phrase = phrases_[index];
    const auto length = static_cast<uint32_t>(phrase.words.size());
    if (length < best.length || token + length > end) continue;
    bool fits = true;
    for (uint32_t i = 0; i < length && fits; ++i) {
      fits = folded[token + i] == phrase.words[i] && shape_fits(phrase.capitals[i], text.word(token + i));
    }
    if (!fits) continue;
    if (length > best.length) best.phrases.clear();
    best.length = length;
    best.phrases.push_back(&phrase);
  }
  return best;
}

const RoleNoun* Lexicon::role(std::string_view folded) const {
  const auto found = roles_.find(std::string(folded));
  return found == roles_.end() ? nullptr : &found->second;
}

bool Lexicon::is_title_word(std::string_view folded) const { return title_words_.contains(std::string(folded)); }

const KbTitle* Lexicon::honorific(std::string_view folded) const {
  const auto found = honorifics_.find(std::string(folded));
  return found == honorifics_.end() ? nullptr : &found->second;
}

}  // namespace dateline::names
