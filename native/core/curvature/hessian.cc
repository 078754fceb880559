#include "core/curvature/hessian.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// Samples whose share of a block is summed up at a time.
constexpr std::size_t kBlock = 256;

// Σ_c e_c ⊙ B_l^(c) for a block of samples, transposed: one row per unit. These are the signals that the residuals send back.
Matrix error_signals(const Linearisation& point, std::size_t layer, std::size_t first, std::size_t count) {
  Matrix result(point.signals[0][layer].columns, count);
  for (std::size_t c = 0; c < point.signals.size(); ++c)
    for (std::size_t n = 0; n < count; ++n)
      for (std::size_t i = 0; i < result.rows; ++i) result(i, n) += point.residuals(first + n, c) * point.signals[c][layer](first + n, i);
  return result;
}

// How V_{l−1} answers to the pre-activation of unit p of layer k < l (indices from 0), for a block of samples, transposed: d_{l−1} × count.
Matrix tangent(const Network& network, const double* parameters, const Linearisation& point, std::size_t k, std::size_t p, std::size_t l,
               std::size_t first, std::size_t count) {
  Matrix current(1, count);
  for (std::size_t n = 0; n < count; ++n) current(0, n) = point.slopes[k](first + n, p);
  for (std::size_t m = k + 1; m < l; ++m) {
    const Layer& layer = network.layers[m];
    const auto columns = static_cast<std::size_t>(layer.columns());
    // Only unit p moves the first of the layers above.
    const double* weights = parameters + layer.offset + (m == k + 1 ? p : 0);
    Matrix next(static_cast<std::size_t>(layer.out), count);
    multiply(Op::plain, Op::plain, next.rows, count, current.rows, 1, weights, columns, current.data.data(), count, 0, next.data.data(),
             count);
    for (std::size_t i = 0; i < next.rows; ++i)
      for (std::size_t n = 0; n < count; ++n) next(i, n) *= point.slopes[m](first + n, i);
    current = std::move(next);
  }
  return current;
}

// C += (x ⊙ each row of A) V for `count` samples: how the rows of one unit's weights in a layer meet those of one below.
void add_weighted(const double* x, const Matrix& a, const double* v, std::size_t columns, Matrix& scratch, double* c, std::size_t ldc) {
  for (std::size_t j = 0; j < a.rows; ++j)
    for (std::size_t n = 0; n < a.columns; ++n) scratch(j, n) = x[n] * a(j, n);
  multiply(Op::plain, Op::plain, a.rows, columns, a.columns, 1, scratch.data.data(), scratch.columns, v, columns, 1, c, ldc);
}

// Directly below, unit p answers to itself alone: Σ_n d[i, n] a[p, n] v[n, q] belongs to weights (l; i, p) and (l − 1; p, q).
bool add_adjacent(const Network& network, const Linearisation& point, std::size_t l, const Control& control, double* block,
                  std::size_t ld) {
  const Layer &upper = network.layers[l], &lower = network.layers[l - 1];
  const auto upper_columns = static_cast<std::size_t>(upper.columns()), lower_columns = static_cast<std::size_t>(lower.columns());
  const auto out = static_cast<std::size_t>(upper.out), width = static_cast<std::size_t>(lower.out);
  Matrix sums(out * width, lower_columns), scratch(width, kBlock);
  for (std::size_t first = 0; first < point.residuals.rows; first += kBlock) {
    if (control.aborted()) return false;
    const std::size_t count = std::min(kBlock, point.residuals.rows - first);
    const Matrix d = error_signals(point, l, first, count);
    Matrix slopes(width, count);
    for (std::size_t p = 0; p < width; ++p)
      for (std::size_t n = 0; n < count; ++n) slopes(p, n) = point.slopes[l - 1](first + n, p);
    for (std::size_t i = 0; i < out; ++i)
      add_weighted(d.row(i), slopes, point.inputs[l - 1].row(first), lower_columns, scratch, sums.row(i * width), lower_columns);
  }
  for (std::size_t i = 0; i < out; ++i)
    for (std::size_t p = 0; p < width; ++p) {
      double* target = block + (i * upper_columns + p) * ld + p * lower_columns;
      for (std::size_t q = 0; q < lower_columns; ++q) target[q] += sums(i * width + p, q);
    }
  return true;
}

// Further below: Σ_n d[i, n] t_p[j, n] v[n, q] belongs to weights (l; i, j) and (k; p, q).
bool add_distant(const Network& network, const double* parameters, const Linearisation& point, std::size_t l, std::size_t k,
                 const Control& control, double* block, std::size_t ld) {
  const Layer &upper = network.layers[l], &lower = network.layers[k];
  const auto upper_columns = static_cast<std::size_t>(upper.columns()), lower_columns = static_cast<std::size_t>(lower.columns());
  Matrix scratch(static_cast<std::size_t>(upper.in), kBlock);
  for (std::size_t first = 0; first < point.residuals.rows; first += kBlock) {
    const std::size_t count = std::min(kBlock, point.residuals.rows - first);
    const Matrix d = error_signals(point, l, first, count);
    for (std::size_t p = 0; p < static_cast<std::size_t>(lower.out); ++p) {
      if (control.aborted()) return false;
      const Matrix t = tangent(network, parameters, point, k, p, l, first, count);
      for (std::size_t i = 0; i < d.rows; ++i)
        add_weighted(d.row(i), t, point.inputs[k].row(first), lower_columns, scratch, block + i * upper_columns * ld + p * lower_columns,
                     ld);
    }
  }
  return true;
}

