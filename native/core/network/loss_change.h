// How the loss changes along a move of the parameters, computed without cancellation: Σ (e + Δv/2) Δv / N, with Δv carried through the
// layers as a difference. Changes far below the rounding error of the loss itself are told from zero.
#pragma once

#include <vector>

#include "core/network/linearisation.h"

namespace kinkless {

struct LossChange {
  bool crossed = false;  // a pre-activation that carries a kink and is not on it changes its sign, or may: no numbers then
  double value = 0;
  double bound = 0;  // on the rounding error of `value`
};

// Of the exact move θ → θ + `move` (packed), from a point with the bounds of its errors; `carries` as in kinks.h. A pre-activation that is
// on its kink counts as 0 there and takes the side to which it moves.
LossChange loss_change(const Network& network, const Samples<double>& samples, const double* parameters, const Linearisation& point,
                       const LinearisationErrors& errors, const std::vector<std::vector<unsigned char>>& carries, const double* move);

}  // namespace kinkless
