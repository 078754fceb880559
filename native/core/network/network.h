// The shape of a network: widths, negative slopes, biases, and where each layer's weights stand in the packed parameters.
#pragma once

#include <cstddef>
#include <vector>

namespace kinkless {

// One weight layer. Its weights W̄ = [W b] are `out` rows of `columns()` numbers, row-major, from `offset` in the packed parameters.
struct Layer {
  int in;
  int out;
  bool bias;
  double slope;  // negative slope of the hidden layer this one feeds; 1 for the output layer, which is linear
  std::size_t offset;

  int columns() const { return in + (bias ? 1 : 0); }
  std::size_t size() const { return static_cast<std::size_t>(out) * static_cast<std::size_t>(columns()); }
};

struct Network {
  std::vector<Layer> layers;
  std::size_t parameters = 0;

  // `widths` are d_0 … d_L; `slopes` has L − 1 entries, `bias` L.
  Network(const std::vector<int>& widths, const std::vector<double>& slopes, const std::vector<unsigned char>& bias);

  int inputs() const { return layers.front().in; }
  int outputs() const { return layers.back().out; }
  std::size_t depth() const { return layers.size(); }
};

}  // namespace kinkless
