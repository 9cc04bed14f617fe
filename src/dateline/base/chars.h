// Characters without a locale: ASCII classes, UTF-8 decoding, folding for comparison, code point counts.
//
// `fold("Séjourné’s")` is "sejourne's": lower case, no accents, plain quotes and dashes. Folding is for comparing
// only; whatever is shown or stored keeps its own bytes. It does not segment words (text/ does).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
[[nodiscard]] constexpr bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }
[[nodiscard]] constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
[[nodiscard]] constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }
[[nodiscard]] constexpr char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 32) : c; }

/// One decoded character: its code point and its length in bytes (1 and U+FFFD for an invalid byte; 0 at the end).
struct CodePoint {
  char32_t value = 0;
  uint32_t length = 0;
};

/// decode() where the byte is no ASCII, or past the end.
[[nodiscard]] CodePoint decode_wide(std::string_view text, size_t at);
/// Decodes the character at byte `at` of UTF-8 `text`.
[[nodiscard]] inline CodePoint decode(std::string_view text, size_t at) {
  if (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) return {static_cast<unsigned char>(text[at]), 1};
  return decode_wide(text, at);
}
/// Decodes the character that ends just before byte `at`.
[[nodiscard]] CodePoint decode_before(std::string_view text, size_t at);
/// Appends one code point as UTF-8.
void append_utf8(std::string& out, char32_t c);
/// True if every byte belongs to valid UTF-8.
[[nodiscard]] bool is_valid_utf8(std::string_view text);

[[nodiscard]] bool is_wide_letter(char32_t c);  ///< is_letter() beyond ASCII; the two below likewise
[[nodiscard]] bool is_wide_upper(char32_t c);
[[nodiscard]] bool is_wide_white(char32_t c);
/// Of any alphabet (Unicode general category L).
[[nodiscard]] inline bool is_letter(char32_t c) { return c < 0x80 ? is_alpha(static_cast<char>(c)) : is_wide_letter(c); }
/// Upper or title case.
[[nodiscard]] inline bool is_upper_letter(char32_t c) { return c < 0x80 ? is_upper(static_cast<char>(c)) : is_wide_upper(c); }
/// Unicode white space, no-break spaces included.
[[nodiscard]] inline bool is_white(char32_t c) { return c < 0x80 ? is_space(static_cast<char>(c)) : is_wide_white(c); }
[[nodiscard]] bool is_opening_quote(char32_t c);  ///< “ ‘ « „ ‹ ‚ 「 『 (not the straight marks)
[[nodiscard]] bool is_closing_quote(char32_t c);  ///< ” ’ » › 」 』 (not the straight marks)
[[nodiscard]] bool is_dash(char32_t c);           ///< - ‐ ‑ ‒ – — ―

/// Comparison form: lower case, accents removed, quotation marks and dashes made plain, white space runs made one
/// space, soft hyphens, zero-width and bidi controls removed. Linear; no locale.
[[nodiscard]] std::string fold(std::string_view text);
/// ASCII-only lower case of `text`; other bytes are kept.
[[nodiscard]] std::string lower_ascii(std::string_view text);
/// `text` without white space (Unicode) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);
/// Pieces of `text` between `separator`; empty pieces are kept.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// `text` with every run of white space made one space, trimmed.
[[nodiscard]] std::string squeeze(std::string_view text);

/// Byte offsets to code point offsets for one buffer, by a sampled table: O(1) memory a 64 bytes, O(64) a look-up.
class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view text);
  [[nodiscard]] uint32_t of_byte(uint32_t byte) const;  ///< code points before `byte`
  [[nodiscard]] uint32_t byte_of(uint32_t code_point) const;

 private:
  std::string_view text_;
  std::vector<uint32_t> samples_;
};

}  // namespace dateline
