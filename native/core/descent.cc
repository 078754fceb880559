#include "descent.h"

#include <cmath>

#include "matrix.h"
#include "rounding.h"

namespace kinkless {

namespace {

// Steps down to the resolution of the parameters.
constexpr int kHalvings = 50;

}  // namespace

double squares_error(const Linearisation& point, const LinearisationErrors& errors) {
  double sum = 0;
  for (std::size_t k = 0; k < point.residuals.data.size(); ++k) {
    const double e = std::fabs(point.residuals.data[k]), error = errors.residuals.data[k];
    sum += 2 * e * error + error * error + gamma(point.residuals.data.size() + 1, kUnitRoundoff64) * e * e;
  }
  return sum * outward(point.residuals.data.size(), kUnitRoundoff64);
}

Descent try_direction(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                      const std::vector<double>& direction, double largest) {
  Descent best;
  LinearisationErrors start_errors;
  const Linearisation start = evaluate_bounded(network, samples, parameters.data(), kUnitRoundoff64, start_errors);
  const double start_squares = start.squares(), start_error = squares_error(start, start_errors);
  double t = largest;
  std::vector<double> moved(parameters.size());
  for (int k = 0; k < kHalvings && t > 0 && std::isfinite(t); ++k, t /= 2) {
    for (std::size_t p = 0; p < moved.size(); ++p) moved[p] = parameters[p] + t * direction[p];
    LinearisationErrors errors;
    const Linearisation end = evaluate_bounded(network, samples, moved.data(), kUnitRoundoff64, errors);
    const double squares = end.squares();
    if (!(squares + squares_error(end, errors) < start_squares - start_error)) continue;
    const double drop = (start_squares - squares) / (2 * static_cast<double>(samples.count));
    if (drop > best.drop) best = {true, t, drop};
  }
  return best;
}

double natural_step(const Linearisation& point, const KhatriRao& jacobian, const std::vector<double>& direction) {
  return norm(point.residuals.data) / norm(jacobian.apply_transposed(direction.data()));
}

std::vector<double> scaled_descent(const Network& network, const Linearisation& point, const std::vector<double>& gradient) {
  const auto squared = [](Matrix m) {
    for (double& value : m.data) value *= value;
    return m;
  };
  std::vector<double> diagonal(gradient.size()), direction(gradient.size());
  for (std::size_t l = 0; l < network.depth(); ++l) {
    const Matrix inputs = squared(point.inputs[l]);
    for (const auto& signals : point.signals) {
      const Matrix outer = squared(signals[l]);
      multiply(Op::transposed, Op::plain, outer.columns, inputs.columns, inputs.rows, 1, outer.data.data(), outer.columns,
               inputs.data.data(), inputs.columns, 1, diagonal.data() + network.layers[l].offset, inputs.columns);
    }
  }
  const double samples = static_cast<double>(point.residuals.rows);
  for (std::size_t p = 0; p < gradient.size(); ++p) direction[p] = diagonal[p] > 0 ? -gradient[p] / diagonal[p] * samples : 0;
  return direction;
}

}  // namespace kinkless
