// Forward pass, residual and backward pass, fused over blocks of samples that stay in cache: the inner loop of first-order training.
#pragma once

#include <cstddef>
#include <vector>

#include "control.h"
#include "network.h"
#include "samples.h"

namespace kinkless {

// Works on transposed weights: layer l is W̄_lᵀ, `columns()` rows of `out` numbers from the layer's offset. A product with W̄ᵀ on the
// right is up to twice as fast in OpenBLAS as one with W̄ transposed on the fly, and the gradient comes out in the same layout.
template <class T>
class Step {
 public:
  Step(const Network& network, const Samples<T>& samples);

  // Writes ∇loss (the mean over samples) and returns Σ e². False in `completed` when `control` asked to stop midway.
  struct Result {
    double squares = 0;
    bool completed = true;
  };
  Result run(const T* weights, T* gradient, const Control& control);

 private:
  struct Buffers {
    int stride;             // rows of `values` and `slopes`
    std::vector<T> values;  // V̄_l of the block, its constant 1 at column `out` where the next layer has a bias
    std::vector<T> slopes;  // A_l
  };

  void forward(std::size_t first, int rows, const T* weights);
  void output(std::size_t first, int rows, const T* weights, T* gradient, Result& result);
  void backward(std::size_t first, int rows, const T* weights, T* gradient);
  const T* layer_input(std::size_t layer, std::size_t first) const;
  int input_stride(std::size_t layer) const;
  void add_gradient(std::size_t layer, std::size_t first, int rows, const T* signal, int stride, T* gradient);

  const Network& network_;
  const Samples<T>& samples_;
  int block_;
  bool fused_;  // one output: the last hidden layer and the output are one pass
  std::vector<Buffers> hidden_;
  std::vector<T> errors_;                            // residuals of the block, C > 1 or no hidden layer
  std::vector<T> output_weights_, output_gradient_;  // zero padded copies for the fused pass
  double output_bias_gradient_ = 0;
};

// Packed W̄ (rows of one unit) ↔ the transposed layout of Step.
template <class From, class To>
void transpose_layers(const Network& network, const From* from, To* to, bool to_step) {
  for (const Layer& layer : network.layers) {
    const auto rows = static_cast<std::size_t>(layer.out), columns = static_cast<std::size_t>(layer.columns());
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < columns; ++j) {
        const std::size_t packed = layer.offset + i * columns + j, step = layer.offset + j * rows + i;
        if (to_step) {
          to[step] = static_cast<To>(from[packed]);
        } else {
          to[packed] = static_cast<To>(from[step]);
        }
      }
  }
}

}  // namespace kinkless
