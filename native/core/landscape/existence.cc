#include "core/landscape/existence.h"

#include <algorithm>
#include <cmath>

#include "core/landscape/region_minimiser.h"
#include "core/numeric/matrix.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

constexpr double kUnit = kUnitRoundoff64;
// Triples for which the sharper bound is computed, two solves each: near a minimum few are this close to their kink.
constexpr int kSharpened = 256;

using Vector = std::vector<double>;

// The rows of the equilibrated Ḡ that can move the outputs: those of units and inputs that are anywhere more than zero.
struct Moving {
  KhatriRao matrix;
  KhatriRao::Term term;  // its part without the row of ones
  std::vector<std::size_t> units, inputs;
  std::vector<int> unit_exponents, input_exponents;
  bool complete = true;  // false: a row was left out although it may not be zero
};

std::vector<std::size_t> columns_kept(const Matrix& factor, const Matrix& before, const std::vector<unsigned char>& left_out,
                                      bool& complete) {
  const Vector maxima = column_maxima(factor), given = column_maxima(before);
  std::vector<std::size_t> kept;
  for (std::size_t j = 0; j < factor.columns; ++j) {
    if (!left_out.empty() && left_out[j]) continue;
    if (maxima[j] > 0) {
      kept.push_back(j);
    } else if (given[j] > 0) {
      complete = false;
    }
  }
  return kept;
}

Matrix select(const Matrix& from, const std::vector<std::size_t>& columns) {
  Matrix result(from.rows, columns.size());
  for (std::size_t n = 0; n < from.rows; ++n)
    for (std::size_t k = 0; k < columns.size(); ++k) result(n, k) = columns[k] < from.columns ? from(n, columns[k]) : 0;
  return result;
}

Moving moving_rows(const KhatriRao& extended, const std::vector<unsigned char>& silent) {
  const Equilibrated scaled = equilibrate(extended, 1);
  const KhatriRao::Term& term = scaled.matrix.terms[0];
  Moving result;
  result.units = columns_kept(term.left, extended.terms[0].left, silent, result.complete);
  result.inputs = columns_kept(term.right, extended.terms[0].right, {}, result.complete);
  for (const std::size_t i : result.units) result.unit_exponents.push_back(scaled.left_exponents[0][i]);
  for (const std::size_t j : result.inputs) result.input_exponents.push_back(scaled.right_exponents[0][j]);
  result.term = {select(term.left, result.units), select(term.right, result.inputs), select(term.left_error, result.units),
                 select(term.right_error, result.inputs)};
  if (!result.units.empty() && !result.inputs.empty()) result.matrix.terms.push_back(result.term);
  if (scaled.matrix.terms.size() > 1) result.matrix.terms.push_back(scaled.matrix.terms[1]);
  return result;
}

// How far W̃_i x̄_n of unit k may be off, with a term for the errors of the inputs.
double direction_uncertainty(const RegionMinimiser& found, const Moving& moving, std::size_t n, std::size_t k) {
  const Matrix &right = moving.term.right, &error = moving.term.right_error;
  Vector c(found.d().size());
  double inexact = 0;
  for (std::size_t j = 0; j < right.columns; ++j) {
    c[k * right.columns + j] = right(n, j);
    inexact += error(n, j) * error(n, j);
  }
  return found.uncertainty(c) + std::sqrt(inexact) * found.distance();
}

}  // namespace

Existence find_critical_point(const Network& network, const double* parameters, const Linearisation& point,
                              const LinearisationErrors& errors, const KhatriRao& extended, const std::vector<unsigned char>& carries,
                              const std::vector<unsigned char>& silent, bool rank_visible, const Control& control) {
  Existence result;
  const std::size_t last = network.depth() - 2, samples = point.residuals.rows;
  const Layer& output = network.layers[last + 1];
  const auto width = static_cast<std::size_t>(network.layers[last].out);
  const Moving moving = moving_rows(extended, silent);
  const auto found = RegionMinimiser::find(moving.matrix, point.residuals.data, errors.residuals.data, rank_visible, control);
  if (!found) return result;
  const Vector& d = found->d();
  result.residual = found->residual();

  // The region is convex in W̃: no sign changes on the way if none has at its end.
  const KhatriRao::Term& term = moving.term;
  const std::size_t units = moving.units.size(), inputs = moving.inputs.size();
  Matrix movement(samples, units), movement_error(samples, units), size = absolute(term.right);
  if (units * inputs > 0) {
    const Vector d_size = absolute(d);
    multiply(Op::plain, Op::transposed, samples, units, inputs, 1, term.right.data.data(), inputs, d.data(), inputs, 0,
             movement.data.data(), units);
    for (std::size_t n = 0; n < samples; ++n)
      for (std::size_t j = 0; j < inputs; ++j) size(n, j) = gamma(inputs + 2, kUnit) * size(n, j) + term.right_error(n, j);
    multiply(Op::plain, Op::transposed, samples, units, inputs, 1, size.data.data(), inputs, d_size.data(), inputs, 0,
             movement_error.data.data(), units);
  }
  bool inside = true, outside = false;
  double step = 0;
  int sharpened = 0;
  const double grow = outward(2 * inputs + 8, kUnit);
  for (std::size_t n = 0; n < samples; ++n) {
    double length = 0;
    for (std::size_t j = 0; j < inputs; ++j) length += std::pow(std::fabs(term.right(n, j)) + term.right_error(n, j), 2);
    length = std::sqrt(length);
    for (std::size_t k = 0; k < units; ++k) {
      const std::size_t i = moving.units[k];
      if (!carries[n * width + i]) continue;
      // Undo the scale of the unit's row; W̄ moves by the movement of W̃ over the output weight.
      const double scale = std::ldexp(1.0, -moving.unit_exponents[k]) / std::fabs(parameters[output.offset + i]);
      const double u = point.pre_activations[last](n, i), toward = (u > 0) == (parameters[output.offset + i] > 0) ? 1 : -1;
      const double end = std::fabs(u) + toward * movement(n, k) * scale;
      const double own = movement_error(n, k) * scale + errors.pre_activations[last](n, i) +
                         gamma(4, kUnit) * (std::fabs(u) + std::fabs(movement(n, k)) * scale);
      double margin = (found->distance() * length * scale + own) * grow;
      if (std::fabs(end) <= margin && sharpened++ < kSharpened) margin = (direction_uncertainty(*found, moving, n, k) * scale + own) * grow;
      inside = inside && end > margin;
      if (outside || !(end < -margin)) continue;
      outside = true;
      result.unit = i;
      result.sample = n;
    }
  }
  for (std::size_t k = 0; k < units; ++k)
    for (std::size_t j = 0; j < inputs; ++j) {
      const double part = std::ldexp(d[k * inputs + j], -moving.unit_exponents[k] - moving.input_exponents[j]) /
                          parameters[output.offset + moving.units[k]];
      step = hypotenuse(step, part);
    }
  if (output.bias) step = hypotenuse(step, d.back());
  if (std::isfinite(step)) result.step = step;
  if (inside && (moving.complete || found->full())) result.answer = Existence::Answer::yes;
  if (outside && found->unique() && moving.complete) result.answer = Existence::Answer::no;
  result.zero = inside && found->full();
  return result;
}

}  // namespace kinkless
