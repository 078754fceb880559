#include "core/network/step.h"

#include <algorithm>

namespace kinkless {

namespace {

// What belongs to the samples of a block stays in the second-level cache, together with weights and gradients; a block of fewer samples
// than the least would fetch sums of gradients too often. See bench/.
constexpr std::size_t kBlockBytes = 512 << 10;
constexpr std::size_t kLeastBlock = 256;

// So many columns of a gradient, beside those that fill registers, are better summed up as the signals arise (bench/native/epoch.cc, d = 25
// and 50).
template <class T>
inline constexpr int kNarrow = kLanes<T> / 4;

// Samples per block: blocks are alike, and as many samples fill whole cache lines.
template <class T>
int block_size(const Network& network, std::size_t samples) {
  std::size_t columns = 0;
  for (const Layer& layer : network.layers) columns += 2 * static_cast<std::size_t>(layer.columns());
  const std::size_t most = std::max(kLeastBlock, kBlockBytes / (columns * sizeof(T))), blocks = (samples + most - 1) / most;
  const int even = static_cast<int>((samples + blocks - 1) / blocks);
  return blocks == 1 ? even : padded<T>(even);
}

}  // namespace

template <class T>
Step<T>::Step(const Network& network, const Samples<T>& samples, KernelLevel level)
    : network_(network),
      samples_(samples),
      kernels_(kernels<T>(level)),
      block_(block_size<T>(network, samples.count)),
      stride_(row_stride<T>(block_)),
      fused_(network.outputs() == 1 && network.depth() > 1) {
  for (std::size_t l = 0; l + 1 < network.depth(); ++l) {
    const Layer &layer = network.layers[l], &next = network.layers[l + 1];
    const std::size_t size = static_cast<std::size_t>(next.columns()) * static_cast<std::size_t>(stride_);
    Hidden hidden{AlignedVector<T>(size), {}};
    if (next.bias) std::fill_n(hidden.values.end() - stride_, stride_, T(1));
    if (!fused_ || l + 2 < network.depth())
      hidden.pre_activations.resize(static_cast<std::size_t>(layer.out) * static_cast<std::size_t>(stride_));
    hidden_.push_back(std::move(hidden));
  }
  if (fused_) spread_.resize(static_cast<std::size_t>(network.layers.back().in) * (1 + kNarrow<T>)*kLanes<T>);
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

// V̄ that goes into a layer.
template <class T>
const T* Step<T>::input(std::size_t l, std::size_t first) {
  return l == 0 ? in_blocks(inputs_, network_.layers[0].columns(), first) : hidden_[l - 1].values.data();
}

template <class T>
HiddenLayer<T> Step<T>::hidden_layer(std::size_t l, std::size_t first, int rows, const T* weights) {
  const Layer& layer = network_.layers[l];
  const T* mask = masks_.empty() ? nullptr : in_blocks(masks_[l], layer.out, first);
  return {layer.out, layer.columns(), rows, stride_, weights + layer.offset, input(l, first), static_cast<T>(layer.slope), mask};
}

// Pre-activations and activations of a block, of all hidden layers but a fused last one.
template <class T>
void Step<T>::forward(std::size_t first, int rows, const T* weights) {
  for (std::size_t l = 0; l + (fused_ ? 2 : 1) < network_.depth(); ++l)
    kernels_.hidden(hidden_layer(l, first, rows, weights), hidden_[l].pre_activations.data(), hidden_[l].values.data());
}

// How many columns of a hidden layer's gradient, the first ones, are left to `gradient`: a fused output makes what is narrow beside them.
template <class T>
int Step<T>::gradient_columns(std::size_t l, int rows) const {
  const int columns = network_.layers[l].columns();
  if (!fused_ || l > 0 || network_.depth() > 2) return columns;
  const int whole = kernels_.product_columns(columns, rows);
  return whole > 0 && columns - whole <= kNarrow<T> ? whole : columns;
}

// Residuals, the output layer's gradient, and the backward signals of the last hidden layer.
template <class T>
void Step<T>::output(std::size_t first, int rows, const T* weights, T* gradient, Result& result) {
  const std::size_t last = network_.depth() - 1;
  const Layer& layer = network_.layers[last];
  const T* targets = in_blocks(targets_, layer.out, first);
  const T mean = static_cast<T>(1.0 / static_cast<double>(samples_.count));
  if (fused_) {
    const T* output = weights + layer.offset;
    const OutputLayer<T> out{output, layer.bias ? output[layer.in] : T(0), targets, mean};
    const OutputGradients<T> gradients{gradient + layer.offset, gradient + network_.layers[last - 1].offset,
                                       gradient_columns(last - 1, rows), first > 0};
    const OutputSums sums = kernels_.output(hidden_layer(last - 1, first, rows, weights), out, gradients, spread_.data(), errors_.data(),
                                            hidden_[last - 1].values.data());
    result.squares += sums.squares;
    if (layer.bias) gradient[layer.offset + static_cast<std::size_t>(layer.in)] += static_cast<T>(sums.error);
    return;
  }
  T* errors = errors_.data();
  kernels_.product(layer.out, padded<T>(rows), layer.columns(), weights + layer.offset, layer.columns(), 1, input(last, first), stride_,
                   false, errors, stride_);
  result.squares += kernels_.residual(layer.out, rows, stride_, targets, mean, errors).squares;
  add_gradient(last, first, rows, layer.columns(), errors, gradient);
  if (last > 0) pull(last, first, rows, weights, errors);
}

template <class T>
void Step<T>::backward(std::size_t first, int rows, const T* weights, T* gradient) {
  for (std::size_t l = network_.depth() - 1; l-- > 0;) {
    const T* signal = hidden_[l].values.data();
    add_gradient(l, first, rows, gradient_columns(l, rows), signal, gradient);
    if (l > 0) pull(l, first, rows, weights, signal);
  }
}

template <class T>
void Step<T>::add_gradient(std::size_t l, std::size_t first, int rows, int columns, const T* signal, T* gradient) {
  const Layer& layer = network_.layers[l];
  const int stride = layer.columns();
  const T* inputs = l == 0 ? samples_.inputs.data() + first * static_cast<std::size_t>(stride) : nullptr;
  kernels_.gradient(layer.out, columns, rows, signal, input(l, first), stride_, inputs, stride, first > 0, gradient + layer.offset, stride);
}

// The signals of the layer below take the place of its activations, which were last needed by this layer.
template <class T>
void Step<T>::pull(std::size_t l, std::size_t first, int rows, const T* weights, const T* signal) {
  const Layer& layer = network_.layers[l];
  Hidden& below = hidden_[l - 1];
  kernels_.pull(hidden_layer(l - 1, first, rows, weights), below.pre_activations.data(), layer.out, weights + layer.offset, layer.columns(),
                signal, below.values.data());
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
