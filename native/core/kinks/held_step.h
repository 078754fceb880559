// The step to the minimum of the loss within a region with every kink held, in floating point.
#pragma once

#include <span>
#include <vector>

#include "core/kinks/held_minimum.h"
#include "core/kinks/kink_system.h"
#include "core/runtime/control.h"

namespace kinkless {

struct HeldStep {
  std::vector<double> delta;  // one entry for each of the system's coordinates
  double change = 0;          // ‖change of the outputs‖₂
  bool aborted = false;
};

// The shortest of the δ with min ‖e + M δ‖ that are orthogonal to the x̄ of each unit's kinks: directions that change no output are left
// alone.
HeldStep find_held_step(const KinkSystem& system, const KinkBasis& basis, std::span<const double> e, const Control& control);

}  // namespace kinkless
