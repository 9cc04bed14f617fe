// Marks which words of a block start a sentence.
// Input:  `... met Gen. Dempsey in the U.S. The talks failed. "Why?" he asked. In 2011 ...`
// Output: starts at `The`, at the quotation mark before `Why`, at `In`; not after `Gen.`, not before `he`.
// Evidence: the closing mark, what stands before it (abbreviation, initial, list number), what follows (case, quotation, blank).
// Where no mark stands, tokenize_breaks.cc is asked. Does not try: the false stops of machine translation.
#include <cstddef>
#include <string_view>
#include <vector>

#include "dateline/text/tokenize.h"
#include "dateline/text/tokenize_breaks.h"
#include "dateline/text/tokenize_words.h"

namespace dateline::text::tokenize {

void mark_sentences(std::string_view s, std::vector<Piece>& pieces);

namespace {

class Marker {
 public:
  Marker(std::string_view s, std::vector<Piece>& p) : s_(s), p_(p) {}

  void run() {
    if (p_.empty()) return;
    p_[0].starts_sentence = true;
    const bool informal = is_informal(s_, p_);
    std::size_t first = 0;
    for (std::size_t i = 0; i + 1 < p_.size();) {
      std::size_t next = end_after(i, first);
      if (next == i && breaks_before(s_, p_, first, i + 1, informal)) next = i + 1;
      if (next > i && next < p_.size()) {
        p_[next].starts_sentence = true;
        first = next;
      }
      i = next > i ? next : i + 1;
    }
  }

 private:
  std::string_view s_;
  std::vector<Piece>& p_;

  std::string_view form(std::size_t i) const { return s_.substr(p_[i].begin, p_[i].end - p_[i].begin); }
  bool touches_previous(std::size_t i) const { return i > 0 && p_[i].begin == p_[i - 1].end; }
  bool touches_next(std::size_t i) const { return i + 1 < p_.size() && p_[i].end == p_[i + 1].begin; }

  /// A paragraph break (two line ends with only blanks between) before word i?
  bool gap_before(std::size_t i) const {
    int lines = 0;
    for (std::size_t k = p_[i - 1].end; k < p_[i].begin; ++k) lines += s_[k] == '\n';
    return lines >= 2;
  }

  static bool ends_with_dot(std::string_view w) { return w.back() == '.'; }
  static bool is_stop(std::string_view w) {
    for (std::size_t i = 0; i < w.size(); ++i) {
      if (w[i] == '.' || w[i] == '!' || w[i] == '?') continue;
      if (w.substr(i, 3) == "\u2026" || w.substr(i, 3) == "\u3002")
        i += 2;
      else if (w.substr(i, 2) == "\u061F" || w.substr(i, 2) == "\u06D4")
        i += 1;
      else
        return false;
    }
    return true;
  }
  static bool is_closer(std::string_view w) {
    return w == "\"" || w == "'" || w == "''" || w == ")" || w == "]" || w == "}" || w == "\u201D" || w == "\u2019" ||
           w == "\u00BB";
  }
  static bool is_straight(std::string_view w) { return w == "\"" || w == "'" || w == "\u2019" || w == "\u201D"; }
  static bool is_opener(std::string_view w) {
    return w == "\"" || w == "'" || w == "``" || w == "(" || w == "[" || w == "\u201C" || w == "\u2018" || w == "\u00AB" ||
           w == "\u201E";
  }
  static bool is_face(std::string_view w) {
    return w.size() > 1 && w.size() < 5 && (w[0] == ':' || w[0] == ';') && !is_alpha(w[1]);
  }
  static bool is_bullet(std::string_view w) {
    return w == "-" || w == "*" || w == "\u2022" || w == "\u2013" || w == "\u2014" || w == "--" || w == "\u25CF" ||
           w == "\u00B7" || w == "\u25AA";
  }

  /// If a sentence ends at word i, the index of the next sentence's first word; else i.
  std::size_t end_after(std::size_t i, std::size_t first) const {
    if (gap_before(i + 1)) return i + 1;
    const std::string_view w = form(i);
    if (is_stop(w)) return after_stop(i, first);
    if (w.size() > 1 && ends_with_dot(w)) return after_abbreviation(i, first);
    return i;
  }

  /// Steps over closing marks that belong to the sentence ending before word k.
  std::size_t over_closers(std::size_t k) const {
    while (k < p_.size()) {
      if (note_mark(k)) {
        k += 3;
        continue;
      }
      if (is_face(form(k))) {
        ++k;
        continue;
      }
      if (!is_closer(form(k))) break;
      const bool glued = touches_previous(k);
      if (!glued && is_straight(form(k)) && touches_next(k)) break;  // opens the next quotation
      const bool bracket = form(k) == ")" || form(k) == "]" || form(k) == "}";
      if (!glued && !is_straight(form(k)) && !bracket) break;
      if (glued && touches_next(k) && is_straight(form(k)) && !is_closer(form(k + 1)) && starts_upper(k + 1) &&
          open_quotes_even(k))
        break;
      ++k;
    }
    return k;
  }
  /// `[17]`: a reference to a note.
  bool note_mark(std::size_t k) const {
    return k + 2 < p_.size() && form(k) == "[" && form(k + 2) == "]" && is_digit(form(k + 1)[0]) && form(k + 1).size() <= 3;
  }
  /// An even number of straight double quotation marks in the last words before k: the one at k opens.
  bool open_quotes_even(std::size_t k) const {
    if (form(k) != "\"") return false;
    std::size_t n = 0;
    for (std::size_t j = k; j-- > 0 && k - j < 120 && !p_[j].starts_sentence;) n += form(j) == "\"";
    return n % 2 == 0;
  }

