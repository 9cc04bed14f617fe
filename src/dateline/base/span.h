// Half-open byte range, the small number that every layer points with.
//
// Finds nothing itself. `Span{4, 11}` over "In Cairo, talks" is "airo, t": begin counts, end does not.
// It does not say into which buffer it points: the field that holds it says so.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline {

/// Half-open range of UTF-8 bytes `[begin, end)` in the buffer named by the field that holds it.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  [[nodiscard]] constexpr uint32_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return end <= begin; }
  [[nodiscard]] constexpr bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  [[nodiscard]] constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  friend constexpr bool operator==(Span, Span) = default;
};

/// The bytes of `buffer` that `at` covers; out-of-range ends are cut to the buffer.
[[nodiscard]] constexpr std::string_view slice(std::string_view buffer, Span at) {
  if (at.begin >= buffer.size() || at.end <= at.begin) return {};
  return buffer.substr(at.begin, at.end - at.begin);
}

/// "No index": the value of an index field that points at nothing.
inline constexpr uint32_t kNone = 0xffffffffU;

/// One run of bytes that two buffers share: `length` bytes at `to` in the newer buffer come from `from` in the older.
struct OriginRun {
  uint32_t to = 0;
  uint32_t from = 0;
  uint32_t length = 0;
};

}  // namespace dateline
