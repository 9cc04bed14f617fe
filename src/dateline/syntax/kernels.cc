// The arithmetic of the network besides the products (product.cc), with run-time choice of instruction set; see kernels.h.
// Input: rows of floats. Result: rows of floats or bytes, equal to the last bit on every path: each lane adds in one fixed order.
#include "dateline/syntax/kernels_clones.h"
// the options of the file above come first
#include "dateline/syntax/kernels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace dateline::syntax {
namespace {

/// e^-x for |x| <= 30 (cut there) by 2^n and a polynomial of degree 5 (relative error below 3e-6). Plain operations only and
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

/// Sum of 16 lanes: halves onto each other.
inline float total(const std::array<float, 16>& lane) {
  std::array<float, 8> a;
  std::array<float, 4> b;
  for (size_t l = 0; l < 8; ++l) a[l] = lane[l] + lane[l + 8];
  for (size_t l = 0; l < 4; ++l) b[l] = a[l] + a[l + 4];
  return (b[0] + b[2]) + (b[1] + b[3]);
}

/// Bytes of one row and their scale.
inline void quantise_into(const float* __restrict x, size_t width, uint8_t* __restrict q, float* scale) {
  // without their sign, floats order like their bits
  std::array<int32_t, 16> lane{};
  for (size_t i = 0; i < width; i += 16)
    for (size_t l = 0; l < 16; ++l) {
      const int32_t bits = __builtin_bit_cast(int32_t, x[i + l]) & 0x7fffffff;
      lane[l] = bits > lane[l] ? bits : lane[l];
    }
  for (size_t gap = 8; gap > 0; gap /= 2)
    for (size_t l = 0; l < gap; ++l) lane[l] = lane[l] > lane[l + gap] ? lane[l] : lane[l + gap];
  const float top = __builtin_bit_cast(float, lane[0]);
  *scale = top / 127.0F;
  const float inverse = top > 0 ? 127.0F / top : 0.0F;
  for (size_t i = 0; i < width; ++i) {
    const float v = x[i] * inverse;
    q[i] = static_cast<uint8_t>(static_cast<int32_t>(v + 128.5F));
  }
}

inline void norm_into(const float* x, float* y, size_t width, const float* gain, const float* shift) {
  std::array<float, 16> sum{}, square{};
  for (size_t i = 0; i < width; i += 16)
    for (size_t l = 0; l < 16; ++l) sum[l] += x[i + l];
  const float mean = total(sum) / static_cast<float>(width);
  for (size_t i = 0; i < width; i += 16)
    for (size_t l = 0; l < 16; ++l) square[l] += (x[i + l] - mean) * (x[i + l] - mean);
  const float inverse = 1.0F / std::sqrt(total(square) / static_cast<float>(width) + 1e-5F);
  for (size_t i = 0; i < width; ++i) y[i] = (x[i] - mean) * inverse * gain[i] + shift[i];
}

DATELINE_CLONES void quantise_rows(const float* x, size_t rows, size_t width, size_t stride, uint8_t* q, float* scale) {
  for (size_t r = 0; r < rows; ++r) quantise_into(x + r * stride, width, q + r * width, scale + r);
}

DATELINE_CLONES void norm_rows(const float* x, float* y, size_t rows, size_t width, const float* gain, const float* shift) {
  for (size_t r = 0; r < rows; ++r) norm_into(x + r * width, y + r * width, width, gain, shift);
}

DATELINE_CLONES void norm_quantise_rows(const float* x, size_t rows, size_t width, const float* gain, const float* shift,
                                        uint8_t* q, float* scale) {
  std::array<float, kMostWidth> y;
  for (size_t r = 0; r < rows; ++r) {
    norm_into(x + r * width, y.data(), width, gain, shift);
    quantise_into(y.data(), width, q + r * width, scale + r);
  }
}

/// What one direction of a layer needs besides the words: forget and output gates' memory weights and biases.
struct Gates {
  const float *vf, *vr, *bf, *br;
};

/// One sentence, one direction: from word to word (u and x move by their strides), c is the cell. Both gates share one division.
DATELINE_CLONES void recur_one_way(const float* u, ptrdiff_t u_step, float* x, ptrdiff_t x_step, size_t words, const Gates& g,
                                   float* __restrict c, size_t half) {
  for (; words > 0; --words, u += u_step, x += x_step) {
    const float* __restrict in = u;
    const float* __restrict a = u + half, * __restrict o = a + half;
    const float* __restrict vf = g.vf, * __restrict vr = g.vr, * __restrict bf = g.bf, * __restrict br = g.br;
    float* __restrict h = x;
    for (size_t i = 0; i < half; ++i) {
      const float ef = 1.0F + exp_minus(a[i] + vf[i] * c[i] + bf[i]);
      const float er = 1.0F + exp_minus(o[i] + vr[i] * c[i] + br[i]);
      const float inverse = 1.0F / (ef * er);
      const float f = er * inverse, r = ef * inverse;
      const float next = in[i] + f * (c[i] - in[i]);
      c[i] = next;
      h[i] += r * (next - h[i]);
    }
  }
}

template <size_t R>
inline void arc_tile(const float* d, size_t width, const float* heads, size_t columns, float* score) {
  Lanes sum[R];
  for (Lanes& s : sum) s = Lanes{};
  for (size_t k = 0; k < width; ++k) {
    Lanes h;
    std::memcpy(&h, heads + k * columns, sizeof h);
    for (size_t r = 0; r < R; ++r) sum[r] += d[r * width + k] * h;
  }
  for (size_t r = 0; r < R; ++r) std::memcpy(score + r * columns, &sum[r], sizeof sum[r]);
}

}  // namespace

