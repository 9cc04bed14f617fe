// The product of bytes with a weight matrix, with run-time choice of instruction set; see kernels.h.
// Input: rows of bytes with a scale, packed int8 weights. Result: rows of floats, equal to the last bit on every path, because
// the sums are whole numbers. It does not try AMX or NEON; another CPU takes the plain path.
#include "dateline/syntax/kernels_clones.h"
// the options of the file above come first
#include <algorithm>
#include <array>
#include <cstring>

#include "dateline/syntax/kernels.h"

namespace dateline::syntax {
namespace {

Isa detect() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni"))
    return Isa::avx512_vnni;
  if (__builtin_cpu_supports("avx2")) return Isa::avx2;
#endif
  return Isa::baseline;
}

Isa& chosen() {
  static Isa isa = detect();
  return isa;
}

constexpr size_t kBlock = 16;

/// What one product needs, for blocks of 16 outputs. x is unsigned (value + 128): `start` = -128 * sum(w) takes that off again.
struct Product {
  const uint8_t* x;  // rows of `width` bytes
  const int8_t* w;   // packed blocks
  const int32_t* start;
  size_t rows, width, blocks;
  const float *row_scale, *scale, *bias;

  [[nodiscard]] const int8_t* block(size_t b) const { return w + b * kBlock * width; }
};

DATELINE_CLONES void scale_block(const int32_t* acc, float row_scale, const float* scale, const float* bias, float* y) {
  for (size_t o = 0; o < kBlock; ++o) y[o] = static_cast<float>(acc[o]) * (row_scale * scale[o]) + bias[o];
}

void product_baseline(const Product& p, float* y, size_t stride) {
  for (size_t r = 0; r < p.rows; ++r)
    for (size_t b = 0; b < p.blocks; ++b) {
      std::array<int32_t, kBlock> sum;
      std::copy_n(p.start + b * kBlock, kBlock, sum.begin());
      for (size_t k = 0; k < p.width; k += 4) {
        const uint8_t* x = p.x + r * p.width + k;
        const int8_t* w = p.block(b) + k * kBlock;
        for (size_t o = 0; o < kBlock; ++o)
          sum[o] += x[0] * w[o * 4] + x[1] * w[o * 4 + 1] + x[2] * w[o * 4 + 2] + x[3] * w[o * 4 + 3];
      }
      const size_t at = b * kBlock;
      scale_block(sum.data(), p.row_scale[r], p.scale + at, p.bias + at, y + r * stride + at);
    }
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) void row_avx2(const Product& p, size_t r, size_t b, int32_t* acc) {
  __m256i a0 = _mm256_setzero_si256(), a1 = a0, a2 = a0, a3 = a0;
  const uint8_t* x = p.x + r * p.width;
  for (size_t k = 0; k < p.width; k += 4) {
    int32_t four = 0;
    std::memcpy(&four, x + k, 4);
    const __m256i xb = _mm256_broadcastq_epi64(_mm_cvtepu8_epi16(_mm_cvtsi32_si128(four)));
    const auto* w = reinterpret_cast<const __m128i*>(p.block(b) + k * kBlock);
    a0 = _mm256_add_epi32(a0, _mm256_madd_epi16(xb, _mm256_cvtepi8_epi16(_mm_loadu_si128(w))));
    a1 = _mm256_add_epi32(a1, _mm256_madd_epi16(xb, _mm256_cvtepi8_epi16(_mm_loadu_si128(w + 1))));
    a2 = _mm256_add_epi32(a2, _mm256_madd_epi16(xb, _mm256_cvtepi8_epi16(_mm_loadu_si128(w + 2))));
    a3 = _mm256_add_epi32(a3, _mm256_madd_epi16(xb, _mm256_cvtepi8_epi16(_mm_loadu_si128(w + 3))));
  }
  // each register holds 4 outputs as pairs of partial sums; hadd joins them lane by lane
  const auto* start = reinterpret_cast<const __m256i*>(p.start + b * kBlock);
  const __m256i low = _mm256_permute4x64_epi64(_mm256_hadd_epi32(a0, a1), 0xD8);
  const __m256i high = _mm256_permute4x64_epi64(_mm256_hadd_epi32(a2, a3), 0xD8);
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(acc), _mm256_add_epi32(low, _mm256_loadu_si256(start)));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(acc + 8), _mm256_add_epi32(high, _mm256_loadu_si256(start + 1)));
}

void product_avx2(const Product& p, float* y, size_t stride) {
  std::array<int32_t, kBlock> sum;
  for (size_t b = 0; b < p.blocks; ++b)
    for (size_t r = 0; r < p.rows; ++r) {
      const size_t at = b * kBlock;
      row_avx2(p, r, b, sum.data());
      scale_block(sum.data(), p.row_scale[r], p.scale + at, p.bias + at, y + r * stride + at);
    }
}

#define DATELINE_UNROLL _Pragma("GCC unroll 16")

