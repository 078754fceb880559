// A data set as the core uses it: inputs (with the constant 1 of a first-layer bias beside them), targets and masks.
#pragma once

#include <cstddef>
#include <vector>

#include "core/network/network.h"

namespace kinkless {

template <class T>
struct Samples {
  std::size_t count = 0;
  std::vector<T> inputs;              // X̄: count rows of layers[0].columns()
  std::vector<T> targets;             // Y: count × C
  std::vector<std::vector<T>> masks;  // E_l: count × d_l for each hidden layer; empty: no masks

  const T* mask(std::size_t layer) const { return masks.empty() ? nullptr : masks[layer].data(); }
};

// Copies the arrays of a problem (N × d_0, N × C, and the N × d_l masks one after the other or none) in the precision T.
template <class T>
Samples<T> make_samples(const Network& network, std::size_t count, const double* inputs, const double* targets, const double* masks) {
  Samples<T> samples;
  samples.count = count;
  const auto in = static_cast<std::size_t>(network.inputs());
  const auto columns = static_cast<std::size_t>(network.layers[0].columns());
  samples.inputs.assign(count * columns, T(1));
  for (std::size_t n = 0; n < count; ++n)
    for (std::size_t j = 0; j < in; ++j) samples.inputs[n * columns + j] = static_cast<T>(inputs[n * in + j]);
  if (targets != nullptr) samples.targets.assign(targets, targets + count * static_cast<std::size_t>(network.outputs()));
  if (masks != nullptr) {
    for (std::size_t l = 0; l + 1 < network.depth(); ++l) {
      const std::size_t size = count * static_cast<std::size_t>(network.layers[l].out);
      samples.masks.emplace_back(masks, masks + size);
      masks += size;
    }
  }
  return samples;
}

// The samples first … first + count − 1 alone.
template <class T>
Samples<T> slice(const Network& network, const Samples<T>& samples, std::size_t first, std::size_t count) {
  const auto rows = [&](const std::vector<T>& from, int width) {
    const auto columns = static_cast<std::ptrdiff_t>(width);
    const auto start = from.begin() + static_cast<std::ptrdiff_t>(first) * columns;
    return std::vector<T>(start, start + static_cast<std::ptrdiff_t>(count) * columns);
  };
  Samples<T> part;
  part.count = count;
  part.inputs = rows(samples.inputs, network.layers[0].columns());
  part.targets = rows(samples.targets, network.outputs());
  for (std::size_t l = 0; l < samples.masks.size(); ++l) part.masks.push_back(rows(samples.masks[l], network.layers[l].out));
  return part;
}

}  // namespace kinkless