void quantise(const float* x, size_t rows, size_t width, size_t stride, Quantised& out) {
  out.resize(rows, width);
  quantise_rows(x, rows, width, stride, out.q.data(), out.scale.data());
}

void layer_norm(const float* x, float* y, size_t rows, size_t width, const float* gain, const float* shift) {
  norm_rows(x, y, rows, width, gain, shift);
}

void norm_quantise(const float* x, size_t rows, size_t width, const float* gain, const float* shift, Quantised& out) {
  out.resize(rows, width);
  norm_quantise_rows(x, rows, width, gain, shift, out.q.data(), out.scale.data());
}

void recur(const float* u, size_t u_stride, float* x, const float* v, const float* b, const uint32_t* off, size_t sentences,
           size_t half) {
  std::array<float, kMostWidth / 2> cell;
  const auto u_step = static_cast<ptrdiff_t>(u_stride), x_step = static_cast<ptrdiff_t>(2 * half);
  const Gates on{v, v + half, b, b + half}, back{v + 2 * half, v + 3 * half, b + 2 * half, b + 3 * half};
  for (size_t s = 0; s < sentences; ++s) {
    const size_t first = off[s], words = off[s + 1] - first;
    if (words == 0) continue;
    std::fill_n(cell.begin(), half, 0.0F);
    recur_one_way(u + first * u_stride, u_step, x + first * 2 * half, x_step, words, on, cell.data(), half);
    std::fill_n(cell.begin(), half, 0.0F);
    const size_t last = first + words - 1;
    recur_one_way(u + last * u_stride + 3 * half, -u_step, x + last * 2 * half + half, -x_step, words, back, cell.data(), half);
  }
}

DATELINE_CLONES void add_rows(const int8_t* table, const float* scale, const uint32_t* rows, size_t count, float* __restrict to,
                              size_t width) {
  for (size_t i = 0; i < width; ++i) to[i] = 0;
  for (size_t k = 0; k < count; ++k) {
    const int8_t* __restrict from = table + size_t{rows[k]} * width;
    const float s = scale[rows[k]];
    for (size_t i = 0; i < width; ++i) to[i] += s * static_cast<float>(from[i]);
  }
}

void expect_rows(const int8_t* table, const float* scale, const uint32_t* rows, size_t count, size_t width) {
  for (size_t k = 0; k < count; ++k) {
    __builtin_prefetch(scale + rows[k]);
    for (size_t i = 0; i < width; i += 64) __builtin_prefetch(table + size_t{rows[k]} * width + i);
  }
}

DATELINE_CLONES void add_relu(const float* __restrict a, const float* __restrict b, const float* __restrict c,
                              const float* __restrict d, float* __restrict to, size_t n) {
  for (size_t k = 0; k < n; ++k) {
    const float sum = a[k] + b[k] + c[k] + d[k];
    to[k] = sum > 0 ? sum : 0;
  }
}

DATELINE_CLONES void leaky(const float* __restrict from, float* __restrict to, size_t n) {
  for (size_t k = 0; k < n; ++k) to[k] = from[k] > 0 ? from[k] : from[k] * 0.1F;
}

DATELINE_CLONES void arc_scores(const float* d, size_t words, size_t width, const float* heads, size_t columns, float* score) {
  for (size_t c = 0; c < columns; c += 16) {
    size_t i = 0;
    for (; i + 8 <= words; i += 8) arc_tile<8>(d + i * width, width, heads + c, columns, score + i * columns + c);
    for (; i < words; ++i) arc_tile<1>(d + i * width, width, heads + c, columns, score + i * columns + c);
  }
}

DATELINE_CLONES size_t argmax(const float* x, size_t n) {
  constexpr WholeLanes kNumbers = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  size_t best = 0, k = 0;
  if (n >= 16) {  // each lane finds its first greatest, then the lanes are compared
    Lanes top, next;
    WholeLanes at = kNumbers, here = kNumbers;
    std::memcpy(&top, x, sizeof top);
    for (k = 16; k + 16 <= n; k += 16) {
      here += 16;
      std::memcpy(&next, x + k, sizeof next);
      const WholeLanes more = next > top;
      top = more ? next : top;
      at = more ? here : at;
    }
    best = static_cast<size_t>(at[0]);
    for (size_t l = 1; l < 16; ++l) {
      const auto found = static_cast<size_t>(at[l]);
      if (x[found] > x[best] || (x[found] == x[best] && found < best)) best = found;
    }
  }
  for (; k < n; ++k)
    if (x[k] > x[best]) best = k;
  return best;
}

float exp_of(float x) { return exp_minus(-x); }

}  // namespace dateline::syntax
