// The part of a judgement that belongs to a point on a kink with a positive loss: is it a minimum, or does a direction lead down?
#pragma once

#include "core/kinks/kinks.h"
#include "core/landscape/judgement.h"
#include "core/network/linearisation.h"
#include "core/runtime/control.h"

namespace kinkless {

// Fills in what belongs to kinks, the multipliers and the descent. `carries` is that of the first hidden layer. False when `control` asked
// to stop.
bool judge_on_kink(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                   const Linearisation& point, const LinearisationErrors& errors, const std::vector<unsigned char>& carries,
                   const Kinks& kinks, const Control& control, Judgement& result);

}  // namespace kinkless
