// Flat directions of the Hessian that have a reason.
#pragma once

#include <vector>

#include "linearisation.h"
#include "network.h"

namespace kinkless {

// 1 for each packed parameter (l; i, j) that no sample feels: none for which unit i reaches the output and entry j of its input is live.
std::vector<unsigned char> inert_parameters(const Network& network, const Linearisation& point);

// The rank of the rescaling vectors (row i of W̄_l, −column i of W_{l+1}) of all hidden units, inert coordinates left out; −1 where it is
// open. `exponents` are the parameters' units: a rescaling stays one in any of them.
long rescaling_rank(const Network& network, const std::vector<double>& parameters, const std::vector<unsigned char>& inert,
                    const std::vector<int>& exponents);

}  // namespace kinkless
