#include "core/rank/preconditioned_sigma.h"

#include <algorithm>
#include <cmath>

#include "core/kernels/kernels.h"
#include "core/numeric/cholesky.h"
#include "core/numeric/rounding.h"

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

// Xᵀ for a matrix X given by its first `columns` columns of rows that may be longer.
Matrix transpose(const Matrix& x, std::size_t columns) {
  Matrix result(columns, x.rows);
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < columns; ++j) result(j, i) = x(i, j);
  return result;
}

// X Xᵀ of the first `columns` columns.
Matrix self_product(const Matrix& x, std::size_t columns) {
  Matrix result(x.rows, x.rows);
  multiply(Op::plain, Op::transposed, x.rows, x.rows, columns, 1, x.data.data(), x.columns, x.data.data(), x.columns, 0, result.data.data(),
           x.rows);
  return result;
}

// Room for as many columns as the kernels work on, off a power of two.
Matrix padded_rows(const Matrix& x) {
  Matrix result(x.rows, static_cast<std::size_t>(padded<double>(static_cast<int>(x.columns)) + kLanes<double>));
  for (std::size_t i = 0; i < x.rows; ++i) std::copy_n(x.row(i), x.columns, result.row(i));
  return result;
}

// X ← L⁻¹ X.
void substitute(const Matrix& l, std::size_t columns, Matrix& x) {
  kernels<double>(kernel_level())
      .substitute(static_cast<int>(l.rows), static_cast<int>(columns), l.data.data(), static_cast<std::ptrdiff_t>(l.columns), x.data.data(),
                  static_cast<std::ptrdiff_t>(x.columns));
}

// max_i Σ_j |K − I|.
double distance_from_identity(const Matrix& k) {
  double most = 0;
  for (std::size_t i = 0; i < k.rows; ++i) {
    double row = 0;
    for (std::size_t j = 0; j < k.rows; ++j) row += std::fabs(k(i, j) - (i == j ? 1 : 0));
    // Not std::max, which would lose what is not a number.
    if (!(row <= most) && !std::isnan(most)) most = row;
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

// S with M S nearly orthonormal, for Mᵀ; empty where the passes do not arrive.
Matrix orthonormaliser(const Matrix& transposed, const Control& control) {
  const std::size_t n = transposed.rows, rows = transposed.columns;
  Matrix identity(n, n);
  for (std::size_t i = 0; i < n; ++i) identity(i, i) = 1;
  Matrix x = padded_rows(transposed), s = padded_rows(identity);
  for (int pass = 0; pass < kPasses; ++pass) {
    const Matrix gram = self_product(x, rows);
    if (pass > 0 && distance_from_identity(gram) < 0x1p-10) break;
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
    if (outcome != Factorisation::done) return {};
    substitute(factor, rows, x);
    substitute(factor, n, s);
  }
  return transpose(s, n);
}

}  // namespace

double preconditioned_sigma(const KhatriRao& matrix, const Control& control) {
  const std::size_t n = matrix.columns(), rows = matrix.rows();
  if (rows < n || n * rows > kDenseLimit) return 0;
  const Matrix transposed = matrix.dense(), m = transpose(transposed, rows), s = orthonormaliser(transposed, control);
  if (s.rows == 0) return 0;
  Matrix z(rows, n), size(rows, n);
  multiply(Op::plain, Op::plain, rows, n, n, 1, m.data.data(), n, s.data.data(), n, 0, z.data.data(), n);
  const Matrix m_size = absolute(m), s_size = absolute(s);
  multiply(Op::plain, Op::plain, rows, n, n, 1, m_size.data.data(), n, s_size.data.data(), n, 0, size.data.data(), n);
  const double grow = outward(rows * n + n, kUnit), z_squares = squares(z) * grow;
  // 2^−500 takes up what underflows, as long as no datum is smaller.
  const double product_error = gamma(n + 2, kUnit) * std::sqrt(squares(size)) * grow + 0x1p-500;
  const double defect =
      (distance_from_identity(self_product(transpose(z, n), rows)) + gamma(rows + 2, kUnit) * z_squares) * outward(n + 4, kUnit);
  if (!(defect < 1)) return 0;
  const double image = std::sqrt(1 - defect) * (1 - 4 * kUnit) - product_error;
  if (!(image > 0)) return 0;
  // One rounding for each entry of the explicit matrix.
  const double entries = kUnit * std::sqrt(squares(m)) * grow;
  return std::max(0.0, (image / norm_bound(s) - entries - matrix.perturbation()) * (1 - 8 * kUnit));
}

}  // namespace kinkless
