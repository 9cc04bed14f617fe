// Finds words (this file) and then sentences (tokenize_sentences.cc) in one block of text.
// Input:  `the 14-0.In Cairo, Gen. al-Sisi's aides`
// Output: the | 14 | - | 0 | . || In | Cairo | , | Gen. | al | - | Sisi + 's | aides
// Conventions: UD English (EWT): hyphenated words are cut except after a prefix (`anti-war`), `don't` is do + n't, dates and
// telephone numbers stay whole, runs of marks (`...`, `--`, `?!`) are one word.
// Does not try: undoing hyphenation at line ends, spelling.
#include "dateline/text/tokenize.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "dateline/text/text.h"
#include "dateline/text/tokenize_words.h"

namespace dateline::text {
namespace {

using tokenize::in_list;
using tokenize::is_alpha;
using tokenize::is_digit;
using tokenize::is_upper;
using tokenize::lower;

/// What stands at a byte: its class and how many bytes the character takes.
enum class Kind : std::uint8_t { blank, letter, digit, apostrophe, quote, open, close, stop, bang, dash, currency, other };
struct Glyph {
  Kind kind;
  std::uint8_t bytes;
  std::uint32_t code;
};

/// Decodes one character; a malformed byte counts as a letter of one byte so that offsets stay right.
Glyph decode(std::string_view s, std::size_t i);

/// Soft hyphen, joiners, direction marks, byte order mark: part of a word inside it, nothing elsewhere.
bool is_invisible(std::uint32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

Kind kind_of(std::uint32_t c) {
  if (c < 0x80) {
    const char a = static_cast<char>(c);
    if (is_alpha(a) || a == '_') return Kind::letter;
    if (is_digit(a)) return Kind::digit;
    switch (a) {
      case ' ':
      case '\t':
      case '\n':
      case '\r':
      case '\f':
      case '\v':
      case '\0':
        return Kind::blank;
      case '\'':
      case '`':
        return Kind::apostrophe;
      case '"':
        return Kind::quote;
      case '(':
      case '[':
      case '{':
        return Kind::open;
      case ')':
      case ']':
      case '}':
        return Kind::close;
      case '.':
        return Kind::stop;
      case '!':
      case '?':
        return Kind::bang;
      case '-':
        return Kind::dash;
      case '$':
        return Kind::currency;
      default:
        return Kind::other;
    }
  }
  switch (c) {
    case 0x85:
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
    case 0xFEFF:
      return Kind::blank;
    case 0x2018:
    case 0x2019:
    case 0x02BC:
    case 0xB4:
      return Kind::apostrophe;
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB:
      return Kind::quote;
    case 0xA3:
    case 0x20AC:
    case 0xA5:
      return Kind::currency;
    case 0x3002:
      return Kind::stop;
    default:
      break;
  }
  if (is_invisible(c) || (c >= 0x2000 && c <= 0x200A)) return Kind::blank;  // widths of blank, zero-width marks, direction marks
  if (c >= 0x2010 && c <= 0x2015) return Kind::dash;
  if ((c >= 0x2016 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
      (c >= 0xA1 && c <= 0xBF && c != 0xAA && c != 0xBA && c != 0xB5) || c == 0xD7 || c == 0xF7 || (c >= 0xFF01 && c <= 0xFF0F) ||
      c >= 0x1F000 || c == 0x60C || c == 0x61B || c == 0x61F || c == 0x6D4)
    return c == 0x61F || c == 0xFF01 ? Kind::bang : c == 0x6D4 ? Kind::stop : Kind::other;
  return Kind::letter;
}

Glyph decode(std::string_view s, std::size_t i) {
  const auto at = [&](std::size_t k) { return k < s.size() ? static_cast<unsigned char>(s[k]) : 0U; };
  const std::uint32_t a = at(i);
  if (a < 0x80) return {kind_of(a), 1, a};
  const auto tail = [&](std::size_t k) { return (at(k) & 0xC0U) == 0x80U; };
  std::uint32_t code = 0;
  std::uint8_t n = 1;
  if (a >= 0xC2 && a < 0xE0 && tail(i + 1)) {
    code = (a & 0x1FU) << 6U | (at(i + 1) & 0x3FU);
    n = 2;
  } else if (a >= 0xE0 && a < 0xF0 && tail(i + 1) && tail(i + 2)) {
    code = (a & 0x0FU) << 12U | (at(i + 1) & 0x3FU) << 6U | (at(i + 2) & 0x3FU);
    n = 3;
  } else if (a >= 0xF0 && a < 0xF5 && tail(i + 1) && tail(i + 2) && tail(i + 3)) {
    code = (a & 0x07U) << 18U | (at(i + 1) & 0x3FU) << 12U | (at(i + 2) & 0x3FU) << 6U | (at(i + 3) & 0x3FU);
    n = 4;
  } else {
    return {Kind::letter, 1, 0xFFFD};
  }
  return {kind_of(code), n, code};
}

/// The words of one block, in order.
class Cutter {
 public:
  explicit Cutter(std::string_view s) : s_(s) {}

  [[nodiscard]] std::size_t looks() const { return looks_; }

  std::vector<Piece> run() {
    std::size_t i = 0;
    while (i < s_.size()) {
      const Glyph g = glyph(i);
      if (g.kind == Kind::blank) {
        i += g.bytes;
        continue;
      }
      i = word_at(i, g);
    }
    return std::move(out_);
  }

 private:
  std::string_view s_;
  std::vector<Piece> out_;
  mutable std::size_t looks_ = 0;
  bool single_open_ = false;     // a single quotation mark waits for its partner
  std::size_t web_checked_ = 0;  // chunks before this byte were looked at for addresses

  void add(std::size_t b, std::size_t e, bool joined = false) {
    if (e > b) out_.push_back({static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(e), false, joined});
  }
  char byte(std::size_t i) const {
    ++looks_;
    return i < s_.size() ? s_[i] : ' ';
  }
  Glyph glyph(std::size_t i) const {
    ++looks_;
    return i < s_.size() ? decode(s_, i) : Glyph{Kind::blank, 1, ' '};
  }
  bool wordy(std::size_t i) const {
    const Kind k = glyph(i).kind;
    return k == Kind::letter || k == Kind::digit;
  }
  bool blank_before(std::size_t i) const { return i == 0 || (out_.empty() ? true : out_.back().end != i); }

  std::size_t word_at(std::size_t i, Glyph g) {
    if (i >= web_checked_)
      if (const std::size_t e = address(i)) return e;
    switch (g.kind) {
      case Kind::letter:
      case Kind::digit:
        return word(i);
      case Kind::apostrophe:
        return apostrophe(i, g);
      case Kind::stop:
      case Kind::bang:
        return stops(i);
      case Kind::dash:
      case Kind::other:
        return marks(i, g);
      case Kind::currency: {
        std::size_t e = i + g.bytes;
        while (glyph(e).code == g.code) e += g.bytes;
        add(i, e);
        return e;
      }
      default:
        add(i, i + g.bytes);
        return i + g.bytes;
    }
  }

  // ---- addresses: http://..., www...., name@host, @name, #tag ----

  /// End of an address that starts at i (the start of a chunk or after an opening mark), or 0.
  std::size_t address(std::size_t i) {
    if (!wordy(i) && s_[i] != '@' && s_[i] != '#') return 0;
    std::size_t e = i;
    bool at = false, scheme = false;
    while (e < s_.size() && e - i < 4096) {
      const Glyph g = glyph(e);
      if (g.kind == Kind::blank || g.kind == Kind::quote || s_[e] == '<' || s_[e] == '>') break;
      at = at || (s_[e] == '@' && e > i);
      scheme = scheme || (s_[e] == ':' && byte(e + 1) == '/' && byte(e + 2) == '/' && e > i && is_alpha(s_[i]));
      e += g.bytes;
    }
    if (e == i) return 0;
    const std::string_view chunk = s_.substr(i, e - i);
    const bool www = tokenize::starts_with_lower(chunk, "www.") || tokenize::starts_with_lower(chunk, "mailto:");
    const bool tag = (chunk[0] == '@' || chunk[0] == '#') && chunk.size() > 1 && is_alpha(chunk[1]) && blank_before(i);
    if (tag) {
      std::size_t k = i + 1;
      while (wordy(k)) k += glyph(k).bytes;
      add(i, k);
      return k;
    }
    if (const std::size_t n = file_name(chunk)) {
      add(i, i + n);
      return i + n;
    }
    if (!scheme && !www && !(at && is_mail(chunk))) {
      web_checked_ = e;
      return 0;
    }
    while (e > i + 1 && (std::string_view(".,;:!?)]}'*").find(s_[e - 1]) != std::string_view::npos)) {
      if (s_[e - 1] == ')' && s_.substr(i, e - i).find('(') != std::string_view::npos) break;
      --e;
    }
    add(i, e);
    return e;
  }

  /// `ld2d-#69366-1.doc`: bytes of a file name the chunk begins with, when a mark stands inside that would cut it; or 0.
  static std::size_t file_name(std::string_view c) {
    while (!c.empty() && std::string_view(".,;:!?)]}'*").find(c.back()) != std::string_view::npos) c.remove_suffix(1);
    const std::size_t dot = c.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || !in_list(tokenize::kFiles, c.substr(dot + 1))) return 0;
    bool cuts = false;
    for (const char x : c) {
      cuts = cuts || x == '-' || x == '#';
      if (!tokenize::is_word_byte(x) && x != '-' && x != '#' && x != '.') return 0;
    }
    return cuts ? c.size() : 0;
  }

  static bool is_mail(std::string_view c) {
    const std::size_t at = c.find('@');
    if (at == 0 || at == std::string_view::npos || at + 3 > c.size()) return false;
    return tokenize::is_word_byte(c[0]) && (tokenize::is_word_byte(c[at - 1]) || c[at - 1] == '.') &&
           tokenize::is_word_byte(c[at + 1]);
  }

  // ---- words and numbers ----

  std::size_t word(std::size_t i) {
    std::size_t e = i;
    for (;;) {
      const Glyph g = glyph(e);
      if (g.kind == Kind::letter || g.kind == Kind::digit)
        e += g.bytes;
      else if (const std::size_t n = bridge(i, e, g))
        e = n;
      else
        break;
    }
    e = closing_stop(i, e);
    return emit(i, e);
  }

  /// If the mark at e ties the word [i, e) to what follows, the byte after the mark; else 0.
  std::size_t bridge(std::size_t i, std::size_t e, Glyph g) const {
    const std::size_t after = e + g.bytes;
    const Kind next = glyph(after).kind;
    if (is_invisible(g.code)) return next == Kind::letter || next == Kind::digit ? after : 0;
    const bool digits = is_digit(byte(e - 1)) && next == Kind::digit;
    if (g.kind == Kind::apostrophe) return next == Kind::letter || (next == Kind::digit && !is_digit(byte(e - 1))) ? after : 0;
    if (g.kind == Kind::dash) return hyphen(i, e, after, next) ? after : 0;
    if (e - i > 256) return 0;
    switch (byte(e)) {
      case '.':
        return digits || dotted(i, e, after) ? after : 0;
      case ',':
        return digits && (thousands(after) || decimal(i, e, after)) ? after : 0;
      case ':':
        return digits && clock(i, e, after) ? after : 0;
      case '/':
        return (digits && e - i <= 10) || lone_letters(i, e, after) ? after : 0;
      case '&':
        return ampersand(i, e, after) ? after : 0;
      case '$':
        return e - i <= 2 && is_upper(byte(i)) && is_upper(byte(e - 1)) ? after : 0;
      case '*':
        return next == Kind::letter && e - i < 8 ? after : 0;
      default:
        return 0;
    }
  }

  bool thousands(std::size_t after) const {
    std::size_t n = 0;
    while (n < 4 && is_digit(byte(after + n))) ++n;
    return n == 3;
  }
  /// `7,5`: one or two digits after the only comma.
  bool decimal(std::size_t i, std::size_t e, std::size_t after) const {
    std::size_t n = 0;
    while (n < 3 && is_digit(byte(after + n))) ++n;
    const std::string_view left = s_.substr(i, e - i);
    return n <= 2 && left.size() <= 3 && std::all_of(left.begin(), left.end(), is_digit) && byte(after + n) != ',';
  }
  /// `b/c`, `w/o`: one letter on each side.
  bool lone_letters(std::size_t i, std::size_t e, std::size_t after) const {
    return e == i + 1 && is_alpha(byte(i)) && is_alpha(byte(after)) && !tokenize::is_word_byte(byte(after + 1)) &&
           blank_before(i);
  }
  bool clock(std::size_t i, std::size_t e, std::size_t after) const {
    return e - i <= 8 && is_digit(byte(i)) && is_digit(byte(after + 1));
  }
  bool ampersand(std::size_t i, std::size_t e, std::size_t after) const {
    return e - i <= 3 && is_upper(byte(i)) && is_upper(byte(e - 1)) && is_upper(byte(after));
  }

  /// `U.S`, `p.m`, `Ph.D`, `enron.com`: is the full stop at e inside the word?
  bool dotted(std::size_t i, std::size_t e, std::size_t after) const {
    if (!is_alpha(byte(after))) return false;
    if (chain(i, e, after)) return true;
    std::size_t seg = e;
    while (seg > i && byte(seg - 1) != '.') --seg;
    std::size_t end = after;
    while (end - after < 12 && tokenize::is_word_byte(byte(end))) ++end;
    const std::size_t left = e - seg, right = end - after;
    if (left == 1 && right == 1 && is_alpha(byte(seg)) && is_upper(byte(seg)) == is_upper(byte(after))) return true;
    if (left == 1 && is_alpha(byte(seg)) && right <= 2 && seg > i) return is_upper(byte(seg)) == is_upper(byte(after));
    if (left == 2 && right == 1 && s_.substr(seg, 2) == "Ph") return true;
    return left >= 1 && tokenize::is_domain(s_.substr(after, right)) && byte(end) != '.' &&
           !(is_upper(byte(after)) && !is_upper(byte(after + 1)));
  }

  /// `rec.arts.books`, `news.example.org`: three or more small parts, each of two or more letters.
  bool chain(std::size_t i, std::size_t e, std::size_t after) const {
    std::size_t dots = 1, part = 0, k = after;
    for (; k - after < 64; ++k) {
      const char c = byte(k);
      if (c == '.' && part >= 2 && tokenize::is_lower(byte(k + 1))) {
        ++dots;
        part = 0;
      } else if (tokenize::is_lower(c) || is_digit(c)) {
        ++part;
      } else {
        break;
      }
    }
    if (part < 2 || is_upper(byte(k))) return false;
    for (std::size_t j = i; j < e; ++j) {
      dots += byte(j) == '.';
      if (byte(j) != '.' && !tokenize::is_lower(byte(j)) && !is_digit(byte(j))) return false;
    }
    return dots >= 2 && e - i >= 2;
  }

  /// `anti-war`, `713-853-3989`, `8-7-01`: does the hyphen stay inside the word?
  bool hyphen(std::size_t i, std::size_t e, std::size_t after, Kind next) const {
    if (after != e + 1) return false;
    if (next == Kind::letter)
      return in_list(tokenize::kPrefixes, s_.substr(i, e - i)) && !in_list(tokenize::kAfterPrefix, rest(after));
    if (next == Kind::digit && is_alpha(byte(e - 1))) return in_list(tokenize::kPrefixes, s_.substr(i, e - i));  // mid-1980s
    if (next != Kind::digit || !is_digit(byte(e - 1)) || e - i > 16) return false;
    const std::string_view left = s_.substr(i, e - i);
    std::size_t groups = 1, last = 0, k = after;
    while (k - after < 24 && (is_digit(byte(k)) || (byte(k) == '-' && is_digit(byte(k + 1))))) {
      last = byte(k) == '-' ? 0 : last + 1;
      groups += byte(k) == '-';
      ++k;
    }
    if (tokenize::is_word_byte(byte(k))) return false;
    if (!std::all_of(left.begin(), left.end(), [](char c) { return is_digit(c) || c == '-'; })) return false;
    const bool more = left.find('-') != std::string_view::npos || groups > 1;
    return more || ((left.size() == 1 || left.size() == 3 || left.size() == 5) && last == 4);
  }
  std::string_view rest(std::size_t i) const {
    if (i >= s_.size()) return {};
    std::size_t e = i;
    while (e - i < 16 && tokenize::is_word_byte(byte(e))) ++e;
    return s_.substr(i, e - i);
  }

  /// Takes the full stop after [i, e) into the word when it is part of an abbreviation.
  std::size_t closing_stop(std::size_t i, std::size_t e) const {
    if (byte(e) != '.' || byte(e + 1) == '.' || e - i > 12) return e;
    const std::string_view w = s_.substr(i, e - i);
    const std::size_t dot = w.rfind('.');
    if (dot != std::string_view::npos && is_alpha(w.back()) && w.size() - dot <= 3 && !tokenize::is_domain(w.substr(dot + 1)))
      return e + 1;
    const Glyph next = glyph(e + 1);
    if (w.size() == 1 && is_upper(w[0])) {
      if (w[0] == 'I') return initial_follows(i, e) ? e + 1 : e;
      return e + 1;
    }
    if (tokenize::equal_lower(w, "etc") && stop_is_last(e)) return e;  // the stop ends the sentence
    if (in_list(tokenize::kNumbered, w)) return numbered_follows(e + 1) ? e + 1 : e;
    if (!in_list(tokenize::kAbbreviations, w)) return e;
    return next.kind == Kind::letter ? e : e + 1;
  }
  /// Nothing, or a capital, after the full stop at e.
  bool stop_is_last(std::size_t e) const {
    const Glyph next = glyph(e + 1);
    return e + 1 >= s_.size() || (next.kind == Kind::blank && (e + 2 >= s_.size() || is_upper(byte(e + 2))));
  }
  /// `I. M. Pei` but not `so do I. Then`.
  bool initial_follows(std::size_t i, std::size_t e) const {
    const bool name_before = !out_.empty() && is_upper(byte(out_.back().begin)) && out_.back().end + 1 == i;
    return (is_upper(byte(e + 2)) && byte(e + 3) == '.') || (name_before && is_upper(byte(e + 2)));
  }
  /// `No. 5`, `Sat. 4 May`: a number within the next three bytes.
  bool numbered_follows(std::size_t i) const {
    return is_digit(byte(i)) || (byte(i) == ' ' && (is_digit(byte(i + 1)) || (byte(i + 1) == '#' && is_digit(byte(i + 2))))) ||
           byte(i) == ',';
  }

  // ---- contractions ----

  std::size_t emit(std::size_t b, std::size_t e) {
    if (const std::size_t cut = unit(b, e)) {
      add(b, cut);
      b = cut;
      add(b, e);
      return e;
    }
    std::array<std::size_t, 4> cuts{};
    std::size_t n = 0, end = e;
    while (n < cuts.size()) {
      const std::size_t c = contraction(b, end);
      if (!c) break;
      cuts[n++] = end = c;
    }
    if (n == 0) {
      if (const std::size_t c = fused(b, e)) cuts[n++] = c;
    }
    add(b, n ? cuts[n - 1] : e);
    for (std::size_t k = n; k-- > 0;) add(cuts[k], k ? cuts[k - 1] : e, true);
    return e;
  }

  /// `5pm`, `10km`: where the unit starts, or 0.
  std::size_t unit(std::size_t b, std::size_t e) const {
    std::size_t k = b;
    while (k < e && (is_digit(s_[k]) || s_[k] == '.' || s_[k] == ',' || s_[k] == ':')) ++k;
    if (k == b || k == e || !is_digit(s_[k - 1])) return 0;
    std::string_view u = s_.substr(k, e - k);
    return in_list(tokenize::kUnits, u) ? k : 0;
  }

  /// Start of a clitic at the end of [b, e): 's 're 've 'll 'd 'm n't; 0 if none.
  std::size_t contraction(std::size_t b, std::size_t e) const {
    for (std::size_t len = 1; len <= 2; ++len) {
      if (e < b + len + 2) return 0;
      for (const std::size_t mark : {std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
        if (e < b + len + mark + 1) break;
        const std::size_t a = e - len - mark;
        const Glyph g = decode(s_, a);
        if (g.kind != Kind::apostrophe || g.bytes != mark) continue;
        const std::string_view tail = s_.substr(a + mark, len);
        if (len == 1 && lower(tail[0]) == 't' && a > b + 1 && lower(s_[a - 1]) == 'n') return a - 1;
        return in_list(tokenize::kClitics, tail) ? a : 0;
      }
    }
    return 0;
  }

  /// `cannot`, `gonna`, `dont`: where the second word starts, or 0.
  std::size_t fused(std::size_t b, std::size_t e) const {
    const std::string_view w = s_.substr(b, e - b);
    for (const auto& f : tokenize::kFused)
      if (tokenize::equal_lower(w, f.word)) return b + f.cut;
    const std::string_view next = byte(e) == ' ' ? rest(e + 1) : std::string_view();
    if (tokenize::equal_lower(w, "its") && in_list(tokenize::kAfterIts, next)) return b + 2;
    if (tokenize::equal_lower(w, "your") && in_list(tokenize::kAfterYour, next)) return b + 3;
    if (w == "Lets" && !next.empty() && (out_.empty() || opens_sentence())) return b + 3;
    return 0;
  }
  /// Does the word before end a sentence?
  bool opens_sentence() const {
    const char last = byte(out_.back().end - 1);
    return last == '.' || last == '!' || last == '?';
  }

  // ---- marks ----

  std::size_t apostrophe(std::size_t i, Glyph g) {
    std::size_t e = i + g.bytes;
    const Glyph next = glyph(e);
    if (next.kind == Kind::apostrophe && (next.code >= 0x80) == (g.code >= 0x80)) {  // two single marks for a double one
      add(i, e + next.bytes);
      return e + next.bytes;
    }
    const bool touches = !blank_before(i);
    if (touches && !out_.empty()) {
      const std::string_view before = s_.substr(out_.back().begin, out_.back().end - out_.back().begin);
      const bool after_s = lower(before.back()) == 's' && before.size() > 2;
      if (next.kind == Kind::letter) {  // he said 'x'`s: a clitic after a mark
        const std::string_view tail = rest(e);
        if (in_list(tokenize::kClitics, tail)) {
          add(i, e + tail.size(), true);
          return e + tail.size();
        }
      } else if (after_s && !single_open_ && g.code != 0x2018) {
        add(i, e, true);
        return e;
      }
      single_open_ = false;
    } else if (next.kind == Kind::digit && is_digit(byte(e + 1)) && !is_digit(byte(e + 2))) {  // '90s, '06
      std::size_t k = e + 2;
      if (byte(k) == 's') ++k;
      if (!wordy(k)) {
        add(i, k);
        return k;
      }
    } else if (const std::string_view tail = rest(e); in_list(tokenize::kElided, tail)) {  // 'em, 'til
      add(i, e + tail.size());
      return e + tail.size();
    } else {
      single_open_ = true;
    }
    add(i, e);
    return e;
  }

  /// A run of . ! ? is one word.
  std::size_t stops(std::size_t i) {
    std::size_t e = i;
    for (Glyph g = glyph(e); g.kind == Kind::stop || g.kind == Kind::bang || g.code == 0x2026; g = glyph(e)) e += g.bytes;
    if (e == i + 1 && s_[i] == '.' && is_digit(byte(e)) && blank_before(i)) {  // .5
      std::size_t k = e;
      while (is_digit(byte(k))) ++k;
      add(i, k);
      return k;
    }
    add(i, e);
    return e;
  }

  std::size_t marks(std::size_t i, Glyph g) {
    if (g.code == 0x2026) return stops(i);
    if (const std::size_t n = emoticon(i)) {
      add(i, i + n);
      return i + n;
    }
    std::size_t e = i + g.bytes;
    if (s_[i] == '+' && blank_before(i) && is_digit(byte(e))) return emit(i, number_end(e));  // +44
    if (s_.substr(i, 3) == "^_^") {
      add(i, i + 3);
      return i + 3;
    }
    constexpr std::string_view kRuns = "=*+#~<>_^|-/\\";
    if (g.kind == Kind::dash || kRuns.find(s_[i]) != std::string_view::npos)
      while (glyph(e).code == g.code) e += g.bytes;
    if (e - i > 1 && g.code < 0x80)  // a ruled line of several marks: ----==
      while (e < s_.size() && kRuns.find(s_[e]) != std::string_view::npos && s_[e] != '<' && s_[e] != '>') ++e;
    add(i, e);
    return e;
  }

  std::size_t number_end(std::size_t e) const {
    while (is_digit(byte(e)) || ((byte(e) == '.' || byte(e) == ',') && is_digit(byte(e + 1)))) ++e;
    return e;
  }

  /// Length of `:)`, `;-)`, `:D` at i when nothing else touches it, or 0.
  std::size_t emoticon(std::size_t i) const {
    if (byte(i) != ':' && byte(i) != ';' && byte(i) != '=') return 0;
    std::size_t k = i + 1;
    if (byte(k) == '-') ++k;
    if (std::string_view(")(DPp/|").find(byte(k)) == std::string_view::npos) return 0;
    while (byte(k + 1) == byte(k)) ++k;
    const bool letter = is_alpha(byte(k));
    if (letter && (wordy(k + 1) || !blank_before(i))) return 0;
    if (byte(k) == '/' || byte(k) == '|') return glyph(k + 1).kind == Kind::blank && blank_before(i) ? k + 1 - i : 0;
    return byte(k) == '(' && wordy(k + 1) ? 0 : k + 1 - i;
  }
};

}  // namespace

namespace tokenize {
void mark_sentences(std::string_view s, std::vector<Piece>& pieces);
}

std::vector<Piece> cut(std::string_view block_text, std::size_t* looks) {
  Cutter cutter(block_text);
  std::vector<Piece> pieces = cutter.run();
  if (looks) *looks += cutter.looks();
  tokenize::mark_sentences(block_text, pieces);
  return pieces;
}

std::vector<RawToken> split(std::string_view block) {
  const std::vector<Piece> pieces = cut(block);
  std::vector<RawToken> out;
  out.reserve(pieces.size());
  uint32_t last = 0;
  for (const Piece& p : pieces) {
    out.push_back({{p.begin, p.end}, p.begin > last, p.starts_sentence});
    last = p.end;
  }
  return out;
}

}  // namespace dateline::text
