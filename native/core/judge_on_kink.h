// The part of a judgement that belongs to a point on a kink with a positive loss: is it a minimum, or does a direction lead down?
#pragma once

#include "judgement.h"
#include "kinks.h"
#include "linearisation.h"
#include "stationarity.h"

namespace kinkless {

// Fills in the multipliers and the descent. `slope` is the gradient of the region in which u = 0 is active; `output_bias_rests` tells
// whether its entry of the output bias, if there is one, is within its rounding error.
void judge_on_kink(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                   const Linearisation& point, const LinearisationErrors& errors, const BoundedVector& slope, const Kinks& kinks,
                   bool output_bias_rests, Judgement& result);

}  // namespace kinkless
