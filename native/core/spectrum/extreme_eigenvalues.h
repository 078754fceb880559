// The largest and the smallest eigenvalues of a symmetric operator, each with what is known of its error.
#pragma once

#include <cstdint>
#include <vector>

#include "core/runtime/control.h"
#include "core/spectrum/krylov.h"

namespace kinkless {

struct ExtremeOptions {
  std::size_t largest = 1, smallest = 1;  // how many at each end
  std::size_t steps = 0;                  // the most vectors of the basis
  double tolerance = 0;                   // of a residual, relative to the largest eigenvalue's magnitude
  bool vectors = false;
  std::uint64_t seed = 0;
};

struct ExtremeEigenvalues {
  bool aborted = false;
  bool solved = true;  // false: LAPACK did not converge
  std::size_t steps = 0;
  double scale = 0;               // the largest magnitude of an eigenvalue
  std::vector<double> values;     // `largest` of them from the largest down, then `smallest` from the smallest up
  std::vector<double> residuals;  // ‖M x − θ x‖ as computed: an eigenvalue lies within that of θ
  Matrix vectors;                 // unit vectors, one a row; empty unless asked for
};

// Lanczos's process from a random vector. Of a multiple eigenvalue it finds one copy, more only after the space was exhausted.
ExtremeEigenvalues extreme_eigenvalues(const SymmetricOperator& matrix, const ExtremeOptions& options, const Control& control);

}  // namespace kinkless
