// The arithmetic of the network, with run-time choice of instruction set; see kernels.h.
// Input: rows of floats and packed int8 weights. Result: rows of floats, equal to the last bit on every path.
// It does not try AMX or NEON; another CPU takes the plain path.
// Before any include, so that inline functions of the library share the options and can be inlined. Comparisons here never meet
// a NaN that matters; without no-trapping-math GCC keeps their branches and does not vectorise.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3", "no-trapping-math")
#endif

#include "dateline/syntax/kernels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#define DATELINE_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define DATELINE_CLONES
#endif

namespace dateline::syntax {
namespace {

Isa detect() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vnni")) return Isa::avx512_vnni;
  if (__builtin_cpu_supports("avx2")) return Isa::avx2;
#endif
  return Isa::baseline;
}

Isa& chosen() {
  static Isa isa = detect();
  return isa;
}

constexpr size_t kBlock = 16;

/// What one product needs, for blocks of 16 outputs. x is unsigned (value + 128): the surplus 128 * sum(w) goes off at the end.
struct Product {
  const uint8_t* x;  // rows of `width` bytes
  const int8_t* w;   // packed blocks
  const int32_t* surplus;
  size_t rows, width, blocks;

  [[nodiscard]] const int8_t* block(size_t b) const { return w + b * kBlock * width; }
};

// All products write acc[row][blocks * 16].

void product_baseline(const Product& p, int32_t* acc) {
  for (size_t r = 0; r < p.rows; ++r)
    for (size_t b = 0; b < p.blocks; ++b) {
      std::array<int32_t, kBlock> sum{};
      for (size_t k = 0; k < p.width; k += 4) {
        const uint8_t* x = p.x + r * p.width + k;
        const int8_t* w = p.block(b) + k * kBlock;
        for (size_t o = 0; o < kBlock; ++o)
          sum[o] += x[0] * w[o * 4] + x[1] * w[o * 4 + 1] + x[2] * w[o * 4 + 2] + x[3] * w[o * 4 + 3];
      }
      for (size_t o = 0; o < kBlock; ++o) acc[(r * p.blocks + b) * kBlock + o] = sum[o] - p.surplus[b * kBlock + o];
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
  const auto* surplus = reinterpret_cast<const __m256i*>(p.surplus + b * kBlock);
  const __m256i low = _mm256_permute4x64_epi64(_mm256_hadd_epi32(a0, a1), 0xD8);
  const __m256i high = _mm256_permute4x64_epi64(_mm256_hadd_epi32(a2, a3), 0xD8);
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(acc), _mm256_sub_epi32(low, _mm256_loadu_si256(surplus)));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(acc + 8), _mm256_sub_epi32(high, _mm256_loadu_si256(surplus + 1)));
}

void product_avx2(const Product& p, int32_t* acc) {
  for (size_t b = 0; b < p.blocks; ++b)
    for (size_t r = 0; r < p.rows; ++r) row_avx2(p, r, b, acc + (r * p.blocks + b) * kBlock);
}

template <size_t R, size_t B>
__attribute__((target("avx512f,avx512vnni,avx512bw"))) inline void tile_vnni(const Product& p, size_t r, size_t b, int32_t* acc) {
  __m512i sum[R][B];
  for (auto& row : sum)
    for (auto& s : row) s = _mm512_setzero_si512();
  for (size_t k = 0; k < p.width; k += 4) {
    __m512i w[B];
    for (size_t j = 0; j < B; ++j) w[j] = _mm512_loadu_si512(p.block(b + j) + k * kBlock);
    for (size_t i = 0; i < R; ++i) {
      int32_t four = 0;
      std::memcpy(&four, p.x + (r + i) * p.width + k, 4);
      const __m512i x = _mm512_set1_epi32(four);
      for (size_t j = 0; j < B; ++j) sum[i][j] = _mm512_dpbusd_epi32(sum[i][j], x, w[j]);
    }
  }
  for (size_t i = 0; i < R; ++i)
    for (size_t j = 0; j < B; ++j)
      _mm512_storeu_si512(acc + ((r + i) * p.blocks + b + j) * kBlock,
                          _mm512_sub_epi32(sum[i][j], _mm512_loadu_si512(p.surplus + (b + j) * kBlock)));
}

__attribute__((target("avx512f,avx512vnni,avx512bw"))) void product_vnni(const Product& p, int32_t* acc) {
  for (size_t b = 0; b < p.blocks; b += 2) {
    const bool pair = b + 1 < p.blocks;
    size_t r = 0;
    for (; r + 8 <= p.rows; r += 8) pair ? tile_vnni<8, 2>(p, r, b, acc) : tile_vnni<8, 1>(p, r, b, acc);
    for (; r < p.rows; ++r) pair ? tile_vnni<1, 2>(p, r, b, acc) : tile_vnni<1, 1>(p, r, b, acc);
  }
}

