#include "proven_gram.h"

#include <algorithm>
#include <cmath>

#include "cholesky.h"
#include "rounding.h"

namespace kinkless {

namespace {

// Numbers in a Gram matrix: 4 GiB.
constexpr std::size_t kGramLimit = std::size_t(1) << 29;
// Inverse iterations for an estimate of λ_min, which is then proved at a half of it or less.
constexpr int kIterations = 12, kTrials = 3;

double estimate_smallest(const Matrix& factor) {
  const std::size_t n = factor.rows;
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = 1 + static_cast<double>(i % 7) / 7;
  double growth = 0;
  for (int k = 0; k < kIterations; ++k) {
    const double length = norm(x);
    for (double& value : x) value /= length;
    solve_cholesky(factor, x.data());
    growth = norm(x);
  }
  return 1 / growth;
}

}  // namespace

ProvenGram prove_gram(const KhatriRao& matrix, const Control& control) {
  ProvenGram result;
  const std::size_t rows = matrix.rows(), columns = matrix.columns(), n = std::min(rows, columns);
  if (n == 0 || n * n > kGramLimit) return result;
  Matrix gram = columns <= rows ? matrix.lower_gram(control) : matrix.row_gram(control);
  result.aborted = control.aborted();
  if (result.aborted) return result;
  std::size_t inner = columns + 3;
  if (columns <= rows) {
    inner = matrix.terms.size() + 3;
    for (const auto& term : matrix.terms) inner += term.left.columns + term.right.columns;
  }
  const double trace = matrix.squared_norm() * outward(inner, kUnitRoundoff64);
  // Twice the a-priori bound of Cholesky, for kernels that multiply by a rounded reciprocal of the pivot; u for the shifted diagonal.
  const double error =
      (gamma(inner, kUnitRoundoff64) + 2 * gamma(n + 2, kUnitRoundoff64) + kUnitRoundoff64) * trace * outward(8, kUnitRoundoff64);
  result.factor = gram;
  Factorisation outcome = cholesky(result.factor, control);
  double shift = outcome == Factorisation::done ? estimate_smallest(result.factor) / 2 : 0;
  for (int trial = 0; trial < kTrials && shift > error; ++trial, shift /= 8) {
    Matrix shifted = gram;
    for (std::size_t i = 0; i < n; ++i) shifted(i, i) -= shift;
    outcome = cholesky(shifted, control);
    if (outcome == Factorisation::aborted) break;
    if (outcome == Factorisation::not_positive) continue;
    result.sigma_min = std::max(0.0, std::sqrt(shift - error) * (1 - 4 * kUnitRoundoff64) - matrix.perturbation());
    break;
  }
  result.aborted = outcome == Factorisation::aborted;
  return result;
}

}  // namespace kinkless
