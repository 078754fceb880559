// A proven lower bound on the smallest singular value of a Khatri–Rao matrix, by whichever way shows one.
#pragma once

#include "core/network/khatri_rao.h"
#include "core/runtime/control.h"

namespace kinkless {

// > 0: σ_min(M) with N singular values, one for each column, and the errors of M's entries; 0: not proved. By the Gram matrix or, where
// that is too ill-conditioned, by M itself.
double proven_sigma(const KhatriRao& matrix, const Control& control);

// As much of the proved value as the checker of src/certify/checker.ts surely proves too, at both of its levels; 0 where it is nothing.
double stated_sigma(double proved, const KhatriRao& matrix);

}  // namespace kinkless
