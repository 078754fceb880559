#include "cholesky.h"

#include <algorithm>

namespace kinkless {

namespace {
// A tile's update against everything to its left takes some 20 ms at n = 10,000: an abort is seen between two tiles.
constexpr std::size_t kTile = 192;
}  // namespace

Factorisation cholesky(Matrix& a, const Control& control) {
  if (control.aborted()) return Factorisation::aborted;
  const std::size_t n = a.rows, ld = a.columns;
  for (std::size_t j = 0; j < n; j += kTile) {
    const std::size_t width = std::min(kTile, n - j);
    for (std::size_t i = j; i < n; i += kTile) {
      if (control.aborted()) return Factorisation::aborted;
      const std::size_t height = std::min(kTile, n - i);
      if (j > 0) multiply(Op::plain, Op::transposed, height, width, j, -1, a.row(i), ld, a.row(j), ld, 1, a.row(i) + j, ld);
      if (i == j) {
        if (!cholesky_block(static_cast<int>(width), a.row(j) + j, static_cast<int>(ld))) return Factorisation::not_positive;
      } else {
        solve_lower_transposed_right(static_cast<int>(height), static_cast<int>(width), a.row(j) + j, static_cast<int>(ld), a.row(i) + j,
                                     static_cast<int>(ld));
      }
    }
  }
  return Factorisation::done;
}

void solve_cholesky(const Matrix& l, double* x) {
  solve_lower(static_cast<int>(l.rows), l.data.data(), static_cast<int>(l.columns), x);
  solve_lower_transposed(static_cast<int>(l.rows), l.data.data(), static_cast<int>(l.columns), x);
}

}  // namespace kinkless
