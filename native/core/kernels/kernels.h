// The innermost loops of a training step: written once, compiled for several kinds of processors, chosen when the library is loaded.
#pragma once

#include <cstddef>

namespace kinkless {

// From here on a number of samples, or of numbers in a row, is called padded when it is a multiple of this: whole registers of any level,
// one cache line.
template <class T>
inline constexpr int kLanes = static_cast<int>(64 / sizeof(T));

template <class T>
constexpr int padded(int count) {
  return (count + kLanes<T> - 1) / kLanes<T> * kLanes<T>;
}

// Numbers from a row to the next: an odd number of cache lines, so that neighbours do not compete for the same places of a cache.
template <class T>
constexpr std::ptrdiff_t row_stride(int count) {
  return static_cast<std::ptrdiff_t>((padded<T>(count) / kLanes<T>) | 1) * kLanes<T>;
}

// One Adam update with bias-corrected moments: step = rate · m̂ / (√v̂ + epsilon).
struct AdamStep {
  double rate, beta1, beta2, epsilon;
  double correction1, correction2;  // 1 − β^t
};

struct OutputSums {
  double error = 0;
  double squares = 0;
};

// A hidden layer over a block of samples: weights W̄ (units × columns, row-major), V̄_below (columns × samples), the mask's rows or null.
template <class T>
struct HiddenLayer {
  int units, columns, samples;
  std::ptrdiff_t stride;
  const T* weights;
  const T* inputs;
  T slope;
  const T* mask;
};

// One linear output: its weights and bias, the targets of the block, what scales the residuals.
template <class T>
struct OutputLayer {
  const T* weights;
  T bias;
  const T* targets;
  T scale;
};

// What becomes gradients on the way: of the output weights, += always; and of the hidden layer's the columns from one on, += where `add`.
template <class T>
struct OutputGradients {
  T* output;
  T* hidden;
  int first_column;
  bool add;
};

// Arrays of units × samples have one row per unit, `stride` numbers apart, and are worked on up to padded(samples).
template <class T>
struct Kernels {
  // C (m × n, row-major) ← A B, or += where `add`. Element (i, p) of A stands at a[i · a_row + p · a_column]; B is k × n, row-major.
  void (*product)(int m, int n, int k, const T* a, std::ptrdiff_t a_row, std::ptrdiff_t a_column, const T* b, std::ptrdiff_t b_stride,
                  bool add, T* c, std::ptrdiff_t c_stride);

  // ∇W (units × columns, row-major) ← D V̄ᵀ, or += where `add`. D and V̄ are units × samples, D zero from `samples` up to padded(samples)
  // and V̄ finite. `rows` is V̄ᵀ, one row per sample, if it is at hand: then most of it is a product. Else null.
  void (*gradient)(int units, int columns, int samples, const T* d, const T* v, std::ptrdiff_t stride, const T* rows,
                   std::ptrdiff_t row_stride, bool add, T* gradient, std::ptrdiff_t gradient_stride);

  // How many of the columns, the first ones, are better made with rows, as a product; the others as dot products.
  int (*product_columns)(int columns, int samples);

  // X ← L⁻¹ X for units × samples, L lower triangular; multiplies by rounded reciprocals of L's diagonal.
  void (*substitute)(int units, int samples, const T* l, std::ptrdiff_t l_stride, T* x, std::ptrdiff_t x_stride);

  // to[c][r] ← from[r][c] for rows × columns numbers; up to padded(rows), the rows of `to` repeat their last number.
  void (*transpose)(int rows, int columns, const T* from, std::ptrdiff_t from_stride, T* to, std::ptrdiff_t to_stride);

  // U ← W̄ V̄_below and V ← A ⊙ U, with slopes A = mask · (U ≥ 0 ? 1 : slope).
  void (*hidden)(const HiddenLayer<T>& layer, T* u, T* v);

  // D ← (Wᵀ D_above) ⊙ A; W has `above` rows, `w_stride` apart.
  void (*pull)(const HiddenLayer<T>& layer, const T* u, int above, const T* w, std::ptrdiff_t w_stride, const T* d_above, T* d);

  // d ← d ⊙ a for units × samples.
  void (*multiply)(int units, int samples, std::ptrdiff_t stride, const T* a, T* d);

  // e ← (v − y), its sums, then e ← scale · e, for units × samples; zeros up to padded(samples). `v` is overwritten.
  OutputSums (*residual)(int units, int samples, std::ptrdiff_t stride, const T* y, T scale, T* v_to_e);

  // The last hidden layer and the output: residuals e as in `residual`, backward signals d = w · e ⊙ a, and gradients; the sum of the
  // scaled e, the sum of e² unscaled. `spread` is room for 64 bytes for each of those gradients, `e` for the samples.
  OutputSums (*output)(const HiddenLayer<T>& layer, const OutputLayer<T>& output, const OutputGradients<T>& gradients, T* spread, T* e,
                       T* d);

  void (*adam)(std::size_t count, const AdamStep& step, const T* gradient, T* m, T* v, T* weights);
};

// Sets of instructions, each a superset of the one before. Results of different levels differ by rounding.
enum class KernelLevel { portable = 0, avx2 = 1, avx512 = 2 };
inline constexpr const char* kKernelLevelNames[] = {"portable", "avx2", "avx512"};

// The highest level that this processor runs.
KernelLevel kernel_level();

// The kernels of a level, which this processor must run.
template <class T>
const Kernels<T>& kernels(KernelLevel level);

}  // namespace kinkless
