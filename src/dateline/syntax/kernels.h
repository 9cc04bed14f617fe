// The arithmetic of the network: int8 matrix product, layer norm, the recurrence. Same bits on every CPU path.
//
// 3 words x 256 numbers -> int8 rows with one scale each -> product with an int8 matrix in exact 32-bit integers -> floats.
// Integer sums have no rounding, and the float work runs in one fixed order without fused multiply-add, so SSE2, AVX2 and
// AVX-512 give equal results. It does not thread: callers share words among threads.
#pragma once

#include <cstddef>
#include <cstdint>
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
  std::vector<int8_t> packed_;    // [block of 16 outputs][4 inputs at a time][16 outputs][4 inputs]
  std::vector<int32_t> surplus_;  // 128 * the sum of each output's weights, what unsigned input adds
  std::vector<float> scale_, bias_;
};

/// Quantises rows of `width` floats (stride between rows) symmetrically, one scale a row.
void quantise(const float* x, size_t rows, size_t width, size_t stride, Quantised& out);
/// Layer norm of each row (mean 0, variance 1, then gain and shift), result to y (may be x). width % 16 == 0.
void layer_norm(const float* x, float* y, size_t rows, size_t width, const float* gain, const float* shift);
/// One bidirectional simple recurrent layer over the sentences off[0..sentences]; see train/scan.c for the equations.
/// u: [word][2][3][half], x: [word][2][half] in and out, v and b: [2][2][half].
void recur(const float* u, size_t u_stride, float* x, const float* v, const float* b, const uint32_t* off, size_t sentences,
           size_t half);
/// to[k] += scale * from[k].
void add_scaled(const int8_t* from, float scale, float* to, size_t n);
/// to[k] = max(0, a[k] + b[k] + c[k] + d[k]).
void add_relu(const float* a, const float* b, const float* c, const float* d, float* to, size_t n);
/// Dot product of n floats (n % 16 == 0), summed in a fixed order.
float dot(const float* a, const float* b, size_t n);

}  // namespace dateline::syntax
