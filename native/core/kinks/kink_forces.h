// The numbers of a kink system modulo a prime: what rounding errors cannot tell from zero is told so.
#pragma once

#include <vector>

#include "core/exact/prime_field.h"
#include "core/kinks/kink_system.h"

namespace kinkless {

double residue(const PrimeField& field, const Bounded& exact);

// e at absorbed weights in the region of the system's point, with every kink held.
std::vector<double> residual_residues(const PrimeField& field, const KinkSystem& system, const std::vector<double>& weights);

// As KinkSystem::force and kink_force, for one unit, from residues of e.
struct KinkForces {
  std::vector<double> force;         // Σ e sg a x̄ off the kinks
  std::vector<double> above, below;  // of each group
  Matrix normals;                    // x̄ of each group's first sample, a row each

  KinkForces(const PrimeField& field, const KinkSystem& system, std::size_t unit, const std::vector<double>& e);
};

}  // namespace kinkless
