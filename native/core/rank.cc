#include "rank.h"

#include <algorithm>
#include <cmath>

#include "cholesky.h"
#include "rounding.h"

namespace kinkless {

namespace {

// Up to this size all eigenvalues of the Gram matrix are computed; above, the extremes are iterated to the digits a reader needs.
constexpr std::size_t kAllEigenvalues = 384;
constexpr int kIterations = 16;
// Numbers in one dense matrix: 1 GiB for the matrix of which singular values are taken, 4 GiB for a Gram matrix.
constexpr std::size_t kDenseLimit = std::size_t(1) << 27, kGramLimit = std::size_t(1) << 29;

void shift_diagonal(Matrix& k, double shift) {
  for (std::size_t i = 0; i < k.rows; ++i) k(i, i) += shift;
}

// Rayleigh quotients of a power iteration with `apply`, from a fixed vector without symmetry.
template <class Apply>
double iterate(std::size_t n, Apply apply) {
  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = 1 + static_cast<double>(i % 7) / 7;
  double growth = 0;
  for (int k = 0; k < kIterations; ++k) {
    double norm = 0;
    for (const double value : x) norm += value * value;
    norm = std::sqrt(norm);
    for (double& value : x) value /= norm;
    const std::vector<double> before = x;
    apply(x);
    growth = 0;
    for (std::size_t i = 0; i < n; ++i) growth += before[i] * x[i];
  }
  return growth;
}

// The extreme singular values from a Gram matrix that is known to be positive definite.
void extremes(const Matrix& gram, Rank& result, const Control& control) {
  const std::size_t n = gram.rows;
  if (n <= kAllEigenvalues) {
    Matrix copy = gram;
    std::vector<double> values(n);
    result.decided = symmetric_eigenvalues(static_cast<int>(n), copy.data.data(), values.data());
    result.sigma_min = std::sqrt(std::max(0.0, values.front()));
    result.sigma_max = std::sqrt(std::max(0.0, values.back()));
    return;
  }
  const double largest = iterate(n, [&](std::vector<double>& x) {
    const std::vector<double> in = x;
    gemv(Op::plain, static_cast<int>(n), static_cast<int>(n), 1, gram.data.data(), static_cast<int>(n), in.data(), 0, x.data());
  });
  Matrix factor = gram;
  const Factorisation outcome = cholesky(factor, control);
  result.aborted = outcome == Factorisation::aborted;
  if (outcome != Factorisation::done) return;
  const double smallest = iterate(n, [&](std::vector<double>& x) { solve_cholesky(factor, x.data()); });
  result.sigma_max = std::sqrt(largest);
  result.sigma_min = 1 / std::sqrt(smallest);
}

// Proves rank = min(rows, columns) through the smaller Gram matrix K: where the Cholesky factorisation of K − s I runs to its end, the
// smallest eigenvalue exceeds s less the errors of forming and factorising (CERTIFICATES: γ bounds, traces). Leaves `rank` 0 otherwise.
Rank decide_by_gram(const KhatriRao& matrix, const Control& control) {
  Rank result;
  const std::size_t rows = matrix.rows(), columns = matrix.columns(), n = std::min(rows, columns);
  if (n * n > kGramLimit) {
    result.decided = false;
    return result;
  }
  const Matrix gram = columns <= rows ? matrix.gram(control) : matrix.row_gram(control);
  if (control.aborted()) {
    result.aborted = true;
    return result;
  }
  std::size_t inner = columns + 3;
  if (columns <= rows) {
    inner = matrix.terms.size() + 3;
    for (const auto& term : matrix.terms) inner += term.left.columns + term.right.columns;
  }
  const double trace = matrix.squared_norm() * outward(inner, kUnitRoundoff64);
  const double forming = gamma(inner, kUnitRoundoff64) * trace;
  // Twice the a-priori bound of Cholesky, for kernels that multiply by a rounded reciprocal of the pivot.
  const double factorising = 2 * gamma(n + 2, kUnitRoundoff64) * trace;
  const double perturbation = matrix.perturbation();
  const double shift = (forming + factorising + perturbation * perturbation) * outward(8, kUnitRoundoff64);
  Matrix shifted = gram;
  shift_diagonal(shifted, -shift);
  const Factorisation outcome = cholesky(shifted, control);
  result.aborted = outcome == Factorisation::aborted;
  if (outcome != Factorisation::done) return result;
  result.rank = n;
  result.tolerance = std::sqrt(shift);
  extremes(gram, result, control);
  result.smallest = result.sigma_min;
  return result;
}

// Counts singular values of the matrix itself. Above the a-priori bound they are not zero; below the level at which an exact zero is
// expected to come out, a √(rows + columns)-th of that bound, they count as zero; between the two they are undecided.
Rank decide_by_singular_values(const KhatriRao& matrix) {
  Rank result;
  const std::size_t rows = matrix.rows(), columns = matrix.columns(), n = std::min(rows, columns);
  if (rows * columns > kDenseLimit) {
    result.decided = false;
    result.undecided = n;
    return result;
  }
  Matrix dense = matrix.dense();
  std::vector<double> sigma(n);
  if (!singular_values(static_cast<int>(columns), static_cast<int>(rows), dense.data.data(), sigma.data())) {
    result.decided = false;
    result.undecided = n;
    return result;
  }
  const double size = static_cast<double>(rows + columns);
  result.sigma_max = sigma.front();
  result.sigma_min = sigma.back();
  result.tolerance = size * kUnitRoundoff64 * sigma.front() + matrix.perturbation();
  const double zero_level = result.tolerance / std::sqrt(size);
  for (const double value : sigma) {
    if (value > result.tolerance) {
      ++result.rank;
      result.smallest = value;
    } else if (value > zero_level) {
      ++result.undecided;
    }
  }
  return result;
}

Rank decide(const KhatriRao& matrix, const Control& control) {
  Rank result = decide_by_gram(matrix, control);
  if (!result.aborted && result.decided && result.rank == 0) result = decide_by_singular_values(matrix);
  if (matrix.rows() < matrix.columns()) result.sigma_min = 0;
  return result;
}

}  // namespace

Rank decide_rank(const KhatriRao& matrix, const Control& control) {
  const Equilibrated scaled = equilibrate(matrix);
  Rank decision = decide(scaled.matrix, control);
  if (decision.aborted || !decision.decided) return decision;
  if (scaled.uniform) {
    decision.sigma_min = std::ldexp(decision.sigma_min, scaled.exponent);
    decision.sigma_max = std::ldexp(decision.sigma_max, scaled.exponent);
    decision.tolerance = std::ldexp(decision.tolerance, scaled.exponent);
    return decision;
  }
  Rank plain = decide(matrix, control);
  plain.smallest = decision.smallest;
  if (plain.aborted) return plain;
  if (plain.decided && plain.rank == decision.rank && plain.undecided == decision.undecided) return plain;
  decision.equilibrated = true;
  return decision;
}

}  // namespace kinkless
