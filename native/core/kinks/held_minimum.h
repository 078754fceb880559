// The exact minimum of the loss within a region with every kink of the point held: an equality-constrained least-squares problem in the
// absorbed weights, whose solution nearest to hand is enclosed.
#pragma once

#include <cstddef>
#include <vector>

#include "core/kinks/kink_system.h"
#include "core/runtime/control.h"

namespace kinkless {

struct HeldMinimum {
  enum class Answer { enclosed, too_large, undecided, aborted };
  Answer answer = Answer::undecided;
  std::vector<double> weights;     // an approximate solution
  std::vector<double> radius;      // an exact one is this near to it, coordinate by coordinate
  std::vector<Bounded> residuals;  // e of the exact one
  bool near = false;               // the point lies as near to it as its own rounding errors explain
};

// For each unit the groups of kinks whose x̄ are linearly independent and span those of all its kinks; empty for the whole where rounding
// leaves it open whether they do.
struct KinkBasis {
  bool decided = true;
  std::vector<std::vector<std::size_t>> groups;
};
KinkBasis choose_basis(const KinkSystem& system, const Control& control);

// Where the solution is not unique, weights that the others make redundant (proved in exact arithmetic) stay as they are.
HeldMinimum find_held_minimum(const KinkSystem& system, const KinkBasis& basis, const LinearisationErrors& errors, const Control& control);

// e of the exact minimum modulo each of the prime fields, in exact arithmetic: for what rounding errors cannot tell from zero. Empty where
// that is too much work, or the equations are singular modulo a prime.
using ExactResiduals = std::vector<std::vector<double>>;
ExactResiduals find_exact_residuals(const KinkSystem& system, const KinkBasis& basis, const HeldMinimum& held, const Control& control);

}  // namespace kinkless
