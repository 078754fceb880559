#include "step.h"

#include <algorithm>

#include "blas.h"
#include "elementwise.h"

namespace kinkless {

namespace {
// Samples per block. 128 rows of a few hundred units stay in the second-level cache together with the weights; see bench/.
constexpr int kBlock = 128;
// Up to m·n·k = 10^6 OpenBLAS multiplies without packing on AVX-512, a sixth faster: worth a smaller block, but not one of a few rows.
constexpr long kUnpacked = 1'000'000;
constexpr int kSmallBlock = 32, kRowMultiple = 8;

int block_rows(const Network& network, std::size_t samples) {
  long largest = 1;
  for (std::size_t l = 0; l + 1 < network.depth(); ++l)
    largest = std::max(largest, static_cast<long>(network.layers[l].columns()) * network.layers[l].out);
  const int unpacked = static_cast<int>(std::min<long>(kBlock, kUnpacked / largest)) / kRowMultiple * kRowMultiple;
  return static_cast<int>(std::min<std::size_t>(unpacked >= kSmallBlock ? unpacked : kBlock, samples));
}
}  // namespace

template <class T>
Step<T>::Step(const Network& network, const Samples<T>& samples)
    : network_(network),
      samples_(samples),
      block_(block_rows(network, samples.count)),
      fused_(network.outputs() == 1 && network.depth() > 1) {
  for (std::size_t l = 0; l + 1 < network.depth(); ++l) {
    const int stride = padded<T>(network.layers[l].out + (network.layers[l + 1].bias ? 1 : 0));
    const auto size = static_cast<std::size_t>(block_) * static_cast<std::size_t>(stride);
    hidden_.push_back({stride, std::vector<T>(size), std::vector<T>(size)});
  }
  errors_.assign(static_cast<std::size_t>(block_) * static_cast<std::size_t>(network.outputs()), T(0));
  if (fused_) {
    output_weights_.assign(static_cast<std::size_t>(hidden_.back().stride), T(0));
    output_gradient_.assign(static_cast<std::size_t>(hidden_.back().stride), T(0));
  }
}

template <class T>
const T* Step<T>::layer_input(std::size_t layer, std::size_t first) const {
  if (layer == 0) return samples_.inputs.data() + first * static_cast<std::size_t>(network_.layers[0].columns());
  return hidden_[layer - 1].values.data();
}

template <class T>
int Step<T>::input_stride(std::size_t layer) const {
  return layer == 0 ? network_.layers[0].columns() : hidden_[layer - 1].stride;
}

// Hidden layers of a block: pre-activations, and except for a fused last one the activations and their slopes.
template <class T>
void Step<T>::forward(std::size_t first, int rows, const T* weights) {
  for (std::size_t l = 0; l + 1 < network_.depth(); ++l) {
    const Layer& layer = network_.layers[l];
    Buffers& hidden = hidden_[l];
    gemm(Op::plain, Op::plain, rows, layer.out, layer.columns(), T(1), layer_input(l, first), input_stride(l), weights + layer.offset,
         layer.out, T(0), hidden.values.data(), hidden.stride);
    if (fused_ && l + 2 == network_.depth()) return;
    const T* mask = samples_.mask(l);
    if (mask != nullptr) mask += first * static_cast<std::size_t>(layer.out);
    activate(rows, layer.out, hidden.stride, static_cast<T>(layer.slope), mask, hidden.values.data(), hidden.slopes.data());
    if (network_.layers[l + 1].bias)
      for (int n = 0; n < rows; ++n) hidden.values[static_cast<std::size_t>(n) * hidden.stride + layer.out] = T(1);
  }
}

// Residuals, the output layer's gradient, and the backward signals of the last hidden layer.
template <class T>
void Step<T>::output(std::size_t first, int rows, const T* weights, T* gradient, Result& result) {
  const std::size_t last = network_.depth() - 1;
  const Layer& layer = network_.layers[last];
  const auto outputs = static_cast<std::size_t>(layer.out);
  const T* targets = samples_.targets.data() + first * outputs;
  if (fused_) {
    Buffers& hidden = hidden_[last - 1];
    const Layer& below = network_.layers[last - 1];
    const T* mask = samples_.mask(last - 1);
    if (mask != nullptr) mask += first * static_cast<std::size_t>(below.out);
    const T bias = layer.bias ? weights[layer.offset + static_cast<std::size_t>(layer.in)] : T(0);
    const OutputSums sums = activate_and_output(rows, below.out, hidden.stride, static_cast<T>(below.slope), mask, output_weights_.data(),
                                                bias, targets, hidden.values.data(), output_gradient_.data());
    result.squares += sums.squares;
    output_bias_gradient_ += sums.error;
    return;
  }
  gemm(Op::plain, Op::plain, rows, layer.out, layer.columns(), T(1), layer_input(last, first), input_stride(last), weights + layer.offset,
       layer.out, T(0), errors_.data(), layer.out);
  for (std::size_t k = 0; k < static_cast<std::size_t>(rows) * outputs; ++k) {
    errors_[k] -= targets[k];
    result.squares += static_cast<double>(errors_[k]) * static_cast<double>(errors_[k]);
  }
  add_gradient(last, first, rows, errors_.data(), layer.out, gradient);
  if (last == 0) return;
  Buffers& hidden = hidden_[last - 1];
  // The activations were last needed in the gradient above: their buffer takes the backward signals.
  gemm(Op::plain, Op::transposed, rows, layer.in, layer.out, T(1), errors_.data(), layer.out, weights + layer.offset, layer.out, T(0),
       hidden.values.data(), hidden.stride);
  multiply(rows, hidden.stride, hidden.slopes.data(), hidden.values.data());
}

template <class T>
void Step<T>::backward(std::size_t first, int rows, const T* weights, T* gradient) {
  for (std::size_t l = network_.depth() - 1; l-- > 0;) {
    const Layer& layer = network_.layers[l];
    Buffers& hidden = hidden_[l];
    add_gradient(l, first, rows, hidden.values.data(), hidden.stride, gradient);
    if (l == 0) return;
    Buffers& below = hidden_[l - 1];
    gemm(Op::plain, Op::transposed, rows, layer.in, layer.out, T(1), hidden.values.data(), hidden.stride, weights + layer.offset, layer.out,
         T(0), below.values.data(), below.stride);
    multiply(rows, below.stride, below.slopes.data(), below.values.data());
  }
}

template <class T>
void Step<T>::add_gradient(std::size_t l, std::size_t first, int rows, const T* signal, int stride, T* gradient) {
  const Layer& layer = network_.layers[l];
  gemm(Op::transposed, Op::plain, layer.columns(), layer.out, rows, T(1), layer_input(l, first), input_stride(l), signal, stride,
       first == 0 ? T(0) : T(1), gradient + layer.offset, layer.out);
}

template <class T>
typename Step<T>::Result Step<T>::run(const T* weights, T* gradient, const Control& control) {
  Result result;
  const Layer& last = network_.layers.back();
  if (fused_) {
    std::copy(weights + last.offset, weights + last.offset + last.in, output_weights_.begin());
    std::fill(output_gradient_.begin(), output_gradient_.end(), T(0));
    output_bias_gradient_ = 0;
  }
  for (std::size_t first = 0; first < samples_.count; first += static_cast<std::size_t>(block_)) {
    if (control.aborted()) return {result.squares, false};
    const int rows = static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(block_), samples_.count - first));
    forward(first, rows, weights);
    output(first, rows, weights, gradient, result);
    backward(first, rows, weights, gradient);
  }
  if (fused_) {
    std::copy(output_gradient_.begin(), output_gradient_.begin() + last.in, gradient + last.offset);
    if (last.bias) gradient[last.offset + static_cast<std::size_t>(last.in)] = static_cast<T>(output_bias_gradient_);
  }
  const T mean = static_cast<T>(1.0 / static_cast<double>(samples_.count));
  for (std::size_t p = 0; p < network_.parameters; ++p) gradient[p] *= mean;
  return result;
}

template class Step<double>;
template class Step<float>;

}  // namespace kinkless
