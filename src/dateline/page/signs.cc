#include "dateline/page/signs.h"

#include <algorithm>
#include <array>

#include "dateline/base/chars.h"
#include "dateline/page/boilerplate.h"
#include "dateline/page/credits.h"
#include "dateline/page/stamp.h"

namespace dateline::page {
namespace {

using sv = std::string_view;

bool starts(sv text, sv with) { return text.substr(0, with.size()) == with; }

template <size_t N>
bool any_start(sv text, const std::array<sv, N>& list) {
  return std::any_of(list.begin(), list.end(), [&](sv s) { return starts(text, s); });
}
template <size_t N>
bool any_inside(sv text, const std::array<sv, N>& list) {
  return std::any_of(list.begin(), list.end(), [&](sv s) { return text.find(s) != sv::npos; });
}
template <size_t N>
bool one_of(const std::array<sv, N>& list, sv word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::vector<Span> words_of(sv text) {
  std::vector<Span> out;
  for (uint32_t at = 0; at < text.size();) {
    while (at < text.size() && is_white(decode(text, at).value)) at += decode(text, at).length;
    const uint32_t begin = at;
    while (at < text.size() && !is_white(decode(text, at).value)) at += std::max<uint32_t>(decode(text, at).length, 1);
    if (at > begin) out.push_back({begin, at});
  }
  return out;
}

// Letters of a text outside `skip`, weekday names not counted.
size_t letters_outside(sv text, Span skip) {
  static constexpr std::array<sv, 18> kFree = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                                               "sunday", "mon",     "tue",       "wed",      "thu",    "fri",
                                               "sat",    "sun",     "on",        "at",       "am",     "pm"};
  size_t count = 0;
  for (const Span word : words_of(text)) {
    if (word.begin < skip.end && skip.begin < word.end) continue;
    std::string key;
    for (const char c : fold(slice(text, word))) {
      if (is_alpha(c) || static_cast<unsigned char>(c) >= 0x80) key += c;
    }
    if (!one_of(kFree, key)) count += key.size();
  }
  return count;
}

constexpr std::array<sv, 20> kDateLabels = {"published",       "updated",      "last updated", "last modified", "modified",
                                            "first published", "posted",       "date:",        "created",       "issued on",
                                            "publish date",    "publicado",    "actualizado",  "publie",        "mis a jour",
                                            "veroffentlicht",  "aktualisiert", "pubblicato",   "aggiornato",    "stand:"};

// Verbs of headlines in the forms headlines use; with ontology verbs and endings they cover most.
constexpr auto kVerbs = std::to_array<sv>(
    {"is",    "are",      "was",    "were",   "has",    "have",   "had",     "will",  "would",  "can",    "could",  "may",
     "might", "must",     "should", "does",   "do",     "did",    "arrives", "meets", "visits", "kills",  "kill",   "hits",
     "hit",   "strikes",  "strike", "leaves", "leave",  "dies",   "die",     "dead",  "takes",  "take",   "makes",  "make",
     "gets",  "get",      "gives",  "give",   "goes",   "go",     "comes",   "come",  "holds",  "hold",   "sees",   "see",
     "finds", "find",     "wins",   "win",    "loses",  "lose",   "falls",   "fall",  "rises",  "rise",   "fell",   "rose",
     "grew",  "grows",    "opens",  "open",   "closes", "close",  "begins",  "begin", "ends",   "end",    "starts", "start",
     "stops", "stop",     "sends",  "send",   "sent",   "faces",  "face",    "seeks", "seek",   "urges",  "urge",   "vows",
     "vow",   "backs",    "back",   "joins",  "join",   "passes", "pass",    "cuts",  "cut",    "raises", "raise",  "plans",
     "plan",  "prepares", "wants",  "want",   "needs",  "need",   "keeps",   "keep",  "puts",   "put",    "sets",   "set",
     "turns", "turn",     "runs",   "run",    "quits",  "quit",   "bans",    "ban",   "fires",  "fire",   "frees",  "free",
     "drops", "drop",     "lifts",  "lift"});

constexpr std::array<sv, 30> kCaptionWords = {"file photo",
                                              "file picture",
                                              "file pic",
                                              "(file)",
                                              "[file",
                                              "(file ",
                                              "in this photo",
                                              "in this image",
                                              "in this picture",
                                              "in this handout",
                                              "in this screengrab",
                                              "in this video grab",
                                              "in this file",
                                              "photo taken",
                                              "picture taken",
                                              "(l)",
                                              "(r)",
                                              "(c)",
                                              "(left)",
                                              "(right)",
                                              "(centre)",
                                              "(center)",
                                              "from left",
                                              "left to right",
                                              "an aerial view",
                                              "a general view",
                                              "handout photo",
                                              "screengrab",
                                              "seen in an undated",
                                              "pictured"};

constexpr std::array<sv, 14> kViewWords = {
    "in the foreground", "in foreground", "in the background", "in background", "on the left", "on the right", "close-up",
    "close up of",       "logo of",       "photo of",          "image of",      "portrait of", "a view of",    "wearing"};

// "3 hours ago", "20 mins ago"
bool ends_with_ago(sv folded) { return folded.size() > 4 && folded.substr(folded.size() - 4) == " ago" && is_digit(folded[0]); }

bool is_name_particle(sv word) {
  static constexpr std::array<sv, 14> kParticles = {"of",  "the", "and", "bin", "al",  "el",  "de",
                                                    "van", "von", "der", "ibn", "abu", "ben", "for"};
  return one_of(kParticles, word) || starts(word, "al-") || starts(word, "el-");
}

}  // namespace

bool is_byline(sv line, const Shape& shape) {
  if (shape.words == 0 || shape.words > 40) return false;
  const std::string f = fold(line);
  sv t = f;
  while (!t.empty() && (t[0] == '(' || t[0] == '|' || t[0] == '-' || t[0] == ' ')) t.remove_prefix(1);
  if (starts(t, "reporting by ") || starts(t, "additional reporting") || starts(t, "writing by ") || starts(t, "editing by "))
    return true;
  if (shape.words > 24) return false;
  const bool digits = std::any_of(f.begin(), f.end(), is_digit);
  if (any_start(t, kDateLabels)) return digits && (shape.words <= 8 || find_stamp(line).has_value());
  static constexpr std::array<sv, 6> kInner = {"updated", "published", "posted", "last modified", "publicado", "aktualisiert"};
  if (digits && !shape.stop && any_inside(t, kInner) && find_stamp(line)) return true;
  if (starts(t, "by ") || starts(t, "by: ") || starts(t, "written by ") || starts(t, "reported by ") || starts(t, "author: ") ||
      starts(t, "story by ") || starts(t, "text by ")) {
    return shape.capitals + 1 >= (shape.words + 1) / 2 && !(shape.stop && shape.words > 8);
  }
  if (shape.words <= 5 && f.find("read") != sv::npos &&
      (f.find(" min read") != sv::npos || f.find(" minute read") != sv::npos || f.find(" mins read") != sv::npos ||
       f.find("-min read") != sv::npos || f.find("minutes read") != sv::npos))
    return true;
  if (shape.words <= 4 && ends_with_ago(t)) return true;
  return false;
}

bool is_date_line(sv line, const Shape& shape) {
  if (shape.words == 0 || shape.words > 14) return false;
  const auto stamp = find_stamp(line);
  if (stamp) return letters_outside(line, stamp->at) <= 14 && !(shape.stop && shape.words > 8);
  // "10:45 GMT", "08:15"
  if (shape.words > 4) return false;
  const sv t = trim(line);
  size_t p = 0;
  while (p < t.size() && is_digit(t[p])) ++p;
  return p > 0 && p <= 2 && p + 2 < t.size() && (t[p] == ':' || t[p] == '.') && is_digit(t[p + 1]) && is_digit(t[p + 2]) &&
         letters_outside(t, {}) <= 6;
}

bool is_breadcrumb(sv line, const Shape& shape) {
  if (shape.words < 2 || shape.words > 16 || shape.stop) return false;
  for (const sv sign : {" > ", " » ", " › ", " / ", ">"}) {
    size_t count = 0;
    for (size_t at = line.find(sign); at != sv::npos; at = line.find(sign, at + sign.size())) ++count;
    if (count >= 2 || (count == 1 && is_section_name(line.substr(0, line.find(sign))))) return true;
  }
  return false;
}

bool has_verb(sv line, const Ontology& ontology) {
  const std::string f = fold(line);
  const auto words = split(f, ' ');
  for (size_t i = 0; i < words.size(); ++i) {
    sv w = words[i];
    while (!w.empty() && !is_alnum(w.back())) w.remove_suffix(1);
    while (!w.empty() && !is_alnum(w.front())) w.remove_prefix(1);
    if (w.empty()) continue;
    if (one_of(kVerbs, w) || ontology.verb(w) != nullptr) return true;
    if (w == "to" && i > 0 && i + 1 < words.size()) return true;
    if (w.size() >= 5 && i > 0 && (w.substr(w.size() - 2) == "ed" || w.substr(w.size() - 3) == "ing")) return true;
  }
  return false;
}

sv caption_rule(sv line, const Shape& shape, const Ontology& ontology) {
  if (shape.words < 3 || shape.words > 70 || shape.sentences > 4) return {};
  if (const auto mark = credit_mark(line, ontology)) {
    const bool at_end = mark->at.end + 3 >= line.size();
    if (mark->labelled) {
      const bool whole = mark->at.begin == 0 && shape.words <= 7;
      return whole ? sv() : sv("credit after a label");
    }
    if (at_end && shape.sentences <= 2 && shape.words <= 45) return "outlet in brackets at the end";
    if (!at_end && shape.sentences <= 1 && shape.words <= 14) return "outlet in brackets";
  }
  const std::string f = fold(line);
  if (shape.words <= 45 && shape.sentences <= 2 && any_inside(f, kCaptionWords)) return "words of captions";
  if (!shape.stop && shape.words >= 5 && shape.words <= 40 && !outlet_at_end(line, ontology).empty()) return "outlet at the end";
  if (shape.sentences == 1 && shape.stop && shape.words <= 35) {
    const auto stamp = find_stamp(line.size() > 60 ? line.substr(line.size() - 60) : line);
    const bool dated = stamp && stamp->at.end + 3 >= std::min<size_t>(line.size(), 60);
    static constexpr std::array<sv, 8> kPast = {" said", " was ", " were ", " had ", " has ", " told ", " have ", " will "};
    if (dated && !any_inside(f, kPast)) return "ends with its date";
  }
  if (shape.first_lower && shape.stop && shape.words <= 20) return "starts in lower case";
  return {};
}

bool is_alt_text(sv line, const Shape& shape, const Ontology& ontology) {
  if (shape.stop || shape.words == 0) return false;
  const std::string f = fold(line);
  if (any_inside(f, kViewWords) && shape.words <= 30) return true;
  if (has_verb(line, ontology)) return false;
  if (shape.words <= 3) return line.find(':') == sv::npos && f.find_first_of("0123456789") == sv::npos;
  if (shape.words > 8) return false;
  // a titled name: every word a capital but particles
  bool titled = false;
  for (const Span at : words_of(line)) {
    const std::string w = fold(slice(line, at));
    if (!is_upper_letter(decode(line, at.begin).value) && !is_name_particle(w)) return false;
    titled = titled || w == "secretary" || w == "president" || w == "minister" || w == "king" || w == "prince" ||
             w == "general" || w == "chairman" || w == "spokesman" || w == "spokesperson" || w == "spokeswoman" || w == "mr" ||
             w == "mrs" || w == "mr." || w == "dr." || w == "senator" || w == "governor" || w == "chancellor";
  }
  return titled;
}

std::vector<std::string> authors_of(sv byline, const Ontology& ontology) {
  std::vector<std::string> out;
  sv rest = trim(byline);
  const std::string f = lower_ascii(rest);
  for (const sv lead : {"by: ", "by ", "written by ", "author: ", "reported by ", "story by ", "text by "}) {
    if (starts(f, lead)) {
      rest = trim(rest.substr(lead.size()));
      break;
    }
  }
  if (const size_t bar = rest.find_first_of("|("); bar != sv::npos) rest = trim(rest.substr(0, bar));
  if (const auto stamp = find_stamp(rest); stamp && stamp->at.begin > 0) rest = trim(rest.substr(0, stamp->at.begin));
  std::string text(rest);
  for (const sv joint : {" and ", " & ", " with ", " und ", " et ", " y ", ";"}) {
    for (size_t at = text.find(joint); at != std::string::npos; at = text.find(joint, at)) {
      text[at] = ',';
      text.erase(at + 1, joint.size() - 1);
    }
  }
  for (const sv piece : split(text, ',')) {
    const sv name = trim(piece);
    const Shape shape = shape_of(name);
    if (shape.words == 0 || shape.words > 6 || name.size() > 60 || name.find_first_of("@0123456789/:") != sv::npos) continue;
    if (!shape.first_upper || shape.small_words > 1 || outlet_named(ontology, name) != nullptr || is_section_name(name)) continue;
    static constexpr std::array<sv, 24> kFunctions = {
        "correspondent", "reporter",    "editor", "staff",      "writer", "desk",    "agencies",   "team",
        "news",          "contributor", "bureau", "associated", "press",  "reuters", "journalist", "columnist",
        "chief",         "producer",    "admin",  "newsroom",   "agency", "wire",    "updated",    "published"};
    const std::string key = fold(name);
    const auto words = split(key, ' ');
    if (std::any_of(words.begin(), words.end(), [&](sv w) { return one_of(kFunctions, w); })) continue;
    if (std::find(out.begin(), out.end(), name) == out.end()) out.emplace_back(name);
  }
  return out;
}

Span without_label(sv line, const Ontology& ontology) {
  Span all{0, static_cast<uint32_t>(line.size())};
  const auto words = words_of(line);
  if (words.size() < 4) return all;
  const Shape shape = shape_of(line);
  // outlet after " | " or " - "
  for (const sv sign : {" | ", " - ", " – ", " — ", " · ", " :: "}) {
    const size_t at = line.rfind(sign);
    if (at == sv::npos || at < line.size() / 3) continue;
    const sv tail = trim(line.substr(at + sign.size()));
    const bool outlet =
        outlet_named(ontology, tail) != nullptr || is_section_name(tail) || (sign == " | " && shape_of(tail).words <= 4);
    if (outlet) return {0, static_cast<uint32_t>(at)};
  }
  // label in front: "News Talks resume in the capital"
  static constexpr std::array<sv, 24> kNotAfter = {
      "corp",          "corp.",  "corporation", "agency",  "international", "bank",     "cup",      "health",
      "trade",         "food",   "series",      "council", "court",         "heritage", "economic", "championship",
      "championships", "anchor", "conference",  "channel", "day",           "war",      "group",    "media"};
  for (uint32_t n = 2; n > 0; --n) {
    const sv label = slice(line, {words[0].begin, words[n - 1].end});
    if (words.size() < n + 4 || !is_section_name(label) || !is_upper_letter(decode(line, words[0].begin).value)) continue;
    const sv next = slice(line, words[n]);
    if (!is_upper_letter(decode(next, 0).value) || one_of(kNotAfter, fold(next)) || label.find('.') != sv::npos) continue;
    const bool sentence_case = shape.small_words * 2 >= shape.long_words - std::min<uint32_t>(shape.long_words, 2);
    static constexpr std::array<sv, 12> kSafe = {"news",          "politics",   "business",    "sport", "sports",  "world news",
                                                 "breaking news", "newsletter", "middle east", "world", "economy", "breaking"};
    if (sentence_case && one_of(kSafe, fold(label))) return {words[n].begin, all.end};
  }
  // label behind: "... to release prisoners News"
  const sv last = slice(line, words.back());
  const sv before = slice(line, words[words.size() - 2]);
  static constexpr std::array<sv, 9> kBehind = {"news",   "world",   "politics",   "business", "sport",
                                                "sports", "opinion", "newsletter", "economy"};
  const CodePoint initial = decode(before, 0);
  if (one_of(kBehind, fold(last)) && is_upper_letter(decode(last, 0).value) && !is_upper_letter(initial.value) &&
      is_letter(initial.value) && shape.small_words > 0) {
    static constexpr std::array<sv, 14> kOpen = {"the", "in", "of", "for",  "on", "at",   "to",
                                                 "and", "a",  "an", "with", "by", "from", "about"};
    if (!one_of(kOpen, fold(before))) return {0, words[words.size() - 2].end};
  }
  return all;
}

}  // namespace dateline::page
