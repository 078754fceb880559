// The whole training loop of any optimiser.
#pragma once

#include "control.h"
#include "training.h"

namespace kinkless {

// The arrays of a problem in float64; see make_samples.
struct ProblemArrays {
  std::size_t samples;
  const double* inputs;
  const double* targets;
  const double* masks;  // null: none
};

TrainingResult train(const Network& network, const ProblemArrays& problem, const std::vector<double>& start, const TrainingOptions& options,
                     bool single_precision, const Control& control);

}  // namespace kinkless
