// Gradient descent, with momentum or on mini-batches, and Adam, in either precision.
#pragma once

#include "core/network/samples.h"
#include "core/runtime/control.h"
#include "core/train/observer.h"
#include "core/train/training.h"

namespace kinkless {

// T is the arithmetic of the training loop. `resume` is the state of an earlier run to continue, or empty.
template <class T>
TrainingResult train_first_order(const Network& network, const Samples<T>& samples, const Observer& observer,
                                 const std::vector<double>& start, const std::vector<double>& resume, const TrainingOptions& options,
                                 const Control& control);

}  // namespace kinkless
