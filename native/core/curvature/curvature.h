// The matrices of second order at a point, as products with vectors: never formed, always over all samples.
#pragma once

#include <vector>

#include "core/kernels/kernels.h"
#include "core/network/network.h"
#include "core/network/samples.h"
#include "core/numeric/matrix.h"
#include "core/runtime/aligned.h"
#include "core/runtime/control.h"

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
  // A matrix with one row per sample, block after block transposed to units × samples, which fills whole registers whatever the widths.
  struct Blocks {
    std::size_t units = 0;
    AlignedVector<double> data;
  };

  // What a layer keeps of the point and of the block at work.
  struct Part {
    Blocks inputs;                  // V̄_{l−1}
    Blocks slopes;                  // A_l; none for the output layer
    Blocks signals;                 // Σ_c e_c B_l^(c); for the Hessian only, and not of the first layer
    AlignedVector<double> tangent;  // how U_l, then V_l of the block moves
    AlignedVector<double> moved;    // how its signals move
  };

  Blocks in_blocks(const Matrix& matrix) const;
  const double* at(const Blocks& blocks, std::size_t first) const;

  // tangent ← the derivative of every layer's output along `direction`, for a block of samples.
  void push_forward(std::size_t first, int rows, const double* direction);
  // result += the block's share of J times the last layer's `moved`, and where a direction is given, of Σ e ∇²v times it.
  void pull_back(std::size_t first, int rows, const double* direction, double* result);
  void add_gradient(const Layer& layer, int rows, int columns, const double* signals, const double* inputs, double* result) const;
  bool multiply_kernel(const double* x, double* y);

  const Network& network_;
  const std::vector<double>& parameters_;
  const Control& control_;
  const Kind kind_;
  const Kernels<double>& kernels_;
  const std::size_t samples_;
  const std::size_t block_;
  const std::ptrdiff_t stride_;
  std::vector<Part> parts_;
};

}  // namespace kinkless
