// Words as comparable keys: see words.h. "He said" gives two stop words, "airstrikes" the key of airstrik.
#include "dateline/story/words.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"

namespace dateline::story {

namespace {

const std::unordered_set<std::string_view>& stops() {
  static const std::unordered_set<std::string_view> kStops = {
      "a",         "an",      "the",     "and",     "or",     "but",     "nor",      "if",     "then",       "than",    "that",
      "this",      "these",   "those",   "of",      "in",     "on",      "at",       "by",     "to",         "for",     "from",
      "with",      "without", "into",    "onto",    "over",   "under",   "about",    "after",  "before",     "during",  "between",
      "among",     "through", "against", "as",      "is",     "are",     "was",      "were",   "be",         "been",    "being",
      "am",        "has",     "have",    "had",     "having", "do",      "does",     "did",    "done",       "will",    "would",
      "shall",     "should",  "can",     "could",   "may",    "might",   "must",     "not",    "no",         "he",      "she",
      "it",        "they",    "we",      "i",       "you",    "him",     "her",      "them",   "us",         "me",      "his",
      "hers",      "its",     "their",   "our",     "my",     "your",    "who",      "whom",   "whose",      "which",   "what",
      "when",      "where",   "why",     "how",     "there",  "here",    "so",       "such",   "also",       "just",    "only",
      "very",      "more",    "most",    "some",    "any",    "all",     "both",     "each",   "other",      "another", "said",
      "say",       "says",    "saying",  "told",    "tell",   "tells",   "mr",       "mrs",    "ms",         "dr",      "up",
      "out",       "off",     "down",    "now",     "still",  "while",   "because",  "since",  "until",      "per",     "via",
      "it's",      "he's",    "she's",   "they're", "we're",  "i'm",     "don't",    "didn't", "isn't",      "wasn't",  "can't",
      "won't",     "that's",  "there's", "amid",    "around", "however", "although", "though", "according",  "adding",  "added",
      "including", "well",    "one",     "ones",    "own",    "same",    "too",      "even",   "yet",        "ever",    "never",
      "within",    "upon",    "toward",  "towards", "across", "whether", "himself",  "itself", "themselves", "herself", "s",
      "t",         "re",      "ve",      "ll"};
  return kStops;
}

struct NumberWord {
  std::string_view word;
  std::string_view digits;
};

constexpr std::array<NumberWord, 19> kNumbers = {{{"two", "2"},
                                                  {"three", "3"},
                                                  {"four", "4"},
                                                  {"five", "5"},
                                                  {"six", "6"},
                                                  {"seven", "7"},
                                                  {"eight", "8"},
                                                  {"nine", "9"},
                                                  {"ten", "10"},
                                                  {"eleven", "11"},
                                                  {"twelve", "12"},
                                                  {"thirteen", "13"},
                                                  {"fourteen", "14"},
                                                  {"fifteen", "15"},
                                                  {"twenty", "20"},
                                                  {"thirty", "30"},
                                                  {"forty", "40"},
                                                  {"fifty", "50"},
                                                  {"sixty", "60"}}};

bool ends(std::string_view word, std::string_view tail) {
  return word.size() > tail.size() && word.substr(word.size() - tail.size()) == tail;
}

bool is_word_part(std::string_view text, size_t at, const CodePoint& c) {
  if (c.length == 0) return false;
  if (is_letter(c.value) || (c.value < 128 && is_digit(static_cast<char>(c.value)))) return true;
  if (c.value != '\'' && c.value != 0x2019 && c.value != '.' && c.value != ',') return false;
  // An apostrophe, a decimal point or the points of "U.S." stay inside a word.
  const CodePoint before = decode_before(text, at);
  const CodePoint after = decode(text, at + c.length);
  const auto digit = [](const CodePoint& p) { return p.length == 1 && is_digit(static_cast<char>(p.value)); };
  if (c.value == ',' || c.value == '.') {
    if (digit(before) && digit(after)) return true;
    return c.value == '.' && is_upper_letter(before.value) && is_upper_letter(after.value);
  }
  return is_letter(before.value) && is_letter(after.value);
}

/// Follows quotation marks: straight ones toggle, typographic ones open and close; a line end closes.
class Quotes {
 public:
  bool step(char32_t c, bool word_before) {
    if (c == '\n')
      open_ = 0;
    else if (c == '"')
      open_ = open_ != 0 ? 0 : '"';
    else if (c == 0x201C || c == 0x00AB)
      open_ = c;
    else if (c == 0x201D || c == 0x00BB)
      open_ = 0;
    else if (c == 0x2018)
      open_ = open_ != 0 ? open_ : c;
    else if (c == 0x2019 && open_ == 0x2018 && word_before)
      open_ = 0;
    return open_ != 0;
  }
  [[nodiscard]] bool inside() const { return open_ != 0; }

