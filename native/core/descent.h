// Tries a direction: does the loss surely fall along it?
#pragma once

#include <vector>

#include "linearisation.h"

namespace kinkless {

// A bound on the rounding error of the computed Σ e².
double squares_error(const Linearisation& point, const LinearisationErrors& errors);

struct Descent {
  bool lowers = false;
  double step = 0;  // the multiple of the direction that lowered the loss most
  double drop = 0;  // of loss
};

// Evaluates the loss at θ + t · direction for t = 2^−k times two natural scales. `lowers` only where the fall exceeds both rounding errors.
Descent try_direction(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                      const std::vector<double>& direction);

}  // namespace kinkless
