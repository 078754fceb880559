// Flat directions of the Hessian that have a reason.
#pragma once

#include <vector>

#include "core/network/linearisation.h"
#include "core/network/network.h"

namespace kinkless {

// 1 for each packed parameter (l; i, j) that no sample feels: none for which unit i reaches the output and entry j of its input is live.
std::vector<unsigned char> inert_parameters(const Network& network, const Linearisation& point);

struct Rescalings {
  long rank = 0;  // of the rescaling vectors (row i of W̄_l, −column i of W_{l+1}) of all hidden units, inert coordinates left out; −1: open
  double error = 0;  // ‖H y‖ ≤ error ‖y‖ for all y in their span: H z = −T∇loss for each, so that they are as null as the gradient is zero
};

// `exponents` are the parameters' units: a rescaling stays one in any of them, and `error` is in them. `slope` has bounds on |∇loss|.
Rescalings find_rescalings(const Network& network, const std::vector<double>& parameters, const std::vector<unsigned char>& inert,
                           const std::vector<int>& exponents, const std::vector<double>& slope);

}  // namespace kinkless
