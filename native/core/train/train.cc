#include "core/train/train.h"

#include "core/numeric/rounding.h"
#include "core/train/active_set.h"
#include "core/train/first_order.h"
#include "core/train/lbfgs.h"
#include "core/train/levenberg_marquardt.h"
#include "core/train/observer.h"

namespace kinkless {

TrainingResult train(const Network& network, const ProblemArrays& problem, const ProblemArrays& validation,
                     const std::vector<double>& start, const std::vector<double>& resume, const TrainingOptions& options,
                     const Control& control) {
  const auto read = [&](const ProblemArrays& arrays) {
    return make_samples<double>(network, arrays.samples, arrays.inputs, arrays.targets, arrays.masks);
  };
  const Samples<double> exact = read(problem), held_out = read(validation);
  const Observer observer(network, exact, held_out, options, options.single_precision ? kUnitRoundoff32 : kUnitRoundoff64, control);
  TrainingResult result;
  if (options.optimizer == TrainingOptions::Optimizer::levenberg_marquardt) {
    result = train_levenberg_marquardt(network, exact, observer, start, resume, options, control);
  } else if (options.optimizer == TrainingOptions::Optimizer::lbfgs) {
    result = train_lbfgs(network, exact, observer, start, resume, options, control);
  } else if (options.optimizer == TrainingOptions::Optimizer::active_set) {
    result = train_active_set(network, exact, observer, start, resume, options, control);
  } else if (!options.single_precision) {
    result = train_first_order<double>(network, exact, observer, start, resume, options, control);
  } else {
    const auto rounded = make_samples<float>(network, problem.samples, problem.inputs, problem.targets, problem.masks);
    result = train_first_order<float>(network, rounded, observer, start, resume, options, control);
  }
  // A look that was cut short may have ended the run in any other way.
  if (control.aborted()) result.stopped = Stop::aborted;
  return result;
}

}  // namespace kinkless
