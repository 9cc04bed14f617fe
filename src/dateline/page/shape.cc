#include "dateline/page/shape.h"

#include <algorithm>

#include "dateline/base/chars.h"

namespace dateline::page {
namespace {

bool is_word_char(char32_t c) { return (c < 0x80 && is_alnum(static_cast<char>(c))) || (c >= 0x80 && is_letter(c)); }
bool is_closing(char32_t c) { return c == '"' || c == '\'' || c == ')' || c == ']' || is_closing_quote(c) || c == 0x201C; }
bool is_final(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x06D4 ||
         c == 0x061F || c == 0x0964;
}

bool is_list_mark(std::string_view line) {
  const CodePoint c = decode(line, 0);
  const auto blank_at = [&](size_t at) { return at < line.size() && is_white(decode(line, at).value); };
  if (c.value == 0x2022 || c.value == 0x25CF || c.value == 0x25AA || c.value == 0x25E6 || c.value == 0x2023 || c.value == 0x00B7)
    return true;
  if (c.value == '*' || is_dash(c.value)) return blank_at(c.length);
  size_t p = 0;
  while (p < line.size() && p < 3 && is_digit(line[p])) ++p;
  if (p == 0 && !line.empty() && is_alpha(line[0]) && line.size() > 1 && line[1] == ')') p = 1;
  return p > 0 && p < 3 && p < line.size() && (line[p] == '.' || line[p] == ')') && blank_at(p + 1);
}

// The end of the line, closing marks skipped.
void read_end(std::string_view line, Shape& out) {
  size_t at = line.size();
  while (at > 0) {
    const CodePoint c = decode_before(line, at);
    if (is_white(c.value) || is_closing(c.value)) {
      at -= c.length;
      continue;
    }
    out.stop = is_final(c.value);
    out.question = c.value == '?' || c.value == 0xFF1F || c.value == 0x061F;
    out.colon = c.value == ':' || c.value == 0xFF1A;
    return;
  }
}

}  // namespace

Shape shape_of(std::string_view line) {
  Shape out;
  line = trim(line);
  out.list_mark = is_list_mark(line);
  read_end(line, out);
  bool in_word = false, upper = false, seen_letter = false, after_stop = false, blank = false;
  uint32_t length = 0, letters = 0, upper_letters = 0;
  const auto close = [&] {
    if (in_word && length >= 4) {
      ++out.long_words;
      if (!upper) ++out.small_words;
    }
    in_word = false;
  };
  for (size_t at = 0; at < line.size();) {
    const CodePoint c = decode(line, at);
    at += std::max<uint32_t>(c.length, 1);
    const bool inner = in_word && (c.value == '\'' || c.value == 0x2019);
    if (is_word_char(c.value) || inner) {
      const bool up = is_upper_letter(c.value);
      if (!inner && is_letter(c.value)) {
        ++letters;
        upper_letters += up ? 1 : 0;
      }
      if (!in_word) {
        in_word = true;
        length = 0;
        ++out.words;
        upper = up || is_digit(static_cast<char>(c.value < 0x80 ? c.value : 0));
        if (up) ++out.capitals;
        if (after_stop && blank && upper) ++out.sentences;
        if (!seen_letter) {
          out.first_lower = c.value < 0x80 ? is_lower(static_cast<char>(c.value)) : false;
          out.first_upper = !out.first_lower;
        }
        seen_letter = true;
      }
      ++length;
      after_stop = blank = false;
      continue;
    }
    close();
    if (is_final(c.value)) {
      after_stop = true;
      blank = false;
    } else if (is_white(c.value)) {
      blank = true;
    }
  }
  close();
  if (out.stop) ++out.sentences;
  out.shouting = out.words >= 2 && letters >= 6 && upper_letters == letters;
  return out;
}

bool is_prose_shape(const Shape& s) {
  if (s.stop && s.words >= 8 && s.small_words * 3 >= s.long_words) return true;
  return s.words >= 25 && s.small_words * 2 >= s.long_words;
}

std::string_view first_words(std::string_view text, uint32_t count) {
  bool in_word = false;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    if (is_white(c.value)) {
      if (in_word && --count == 0) return text.substr(0, at);
      in_word = false;
    } else {
      in_word = true;
    }
    at += std::max<uint32_t>(c.length, 1);
  }
  return text;
}

}  // namespace dateline::page