 private:
  char32_t open_ = 0;
};

std::string plain_number(std::string_view folded) {
  std::string out;
  for (const char c : folded) {
    if (c != ',') out += c;
  }
  return out;
}

void fill(std::string_view text, const Ontology* ontology, Word& w) {
  std::string_view raw = slice(text, w.at);
  std::string folded = fold(raw);
  if (ends(folded, "'s")) folded.resize(folded.size() - 2);
  if (ends(folded, "'")) folded.resize(folded.size() - 1);
  std::string letters;
  for (const char c : folded) {
    if (c != '.' || is_digit(folded[0])) letters += c;
  }
  w.form = hash64(letters);
  w.number = !letters.empty() && is_digit(letters[0]);
  if (w.number) {
    w.stem = hash64("#" + plain_number(letters));
    return;
  }
  for (const NumberWord& n : kNumbers) {
    if (n.word == letters) {
      w.number = true;
      w.stem = hash64("#" + std::string(n.digits));
      return;
    }
  }
  const bool capital = is_upper_letter(decode(raw, 0).value);
  const bool acronym = raw.size() >= 2 && capital && is_upper_letter(decode_before(raw, raw.size()).value);
  w.stop = is_stop(letters) && !acronym;
  w.name = capital && !w.stop;
  if (capital && ontology != nullptr) {
    const KbActor* state = ontology->state_of_adjective(letters);
    if (state == nullptr && w.name) {
      for (const uint32_t i : ontology->named(letters)) {
        if (ontology->actors[i].kind == ActorKind::state) state = &ontology->actors[i];
      }
    }
    if (state != nullptr) {
      w.stop = false;
      w.name = true;
      w.stem = hash64("@" + state->id);
      return;
    }
  }
  w.stem = hash64(stem_of(letters));
}

char latin_look(char32_t c) {
  struct Pair {
    char32_t from;
    char to;
  };
  static constexpr std::array<Pair, 36> kPairs = {
      {{0x430, 'a'}, {0x435, 'e'}, {0x43E, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x443, 'y'}, {0x445, 'x'}, {0x456, 'i'},
       {0x458, 'j'}, {0x455, 's'}, {0x410, 'a'}, {0x412, 'b'}, {0x415, 'e'}, {0x41A, 'k'}, {0x41C, 'm'}, {0x41D, 'h'},
       {0x41E, 'o'}, {0x420, 'p'}, {0x421, 'c'}, {0x422, 't'}, {0x425, 'x'}, {0x423, 'y'}, {0x406, 'i'}, {0x3B1, 'a'},
       {0x3BF, 'o'}, {0x3BD, 'v'}, {0x391, 'a'}, {0x392, 'b'}, {0x395, 'e'}, {0x397, 'h'}, {0x399, 'i'}, {0x39A, 'k'},
       {0x39C, 'm'}, {0x39D, 'n'}, {0x39F, 'o'}, {0x3A4, 't'}}};
  for (const Pair& p : kPairs) {
    if (p.from == c) return p.to;
  }
  return 0;
}

}  // namespace

bool is_stop(std::string_view folded) { return stops().count(folded) != 0; }

std::string stem_of(std::string_view folded) {
  std::string s(folded);
  const auto cut = [&](std::string_view tail, size_t keep, std::string_view put = {}) {
    if (!ends(s, tail) || s.size() - tail.size() < keep) return false;
    s.resize(s.size() - tail.size());
    s += put;
    return true;
  };
  if (!cut("sses", 2, "ss") && !cut("ies", 3, "y") && !ends(s, "ss") && !ends(s, "us") && !ends(s, "is")) cut("s", 3);
  const bool tailed = cut("ements", 4) || cut("ement", 4) || cut("ment", 4) || cut("ations", 4) || cut("ation", 4) ||
                      cut("ions", 4) || cut("ion", 4) || cut("ied", 3, "y") || cut("ing", 3) || cut("ed", 3) || cut("ly", 4);
  if (tailed && s.size() > 3 && s[s.size() - 1] == s[s.size() - 2] && s.back() != 's' && s.back() != 'l') s.pop_back();
  if (s.size() > 4 && s.back() == 'e') s.pop_back();
  if (s.size() > 3 && s.back() == 'y') s.back() = 'i';
  return s;
}

std::vector<Word> words_of(std::string_view text, const Ontology* ontology) {
  std::vector<Word> out;
  Quotes quotes;
  bool word_before = false;
  for (size_t at = 0; at < text.size();) {
    CodePoint c = decode(text, at);
    if (c.length == 0) break;
    const bool starts = is_letter(c.value) || (c.value < 128 && is_digit(static_cast<char>(c.value)));
    if (!starts) {
      quotes.step(c.value, word_before);
      word_before = false;
      at += c.length;
      continue;
    }
    Word w;
    w.at.begin = static_cast<uint32_t>(at);
    while (at < text.size() && is_word_part(text, at, c)) {
      at += c.length;
      c = decode(text, at);
    }
    w.at.end = static_cast<uint32_t>(at);
    w.quoted = quotes.inside();
    fill(text, ontology, w);
    out.push_back(w);
    word_before = true;
  }
  return out;
}

std::string looks(std::string_view text) {
  std::string latin;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    if (c.length == 0) break;
    const char look = latin_look(c.value);
    if (look != 0)
      latin += look;
    else
      append_utf8(latin, c.value);
    at += c.length;
  }
  return fold(latin);
}

bool mixes_alphabets(std::string_view text) {
  bool latin = false;
  bool other = false;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    if (c.length == 0) break;
    if (is_letter(c.value)) {
      if (c.value < 0x250)
        latin = true;
      else if (c.value >= 0x370 && c.value < 0x530)
        other = true;
    }
    at += c.length;
  }
  return latin && other;
}

}  // namespace dateline::story
