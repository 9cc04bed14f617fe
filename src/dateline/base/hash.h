// Content-derived ids: SHA-256 for pages (so that anyone can check a file), XXH3 for the rows inside.
//
// `row_id('s', doc, 120, 188, "say")` is "s_" and 16 hex digits, the same on every machine and in every run.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace dateline {

/// SHA-256 (FIPS 180-4) of `bytes`, 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);
/// 64-bit XXH3 of `bytes`.
[[nodiscard]] uint64_t hash64(std::string_view bytes);
/// 16 lower-case hex digits of `value`.
[[nodiscard]] std::string hex16(uint64_t value);
/// "<prefix>_<16 hex>" over the parts, each closed by a unit separator.
[[nodiscard]] std::string id_of(std::string_view prefix, std::initializer_list<std::string_view> parts);

}  // namespace dateline
