#include "core/rank/proven_gram.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numeric/cholesky.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// Numbers in a Gram matrix: 4 GiB.
constexpr std::size_t kGramLimit = std::size_t(1) << 29;
// Inverse iterations for an estimate of λ_min, which is then proved at a half of it or less.
constexpr int kIterations = 12, kTrials = 3;
// The a-priori bound of a factorisation is good enough where it is this many times smaller than what it is taken from.
constexpr double kDominated = 4;
// Sums of products are summed up by panels, each in a buffer of its own: b + ⌈n/b⌉ roundings instead of n. Near √n for n = 10,000, and what
// the kernels take at once.
constexpr std::size_t kPanel = 96, kTile = 256;

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

// A bound on ‖A − L Lᵀ‖₂ for the lower triangles of A and L, with nothing assumed of where L is from: the row sums of the computed
// difference, and γ ‖L‖_F² for the rounding errors of L Lᵀ, since ‖|L||L|ᵀ‖₂ ≤ ‖L‖_F². Zeroes what stands above
// L's diagonal. Infinity when `control` asked to stop.
double bound_defect(const Matrix& a, Matrix& l, const Control& control) {
  const std::size_t n = l.rows;
  for (std::size_t i = 0; i < n; ++i) std::fill(l.row(i) + i + 1, l.row(i) + n, 0.0);
  std::vector<double> sums(n);
  Matrix product(kTile, kTile), panel(kTile, kTile);
  double squares = 0;
  for (std::size_t i = 0; i < n; i += kTile) {
    for (std::size_t j = 0; j <= i; j += kTile) {
      if (control.aborted()) return std::numeric_limits<double>::infinity();
      const std::size_t height = std::min(kTile, n - i), width = std::min(kTile, n - j);
      std::fill(product.data.begin(), product.data.end(), 0.0);
      for (std::size_t p = 0; p < j + width; p += kPanel) {
        multiply(Op::plain, Op::transposed, height, width, std::min(kPanel, j + width - p), 1, l.row(i) + p, n, l.row(j) + p, n, 0,
                 panel.data.data(), kTile);
        for (std::size_t r = 0; r < height; ++r)
          for (std::size_t c = 0; c < width; ++c) product(r, c) += panel(r, c);
      }
      for (std::size_t r = 0; r < height; ++r)
        for (std::size_t c = 0; c < width && j + c <= i + r; ++c) {
          const double difference = std::fabs(a(i + r, j + c) - product(r, c));
          sums[i + r] += difference;
          if (j + c < i + r) sums[j + c] += difference;
        }
    }
  }
  for (const double value : l.data) squares += value * value;
  double largest = 0;
  for (const double sum : sums)
    if (!(sum <= largest) && !std::isnan(largest)) largest = sum;
  return largest * outward(n + 1, kUnitRoundoff64) +
         gamma(kPanel + (n + kPanel - 1) / kPanel + 1, kUnitRoundoff64) * squares * outward(n * n + 4, kUnitRoundoff64);
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
  // Summed over the columns one after the other.
  const double trace = matrix.squared_norm() * outward(inner + columns * matrix.terms.size(), kUnitRoundoff64);
  // u for the shifted diagonal.
  const double error = (gamma(inner, kUnitRoundoff64) + kUnitRoundoff64) * trace * outward(8, kUnitRoundoff64);
  // Twice the a-priori bound of Cholesky, for kernels that multiply by a rounded reciprocal of the pivot.
  const double a_priori = 2 * gamma(n + 2, kUnitRoundoff64) * trace * outward(8, kUnitRoundoff64);
  result.factor = gram;
  Factorisation outcome = cholesky(result.factor, control);
  double shift = outcome == Factorisation::done ? estimate_smallest(result.factor) / 2 : 0;
  for (int trial = 0; trial < kTrials && shift > error; ++trial, shift /= 8) {
    Matrix shifted = gram;
    for (std::size_t i = 0; i < n; ++i) shifted(i, i) -= shift;
    Matrix factor = shifted;
    outcome = cholesky(factor, control);
    if (outcome == Factorisation::aborted) break;
    if (outcome == Factorisation::not_positive) continue;
    // What the factorisation really missed costs as much again to find out, and is less by far than what it may miss.
    const double defect = shift > error + kDominated * a_priori ? a_priori : bound_defect(shifted, factor, control);
    const double proved = (shift - error - defect) * (1 - 4 * kUnitRoundoff64);
    if (proved > 0) result.sigma_min = std::max(0.0, std::sqrt(proved) * (1 - 4 * kUnitRoundoff64) - matrix.perturbation());
    break;
  }
  result.aborted = outcome == Factorisation::aborted || control.aborted();
  return result;
}

}  // namespace kinkless
