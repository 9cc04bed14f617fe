// Does a digest field of an archive record fit the bytes it speaks of?
//
// "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ" fits the empty payload. It knows MD5, SHA-1, SHA-256 and SHA-512, in base 32 or hex.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::ingest {

/// `unknown`: no digest given, an algorithm that is not one of the four, or no well-formed value.
enum class Fit : uint8_t { yes, no, unknown };

/// Compares a field ("algorithm:value", ISO 28500 section 5.8) with the digest of `bytes`.
[[nodiscard]] Fit digest_fits(std::string_view field, std::string_view bytes);

}  // namespace dateline::ingest
