// Proofs about a point of the loss landscape of a network with one output: what they establish, in numbers.
#pragma once

#include <string>
#include <vector>

#include "core/network/network.h"
#include "core/network/samples.h"
#include "core/runtime/control.h"

namespace kinkless {

// The same numbers stand in src/certify/Claim.ts.
enum class Claim { full_rank = 0, zero_loss_nearby = 1, local_minimum = 2, kink_minimum = 3 };

// What decides or is missing; the same numbers stand in src/certify/explain.ts. `layer`, `unit` and `sample` say where.
enum class Cause {
  none = 0,
  kink = 1,           // a pre-activation is within its rounding error of its kink
  rows = 2,           // refuted: `rows` of the matrix can be non-zero at most, fewer than samples
  rank = 3,           // rounding leaves the rank open, and exact arithmetic modulo primes found `modularRank` only
  singular = 4,       // the rank is full, but no bound on the singular values was proved
  margin = 5,         // the sign at (unit, sample) may change on the way of length `radius`: only `radiusLimit` is left
  positive_loss = 6,  // refuted: no weights of this region have a loss below `squaresLower` / 2 N
  no_kink = 7,        // nothing is on its kink
  held = 8,           // of a minimum with the kinks held: `openKink` says what is open
  newton = 9,         // h of Newton and Kantorovich is more than ½
  // What find_obstacle says of a minimum, that of `unit`:
  silent = 10,     // its output weight is 0
  dependent = 11,  // samples on its kink depend on each other, and do not span its inputs
  size = 12,       // too many unknowns, kinks or rays
  flat = 13,       // the minimum with the kinks held is not the only one, or nearly so
  outside = 14     // refuted: the loss of the region is least where the sign at (unit, sample) is another
};

#define KINKLESS_CERTIFICATION_FIELDS(X)                                                                                 \
  X(outcome) /* 1 certified, 0 open, −1 refuted */                                                                     \
  X(cause)                                                                                                               \
  X(layer)                                                                                                               \
  X(unit)                                                                                                                \
  X(sample)                                                                                                              \
  X(openKink)                                                                                                            \
  X(rows)                                                                                                                \
  X(modularRank)                                                                                                         \
  X(allLayers)     /* 1: all weights and biases move, 0: those of the last hidden layer */                               \
  X(newton)        /* h */                                                                                               \
  X(sigmaMin)      /* proved; 0: the rank alone */                                                                       \
  X(sigmaStated)   /* as much of it as a checker follows */                                                              \
  X(radius)        /* the exact point is no further, in absorbed weights of the layer that moves or in all parameters */ \
  X(radiusLimit)   /* no sign changes within this; Infinity where nothing can kink */                                    \
  X(frobenius)     /* an upper bound of ‖Ḡ‖_F: the outputs move by no more than it times a radius */               \
  X(residualLower) /* bounds on ‖e‖₂ at the exact point */                                                         \
  X(residualUpper)

struct Certification {
#define X(name) double name = 0;
  KINKLESS_CERTIFICATION_FIELDS(X)
#undef X
  std::vector<double> kinks;  // (unit, sample, multiplier) of each triple on its kink; 8192 triples at most
  bool aborted = false;

  void leave_open(Cause reason) { cause = static_cast<double>(static_cast<int>(reason)); }
  void refute(Cause reason) {
    leave_open(reason);
    outcome = -1;
  }
};

Certification certify(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, Claim claim,
                      const Control& control);

std::vector<std::string> certification_names();
std::vector<double> certification_values(const Certification& certification);

}  // namespace kinkless
