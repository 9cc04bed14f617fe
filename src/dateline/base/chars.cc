#include "dateline/base/chars.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <vector>

namespace dateline {

namespace {
constexpr char32_t kReplacement = 0xFFFD;

bool continues(std::string_view text, size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}
char32_t low6(char c) { return static_cast<unsigned char>(c) & 0x3FU; }

/// Plain form of a mark for comparing, or 0 when it is none of the marks folded.
char32_t plain_mark(char32_t c) {
  switch (c) {
    case U'\u2018':
    case U'\u2019':
    case U'\u201A':
    case U'\u201B':
    case U'\u2032':
    case U'\u02BC':
    case U'\u00B4':
    case U'`':
      return U'\'';
    case U'\u201C':
    case U'\u201D':
    case U'\u201E':
    case U'\u201F':
    case U'\u2033':
    case U'\u00AB':
    case U'\u00BB':
      return U'"';
    default:
      return is_dash(c) ? U'-' : 0;
  }
}

/// Characters that carry no letter: soft hyphen, zero-width and bidi controls, BOM, variation selectors.
bool is_ignorable(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
         c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

void append_folded(std::string& out, char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const kDecomposition = icu::Normalizer2::getNFKDInstance(status);
  icu::UnicodeString parts;
  const auto code = static_cast<UChar32>(c);
  if (!kDecomposition->getDecomposition(code, parts)) parts = icu::UnicodeString(code);
  for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    const UChar32 part = parts.char32At(i);
    if (u_charType(part) == U_NON_SPACING_MARK) continue;
    append_utf8(out, static_cast<char32_t>(u_foldCase(part, U_FOLD_CASE_DEFAULT)));
  }
}
}  // namespace

CodePoint decode_wide(std::string_view text, size_t at) {
  if (at >= text.size()) return {};
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xC2 && lead <= 0xDF && continues(text, at + 1)) return {((lead & 0x1FU) << 6) | low6(text[at + 1]), 2};
  if (lead >= 0xE0 && lead <= 0xEF && continues(text, at + 1) && continues(text, at + 2)) {
    const char32_t c = ((lead & 0x0FU) << 12) | (low6(text[at + 1]) << 6) | low6(text[at + 2]);
    if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) return {c, 3};
  }
  if (lead >= 0xF0 && lead <= 0xF4 && continues(text, at + 1) && continues(text, at + 2) && continues(text, at + 3)) {
    const char32_t c = ((lead & 0x07U) << 18) | (low6(text[at + 1]) << 12) | (low6(text[at + 2]) << 6) | low6(text[at + 3]);
    if (c >= 0x10000 && c <= 0x10FFFF) return {c, 4};
  }
  return {kReplacement, 1};
}

CodePoint decode_before(std::string_view text, size_t at) {
  if (at == 0 || at > text.size()) return {};
  for (size_t back = 1; back <= 4 && back <= at; ++back) {
    if ((static_cast<unsigned char>(text[at - back]) & 0xC0) == 0x80) continue;
    const CodePoint c = decode(text, at - back);
    if (c.length == back) return c;
    break;
  }
  return {kReplacement, 1};
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

bool is_valid_utf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint c = decode(text, at);
    if (c.value == kReplacement && c.length == 1) return false;
    at += c.length;
  }
  return true;
}

bool is_wide_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)) != 0; }
bool is_wide_upper(char32_t c) { return u_isupper(static_cast<UChar32>(c)) != 0 || u_istitle(static_cast<UChar32>(c)) != 0; }
bool is_wide_white(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0; }

bool is_opening_quote(char32_t c) {
  return c == U'\u201C' || c == U'\u2018' || c == U'\u00AB' || c == U'\u201E' || c == U'\u2039' || c == U'\u201A' ||
         c == U'\u300C' || c == U'\u300E';
}
bool is_closing_quote(char32_t c) {
  return c == U'\u201D' || c == U'\u2019' || c == U'\u00BB' || c == U'\u203A' || c == U'\u300D' || c == U'\u300F';
}
bool is_dash(char32_t c) { return c == U'-' || (c >= U'\u2010' && c <= U'\u2015'); }

