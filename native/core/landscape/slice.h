// The loss on a line or a plane through weight space.
#pragma once

#include <vector>

#include "core/network/network.h"
#include "core/network/samples.h"
#include "core/runtime/control.h"

namespace kinkless {

// losses[m] = (1/2N) Σ e² at the weights θ + Σ_k points[m, k] · direction k. `directions` has one row of P numbers for each, `points` one
// row for each point. False when aborted; the progress counts points.
bool slice_losses(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                  const std::vector<double>& directions, const std::vector<double>& points, const Control& control,
                  std::vector<double>& losses);

}  // namespace kinkless
