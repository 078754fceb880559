#include "core/network/step.h"

#include <algorithm>

namespace kinkless {

namespace {

// Samples per block: so many that sums of gradients are seldom fetched, so few that a block stays in the second-level cache. See bench/.
constexpr int kBlock = 256;

// Rows an odd number of cache lines apart: neighbours do not compete for the same places of a cache.
template <class T>
std::ptrdiff_t row_stride(int count) {
  const int lines = padded<T>(count) / kLanes<T>;
  return static_cast<std::ptrdiff_t>(lines | 1) * kLanes<T>;
}

}  // namespace

template <class T>
Step<T>::Step(const Network& network, const Samples<T>& samples, KernelLevel level)
    : network_(network),
      samples_(samples),
      kernels_(kernels<T>(level)),
      block_(static_cast<int>(std::min<std::size_t>(kBlock, samples.count))),
      stride_(row_stride<T>(block_)),
      fused_(network.outputs() == 1 && network.depth() > 1) {
  for (std::size_t l = 0; l + 1 < network.depth(); ++l) {
    const Layer &layer = network.layers[l], &next = network.layers[l + 1];
    const bool plain = !fused_ || l + 2 < network.depth();
    const std::size_t size = static_cast<std::size_t>(next.columns()) * static_cast<std::size_t>(stride_);
    Hidden hidden{AlignedVector<T>(size), {}, {}, row_stride<T>(next.columns())};
    if (next.bias) std::fill_n(hidden.values.end() - stride_, stride_, T(1));
    if (plain) {
      hidden.slopes.resize(static_cast<std::size_t>(layer.out) * static_cast<std::size_t>(stride_));
      hidden.rows.resize(static_cast<std::size_t>(block_) * static_cast<std::size_t>(hidden.row_stride));
    }
    hidden_.push_back(std::move(hidden));
  }
  errors_.resize(static_cast<std::size_t>(network.outputs()) * static_cast<std::size_t>(stride_));
  masks_.resize(samples.masks.size());
  load();
}

template <class T>
T* Step<T>::in_blocks(AlignedVector<T>& blocks, int count, std::size_t first) const {
  return blocks.data() + first / static_cast<std::size_t>(block_) * static_cast<std::size_t>(count) * static_cast<std::size_t>(stride_);
}

template <class T>
void Step<T>::load(const T* from, int columns, AlignedVector<T>& to) {
  const auto block = static_cast<std::size_t>(block_), width = static_cast<std::size_t>(columns);
  to.resize(std::max(to.size(), (samples_.count + block - 1) / block * width * static_cast<std::size_t>(stride_)));
  for (std::size_t first = 0; first < samples_.count; first += block)
    kernels_.transpose(static_cast<int>(std::min(block, samples_.count - first)), columns, from + first * width, columns,
                       in_blocks(to, columns, first), stride_);
}

template <class T>
void Step<T>::load() {
  load(samples_.inputs.data(), network_.layers[0].columns(), inputs_);
  load(samples_.targets.data(), network_.outputs(), targets_);
  for (std::size_t l = 0; l < masks_.size(); ++l) load(samples_.mask(l), network_.layers[l].out, masks_[l]);
}

// Hidden layers of a block: pre-activations, and except for a fused last one the activations and their slopes.
template <class T>
void Step<T>::forward(std::size_t first, int rows, const T* weights) {
  const T* input = in_blocks(inputs_, network_.layers[0].columns(), first);
  for (std::size_t l = 0; l + 1 < network_.depth(); ++l) {
    const Layer& layer = network_.layers[l];
    Hidden& hidden = hidden_[l];
    T* values = hidden.values.data();
    kernels_.product(layer.out, padded<T>(rows), layer.columns(), weights + layer.offset, layer.columns(), 1, input, stride_, false, values,
                     stride_);
    if (fused_ && l + 2 == network_.depth()) return;
    const T* mask = masks_.empty() ? nullptr : in_blocks(masks_[l], layer.out, first);
    kernels_.activate(layer.out, rows, stride_, static_cast<T>(layer.slope), mask, values, hidden.slopes.data());
    kernels_.transpose(network_.layers[l + 1].columns(), rows, values, stride_, hidden.rows.data(), hidden.row_stride);
    input = values;
  }
}

// Residuals, the output layer's gradient, and the backward signals of the last hidden layer.
template <class T>
void Step<T>::output(std::size_t first, int rows, const T* weights, T* gradient, Result& result) {
  const std::size_t last = network_.depth() - 1;
  const Layer& layer = network_.layers[last];
  const T* targets = in_blocks(targets_, layer.out, first);
  const T mean = static_cast<T>(1.0 / static_cast<double>(samples_.count));
  T* errors = errors_.data();
  if (fused_) {
    const Layer& below = network_.layers[last - 1];
    const T* mask = masks_.empty() ? nullptr : in_blocks(masks_[last - 1], below.out, first);
    const T* output = weights + layer.offset;
    const T bias = layer.bias ? output[layer.in] : T(0);
    const OutputSums sums = kernels_.output(below.out, rows, stride_, static_cast<T>(below.slope), mask, output, bias, targets, mean,
                                            errors, hidden_[last - 1].values.data(), gradient + layer.offset);
    result.squares += sums.squares;
    if (layer.bias) gradient[layer.offset + static_cast<std::size_t>(layer.in)] += static_cast<T>(sums.error);
    return;
  }
  const T* input = last == 0 ? in_blocks(inputs_, layer.columns(), first) : hidden_[last - 1].values.data();
  kernels_.product(layer.out, padded<T>(rows), layer.columns(), weights + layer.offset, layer.columns(), 1, input, stride_, false, errors,
                   stride_);
  result.squares += kernels_.residual(layer.out, rows, stride_, targets, mean, errors).squares;
  add_gradient(last, first, rows, errors, gradient);
  if (last > 0) back_product(last, rows, weights, errors);
}

template <class T>
void Step<T>::backward(std::size_t first, int rows, const T* weights, T* gradient) {
  for (std::size_t l = network_.depth() - 1; l-- > 0;) {
    const T* signal = hidden_[l].values.data();
    add_gradient(l, first, rows, signal, gradient);
    if (l > 0) back_product(l, rows, weights, signal);
  }
}

template <class T>
void Step<T>::add_gradient(std::size_t l, std::size_t first, int rows, const T* signal, T* gradient) {
  const Layer& layer = network_.layers[l];
  const int columns = layer.columns();
  T* target = gradient + layer.offset;
  if (l == 0) {
    const T* transposed = samples_.inputs.data() + first * static_cast<std::size_t>(columns);
    kernels_.gradient(layer.out, columns, rows, signal, in_blocks(inputs_, columns, first), stride_, transposed, columns, first > 0, target,
                      columns);
  } else {
    const Hidden& below = hidden_[l - 1];
    kernels_.gradient(layer.out, columns, rows, signal, below.values.data(), stride_, below.rows.data(), below.row_stride, first > 0,
                      target, columns);
  }
}

// The signals of the layer below take the place of its activations, which were last needed by this layer.
template <class T>
void Step<T>::back_product(std::size_t l, int rows, const T* weights, const T* signal) {
  const Layer& layer = network_.layers[l];
  Hidden& below = hidden_[l - 1];
  kernels_.product(layer.in, padded<T>(rows), layer.out, weights + layer.offset, 1, layer.columns(), signal, stride_, false,
                   below.values.data(), stride_);
  kernels_.multiply(layer.in, rows, stride_, below.slopes.data(), below.values.data());
}

template <class T>
typename Step<T>::Result Step<T>::run(const T* weights, T* gradient, const Control& control) {
  Result result;
  const Layer& last = network_.layers.back();
  // The other layers' gradients are written by the first block.
  if (fused_) std::fill_n(gradient + last.offset, last.columns(), T(0));
  for (std::size_t first = 0; first < samples_.count; first += static_cast<std::size_t>(block_)) {
    if (control.aborted()) return {result.squares, false};
    const int rows = static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(block_), samples_.count - first));
    forward(first, rows, weights);
    output(first, rows, weights, gradient, result);
    backward(first, rows, weights, gradient);
  }
  return result;
}

template class Step<double>;
template class Step<float>;

}  // namespace kinkless
