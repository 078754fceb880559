// Cholesky factorisation of large symmetric matrices, in tiles between which a job can be aborted.
#pragma once

#include <cstddef>

#include "core/numeric/matrix.h"
#include "core/runtime/control.h"

namespace kinkless {

enum class Factorisation { done, not_positive, aborted };

// Replaces the lower triangle of a symmetric matrix by L with A = L Lᵀ; the upper triangle is neither read nor written.
Factorisation cholesky(Matrix& a, const Control& control);

// x ← (L Lᵀ)⁻¹ x.
void solve_cholesky(const Matrix& l, double* x);

}  // namespace kinkless
