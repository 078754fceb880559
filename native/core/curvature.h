// The matrices of second order at a point, as products with vectors: never formed, always over all samples.
#pragma once

#include <vector>

#include "control.h"
#include "matrix.h"
#include "network.h"
#include "samples.h"

namespace kinkless {

// Inside the region of a point: the Hessian H of loss, its Gauss–Newton part J Jᵀ / N, and the tangent kernel Γ = JᵀJ, whose rows are the
// samples of one output after those of the other. On a kink the region is the one in which u = 0 is active.
class Curvature {
 public:
  enum class Kind { hessian, gauss_newton, tangent_kernel };

  Curvature(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, Kind kind,
            const Control& control);

  // P, or N·C for the tangent kernel.
  std::size_t size() const;

  // y ← M x, by directional derivatives forward and backward (Pearlmutter 1994): about the work of two gradients. False when `control`
  // asked to stop.
  bool multiply(const double* x, double* y);

 private:
  // What a layer keeps of the point, one row per sample, and of the block at work.
  struct Part {
    Matrix inputs;                // V̄_{l−1}
    Matrix slopes;                // A_l; none for the output layer
    Matrix signals;               // Σ_c e_c B_l^(c); for the Hessian only
    Matrix tangent;               // how U_l, then V_l of the block moves
    Matrix moved;                 // how its signals move
    std::vector<double> weights;  // W̄_lᵀ: columns() rows of `out` numbers, as `direction` and `result`
    std::vector<double> direction;
    std::vector<double> result;
  };

  void set_direction(const double* x);
  void add_signals();
  // tangent ← the derivative of every layer's output along `direction`, for a block of samples.
  void push_forward(std::size_t first, std::size_t rows);
  // result += the block's share of J times the last layer's `moved`, and of Σ e ∇²v times `direction` where `second` is set.
  void pull_back(std::size_t first, std::size_t rows, bool second);
  void take_result(double scale, double* y);
  void clear_result();
  bool multiply_kernel(const double* x, double* y);

  const Network& network_;
  const Control& control_;
  const Kind kind_;
  const std::size_t samples_;
  std::size_t block_;
  std::vector<Part> parts_;
};

}  // namespace kinkless
