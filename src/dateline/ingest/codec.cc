// The five decompressors behind codec.h. Example: "1f 8b 08 ..." -> one gzip member; row out: its bytes, or State::bad.
// It does not find members in damaged files (unpack_input.cc does).
#include "dateline/ingest/codec.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <brotli/decode.h>
#include <libdeflate.h>
#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;

constexpr uint64_t kWhole = 16ULL << 20U;  ///< bodies that unpack to more go piece by piece

unsigned byte_at(std::string_view text, size_t at) { return static_cast<unsigned char>(text[at]); }

/// gzip header with no reserved flag set.
bool is_gzip_start(std::string_view head) {
  return head.size() >= 4 && head.substr(0, 3) == "\x1F\x8B\x08"sv && (byte_at(head, 3) & 0xE0U) == 0;
}

/// zlib header (RFC 1950): method 8, window at most 32 KiB, check bits.
bool is_zlib_start(std::string_view head) {
  return head.size() >= 2 && (byte_at(head, 0) & 0x0FU) == 8 && byte_at(head, 0) >> 4U <= 7 &&
         (byte_at(head, 0) * 256 + byte_at(head, 1)) % 31 == 0;
}

bool is_zstd_start(std::string_view head) {
  if (head.size() < 4) return false;
  return head.substr(0, 4) == "\x28\xB5\x2F\xFD"sv ||
         ((byte_at(head, 0) & 0xF0U) == 0x50 && head.substr(1, 3) == "\x2A\x4D\x18"sv);
}

/// gzip, zlib or raw deflate through zlib; whole gzip members through libdeflate.
class ZlibCodec final : public Codec {
 public:
  explicit ZlibCodec(bool gzip) : gzip_(gzip) { inflateInit2(&stream_, gzip ? 15 + 16 : 15); }
  ~ZlibCodec() override {
    inflateEnd(&stream_);
    libdeflate_free_decompressor(fast_);
  }
  void begin() override {
    first_ = true;
    inflateReset2(&stream_, gzip_ ? 15 + 16 : 15);
  }
  Step step(std::string_view in, char* out, size_t capacity) override {
    if (first_ && !gzip_ && in.size() >= 2) {
      inflateReset2(&stream_, is_zlib_start(in) ? 15 : -15);
      first_ = false;
    }
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(std::min<size_t>(in.size(), 1U << 30U));
    const uInt offered = stream_.avail_in;
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(std::min<size_t>(capacity, 1U << 30U));
    const uInt room = stream_.avail_out;
    const int code = inflate(&stream_, Z_NO_FLUSH);
    const bool bad = code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR;
    return {offered - stream_.avail_in, room - stream_.avail_out,
            bad                    ? State::bad
            : code == Z_STREAM_END ? State::done
                                   : State::more};
  }
  [[nodiscard]] bool starts(std::string_view head) const override { return gzip_ ? is_gzip_start(head) : head.size() >= 2; }
  [[nodiscard]] std::string_view magic() const override { return gzip_ ? "\x1F\x8B\x08"sv : ""sv; }

  bool whole(std::string_view in, std::string& out, size_t& used, size_t max) override {
    if (!gzip_ || !is_gzip_start(in)) return false;
    if (fast_ == nullptr) fast_ = libdeflate_alloc_decompressor();
    if (room_ == nullptr) grow(1U << 20U);
    while (true) {
      size_t given = 0;
      const libdeflate_result code =
          libdeflate_gzip_decompress_ex(fast_, in.data(), in.size(), room_.get(), capacity_, &used, &given);
      if (code == LIBDEFLATE_SUCCESS) {
        out.append(room_.get(), given);
        return true;
      }
      if (code != LIBDEFLATE_INSUFFICIENT_SPACE || capacity_ >= max) return false;
      grow(capacity_ * 4);
    }
  }

 private:
  void grow(size_t capacity) {
    capacity_ = capacity;
    room_.reset(new char[capacity]);  // not cleared: only what was written is read
  }
  bool gzip_, first_ = true;
  z_stream stream_{};
  libdeflate_decompressor* fast_ = nullptr;
  std::unique_ptr<char[]> room_;
  size_t capacity_ = 0;
};

class ZstdCodec final : public Codec {
 public:
  ZstdCodec() : context_(ZSTD_createDCtx()) { ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, 26); }
  ~ZstdCodec() override { ZSTD_freeDCtx(context_); }
  void begin() override { ZSTD_DCtx_reset(context_, ZSTD_reset_session_only); }
  Step step(std::string_view in, char* out, size_t capacity) override {
    ZSTD_inBuffer input{in.data(), in.size(), 0};
    ZSTD_outBuffer output{out, capacity, 0};
    const size_t code = ZSTD_decompressStream(context_, &output, &input);
    return {input.pos, output.pos, ZSTD_isError(code) != 0 ? State::bad : code == 0 ? State::done : State::more};
  }
  [[nodiscard]] bool starts(std::string_view head) const override { return is_zstd_start(head); }
  [[nodiscard]] std::string_view magic() const override { return "\x28\xB5\x2F\xFD"sv; }
  void learn(std::string_view dictionary) override { ZSTD_DCtx_loadDictionary(context_, dictionary.data(), dictionary.size()); }

 private:
  ZSTD_DCtx* context_;
};

