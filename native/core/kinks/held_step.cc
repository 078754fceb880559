#include "core/kinks/held_step.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// The second solution takes up what rounding left of the first.
constexpr int kSolutions = 2;
// Of the a-priori bound on the error of singular values: what is that near to zero is taken as zero.
constexpr double kMargin = 8;

// Orthonormal rows that span what is orthogonal to the x̄ of a unit's kinks.
Matrix free_directions(const KinkSystem& system, std::size_t unit, const std::vector<std::size_t>& groups) {
  const std::size_t d = system.columns();
  Matrix gram(d, d), vectors(d, d);
  for (const std::size_t g : groups) {
    const double* x = system.inputs().row(system.units()[unit].groups[g].samples.front());
    double squares = 0;
    for (std::size_t j = 0; j < d; ++j) squares += x[j] * x[j];
    for (std::size_t i = 0; i < d; ++i)
      for (std::size_t j = 0; j < d; ++j) gram(i, j) += x[i] * x[j] / squares;
  }
  std::vector<double> values(d);
  if (!symmetric_eigenpairs(static_cast<int>(d), gram.data.data(), values.data(), vectors.data.data())) return Matrix(0, d);
  vectors.rows = d - groups.size();
  vectors.data.resize(vectors.rows * d);
  return vectors;
}

struct Part {
  std::size_t unit, first;  // the unit, and the first of its columns
  Matrix directions;
};

}  // namespace

HeldStep find_held_step(const KinkSystem& system, const KinkBasis& basis, std::span<const double> e, const Control& control) {
  const std::size_t samples = system.samples(), d = system.columns();
  std::vector<Part> parts;
  std::size_t columns = 0;
  for (std::size_t i = 0; i < system.units().size(); ++i) {
    if (system.units()[i].weight == 0) continue;
    parts.push_back({i, columns, free_directions(system, i, basis.groups[i])});
    columns += parts.back().directions.rows;
  }
  const std::size_t width = columns + (system.output_bias() ? 1 : 0);
  HeldStep result;
  result.delta.assign(system.coordinates(), 0.0);
  if (width == 0) return result;
  Matrix m(samples, width);
  for (const Part& part : parts) {
    const std::size_t count = part.directions.rows;
    if (count == 0) continue;
    multiply(Op::plain, Op::transposed, samples, count, d, 1, system.inputs().data.data(), d, part.directions.data.data(), d, 0,
             m.data.data() + part.first, width);
    for (std::size_t n = 0; n < samples; ++n) {
      const double a = system.slope(part.unit, n).value();
      for (std::size_t k = 0; k < count; ++k) m(n, part.first + k) *= a;
    }
  }
  for (std::size_t n = 0; system.output_bias() && n < samples; ++n) m(n, columns) = 1;

  const int n = static_cast<int>(samples), w = static_cast<int>(width);
  std::vector<double> z(width, 0.0), rest(e.begin(), e.end()), columns_of_m(samples * width), sigma(std::min(samples, width));
  for (int k = 0; k < kSolutions; ++k) {
    result.aborted = control.aborted();
    if (result.aborted) return result;
    for (std::size_t c = 0; c < width; ++c)
      for (std::size_t r = 0; r < samples; ++r) columns_of_m[c * samples + r] = m(r, c);
    std::vector<double> step = rest;
    step.resize(std::max(samples, width));
    const double rcond = kMargin * static_cast<double>(samples + width) * kUnitRoundoff64;
    if (!minimal_least_squares(n, w, columns_of_m.data(), step.data(), sigma.data(), rcond)) return result;
    for (std::size_t c = 0; c < width; ++c) z[c] -= step[c];
    rest.assign(e.begin(), e.end());
    gemv(Op::plain, n, w, 1, m.data.data(), w, z.data(), 1, rest.data());
  }
  double squares = 0;
  for (std::size_t k = 0; k < samples; ++k) squares += (rest[k] - e[k]) * (rest[k] - e[k]);
  result.change = std::sqrt(squares);
  for (const Part& part : parts)
    for (std::size_t k = 0; k < part.directions.rows; ++k)
      for (std::size_t j = 0; j < d; ++j) result.delta[system.coordinate(part.unit, j)] += z[part.first + k] * part.directions(k, j);
  if (system.output_bias()) result.delta.back() = z.back();
  return result;
}

}  // namespace kinkless
