// An exact local minimum of positive loss near a point of a network with one hidden layer and one output, on kinks or off them.
#pragma once

#include "core/certify/certification.h"
#include "core/kinks/kinks.h"
#include "core/network/linearisation.h"

namespace kinkless {

// The minimum with every kink of the point held is enclosed, and proved to be a local minimum of the loss: see find_kink_minimum. Without
// kinks it is a differentiable one, and refuted where the region has none.
void certify_minimum(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                     const Linearisation& point, const LinearisationErrors& errors, const std::vector<unsigned char>& carries,
                     const std::vector<Kink>& on_kink, const Control& control, Certification& result);

}  // namespace kinkless