/// R rows times B blocks: their sums stay in registers from the first input to the scaled output. The product is written as an
/// instruction because GCC copies every sum before it adds to it.
template <size_t R, size_t B>
__attribute__((target("avx512f,avx512vnni,avx512bw"))) void tile_vnni(const Product& p, size_t r, size_t b, float* y,
                                                                      size_t stride) {
  __m512i sum[R][B];
  DATELINE_UNROLL for (size_t i = 0; i < R; ++i) DATELINE_UNROLL for (size_t j = 0; j < B; ++j) sum[i][j] =
      _mm512_loadu_si512(p.start + (b + j) * kBlock);
  const uint8_t* x = p.x + r * p.width;
  const int8_t* weights = p.block(b);
  const size_t block = kBlock * p.width;
  for (size_t k = 0; k < p.width; k += 4) {
    __m512i w[B];
    DATELINE_UNROLL for (size_t j = 0; j < B; ++j) w[j] = _mm512_loadu_si512(weights + j * block + k * kBlock);
    DATELINE_UNROLL for (size_t i = 0; i < R; ++i) {
      int32_t four = 0;
      std::memcpy(&four, x + i * p.width + k, 4);
      const __m512i part = _mm512_set1_epi32(four);
      DATELINE_UNROLL for (size_t j = 0; j < B; ++j) asm("vpdpbusd %2, %1, %0" : "+v"(sum[i][j]) : "v"(part), "v"(w[j]));
    }
  }
  DATELINE_UNROLL for (size_t i = 0; i < R; ++i) {
    const __m512 row_scale = _mm512_set1_ps(p.row_scale[r + i]);
    DATELINE_UNROLL for (size_t j = 0; j < B; ++j) {
      const size_t at = (b + j) * kBlock;
      const __m512 scale = _mm512_mul_ps(row_scale, _mm512_loadu_ps(p.scale + at));
      const __m512 value = _mm512_mul_ps(__builtin_convertvector(reinterpret_cast<__v16si>(sum[i][j]), __m512), scale);
      _mm512_storeu_ps(y + (r + i) * stride + at, _mm512_add_ps(value, _mm512_loadu_ps(p.bias + at)));
    }
  }
}

template <size_t B>
void column_vnni(const Product& p, size_t b, float* y, size_t stride) {
  size_t r = 0;
  for (; r + 4 <= p.rows; r += 4) tile_vnni<4, B>(p, r, b, y, stride);
  for (; r < p.rows; ++r) tile_vnni<1, B>(p, r, b, y, stride);
}

void product_vnni(const Product& p, float* y, size_t stride) {
  size_t b = 0;
  for (; b + 4 <= p.blocks; b += 4) column_vnni<4>(p, b, y, stride);
  if (b + 2 <= p.blocks) {
    column_vnni<2>(p, b, y, stride);
    b += 2;
  }
  if (b < p.blocks) column_vnni<1>(p, b, y, stride);
}

#endif

void product(const Product& p, float* y, size_t stride) {
#if defined(__x86_64__)
  if (chosen() == Isa::avx512_vnni) return product_vnni(p, y, stride);
  if (chosen() == Isa::avx2) return product_avx2(p, y, stride);
#endif
  product_baseline(p, y, stride);
}

}  // namespace

void limit_isa(Isa isa) { chosen() = std::min(isa, detect()); }

void Quantised::resize(size_t new_rows, size_t new_width) {
  rows = new_rows;
  width = new_width;
  if (q.size() < rows * width) q.resize(rows * width);
  if (scale.size() < rows) scale.resize(rows);
}

void Quantised::take(const Quantised& from, std::span<const uint32_t> which) {
  resize(which.size(), from.width);
  for (size_t i = 0; i < which.size(); ++i) {
    std::copy_n(from.q.data() + which[i] * width, width, q.data() + i * width);
    scale[i] = from.scale[which[i]];
  }
}

Matrix::Matrix(const int8_t* weights, const float* scale, const float* bias, size_t outputs, size_t inputs)
    : outputs_(outputs), inputs_(inputs), blocks_((outputs + kBlock - 1) / kBlock) {
  packed_.assign(blocks_ * kBlock * inputs, 0);
  start_.assign(blocks_ * kBlock, 0);
  scale_.assign(blocks_ * kBlock, 0);
  bias_.assign(blocks_ * kBlock, 0);
  for (size_t o = 0; o < outputs; ++o) {
    int8_t* to = packed_.data() + o / kBlock * kBlock * inputs + o % kBlock * 4;
    const int8_t* from = weights + o * inputs;
    int32_t sum = 0;
    for (size_t k = 0; k < inputs; k += 4) std::memcpy(to + k * kBlock, from + k, 4);
    for (size_t k = 0; k < inputs; ++k) sum += from[k];
    start_[o] = -128 * sum;
    scale_[o] = scale[o];
    bias_[o] = bias ? bias[o] : 0;
  }
}

void Matrix::multiply(const Quantised& x, float* y, size_t stride) const {
  product({x.q.data(), packed_.data(), start_.data(), x.rows, inputs_, blocks_, x.scale.data(), scale_.data(), bias_.data()}, y,
          stride);
}

}  // namespace dateline::syntax
