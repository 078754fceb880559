#include "core/network/loss_change.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/matrix.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

struct Change {
  Matrix value;
  Matrix bound;
};

// ΔU = ΔV Wᵀ + (V̄ + ΔV̄) ΔW̄ᵀ, with the bound (ΔΔV + γ |ΔV|)|W|ᵀ + (ΔV̄' + γ |V̄'|)|ΔW̄|ᵀ for V̄' = V̄ + ΔV̄.
Change pre_activation_change(const Layer& layer, const double* weights, const double* move, const Matrix& input, const Matrix& input_error,
                             const Change* below) {
  const std::size_t rows = input.rows, columns = input.columns, width = static_cast<std::size_t>(layer.out);
  const double rounding = gamma(2 * columns + 4, kUnitRoundoff64);
  const std::vector<double> move_size = absolute(move, layer.size());
  Matrix moved = input, moved_bound(rows, columns);
  for (std::size_t n = 0; n < rows; ++n)
    for (std::size_t j = 0; j < columns; ++j) {
      double error = j < input_error.columns ? input_error(n, j) : 0;
      if (below != nullptr && j < below->value.columns) {
        moved(n, j) += below->value(n, j);
        error += below->bound(n, j);
      }
      moved_bound(n, j) = error + rounding * std::fabs(moved(n, j));
    }
  Change result{Matrix(rows, width), Matrix(rows, width)};
  multiply(Op::plain, Op::transposed, rows, width, columns, 1, moved.data.data(), columns, move, columns, 0, result.value.data.data(),
           width);
  multiply(Op::plain, Op::transposed, rows, width, columns, 1, moved_bound.data.data(), columns, move_size.data(), columns, 0,
           result.bound.data.data(), width);
  if (below != nullptr) {
    const std::size_t in = below->value.columns;
    const std::vector<double> weight_size = absolute(weights, layer.size());
    Matrix bound = below->bound;
    for (std::size_t k = 0; k < bound.data.size(); ++k) bound.data[k] += rounding * std::fabs(below->value.data[k]);
    multiply(Op::plain, Op::transposed, rows, width, in, 1, below->value.data.data(), in, weights, columns, 1, result.value.data.data(),
             width);
    multiply(Op::plain, Op::transposed, rows, width, in, 1, bound.data.data(), in, weight_size.data(), columns, 1, result.bound.data.data(),
             width);
  }
  const double grow = outward(2 * columns, kUnitRoundoff64);
  for (double& bound : result.bound.data) bound = with_underflow(bound * grow, 2 * columns);
  return result;
}

// ΔV of one layer; empty where a sign changes.
Change activation_change(const Layer& layer, const double* mask, const Matrix& u, const Matrix& u_error, const Matrix& slopes,
                         const std::vector<unsigned char>& carries, const Change& du) {
  const std::size_t width = u.columns;
  const double rounding = gamma(3, kUnitRoundoff64), grow = outward(6, kUnitRoundoff64);
  const double unsure = unsure_steepness(layer.slope);
  Change result{Matrix(u.rows, width), Matrix(u.rows, width)};
  for (std::size_t n = 0; n < u.rows; ++n)
    for (std::size_t i = 0; i < width; ++i) {
      const double factor = mask == nullptr ? 1.0 : mask[n * width + i], size = std::fabs(factor);
      const double at = u(n, i), at_error = u_error(n, i), by = du.value(n, i), by_error = du.bound(n, i), end = at + by;
      const double end_error = (at_error + by_error + rounding * (std::fabs(at) + std::fabs(by))) * grow;
      const bool on_kink = std::fabs(at) <= at_error, stays = !on_kink && std::fabs(end) > end_error && (at > 0) == (end > 0);
      double change = slopes(n, i) * by, steepness = std::fabs(slopes(n, i)), error = by_error;
      if (factor == 0 || layer.slope == 1 || stays) {
        // linear on the way
      } else if (!carries[n * width + i]) {
        // Whatever it does, the outputs do not feel it, or it is zero for a reason of structure.
        change = factor * ((end >= 0 ? 1 : layer.slope) * end - (at >= 0 || on_kink ? 1 : layer.slope) * at);
        steepness = size * unsure;
        error = at_error + end_error + rounding * (std::fabs(at) + std::fabs(end));
      } else if (on_kink) {
        const bool either = std::fabs(by) <= by_error;
        change = factor * (by >= 0 || either ? 1 : layer.slope) * by;
        steepness = either ? size * unsure : size * (by >= 0 ? 1 : std::fabs(layer.slope));
      } else {
        return {};
      }
      result.value(n, i) = change;
      result.bound(n, i) = (steepness * error * (1 + rounding) + rounding * std::fabs(change)) * grow;
    }
  return result;
}

}  // namespace

LossChange loss_change(const Network& network, const Samples<double>& samples, const double* parameters, const Linearisation& point,
                       const LinearisationErrors& errors, const std::vector<std::vector<unsigned char>>& carries, const double* move) {
  LossChange result;
  Change below;
  for (std::size_t l = 0; l < network.depth(); ++l) {
    const Layer& layer = network.layers[l];
    Change du = pre_activation_change(layer, parameters + layer.offset, move + layer.offset, point.inputs[l], errors.inputs[l],
                                      l == 0 ? nullptr : &below);
    if (l + 1 == network.depth()) {
      below = std::move(du);
      break;
    }
    below = activation_change(layer, samples.mask(l), point.pre_activations[l], errors.pre_activations[l], point.slopes[l], carries[l], du);
    result.crossed = below.value.rows == 0;
    if (result.crossed) return result;
  }
  const AlignedVector<double>& e = point.residuals.data;
  const double rounding = gamma(e.size() + 4, kUnitRoundoff64);
  for (std::size_t k = 0; k < e.size(); ++k) {
    const double dv = below.value.data[k], dv_error = below.bound.data[k], e_error = errors.residuals.data[k];
    const double size = std::fabs(e[k]) + std::fabs(dv);
    result.value += (e[k] + dv / 2) * dv;
    result.bound += size * dv_error + dv_error * dv_error + e_error * (std::fabs(dv) + dv_error) + rounding * size * std::fabs(dv);
  }
  const double mean = 1 / static_cast<double>(samples.count);
  result.value *= mean;
  result.bound *= mean * outward(e.size() + 8, kUnitRoundoff64);
  return result;
}

}  // namespace kinkless