class BrotliCodec final : public Codec {
 public:
  BrotliCodec() = default;
  ~BrotliCodec() override { BrotliDecoderDestroyInstance(state_); }
  void begin() override {
    BrotliDecoderDestroyInstance(state_);
    state_ = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
  }
  Step step(std::string_view in, char* out, size_t capacity) override {
    const auto* next_in = reinterpret_cast<const uint8_t*>(in.data());
    auto* next_out = reinterpret_cast<uint8_t*>(out);
    size_t in_left = in.size(), out_left = capacity;
    const BrotliDecoderResult code = BrotliDecoderDecompressStream(state_, &in_left, &next_in, &out_left, &next_out, nullptr);
    const State state = code == BROTLI_DECODER_RESULT_ERROR     ? State::bad
                        : code == BROTLI_DECODER_RESULT_SUCCESS ? State::done
                                                                : State::more;
    return {in.size() - in_left, capacity - out_left, state};
  }
  [[nodiscard]] bool starts(std::string_view head) const override { return !head.empty(); }
  [[nodiscard]] std::string_view magic() const override { return {}; }

 private:
  BrotliDecoderState* state_ = nullptr;
};

class Lz4Codec final : public Codec {
 public:
  Lz4Codec() { LZ4F_createDecompressionContext(&context_, LZ4F_VERSION); }
  ~Lz4Codec() override { LZ4F_freeDecompressionContext(context_); }
  void begin() override { LZ4F_resetDecompressionContext(context_); }
  Step step(std::string_view in, char* out, size_t capacity) override {
    size_t taken = in.size(), given = capacity;
    const size_t code = LZ4F_decompress(context_, out, &given, in.data(), &taken, nullptr);
    if (LZ4F_isError(code) != 0) return {0, 0, State::bad};
    return {taken, given, code == 0 ? State::done : State::more};
  }
  [[nodiscard]] bool starts(std::string_view head) const override { return head.substr(0, 4) == "\x04\x22\x4D\x18"sv; }
  [[nodiscard]] std::string_view magic() const override { return "\x04\x22\x4D\x18"sv; }

 private:
  LZ4F_dctx* context_ = nullptr;
};

}  // namespace

Coding sniff_coding(std::string_view head) {
  if (is_gzip_start(head)) return Coding::gzip;
  if (is_zstd_start(head)) return Coding::zstd;
  if (head.substr(0, 4) == "\x04\x22\x4D\x18"sv) return Coding::lz4;
  return Coding::none;
}

std::string_view name_of(Coding coding) {
  static constexpr std::array kNames = {"none"sv, "gzip"sv, "deflate"sv, "zstd"sv, "brotli"sv, "lz4"sv};
  return kNames[static_cast<size_t>(coding)];
}

std::string_view name_of(Outcome outcome) {
  static constexpr std::array kNames = {"done"sv, "cut off"sv, "corrupt"sv, "limit:decompressed_bytes"sv, "limit:ratio"sv};
  return kNames[static_cast<size_t>(outcome)];
}

std::unique_ptr<Codec> codec_for(Coding coding) {
  switch (coding) {
    case Coding::gzip:
      return std::make_unique<ZlibCodec>(true);
    case Coding::deflate:
      return std::make_unique<ZlibCodec>(false);
    case Coding::zstd:
      return std::make_unique<ZstdCodec>();
    case Coding::brotli:
      return std::make_unique<BrotliCodec>();
    case Coding::lz4:
      return std::make_unique<Lz4Codec>();
    case Coding::none:
      break;
  }
  return nullptr;
}

Outcome unpack(Coding coding, std::string_view packed, const UnpackLimits& limits, std::string& out) {
  const std::unique_ptr<Codec> codec = codec_for(coding);
  const size_t begin = out.size();
  size_t at = 0;
  if (codec->whole(packed, out, at, std::min<uint64_t>(limits.max_bytes, kWhole)) && at == packed.size()) {
    return limits.too_dense(at, out.size() - begin) ? Outcome::too_dense : Outcome::done;
  }
  out.resize(begin);
  at = 0;
  std::array<char, 1U << 16U> room;
  while (at < packed.size() && (at == 0 || codec->starts(packed.substr(at)))) {
    codec->begin();
    Codec::State state = Codec::State::more;
    while (state == Codec::State::more) {
      const Codec::Step step = codec->step(packed.substr(at), room.data(), room.size());
      at += step.in;
      out.append(room.data(), step.out);
      state = step.state;
      if (state == Codec::State::bad) return Outcome::bad;
      if (out.size() - begin > limits.max_bytes) return Outcome::too_large;
      if (limits.too_dense(at, out.size() - begin)) return Outcome::too_dense;
      if (state == Codec::State::more && step.in == 0 && step.out == 0) return Outcome::cut;
    }
    if (coding == Coding::brotli || coding == Coding::deflate) break;
  }
  return Outcome::done;
}

}  // namespace dateline::ingest
