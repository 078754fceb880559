#include "core/landscape/descent.h"

#include <cmath>

#include "core/kinks/kinks.h"
#include "core/network/loss_change.h"
#include "core/numeric/matrix.h"

namespace kinkless {

namespace {

// Halvings: as many as bits of a pre-activation, to get below the first kink on the way, and as many again to follow the fall.
constexpr int kHalvings = 106;
// A rise that is straight to one part in a thousand.
constexpr double kStraight = 0.4995;

}  // namespace

Descent try_direction(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                      const Linearisation& point, const LinearisationErrors& errors, const std::vector<double>& direction, double largest) {
  Descent best;
  const auto carries = carries_kink(network, samples, point);
  std::vector<double> move(direction.size());
  double t = largest, last_rise = 0;
  for (int k = 0; k < kHalvings && t > 0 && std::isfinite(t); ++k, t /= 2) {
    for (std::size_t p = 0; p < move.size(); ++p) move[p] = t * direction[p];
    const LossChange change = loss_change(network, samples, parameters.data(), point, errors, carries, move.data());
    if (change.crossed || !std::isfinite(change.bound)) continue;
    if (change.value < -change.bound) {
      if (-change.value > best.drop) best = {true, t, -change.value};
      last_rise = 0;
    } else if (change.value > change.bound) {
      // A fall that was seen at a longer step lay behind this rise.
      best = {};
      // Where half the step halves the rise, the slope at θ itself points up.
      if (last_rise > 0 && change.value > kStraight * last_rise) break;
      last_rise = change.value;
    } else if (best.lowers) {
      break;
    }
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
