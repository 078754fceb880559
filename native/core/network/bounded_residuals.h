// The residuals of a network over the real numbers, in twice the working precision and with bounds.
#pragma once

#include <vector>

#include "core/exact/bounded.h"
#include "core/network/network.h"
#include "core/network/samples.h"

namespace kinkless {

// v_L − y of each sample, one output. Holds wherever the point is: where the sign of a pre-activation is open, the bound covers both sides.
std::vector<Bounded> bounded_residuals(const Network& network, const Samples<double>& samples, const double* parameters);

// Bounds on ‖e‖₂.
struct NormBounds {
  double lower, upper;
};
NormBounds norm_bounds(const std::vector<Bounded>& e);

}  // namespace kinkless
