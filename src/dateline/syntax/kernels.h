// The arithmetic of the network: int8 matrix product, layer norm, the recurrence. Same bits on every CPU path.
//
// 3 words x 256 numbers -> int8 rows with one scale each -> product with an int8 matrix in exact 32-bit integers -> floats.
// Integer sums have no rounding, and the float work runs in one fixed order without fused multiply-add, so SSE2, AVX2 and
// AVX-512 give equal results. It does not thread: callers share words among threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dateline::syntax {

/// Widest instruction set a product may use; `best` asks the CPU.
enum class Isa : uint8_t { baseline, avx2, avx512_vnni, best };

/// Makes `best` mean `isa` (if the CPU has it) from now on. For tests and comparisons; not thread-safe.
void limit_isa(Isa isa);

/// Rows of numbers as bytes with one scale a row: value = scale[row] * (q[row * width + i] - 128).
struct Quantised {
  size_t rows = 0, width = 0;
  std::vector<uint8_t> q;
  std::vector<float> scale;

  void resize(size_t new_rows, size_t new_width);
  /// Becomes a copy of the rows `which` of another.
  void take(const Quantised& from, std::span<const uint32_t> which);
};

/// A weight matrix [outputs][inputs] of int8 with one scale per output and a bias, repacked for the product.
/// inputs must be a multiple of 4. Outputs are padded to 16.
class Matrix {
 public:
  Matrix() = default;
  Matrix(const int8_t* weights, const float* scale, const float* bias, size_t outputs, size_t inputs);

  [[nodiscard]] size_t outputs() const { return outputs_; }
  [[nodiscard]] size_t inputs() const { return inputs_; }
  /// y[row * stride + o] = x . w[o] + bias[o] for all rows of x and all outputs. stride >= outputs rounded up to 16.
  void multiply(const Quantised& x, float* y, size_t stride) const;

 private:
  size_t outputs_ = 0, inputs_ = 0, blocks_ = 0;
  std::vector<int8_t> packed_;  // [block of 16 outputs][4 inputs at a time][16 outputs][4 inputs]
  std::vector<int32_t> start_;  // -128 * the sum of each output's weights: takes off what unsigned input adds
  std::vector<float> scale_, bias_;
};

/// Widest row the functions below take.
inline constexpr size_t kMostWidth = 1024;

/// Quantises rows of `width` floats (stride between rows) symmetrically, one scale a row. width % 16 == 0.
void quantise(const float* x, size_t rows, size_t width, size_t stride, Quantised& out);
/// Layer norm of each row (mean 0, variance 1, then gain and shift), result to y (may be x). width % 16 == 0.
void layer_norm(const float* x, float* y, size_t rows, size_t width, const float* gain, const float* shift);
/// Both, row by row: what `quantise` makes of what `layer_norm` gives.
void norm_quantise(const float* x, size_t rows, size_t width, const float* gain, const float* shift, Quantised& out);
/// One bidirectional simple recurrent layer over the sentences off[0..sentences]; see train/scan.c for the equations.
/// u: [word][2][3][half], x: [word][2][half] in and out, v and b: [2][2][half]. half <= kMostWidth / 2.
void recur(const float* u, size_t u_stride, float* x, const float* v, const float* b, const uint32_t* off, size_t sentences,
           size_t half);
/// to[k] = the sum over `rows` of scale[row] * table[row * width + k], rows in their order. width % 16 == 0.
void add_rows(const int8_t* table, const float* scale, const uint32_t* rows, size_t count, float* to, size_t width);
/// Asks the memory for what `add_rows` is going to read.
void expect_rows(const int8_t* table, const float* scale, const uint32_t* rows, size_t count, size_t width);
/// to[k] = max(0, a[k] + b[k] + c[k] + d[k]).
void add_relu(const float* a, const float* b, const float* c, const float* d, float* to, size_t n);
/// to[k] = from[k] where positive, else a tenth of it.
void leaky(const float* from, float* to, size_t n);
/// score[i * columns + h] = sum over k of d[i * width + k] * heads[k * columns + h], k ascending. columns % 16 == 0.
void arc_scores(const float* d, size_t words, size_t width, const float* heads, size_t columns, float* score);
/// Index of the first greatest of n >= 1 numbers.
size_t argmax(const float* x, size_t n);
/// e^x for |x| <= 30 (cut there), relative error below 3e-6, the same bits on every machine.
float exp_of(float x);

}  // namespace dateline::syntax
