#include "judge_on_kink.h"

#include <algorithm>

#include "descent.h"
#include "kink_minimum.h"
#include "matrix.h"
#include "rounding.h"

namespace kinkless {

// The multiplier conditions where they are known, else the gradients of the two nearest regions.
void judge_on_kink(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                   const Linearisation& point, const LinearisationErrors& errors, const BoundedVector& slope, const Kinks& kinks,
                   bool output_bias_rests, Judgement& result) {
  std::vector<std::vector<double>> directions;
  if (network.depth() == 2 && network.outputs() == 1) {
    const Multipliers multipliers = find_multipliers(network, samples, parameters.data(), point, errors, kinks.on_kink);
    if (multipliers.answer == Multipliers::Answer::hold && output_bias_rests) {
      result.multipliers = 1;
      result.multiplierSlack = multipliers.slack;
      return;
    }
    if (multipliers.answer == Multipliers::Answer::violated) {
      result.multipliers = 0;
      directions.push_back(multipliers.direction);
    }
  }
  directions.push_back(scaled_descent(network, point, slope.value));
  // The same with the units on a kink held still: what they do may hide what the others could gain.
  std::vector<double> held = directions.back();
  for (const Kink& kink : kinks.on_kink) {
    const Layer& layer = network.layers[kink.layer - 1];
    const auto columns = static_cast<std::size_t>(layer.columns());
    const auto row = held.begin() + static_cast<std::ptrdiff_t>(layer.offset + kink.unit * columns);
    std::fill(row, row + static_cast<std::ptrdiff_t>(columns), 0.0);
  }
  directions.push_back(std::move(held));
  // The region on the other side of every kink at hand: its slopes, and the gradient there.
  Linearisation other = evaluate(network, samples, parameters.data());
  for (const Kink& kink : kinks.on_kink) {
    const std::size_t l = kink.layer - 1;
    const double* mask = samples.mask(l);
    const double factor = mask == nullptr ? 1.0 : mask[kink.sample * other.slopes[l].columns + kink.unit];
    other.slopes[l](kink.sample, kink.unit) = factor * network.layers[l].slope;
  }
  LinearisationErrors unused = errors;
  unused.signals.clear();
  add_signals(network, parameters.data(), other, kUnitRoundoff64, &unused);
  directions.push_back(scaled_descent(network, other, gradient(network, other, unused, kUnitRoundoff64).value));
  const KhatriRao linear = jacobian(network, point, errors);
  for (const auto& direction : directions) {
    const Descent descent = try_direction(network, samples, parameters, point, errors, direction, natural_step(point, linear, direction));
    if (!descent.lowers || descent.drop <= result.descentDrop) continue;
    result.descentDrop = descent.drop;
    result.descentStep = descent.step * norm(direction);
    result.descent = direction;
  }
}

}  // namespace kinkless
