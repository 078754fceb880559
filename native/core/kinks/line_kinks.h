// Where pre-activations change their signs along a line through weight space.
#pragma once

#include <vector>

#include "core/kinks/kinks.h"
#include "core/runtime/control.h"

namespace kinkless {

struct LineKink {
  double at;  // the line's parameter t
  Kink kink;
};

// All t of (from, to) at which, along the weights θ + t·direction, a pre-activation changes its sign and that triple carries a kink;
// increasing in t. Between them, a pre-activation of layer l is a polynomial in t of degree l: its sign changes are found to rounding. A
// pre-activation that stays within its rounding error has no sign to change. False when aborted.
bool line_kinks(const Network& network, const Samples<double>& samples, const double* parameters, const double* direction, double from,
                double to, const Control& control, std::vector<LineKink>& kinks);

}  // namespace kinkless
