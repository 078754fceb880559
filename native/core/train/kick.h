// A way out of places where no step lowers the loss.
#pragma once

#include <cstdint>
#include <vector>

#include "core/network/network.h"

namespace kinkless {

// The parameters with normal numbers added, `size` times the root mean square of their layer; `kick` numbers the kicks of a run.
std::vector<double> kicked(const Network& network, const std::vector<double>& parameters, double size, std::uint64_t seed,
                           std::int64_t kick);

}  // namespace kinkless
