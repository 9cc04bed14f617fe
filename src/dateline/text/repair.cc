#include "dateline/text/repair.h"

#include <algorithm>
#include <array>
#include <optional>

#include "dateline/base/chars.h"

namespace dateline::text {

namespace {

using namespace std::string_view_literals;

/// A run of bytes between white space, with the part of it that is word (no punctuation at the ends).
struct Word {
  Span at;
  Span core;
};

bool one_of(std::string_view word, const auto& list) { return std::find(list.begin(), list.end(), word) != list.end(); }

// Lower-case words that continue a clause: after a stop they show that the stop is false.
constexpr std::array kContinues = {"with"sv,    "of"sv,      "and"sv,     "or"sv,      "but"sv,     "in"sv,      "on"sv,
                                   "at"sv,      "to"sv,      "for"sv,     "from"sv,    "by"sv,      "into"sv,    "over"sv,
                                   "under"sv,   "between"sv, "which"sv,   "who"sv,     "whose"sv,   "that"sv,    "as"sv,
                                   "than"sv,    "while"sv,   "against"sv, "about"sv,   "through"sv, "via"sv,     "during"sv,
                                   "without"sv, "within"sv,  "toward"sv,  "towards"sv, "among"sv,   "because"sv, "including"sv};
constexpr std::array kAuxiliaries = {"is"sv,   "are"sv, "was"sv,  "were"sv,  "does"sv, "do"sv,   "did"sv, "has"sv,
                                     "have"sv, "had"sv, "will"sv, "would"sv, "be"sv,   "been"sv, "can"sv, "could"sv};
constexpr std::array kPrepositions = {"in"sv,  "through"sv, "with"sv, "by"sv, "of"sv, "from"sv,
                                      "for"sv, "on"sv,      "at"sv,   "to"sv, "via"sv};
// Abbreviations in small letters that take a stop inside a sentence.
constexpr std::array kAbbreviations = {"etc"sv,  "vs"sv,  "approx"sv, "est"sv,  "no"sv,  "nos"sv, "cf"sv,  "al"sv,  "ie"sv,
                                       "eg"sv,   "viz"sv, "dept"sv,   "govt"sv, "min"sv, "max"sv, "sec"sv, "hr"sv,  "hrs"sv,
                                       "ft"sv,   "lbs"sv, "oz"sv,     "tel"sv,  "pp"sv,  "ca"sv,  "inc"sv, "ltd"sv, "co"sv,
                                       "corp"sv, "jr"sv,  "sr"sv,     "st"sv,   "mt"sv,  "ave"sv, "fig"sv};
// Words that English doubles on purpose.
constexpr std::array kMayDouble = {"that"sv, "had"sv,  "very"sv, "really"sv, "many"sv,  "no"sv,   "so"sv,
                                   "far"sv,  "long"sv, "bye"sv,  "now"sv,    "never"sv, "more"sv, "yes"sv,
                                   "ha"sv,   "who"sv,  "her"sv,  "there"sv,  "again"sv, "blah"sv, "big"sv};

// Adjectives that want a noun: before a preposition their noun was lost.
constexpr std::array kWantNoun = {"same"sv, "such"sv, "other"sv, "own"sv};
constexpr std::array kDeterminers = {"the"sv, "a"sv, "an"sv, "this"sv, "its"sv, "their"sv, "his"sv, "her"sv, "any"sv, "all"sv};
constexpr std::array kPronouns = {"he"sv, "she"sv, "they"sv, "it"sv};
constexpr std::array kWeekdays = {"Monday"sv, "Tuesday"sv, "Wednesday"sv, "Thursday"sv, "Friday"sv, "Saturday"sv, "Sunday"sv};
constexpr std::array kAdjectiveEnds = {"ive"sv, "ous"sv, "ful"sv, "less"sv, "able"sv, "ible"sv};
// After these a comma closes a noun phrase.
constexpr std::array kAfterNoun = {"according"sv, "which"sv, "who"sv, "he"sv, "she"sv, "it"sv, "they"sv, "said"sv, "while"sv};

std::vector<Word> words_of(std::string_view block) {
  std::vector<Word> words;
  for (size_t at = 0; at < block.size();) {
    CodePoint c = decode(block, at);
    if (is_white(c.value)) {
      at += c.length;
      continue;
    }
    Word word{{static_cast<uint32_t>(at), 0}, {0, 0}};
    bool any = false;
    while (at < block.size()) {
      c = decode(block, at);
      if (is_white(c.value)) break;
      if (is_letter(c.value) || (c.value < 0x80 && is_digit(static_cast<char>(c.value)))) {
        if (!any) word.core.begin = static_cast<uint32_t>(at);
        word.core.end = static_cast<uint32_t>(at + c.length);
        any = true;
      }
      at += c.length;
    }
    word.at.end = static_cast<uint32_t>(at);
    if (!any) word.core = {word.at.begin, word.at.begin};
    words.push_back(word);
  }
  return words;
}

bool all_lower(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return is_lower(c) || c == '-' || c == '\''; });
}

