// What the Hessian says of a point: inertia, explained nullity, a direction down, and for deeper networks whether the critical point that
// the gradient aims at lies in this region.
#pragma once

#include "core/landscape/judgement.h"
#include "core/network/linearisation.h"
#include "core/network/stationarity.h"
#include "core/runtime/control.h"

namespace kinkless {

// False when `control` asked to stop.
bool judge_hessian(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                   const Linearisation& point, const LinearisationErrors& errors, const BoundedVector& slope,
                   const std::vector<std::vector<unsigned char>>& carries, const Control& control, Judgement& result);

}  // namespace kinkless
