#include "core/kinks/kink_forces.h"

#include <algorithm>
#include <cmath>

namespace kinkless {

double residue(const PrimeField& field, const Bounded& exact) {
  double sum = field.residue(exact.high) + field.residue(exact.low);
  field.reduce(1, &sum);
  return sum;
}

std::vector<double> residual_residues(const PrimeField& field, const KinkSystem& system, const std::vector<double>& weights) {
  std::vector<double> result;
  for (std::size_t n = 0; n < system.samples(); ++n) {
    double e = -field.residue(system.targets()[n]) + (system.output_bias() ? field.residue(weights.back()) : 0);
    for (std::size_t i = 0; i < system.units().size(); ++i) {
      const Bounded a = system.slope(i, n);
      if (system.units()[i].weight == 0 || a.is_zero()) continue;
      double u = 0;
      for (std::size_t j = 0; j < system.columns(); ++j) {
        u += field.residue(weights[system.coordinate(i, j)]) * field.residue(system.inputs()(n, j));
        field.reduce(1, &u);
      }
      e += residue(field, a) * u;
      field.reduce(1, &e);
    }
    field.reduce(1, &e);
    result.push_back(e);
  }
  return result;
}

KinkForces::KinkForces(const PrimeField& field, const KinkSystem& system, std::size_t unit, const std::vector<double>& e)
    : force(system.columns(), 0.0), normals(system.units()[unit].groups.size(), system.columns()) {
  const auto product = [&](double a, double b) {
    double result = a * b;
    field.reduce(1, &result);
    return result;
  };
  for (std::size_t n = 0; n < system.samples(); ++n) {
    const double pull = product(e[n], residue(field, system.slope(unit, n)));
    for (std::size_t j = 0; j < force.size(); ++j) force[j] += product(pull, field.residue(system.inputs()(n, j)));
  }
  field.reduce(force.size(), force.data());
  for (std::size_t g = 0; g < normals.rows; ++g) {
    const std::vector<std::size_t>& group = system.units()[unit].groups[g].samples;
    const double* first = system.inputs().row(group.front());
    std::size_t pivot = 0;
    for (std::size_t j = 0; j < normals.columns; ++j) {
      normals(g, j) = field.residue(first[j]);
      if (std::fabs(first[j]) > std::fabs(first[pivot])) pivot = j;
    }
    double up = 0, down = 0;
    for (const std::size_t n : group) {
      const double ratio = product(field.residue(system.inputs()(n, pivot)), field.inverse(normals(g, pivot)));
      const double pull = product(e[n], ratio);
      const bool same_side = system.inputs()(n, pivot) * first[pivot] > 0;
      const auto [active, passive] = system.kink_slopes(unit, n);
      up += product(pull, residue(field, same_side ? active : passive));
      down += product(pull, residue(field, same_side ? passive : active));
    }
    field.reduce(1, &up);
    field.reduce(1, &down);
    above.push_back(up);
    below.push_back(down);
  }
}

}  // namespace kinkless