bool starts_upper(std::string_view word) { return !word.empty() && is_upper_letter(decode(word, 0).value); }

/// The block as words, with the questions the rules ask.
class Reader {
 public:
  explicit Reader(std::string_view block) : block_(block), words_(words_of(block)) {}
  [[nodiscard]] size_t size() const { return words_.size(); }
  [[nodiscard]] const Word& word(size_t i) const { return words_[i]; }
  [[nodiscard]] std::string_view text(size_t i) const { return slice(block_, words_[i].at); }
  [[nodiscard]] std::string_view core(size_t i) const { return slice(block_, words_[i].core); }
  [[nodiscard]] std::string_view block() const { return block_; }
  /// Word `i` ends with exactly one stop directly after its letters.
  [[nodiscard]] bool ends_with_stop(size_t i) const {
    const Word& w = words_[i];
    return !w.core.empty() && w.at.end == w.core.end + 1 && block_[w.core.end] == '.';
  }
  /// The sentence ends with word `i`: stop, question or exclamation mark, closing quotation marks allowed after it.
  [[nodiscard]] bool ends_sentence(size_t i) const {
    std::string_view tail = block_.substr(words_[i].core.end, words_[i].at.end - words_[i].core.end);
    return tail.find_first_of(".!?") != std::string_view::npos;
  }
  /// Context for people: from `before` words before `first` to `after` words after `last`.
  [[nodiscard]] Span around(size_t first, size_t last, size_t before, size_t after) const {
    const size_t a = first > before ? first - before : 0, b = std::min(last + after, size() - 1);
    return {words_[a].at.begin, words_[b].at.end};
  }

 private:
  std::string_view block_;
  std::vector<Word> words_;
};

bool stop_is_false(const Reader& r, size_t i, bool damaged_page) {
  if (i + 1 >= r.size() || !r.ends_with_stop(i)) return false;
  const std::string_view before = r.core(i), next = r.core(i + 1);
  if (r.word(i + 1).core.begin != r.word(i + 1).at.begin || !all_lower(next)) return false;
  const bool number = !before.empty() && is_digit(before.back());
  if ((before.size() < 2 && !number) || one_of(lower_ascii(before), kAbbreviations) || before.find('.') != std::string_view::npos)
    return false;
  if (number ? i == 0 : !is_lower(before.back())) return false;
  return one_of(next, kContinues) || (damaged_page && !number && before.size() > 2 && next.size() > 1);
}

/// "Council. (UNSC) and": a stop before the acronym of what was just named.
bool stop_before_acronym(const Reader& r, size_t i) {
  if (i + 2 >= r.size() || !r.ends_with_stop(i)) return false;
  const std::string_view paren = r.text(i + 1), acronym = r.core(i + 1);
  if (paren.size() < 4 || paren.front() != '(' || paren.find(')') == std::string_view::npos || acronym.size() < 2) return false;
  return std::all_of(acronym.begin(), acronym.end(), [](char c) { return is_upper(c) || is_digit(c) || c == '-'; }) &&
         all_lower(r.core(i + 2));
}

/// "Israel. , and": a stop, a space, a comma.
bool stop_before_comma(const Reader& r, size_t i) {
  return i + 1 < r.size() && r.ends_with_stop(i) && r.core(i).size() > 1 && r.text(i + 1).front() == ',';
}

/// A sentence of auxiliaries alone, torn off by translation: "Does." "Is."
bool is_lone_auxiliary(const Reader& r, size_t i) {
  return i > 0 && r.ends_sentence(i - 1) && r.ends_with_stop(i) && starts_upper(r.core(i)) &&
         one_of(lower_ascii(r.core(i)), kAuxiliaries);
}

