// Tries a direction: does the loss fall along it, however short the step?
#pragma once

#include <vector>

#include "core/network/khatri_rao.h"

namespace kinkless {

struct Descent {
  bool lowers = false;
  double step = 0;  // the multiple of the direction that lowered the loss most
  double drop = 0;  // of loss
};

// Moves to θ + t · direction for t = largest · 2^−k. `lowers` where the loss surely falls at a step on which no sign changes but those of
// pre-activations on their kinks at θ, and at every halving of it after which the fall can be told from rounding: a far basin behind
// another kink or behind a rise does not count, so θ is no local minimum. The point may be on a kink, with a direction that leaves it.
Descent try_direction(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                      const Linearisation& point, const LinearisationErrors& errors, const std::vector<double>& direction, double largest);

// The t at which θ + t · direction changes the outputs as much as the residuals are; `jacobian` is that of θ.
double natural_step(const Linearisation& point, const KhatriRao& jacobian, const std::vector<double>& direction);

// −∇loss, each component over the diagonal of JJᵀ/N: the direction does not depend on how parameters are scaled against each other.
std::vector<double> scaled_descent(const Network& network, const Linearisation& point, const std::vector<double>& gradient);

}  // namespace kinkless
