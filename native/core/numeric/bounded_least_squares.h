// Least squares with bounds on every variable.
#pragma once

#include <vector>

#include "core/numeric/matrix.h"

namespace kinkless {

struct BoundedLeastSquares {
  std::vector<double> x;
  std::vector<double> rest;  // A x − b
  bool settled = false;      // false: no more than an approximation
};

// min ‖A x − b‖₂ with low ≤ x ≤ high, infinite bounds allowed, by the active-set method of Stark and Parker (Computational Statistics 10,
// 1995): variables at a bound are freed one by one where the gradient asks for it, and bound again where a step meets a bound. The columns
// of A should be of about the same size.
BoundedLeastSquares bounded_least_squares(const Matrix& a, const std::vector<double>& b, const std::vector<double>& low,
                                          const std::vector<double>& high);

}  // namespace kinkless
