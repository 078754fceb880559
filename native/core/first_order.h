// Full-batch gradient descent and Adam, in either precision.
#pragma once

#include "control.h"
#include "samples.h"
#include "training.h"

namespace kinkless {

// T is the arithmetic of the training loop; `exact` holds the same samples in float64, for the history and the stop rule.
template <class T>
TrainingResult train_first_order(const Network& network, const Samples<T>& samples, const Samples<double>& exact,
                                 const std::vector<double>& start, const TrainingOptions& options, const Control& control);

}  // namespace kinkless
