// A unit whose output weight is 0: the point is a minimum only if giving it a weight helps nowhere near.
#pragma once

#include <vector>

#include "kink_system.h"

namespace kinkless {

struct SilentUnit {
  bool vanishes = false;         // Σ_n e_n ψ_n(w · x̄_n) = 0 for all w near the unit's weights: known exactly
  std::vector<double> incoming;  // else a move of its incoming weights, in the system's scale; empty where rounding hides one
  double outgoing = 0;           // and of its output weight along with it, that lower the loss in second order
};

// `weights` are w̄ of the unit as stored; `e` the exact residuals with their bounds.
SilentUnit judge_silent_unit(const KinkSystem& system, std::size_t unit, const double* weights, const std::vector<Bounded>& e);

}  // namespace kinkless
