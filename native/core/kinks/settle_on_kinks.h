// Puts pre-activations onto their kinks: within rounding errors of zero, as exactly as the weights can be written.
#pragma once

#include <cstddef>
#include <vector>

#include "core/network/network.h"
#include "core/network/samples.h"

namespace kinkless {

// The samples of each hidden unit that are to be on its kink.
using UnitSamples = std::vector<std::vector<std::size_t>>;

// Moves the incoming weights of one hidden layer as little as it takes; where a unit's samples span all inputs, they become 0. Where the
// rounded weights miss a kink, the unit is rescaled against its output weight, which changes no output but the rounding.
void settle_on_kinks(const Network& network, const Samples<double>& samples, const UnitSamples& kinks, std::vector<double>& parameters);

}  // namespace kinkless
