// One unit on kinks: does the loss grow, to first order, wherever the unit's weights may go?
#pragma once

#include <vector>

#include "core/kinks/held_minimum.h"
#include "core/runtime/control.h"

namespace kinkless {

struct UnitKinks {
  enum class Answer {
    minimum,     // the first-order change h(δ) of ½ Σ e² is ≥ 0 for every δ
    descent,     // h(direction) < 0, as far as can be told
    within,      // a multiplier lies within rounding errors of an end of its interval
    unresolved,  // neither multipliers nor rays decide
  };
  Answer answer = Answer::unresolved;
  std::size_t group = 0;          // that of the least slack
  double slack = 0;               // the smallest κ, where all multipliers are in their intervals
  bool by_rays = false;           // multipliers outside their intervals, but no ray of the arrangement leads down
  std::vector<double> direction;  // of W_i
  std::vector<double> multipliers;
  std::vector<KinkForce> forces;
};

// With f = Σ e sg a x̄ over the samples off the unit's kinks, h(δ) = f·δ + Σ_g max or min of (above t_g, below t_g), t_g = δ·x̄_g. Looks
// for multipliers below ≤ μ_g ≤ above with f + Σ μ_g x̄_g = 0; they make every term of h = Σ κ⁺ t⁺ + κ⁻ t⁻ non-negative. They are necessary
// where the x̄_g are linearly independent or above ≥ below for all g; elsewhere h is looked at on the rays of the arrangement {x̄_g⊥}, as far
// as their number allows. `e` are the exact residuals with their bounds; `basis` as from choose_basis.
// Without `rays` they are not looked at. `exact`, where it is not empty, has the residues of `e`: multipliers at an end of their interval
// are then known to be.
UnitKinks judge_unit(const KinkSystem& system, std::size_t unit, const std::vector<std::size_t>& basis, const std::vector<Bounded>& e,
                     const ExactResiduals& exact, bool rays, const Control& control);

}  // namespace kinkless
