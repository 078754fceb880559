// The smaller Gram matrix of a Khatri–Rao matrix M, factorised, with a proven lower bound on the smallest singular value of M.
#pragma once

#include "core/network/khatri_rao.h"
#include "core/runtime/control.h"

namespace kinkless {

struct ProvenGram {
  Matrix factor;         // L with L Lᵀ = MᵀM or, where M has fewer rows than columns, M Mᵀ; meaningless where sigma_min is 0
  double sigma_min = 0;  // > 0: every singular value of M, with the errors of its entries, is at least this; 0: not proved
  bool aborted = false;
};

// The proof: where the Cholesky factorisation of K − τ I runs to its end, λ_min(K) exceeds τ less the errors of forming K (a-priori, by its
// trace) and of factorising (a-priori too or, where that leaves little, ‖K − τ I − L Lᵀ‖ as computed, with panels of its own for the
// products); an error ΔM of the entries costs another ‖ΔM‖_F.
ProvenGram prove_gram(const KhatriRao& matrix, const Control& control);

}  // namespace kinkless
