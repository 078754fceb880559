// The gradient, and for one hidden layer and one output the criticality G e, each entry with a bound on its rounding error where errors are
// given.
#pragma once

#include <vector>

#include "core/network/linearisation.h"

namespace kinkless {

struct BoundedVector {
  std::vector<double> value;
  std::vector<double> bound;
};

// ∇loss, packed as the parameters are. Needs the backward signals.
std::vector<double> gradient(const Network& network, const Linearisation& point);
BoundedVector gradient(const Network& network, const Linearisation& point, const LinearisationErrors& errors, double unit);

// G_1 e / N, packed as W̄_1 is, and then Σe / N where the output has a bias. For one hidden layer and one output.
BoundedVector criticality(const Network& network, const Linearisation& point, const LinearisationErrors& errors, double unit);

}  // namespace kinkless
