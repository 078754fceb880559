// Directions that should lower the loss from a point on kinks, region by region, for any depth and number of outputs.
#pragma once

#include <vector>

#include "core/kinks/kinks.h"
#include "core/network/linearisation.h"
#include "core/runtime/control.h"

namespace kinkless {

struct AdjacentRegions {
  bool complete = false;                        // all sign patterns of the kinks were looked at
  std::vector<std::vector<double>> directions;  // packed as the parameters, the most promising first
};

// In the region with one sign for each kink, u_k = 0, the loss has a gradient g, and directions d with sign_k ∇u_k · d ≥ 0 lead into it.
// The projection of −g onto this cone, in parameters scaled to unit diagonal of JJᵀ, is its steepest descent. Looks at all patterns where
// they are few, else at those that have all kinks, or all but one, on the same side.
AdjacentRegions find_adjacent_descents(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                                       const Linearisation& point, const LinearisationErrors& errors, const std::vector<Kink>& on_kink,
                                       const Control& control);

}  // namespace kinkless
