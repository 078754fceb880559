#include "core/curvature/curvature.h"

#include <algorithm>

#include "core/network/linearisation.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// Samples per block: what belongs to them stays in the second-level cache, as in Step.
constexpr std::size_t kBlock = 256;

// Σ_c e_c B_l^(c) of every layer, one row per sample.
std::vector<Matrix> error_signals(const Network& network, const double* parameters, const Linearisation& point) {
  std::vector<Matrix> signals(network.depth());
  signals.back() = point.residuals;
  for (std::size_t l = network.depth() - 1; l > 0; --l) {
    const Layer& layer = network.layers[l];
    const auto in = static_cast<std::size_t>(layer.in), out = static_cast<std::size_t>(layer.out);
    signals[l - 1] = Matrix(point.residuals.rows, in);
    multiply(Op::plain, Op::plain, point.residuals.rows, in, out, 1, signals[l].data.data(), out, parameters + layer.offset,
             static_cast<std::size_t>(layer.columns()), 0, signals[l - 1].data.data(), in);
    for (std::size_t k = 0; k < signals[l - 1].data.size(); ++k) signals[l - 1].data[k] *= point.slopes[l - 1].data[k];
  }
  return signals;
}

}  // namespace

Curvature::Curvature(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, Kind kind,
                     const Control& control)
    : network_(network),
      parameters_(parameters),
      control_(control),
      kind_(kind),
      kernels_(kernels<double>(kernel_level())),
      samples_(samples.count),
      block_(std::min(kBlock, samples.count)),
      stride_(row_stride<double>(static_cast<int>(block_))),
      parts_(network.depth()) {
  LinearisationErrors errors;
  const Linearisation point = evaluate_bounded(network, samples, parameters.data(), kUnitRoundoff64, errors);
  const std::vector<Matrix> signals =
      kind == Kind::hessian ? error_signals(network, parameters.data(), point) : std::vector<Matrix>(network.depth());
  for (std::size_t l = 0; l < network.depth(); ++l) {
    Part& part = parts_[l];
    const std::size_t size = static_cast<std::size_t>(network.layers[l].out) * static_cast<std::size_t>(stride_);
    part.inputs = in_blocks(point.inputs[l]);
    if (l + 1 < network.depth()) part.slopes = in_blocks(point.slopes[l]);
    if (l > 0) part.signals = in_blocks(signals[l]);
    part.tangent.resize(size);
    part.moved.resize(size);
  }
}

std::size_t Curvature::size() const {
  return kind_ == Kind::tangent_kernel ? samples_ * static_cast<std::size_t>(network_.outputs()) : network_.parameters;
}

Curvature::Blocks Curvature::in_blocks(const Matrix& matrix) const {
  Blocks blocks{matrix.columns,
                AlignedVector<double>((matrix.rows + block_ - 1) / block_ * matrix.columns * static_cast<std::size_t>(stride_))};
  const int columns = static_cast<int>(matrix.columns);
  for (std::size_t first = 0; first < matrix.rows; first += block_) {
    const int rows = static_cast<int>(std::min(block_, matrix.rows - first));
    double* block = blocks.data.data() + first / block_ * blocks.units * static_cast<std::size_t>(stride_);
    kernels_.transpose(rows, columns, matrix.row(first), columns, block, stride_);
    // Zeros behind the last sample: what is made of them stays zero, and counts for nothing in sums over samples.
    for (int c = 0; c < columns; ++c) std::fill(block + c * stride_ + rows, block + c * stride_ + padded<double>(rows), 0.0);
  }
  return blocks;
}

const double* Curvature::at(const Blocks& blocks, std::size_t first) const {
  return blocks.data.data() + first / block_ * blocks.units * static_cast<std::size_t>(stride_);
}

