#include "dateline/page/credits.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "dateline/base/chars.h"

namespace dateline::page {
namespace {

using sv = std::string_view;

template <size_t N>
bool one_of(const std::array<sv, N>& list, sv word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool ends_with(sv text, sv end) { return text.size() >= end.size() && text.substr(text.size() - end.size()) == end; }

// Picture agencies and words that stand in their place.
constexpr std::array<sv, 30> kPictureNames = {"getty images",
                                              "getty",
                                              "epa",
                                              "epa-efe",
                                              "efe",
                                              "shutterstock",
                                              "istock",
                                              "alamy",
                                              "handout",
                                              "file",
                                              "file photo",
                                              "courtesy",
                                              "ap photo",
                                              "zuma",
                                              "zuma press",
                                              "nurphoto",
                                              "sipa",
                                              "sipa usa",
                                              "abaca",
                                              "picture alliance",
                                              "wikimedia commons",
                                              "wikipedia",
                                              "creative commons",
                                              "unsplash",
                                              "pexels",
                                              "pixabay",
                                              "social media",
                                              "screenshot",
                                              "supplied",
                                              "agencies"};

// Labels before a picture credit, folded.
constexpr std::array<sv, 29> kPhotoLabels = {
    "photo",        "photos",        "photo credit", "photo credits",  "photo by",          "photos by",
    "photograph",   "photograph by", "image",        "images",         "image credit",      "image credits",
    "image source", "image by",      "picture",      "picture credit", "picture by",        "pic",
    "credit",       "credits",       "file photo",   "featured image", "main image credit", "illustration",
    "graphic",      "foto",          "video",        "photo courtesy", "courtesy"};
constexpr std::array<sv, 8> kTextLabels = {
    "source", "sources", "via", "from", "agencies", "with inputs from", "originally published by", "quelle"};

bool is_abbreviation(sv name) {
  return name.size() >= 2 && name.size() <= 8 &&
         std::all_of(name.begin(), name.end(), [](char c) { return is_upper(c) || c == '-' || is_digit(c); });
}

sv without_article(sv name) {
  for (const sv article : {"the ", "The ", "THE "}) {
    if (name.substr(0, 4) == article) return name.substr(4);
  }
  return name;
}

bool is_picture_name(sv name) { return one_of(kPictureNames, fold(trim(name))); }

// Pieces of "Name/AFP via Getty Images".
std::vector<Span> name_pieces(sv line, Span name) {
  std::vector<Span> out;
  uint32_t begin = name.begin;
  const auto put = [&](uint32_t end) {
    while (begin < end && (is_space(line[begin]) || line[begin] == '"')) ++begin;
    while (end > begin && (is_space(line[end - 1]) || line[end - 1] == '.' || line[end - 1] == '"')) --end;
    if (begin < end) out.push_back({begin, end});
  };
  for (uint32_t at = name.begin; at < name.end; ++at) {
    const sv rest = line.substr(at, name.end - at);
    uint32_t skip = 0;
    if (rest[0] == '/' || rest[0] == ',' || rest[0] == '|' || rest[0] == ';' || rest[0] == '+')
      skip = 1;
    else if (rest.substr(0, 5) == " via ")
      skip = 5;
    else if (rest.substr(0, 3) == " - " || rest.substr(0, 3) == " & ")
      skip = 3;
    else if (rest.substr(0, 5) == " and ")
      skip = 5;
    else if (rest.substr(0, 4) == " for ")
      skip = 4;
    if (skip == 0) continue;
    put(at);
    begin = at + skip;
    at += skip - 1;
  }
  put(name.end);
  return out;
}

// A name that can be credited: an outlet, a picture agency, or "First Last/Paper".
bool is_creditable(sv line, Span name, const Ontology& ontology) {
  if (name.size() < 2 || name.size() > 80) return false;
  const std::vector<Span> pieces = name_pieces(line, name);
  if (std::any_of(pieces.begin(), pieces.end(), [&](Span at) {
        return outlet_named(ontology, slice(line, at)) != nullptr || is_picture_name(slice(line, at));
      })) {
    return true;
  }
  if (pieces.size() < 2 || slice(line, name).find('/') == sv::npos) return false;
  const Shape person = shape_of(slice(line, pieces.front())), all = shape_of(slice(line, name));
  return person.words >= 2 && person.capitals == person.words && all.words <= 8 && all.small_words == 0;
}

// "Photo: X", "Photo by X", "© X" at the start of the line or after a stop, bracket or bar.
std::optional<CreditMark> labelled_credit(sv line, const std::string& lower) {
  const auto boundary = [&](size_t at) {
    size_t p = at;
    while (p > 0 && (is_space(lower[p - 1]) || lower[p - 1] == '(' || lower[p - 1] == '[')) --p;
    const bool glued = at > 0 && is_lower(line[at - 1]) && is_upper(line[at]);  // "... in the portCredit: AFP"
    return p == 0 || p < at || glued || lower[p - 1] == '.' || lower[p - 1] == '|';
  };
  const auto mark_from = [&](size_t at, size_t name) {
    while (name < line.size() && (is_space(line[name]) || line[name] == ':')) ++name;
    size_t end = line.size();
    if (const size_t close = line.find_first_of(")]|", name); close != sv::npos) end = close;
    while (end > name && (is_space(line[end - 1]) || line[end - 1] == '.')) --end;
    return CreditMark{
        {static_cast<uint32_t>(at), static_cast<uint32_t>(end)}, {static_cast<uint32_t>(name), static_cast<uint32_t>(end)}, true};
  };
  std::optional<CreditMark> best;
  const bool labels = lower.find_first_of(":/") != std::string::npos || lower.find(" by ") != std::string::npos ||
                      lower.find("courtesy ") != std::string::npos;
  for (const sv label : kPhotoLabels) {
    if (!labels) break;  // each of them needs one of these behind it
    for (size_t at = lower.find(label); at != std::string::npos; at = lower.find(label, at + 1)) {
      if (!boundary(at) || (at > 0 && is_alnum(lower[at - 1]) && !(is_lower(line[at - 1]) && is_upper(line[at])))) continue;
      const size_t after = at + label.size();
      if (after >= lower.size()) continue;
      const bool by = ends_with(label, " by") || label == "photo courtesy" || label == "courtesy";
      const bool colon = lower[after] == ':' || lower.substr(after, 2) == " :" || lower[after] == '/';
      const bool inside = at > 0 && (line[at - 1] == '(' || line[at - 1] == '[' || line[at - 1] == '|');
      if (!(colon || (by && lower[after] == ' ' && (inside || at + 60 > lower.size())))) continue;
      const size_t name = after + (lower[after] == '/' || colon ? 1 : 0);
      if (name >= line.size()) continue;
      CreditMark mark = mark_from(at, name);
      if (mark.name.size() < 2 || mark.name.size() > 90) continue;
      if (!best || mark.at.begin < best->at.begin) best = mark;
    }
  }
  if (!best) {
    if (const size_t at = line.find("\xC2\xA9"); at != sv::npos && line.size() - at < 90) {
      CreditMark mark = mark_from(at, at + 2);
      if (mark.name.size() >= 2) best = mark;
    }
  }
  return best;
}

// "(Anatolia)", "[Name/AFP]": the last bracket that holds a creditable name.
std::optional<CreditMark> bracketed_credit(sv line, const Ontology& ontology) {
  for (size_t close = line.find_last_of(")]"); close != sv::npos && close > 0; close = line.find_last_of(")]", close - 1)) {
    const size_t open = line.find_last_of("([", close - 1);
    if (open == sv::npos) return std::nullopt;
    const Span name{static_cast<uint32_t>(open + 1), static_cast<uint32_t>(close)};
    if (is_creditable(line, name, ontology)) return CreditMark{{name.begin - 1, name.end + 1}, name, false};
    close = open;
    if (close == 0) break;
  }
  return std::nullopt;
}

// ---- running text ----

struct Word {
  Span at;      // in the article
  Span folded;  // in the folded words of the block
  bool capital = false;
  bool breaks = false;  // a stop, comma, bracket or quotation mark stands between the word before and this one
};

// The words of a text that begins at byte `base` of the article. `folded` holds their folded forms, one after another.
void words_of(sv text, uint32_t base, std::vector<Word>& out, std::string& folded) {
  out.clear();
  folded.clear();
  bool breaks = false;
  for (uint32_t at = 0; at < text.size();) {
    CodePoint c = decode(text, at);
    const auto part = [&](char32_t v) { return is_letter(v) || (v < 0x80 && is_digit(static_cast<char>(v))); };
    if (!part(c.value)) {
      breaks = breaks || !(is_white(c.value) || is_dash(c.value) || c.value == '\'' || c.value == 0x2019);
      at += std::max<uint32_t>(c.length, 1);
      continue;
    }
    Word word;
    word.breaks = breaks;
    word.capital = is_upper_letter(c.value) || is_digit(text[at]);
    const uint32_t begin = at;
    while (c.length > 0 && (part(c.value) || ((c.value == '-' || c.value == '.' || c.value == '&') && at + 1 < text.size() &&
                                              part(decode(text, at + 1).value)))) {
      at += c.length;
      c = decode(text, at);
    }
    word.at = {base + begin, base + at};
    const sv shown = text.substr(begin, at - begin);
    word.folded.begin = static_cast<uint32_t>(folded.size());
    if (std::all_of(shown.begin(), shown.end(), [](char b) { return static_cast<unsigned char>(b) < 0x80; })) {
      for (const char b : shown) folded += to_lower(b);
    } else {
      folded += fold(shown);
    }
    word.folded.end = static_cast<uint32_t>(folded.size());
    out.push_back(word);
    breaks = false;
  }
}

constexpr std::array<sv, 26> kReportVerbs = {"reported",  "reports",  "quoted",  "quotes",    "cited",     "cites",     "wrote",
                                             "writes",    "revealed", "reveals", "said",      "says",      "broadcast", "aired",
                                             "published", "quoting",  "citing",  "reporting", "announced", "confirmed", "carried",
                                             "noted",     "claimed",  "added",   "showed",    "report"};
constexpr std::array<sv, 12> kMediaNouns = {"network",     "channel",  "television", "tv",      "newspaper", "daily",
                                            "broadcaster", "magazine", "radio",      "website", "station",   "agency"};
constexpr std::array<sv, 7> kAdverbs = {"also", "has", "have", "had", "earlier", "later", "first"};
constexpr std::array<sv, 6> kReporters = {"correspondent", "correspondents", "reporter",
                                          "reporters",     "journalist",     "journalists"};

class Running {
 public:
  Running(sv text, const Ontology& ontology, std::vector<SourceClue>& out) : text_(text), ontology_(ontology), out_(out) {}

  void read(Span block) {
    words_of(slice(text_, block), block.begin, words_, folded_);
    for (size_t i = 0; i < words_.size();) {
      const size_t used = outlet_at(i);
      i += used > 0 ? used : 1;
    }
    statements();
  }

 private:
  [[nodiscard]] sv word(size_t i) const { return i < words_.size() ? slice(folded_, words_[i].folded) : sv(); }
  [[nodiscard]] sv between(size_t first, size_t last) const {
    return slice(text_, {words_[first].at.begin, words_[last].at.end});
  }

  // The outlet of that name, asked for once a page.
  const KbActor* known(sv name) {
    const auto [place, fresh] = known_.try_emplace(name, nullptr);
    if (fresh) place->second = outlet_named(ontology_, name);
    return place->second;
  }

  // Longest outlet that starts at word i; a known one, or capital words before "newspaper", "television" ...
  size_t outlet_at(size_t i) {
    if (!words_[i].capital && word(i).substr(0, 3) != "al-") return 0;
    size_t longest = 1;
    while (longest < 6 && i + longest < words_.size() && !words_[i + longest].breaks) ++longest;
    for (size_t n = longest; n > 0; --n) {
      // names of outlets end in a capital, a figure or a word like "agency": most runs of words are none
      const bool ends = words_[i + n - 1].capital || one_of(kMediaNouns, word(i + n - 1)) || is_digit(word(i + n - 1).back());
      if (!ends && n > 1) continue;
      const KbActor* actor = known(between(i, i + n - 1));
      if (actor == nullptr) continue;
      if (n == 1 && !words_[i].capital) continue;
      if (const auto role = role_at(i, i + n)) {
        put(actor->name, actor->id, actor->sub == "agency" && *role == SourceRole::quoted_outlet ? SourceRole::agency : *role,
            {words_[i].at.begin, words_[i + n - 1].at.end});
      }
      return n;
    }
    return unknown_outlet(i);
  }
  size_t unknown_outlet(size_t i) {
    if (i > 0 && words_[i - 1].capital && !words_[i].breaks) return 0;
    size_t n = 0;
    while (i + n < words_.size() && n < 5 && (n == 0 || !words_[i + n].breaks) &&
           (words_[i + n].capital || word(i + n).substr(0, 3) == "al-"))
      ++n;
    if (n == 0 || i + n >= words_.size()) return 0;
    const bool named = n > 1 && one_of(kMediaNouns, word(i + n - 1));
    const bool noun = one_of(kMediaNouns, word(i + n)) || (word(i + n) == "news" && one_of(kMediaNouns, word(i + n + 1)));
    if (!named && (!noun || words_[i + n].breaks)) return 0;
    const size_t end = named ? i + n : i + n + (word(i + n) == "news" ? 2 : 1);
    const auto role = role_at(i, end);
    if (!role) return 0;
    size_t first = i;
    while (first + 1 < i + n && ontology_.state_of_adjective(word(first)) != nullptr) ++first;  // the Saudi Al-Hadath network
    if (ontology_.state_of_adjective(word(first)) != nullptr || word(first) == "state") return 0;
    const Span at{words_[first].at.begin, words_[i + n - 1].at.end};
    put(std::string(slice(text_, at)), "", *role, at);
    return n;
  }

  // How the words around [begin, end) use the outlet; nothing when it is only mentioned.
  std::optional<SourceRole> role_at(size_t begin, size_t end) const {
    size_t next = end;
    if (one_of(kMediaNouns, word(next)) && next < words_.size() && !words_[next].breaks) ++next;
    if (word(next) == "news" && one_of(kMediaNouns, word(next + 1))) next += 2;
    for (size_t k = 0; k < 2 && one_of(kAdverbs, word(next)); ++k) ++next;
    if (one_of(kReporters, word(next)) || one_of(kReporters, word(end))) return SourceRole::correspondent;
    if (next < words_.size() && !words_[next].breaks && one_of(kReportVerbs, word(next))) return SourceRole::quoted_outlet;
    size_t p = begin;  // words before, articles and adjectives skipped
    for (int skipped = 0; p > 0 && skipped < 3 && !words_[p].breaks; --p, ++skipped) {
      const sv w = word(p - 1);
      const bool loose = w == "the" || w == "a" || w == "an" || w == "us" || w == "u.s" || w == "state" || w == "state-run" ||
                         w == "news" || w == "agency" || w == "network" || w == "channel" || w == "broadcaster" ||
                         w == "newspaper" || w == "daily" || w == "private" || w == "television" || w == "official" ||
                         w == "local" || w == "state-owned" || ontology_.state_of_adjective(w) != nullptr;
      if (!loose) break;
    }
    const sv before = p > 0 ? word(p - 1) : sv();
    if (p == begin && p > 0 && !words_[p].breaks && before != "report" && one_of(kReportVerbs, before))
      return SourceRole::quoted_outlet;  // "said KCNA"
    const sv two = p > 1 ? word(p - 2) : sv();
    if (before == "told" || before == "tells" || before == "quoting" || before == "citing" || before == "telling")
      return SourceRole::quoted_outlet;
    if (before == "to" && (two == "according" || two == "speaking" || two == "remarks" || two == "statement" ||
                           two == "interview" || two == "comments" || two == "spoke")) {
      return SourceRole::quoted_outlet;
    }
    if (before == "with" && (two == "interview" || two == "spoke" || two == "speaking")) return SourceRole::quoted_outlet;
    if (before == "by" && (two == "reported" || two == "quoted" || two == "cited" || two == "published" || two == "seen" ||
                           two == "obtained" || two == "carried" || two == "broadcast")) {
      return SourceRole::quoted_outlet;
    }
    return std::nullopt;
  }

  // "a statement from the Egyptian Foreign ministry", "a statement issued by El-Sisi's spokesperson"
  void statements() {
    static constexpr std::array<sv, 12> kNouns = {"ministry",     "office",     "army",        "military",
                                                  "spokesperson", "spokesman",  "spokeswoman", "department",
                                                  "government",   "presidency", "police",      "authority"};
    for (size_t i = 0; i + 2 < words_.size(); ++i) {
      if (word(i) != "statement") continue;
      size_t p = i + 1;
      if (word(p) == "issued" || word(p) == "released" || word(p) == "published") ++p;
      if (word(p) != "from" && word(p) != "by") continue;
      ++p;
      if (word(p) == "the") ++p;
      const size_t first = p;
      while (p < words_.size() && p < first + 8 && (p == first || !words_[p].breaks) &&
             (words_[p].capital || one_of(kNouns, word(p)) || word(p) == "s" || word(p).substr(0, 3) == "el-" ||
              word(p).substr(0, 3) == "al-" ||
              ((word(p) == "of" || word(p) == "for") && p > first && p + 1 < words_.size() && words_[p + 1].capital))) {
        ++p;
      }
      if (p == first || !words_[first].capital) continue;
      const Span at{words_[first].at.begin, words_[p - 1].at.end};
      put(std::string(slice(text_, at)), "", SourceRole::statement, at);
    }
  }

  void put(std::string name, std::string id, SourceRole role, Span at) {
    out_.push_back({std::move(name), std::move(id), role, at});
  }

  sv text_;
  const Ontology& ontology_;
  std::vector<SourceClue>& out_;
  std::vector<Word> words_;
  std::string folded_;  // the folded forms of these
  std::unordered_map<sv, const KbActor*> known_;
};

// Names inside a credit mark of a block that starts at `base`.
void put_mark(sv line, const CreditMark& mark, uint32_t base, SourceRole role, const Ontology& ontology,
              std::vector<SourceClue>& out) {
  const std::vector<Span> pieces = name_pieces(line, mark.name);
  bool known = false;
  for (Span at : pieces) {
    const KbActor* actor = outlet_named(ontology, slice(line, at));
    for (const sv tail : {" file photo", " photo", " photos", " file", " images", " pool"}) {  // "PTI File Photo"
      const std::string piece = lower_ascii(slice(line, at));
      if (actor == nullptr && ends_with(piece, tail)) {
        at.end -= static_cast<uint32_t>(tail.size());
        actor = outlet_named(ontology, slice(line, at));
      }
    }
    if (actor == nullptr) continue;
    known = true;
    out.push_back({actor->name, actor->id, role, {base + at.begin, base + at.end}});
  }
  if (known || pieces.empty()) return;
  const Span last = pieces.back();
  const sv name = slice(line, last);
  const std::string folded = fold(name);
  if (is_picture_name(name) && folded.substr(0, 5) != "getty") return;
  if (ends_with(folded, "agencies") || ends_with(folded, "staff")) return;
  out.push_back({std::string(name), "", role, {base + last.begin, base + last.end}});
}

// Where the name begins in "-- Harbour Weekly" or "(Harbour Weekly)".
uint32_t name_begin(sv line) {
  const std::string head = lower_ascii(line.substr(0, 40));
  uint32_t at = head.substr(0, 5) == "with " ? 5 : 0;
  if (const size_t colon = head.find(':'); colon != std::string::npos && one_of(kTextLabels, trim(sv(head).substr(0, colon))))
    at = static_cast<uint32_t>(colon) + 1;
  while (at < line.size()) {
    const CodePoint c = decode(line, at);
    if (!is_dash(c.value) && !is_white(c.value) && c.value != '(' && c.value != '[') break;
    at += c.length;
  }
  return at;
}

// "CAIRO, April 3 (LWA) - ": a bracket in the head of the text, with a dash after it.
void dateline_credit(sv line, uint32_t base, const Ontology& ontology, std::vector<SourceClue>& out) {
  const sv head = line.substr(0, 90);
  const size_t open = head.find('('), close = head.find(')');
  if (open == sv::npos || close == sv::npos || close < open + 3) return;
  sv rest = trim(head.substr(close + 1));
  if (rest.empty() || !(is_dash(decode(rest, 0).value) || rest[0] == ':')) return;
  const CreditMark mark{{static_cast<uint32_t>(open), static_cast<uint32_t>(close + 1)},
                        {static_cast<uint32_t>(open + 1), static_cast<uint32_t>(close)},
                        false};
  if (mark.name.size() > 40) return;
  put_mark(line, mark, base, SourceRole::agency, ontology, out);
}

}  // namespace

const KbActor* outlet_named(const Ontology& ontology, sv name) {
  name = trim(without_article(trim(name)));
  if (name.size() < 2 || name.size() > 60 || !ontology.may_name_outlet(name)) return nullptr;
  for (const uint32_t i : ontology.named(name)) {
    const KbActor& actor = ontology.actors[i];
    if (actor.kind != ActorKind::outlet) continue;
    const std::string key = fold(name);
    const auto exact = [&](const std::string& form) {
      return is_abbreviation(form) && form.size() <= 5 && fold(form) == key && form != name;
    };
    const bool wrong_case = exact(actor.name) || std::any_of(actor.variants.begin(), actor.variants.end(), exact);
    const bool also_right =
        actor.name == name || std::find(actor.variants.begin(), actor.variants.end(), name) != actor.variants.end();
    if (!wrong_case || also_right) return &actor;
  }
  return nullptr;
}

std::optional<CreditMark> credit_mark(sv line, const Ontology& ontology) {
  if (line.find_first_of("([:/|.\xC2") == sv::npos && line.find(" by ") == sv::npos) return std::nullopt;
  const std::string lower = lower_ascii(line);
  if (auto mark = labelled_credit(line, lower)) return mark;
  if (auto mark = bracketed_credit(line, ontology)) return mark;
  // "... in Cairo. REUTERS/Jane Doe", "... on Friday. Getty Images"
  const sv tail = trim(line);
  const size_t stop = tail.substr(0, tail.size() > 1 ? tail.size() - 1 : 0).find_last_of(".|");
  if (stop != sv::npos && tail.size() - stop < 70) {
    const auto begin = static_cast<uint32_t>(line.size() - (line.data() + line.size() - tail.data()) + stop + 1);
    const Span name{begin, static_cast<uint32_t>(static_cast<size_t>(tail.data() - line.data()) + tail.size())};
    if (is_creditable(line, name, ontology)) return CreditMark{name, name, false};
  }
  return std::nullopt;
}

bool is_credit_line(sv line, const Shape& shape, const Ontology& ontology) {
  line = trim(line);
  if (shape.words == 0 || shape.words > 14 || line.size() > 140) return false;
  const std::string lowered = lower_ascii(line);
  const sv lower = lowered;
  const sv first = lower.substr(0, lower.find(':'));
  if (lower.find(':') != sv::npos && (one_of(kTextLabels, trim(first)) || one_of(kPhotoLabels, trim(first)))) return true;
  if (lower.substr(0, 17) == "with inputs from " || lower.substr(0, 5) == "with " ? lower.find("agencies") != sv::npos
                                                                                  : lower == "agencies")
    return true;
  for (const sv head : {"photo by ", "photos by ", "photograph by ", "photographs by ", "photograph courtesy", "photo courtesy",
                        "photo provided by ", "photos provided by ", "image courtesy", "illustration by "}) {
    if (lower.substr(0, head.size()) == head && shape.words <= 9) return true;
  }
  sv core = line;
  if (lower.substr(0, 5) == "with " && shape.words <= 4) core.remove_prefix(5);  // "With Reuters"
  while (!core.empty()) {                                                        // "-- Name", "(Name)"
    const CodePoint c = decode(core, 0);
    if (!is_dash(c.value) && !is_white(c.value) && c.value != '(' && c.value != '[') break;
    core.remove_prefix(c.length);
  }
  const bool opened = core.size() < line.size();
  while (!core.empty() && (core.back() == ')' || core.back() == ']' || core.back() == '.' || is_space(core.back())))
    core.remove_suffix(1);
  const Span all{0, static_cast<uint32_t>(core.size())};
  if (core.empty()) return false;
  if (opened && is_dash(decode(line, 0).value) && shape.words <= 5 && shape.capitals == shape.words && !shape.stop) return true;
  const std::vector<Span> pieces = name_pieces(core, all);
  // "Iris Holm / AP", "Photo by Iris Holm/Getty Images"
  if (pieces.size() > 1 && shape.words <= 8 && shape.small_words == 0 && core.find('/') != sv::npos &&
      is_creditable(core, pieces.back(), ontology))
    return true;
  if (const auto mark = labelled_credit(line, lowered);
      mark && mark->at.begin == 0 && shape.words <= 8 && is_creditable(line, mark->name, ontology))
    return true;
  return shape.words <= 10 && !pieces.empty() && std::all_of(pieces.begin(), pieces.end(), [&](Span at) {
           const sv piece = slice(core, at);
           return outlet_named(ontology, piece) != nullptr || is_picture_name(piece) ||
                  ((pieces.size() > 1 || core.size() + 5 == line.size()) && is_abbreviation(piece));
         });
}

Span outlet_at_end(sv line, const Ontology& ontology) {
  line = trim(line);
  uint32_t begin = static_cast<uint32_t>(line.size());
  Span best;
  for (int n = 0; n < 4 && begin > 0; ++n) {
    while (begin > 0 && line[begin - 1] == ' ') --begin;
    while (begin > 0 && line[begin - 1] != ' ') --begin;
    const Span at{begin, static_cast<uint32_t>(line.size())};
    if (begin == 0) break;
    if (outlet_named(ontology, slice(line, at)) != nullptr) best = at;
  }
  return best;
}

std::vector<SourceClue> find_sources(const Article& article, const Ontology& ontology) {
  std::vector<SourceClue> out;
  Running running(article.text, ontology, out);
  bool first_body = true;
  for (const Block& block : article.blocks) {
    if (!kept(block.role)) continue;
    const sv line = slice(article.text, block.at);
    if (block.role == Role::caption || block.role == Role::credit) {
      const auto mark = credit_mark(line, ontology);
      const bool photo = block.role == Role::caption;
      if (mark) {
        put_mark(line, *mark, block.at.begin, photo ? SourceRole::photo : SourceRole::agency, ontology, out);
      } else if (!photo) {
        put_mark(line, {{}, {name_begin(line), static_cast<uint32_t>(line.size())}, false}, block.at.begin, SourceRole::agency,
                 ontology, out);
      } else if (const Span name = outlet_at_end(line, ontology); !name.empty()) {
        put_mark(line, {name, name, false}, block.at.begin, SourceRole::photo, ontology, out);
      }
      continue;
    }
    if (block.role == Role::byline) {
      const std::string lower = lower_ascii(line);
      if (const size_t at = lower.find_last_of(",|/-"); at != std::string::npos) {
        const KbActor* actor = outlet_named(ontology, line.substr(at + 1));
        if (actor != nullptr)
          out.push_back(
              {actor->name, actor->id, SourceRole::agency, {block.at.begin + static_cast<uint32_t>(at) + 1, block.at.end}});
      }
      continue;
    }
    if (!is_prose(block.role) || block.role == Role::headline) continue;
    if (first_body && (block.role == Role::body || block.role == Role::standfirst)) {
      dateline_credit(line, block.at.begin, ontology, out);
      first_body = block.role == Role::standfirst;
    }
    if (const auto mark = bracketed_credit(line, ontology); mark && mark->at.end + 2 >= line.size()) {
      put_mark(line, *mark, block.at.begin, SourceRole::agency, ontology, out);
    }
    running.read(block.at);
  }
  // one clue for each source; a text from an agency says more than its picture
  std::vector<SourceClue> unique;
  std::unordered_map<std::string, size_t> seen;
  for (SourceClue& clue : out) {
    const auto [place, fresh] = seen.emplace(clue.kb_id.empty() ? fold(clue.name) : clue.kb_id, unique.size());
    if (fresh) {
      unique.push_back(std::move(clue));
    } else if (unique[place->second].role == SourceRole::photo && clue.role != SourceRole::photo) {
      unique[place->second] = std::move(clue);
    }
  }
  return unique;
}

}  // namespace dateline::page
