// The distribution of all eigenvalues of a symmetric operator, by stochastic Lanczos quadrature.
#pragma once

#include <cstdint>
#include <vector>

#include "core/runtime/control.h"
#include "core/spectrum/krylov.h"

namespace kinkless {

struct SpectralDensity {
  bool aborted = false;
  bool solved = true;           // false: LAPACK did not converge
  std::vector<double> values;   // ascending
  std::vector<double> weights;  // shares of the eigenvalues; sum 1
};

// Every probe, a vector of random signs, gives the nodes and weights of a Gauss quadrature of at most `steps` points (Ubaru, Chen, Saad
// 2017); the result is their mean.
SpectralDensity spectral_density(const SymmetricOperator& matrix, std::size_t probes, std::size_t steps, std::uint64_t seed,
                                 const Control& control);

}  // namespace kinkless