#endif

void product(const Product& p, int32_t* acc) {
#if defined(__x86_64__)
  if (chosen() == Isa::avx512_vnni) return product_vnni(p, acc);
  if (chosen() == Isa::avx2) return product_avx2(p, acc);
#endif
  product_baseline(p, acc);
}

DATELINE_CLONES void scale_row(const int32_t* acc, float row_scale, const float* scale, const float* bias, size_t width,
                               float* y) {
  for (size_t o = 0; o < width; ++o) y[o] = static_cast<float>(acc[o]) * (row_scale * scale[o]) + bias[o];
}

/// e^-x for |x| <= 30 (cut there) by 2^n and a polynomial of degree 5 (relative error below 1e-6). Plain operations only and
/// no branch, so every path agrees and vectorises. Adding 1.5 * 2^23 rounds to the nearest integer.
inline float exp_minus(float x) {
  constexpr float kRound = 12582912.0F;
  x = x > 30.0F ? 30.0F : x;
  x = x < -30.0F ? -30.0F : x;
  const float t = x * -1.44269504F;
  const float shifted = t + kRound;
  const float f = (t - (shifted - kRound)) * 0.693147181F;
  const float poly = 1.0F + f * (1.0F + f * (0.5F + f * (0.166666667F + f * (0.0416666667F + f * 0.00833333333F))));
  return poly * __builtin_bit_cast(float, (__builtin_bit_cast(int32_t, shifted) << 23) + (127 << 23));
}

}  // namespace

void limit_isa(Isa isa) { chosen() = std::min(isa, detect()); }

void Quantised::resize(size_t new_rows, size_t new_width) {
  rows = new_rows;
  width = new_width;
  if (q.size() < rows * width) q.resize(rows * width);
  if (scale.size() < rows) scale.resize(rows);
}

Matrix::Matrix(const int8_t* weights, const float* scale, const float* bias, size_t outputs, size_t inputs)
    : outputs_(outputs), inputs_(inputs), blocks_((outputs + kBlock - 1) / kBlock) {
  packed_.assign(blocks_ * kBlock * inputs, 0);
  surplus_.assign(blocks_ * kBlock, 0);
  scale_.assign(blocks_ * kBlock, 0);
  bias_.assign(blocks_ * kBlock, 0);
  for (size_t o = 0; o < outputs; ++o) {
    const size_t b = o / kBlock, lane = o % kBlock;
    for (size_t k = 0; k < inputs; ++k) {
      packed_[b * kBlock * inputs + (k / 4) * kBlock * 4 + lane * 4 + k % 4] = weights[o * inputs + k];
      surplus_[o] += 128 * weights[o * inputs + k];
    }
    scale_[o] = scale[o];
    bias_[o] = bias ? bias[o] : 0;
  }
}

void Matrix::multiply(const Quantised& x, float* y, size_t stride) const {
  constexpr size_t kRows = 32, kGroup = 8;  // a tile of sums stays in the first cache
  std::array<int32_t, kRows * kGroup * kBlock> acc;
  for (size_t b = 0; b < blocks_; b += kGroup) {
    const size_t blocks = std::min(kGroup, blocks_ - b), at = b * kBlock;
    for (size_t r = 0; r < x.rows; r += kRows) {
      const size_t rows = std::min(kRows, x.rows - r);
      product({x.q.data() + r * inputs_, packed_.data() + at * inputs_, surplus_.data() + at, rows, inputs_, blocks}, acc.data());
      for (size_t i = 0; i < rows; ++i)
        scale_row(acc.data() + i * blocks * kBlock, x.scale[r + i], scale_.data() + at, bias_.data() + at, blocks * kBlock,
                  y + (r + i) * stride + at);
    }
  }
}

