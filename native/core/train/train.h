// The whole training loop of any optimiser.
#pragma once

#include "core/network/problem_arrays.h"
#include "core/runtime/control.h"
#include "core/train/training.h"

namespace kinkless {

// `validation` may have no samples. `resume` is the state of an earlier run to continue, or empty.
TrainingResult train(const Network& network, const ProblemArrays& problem, const ProblemArrays& validation,
                     const std::vector<double>& start, const std::vector<double>& resume, const TrainingOptions& options,
                     const Control& control);

}  // namespace kinkless
