// Limited-memory BFGS on the full batch, in float64.
#pragma once

#include "core/network/samples.h"
#include "core/runtime/control.h"
#include "core/train/observer.h"
#include "core/train/training.h"

namespace kinkless {

// One epoch is one step along −H∇loss, H the approximation of the inverse Hessian from the last `memory` steps, its length by a line search
// with the Wolfe conditions. Where no step lowers the loss along that direction, H is forgotten and the next step goes down the gradient.
// Where none does there either although the gradient has not vanished, as it happens on kinks, or where the loss creeps, all weights are
// perturbed by a seeded kick, and the best point is kept.
//
// `resume` is the state of an earlier run to continue, or empty.
TrainingResult train_lbfgs(const Network& network, const Samples<double>& samples, const Observer& observer,
                           const std::vector<double>& start, const std::vector<double>& resume, const TrainingOptions& options,
                           const Control& control);

}  // namespace kinkless
