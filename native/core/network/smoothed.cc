#include "core/network/smoothed.h"

#include <cmath>

#include "core/numeric/blas.h"

namespace kinkless {

Linearisation evaluate_smoothed(const Network& network, const Samples<double>& samples, const double* parameters,
                                const std::vector<double>& widths) {
  Linearisation point;
  Matrix input;
  input.rows = samples.count;
  input.columns = static_cast<std::size_t>(network.layers[0].columns());
  input.data.assign(samples.inputs.begin(), samples.inputs.end());
  point.inputs.push_back(std::move(input));
  for (std::size_t l = 0; l < network.depth(); ++l) {
    const Layer& layer = network.layers[l];
    const Matrix& below = point.inputs[l];
    const auto width = static_cast<std::size_t>(layer.out);
    Matrix u(samples.count, width);
    multiply(Op::plain, Op::transposed, samples.count, width, below.columns, 1, below.data.data(), below.columns, parameters + layer.offset,
             below.columns, 0, u.data.data(), width);
    if (l + 1 < network.depth()) {
      const double even = (1 + layer.slope) / 2, odd = (1 - layer.slope) / 2, square = widths[l] * widths[l];
      const double* mask = samples.mask(l);
      Matrix slopes(samples.count, width), above(samples.count, static_cast<std::size_t>(network.layers[l + 1].columns()), 1.0);
      for (std::size_t n = 0; n < samples.count; ++n)
        for (std::size_t i = 0; i < width; ++i) {
          const double value = u(n, i), magnitude = std::sqrt(value * value + square), factor = mask == nullptr ? 1 : mask[n * width + i];
          slopes(n, i) = factor * (even + odd * (magnitude > 0 ? value / magnitude : 1));
          above(n, i) = factor * (even * value + odd * magnitude);
        }
      point.slopes.push_back(std::move(slopes));
      point.inputs.push_back(std::move(above));
    }
    point.pre_activations.push_back(std::move(u));
  }
  point.residuals = point.pre_activations.back();
  for (std::size_t k = 0; k < point.residuals.data.size(); ++k) point.residuals.data[k] -= samples.targets[k];
  return point;
}

std::vector<double> pre_activation_sizes(const Linearisation& point) {
  std::vector<double> sizes;
  for (std::size_t l = 0; l + 1 < point.pre_activations.size(); ++l) {
    const Matrix& u = point.pre_activations[l];
    double squares = 0;
    for (const double value : u.data) squares += value * value;
    sizes.push_back(std::sqrt(squares / static_cast<double>(u.data.size())));
  }
  return sizes;
}

}  // namespace kinkless
