#include "hessian.h"

#include <algorithm>
#include <cmath>

#include "rounding.h"

namespace kinkless {

namespace {

// Σ_c e_c ⊙ B_l^(c): the backward signals that the residuals send.
Matrix error_signals(const Linearisation& point, std::size_t layer) {
  Matrix result(point.residuals.rows, point.signals[0][layer].columns);
  for (std::size_t c = 0; c < point.signals.size(); ++c)
    for (std::size_t n = 0; n < result.rows; ++n)
      for (std::size_t i = 0; i < result.columns; ++i) result(n, i) += point.residuals(n, c) * point.signals[c][layer](n, i);
  return result;
}

// How V_{l−1} answers to the pre-activation of unit p of layer k < l (indices from 0): N × d_{l−1}, one row per sample.
Matrix tangent(const Network& network, const double* parameters, const Linearisation& point, std::size_t k, std::size_t p, std::size_t l) {
  const std::size_t samples = point.residuals.rows;
  Matrix current(samples, static_cast<std::size_t>(network.layers[k].out));
  for (std::size_t n = 0; n < samples; ++n) current(n, p) = point.slopes[k](n, p);
  for (std::size_t m = k + 1; m < l; ++m) {
    const Layer& layer = network.layers[m];
    Matrix next(samples, static_cast<std::size_t>(layer.out));
    multiply(Op::plain, Op::transposed, samples, next.columns, current.columns, 1, current.data.data(), current.columns,
             parameters + layer.offset, static_cast<std::size_t>(layer.columns()), 0, next.data.data(), next.columns);
    for (std::size_t x = 0; x < next.data.size(); ++x) next.data[x] *= point.slopes[m].data[x];
    current = std::move(next);
  }
  return current;
}

// Adds the block of weights (k; p, ·) against (l; i, j) for all i and j: Σ_n d[n, i] t[n, j] v[n, q].
void add_cross_block(const Network& network, const Matrix& d, const Matrix& t, const Matrix& v, std::size_t k, std::size_t p, std::size_t l,
                     std::size_t first_j, std::size_t count_j, Matrix& hessian) {
  const Layer &upper = network.layers[l], &lower = network.layers[k];
  const auto upper_columns = static_cast<std::size_t>(upper.columns()), lower_columns = static_cast<std::size_t>(lower.columns());
  const std::size_t samples = d.rows;
  Matrix weighted(samples, d.columns), block(d.columns, lower_columns);
  for (std::size_t j = first_j; j < first_j + count_j; ++j) {
    for (std::size_t n = 0; n < samples; ++n)
      for (std::size_t i = 0; i < d.columns; ++i) weighted(n, i) = d(n, i) * t(n, j);
    multiply(Op::transposed, Op::plain, d.columns, lower_columns, samples, 1, weighted.data.data(), d.columns, v.data.data(), lower_columns,
             0, block.data.data(), lower_columns);
    for (std::size_t i = 0; i < d.columns; ++i) {
      const std::size_t row = upper.offset + i * upper_columns + j;
      for (std::size_t q = 0; q < lower_columns; ++q) {
        const std::size_t column = lower.offset + p * lower_columns + q;
        hessian(row, column) += block(i, q);
        hessian(column, row) += block(i, q);
      }
    }
  }
}

double row_norm(const Matrix& m, std::size_t n, const std::vector<int>* exponents) {
  double sum = 0;
  for (std::size_t j = 0; j < m.columns; ++j) {
    const double value = exponents == nullptr ? m(n, j) : std::ldexp(m(n, j), -(*exponents)[j]);
    sum += value * value;
  }
  return std::sqrt(sum);
}

// ‖W‖_F of a layer without its bias, its rows in units of the layer's incoming parameters and its columns in those of the layer below.
double weight_norm(const Layer& layer, const double* parameters, const ParameterUnits& units, std::size_t l) {
  double sum = 0;
  for (int i = 0; i < layer.out; ++i)
    for (int j = 0; j < layer.in; ++j) {
      const double w =
          parameters[layer.offset + static_cast<std::size_t>(i) * static_cast<std::size_t>(layer.columns()) + static_cast<std::size_t>(j)];
      const double value = std::ldexp(w, units.rows[l][static_cast<std::size_t>(i)] - units.rows[l - 1][static_cast<std::size_t>(j)]);
      sum += value * value;
    }
  return std::sqrt(sum);
}

}  // namespace

std::vector<int> ParameterUnits::exponents() const {
  std::vector<int> result;
  for (std::size_t l = 0; l < rows.size(); ++l)
    for (const int row : rows[l])
      for (const int column : columns[l]) result.push_back(row + column);
  return result;
}

ParameterUnits parameter_units(const KhatriRao& jacobian) {
  const Equilibrated scaled = equilibrate(jacobian);
  return {scaled.left_exponents, scaled.right_exponents};
}

Matrix dense_hessian(const Network& network, const double* parameters, const Linearisation& point, const KhatriRao& jacobian,
                     const Control& control) {
  Matrix hessian = jacobian.row_gram(control);
  if (hessian.rows == 0) return hessian;
  for (std::size_t l = 1; l < network.depth(); ++l) {
    const Matrix d = error_signals(point, l);
    for (std::size_t k = 0; k < l; ++k)
      for (std::size_t p = 0; p < static_cast<std::size_t>(network.layers[k].out); ++p) {
        if (control.aborted()) return {};
        const Matrix t = tangent(network, parameters, point, k, p, l);
        // Directly below, unit p answers to itself alone.
        const bool adjacent = k + 1 == l;
        add_cross_block(network, d, t, point.inputs[k], k, p, l, adjacent ? p : 0, adjacent ? 1 : t.columns, hessian);
      }
  }
  const double mean = 1 / static_cast<double>(point.residuals.rows);
  for (double& value : hessian.data) value *= mean;
  return hessian;
}

double hessian_error(const Network& network, const double* parameters, const Linearisation& point, const LinearisationErrors& errors,
                     const KhatriRao& jacobian, const ParameterUnits& units) {
  const std::size_t samples = point.residuals.rows, outputs = point.residuals.columns;
  KhatriRao scaled = jacobian;
  for (std::size_t l = 0; l < scaled.terms.size(); ++l) {
    scale_columns(scaled.terms[l].left, units.rows[l]);
    scale_columns(scaled.terms[l].left_error, units.rows[l]);
    scale_columns(scaled.terms[l].right, units.columns[l]);
    scale_columns(scaled.terms[l].right_error, units.columns[l]);
  }
  const double squared = scaled.squared_norm(), perturbation = scaled.perturbation();
  // Gauss–Newton part: (J + ΔJ)(J + ΔJ)ᵀ, entries of one rounding each, summed over samples.
  double error =
      2 * std::sqrt(squared) * perturbation + perturbation * perturbation + gamma(samples * outputs + 3, kUnitRoundoff64) * squared;
  // The other: sums over samples of d ⊗ t ⊗ v. Their norms multiply; relative errors add, those of the tangent through its layers.
  for (std::size_t l = 1; l < network.depth(); ++l)
    for (std::size_t k = 0; k < l; ++k) {
      double answer = 1;
      std::size_t roundings = samples + 6;
      for (std::size_t m = k + 1; m < l; ++m) {
        answer *= weight_norm(network.layers[m], parameters, units, m);
        roundings += static_cast<std::size_t>(network.layers[m].columns()) + 3;
      }
      double sum = 0;
      for (std::size_t n = 0; n < samples; ++n) {
        double d = 0, d_error = 0;
        for (std::size_t c = 0; c < outputs; ++c) {
          const double e = std::fabs(point.residuals(n, c)), b = row_norm(point.signals[c][l], n, &units.rows[l]);
          d += e * b;
          d_error += e * row_norm(errors.signals[c][l], n, &units.rows[l]) + errors.residuals(n, c) * b;
        }
        // Slopes along the way; the last are in the units of what reads them and of what feeds them.
        double slopes = 1;
        for (std::size_t m = k; m < l; ++m) {
          double steepest = 0;
          for (std::size_t i = 0; i < point.slopes[m].columns; ++i) {
            const int unit = m + 1 == l ? units.columns[l][i] + units.rows[m][i] : 0;
            steepest = std::max(steepest, std::ldexp(std::fabs(point.slopes[m](n, i)), -unit));
          }
          slopes *= steepest;
        }
        const double v = row_norm(point.inputs[k], n, &units.columns[k]), v_error = row_norm(errors.inputs[k], n, &units.columns[k]);
        const double width = std::sqrt(static_cast<double>(network.layers[k].out));
        sum += width * slopes * answer * (d_error * (v + v_error) + d * v_error + gamma(roundings, kUnitRoundoff64) * d * v);
      }
      error += 2 * sum;
    }
  return error / static_cast<double>(samples) * outward(samples + 16, kUnitRoundoff64);
}

void scale_hessian(Matrix& hessian, const ParameterUnits& units) {
  const std::vector<int> exponents = units.exponents();
  for (std::size_t p = 0; p < hessian.rows; ++p)
    for (std::size_t q = 0; q < hessian.columns; ++q) hessian(p, q) = std::ldexp(hessian(p, q), -exponents[p] - exponents[q]);
}

}  // namespace kinkless
