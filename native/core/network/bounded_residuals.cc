#include "core/network/bounded_residuals.h"

#include <algorithm>
#include <cmath>

namespace kinkless {

namespace {

// mask · u for u ≥ 0, mask · slope · u below.
Bounded activation(const Bounded& u, double mask, double slope) {
  if (u.lower() >= 0) return Bounded(mask) * u;
  const Bounded below = times(mask, slope) * u;
  if (u.upper() <= 0) return below;
  const double size = std::max(std::fabs(u.lower()), std::fabs(u.upper()));
  return {0, std::fabs(mask) * std::max(1.0, std::fabs(slope)) * size * (1 + 0x1p-48)};
}

}  // namespace

std::vector<Bounded> bounded_residuals(const Network& network, const Samples<double>& samples, const double* parameters) {
  std::vector<Bounded> result, input, output;
  const auto first = static_cast<std::size_t>(network.layers[0].columns());
  for (std::size_t n = 0; n < samples.count; ++n) {
    input.assign(samples.inputs.begin() + static_cast<std::ptrdiff_t>(n * first),
                 samples.inputs.begin() + static_cast<std::ptrdiff_t>((n + 1) * first));
    for (std::size_t l = 0; l < network.depth(); ++l) {
      const Layer& layer = network.layers[l];
      const auto width = static_cast<std::size_t>(layer.out), columns = static_cast<std::size_t>(layer.columns());
      const double* mask = l + 1 < network.depth() && samples.mask(l) != nullptr ? samples.mask(l) + n * width : nullptr;
      output.clear();
      for (std::size_t i = 0; i < width; ++i) {
        const double* row = parameters + layer.offset + i * columns;
        Bounded u;
        for (std::size_t j = 0; j < columns; ++j) u += Bounded(row[j]) * input[j];
        output.push_back(l + 1 == network.depth() ? u : activation(u, mask == nullptr ? 1 : mask[i], layer.slope));
      }
      if (l + 1 < network.depth() && network.layers[l + 1].bias) output.emplace_back(1);
      input.swap(output);
    }
    result.push_back(input[0] - Bounded(samples.targets[n]));
  }
  return result;
}

NormBounds norm_bounds(const std::vector<Bounded>& e) {
  double least = 0, most = 0;
  for (const Bounded& value : e) {
    const double low = value.lower(), high = value.upper(), near = std::max({0.0, low, -high}),
                 far = std::max(std::fabs(low), std::fabs(high));
    least += near * near;
    most += far * far;
  }
  const double grow = outward(e.size() + 2, kUnitRoundoff64);
  // What underflows is less than 2^−500 in all.
  return {std::max(0.0, std::sqrt(least) / grow - 0x1p-500), most > 0 ? std::sqrt(most) * grow + 0x1p-500 : (e.empty() ? 0 : most)};
}

}  // namespace kinkless
