// Whether two names may be one actor: what the tables know first, then how people and bodies are called.
//
// same_actor("Jim Himes", "James A. Himes") is 0.93 (a short form, a middle initial); ("Kingdom of Norway", "Norway") is 1 (the
// tables); ("Democratic Front (DF)", "DF") is 0.9 (an acronym). Nothing here looks at a page; look-alike letters stay apart.
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "dateline/base/chars.h"
#include "dateline/base/similarity.h"
#include "dateline/names/lexicon.h"
#include "dateline/names/names.h"
#include "dateline/names/words.h"

namespace dateline::names {

namespace {

using namespace std::string_view_literals;
using Words = std::vector<std::string>;

bool in(std::string_view word, const auto& list) { return std::find(list.begin(), list.end(), word) != list.end(); }

constexpr std::string_view kSuffixes = "jr jr. sr sr. ii iii iv jnr";
constexpr std::string_view kSmall = "of the and for in de du la le a an on to del des & s og und et y";
/// Words that say what sort of state, not which.
constexpr std::string_view kStateWords =
    "republic kingdom state states federation commonwealth islamic union sultanate principality grand duchy federal "
    "socialist people's plurinational bolivarian hashemite arab co-operative oriental government group independent "
    "territory islands island is. republik republika republica republique repubblica respublika republiek republiken "
    "kongeriket konungariket koninkrijk kongeriget jamhuri jamhuriyadda federaalka dawlat tasavalta estado reino "
    "repubulika repoblikan'i vabariik democratica";
/// Words whose presence on one side only makes another actor.
constexpr std::string_view kDividing = "north south east west northern southern eastern western new anti";
constexpr std::string_view kBodyWords =
    "army front party movement organization organisation brigade brigades council group groups union force forces "
    "committee ministry department bank company corporation association liberation command battalion jihad guard guards "
    "militia coalition alliance national office agency commission court authority league federation society congress cells "
    "tigers revolutionary resistance secretary team service police institute";

Words split_words(std::string_view folded) {
  Words out;
  std::string word;
  for (const char c : std::string(folded) + " ") {
    if (c == ' ' || c == ',' || c == '/' || c == '-' || c == '"' || c == '(' || c == ')') {
      if (!word.empty()) out.push_back(word);
      word.clear();
    } else {
      word += c;
    }
  }
  return out;
}

/// The forms one printed name holds: with and without what stands in brackets or after a slash, the bracket alone, "X, the Y of"
/// turned.
std::vector<std::string> forms_of(std::string_view name) {
  std::string folded = fold(name);
  if (folded.substr(0, 4) == "the ") folded.erase(0, 4);
  std::vector<std::string> forms;
  const size_t open = folded.find('('), close = folded.find(')');
  if (open != std::string::npos && close != std::string::npos && close > open) {
    forms.push_back(squeeze(folded.substr(0, open) + " " + folded.substr(close + 1)));
    forms.push_back(squeeze(folded.substr(open + 1, close - open - 1)));
  } else if (const size_t slash = folded.find(" / "); slash != std::string::npos) {
    forms.push_back(folded.substr(0, slash));
    forms.push_back(folded.substr(slash + 3));
  }
  const size_t comma = folded.find(", ");
  const bool inverted = comma != std::string::npos && folded.size() > 4 &&
                        (folded.substr(folded.size() - 3) == " of" || folded.substr(folded.size() - 7) == " of the");
  if (inverted) forms.push_back(folded.substr(comma + 2) + " " + folded.substr(0, comma));
  if (forms.empty()) forms.push_back(folded);
  std::erase_if(forms, [](const std::string& f) { return f.empty(); });
  return forms;
}

/// "Norge", "Polska": the state's name in its own language.
const KbActor* by_endonym(const std::string& words, const Ontology& ontology) {
  const auto table = ontology.tables.find("names/endonyms.tsv");
  if (table == ontology.tables.end()) return nullptr;
  for (const KbRow& row : table->second.rows) {
    for (const std::string_view name : split(row.cells[1], ';')) {
      if (fold(name) == words) return ontology.actor(row.cells[0]);
    }
  }
  return nullptr;
}

/// Table entry of a whole name: its own, its adjective with a word for "state", its official style ("Kingdom of X").
const KbActor* entry(const std::string& form, const Ontology& ontology) {
  const auto named = [&](const std::string& words) -> const KbActor* {
    for (const uint32_t i : ontology.named(words)) {
      const KbActor& actor = ontology.actors[i];
      if (actor.kind != ActorKind::place) return &actor;
    }
    if (const KbActor* state = ontology.state_of_adjective(words)) return state;
    return by_endonym(words, ontology);
  };
  std::string plain = form;
  if (plain.substr(0, 4) == "the ") plain.erase(0, 4);
  if (const KbActor* actor = named(plain)) return actor;
  if (const KbActor* actor = named("the " + plain)) return actor;
  Words words = split_words(plain);
  const auto style = [](const std::string& w) {
    return listed(w, kStateWords) || listed(w, kSmall) || w == "democratic" || w == "united";
  };
  size_t first = 0, last = words.size();
  while (first < last && style(words[first])) ++first;
  while (last > first && style(words[last - 1])) --last;
  if (first == last || (first == 0 && last == words.size())) return nullptr;
  std::string core;
  for (size_t i = first; i < last; ++i) core += (i > first ? " " : "") + words[i];
  const KbActor* actor = named(core);
  return actor != nullptr && actor->kind == ActorKind::state ? actor : nullptr;
}

/// A seat or capital of government stands for its state.
const KbActor* seat(const std::string& form, const Ontology& ontology) {
  for (const KbMetonym& metonym : ontology.metonyms) {
    if (fold(metonym.text) == form && (metonym.kind == "capital" || metonym.kind == "seat"))
      return ontology.actor(metonym.stands_for);
  }
  for (const KbActor& actor : ontology.actors) {
    if (actor.kind == ActorKind::state && !actor.capital.empty() && fold(actor.capital) == form) return &actor;
  }
  return nullptr;
}

std::string initials(const Words& words, bool small) {
  std::string out;
  for (const std::string& w : words) {
    if (small || !listed(w, kSmall)) out += w[0];
  }
  return out;
}

bool is_acronym_of(const Words& acronym, const Words& words) {
  if (acronym.size() != 1 || words.size() < 2) return false;
  std::string letters;
  for (const char c : acronym[0]) {
    if (c != '.') letters += c;
  }
  return letters.size() >= 2 && (letters == initials(words, false) || letters == initials(words, true));
}

/// True when two given names may be one person's: equal, an initial, a short form, a spelling.
bool given_fits(const std::string& a, const std::string& b, const Ontology& ontology) {
  const auto letter = [](const std::string& w) { return w.size() == 1 || (w.size() == 2 && w[1] == '.'); };
  if (a == b) return true;
  if (letter(a) || letter(b)) return a[0] == b[0];
  const auto table = ontology.tables.find("names/nicknames.tsv");
  if (table != ontology.tables.end()) {
    for (const KbRow& row : table->second.rows) {
      const std::vector<std::string_view> names = split(row.cells[0], ';');
      if (in(a, names) && in(b, names)) return true;
    }
  }
  // "Zach" and "Zachary", but not "Jo" and "Johnson".
  const std::string& shorter = a.size() < b.size() ? a : b;
  const std::string& longer = a.size() < b.size() ? b : a;
  if (shorter.size() >= 3 && longer.substr(0, shorter.size()) == shorter) return true;
  return similarity(a, b) >= 0.72;
}

Words person_words(const std::string& form, const Ontology& ontology) {
  const Lexicon& lexicon = Lexicon::of(ontology);
  Words words = split_words(form);
  std::erase_if(words, [](const std::string& w) { return listed(w, kSuffixes); });
  size_t first = 0;
  while (first + 1 < words.size() &&
         (lexicon.honorific(words[first]) != nullptr || lexicon.honorific(words[first] + ".") != nullptr ||
          (lexicon.is_title_word(words[first]) && !ontology.given_names.contains(words[first]))))
    ++first;
  if (first > 0 && words.size() - first >= 1) words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(first));
  return words;
}

/// Likeness of two names read as persons': the family names must fit, the given names must not speak against it.
double as_persons(const Words& a, const Words& b, const Ontology& ontology, double alike) {
  if (a.size() < 2 || b.size() < 2) return a.size() == 1 && b.size() == 1 ? alike : std::min(alike, 0.62);
  const Words& shorter = a.size() <= b.size() ? a : b;
  const Words& longer = a.size() <= b.size() ? b : a;
  double last = 0;  // the family name may be followed by another one
  for (size_t i = 1; i < longer.size(); ++i) last = std::max(last, similarity(shorter.back(), longer[i]));
  if (last < 0.6) return std::min(alike, 0.45);
  const bool families = similarity(a.back(), b.back()) >= 0.8;
  if (!families) return alike;
  if (given_fits(a.front(), b.front(), ontology)) return std::max(alike, 0.9);
  // Known by a middle name: "Eric A. Rick Crawford", "James Michael Johnson".
  const auto middle = [&](const Words& name, const std::string& given) {
    for (size_t i = 1; i + 1 < name.size(); ++i) {
      if (name[i].size() > 2 && given_fits(name[i], given, ontology)) return true;
    }
    return false;
  };
  if (middle(a, b.front()) || middle(b, a.front())) return std::max(alike, 0.7);
  return std::min(alike, 0.45);
}

bool is_body(const Words& words) {
  return std::any_of(words.begin(), words.end(), [](const std::string& w) { return listed(w, kBodyWords); });
}

/// One word for "liberation" and "liberations", "america" and "american".
bool word_fits(const std::string& a, const std::string& b) {
  if (a == b) return true;
  size_t same = 0;
  while (same < std::min(a.size(), b.size()) && a[same] == b[same]) ++same;
  if (same >= 5 && same + 3 >= std::max(a.size(), b.size())) return true;
  return a.size() > 4 && b.size() > 4 && similarity(a, b) >= 0.8;
}

/// Share of content words that two bodies have in common; a word of direction on one side only divides them.
double as_bodies(const Words& a, const Words& b) {
  const auto content = [](const Words& words) {
    Words out;
    for (const std::string& w : words) {
      if (!listed(w, kSmall)) out.push_back(w);
    }
    return out;
  };
  const Words x = content(a), y = content(b);
  if (x.empty() || y.empty()) return 0;
  const auto has = [](const Words& list, const std::string& w) {
    return std::any_of(list.begin(), list.end(), [&](const std::string& other) { return word_fits(w, other); });
  };
  for (const std::string_view w : split(kDividing, ' ')) {
    const std::string word(w);
    if (in(w, x) != in(w, y)) return 0.2;
  }
  size_t common = 0, own = 0;
  bool tells = false;
  for (const std::string& w : x) {
    if (has(y, w)) {
      ++common;
      tells = tells || !listed(w, kBodyWords);
    } else if (!listed(w, kBodyWords)) {
      ++own;
    }
  }
  for (const std::string& w : y) own += !has(x, w) && !listed(w, kBodyWords) ? 1 : 0;
  const double share = 2.0 * static_cast<double>(common) / static_cast<double>(x.size() + y.size());
  return tells && own == 0 ? std::max(0.6, share) : share - 0.12;
}

double compare(const std::string& a, const std::string& b, const Ontology& ontology) {
  if (a == b) return 1;
  const KbActor* x = entry(a, ontology);
  const KbActor* y = entry(b, ontology);
  if (x != nullptr && y != nullptr && (x->kind != ActorKind::person || y->kind != ActorKind::person))
    return x == y ? 1 : x->kind == ActorKind::state && y->kind == ActorKind::state ? 0 : 0.3;
  if (x != nullptr && x == y) return 1;
  if (x != nullptr && x->kind == ActorKind::state && seat(b, ontology) == x) return 0.8;
  if (y != nullptr && y->kind == ActorKind::state && seat(a, ontology) == y) return 0.8;
  const Words wa = split_words(a), wb = split_words(b);
  if (is_acronym_of(wa, wb) || is_acronym_of(wb, wa)) return 0.9;
  const bool state = (x != nullptr && x->kind == ActorKind::state) || (y != nullptr && y->kind == ActorKind::state);
  if (state) return std::min(wa.size(), wb.size()) == 1 && wa.size() != wb.size() ? 0.2 : 0.9 * similarity(a, b) - 0.15;
  if (is_body(wa) || is_body(wb)) return as_bodies(wa, wb);
  return as_persons(person_words(a, ontology), person_words(b, ontology), ontology, similarity(a, b));
}

}  // namespace

double same_actor(std::string_view a, std::string_view b, const Ontology& ontology) {
  double best = 0;
  for (const std::string& x : forms_of(a)) {
    for (const std::string& y : forms_of(b)) best = std::max(best, compare(x, y, ontology));
  }
  return best;
}

}  // namespace dateline::names
