// Forward pass, residual and backward pass, fused over blocks of samples that stay in cache: the inner loop of first-order training.
#pragma once

#include <cstddef>
#include <vector>

#include "core/kernels/kernels.h"
#include "core/network/network.h"
#include "core/network/samples.h"
#include "core/runtime/aligned.h"
#include "core/runtime/control.h"

namespace kinkless {

// Within a block everything is units × samples: what goes on per sample then fills whole registers whatever the widths of the layers, and
// sums over units need no sums across a register. Products: U = W̄ V̄, D_below = Wᵀ D, and ∇W̄ = D V̄ᵀ, which is one of rows with rows.
template <class T>
class Step {
 public:
  // `level`: one that this processor runs.
  Step(const Network& network, const Samples<T>& samples, KernelLevel level = kernel_level());

  // To be called after `samples` have changed. There may be fewer than at first.
  void load();

  // Writes ∇loss (the mean over samples), packed as the weights are, and returns Σ e². False in `completed` when `control` asked to stop
  // midway.
  struct Result {
    double squares = 0;
    bool completed = true;
  };
  Result run(const T* weights, T* gradient, const Control& control);

 private:
  struct Hidden {
    AlignedVector<T> values;  // V̄_l of the block, its constant 1 in row `out` where the next layer has a bias; then the backward signals
    AlignedVector<T> pre_activations;  // U_l; of a fused layer in `values`
  };

  // `count` rows for each block of the samples.
  T* in_blocks(AlignedVector<T>& blocks, int count, std::size_t first) const;
  void load(const T* from, int columns, AlignedVector<T>& blocks);

  const T* input(std::size_t layer, std::size_t first);
  HiddenLayer<T> hidden_layer(std::size_t layer, std::size_t first, int rows, const T* weights);
  void forward(std::size_t first, int rows, const T* weights);
  void output(std::size_t first, int rows, const T* weights, T* gradient, Result& result);
  void backward(std::size_t first, int rows, const T* weights, T* gradient);
  int gradient_columns(std::size_t layer, int rows) const;
  void add_gradient(std::size_t layer, std::size_t first, int rows, int columns, const T* signal, T* gradient);
  void pull(std::size_t layer, std::size_t first, int rows, const T* weights, const T* signal);

  const Network& network_;
  const Samples<T>& samples_;
  const Kernels<T>& kernels_;
  int block_;
  std::ptrdiff_t stride_;
  bool fused_;  // one output: the last hidden layer and the output are one pass
  AlignedVector<T> inputs_, targets_;
  std::vector<AlignedVector<T>> masks_;
  std::vector<Hidden> hidden_;
  AlignedVector<T> errors_, spread_;
};

}  // namespace kinkless
