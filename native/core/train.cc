#include "train.h"

#include "first_order.h"
#include "levenberg_marquardt.h"
#include "observer.h"
#include "rounding.h"

namespace kinkless {

TrainingResult train(const Network& network, const ProblemArrays& problem, const ProblemArrays& validation,
                     const std::vector<double>& start, const std::vector<double>& resume, const TrainingOptions& options,
                     bool single_precision, const Control& control) {
  const auto read = [&](const ProblemArrays& arrays) {
    return make_samples<double>(network, arrays.samples, arrays.inputs, arrays.targets, arrays.masks);
  };
  const Samples<double> exact = read(problem), held_out = read(validation);
  const Observer observer(network, exact, held_out, options, single_precision ? kUnitRoundoff32 : kUnitRoundoff64);
  if (options.optimizer == TrainingOptions::Optimizer::levenberg_marquardt)
    return train_levenberg_marquardt(network, exact, observer, start, resume, options, control);
  if (!single_precision) return train_first_order<double>(network, exact, observer, start, resume, options, control);
  const auto rounded = make_samples<float>(network, problem.samples, problem.inputs, problem.targets, problem.masks);
  return train_first_order<float>(network, rounded, observer, start, resume, options, control);
}

}  // namespace kinkless