namespace {

DATELINE_CLONES void quantise_row(const float* x, size_t width, uint8_t* q, float* scale) {
  // without their sign, floats order like their bits
  std::array<int32_t, 16> lane{};
  for (size_t i = 0; i < width; i += 16)
    for (size_t l = 0; l < 16; ++l) {
      const int32_t bits = __builtin_bit_cast(int32_t, x[i + l]) & 0x7fffffff;
      lane[l] = bits > lane[l] ? bits : lane[l];
    }
  const float top = __builtin_bit_cast(float, *std::max_element(lane.begin(), lane.end()));
  *scale = top / 127.0F;
  const float inverse = top > 0 ? 127.0F / top : 0.0F;
  for (size_t i = 0; i < width; ++i) {
    const float v = x[i] * inverse;
    q[i] = static_cast<uint8_t>(static_cast<int32_t>(v + 128.5F));
  }
}

DATELINE_CLONES void norm_row(const float* x, float* y, size_t width, const float* gain, const float* shift) {
  std::array<float, 16> sum{}, square{};
  for (size_t i = 0; i < width; i += 16)
    for (size_t l = 0; l < 16; ++l) sum[l] += x[i + l];
  float mean = 0, var = 0;
  for (const float s : sum) mean += s;
  mean /= static_cast<float>(width);
  for (size_t i = 0; i < width; i += 16)
    for (size_t l = 0; l < 16; ++l) square[l] += (x[i + l] - mean) * (x[i + l] - mean);
  for (const float s : square) var += s;
  const float inverse = 1.0F / std::sqrt(var / static_cast<float>(width) + 1e-5F);
  for (size_t i = 0; i < width; ++i) y[i] = (x[i] - mean) * inverse * gain[i] + shift[i];
}

/// What one direction of a layer needs besides the word: forget and output gates' memory weights and biases.
struct Gates {
  const float *vf, *vr, *bf, *br;
};

/// One word, one direction: c is the cell, updated in place. Both gates share one division.
DATELINE_CLONES void step(const float* __restrict u, const Gates& g, float* __restrict c, float* __restrict x, size_t half) {
  const float* __restrict a = u + half, * __restrict o = a + half;
  const float* __restrict vf = g.vf, * __restrict vr = g.vr, * __restrict bf = g.bf, * __restrict br = g.br;
  for (size_t i = 0; i < half; ++i) {
    const float ef = 1.0F + exp_minus(a[i] + vf[i] * c[i] + bf[i]);
    const float er = 1.0F + exp_minus(o[i] + vr[i] * c[i] + br[i]);
    const float inverse = 1.0F / (ef * er);
    const float f = er * inverse, r = ef * inverse;
    const float next = u[i] + f * (c[i] - u[i]);
    c[i] = next;
    x[i] += r * (next - x[i]);
  }
}

}  // namespace

void quantise(const float* x, size_t rows, size_t width, size_t stride, Quantised& out) {
  out.resize(rows, width);
  for (size_t r = 0; r < rows; ++r) quantise_row(x + r * stride, width, out.q.data() + r * width, &out.scale[r]);
}

void layer_norm(const float* x, float* y, size_t rows, size_t width, const float* gain, const float* shift) {
  for (size_t r = 0; r < rows; ++r) norm_row(x + r * width, y + r * width, width, gain, shift);
}

void recur(const float* u, size_t u_stride, float* x, const float* v, const float* b, const uint32_t* off, size_t sentences,
           size_t half) {
  constexpr size_t kMost = 512;
  std::array<float, kMost> cell;
  for (size_t s = 0; s < sentences; ++s) {
    for (size_t d = 0; d < 2; ++d) {
      std::fill_n(cell.begin(), half, 0.0F);
      const float *vf = v + d * 2 * half, *bf = b + d * 2 * half;
      const Gates gates{vf, vf + half, bf, bf + half};
      for (uint32_t k = off[s]; k < off[s + 1]; ++k) {
        const size_t t = d ? off[s + 1] - 1 - (k - off[s]) : k;
        step(u + t * u_stride + d * 3 * half, gates, cell.data(), x + (t * 2 + d) * half, half);
      }
    }
  }
}

DATELINE_CLONES void add_scaled(const int8_t* __restrict from, float scale, float* __restrict to, size_t n) {
  for (size_t k = 0; k < n; ++k) to[k] += scale * static_cast<float>(from[k]);
}

DATELINE_CLONES void add_relu(const float* __restrict a, const float* __restrict b, const float* __restrict c,
                              const float* __restrict d, float* __restrict to, size_t n) {
  for (size_t k = 0; k < n; ++k) {
    const float sum = a[k] + b[k] + c[k] + d[k];
    to[k] = sum > 0 ? sum : 0;
  }
}

DATELINE_CLONES float dot(const float* a, const float* b, size_t n) {
  std::array<float, 16> sum{};
  for (size_t i = 0; i < n; i += 16)
    for (size_t l = 0; l < 16; ++l) sum[l] += a[i + l] * b[i + l];
  for (size_t gap = 8; gap > 0; gap /= 2)
    for (size_t l = 0; l < gap; ++l) sum[l] += sum[l + gap];
  return sum[0];
}

}  // namespace dateline::syntax
