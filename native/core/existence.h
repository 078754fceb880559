// Is there an exact critical point in this region? For one hidden layer and one output the region's loss is a convex quadratic in the
// absorbed weights W̃ = diag(w_2) W̄_1 and the output bias; its minimiser nearest to the point is tried.
#pragma once

#include "control.h"
#include "khatri_rao.h"
#include "rank.h"

namespace kinkless {

struct Existence {
  enum class Answer { yes, no, unknown };
  Answer answer = Answer::unknown;
  double step = 0;      // Frobenius norm of the step in the weights (W_1, b_1, output bias) as they are
  double residual = 0;  // ‖e‖₂ at the end of the step: the part of e that no weights of this region can remove
};

// `extended` is Ḡ, with its rank; `carries` is N × d_1. Units with a zero output weight stay where they are.
Existence find_critical_point(const Network& network, const double* parameters, const Linearisation& point,
                              const LinearisationErrors& errors, const KhatriRao& extended, const Rank& rank,
                              const std::vector<unsigned char>& carries, const Control& control);

}  // namespace kinkless
