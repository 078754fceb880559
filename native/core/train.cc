#include "train.h"

#include "first_order.h"
#include "levenberg_marquardt.h"

namespace kinkless {

TrainingResult train(const Network& network, const ProblemArrays& problem, const std::vector<double>& start, const TrainingOptions& options,
                     bool single_precision, const Control& control) {
  const auto exact = make_samples<double>(network, problem.samples, problem.inputs, problem.targets, problem.masks);
  if (options.optimizer == TrainingOptions::Optimizer::levenberg_marquardt)
    return train_levenberg_marquardt(network, exact, start, options, control);
  if (!single_precision) return train_first_order<double>(network, exact, exact, start, options, control);
  const auto rounded = make_samples<float>(network, problem.samples, problem.inputs, problem.targets, problem.masks);
  return train_first_order<float>(network, rounded, exact, start, options, control);
}

}  // namespace kinkless
