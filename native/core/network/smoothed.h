// The network with its kinks rounded off.
#pragma once

#include <vector>

#include "core/network/linearisation.h"

namespace kinkless {

// |u| becomes √(u² + τ²) in hidden layer l, τ = widths[l − 1]: activations ½(1 + s)u + ½(1 − s)√(u² + τ²), times the mask. `slopes` are
// their derivatives, so that backward signals and the Jacobian follow as for the network itself, whose point this is where all widths are
// 0.
Linearisation evaluate_smoothed(const Network& network, const Samples<double>& samples, const double* parameters,
                                const std::vector<double>& widths);

// The root mean square of the pre-activations of each hidden layer.
std::vector<double> pre_activation_sizes(const Linearisation& point);

}  // namespace kinkless