// Adds N times the second term's block of layer l's weights against those of layer k < l, whose first entry is at `block`.
bool add_second_term(const Network& network, const double* parameters, const Linearisation& point, std::size_t l, std::size_t k,
                     const Control& control, double* block, std::size_t ld) {
  return k + 1 == l ? add_adjacent(network, point, l, control, block, ld)
                    : add_distant(network, parameters, point, l, k, control, block, ld);
}

Matrix transposed(const Matrix& a) {
  Matrix result(a.columns, a.rows);
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j < a.columns; ++j) result(j, i) = a(i, j);
  return result;
}

double row_norm(const Matrix& m, std::size_t n, const std::vector<int>* exponents) {
  double sum = 0;
  for (std::size_t j = 0; j < m.columns; ++j) {
    const double value = exponents == nullptr ? m(n, j) : std::ldexp(m(n, j), -(*exponents)[j]);
    sum += value * value;
  }
  return std::sqrt(sum);
}

// ‖W‖_F of a layer without its bias, its rows in units of the layer's incoming parameters and its columns in those of the layer below;
// units that are dead on all samples pass nothing on.
double weight_norm(const Layer& layer, const double* parameters, const Linearisation& point, const ParameterUnits& units, std::size_t l) {
  const std::vector<double> own = column_maxima(point.slopes[l]), below = column_maxima(point.slopes[l - 1]);
  const auto columns = static_cast<std::size_t>(layer.columns());
  double sum = 0;
  for (std::size_t i = 0; i < own.size(); ++i)
    for (std::size_t j = 0; j < below.size(); ++j) {
      if (own[i] == 0 || below[j] == 0) continue;
      const double value = std::ldexp(parameters[layer.offset + i * columns + j], units.rows[l][i] - units.rows[l - 1][j]);
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

ParameterUnits parameter_units(const KhatriRao& jacobian, const Linearisation& point, std::span<const double> targets) {
  const Equilibrated scaled = equilibrate(jacobian, 1);
  ParameterUnits units{scaled.left_exponents, scaled.right_exponents};
  std::vector<std::vector<double>> signals, activations;
  for (const auto& term : scaled.matrix.terms) {
    signals.push_back(column_maxima(term.left));
    activations.push_back(column_maxima(term.right));
  }
  // A unit's signal times its activation is a part of an output: where one of them is zero for all samples, that stands for the outputs.
  double size = 0;
  for (const double value : point.residuals.data) size = std::max(size, std::fabs(value));
  for (const double value : targets) size = std::max(size, std::fabs(value));
  std::optional<int> output;
  if (size > 0) output = std::ilogb(size);
  const auto each_unit = [&](const auto& look) {
    for (std::size_t l = 0; l + 1 < signals.size(); ++l)
      for (std::size_t i = 0; i < signals[l].size(); ++i)
        look(signals[l][i] > 0, activations[l + 1][i] > 0, units.rows[l][i], units.columns[l + 1][i]);
  };
  each_unit([&](bool reaches, bool active, int row, int column) {
    if (reaches && active) output = std::max(output.value_or(row + column), row + column);
  });
  each_unit([&](bool reaches, bool active, int& row, int& column) {
    if (!reaches) row = output.value_or(0) - column;
    if (!active) column = output.value_or(0) - row;
  });
  return units;
}

Matrix dense_hessian(const Network& network, const double* parameters, const Linearisation& point, const KhatriRao& jacobian,
                     HessianPart part, const Control& control) {
  Matrix hessian = jacobian.row_gram(control);
  if (hessian.rows == 0) return hessian;
  for (std::size_t l = 1; part == HessianPart::all && l < network.depth(); ++l)
    for (std::size_t k = 0; k < l; ++k) {
      double* block = hessian.row(network.layers[l].offset) + network.layers[k].offset;
      if (!add_second_term(network, parameters, point, l, k, control, block, hessian.columns)) return {};
    }
  const double mean = 1 / static_cast<double>(point.residuals.rows);
  for (std::size_t p = 0; p < hessian.rows; ++p)
    for (std::size_t q = 0; q <= p; ++q) hessian(p, q) *= mean;
  mirror_lower(hessian);
  return hessian;
}

Matrix hessian_block(const Network& network, const double* parameters, const Linearisation& point, const KhatriRao& jacobian, std::size_t l,
                     std::size_t k, HessianPart part, const Control& control) {
  if (l < k) return transposed(hessian_block(network, parameters, point, jacobian, k, l, part, control));
  const KhatriRao rows{{jacobian.terms[l]}}, columns{{jacobian.terms[k]}};
  Matrix block = l == k ? rows.row_gram(control) : rows.row_products(columns, control);
  if (block.rows == 0) return block;
  if (part == HessianPart::all && l > k && !add_second_term(network, parameters, point, l, k, control, block.data.data(), block.columns))
    return {};
  const double mean = 1 / static_cast<double>(point.residuals.rows);
  for (double& value : block.data) value *= mean;
  return block;
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
        answer *= weight_norm(network.layers[m], parameters, point, units, m);
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
