// A point on a kink, for one hidden layer and one output: is the exact minimum with these kinks held a local minimum of the loss?
#pragma once

#include <vector>

#include "core/exact/bounded.h"
#include "core/kinks/kinks.h"
#include "core/network/linearisation.h"
#include "core/runtime/control.h"

namespace kinkless {

// What a verdict on a kink leaves open; the same numbers stand in src/landscape/openOnKink.ts.
enum class OpenKink {
  none = 0,
  size = 1,         // too many kinks or weights
  dependence = 2,   // rounding leaves linear dependences, or the condition of the equations, open
  crossing = 3,     // whether the exact minimum with these kinks held lies in this region: `unit`, `sample` name a sign that is not sure
  distance = 4,     // that minimum is one, but the point lies beside it by more than its rounding errors
  interval = 5,     // the multiplier at `unit`, `sample` lies within rounding errors of an end of its interval
  arrangement = 6,  // `unit` has dependent kinks, some of them concave, and rays that do not decide, or too many
  silent = 7,       // `unit` has output weight 0, and whether Σ e ψ vanishes around it is decided by a rounding error
  descent = 8,      // a direction of `unit` should lower the loss, but none that was tried did
  regions = 9,      // several outputs or hidden layers: no regions beside this one that were tried lower the loss; some were not tried
  curvature = 10    // the same, and all were tried: what is left is of second order
};

// A multiplier, and the interval it must be in.
struct Multiplier {
  std::size_t unit, sample;
  double value, low, high;
};

struct KinkMinimum {
  bool proved = false;
  // Proved by multipliers alone, however far away it lies: `radius` bounds its distance in the absorbed weights |w_2,i| w̄_1,i and the
  // output bias, and the residuals are those at it.
  bool exists = false;
  double radius = 0;
  std::vector<Bounded> residuals;
  OpenKink open = OpenKink::none;
  std::size_t unit = 0, sample = 0;
  double slack = 0;  // the smallest distance of a multiplier to an end of its interval, rounded down; meaningless where rays decided
  std::vector<Multiplier> multipliers;
  // Directions in parameter space, packed, that should lower the loss. Those with `whole` set are to be tried from their full length on,
  // the others have no length of their own.
  struct Direction {
    std::vector<double> move;
    bool whole;
  };
  std::vector<Direction> directions;
  bool aborted = false;
};

// Proves, where it can, that an exact local minimum lies in this region and within rounding errors of this point: the minimum W* of the
// loss with every kink Z of the point held exists there (find_held_minimum), and with its residuals
//   ½ Σ e(W* + δ)² = ½ Σ e² + Σ_i h_i(δ_i) + ½ ‖change of v‖²
// for all δ that change no sign off Z, every h_i ≥ 0 (judge_unit). A unit whose output weight is 0 needs Σ_n e_n ψ_in(w · x̄_n) = 0 for all
// w near its weights: that its linear part and every kink's jump vanish exactly.
KinkMinimum find_kink_minimum(const Network& network, const Samples<double>& samples, const double* parameters, const Linearisation& point,
                              const LinearisationErrors& errors, const std::vector<unsigned char>& carries,
                              const std::vector<Kink>& on_kink, const Control& control);

}  // namespace kinkless
