// A lower bound on the smallest singular value of a matrix whose Gram matrix is too ill-conditioned to show it: σ ~ u ‖M‖ is within reach,
// where the Gram matrix ends at √u ‖M‖.
#pragma once

#include "core/network/khatri_rao.h"
#include "core/runtime/control.h"

namespace kinkless {

// > 0: each of the `columns()` singular values of M, with the errors of its entries, is at least this; 0: not proved.
//
// With S ≈ R⁻¹ of M = Q R, and Z = fl(M S): ‖ZᵀZ − I‖ ≤ q < 1 and ‖Z − M S‖_F ≤ ε prove σ_min(M) ≥ (√(1 − q) − ε)/‖S‖₂. S comes out of
// repeated Cholesky factorisations, the first of a shifted Gram matrix (Fukaya, Kannan, Nakatsukasa, Yamamoto, Yanagisawa, SIAM J. Sci.
// Comput. 42, 2020); nothing about it needs to be trusted.
double preconditioned_sigma(const KhatriRao& matrix, const Control& control);

}  // namespace kinkless
