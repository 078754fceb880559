#include "core/rank/rank.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/cholesky.h"
#include "core/numeric/random.h"
#include "core/numeric/rounding.h"
#include "core/spectrum/krylov.h"

namespace kinkless {

namespace {

// Up to this size all eigenvalues of the Gram matrix are computed; above, the extremes are iterated.
constexpr std::size_t kAllEigenvalues = 384;
// The digits a reader needs of the smallest singular value, relative to itself; the largest is iterated to the same absolute error.
constexpr double kDigits = 1e-3;
constexpr std::size_t kMostSteps = 64;
// A named stream of the iterations' first vectors; the same number stands in src/native/random.ts.
constexpr std::uint32_t kRankStream = 15;
// Multiplications up to which singular values are taken of the matrix itself before its Gram matrix is asked: a tenth of a second.
constexpr double kQuickWork = 2e8;
// Numbers in one dense matrix: 1 GiB for one that is taken apart by LAPACK, 4 GiB for a Gram matrix.
constexpr std::size_t kDenseLimit = std::size_t(1) << 27, kGramLimit = std::size_t(1) << 29;

// The smaller Gram matrix K, of which the lower triangle is needed, and bounds on what rounding does to it.
struct Gram {
  Matrix matrix;
  double noise = 0;  // of forming K and of one factorisation, in the 2-norm
};

Gram smaller_gram(const KhatriRao& matrix, const Control& control) {
  const std::size_t rows = matrix.rows(), columns = matrix.columns(), n = std::min(rows, columns);
  Gram result;
  result.matrix = columns <= rows ? matrix.lower_gram(control) : matrix.row_gram(control);
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
  result.noise = (forming + factorising + perturbation * perturbation) * outward(8, kUnitRoundoff64);
  return result;
}

// The largest eigenvalue of an operator by Lanczos's process, until its error is at most `wanted(value)`.
struct Largest {
  double value = 0, error = 0;
  bool found = false;
};

template <class Wanted>
Largest largest_eigenvalue(const SymmetricOperator& matrix, Wanted wanted) {
  Largest result;
  KrylovBasis basis(matrix, kMostSteps);
  std::vector<double> start(matrix.size);
  random_normal({0, kRankStream, 0}, 0, start.size(), start.data());
  basis.start(std::move(start));
  KrylovBasis::Ritz ritz;
  for (;;) {
    const KrylovBasis::Outcome outcome = basis.extend();
    if (outcome == KrylovBasis::Outcome::aborted || !basis.ritz(ritz)) return result;
    result.value = ritz.values.back();
    result.error = basis.residual(ritz, ritz.values.size() - 1);
    result.found = true;
    if (basis.full() || outcome == KrylovBasis::Outcome::exhausted || result.error <= wanted(result.value)) return result;
  }
}

// The extreme singular values from all eigenvalues of K, or from the factor of K − noise; with the errors of their iteration.
void find_extremes(const KhatriRao& matrix, Gram& gram, const Matrix& factor, Rank& result, const Control& control) {
  const std::size_t n = factor.rows;
  if (n <= kAllEigenvalues) {
    mirror_lower(gram.matrix);
    std::vector<double> values(n);
    result.decided = symmetric_eigenvalues(static_cast<int>(n), gram.matrix.data.data(), values.data());
    result.sigma_min = std::sqrt(std::max(0.0, values.front()));
    result.sigma_max = std::sqrt(std::max(0.0, values.back()));
    return;
  }
  const SymmetricOperator inverse{n, [&](const double* x, double* y) {
                                    std::copy_n(x, n, y);
                                    solve_cholesky(factor, y);
                                    return !control.aborted();
                                  }};
  const Largest smallest = largest_eigenvalue(inverse, [](double value) { return kDigits * value; });
  result.aborted = control.aborted();
  result.decided = result.aborted || smallest.found;
  if (!smallest.found) return;
  result.sigma_min = std::sqrt(gram.noise + 1 / smallest.value);
  const double error = result.sigma_min * smallest.error / smallest.value;
  const bool by_columns = matrix.columns() <= matrix.rows();
  const SymmetricOperator product{n, [&](const double* x, double* y) {
                                    const std::vector<double> image = by_columns ? matrix.apply(x) : matrix.apply_transposed(x);
                                    const std::vector<double> back =
                                        by_columns ? matrix.apply_transposed(image.data()) : matrix.apply(image.data());
                                    std::copy(back.begin(), back.end(), y);
                                    return !control.aborted();
                                  }};
  const double wanted = std::max(result.tolerance, kDigits * result.sigma_min);
  const Largest largest = largest_eigenvalue(product, [wanted](double value) { return wanted * std::sqrt(std::max(0.0, value)); });
  result.aborted = control.aborted();
  result.decided = result.aborted || largest.found;
  result.sigma_max = std::sqrt(std::max(0.0, largest.value));
  // A λ that is off by δ has a root that is off by δ/σ at most.
  if (result.sigma_max > 0) result.tolerance = std::max({result.tolerance, error, largest.error / result.sigma_max});
}

// Proves rank = min(rows, columns): where the Cholesky factorisation of K − s I runs to its end, the smallest eigenvalue exceeds s less the
// errors of forming and factorising (γ bounds, traces). Leaves `rank` 0 otherwise.
Rank prove_full(const KhatriRao& matrix, const Control& control) {
  Rank result;
  const std::size_t n = std::min(matrix.rows(), matrix.columns());
  if (n * n > kGramLimit) return result;
  Gram gram = smaller_gram(matrix, control);
  result.aborted = control.aborted();
  if (result.aborted) return result;
  Matrix factor = n <= kAllEigenvalues ? gram.matrix : std::move(gram.matrix);
  for (std::size_t i = 0; i < n; ++i) factor(i, i) -= gram.noise;
  const Factorisation outcome = cholesky(factor, control);
  result.aborted = outcome == Factorisation::aborted;
  if (outcome != Factorisation::done) return result;
  result.rank = result.visible = n;
  result.tolerance = std::sqrt(gram.noise);
  find_extremes(matrix, gram, factor, result, control);
  result.smallest = result.sigma_min;
  return result;
}

// Counts singular values above the error of computing them, of the matrix itself.
bool count_in_matrix(const KhatriRao& matrix, Rank& result) {
  const std::size_t rows = matrix.rows(), columns = matrix.columns(), n = std::min(rows, columns);
  if (rows * columns > kDenseLimit) return false;
  Matrix dense = matrix.dense();
  std::vector<double> sigma(n);
  if (!singular_values(static_cast<int>(columns), static_cast<int>(rows), dense.data.data(), sigma.data())) return false;
  result.sigma_max = sigma.front();
  result.sigma_min = sigma.back();
  result.tolerance = static_cast<double>(rows + columns) * kUnitRoundoff64 * sigma.front() + matrix.perturbation();
  result.visible =
      static_cast<std::size_t>(std::count_if(sigma.begin(), sigma.end(), [&](double value) { return value > result.tolerance; }));
  result.smallest = result.visible > 0 ? sigma[result.visible - 1] : 0;
  return true;
}

// The same of its Gram matrix, where fewer are visible, in a fraction of the time.
bool count_in_gram(const KhatriRao& matrix, Rank& result, const Control& control) {
  const std::size_t n = std::min(matrix.rows(), matrix.columns());
  if (n * n > kDenseLimit) return false;
  Gram gram = smaller_gram(matrix, control);
  result.aborted = control.aborted();
  if (result.aborted) return false;
  mirror_lower(gram.matrix);
  std::vector<double> values(n);
  if (!symmetric_eigenvalues(static_cast<int>(n), gram.matrix.data.data(), values.data())) return false;
  result.sigma_max = std::sqrt(std::max(0.0, values.back()));
  result.sigma_min = std::sqrt(std::max(0.0, values.front()));
  result.tolerance = std::sqrt(gram.noise);
  result.visible = static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [&](double value) { return value > gram.noise; }));
  result.smallest = result.visible > 0 ? std::sqrt(values[n - result.visible]) : 0;
  return true;
}

