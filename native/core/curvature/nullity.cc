#include "core/curvature/nullity.h"

#include <algorithm>
#include <cmath>

#include "core/network/liveness.h"
#include "core/numeric/matrix.h"
#include "core/numeric/rounding.h"

namespace kinkless {

std::vector<unsigned char> inert_parameters(const Network& network, const Linearisation& point) {
  const auto [live, reach] = find_liveness(network, point);
  std::vector<unsigned char> inert(network.parameters, 1);
  for (std::size_t l = 0; l < network.depth(); ++l) {
    const Layer& layer = network.layers[l];
    const bool hidden = l + 1 < network.depth();
    const auto columns = static_cast<std::size_t>(layer.columns()), in = static_cast<std::size_t>(layer.in);
    for (std::size_t n = 0; n < point.residuals.rows; ++n)
      for (std::size_t i = 0; i < static_cast<std::size_t>(layer.out); ++i) {
        if (hidden && (point.slopes[l](n, i) == 0 || !reach[l + 1][n])) continue;
        for (std::size_t j = 0; j < columns; ++j) {
          const bool input_live = j == in || (l == 0 ? point.inputs[0](n, j) != 0 : point.slopes[l - 1](n, j) != 0 && live[l - 1][n]);
          if (input_live) inert[layer.offset + i * columns + j] = 0;
        }
      }
  }
  return inert;
}

Rescalings find_rescalings(const Network& network, const std::vector<double>& parameters, const std::vector<unsigned char>& inert,
                           const std::vector<int>& exponents, const std::vector<double>& slope) {
  std::size_t units = 0;
  for (std::size_t l = 0; l + 1 < network.depth(); ++l) units += static_cast<std::size_t>(network.layers[l].out);
  const std::size_t p = network.parameters;
  std::vector<double> vectors(units * p, 0.0), forces(units, 0.0);
  std::size_t row = 0;
  for (std::size_t l = 0; l + 1 < network.depth(); ++l) {
    const Layer &layer = network.layers[l], &next = network.layers[l + 1];
    const auto columns = static_cast<std::size_t>(layer.columns()), next_columns = static_cast<std::size_t>(next.columns());
    for (std::size_t i = 0; i < static_cast<std::size_t>(layer.out); ++i, ++row) {
      double* vector = vectors.data() + row * p;
      const auto set = [&](std::size_t at, double sign) {
        if (inert[at]) return;
        vector[at] = sign * std::ldexp(parameters[at], exponents[at]);
        forces[row] = hypotenuse(forces[row], std::ldexp(slope[at], -exponents[at]));
      };
      for (std::size_t j = 0; j < columns; ++j) set(layer.offset + i * columns + j, 1);
      for (std::size_t k = 0; k < static_cast<std::size_t>(next.out); ++k) set(next.offset + k * next_columns + i, -1);
      // Lengths do not matter to the rank.
      double largest = 0;
      for (std::size_t q = 0; q < p; ++q) largest = std::max(largest, std::fabs(vector[q]));
      const int exponent = largest > 0 ? std::ilogb(largest) : 0;
      for (std::size_t q = 0; q < p; ++q) vector[q] = std::ldexp(vector[q], -exponent);
      forces[row] = largest > 0 ? std::ldexp(forces[row], -exponent) : 0;
    }
  }
  Rescalings result;
  std::vector<double> sigma(std::min(units, p));
  result.rank = -1;
  if (!singular_values(static_cast<int>(units), static_cast<int>(p), vectors.data(), sigma.data())) return result;
  const double size = static_cast<double>(units + p), tolerance = size * kUnitRoundoff64 * sigma.front();
  long rank = 0;
  double smallest = 0;
  for (const double value : sigma) {
    if (value > tolerance) {
      ++rank;
      smallest = value - tolerance;
    } else if (value > tolerance / std::sqrt(size)) {
      return result;
    }
  }
  result.rank = rank;
  result.error = smallest > 0 ? norm(forces) / smallest * outward(2 * p, kUnitRoundoff64) : 0;
  return result;
}

}  // namespace kinkless
