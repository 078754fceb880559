// Claims about the region of a point: the rank of its matrix, and an exact zero of the loss in it.
#pragma once

#include "core/certify/certification.h"
#include "core/kinks/kinks.h"
#include "core/network/linearisation.h"

namespace kinkless {

// With Ḡ of the last hidden layer (the earlier weights held): rank Ḡ = N, so that every differentiable local minimum with these signs has
// zero loss; or, by σ ≤ σ_min(Ḡ) without the units of output weight 0 and E ≥ ‖e‖, an exact zero of the loss within E/σ in the absorbed
// weights W̃ = diag(w_L) W̄ and the output bias, if |w_L,i u_in| > E/σ · ‖v̄_n‖ throughout. `on_kink` holds those of `point`.
void certify_region(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, bool zero_loss,
                    const Linearisation& point, const LinearisationErrors& errors, const std::vector<unsigned char>& carries,
                    const Control& control, Certification& result);

// The largest radius in absorbed weights within which no sign of the last hidden layer changes, units of output weight 0 left where they
// are; `result` receives the unit and the sample that limit it. Bounds are rounded downwards.
void limit_radius(const Network& network, const std::vector<double>& parameters, const Linearisation& point,
                  const LinearisationErrors& errors, const std::vector<unsigned char>& carries, Certification& result);

}  // namespace kinkless