/// "Has warned.": auxiliary and participle without a subject.
bool is_torn_verb(const Reader& r, size_t i) {
  return i > 0 && i + 1 < r.size() && r.ends_sentence(i - 1) && starts_upper(r.core(i)) && r.core(i).size() == r.text(i).size() &&
         one_of(lower_ascii(r.core(i)), kAuxiliaries) && r.ends_with_stop(i + 1) && all_lower(r.core(i + 1));
}

/// Sentence that starts at word `i` ends before this word index (its last word + 1).
size_t end_of_sentence(const Reader& r, size_t i) {
  while (i < r.size() && !r.ends_sentence(i)) ++i;
  return std::min(i + 1, r.size());
}

/// A short prepositional phrase standing as a sentence ("Through Qatari mediation."), joined to the one before.
bool is_torn_phrase(const Reader& r, size_t i) {
  if (i == 0 || !r.ends_with_stop(i - 1) || !starts_upper(r.core(i)) || !one_of(lower_ascii(r.core(i)), kPrepositions))
    return false;
  const size_t end = end_of_sentence(r, i);
  if (end - i < 2 || end - i > 7 || !r.ends_with_stop(end - 1)) return false;
  for (size_t w = i + 1; w < end; ++w) {
    const std::string word = lower_ascii(r.core(w));
    if (r.text(w).find(',') != std::string_view::npos || one_of(word, kAuxiliaries) || word.ends_with("ed") || word == "said")
      return false;
  }
  return true;
}

/// A bare name standing as a sentence after another ("Gaza Strip."): the tail of a phrase that lost its place.
bool is_stray_name(const Reader& r, size_t i) {
  if (i == 0 || !r.ends_with_stop(i - 1)) return false;
  const size_t end = end_of_sentence(r, i);
  if (end - i > 3 || !r.ends_with_stop(end - 1)) return false;
  for (size_t w = i; w < end; ++w) {
    if (!starts_upper(r.core(w)) || r.word(w).at.begin != r.word(w).core.begin) return false;
  }
  return true;
}

/// "countries. Preventing the escalation of war.": a clause without a finite verb, as far as its words' endings tell.
bool is_torn_gerund(const Reader& r, size_t i) {
  if (i == 0 || i + 2 >= r.size() || !r.ends_with_stop(i - 1)) return false;
  const std::string_view word = r.text(i);
  if (word.size() < 6 || !word.ends_with("ing") || !starts_upper(word) || !one_of(r.core(i + 1), kDeterminers)) return false;
  const size_t end = end_of_sentence(r, i);
  if (end - i > 9 || !r.ends_with_stop(end - 1)) return false;
  for (size_t w = i + 2; w < end; ++w) {
    const std::string low = lower_ascii(r.core(w));
    if (low.ends_with("s") || low.ends_with("ed") || one_of(low, kAuxiliaries) || r.text(w).find(',') != std::string_view::npos)
      return false;
  }
  return true;
}

/// "ceasefire. same in Lebanon": after a stop, an adjective whose noun is gone.
bool is_orphan(const Reader& r, size_t i) {
  return i > 0 && i + 1 < r.size() && r.ends_with_stop(i - 1) && one_of(r.text(i), kWantNoun) &&
         one_of(r.text(i + 1), kPrepositions);
}

/// "Biden's comprehensive, according to": a possessor and an adjective, and no noun before the comma.
bool lacks_noun(const Reader& r, size_t i) {
  if (i == 0 || i + 1 >= r.size()) return false;
  const std::string_view owner = r.text(i - 1), word = r.core(i), next = r.text(i + 1);
  if (!owner.ends_with("'s") && !owner.ends_with("\u2019s")) return false;
  if (!all_lower(word) || r.text(i).size() != word.size() + 1 || r.text(i).back() != ',' || !one_of(next, kAfterNoun))
    return false;
  return std::any_of(kAdjectiveEnds.begin(), kAdjectiveEnds.end(), [&](std::string_view end) { return word.ends_with(end); });
}

/// "the prisoners as he said.": the comma before the aside is gone.
bool lacks_comma(const Reader& r, size_t i) {
  return i > 0 && i + 2 < r.size() && r.text(i) == "as" && one_of(r.text(i + 1), kPronouns) && r.text(i + 2) == "said." &&
         r.core(i - 1).size() == r.text(i - 1).size();
}

