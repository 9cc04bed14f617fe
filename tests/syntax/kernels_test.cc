// Arithmetic: exact products, the same bits on every instruction set.
#include "dateline/syntax/kernels.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace dateline::syntax {
namespace {

std::vector<float> numbers(size_t n, uint32_t state) {
  std::vector<float> out(n);
  for (float& x : out) {
    state = state * 1664525U + 1013904223U;
    x = static_cast<float>(state >> 8U) / 8388608.0F - 1.0F;
  }
  return out;
}

struct LimitGuard {
  ~LimitGuard() { limit_isa(Isa::best); }
};

}  // namespace

TEST_CASE("a product equals the plain sum, on every path") {
  const LimitGuard guard;
  for (const size_t outputs : {size_t{1}, size_t{16}, size_t{51}, size_t{130}}) {
    const size_t inputs = 128, rows = 37, stride = (outputs + 15) / 16 * 16;
    std::vector<int8_t> w(outputs * inputs);
    const auto random = numbers(w.size(), 5);
    for (size_t i = 0; i < w.size(); ++i) w[i] = static_cast<int8_t>(random[i] * 127);
    const std::vector<float> scale(outputs, 0.01F), bias(outputs, 0.5F);
    const Matrix matrix(w.data(), scale.data(), bias.data(), outputs, inputs);
    Quantised x;
    quantise(numbers(rows * inputs, 9).data(), rows, inputs, inputs, x);
    std::vector<float> first(rows * stride), other(rows * stride);
    limit_isa(Isa::baseline);
    matrix.multiply(x, first.data(), stride);
    for (size_t r = 0; r < rows; ++r)
      for (size_t o = 0; o < outputs; ++o) {
        int32_t sum = 0;
        for (size_t k = 0; k < inputs; ++k) sum += (x.q[r * inputs + k] - 128) * w[o * inputs + k];
        CHECK(first[r * stride + o] == static_cast<float>(sum) * (x.scale[r] * scale[o]) + bias[o]);
      }
    for (const Isa isa : {Isa::avx2, Isa::avx512_vnni, Isa::best}) {
      limit_isa(isa);
      matrix.multiply(x, other.data(), stride);
      CHECK(first == other);
    }
  }
}

TEST_CASE("quantising keeps values within half a step, zero rows too") {
  const auto x = numbers(64, 3);
  Quantised q;
  quantise(x.data(), 2, 32, 32, q);
  for (size_t i = 0; i < 64; ++i)
    CHECK(std::abs(q.scale[i / 32] * static_cast<float>(q.q[i] - 128) - x[i]) <= q.scale[i / 32] * 0.51F);
  const std::vector<float> zero(32, 0.0F);
  quantise(zero.data(), 1, 32, 32, q);
  CHECK(q.scale[0] == 0);
  CHECK(q.q[5] == 128);
}

TEST_CASE("layer norm and the recurrence against plain formulas") {
  const auto x = numbers(32, 8);
  std::vector<float> y(32);
  const std::vector<float> one(32, 1.0F), none(32, 0.0F);
  layer_norm(x.data(), y.data(), 1, 32, one.data(), none.data());
  float sum = 0, square = 0;
  for (const float v : y) {
    sum += v;
    square += v * v;
  }
  CHECK(std::abs(sum) < 1e-3F);
  CHECK(std::abs(square - 32) < 0.1F);

  // one word, no memory: c = (1 - f) u, h = r c + (1 - r) x
  const size_t half = 16;
  const auto u = numbers(6 * half, 4);
  auto h = numbers(2 * half, 6);
  const auto before = h;
  const std::vector<float> v(4 * half, 0.0F), b(4 * half, 0.0F);
  const uint32_t off[] = {0, 1};
  recur(u.data(), 6 * half, h.data(), v.data(), b.data(), off, 1, half);
  const auto sigmoid = [](float z) { return 1 / (1 + std::exp(-z)); };
  for (size_t d = 0; d < 2; ++d)
    for (size_t i = 0; i < half; ++i) {
      const float* at = u.data() + d * 3 * half;
      const float f = sigmoid(at[half + i]), r = sigmoid(at[2 * half + i]);
      CHECK(h[d * half + i] == doctest::Approx(r * (1 - f) * at[i] + (1 - r) * before[d * half + i]).epsilon(1e-4));
    }
}

TEST_CASE("norm and bytes in one pass are norm, then bytes") {
  const auto x = numbers(192, 21), gain = numbers(64, 22), shift = numbers(64, 23);
  std::vector<float> y(x.size());
  layer_norm(x.data(), y.data(), 3, 64, gain.data(), shift.data());
  Quantised two, one;
  quantise(y.data(), 3, 64, 64, two);
  norm_quantise(x.data(), 3, 64, gain.data(), shift.data(), one);
  CHECK(one.q == two.q);
  CHECK(one.scale == two.scale);
}

TEST_CASE("the first greatest number, in any length") {
  for (size_t n = 1; n < 70; ++n) {
    auto x = numbers(n, static_cast<uint32_t>(n));
    const auto plain = [&] { return static_cast<size_t>(std::max_element(x.begin(), x.end()) - x.begin()); };
    CHECK(argmax(x.data(), n) == plain());
    x[n - 1] = x[n / 2] = 3;
    CHECK(argmax(x.data(), n) == n / 2);
    std::fill(x.begin(), x.end(), -1.0F);
    CHECK(argmax(x.data(), n) == 0);
  }
}

TEST_CASE("arcs and sums of rows against plain loops") {
  constexpr size_t words = 21, width = 16, columns = 32;
  const auto d = numbers(words * width, 31), heads = numbers(width * columns, 32);
  std::vector<float> score(words * columns);
  arc_scores(d.data(), words, width, heads.data(), columns, score.data());
  for (size_t i = 0; i < words; ++i)
    for (size_t h = 0; h < columns; ++h) {
      float sum = 0;
      for (size_t k = 0; k < width; ++k) sum += d[i * width + k] * heads[k * columns + h];
      CHECK(score[i * columns + h] == sum);
    }
  std::vector<int8_t> table(4 * width);
  for (size_t i = 0; i < table.size(); ++i) table[i] = static_cast<int8_t>(i * 37);
  const std::vector<float> scale = {0.5F, 0.25F, 2.0F, 1.0F};
  const std::vector<uint32_t> rows = {2, 0, 2};
  std::vector<float> sum(width);
  add_rows(table.data(), scale.data(), rows.data(), rows.size(), sum.data(), width);
  for (size_t k = 0; k < width; ++k) {
    float plain = 0;
    for (const uint32_t r : rows) plain += scale[r] * static_cast<float>(table[r * width + k]);
    CHECK(sum[k] == plain);
  }
}

TEST_CASE("e to the x, close and cut at its ends") {
  for (float x = -29; x < 29; x += 0.37F) CHECK(exp_of(x) == doctest::Approx(std::exp(static_cast<double>(x))).epsilon(4e-6));
  CHECK(exp_of(-500) == exp_of(-30));
  CHECK(exp_of(500) == exp_of(30));
}

}  // namespace dateline::syntax
