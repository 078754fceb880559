// Everything that is constant or affine inside one region: activations, slopes, residuals and backward signals of all samples.
#pragma once

#include <vector>

#include "core/network/network.h"
#include "core/network/samples.h"
#include "core/numeric/matrix.h"
#include "core/runtime/control.h"

namespace kinkless {

// One row per sample throughout. Index l − 1 stands for layer l of the formulas.
struct Linearisation {
  std::vector<Matrix> inputs;                // V̄_{l−1}: N × columns()
  std::vector<Matrix> pre_activations;       // U_l: N × d_l, the output layer's last
  std::vector<Matrix> slopes;                // A_l of the hidden layers
  Matrix residuals;                          // e: N × C
  std::vector<std::vector<Matrix>> signals;  // B_l of each output: signals[c][l − 1] is N × d_l

  double squares() const;  // Σ e²
};

// The same shapes: bounds on the absolute rounding errors of the numbers above (those of `slopes` are relative, one rounding each).
struct LinearisationErrors {
  std::vector<Matrix> inputs;  // N × in: a bias's constant 1 has none
  std::vector<Matrix> pre_activations;
  Matrix residuals;
  std::vector<std::vector<Matrix>> signals;
};

// |φ̂ − φ| / (|factor| · bound) of an activation whose sign is unsure, |û| ≤ bound: computed as active, it is off by |u − û| for u ≥ 0, and
// by |s (u − û) − (1 − s) û| else.
double unsure_steepness(double slope);

// Forward pass only: `signals` stays empty. A pre-activation u counts as active where u ≥ 0.
Linearisation evaluate(const Network& network, const Samples<double>& samples, const double* parameters);

// Forward pass with bounds. A pre-activation counts as active where u ≥ 0 or |u| does not exceed its bound: on a kink this is the region in
// which u = 0 is active. `unit` is the unit roundoff to bound the errors for.
Linearisation evaluate_bounded(const Network& network, const Samples<double>& samples, const double* parameters, double unit,
                               LinearisationErrors& errors);

// Backward signals of every output, with the bounds where `errors` is given.
void add_signals(const Network& network, const double* parameters, Linearisation& point, double unit = 0,
                 LinearisationErrors* errors = nullptr);

}  // namespace kinkless
