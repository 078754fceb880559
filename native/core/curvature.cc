#include "curvature.h"

#include <algorithm>

#include "linearisation.h"
#include "rounding.h"
#include "transpose_layers.h"

namespace kinkless {

namespace {

// Samples per block: what belongs to 128 rows of a few hundred units stays in the second-level cache, as in Step.
constexpr std::size_t kBlock = 128;

// C (m × n) ← A B + beta C for row-major matrices; a single column goes through gemv, which gemm does not see by itself.
void product(std::size_t m, std::size_t n, std::size_t k, const double* a, std::size_t lda, const double* b, double beta, double* c) {
  if (n == 1) {
    gemv(Op::plain, static_cast<int>(m), static_cast<int>(k), 1, a, static_cast<int>(lda), b, beta, c);
  } else {
    multiply(Op::plain, Op::plain, m, n, k, 1, a, lda, b, n, beta, c, n);
  }
}

// C (k × n) += Aᵀ B for `rows` rows of A (k of lda numbers) and B (n numbers).
void add_transposed_product(std::size_t rows, std::size_t k, std::size_t n, const double* a, std::size_t lda, const double* b, double* c) {
  if (n == 1) {
    gemv(Op::transposed, static_cast<int>(rows), static_cast<int>(k), 1, a, static_cast<int>(lda), b, 1, c);
  } else {
    multiply(Op::transposed, Op::plain, k, n, rows, 1, a, lda, b, n, 1, c, n);
  }
}

// C (rows × width) ← beta C + S Wᵀ, for signals S of `out` numbers and the first `width` rows of a layer's W̄ᵀ.
void send_back(std::size_t rows, std::size_t width, std::size_t out, const double* s, const double* weights, double beta, double* c) {
  if (out > 1) {
    multiply(Op::plain, Op::transposed, rows, width, out, 1, s, out, weights, out, beta, c, width);
    return;
  }
  for (std::size_t n = 0; n < rows; ++n, c += width) {
    const double signal = s[n];
    if (beta == 0) {
      for (std::size_t i = 0; i < width; ++i) c[i] = signal * weights[i];
    } else {
      for (std::size_t i = 0; i < width; ++i) c[i] += signal * weights[i];
    }
  }
}

void scale_by(std::size_t count, const double* a, double* x) {
  for (std::size_t k = 0; k < count; ++k) x[k] *= a[k];
}

}  // namespace

Curvature::Curvature(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, Kind kind,
                     const Control& control)
    : network_(network),
      control_(control),
      kind_(kind),
      samples_(samples.count),
      block_(std::min(kBlock, samples.count)),
      parts_(network.depth()) {
  LinearisationErrors errors;
  Linearisation point = evaluate_bounded(network, samples, parameters.data(), kUnitRoundoff64, errors);
  std::vector<double> transposed(network.parameters);
  transpose_layers(network, parameters.data(), transposed.data(), true);
  for (std::size_t l = 0; l < network.depth(); ++l) {
    const Layer& layer = network.layers[l];
    const auto width = static_cast<std::size_t>(layer.out), size = layer.size();
    Part& part = parts_[l];
    part.inputs = std::move(point.inputs[l]);
    if (l + 1 < network.depth()) part.slopes = std::move(point.slopes[l]);
    part.tangent = Matrix(block_, width);
    part.moved = Matrix(block_, width);
    const auto start = transposed.begin() + static_cast<std::ptrdiff_t>(layer.offset);
    part.weights.assign(start, start + static_cast<std::ptrdiff_t>(size));
    part.direction.resize(size);
    part.result.resize(size);
  }
  if (kind != Kind::hessian) return;
  parts_.back().signals = std::move(point.residuals);
  add_signals();
}

std::size_t Curvature::size() const {
  return kind_ == Kind::tangent_kernel ? samples_ * static_cast<std::size_t>(network_.outputs()) : network_.parameters;
}

void Curvature::add_signals() {
  for (std::size_t l = network_.depth() - 1; l > 0; --l) {
    const Part& above = parts_[l];
    const auto width = static_cast<std::size_t>(network_.layers[l].in), out = static_cast<std::size_t>(network_.layers[l].out);
    Matrix signals(samples_, width);
    send_back(samples_, width, out, above.signals.data.data(), above.weights.data(), 0, signals.data.data());
    scale_by(signals.data.size(), parts_[l - 1].slopes.data.data(), signals.data.data());
    parts_[l - 1].signals = std::move(signals);
  }
}

void Curvature::set_direction(const double* x) {
  std::vector<double> transposed(network_.parameters);
  transpose_layers(network_, x, transposed.data(), true);
  for (std::size_t l = 0; l < network_.depth(); ++l)
    std::copy_n(transposed.data() + network_.layers[l].offset, parts_[l].direction.size(), parts_[l].direction.data());
}

void Curvature::clear_result() {
  for (Part& part : parts_) std::fill(part.result.begin(), part.result.end(), 0.0);
}

void Curvature::take_result(double scale, double* y) {
  std::vector<double> transposed(network_.parameters);
  for (std::size_t l = 0; l < network_.depth(); ++l)
    std::transform(parts_[l].result.begin(), parts_[l].result.end(),
                   transposed.begin() + static_cast<std::ptrdiff_t>(network_.layers[l].offset),
                   [scale](double value) { return scale * value; });
  transpose_layers(network_, transposed.data(), y, false);
}

void Curvature::push_forward(std::size_t first, std::size_t rows) {
  for (std::size_t l = 0; l < network_.depth(); ++l) {
    Part& part = parts_[l];
    const std::size_t columns = part.inputs.columns, out = part.tangent.columns;
    double* tangent = part.tangent.data.data();
    product(rows, out, columns, part.inputs.row(first), columns, part.direction.data(), 0, tangent);
    if (l > 0) {
      const Matrix& below = parts_[l - 1].tangent;
      product(rows, out, below.columns, below.data.data(), below.columns, part.weights.data(), 1, tangent);
    }
    if (l + 1 < network_.depth()) scale_by(rows * out, part.slopes.row(first), tangent);
  }
}

void Curvature::pull_back(std::size_t first, std::size_t rows, bool second) {
  for (std::size_t l = network_.depth(); l-- > 0;) {
    Part& part = parts_[l];
    const std::size_t columns = part.inputs.columns, out = part.moved.columns;
    const double* moved = part.moved.data.data();
    add_transposed_product(rows, columns, out, part.inputs.row(first), columns, moved, part.result.data());
    if (l == 0) return;
    Part& below = parts_[l - 1];
    const std::size_t width = below.moved.columns;
    send_back(rows, width, out, moved, part.weights.data(), 0, below.moved.data.data());
    if (second) {
      const double* signals = part.signals.row(first);
      add_transposed_product(rows, width, out, below.tangent.data.data(), width, signals, part.result.data());
      send_back(rows, width, out, signals, part.direction.data(), 1, below.moved.data.data());
    }
    scale_by(rows * width, below.slopes.row(first), below.moved.data.data());
  }
}

bool Curvature::multiply(const double* x, double* y) {
  if (kind_ == Kind::tangent_kernel) return multiply_kernel(x, y);
  set_direction(x);
  clear_result();
  for (std::size_t first = 0; first < samples_; first += block_) {
    if (control_.aborted()) return false;
    const std::size_t rows = std::min(block_, samples_ - first);
    push_forward(first, rows);
    // The residuals move as the outputs do.
    Part& last = parts_.back();
    std::copy_n(last.tangent.data.data(), rows * last.tangent.columns, last.moved.data.data());
    pull_back(first, rows, kind_ == Kind::hessian);
  }
  take_result(1 / static_cast<double>(samples_), y);
  return true;
}

bool Curvature::multiply_kernel(const double* x, double* y) {
  clear_result();
  const std::size_t outputs = parts_.back().moved.columns;
  for (std::size_t first = 0; first < samples_; first += block_) {
    if (control_.aborted()) return false;
    const std::size_t rows = std::min(block_, samples_ - first);
    for (std::size_t n = 0; n < rows; ++n)
      for (std::size_t c = 0; c < outputs; ++c) parts_.back().moved(n, c) = x[c * samples_ + first + n];
    pull_back(first, rows, false);
  }
  for (Part& part : parts_) part.direction = part.result;
  for (std::size_t first = 0; first < samples_; first += block_) {
    if (control_.aborted()) return false;
    const std::size_t rows = std::min(block_, samples_ - first);
    push_forward(first, rows);
    for (std::size_t n = 0; n < rows; ++n)
      for (std::size_t c = 0; c < outputs; ++c) y[c * samples_ + first + n] = parts_.back().tangent(n, c);
  }
  return true;
}

}  // namespace kinkless
