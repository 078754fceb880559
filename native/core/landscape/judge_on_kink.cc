#include "core/landscape/judge_on_kink.h"

#include <cmath>

#include "core/kinks/kink_minimum.h"
#include "core/landscape/adjacent_regions.h"
#include "core/landscape/descent.h"
#include "core/numeric/matrix.h"

namespace kinkless {

namespace {

// The step at which a direction without a length of its own is first tried: where the outputs change as much as the residuals are; where
// they do not change to first order, where it is as long as the parameters.
double first_step(const Linearisation& point, const KhatriRao& linear, const std::vector<double>& parameters,
                  const std::vector<double>& direction) {
  const double natural = natural_step(point, linear, direction), length = norm(parameters);
  return std::isfinite(natural) ? natural : (length > 0 ? length : 1) / norm(direction);
}

}  // namespace

bool judge_on_kink(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                   const Linearisation& point, const LinearisationErrors& errors, const std::vector<unsigned char>& carries,
                   const Kinks& kinks, const Control& control, Judgement& result) {
  const bool plain = network.depth() == 2 && network.outputs() == 1;
  OpenKink open = OpenKink::none;
  std::vector<KinkMinimum::Direction> directions;
  if (plain) {
    KinkMinimum found = find_kink_minimum(network, samples, parameters.data(), point, errors, carries, kinks.on_kink, control);
    if (found.aborted) return false;
    open = found.open;
    result.kinkOpenUnit = static_cast<double>(found.unit);
    result.kinkOpenSample = static_cast<double>(found.sample);
    result.kinkProved = found.proved;
    if (found.proved) {
      result.multiplierSlack = found.slack;
      result.multiplierCount = static_cast<double>(found.multipliers.size());
      for (const Multiplier& m : found.multipliers)
        result.multipliers.insert(result.multipliers.end(),
                                  {static_cast<double>(m.unit), static_cast<double>(m.sample), m.value, m.low, m.high});
      return true;
    }
    directions = std::move(found.directions);
  }
  AdjacentRegions adjacent = find_adjacent_descents(network, samples, parameters, point, errors, kinks.on_kink, control);
  if (control.aborted()) return false;
  if (!plain) open = adjacent.complete ? OpenKink::curvature : OpenKink::regions;
  for (std::vector<double>& direction : adjacent.directions) directions.push_back({std::move(direction), false});
  result.kinkOpen = static_cast<double>(static_cast<int>(open));
  const KhatriRao linear = jacobian(network, point, errors);
  for (const auto& [direction, whole] : directions) {
    const double largest = whole ? 1 : first_step(point, linear, parameters, direction);
    result.keep(try_direction(network, samples, parameters, point, errors, direction, largest), direction);
  }
  return !control.aborted();
}

}  // namespace kinkless