  std::size_t after_stop(std::size_t i, std::size_t first) const {
    const std::string_view w = form(i);
    const std::size_t next = over_closers(i + 1);
    if (next >= p_.size()) return next;
    if (w == "." && list_number(i, first)) return i;
    const bool closers = next > i + 1;
    const bool dots = w.size() > 1 && w.find_first_of("!?") == std::string_view::npos;
    if (touches_previous(next) && next == i + 1) return glued(i, next, dots);
    const std::string_view n = form(next);
    if (starts_lower(next)) {
      if (dots || closers || w == ".") return w == "." && !closers && lower_start(i, next) ? next : i;
      return next;
    }
    if (is_stop(n) || n == "," || n == ";" || n == ":") return i;
    if (is_bullet(n) && next + 1 < p_.size() && starts_lower(next + 1)) return i;
    if (is_opener(n) && next + 1 < p_.size() && starts_lower(next + 1) && w.find_first_of("!?") == std::string_view::npos)
      return n == "(" || n == "[" ? next : i;
    return next;
  }

  /// `negotiations.In Cairo` breaks; `3.5`, `...and` do not.
  std::size_t glued(std::size_t i, std::size_t next, bool dots) const {
    if (!starts_upper(next) && !is_opener(form(next))) return i;
    if (dots) return next;
    const std::string_view before = i ? form(i - 1) : std::string_view();
    if (before.empty() || !touches_previous(i)) return i;
    if (is_opener(form(next))) return next + 1 < p_.size() && starts_upper(next + 1) ? next : i;
    return before.size() > 1 || is_digit(before[0]) || !is_upper(before[0]) ? next : i;
  }

  /// A full stop before a small letter: break only for words that no sentence continues with.
  bool lower_start(std::size_t i, std::size_t next) const {
    const std::string_view n = form(next);
    return i > 0 && form(i - 1).size() > 3 && (n == "i" || n == "iPhone" || n == "eBay");
  }

  /// `3. Next item`: the number opens the sentence.
  bool list_number(std::size_t i, std::size_t first) const {
    if (i == first + 2 && is_bullet(form(first))) ++first;
    if (i != first + 1 || !touches_previous(i)) return false;
    const std::string_view w = form(first);
    if (w.size() > 2) return false;
    for (const char c : w)
      if (!is_digit(c)) return w.size() == 1 && is_alpha(c);
    return true;
  }

  std::size_t after_abbreviation(std::size_t i, std::size_t first) const {
    const std::string_view w = form(i);
    const std::string_view stem = w.substr(0, w.size() - 1);
    if (i == first || in_list(kNeverLast, stem)) return i;
    const std::size_t next = over_closers(i + 1);
    if (next >= p_.size()) return next;
    std::size_t word = next;
    while (word < p_.size() && word < next + 2 && is_opener(form(word))) ++word;
    if (word >= p_.size()) return i;
    const bool starter = starts_upper(word) && in_list(kStarters, form(word));
    if (stem.size() == 1) return starter && !(form(word) == "A" || form(word) == "I") && single_letter_ends(i) ? next : i;
    if (starter) return next;
    if (word > next && starts_upper(word) && next == i + 1 && form(next) != "(" && form(next) != "[") return next;
    if (equal_lower(stem, "etc") && starts_upper(word)) return next;
    return i;
  }
  /// `Plan B. The` ends; `George W. Both` hardly occurs: a capitalised name before the letter keeps the sentence open.
  bool single_letter_ends(std::size_t i) const { return i > 0 && is_lower(form(i - 1)[0]); }

  bool starts_upper(std::size_t i) const {
    const std::string_view w = form(i);
    if (is_upper(w[0])) return true;
    if (w.size() < 2) return false;
    const auto a = static_cast<unsigned char>(w[0]);
    const auto b = static_cast<unsigned char>(w[1]);
    return (a == 0xC3 && b >= 0x80 && b <= 0x9E) || (a == 0xD0 && b >= 0x80 && b <= 0xAF);
  }
  bool starts_lower(std::size_t i) const {
    const std::string_view w = form(i);
    if (is_lower(w[0])) return true;
    if (w[0] == '\'' && w.size() > 1) return is_lower(w[1]);
    if (w.size() < 2) return false;
    const auto a = static_cast<unsigned char>(w[0]);
    const auto b = static_cast<unsigned char>(w[1]);
    return (a == 0xC3 && b >= 0x9F) || (a == 0xD0 && b >= 0xB0) || (a == 0xD1 && b >= 0x80);
  }
};

}  // namespace

void mark_sentences(std::string_view s, std::vector<Piece>& pieces) { Marker(s, pieces).run(); }

}  // namespace dateline::text::tokenize
