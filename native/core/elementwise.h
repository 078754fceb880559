// The elementwise passes of a training step, compiled for several vector widths and chosen when the library is loaded.
#pragma once

namespace kinkless {

// Rows of the step's buffers are padded with zeros to a multiple of this, so that no loop has a remainder: one cache line.
template <class T>
inline constexpr int kLanes = static_cast<int>(64 / sizeof(T));

template <class T>
constexpr int padded(int width) {
  return (width + kLanes<T> - 1) / kLanes<T> * kLanes<T>;
}

// For `rows` rows of `stride` (a multiple of kLanes) numbers: a ← mask · (u ≥ 0 ? 1 : slope) and v ← a · u, `v` over `u`.
// `mask` has rows of `width` numbers and kLanes finite ones after its end, or is null for all ones.
void activate(int rows, int width, int stride, double slope, const double* mask, double* u_to_v, double* a);
void activate(int rows, int width, int stride, float slope, const float* mask, float* u_to_v, float* a);

// d ← d ⊙ a over rows × stride numbers.
void multiply(int rows, int stride, const double* a, double* d);
void multiply(int rows, int stride, const float* a, float* d);

// The last hidden layer and one linear output in a single pass. In: pre-activations `u`, output weights `w` (stride numbers, zero
// padded), output bias `c`, targets `y`. Out: backward signals e · w ⊙ a over `u`, gradient_w += Σ e v, and the sums of e and of e².
struct OutputSums {
  double error = 0;
  double squares = 0;
};
OutputSums activate_and_output(int rows, int width, int stride, double slope, const double* mask, const double* w, double c,
                               const double* y, double* u_to_d, double* gradient_w);
OutputSums activate_and_output(int rows, int width, int stride, float slope, const float* mask, const float* w, float c, const float* y,
                               float* u_to_d, float* gradient_w);

// One Adam update of `count` parameters with bias-corrected moments: step = rate · m̂ / (√v̂ + epsilon).
struct AdamStep {
  double rate, beta1, beta2, epsilon;
  double correction1, correction2;  // 1 − β^t
};
void adam(int count, const AdamStep& step, const double* gradient, double* m, double* v, double* weights);
void adam(int count, const AdamStep& step, const float* gradient, float* m, float* v, float* weights);

}  // namespace kinkless
