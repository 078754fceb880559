// A unit whose output weight is 0: the point is a minimum only if giving it a weight helps nowhere near.
#pragma once

#include <vector>

#include "core/kinks/held_minimum.h"
#include "core/runtime/control.h"

namespace kinkless {

struct SilentUnit {
  bool vanishes = false;  // Σ_n e_n ψ_n(w · x̄_n) = 0 for all w near the unit's weights: known exactly
  struct Way {
    std::vector<double> incoming;  // a move of its incoming weights, in the system's scale
    double outgoing;               // and of its output weight along with it, that lower the loss
    double worth;                  // by how much Σ e² should fall
  };
  std::vector<Way> ways;  // the most worth first; empty where nothing but rounding is seen
};

// `basis` as from choose_basis; `weights` are w̄ of the unit as stored; `e` the exact residuals with their bounds,
// and `exact`, where it is not empty, their residues.
SilentUnit judge_silent_unit(const KinkSystem& system, std::size_t unit, const std::vector<std::size_t>& basis, const double* weights,
                             const std::vector<Bounded>& e, const ExactResiduals& exact, const Control& control);

}  // namespace kinkless
