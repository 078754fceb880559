#include "core/landscape/waking.h"

#include <cmath>

#include "core/numeric/matrix.h"

namespace kinkless {

Waking wake(const Network& network, const Linearisation& point, std::size_t unit, const double* row) {
  const Matrix &slopes = point.slopes[0], &u = point.pre_activations[0];
  const std::size_t samples = slopes.rows, columns = point.inputs[0].columns;
  // Inputs in units of a power of two each, so that their squares fit.
  Matrix inputs = point.inputs[0];
  const std::vector<int> exponents = exponents_of(column_maxima(inputs));
  scale_columns(inputs, exponents);
  std::vector<double> scaled(columns);
  double fall = 0;  // of Σ e v per unit of output weight and of row
  for (std::size_t j = 0; j < columns; ++j) {
    double diagonal = 0;
    for (std::size_t n = 0; n < samples; ++n) diagonal += std::pow(slopes(n, unit) * inputs(n, j), 2);
    const double force = std::ldexp(row[j], -exponents[j]) * static_cast<double>(samples);
    if (diagonal > 0) scaled[j] = -force / diagonal;
    fall -= force * scaled[j];
  }
  // Along t the outputs move by ρ t (p + t q), with p the unit's activations and q what its row's move makes of them: Σ e v falls by
  // ρ t² · fall, and Σ v²/2 grows by ρ² t² |p + t q|²/2.
  double p = 0, q = 0;
  for (std::size_t n = 0; n < samples; ++n) {
    double moved = 0;
    for (std::size_t j = 0; j < columns; ++j) moved += inputs(n, j) * scaled[j];
    p = hypotenuse(p, slopes(n, unit) * u(n, unit));
    q = hypotenuse(q, slopes(n, unit) * moved);
  }
  Waking result{std::vector<double>(network.parameters, 0.0), p > 0 ? p / q : 1};
  for (std::size_t j = 0; j < columns; ++j) result.direction[unit * columns + j] = std::ldexp(scaled[j], -exponents[j]);
  const double size = p > 0 ? p : q;
  result.direction[network.layers[1].offset + unit] = fall / size / size;
  return result;
}

}  // namespace kinkless
