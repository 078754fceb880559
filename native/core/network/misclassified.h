// Samples whose output has the wrong sign, for targets that are all ±1.
#pragma once

#include "core/network/linearisation.h"

namespace kinkless {

// The number of samples with sign(v_c) ≠ y_c in any output; −1 where some target is not ±1.
double misclassified(const Samples<double>& samples, const Linearisation& point);

}  // namespace kinkless
