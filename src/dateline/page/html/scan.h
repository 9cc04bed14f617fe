// Finds: the next byte of a small set in a long stretch of bytes; classes of ASCII bytes.
// Example: the next '<', '&', CR or NUL in "Talks resumed on Monday.<br>" is the '<'.
// Row out: a pointer to it, or the end.
// Does not try: characters beyond ASCII; they are never in a set.
#pragma once

#include <cstdint>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace dateline::html {

/// White space of the HTML tokenizer: tab, line feed, form feed, carriage return, space.
constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || is_upper(c); }
constexpr bool is_alnum(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }
constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }

/// First byte at or after `p` that equals one of A, B, C, D; `end` if there is none. Reads nothing outside [p, end).
template <char A, char B, char C, char D>
inline const char* find_any(const char* p, const char* end) {
#if defined(__SSE2__)
  const __m128i a = _mm_set1_epi8(A), b = _mm_set1_epi8(B), c = _mm_set1_epi8(C), d = _mm_set1_epi8(D);
  for (; end - p >= 16; p += 16) {
    const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, a), _mm_cmpeq_epi8(v, b)),
                                     _mm_or_si128(_mm_cmpeq_epi8(v, c), _mm_cmpeq_epi8(v, d)));
    const int mask = _mm_movemask_epi8(hit);
    if (mask != 0) return p + __builtin_ctz(static_cast<unsigned>(mask));
  }
#endif
  while (p < end && *p != A && *p != B && *p != C && *p != D) ++p;
  return p;
}

/// First `c` at or after `p`, or `end`.
inline const char* find_byte(const char* p, const char* end, char c) {
  if (p >= end) return end;
  const void* hit = std::memchr(p, c, static_cast<std::size_t>(end - p));
  return hit != nullptr ? static_cast<const char*>(hit) : end;
}

/// First byte that is not white space.
inline const char* skip_space(const char* p, const char* end) {
  while (p < end && is_space(*p)) ++p;
  return p;
}

/// True when the bytes at `p` are `lower` in any ASCII case.
inline bool starts_with_folded(const char* p, const char* end, const char* lower, std::size_t length) {
  if (static_cast<std::size_t>(end - p) < length) return false;
  for (std::size_t i = 0; i < length; ++i)
    if (to_lower(p[i]) != lower[i]) return false;
  return true;
}

}  // namespace dateline::html
