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

// `validation` may have no samples. `resume` is the state of an earlier run to continue, or empty.
TrainingResult train(const Network& network, const ProblemArrays& problem, const ProblemArrays& validation,
                     const std::vector<double>& start, const std::vector<double>& resume, const TrainingOptions& options,
                     bool single_precision, const Control& control);

}  // namespace kinkless
