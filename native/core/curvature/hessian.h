// The exact Hessian of loss inside a region: H = (J Jᵀ + Σ e ∇²v) / N.
#pragma once

#include <span>
#include <vector>

#include "core/network/khatri_rao.h"
#include "core/network/linearisation.h"
#include "core/network/network.h"
#include "core/runtime/control.h"

namespace kinkless {

// Units for the parameters: entry (l; i, j) is measured in 2^−(rows[l][i] + columns[l][j]). They make magnitudes alike, and with them
// every decision independent of how units, layers and inputs are scaled.
struct ParameterUnits {
  std::vector<std::vector<int>> rows;
  std::vector<std::vector<int>> columns;

  // log₂ of the unit of every packed parameter, negated: H in units is H · 2^−(e_p + e_q).
  std::vector<int> exponents() const;
};
ParameterUnits parameter_units(const KhatriRao& jacobian, const Linearisation& point, std::span<const double> targets);

// The whole, or its first term, the Gauss–Newton part.
enum class HessianPart { all, gauss_newton };

// Dense, P × P, assembled from blocks by matrix products. Blocks between different layers carry the second term, since every output is
// affine in each layer alone. Needs the backward signals. Empty when `control` asked to stop.
Matrix dense_hessian(const Network& network, const double* parameters, const Linearisation& point, const KhatriRao& jacobian,
                     HessianPart part, const Control& control);

// The block of the weights of layer l (rows) against those of layer k (columns), both counted from 0.
Matrix hessian_block(const Network& network, const double* parameters, const Linearisation& point, const KhatriRao& jacobian, std::size_t l,
                     std::size_t k, HessianPart part, const Control& control);

// A bound on ‖Ĥ − H‖₂ for the matrix above in the given units.
double hessian_error(const Network& network, const double* parameters, const Linearisation& point, const LinearisationErrors& errors,
                     const KhatriRao& jacobian, const ParameterUnits& units);

// H ← H in units.
void scale_hessian(Matrix& hessian, const ParameterUnits& units);

}  // namespace kinkless
