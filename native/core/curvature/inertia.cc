#include "core/curvature/inertia.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/curvature/nullity.h"
#include "core/numeric/matrix.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

struct Counts {
  long positive = 0, zero = 0, negative = 0;
};

Counts count(const std::vector<double>& values, double tolerance) {
  Counts counts;
  for (const double value : values) {
    counts.positive += value > tolerance;
    counts.negative += value < -tolerance;
    counts.zero += std::fabs(value) <= tolerance;
  }
  return counts;
}

// The error of a computed eigenvalue: of the matrix, of the solver, and at a point that is critical to rounding only, of the null vectors
// that rescalings are.
double eigenvalue_error(double matrix_error, const std::vector<double>& values, double rescaling_error) {
  const double largest = std::max(std::fabs(values.front()), std::fabs(values.back()));
  return matrix_error + static_cast<double>(values.size()) * kUnitRoundoff64 * largest + 2 * rescaling_error;
}

// In units, so that no scale of units, layers or inputs matters.
std::vector<double> in_units(const std::vector<double>& x, const std::vector<int>& exponents, int sign) {
  std::vector<double> result(x.size());
  for (std::size_t p = 0; p < x.size(); ++p) result[p] = std::ldexp(x[p], sign * exponents[p]);
  return result;
}

// −H⁺ g from eigenpairs.
std::vector<double> newton_step(const std::vector<double>& values, const Matrix& vectors, double tolerance, const std::vector<double>& g) {
  const std::size_t p = g.size();
  std::vector<double> along(p), step(p, 0.0);
  gemv(Op::plain, static_cast<int>(p), static_cast<int>(p), 1, vectors.data.data(), static_cast<int>(p), g.data(), 0, along.data());
  for (std::size_t k = 0; k < p; ++k) along[k] = std::fabs(values[k]) > tolerance ? -along[k] / values[k] : 0;
  gemv(Op::transposed, static_cast<int>(p), static_cast<int>(p), 1, vectors.data.data(), static_cast<int>(p), along.data(), 0, step.data());
  return step;
}

// The Newton step from the eigenpairs in units, and whether the next one is shorter.
void add_step(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
              const std::vector<double>& slope, const std::vector<int>& exponents, const std::vector<double>& values, const Matrix& vectors,
              double tolerance, Inertia& result) {
  const std::size_t size = parameters.size();
  const std::vector<double> step = newton_step(values, vectors, tolerance, slope);
  result.step = in_units(step, exponents, -1);
  std::vector<double> moved = parameters;
  for (std::size_t p = 0; p < size; ++p) moved[p] += result.step[p];
  LinearisationErrors errors;
  Linearisation end = evaluate_bounded(network, samples, moved.data(), kUnitRoundoff64, errors);
  add_signals(network, moved.data(), end, kUnitRoundoff64, &errors);
  const BoundedVector next_slope = gradient(network, end, errors, kUnitRoundoff64);
  bool at_rounding = true;
  for (std::size_t p = 0; p < size; ++p) at_rounding = at_rounding && std::fabs(next_slope.value[p]) <= next_slope.bound[p];
  const double next = norm(newton_step(values, vectors, tolerance, in_units(next_slope.value, exponents, -1)));
  result.steps_shrink = at_rounding || next <= norm(step) / 2;
  result.stepped = true;
}

}  // namespace

Inertia find_inertia(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                     const Linearisation& point, const LinearisationErrors& errors, const BoundedVector& gradient,
                     const ParameterUnits& units, bool want_step, const Control& control) {
  Inertia result;
  const std::size_t size = network.parameters;
  if (size > kDenseHessianLimit) return result;
  const KhatriRao j = jacobian(network, point, errors);
  Matrix hessian = dense_hessian(network, parameters.data(), point, j, HessianPart::all, control);
  result.aborted = hessian.rows == 0;
  if (result.aborted) return result;
  const std::vector<int> exponents = units.exponents();
  Matrix scaled = hessian;
  scale_hessian(scaled, units);
  const int n = static_cast<int>(size);
  std::vector<double> values(size), plain(size);
  Matrix copy = scaled, vectors;
  if (want_step) {
    vectors = Matrix(size, size);
    if (!symmetric_eigenpairs(n, copy.data.data(), values.data(), vectors.data.data())) return result;
  } else if (!symmetric_eigenvalues(n, copy.data.data(), values.data())) {
    return result;
  }
  // Where all units are alike, the eigenvalues of the Hessian itself are the same but for a power of two.
  if (std::adjacent_find(exponents.begin(), exponents.end(), std::not_equal_to<>()) == exponents.end()) {
    for (std::size_t p = 0; p < size; ++p) plain[p] = std::ldexp(values[p], 2 * exponents.front());
  } else if (!symmetric_eigenvalues(n, hessian.data.data(), plain.data())) {
    return result;
  }
  result.aborted = control.aborted();

  const std::vector<double> slope = in_units(gradient.value, exponents, -1);
  // Only at critical points are rescalings null vectors, and there no better than the gradient is zero.
  bool critical = true;
  for (std::size_t p = 0; p < size; ++p) critical = critical && std::fabs(gradient.value[p]) <= gradient.bound[p];
  std::vector<double> steepest(size);
  for (std::size_t p = 0; p < size; ++p) steepest[p] = std::fabs(gradient.value[p]) + gradient.bound[p];
  const std::vector<unsigned char> inert = inert_parameters(network, point);
  const Rescalings rescalings = find_rescalings(network, parameters, inert, exponents, steepest);
  const std::vector<int> as_given(size, 0);
  const double slack = critical ? rescalings.error : 0;
  const double plain_slack = critical ? find_rescalings(network, parameters, inert, as_given, steepest).error : 0;
  const double tolerance = eigenvalue_error(hessian_error(network, parameters.data(), point, errors, j, units), values, slack);
  ParameterUnits none = units;
  for (auto* lists : {&none.rows, &none.columns})
    for (auto& list : *lists) std::fill(list.begin(), list.end(), 0);
  const double plain_tolerance = eigenvalue_error(hessian_error(network, parameters.data(), point, errors, j, none), plain, plain_slack);
  const Counts counts = count(values, tolerance), plain_counts = count(plain, plain_tolerance);
  result.computed = true;
  result.positive = counts.positive;
  result.zero = counts.zero;
  result.negative = counts.negative;
  result.in_units = plain_counts.positive != counts.positive || plain_counts.negative != counts.negative;
  result.min = result.in_units ? values.front() : plain.front();
  result.max = result.in_units ? values.back() : plain.back();
  result.tolerance = result.in_units ? tolerance : plain_tolerance;

  result.inert = std::count(inert.begin(), inert.end(), 1);
  result.rescaling = rescalings.rank;
  if (want_step) add_step(network, samples, parameters, slope, exponents, values, vectors, tolerance, result);
  if (counts.negative > 0 && want_step) {
    result.descent = in_units({vectors.row(0), vectors.row(0) + size}, exponents, -1);
    result.curvature = values.front();
  } else if (counts.negative > 0) {
    for (double& value : scaled.data) value = -value;
    std::vector<double> vector(size);
    if (largest_eigenpairs(n, scaled.data.data(), 1, &result.curvature, vector.data())) result.descent = in_units(vector, exponents, -1);
    result.curvature = -result.curvature;
  }
  return result;
}

}  // namespace kinkless
