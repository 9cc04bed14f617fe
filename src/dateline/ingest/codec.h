// Compressed bytes to bytes: gzip, deflate, zstd, brotli, lz4, one step at a time and under a budget.
//
// `1f 8b 08 ...` is gzip; `unpack(Coding::gzip, body, limits, out)` gives the page and Outcome::done, or says where it broke.
// It never trusts a label (`sniff_coding` looks at the bytes) and never writes more than the limits allow.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace dateline::ingest {

enum class Coding : uint8_t { none, gzip, deflate, zstd, brotli, lz4 };

/// Coding by magic number; brotli and raw deflate have none and are never guessed.
[[nodiscard]] Coding sniff_coding(std::string_view head);
/// Stable name: "gzip", "zstd", ...
[[nodiscard]] std::string_view name_of(Coding coding);

/// One decompressor. A member is one gzip member, zstd or lz4 frame, or one brotli stream.
class Codec {
 public:
  enum class State : uint8_t { more, done, bad };
  struct Step {
    size_t in = 0;   ///< bytes taken
    size_t out = 0;  ///< bytes given
    State state = State::more;
  };
  Codec() = default;
  Codec(const Codec&) = delete;
  Codec& operator=(const Codec&) = delete;
  virtual ~Codec() = default;
  /// Ready for a new member.
  virtual void begin() = 0;
  /// Takes some of `in`, writes at most `capacity` bytes. `more` without progress means: needs more input.
  virtual Step step(std::string_view in, char* out, size_t capacity) = 0;
  /// Could a member begin with these bytes?
  [[nodiscard]] virtual bool starts(std::string_view head) const = 0;
  /// First bytes shared by all members, for a quick search; empty = any.
  [[nodiscard]] virtual std::string_view magic() const = 0;
  /// A whole member in one go, the fast way: appends to `out`, sets `used`; false = not possible, use step.
  virtual bool whole(std::string_view, std::string&, size_t&, size_t) { return false; }
  /// Dictionary for all members that follow (zstd).
  virtual void learn(std::string_view) {}
};

[[nodiscard]] std::unique_ptr<Codec> codec_for(Coding coding);

struct UnpackLimits {
  uint64_t max_bytes = 64ULL << 20;   ///< of one output
  uint64_t max_ratio = 200;           ///< output : input ...
  uint64_t ratio_floor = 1ULL << 20;  ///< ... checked above this many bytes
  [[nodiscard]] bool too_dense(uint64_t in, uint64_t out) const { return out > ratio_floor && out / max_ratio > in; }
};

enum class Outcome : uint8_t { done, cut, bad, too_large, too_dense };
/// The reason in words: "cut off", "limit:ratio", ...
[[nodiscard]] std::string_view name_of(Outcome outcome);

/// All members of `packed` into `out` (what was read before a fault is kept). Bytes after the last member are ignored.
Outcome unpack(Coding coding, std::string_view packed, const UnpackLimits& limits, std::string& out);

}  // namespace dateline::ingest
