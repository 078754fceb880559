#include "core/numeric/cholesky.h"

#include <algorithm>

#include "core/kernels/kernels.h"

namespace kinkless {

namespace {
// Columns that are finished at a time: their own factorisation and substitution are slower than products, and few of them make little of
// a product.
constexpr std::size_t kColumns = 96;
static_assert(kColumns % kLanes<double> == 0);
// Rows of them between two looks at the abort flag: an update against everything to the left takes some 20 ms at n = 10,000.
constexpr std::size_t kRows = 8 * kColumns;

// X ← X L⁻ᵀ for `height` rows of X and kColumns rows of L, by way of Xᵀ: there the rows of X lie side by side, as registers want them.
void substitute(std::size_t height, const double* l, double* x, std::size_t ld, Matrix& turned) {
  const Kernels<double>& with = kernels<double>(kernel_level());
  const auto rows = static_cast<int>(height), columns = static_cast<int>(kColumns);
  const auto stride = static_cast<std::ptrdiff_t>(ld), turned_stride = static_cast<std::ptrdiff_t>(turned.columns);
  with.transpose(rows, columns, x, stride, turned.data.data(), turned_stride);
  with.substitute(columns, rows, l, stride, turned.data.data(), turned_stride);
  with.transpose(columns, rows, turned.data.data(), turned_stride, x, stride);
}
}  // namespace

Factorisation cholesky(Matrix& a, const Control& control) {
  const std::size_t n = a.rows, ld = a.columns;
  // Rows first … first + height − 1 of the columns from j on, less what the columns before them account for.
  const auto update = [&](std::size_t first, std::size_t height, std::size_t j, std::size_t width) {
    if (j > 0) multiply(Op::plain, Op::transposed, height, width, j, -1, a.row(first), ld, a.row(j), ld, 1, a.row(first) + j, ld);
  };
  if (control.aborted()) return Factorisation::aborted;
  Matrix turned;
  if (n > kColumns) {
    const int height = static_cast<int>(std::min(kRows, n - kColumns));
    // Off a power of two, whose multiples would compete for the same places of a cache.
    turned = Matrix(kColumns, static_cast<std::size_t>(padded<double>(height) + kLanes<double>));
  }
  for (std::size_t j = 0; j < n; j += kColumns) {
    const std::size_t width = std::min(kColumns, n - j);
    update(j, width, j, width);
    if (!cholesky_block(static_cast<int>(width), a.row(j) + j, static_cast<int>(ld))) return Factorisation::not_positive;
    for (std::size_t i = j + width; i < n; i += kRows) {
      if (control.aborted()) return Factorisation::aborted;
      const std::size_t height = std::min(kRows, n - i);
      update(i, height, j, width);
      substitute(height, a.row(j) + j, a.row(i) + j, ld, turned);
    }
  }
  return Factorisation::done;
}

void solve_cholesky(const Matrix& l, double* x) {
  solve_lower(static_cast<int>(l.rows), l.data.data(), static_cast<int>(l.columns), x);
  solve_lower_transposed(static_cast<int>(l.rows), l.data.data(), static_cast<int>(l.columns), x);
}

}  // namespace kinkless