/// "in Friday.": a weekday takes another preposition.
bool wrong_preposition(const Reader& r, size_t i) {
  if (i + 1 >= r.size() || r.text(i) != "in" || !one_of(r.core(i + 1), kWeekdays)) return false;
  const std::string_view day = r.text(i + 1);
  return day.size() == r.core(i + 1).size() + 1 && std::string_view(".,;").find(day.back()) != std::string_view::npos;
}

bool is_doubled(const Reader& r, size_t i) {
  if (i + 1 >= r.size() || r.text(i) != r.core(i)) return false;
  const std::string_view a = r.core(i), b = r.core(i + 1);
  return a == b && a.size() > 2 && all_lower(a) && !one_of(a, kMayDouble) && r.word(i + 1).at.begin == r.word(i + 1).core.begin;
}

struct QuoteState {
  uint32_t open = 0;
  std::optional<uint32_t> last_close;  ///< word index of the last closing mark
};

/// Finds the edits of one block, word by word.
class Finder {
 public:
  Finder(std::string_view block, bool damaged_page) : r_(block), damaged_(damaged_page) {}

  std::vector<Edit> run() {
    for (size_t i = 0; i < r_.size(); ++i) at_word(i);
    at_end();
    std::stable_sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) { return a.at.begin < b.at.begin; });
    return std::move(edits_);
  }

 private:
  void add(Span at, std::string replacement, Span context, RepairKind kind, bool certain) {
    if (!edits_.empty() && certain && edits_.back().certain && edits_.back().at.end > at.begin) return;
    edits_.push_back({at, std::move(replacement), context, kind, certain});
  }

  [[nodiscard]] Span stop_of(size_t i) const { return {r_.word(i).core.end, r_.word(i).core.end + 1}; }

  void at_word(size_t i) {
    if (damaged_ && i + 1 < r_.size() && is_orphan(r_, i + 1)) {
      add({stop_of(i).begin, r_.word(i + 1).at.end}, "", r_.around(i, i + 2, 2, 1), RepairKind::stray_fragment, true);
    } else if (stop_is_false(r_, i, damaged_) || stop_before_acronym(r_, i)) {
      add(stop_of(i), "", r_.around(i, i, 0, 3), RepairKind::false_stop, true);
    } else if (stop_before_comma(r_, i)) {
      add({stop_of(i).begin, r_.word(i + 1).at.begin}, "", r_.around(i, i, 2, 4), RepairKind::false_stop, true);
    } else if (is_doubled(r_, i)) {
      add({r_.word(i).at.begin, r_.word(i + 1).at.begin}, "", r_.around(i, i + 1, 1, 3), RepairKind::doubled_word, true);
    } else if (wrong_preposition(r_, i)) {
      add(r_.word(i).at, "on", r_.around(i, i + 1, 4, 0), RepairKind::doubtful, false);
    } else if (damaged_) {
      at_fragment(i);
      at_gap(i);
    }
    at_quote(i);
  }

  void at_fragment(size_t i) {
    if (is_lone_auxiliary(r_, i)) {
      add({r_.word(i - 1).at.end, r_.word(i).at.end}, "", r_.around(i - 1, i, 2, 0), RepairKind::stray_fragment, true);
    } else if (is_torn_verb(r_, i)) {
      add({r_.word(i).at.begin, r_.word(i + 1).at.end}, "", r_.around(sentence_before(i), i + 1, 0, 8), RepairKind::doubtful,
          false);
    } else if (is_torn_phrase(r_, i)) {
      const uint32_t first = r_.word(i).at.begin;
      add({stop_of(i - 1).begin, first + 1}, std::string(" ") + to_lower(r_.block()[first]),
          r_.around(i - 1, end_of_sentence(r_, i) - 1, 1, 0), RepairKind::false_stop, true);
    } else if (is_torn_gerund(r_, i)) {
      const uint32_t first = r_.word(i).at.begin;
      add({stop_of(i - 1).begin, first + 1}, std::string(", ") + to_lower(r_.block()[first]),
          r_.around(i, end_of_sentence(r_, i) - 1, 5, 0), RepairKind::false_stop, true);
    } else if (is_stray_name(r_, i)) {
      add({r_.word(i - 1).at.end, r_.word(end_of_sentence(r_, i) - 1).at.end}, "",
          r_.around(i, end_of_sentence(r_, i) - 1, 12, 0), RepairKind::stray_fragment, false);
    }
  }

  /// Words or marks that translation lost: shown, never put in.
  void at_gap(size_t i) {
    if (lacks_noun(r_, i)) {
      add({r_.word(i).core.end, r_.word(i).core.end}, " [...]", r_.around(i, i, 3, 2), RepairKind::doubtful, false);
    } else if (lacks_comma(r_, i)) {
      add({r_.word(i - 1).at.end, r_.word(i - 1).at.end}, ",", r_.around(i, i + 2, 8, 0), RepairKind::punctuation, false);
    }
  }

  /// First word of the sentence that ends before word `i`: the one whose verb was torn off.
  [[nodiscard]] size_t sentence_before(size_t i) const {
    size_t first = i - 1;
    while (first > 0 && i - first < 80 && !r_.ends_sentence(first - 1)) --first;
    return first;
  }

  void at_quote(size_t i) {
    const std::string_view word = r_.text(i);
    if (damaged_ && word == "\u201C" && i > 0 && i + 1 < r_.size() &&
        r_.block().find("\u201D", r_.word(i).at.end) == std::string_view::npos) {
      add({r_.word(i - 1).at.end, r_.word(i).at.end}, "", r_.around(i, i, 3, 3), RepairKind::stray_quote, true);
      return;
    }
    for (size_t at = 0; at < word.size();) {
      const CodePoint c = decode(word, at);
      if (c.value == U'\u201C') {
        ++quotes_.open;
      } else if (c.value == U'\u201D') {
        if (quotes_.open > 0)
          --quotes_.open;
        else
          unbalanced(i);
        quotes_.last_close = static_cast<uint32_t>(i);
      }
      at += c.length;
    }
    const size_t mark = word.find(".\u201D");
    if (mark != std::string_view::npos && i + 1 < r_.size() && (r_.text(i + 1) == "but" || r_.text(i + 1) == "and")) {
      add({r_.word(i).core.end, r_.word(i).core.end + 1}, ",", r_.around(i, i, 0, 3), RepairKind::punctuation, false);
    }
  }

  /// A closing mark that nothing opened: the quotation was cut by translation. Flagged from the last sound mark on.
  void unbalanced(size_t i) {
    const size_t from = quotes_.last_close ? std::max<size_t>(*quotes_.last_close, i > 24 ? i - 24 : 0) : (i > 12 ? i - 12 : 0);
    const Span context = {r_.word(from > 2 ? from - 2 : 0).at.begin, r_.word(i).at.end};
    if (!edits_.empty() && !edits_.back().certain && edits_.back().kind == RepairKind::stray_quote &&
        edits_.back().context.end >= r_.word(from).at.begin) {
      edits_.back().context.end = context.end;
      return;
    }
    const auto mark = static_cast<uint32_t>(r_.text(i).find("\u201D"));
    add({r_.word(i).at.begin + mark, r_.word(i).at.begin + mark + 3}, "", context, RepairKind::stray_quote, false);
  }

  void at_end() {
    if (r_.size() < 2) return;
    const size_t last = r_.size() - 1;
    const std::string_view word = r_.text(last);
    if (word == "\u201C" || word == "\"") {
      if (word == "\u201C" || std::count(r_.block().begin(), r_.block().end(), '"') % 2 == 1) {
        add({r_.word(last - 1).at.end, r_.word(last).at.end}, "", r_.around(last, last, 5, 0), RepairKind::stray_quote, true);
      }
    } else if (word.ends_with(",\u201D") || word.ends_with(",\"")) {
      const uint32_t comma = r_.word(last).at.begin + static_cast<uint32_t>(word.rfind(','));
      add({comma, comma + 1}, ".", r_.around(last, last, 5, 0), RepairKind::punctuation, false);
    }
  }

  Reader r_;
  bool damaged_;
  QuoteState quotes_;
  std::vector<Edit> edits_;
};

}  // namespace

unsigned damage_marks(std::string_view block) {
  const Reader r(block);
  unsigned marks = 0;
  for (size_t i = 0; i < r.size(); ++i) {
    marks +=
        stop_is_false(r, i, false) || stop_before_comma(r, i) || is_lone_auxiliary(r, i) || stop_before_acronym(r, i) ? 1 : 0;
  }
  return marks;
}

std::vector<Edit> find_repairs(std::string_view block, bool damaged_page) { return Finder(block, damaged_page).run(); }

}  // namespace dateline::text
