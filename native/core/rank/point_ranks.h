// The ranks of a point: of G or Ḡ of the last hidden layer, and of J.
#pragma once

#include <vector>

#include "core/network/linearisation.h"
#include "core/rank/rank.h"
#include "core/runtime/control.h"

namespace kinkless {

// Ḡ with the row of ones of an output bias, or G. For one output.
Rank hidden_rank(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, const Linearisation& point,
                 const LinearisationErrors& errors, bool row_of_ones, const Control& control);

// Needs the backward signals.
Rank jacobian_rank(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                   const Linearisation& point, const LinearisationErrors& errors, const Control& control);

}  // namespace kinkless
