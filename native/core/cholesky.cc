#include "cholesky.h"

#include <algorithm>

namespace kinkless {

namespace {
// Columns that are finished at a time: their own factorisation and substitution are slower than products, and few of them make little of
// a product.
constexpr std::size_t kColumns = 96;
// Rows of them between two looks at the abort flag: an update against everything to the left takes some 20 ms at n = 10,000.
constexpr std::size_t kRows = 8 * kColumns;
}  // namespace

Factorisation cholesky(Matrix& a, const Control& control) {
  const std::size_t n = a.rows, ld = a.columns;
  // Rows first … first + height − 1 of the columns from j on, less what the columns before them account for.
  const auto update = [&](std::size_t first, std::size_t height, std::size_t j, std::size_t width) {
    if (j > 0) multiply(Op::plain, Op::transposed, height, width, j, -1, a.row(first), ld, a.row(j), ld, 1, a.row(first) + j, ld);
  };
  if (control.aborted()) return Factorisation::aborted;
  for (std::size_t j = 0; j < n; j += kColumns) {
    const std::size_t width = std::min(kColumns, n - j);
    update(j, width, j, width);
    if (!cholesky_block(static_cast<int>(width), a.row(j) + j, static_cast<int>(ld))) return Factorisation::not_positive;
    for (std::size_t i = j + width; i < n; i += kRows) {
      if (control.aborted()) return Factorisation::aborted;
      const std::size_t height = std::min(kRows, n - i);
      update(i, height, j, width);
      solve_lower_transposed_right(static_cast<int>(height), static_cast<int>(width), a.row(j) + j, static_cast<int>(ld), a.row(i) + j,
                                   static_cast<int>(ld));
    }
  }
  return Factorisation::done;
}

void solve_cholesky(const Matrix& l, double* x) {
  solve_lower(static_cast<int>(l.rows), l.data.data(), static_cast<int>(l.columns), x);
  solve_lower_transposed(static_cast<int>(l.rows), l.data.data(), static_cast<int>(l.columns), x);
}

}  // namespace kinkless
