#include "dateline/time/words.h"

#include "dateline/base/chars.h"
#include "dateline/text/text.h"

namespace dateline::time {
namespace {

bool is_apostrophe(char32_t c) { return c == U'\'' || c == U'\u2019' || c == U'\u02BC'; }

/// Reads the text from left to right; every character is looked at a bounded number of times.
class Scanner {
 public:
  Scanner(std::string_view text, Span area) : text_(text), at_(area.begin), end_(area.end) {
    if (end_ > text.size()) end_ = static_cast<uint32_t>(text.size());
  }

  Words all() {
    Words out;
    bool space = true;
    while (at_ < end_) {
      const CodePoint c = peek(at_);
      if (c.length == 0) break;
      if (is_white(c.value) || c.value == U'\u200B' || c.value == U'\u00AD') {
        at_ += c.length;
        space = true;
        continue;
      }
      Word word;
      word.space_before = space;
      word.at.begin = at_;
      if (address(word)) {
        // an address holds no number and no date
      } else if (c.value < 0x80 && is_digit(static_cast<char>(c.value))) {
        number(word);
      } else if (is_letter(c.value)) {
        letters(word, c);
      } else {
        sign(word, c);
      }
      word.at.end = at_;
      space = false;
      out.push_back(std::move(word));
    }
    return out;
  }

 private:
  [[nodiscard]] CodePoint peek(uint32_t at) const { return at < end_ ? decode(text_.substr(0, end_), at) : CodePoint{}; }
  [[nodiscard]] bool digit_at(uint32_t at) const { return at < end_ && is_digit(text_[at]); }

  /// "https://...", "www....": one sign up to the next white space.
  bool address(Word& word) {
    const std::string_view rest = text_.substr(at_, end_ - at_);
    if (!word.space_before || (rest.substr(0, 7) != "http://" && rest.substr(0, 8) != "https://" && rest.substr(0, 4) != "www."))
      return false;
    word.kind = WordKind::sign;
    word.lower = "address";
    while (at_ < end_ && !is_space(text_[at_])) ++at_;
    return true;
  }

  /// Digits with inner separators: 1,200 · 12.5 · 12.02.2024.
  void number(Word& word) {
    word.kind = WordKind::number;
    while (digit_at(at_) || (at_ < end_ && (text_[at_] == ',' || text_[at_] == '.') && digit_at(at_ + 1))) ++at_;
    word.lower = std::string(text_.substr(word.at.begin, at_ - word.at.begin));
  }

  /// "p.m." and "U.S.": single letters, each closed by a stop, at least two.
  bool dotted(Word& word) {
    uint32_t at = at_;
    std::string lower;
    while (at + 1 < end_ && is_alpha(text_[at]) && text_[at + 1] == '.') {
      lower += to_lower(text_[at]);
      at += 2;
    }
    if (lower.size() < 2) {
      // "a.m" and "p.m" without the last stop
      if (lower.size() == 1 && at < end_ && is_alpha(text_[at]) && !(at + 1 < end_ && is_letter(peek(at + 1).value))) {
        lower += to_lower(text_[at]);
        ++at;
      } else {
        return false;
      }
    }
    if (at < end_ && is_letter(peek(at).value)) {
      // "U.S.dollars": the last letter belongs to the next word only when no single letter follows
      if (lower.size() < 2) return false;
    }
    at_ = at;
    word.lower = std::move(lower);
    word.dotted = true;
    return true;
  }

  void letters(Word& word, CodePoint c) {
    word.capital = is_upper_letter(c.value);
    if (dotted(word)) return;
    uint32_t small = 0, letters_seen = 0;
    while (at_ < end_) {
      const CodePoint d = peek(at_);
      if (d.length == 0) break;
      if (is_letter(d.value)) {
        ++letters_seen;
        if (!is_upper_letter(d.value)) ++small;
        if (d.value < 0x80) {
          word.lower += to_lower(static_cast<char>(d.value));
        } else {
          word.lower += std::string(text_.substr(at_, d.length));
        }
        at_ += d.length;
      } else if (is_apostrophe(d.value) && inner_apostrophe(at_ + d.length)) {
        word.lower += '\'';
        at_ += d.length;
      } else {
        break;
      }
    }
    word.all_capital = small == 0 && letters_seen > 1;
  }

  /// An apostrophe belongs to the word ("o'clock", "d'Ivoire") unless a clitic follows ("Friday's", "we'll").
  [[nodiscard]] bool inner_apostrophe(uint32_t at) const {
    uint32_t n = 0;
    char clitic[3] = {0, 0, 0};
    while (at + n < end_ && n < 3 && is_alpha(text_[at + n])) {
      clitic[n] = to_lower(text_[at + n]);
      ++n;
    }
    if (n == 0) return false;
    if (n == 1) return clitic[0] != 's' && clitic[0] != 'd' && clitic[0] != 'm' && clitic[0] != 't';
    if (n == 2) return !in(std::string_view(clitic, 2), "ll re ve");
    return true;
  }

  void sign(Word& word, CodePoint c) {
    word.kind = WordKind::sign;
    at_ += c.length;
    if (is_apostrophe(c.value)) {
      clitic(word);
    } else if (c.value == U'\u2013' || c.value == U'\u2010' || c.value == U'\u2011' || c.value == U'\u2012' ||
               c.value == U'\u2212') {
      word.lower = "-";
    } else {
      word.lower = std::string(text_.substr(word.at.begin, c.length));
    }
  }

  /// "'s", "'ll", "'80" after the apostrophe just read; digits stay a word of their own.
  void clitic(Word& word) {
    word.lower = "'";
    if (word.space_before) return;
    uint32_t n = 0;
    while (at_ + n < end_ && n < 3 && is_alpha(text_[at_ + n])) ++n;
    if (n == 0 || n > 2) return;
    for (uint32_t i = 0; i < n; ++i) word.lower += to_lower(text_[at_ + i]);
    at_ += n;
    word.kind = WordKind::word;
  }

  std::string_view text_;
  uint32_t at_, end_;
};

}  // namespace

Words scan(std::string_view text, Span area) { return Scanner(text, area).all(); }

std::vector<Span> sentence_spans(const Text& text) {
  std::vector<Span> out;
  out.reserve(text.sentences.size());
  for (const Sentence& s : text.sentences) out.push_back(s.at);
  if (!out.empty()) return out;
  uint32_t begin = 0;
  for (uint32_t i = 0; i <= text.utf8.size(); ++i) {
    if (i == text.utf8.size() || text.utf8[i] == '\n') {
      if (i > begin) out.push_back({begin, i});
      begin = i + 1;
    }
  }
  return out;
}

bool in(std::string_view form, std::string_view list) {
  if (form.empty()) return false;
  size_t at = 0;
  while ((at = list.find(form, at)) != std::string_view::npos) {
    const bool left = at == 0 || list[at - 1] == ' ';
    const bool right = at + form.size() == list.size() || list[at + form.size()] == ' ';
    if (left && right) return true;
    ++at;
  }
  return false;
}

}  // namespace dateline::time
