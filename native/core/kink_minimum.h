// A point on a kink, for one hidden layer and one output: the multiplier conditions that make it a local minimum.
#pragma once

#include <vector>

#include "kinks.h"
#include "linearisation.h"

namespace kinkless {

struct Multipliers {
  enum class Answer { hold, violated, open };
  Answer answer = Answer::open;
  double slack = 0;               // the smallest of the multipliers' distances to the ends of their intervals, where they hold
  std::vector<double> direction;  // a direction in parameter space (packed) that should lower the loss, where they are violated
};

// With Z the triples on a kink and e the residuals, looks for μ with Σ_{n∉Z} e_n a_in x̄_n + Σ_{n∈Z} μ_in x̄_n = 0 for every unit i and
// min(e a⁺, e a⁻) < μ < max(e a⁺, e a⁻) in the orientation of the unit's output weight. Sufficient for a local minimum; `hold` is
// answered only where every inequality holds by more than its rounding error, `violated` only where the x̄_n of a unit's kinks are
// linearly independent, and `open` otherwise, as for units without an output weight.
Multipliers find_multipliers(const Network& network, const Samples<double>& samples, const double* parameters, const Linearisation& point,
                             const LinearisationErrors& errors, const std::vector<Kink>& on_kink);

}  // namespace kinkless
