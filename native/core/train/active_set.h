// Active-set descent for one hidden layer and one output: from minimum to minimum of the regions met, along kinks and across them.
#pragma once

#include "core/train/observer.h"

namespace kinkless {

// One epoch is one line search. With the kinks at hand held, the loss is a quadratic in the absorbed weights: the step to its minimum ends
// at the first kink beyond which the loss rises, which is then held too. At the minimum a kink whose multiplier is outside its interval is
// left. It ends where nothing of this lowers the loss: at a local minimum on kinks or off them, if none of its multipliers is a tie.
TrainingResult train_active_set(const Network& network, const Samples<double>& samples, const Observer& observer,
                                const std::vector<double>& start, const std::vector<double>& resume, const TrainingOptions& options,
                                const Control& control);

}  // namespace kinkless