bool is_quick(const KhatriRao& matrix) {
  const double rows = static_cast<double>(matrix.rows()), columns = static_cast<double>(matrix.columns());
  return rows * columns * std::min(rows, columns) <= kQuickWork;
}

// For a matrix that was not proved to have full rank.
Rank decide_deficient(const KhatriRao& matrix, const RankKnowledge& knowledge, const Control& control) {
  Rank result;
  const bool quick = is_quick(matrix);
  result.decided = quick ? count_in_matrix(matrix, result) : count_in_gram(matrix, result, control);
  if (result.aborted) return result;
  std::size_t most = knowledge.most;
  std::optional<std::size_t> exact;
  if (!result.decided || result.visible < most) {
    exact = knowledge.exact();
    result.aborted = control.aborted();
    if (result.aborted) return result;
    if (exact) most = *exact;
    if (!quick && (!result.decided || result.visible < most)) result.decided = count_in_matrix(matrix, result) || result.decided;
  }
  most = std::max(most, result.visible);
  result.rank = exact && knowledge.of_data ? most : result.visible;
  result.undecided = most - result.rank;
  // Exact arithmetic decides even where no singular value was computed.
  result.decided = result.decided || (exact && knowledge.of_data);
  return result;
}

void scale(Rank& rank, int exponent) {
  for (double* value : {&rank.sigma_min, &rank.sigma_max, &rank.tolerance}) *value = std::ldexp(*value, exponent);
}

}  // namespace

Rank decide_rank(const KhatriRao& matrix, const RankKnowledge& knowledge, const Control& control) {
  const std::size_t n = std::min(matrix.rows(), matrix.columns());
  const Equilibrated scaled = equilibrate(matrix, kRankBits);
  Rank decision;
  if (knowledge.most == n) decision = prove_full(scaled.matrix, control);
  const bool proved = decision.rank == n;
  if (!decision.aborted && !proved) decision = decide_deficient(scaled.matrix, knowledge, control);
  if (decision.aborted) return decision;
  if (scaled.uniform) {
    scale(decision, scaled.exponent);
  } else {
    Rank plain;
    if (proved) {
      plain = prove_full(matrix, control);
    } else if (is_quick(matrix)) {
      count_in_matrix(matrix, plain);
    }
    if (plain.aborted) return plain;
    decision.equilibrated = plain.visible != decision.visible;
    if (!decision.equilibrated) {
      decision.sigma_min = plain.sigma_min;
      decision.sigma_max = plain.sigma_max;
      decision.tolerance = plain.tolerance;
    }
  }
  if (matrix.rows() < matrix.columns()) decision.sigma_min = 0;
  return decision;
}

}  // namespace kinkless
