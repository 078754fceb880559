// The learning rate from epoch to epoch.
#pragma once

#include "core/train/training.h"

namespace kinkless {

// The rate of epoch + 1, from the rate of `epoch`; `base` is the rate of epoch 0.
double next_rate(const Schedule& schedule, double base, double rate, std::int64_t epoch);

}  // namespace kinkless
