// Tries a direction: does the loss surely fall along it?
#pragma once

#include <vector>

#include "khatri_rao.h"

namespace kinkless {

// A bound on the rounding error of the computed Σ e².
double squares_error(const Linearisation& point, const LinearisationErrors& errors);

struct Descent {
  bool lowers = false;
  double step = 0;  // the multiple of the direction that lowered the loss most
  double drop = 0;  // of loss
};

// Evaluates the loss at θ + t · direction for t = largest · 2^−k, down to the resolution of the parameters. `lowers` only where the fall
// exceeds both rounding errors.
Descent try_direction(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                      const std::vector<double>& direction, double largest);

// The t at which θ + t · direction changes the outputs as much as the residuals are; `jacobian` is that of θ.
double natural_step(const Linearisation& point, const KhatriRao& jacobian, const std::vector<double>& direction);

// −∇loss, each component over the diagonal of JJᵀ/N: the direction does not depend on how parameters are scaled against each other.
std::vector<double> scaled_descent(const Network& network, const Linearisation& point, const std::vector<double>& gradient);

}  // namespace kinkless