void Curvature::push_forward(std::size_t first, int rows, const double* direction) {
  const int width = padded<double>(rows);
  for (std::size_t l = 0; l < network_.depth(); ++l) {
    const Layer& layer = network_.layers[l];
    const int columns = layer.columns();
    double* tangent = parts_[l].tangent.data();
    kernels_.product(layer.out, width, columns, direction + layer.offset, columns, 1, at(parts_[l].inputs, first), stride_, false, tangent,
                     stride_);
    if (l > 0)
      kernels_.product(layer.out, width, layer.in, parameters_.data() + layer.offset, columns, 1, parts_[l - 1].tangent.data(), stride_,
                       true, tangent, stride_);
    if (l + 1 < network_.depth()) kernels_.multiply(layer.out, rows, stride_, at(parts_[l].slopes, first), tangent);
  }
}

// A layer's gradient += S Vᵀ for signals S and inputs V, both units × samples.
void Curvature::add_gradient(const Layer& layer, int rows, int columns, const double* signals, const double* inputs, double* result) const {
  kernels_.gradient(layer.out, columns, rows, signals, inputs, stride_, nullptr, 0, true, result + layer.offset, layer.columns());
}

void Curvature::pull_back(std::size_t first, int rows, const double* direction, double* result) {
  const int width = padded<double>(rows);
  for (std::size_t l = network_.depth(); l-- > 0;) {
    const Layer& layer = network_.layers[l];
    Part& part = parts_[l];
    const int columns = layer.columns();
    add_gradient(layer, rows, columns, part.moved.data(), at(part.inputs, first), result);
    if (l == 0) return;
    Part& below = parts_[l - 1];
    kernels_.product(layer.in, width, layer.out, parameters_.data() + layer.offset, 1, columns, part.moved.data(), stride_, false,
                     below.moved.data(), stride_);
    if (direction != nullptr) {
      const double* signals = at(part.signals, first);
      add_gradient(layer, rows, layer.in, signals, below.tangent.data(), result);
      kernels_.product(layer.in, width, layer.out, direction + layer.offset, 1, columns, signals, stride_, true, below.moved.data(),
                       stride_);
    }
    kernels_.multiply(layer.in, rows, stride_, at(below.slopes, first), below.moved.data());
  }
}

bool Curvature::multiply(const double* x, double* y) {
  if (kind_ == Kind::tangent_kernel) return multiply_kernel(x, y);
  std::fill_n(y, network_.parameters, 0.0);
  for (std::size_t first = 0; first < samples_; first += block_) {
    if (control_.aborted()) return false;
    const int rows = static_cast<int>(std::min(block_, samples_ - first));
    push_forward(first, rows, x);
    // The residuals move as the outputs do.
    std::swap(parts_.back().tangent, parts_.back().moved);
    pull_back(first, rows, kind_ == Kind::hessian ? x : nullptr, y);
  }
  const double mean = 1 / static_cast<double>(samples_);
  for (std::size_t p = 0; p < network_.parameters; ++p) y[p] *= mean;
  return true;
}

bool Curvature::multiply_kernel(const double* x, double* y) {
  const auto outputs = static_cast<std::size_t>(network_.outputs()), stride = static_cast<std::size_t>(stride_);
  std::vector<double> image(network_.parameters);
  Part& last = parts_.back();
  for (std::size_t first = 0; first < samples_; first += block_) {
    if (control_.aborted()) return false;
    const std::size_t rows = std::min(block_, samples_ - first);
    for (std::size_t c = 0; c < outputs; ++c) {
      double* moved = last.moved.data() + c * stride;
      std::fill(std::copy_n(x + c * samples_ + first, rows, moved), moved + padded<double>(static_cast<int>(rows)), 0.0);
    }
    pull_back(first, static_cast<int>(rows), nullptr, image.data());
  }
  for (std::size_t first = 0; first < samples_; first += block_) {
    if (control_.aborted()) return false;
    const std::size_t rows = std::min(block_, samples_ - first);
    push_forward(first, static_cast<int>(rows), image.data());
    for (std::size_t c = 0; c < outputs; ++c) std::copy_n(last.tangent.data() + c * stride, rows, y + c * samples_ + first);
  }
  return true;
}

}  // namespace kinkless
