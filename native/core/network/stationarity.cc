#include "core/network/stationarity.h"

#include <cmath>

#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// Appends Dᵀ V̄ / N and its bound: (|D|ᵀ ΔV + ΔDᵀ (|V̄| + ΔV) + γ_{N+1} |D|ᵀ |V̄|) / N, and one rounding for the division.
void append_product(const Matrix& d, const Matrix& d_error, const Matrix& v, const Matrix& v_error, double unit, BoundedVector& result) {
  const std::size_t samples = d.rows, rows = d.columns, columns = v.columns;
  std::vector<double> value(rows * columns), bound(rows * columns);
  multiply(Op::transposed, Op::plain, rows, columns, samples, 1, d.data.data(), rows, v.data.data(), columns, 0, value.data(), columns);
  const Matrix d_size = absolute(d);
  Matrix v_size = absolute(v);
  multiply(Op::transposed, Op::plain, rows, columns, samples, gamma(samples + 2, unit), d_size.data.data(), rows, v_size.data.data(),
           columns, 0, bound.data(), columns);
  multiply(Op::transposed, Op::plain, rows, v_error.columns, samples, 1, d_size.data.data(), rows, v_error.data.data(), v_error.columns, 1,
           bound.data(), columns);
  for (std::size_t n = 0; n < samples; ++n)
    for (std::size_t j = 0; j < v_error.columns; ++j) v_size(n, j) += v_error(n, j);
  multiply(Op::transposed, Op::plain, rows, columns, samples, 1, d_error.data.data(), rows, v_size.data.data(), columns, 1, bound.data(),
           columns);
  const double mean = 1.0 / static_cast<double>(samples), grow = outward(3 * samples, kUnitRoundoff64) * mean;
  for (double& x : value) x *= mean;
  for (double& x : bound) x = with_underflow(x * grow, samples);
  result.value.insert(result.value.end(), value.begin(), value.end());
  result.bound.insert(result.bound.end(), bound.begin(), bound.end());
}

// D = Σ_c e_c ⊙ B^(c) with its bound, for factors B that are one matrix per output.
struct Weighted {
  Matrix value;
  Matrix bound;
};

Weighted weigh_by_residuals(const std::vector<const Matrix*>& factors, const std::vector<const Matrix*>& factor_errors,
                            const Linearisation& point, const LinearisationErrors& errors, double unit) {
  const std::size_t samples = point.residuals.rows, width = factors[0]->columns, outputs = factors.size();
  Weighted result{Matrix(samples, width), Matrix(samples, width)};
  const double rounding = gamma(outputs + 1, unit), grow = outward(4 * outputs, kUnitRoundoff64);
  for (std::size_t n = 0; n < samples; ++n)
    for (std::size_t i = 0; i < width; ++i) {
      double value = 0, bound = 0;
      for (std::size_t c = 0; c < outputs; ++c) {
        const double e = point.residuals(n, c), e_error = errors.residuals(n, c);
        const double b = (*factors[c])(n, i), b_error = (*factor_errors[c])(n, i);
        value += e * b;
        bound += std::fabs(e) * b_error + e_error * (std::fabs(b) + b_error) + rounding * std::fabs(e * b);
      }
      result.value(n, i) = value;
      result.bound(n, i) = bound * grow;
    }
  return result;
}

}  // namespace

std::vector<double> gradient(const Network& network, const Linearisation& point) {
  std::vector<double> result(network.parameters);
  const std::size_t samples = point.residuals.rows;
  for (std::size_t l = 0; l < network.depth(); ++l) {
    const std::size_t width = point.pre_activations[l].columns, columns = point.inputs[l].columns;
    Matrix d(samples, width);
    for (std::size_t c = 0; c < point.signals.size(); ++c)
      for (std::size_t n = 0; n < samples; ++n)
        for (std::size_t i = 0; i < width; ++i) d(n, i) += point.residuals(n, c) * point.signals[c][l](n, i);
    multiply(Op::transposed, Op::plain, width, columns, samples, 1.0 / static_cast<double>(samples), d.data.data(), width,
             point.inputs[l].data.data(), columns, 0, result.data() + network.layers[l].offset, columns);
  }
  return result;
}

BoundedVector gradient(const Network& network, const Linearisation& point, const LinearisationErrors& errors, double unit) {
  BoundedVector result;
  for (std::size_t l = 0; l < network.depth(); ++l) {
    std::vector<const Matrix*> signals, bounds;
    for (std::size_t c = 0; c < point.signals.size(); ++c) {
      signals.push_back(&point.signals[c][l]);
      bounds.push_back(&errors.signals[c][l]);
    }
    const Weighted d = weigh_by_residuals(signals, bounds, point, errors, unit);
    append_product(d.value, d.bound, point.inputs[l], errors.inputs[l], unit, result);
  }
  return result;
}

BoundedVector criticality(const Network& network, const Linearisation& point, const LinearisationErrors& errors, double unit) {
  // A slope carries one relative rounding, from mask times negative slope.
  Matrix slope_error = absolute(point.slopes[0]);
  for (double& bound : slope_error.data) bound *= gamma(1, unit);
  BoundedVector result;
  const Weighted d = weigh_by_residuals({&point.slopes[0]}, {&slope_error}, point, errors, unit);
  append_product(d.value, d.bound, point.inputs[0], errors.inputs[0], unit, result);
  if (network.layers[1].bias) {
    const Matrix ones(point.residuals.rows, 1, 1.0), exact(point.residuals.rows, 1);
    append_product(point.residuals, errors.residuals, ones, exact, unit, result);
  }
  return result;
}

}  // namespace kinkless