namespace {

/// What fold() makes of each ASCII byte; ' ' for all white space.
const std::array<char, 128>& folded_ascii() {
  static const std::array<char, 128> kTable = [] {
    std::array<char, 128> table{};
    for (char32_t c = 0; c < 128; ++c) {
      const char32_t mark = plain_mark(c);
      table[c] = is_white(c) ? ' ' : mark != 0 ? static_cast<char>(mark) : to_lower(static_cast<char>(c));
    }
    return table;
  }();
  return kTable;
}

/// What fold() makes of the characters of Latin, Greek, Cyrillic and Hebrew letters (80 to 5FF), white space aside.
constexpr char32_t kAlphabets = 0x600;
const std::vector<std::string>& folded_alphabets() {
  static const std::vector<std::string> kTable = [] {
    std::vector<std::string> table(kAlphabets - 0x80);
    for (char32_t c = 0x80; c < kAlphabets; ++c) {
      if (const char32_t mark = plain_mark(c); mark != 0)
        append_utf8(table[c - 0x80], mark);
      else
        append_folded(table[c - 0x80], c);
    }
    return table;
  }();
  return kTable;
}

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  const std::array<char, 128>& ascii = folded_ascii();
  std::array<char, 256> run;  // ASCII on its way to `out`
  size_t ready = 0;
  for (size_t at = 0; at < text.size();) {
    if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) {
      ++at;
      const char plain = ascii[byte];
      if (plain == ' ') {
        gap = ready > 0 || !out.empty();
        continue;
      }
      if (ready + 2 > run.size()) {
        out.append(run.data(), ready);
        ready = 0;
      }
      if (gap) run[ready++] = ' ';
      gap = false;
      run[ready++] = plain;
      continue;
    }
    out.append(run.data(), ready);
    ready = 0;
    const CodePoint c = decode(text, at);
    at += c.length;
    if (is_ignorable(c.value)) continue;
    if (is_white(c.value)) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    if (c.value < kAlphabets)
      out += folded_alphabets()[c.value - 0x80];
    else if (const char32_t mark = plain_mark(c.value); mark != 0)
      append_utf8(out, mark);
    else
      append_folded(out, c.value);
  }
  out.append(run.data(), ready);
  return out;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = to_lower(c);
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    const CodePoint c = decode(text, 0);
    if (!is_white(c.value)) break;
    text.remove_prefix(c.length);
  }
  while (!text.empty()) {
    const CodePoint c = decode_before(text, text.size());
    if (!is_white(c.value)) break;
    text.remove_suffix(c.length);
  }
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  size_t begin = 0;
  for (size_t at = 0; at <= text.size(); ++at) {
    if (at == text.size() || text[at] == separator) {
      out.push_back(text.substr(begin, at - begin));
      begin = at + 1;
    }
  }
  return out;
}

std::string squeeze(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    if (is_white(c.value)) {
      gap = !out.empty();
    } else {
      if (gap) out += ' ';
      gap = false;
      out.append(text.substr(at, c.length));
    }
    at += c.length;
  }
  return out;
}

namespace {
constexpr uint32_t kStep = 64;
bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }
}  // namespace

CodePointIndex::CodePointIndex(std::string_view text) : text_(text) {
  uint32_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i % kStep == 0) samples_.push_back(count);
    if (starts_character(text[i])) ++count;
  }
  if (samples_.empty()) samples_.push_back(0);
}

uint32_t CodePointIndex::of_byte(uint32_t byte) const {
  const auto end = static_cast<uint32_t>(text_.size());
  if (byte > end) byte = end;
  size_t sample = byte / kStep;
  if (sample >= samples_.size()) sample = samples_.size() - 1;
  uint32_t count = samples_[sample];
  for (size_t i = sample * kStep; i < byte; ++i) count += starts_character(text_[i]) ? 1 : 0;
  return count;
}

uint32_t CodePointIndex::byte_of(uint32_t code_point) const {
  size_t low = 0, high = samples_.size();
  while (high - low > 1) {
    const size_t mid = (low + high) / 2;
    if (samples_[mid] <= code_point)
      low = mid;
    else
      high = mid;
  }
  uint32_t count = samples_[low];
  for (size_t i = low * kStep; i < text_.size(); ++i) {
    if (!starts_character(text_[i])) continue;
    if (count == code_point) return static_cast<uint32_t>(i);
    ++count;
  }
  return static_cast<uint32_t>(text_.size());
}

}  // namespace dateline
