// An exact zero of the loss near a point where all weights and biases move: Newton and Kantorovich, with constants rounded outwards.
#pragma once

#include <vector>

#include "core/certify/certification.h"
#include "core/network/linearisation.h"

namespace kinkless {

// With σ ≤ σ_min(J) and E ≥ ‖e‖: in a region the outputs are multilinear in the layers' weights, so the Jacobian has a Lipschitz constant Λ
// on a ball; h = Λ E/σ² ≤ ½ gives a zero of e within t = E/σ/(1 − h), and it is one of the network if no sign changes within t. Any shape,
// as long as J has N independent columns: N ≤ P − the number of hidden units. The constants are those of docs/certificates.md. `carries`
// has one list for each hidden layer; `point` and `errors` receive the backward signals.
void certify_all_layers(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, Linearisation& point,
                        LinearisationErrors& errors, const std::vector<std::vector<unsigned char>>& carries, const Control& control,
                        Certification& result);

}  // namespace kinkless
