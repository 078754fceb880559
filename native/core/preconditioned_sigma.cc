#include "preconditioned_sigma.h"

#include <algorithm>
#include <cmath>

#include "cholesky.h"
#include "rounding.h"

namespace kinkless {

namespace {

constexpr double kUnit = kUnitRoundoff64;
// Numbers in the explicit matrix: 1 GiB.
constexpr std::size_t kDenseLimit = std::size_t(1) << 27;
// Three passes reach a condition of 1/u, and a few more cost little.
constexpr int kPasses = 6;
// Shifts that are tried for one factorisation, each ten times the one before.
constexpr int kShifts = 12;

double squares(const Matrix& a) {
  double sum = 0;
  for (const double value : a.data) sum += value * value;
  return sum;
}

Matrix self_product(const Matrix& x) {
  Matrix result(x.columns, x.columns);
  multiply(Op::transposed, Op::plain, x.columns, x.columns, x.rows, 1, x.data.data(), x.columns, x.data.data(), x.columns, 0,
           result.data.data(), x.columns);
  return result;
}

// max_i Σ_j |K − I|.
double distance_from_identity(const Matrix& k) {
  double most = 0;
  for (std::size_t i = 0; i < k.rows; ++i) {
    double row = 0;
    for (std::size_t j = 0; j < k.rows; ++j) row += std::fabs(k(i, j) - (i == j ? 1 : 0));
    // Not std::max, which would lose what is not a number.
    if (!(row <= most)) most = row;
  }
  return most;
}

// ‖S‖₂ ≤ min(‖S‖_F, √(‖S‖₁ ‖S‖_∞)).
double norm_bound(const Matrix& s) {
  std::vector<double> columns(s.columns, 0.0);
  double most_row = 0, most_column = 0;
  for (std::size_t i = 0; i < s.rows; ++i) {
    double row = 0;
    for (std::size_t j = 0; j < s.columns; ++j) {
      row += std::fabs(s(i, j));
      columns[j] += std::fabs(s(i, j));
    }
    most_row = std::max(most_row, row);
  }
  for (const double column : columns) most_column = std::max(most_column, column);
  return std::min(std::sqrt(squares(s)), std::sqrt(most_row) * std::sqrt(most_column)) * outward(s.rows * s.columns, kUnit);
}

// S with M S nearly orthonormal; false where the passes do not arrive.
bool orthonormalise(const Matrix& m, Matrix& s, const Control& control) {
  const std::size_t n = m.columns;
  Matrix x = m;
  s = Matrix(n, n);
  for (std::size_t i = 0; i < n; ++i) s(i, i) = 1;
  for (int pass = 0; pass < kPasses; ++pass) {
    const Matrix gram = self_product(x);
    if (pass > 0 && distance_from_identity(gram) < 0x1p-10) return true;
    double trace = 0, shift = 0;
    for (std::size_t i = 0; i < n; ++i) trace += gram(i, i);
    Matrix factor = gram;
    Factorisation outcome = cholesky(factor, control);
    for (int k = 0; k < kShifts && outcome == Factorisation::not_positive; ++k) {
      shift = shift == 0 ? 2 * static_cast<double>(n) * kUnit * trace : 10 * shift;
      factor = gram;
      for (std::size_t i = 0; i < n; ++i) factor(i, i) += shift;
      outcome = cholesky(factor, control);
    }
    if (outcome != Factorisation::done) return false;
    const auto size = static_cast<int>(n);
    solve_lower_transposed_right(static_cast<int>(x.rows), size, factor.data.data(), size, x.data.data(), size);
    solve_lower_transposed_right(size, size, factor.data.data(), size, s.data.data(), size);
  }
  return true;
}

}  // namespace

double preconditioned_sigma(const KhatriRao& matrix, const Control& control) {
  const std::size_t n = matrix.columns(), rows = matrix.rows();
  if (rows < n || n * rows > kDenseLimit) return 0;
  const Matrix transposed = matrix.dense();
  Matrix m(rows, n), s;
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t r = 0; r < rows; ++r) m(r, k) = transposed(k, r);
  if (!orthonormalise(m, s, control)) return 0;
  Matrix z(rows, n), size(rows, n);
  multiply(Op::plain, Op::plain, rows, n, n, 1, m.data.data(), n, s.data.data(), n, 0, z.data.data(), n);
  const Matrix m_size = absolute(m), s_size = absolute(s);
  multiply(Op::plain, Op::plain, rows, n, n, 1, m_size.data.data(), n, s_size.data.data(), n, 0, size.data.data(), n);
  const double grow = outward(rows * n + n, kUnit), z_squares = squares(z) * grow;
  // 2^−500 takes up what underflows, as long as no datum is smaller.
  const double product_error = gamma(n + 2, kUnit) * std::sqrt(squares(size)) * grow + 0x1p-500;
  const double defect = (distance_from_identity(self_product(z)) + gamma(rows + 2, kUnit) * z_squares) * outward(n + 4, kUnit);
  if (!(defect < 1)) return 0;
  const double image = std::sqrt(1 - defect) * (1 - 4 * kUnit) - product_error;
  if (!(image > 0)) return 0;
  // One rounding for each entry of the explicit matrix.
  const double entries = kUnit * std::sqrt(squares(m)) * grow;
  return std::max(0.0, (image / norm_bound(s) - entries - matrix.perturbation()) * (1 - 8 * kUnit));
}

}  // namespace kinkless
