// Levenberg–Marquardt on the full batch, in float64.
#pragma once

#include "core/network/samples.h"
#include "core/runtime/control.h"
#include "core/train/observer.h"
#include "core/train/training.h"

namespace kinkless {

// Each step solves (JJᵀ + λI) δ = −J e in whichever of the two forms is smaller: N·C × N·C through the Gram identity, without forming J,
// where N·C < P; P × P else. λ follows the gain ratio. Where the loss no longer falls although the gradient has not vanished, as it
// happens when steps slide along kinks, all weights are perturbed by a seeded kick and the best point is kept.
//
// Where N·C < P, what follows a kick is a continuation: the network with its kinks rounded off has no kinks to slide along, and comes to
// zero loss; from there the solution is followed while the kinks grow sharp. Where N·C ≥ ⅔ P a run begins like that. The loss of the
// network itself may rise meanwhile. Without kicks there is none of this.
//
// `resume` is the state of an earlier run to continue, or empty.
TrainingResult train_levenberg_marquardt(const Network& network, const Samples<double>& samples, const Observer& observer,
                                         const std::vector<double>& start, const std::vector<double>& resume,
                                         const TrainingOptions& options, const Control& control);

}  // namespace kinkless
