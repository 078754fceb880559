// Is there an exact critical point in this region? With one output, the region's loss is a convex quadratic in the absorbed weights
// W̃ = diag(w_L) W̄_{L−1} of the last hidden layer and the output bias; its minimiser nearest to the point is tried.
#pragma once

#include <optional>

#include "core/network/khatri_rao.h"
#include "core/runtime/control.h"

namespace kinkless {

struct Existence {
  enum class Answer { yes, no, unknown };
  Answer answer = Answer::unknown;
  bool zero = false;                 // `yes`, and the loss is zero there
  std::optional<double> step;        // Frobenius norm of the step in the weights (W_{L−1}, b_{L−1}, output bias) as they are
  double residual = 0;               // where there is a step: at least this much of ‖e‖₂ can be removed by no weights of this region
  std::size_t unit = 0, sample = 0;  // where the answer is no: one whose sign is another at the minimiser
};

// `extended` is Ḡ of the last hidden layer; `carries` is N × d_{L−1}; units that are `silent` stay where they are, as does all before.
// The answers are proved by a bound on the distance between the computed minimiser and the exact ones, and `unknown` where that leaves them
// open, or where other minimisers may lie inside than the one that was found outside. Proved but for one thing: where `rank_visible` says
// that no singular value below the rounding errors is known to be more than zero, a matrix of deficient rank to rounding is taken for one
// that has that rank.
Existence find_critical_point(const Network& network, const double* parameters, const Linearisation& point,
                              const LinearisationErrors& errors, const KhatriRao& extended, const std::vector<unsigned char>& carries,
                              const std::vector<unsigned char>& silent, bool rank_visible, const Control& control);

}  // namespace kinkless
