// The first local minimum of the loss along a straight line in absorbed weights: exact, from kink to kink.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/kinks/kink_system.h"

namespace kinkless {

struct LineMinimum {
  double step = 0;       // the multiple of the direction
  double fall = 0;       // of ½ Σ e², as the pieces say
  bool at_kink = false;  // the line meets a kink there, beyond which the loss rises
  std::size_t unit = 0, sample = 0;
};

// Between kinks the loss is a quadratic of the step. `e` are the residuals at the start; triples held on their kinks leave them to the side
// that the direction points to. `delta` has one entry for each of the system's coordinates.
LineMinimum find_line_minimum(const KinkSystem& system, std::span<const double> e, const std::vector<double>& delta);

}  // namespace kinkless
