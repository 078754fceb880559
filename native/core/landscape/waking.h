// A unit of a network with one hidden layer and one output is silent where its output weight is 0. Its incoming weights have no gradient
// then, and yet the loss falls where their row of G e is not zero: waking the unit is a way down from a saddle.
#pragma once

#include <vector>

#include "core/network/linearisation.h"

namespace kinkless {

struct Waking {
  std::vector<double> direction;  // packed as the parameters
  double largest;                 // the multiple of it at which the loss has fallen most, were there no kinks
};

// Row i of W̄_1 against row i of G e, each component over its part of the diagonal of G Gᵀ, and the output weight along with it in the
// proportion that lowers the loss most. `row` is that row of G e / N.
Waking wake(const Network& network, const Linearisation& point, std::size_t unit, const double* row);

}  // namespace kinkless
