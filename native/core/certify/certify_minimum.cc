#include "core/certify/certify_minimum.h"

#include <algorithm>
#include <cmath>

#include "core/certify/certify_region.h"
#include "core/certify/checkable_minimum.h"
#include "core/kinks/kink_minimum.h"
#include "core/landscape/existence.h"
#include "core/network/bounded_residuals.h"
#include "core/network/khatri_rao.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

KhatriRao whole_matrix(const Network& network, const Linearisation& point, const LinearisationErrors& errors) {
  KhatriRao matrix = last_hidden_matrix(network, point, errors, kUnitRoundoff64);
  return network.layers.back().bias ? with_row_of_ones(std::move(matrix)) : matrix;
}

// A differentiable local minimum with the signs of the point minimises the loss of the region, a convex quadratic in the absorbed weights:
// there is none where the only minimiser has other signs.
void refute_outside(const Network& network, const std::vector<double>& parameters, const Linearisation& point,
                    const LinearisationErrors& errors, const std::vector<unsigned char>& carries, const Control& control,
                    Certification& result) {
  const double* outgoing = parameters.data() + network.layers.back().offset;
  if (std::any_of(outgoing, outgoing + network.layers.back().in, [](double w) { return w == 0; })) return;
  const Existence existence =
      find_critical_point(network, parameters.data(), point, errors, whole_matrix(network, point, errors), carries, {}, false, control);
  if (existence.answer != Existence::Answer::no) return;
  result.refute(Cause::outside);
  result.unit = static_cast<double>(existence.unit);
  result.sample = static_cast<double>(existence.sample);
}

}  // namespace

void certify_minimum(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                     const Linearisation& point, const LinearisationErrors& errors, const std::vector<unsigned char>& carries,
                     const std::vector<Kink>& on_kink, const Control& control, Certification& result) {
  KinkMinimum found = find_kink_minimum(network, samples, parameters.data(), point, errors, carries, on_kink, control);
  if (!found.exists) {
    result.leave_open(Cause::held);
    result.openKink = static_cast<double>(static_cast<int>(found.open));
    result.unit = static_cast<double>(found.unit);
    result.sample = static_cast<double>(found.sample);
    if (on_kink.empty()) refute_outside(network, parameters, point, errors, carries, control, result);
    return;
  }
  if (!(found.slack > 0)) {
    // A tie, of which a checker would have to prove that it is one.
    result.leave_open(Cause::held);
    result.openKink = static_cast<double>(static_cast<int>(OpenKink::interval));
    if (!found.multipliers.empty()) {
      const auto tied = std::min_element(found.multipliers.begin(), found.multipliers.end(), [](const Multiplier& a, const Multiplier& b) {
        return std::min(a.value - a.low, a.high - a.value) < std::min(b.value - b.low, b.high - b.value);
      });
      result.unit = static_cast<double>(tied->unit);
      result.sample = static_cast<double>(tied->sample);
    }
    return;
  }
  const Obstacle obstacle = find_obstacle(network, samples, parameters, point, carries, on_kink, found.residuals, control);
  if (obstacle.cause != Cause::none) {
    result.leave_open(obstacle.cause);
    result.unit = static_cast<double>(obstacle.unit);
    return;
  }
  std::vector<unsigned char> held = carries;
  for (const Kink& kink : on_kink) held[kink.sample * point.pre_activations[0].columns + kink.unit] = 0;
  limit_radius(network, parameters, point, errors, held, result);
  result.radius = found.radius;
  const KhatriRao matrix = whole_matrix(network, point, errors);
  result.frobenius = std::sqrt(matrix.squared_norm()) * outward(matrix.rows() + matrix.columns(), kUnitRoundoff64);
  const NormBounds residual = norm_bounds(found.residuals);
  result.residualLower = residual.lower;
  result.residualUpper = residual.upper;
  for (const Kink& kink : on_kink) {
    // Samples whose x̄ are parallel share the multiplier of the first of them; where rays decided there are none.
    double value = 0;
    for (const Multiplier& m : found.multipliers)
      if (m.unit == kink.unit && m.sample == kink.sample) value = m.value;
    result.kinks.insert(result.kinks.end(), {static_cast<double>(kink.unit), static_cast<double>(kink.sample), value});
  }
  result.outcome = 1;
}

}  // namespace kinkless
