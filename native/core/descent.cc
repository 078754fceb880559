#include "descent.h"

#include <algorithm>
#include <cmath>

#include "rounding.h"

namespace kinkless {

namespace {

// Steps down to the resolution of the parameters.
constexpr int kHalvings = 50;

double norm(const std::vector<double>& x) {
  double sum = 0;
  for (const double value : x) sum += value * value;
  return std::sqrt(sum);
}

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
                      const std::vector<double>& direction) {
  Descent best;
  const double length = norm(direction), size = norm(parameters);
  double steepest = 0;  // largest relative change of a parameter
  for (std::size_t p = 0; p < parameters.size(); ++p)
    if (parameters[p] != 0) steepest = std::max(steepest, std::fabs(direction[p] / parameters[p]));
  if (!(length > 0) || !std::isfinite(length)) return best;
  LinearisationErrors start_errors;
  const Linearisation start = evaluate_bounded(network, samples, parameters.data(), kUnitRoundoff64, start_errors);
  const double start_squares = start.squares(), start_error = squares_error(start, start_errors);
  std::vector<double> moved(parameters.size());
  const auto attempt = [&](double t) {
    for (std::size_t p = 0; p < moved.size(); ++p) moved[p] = parameters[p] + t * direction[p];
    LinearisationErrors errors;
    const Linearisation end = evaluate_bounded(network, samples, moved.data(), kUnitRoundoff64, errors);
    const double squares = end.squares();
    if (!(squares + squares_error(end, errors) < start_squares - start_error)) return;
    const double drop = (start_squares - squares) / (2 * static_cast<double>(samples.count));
    if (drop > best.drop) best = {true, t, drop};
  };
  // Two scales: the parameters' norm, and the step at which a first parameter doubles, where layers differ much in size.
  for (double t : {(size > 0 ? size : 1) / length, steepest > 0 ? 1 / steepest : 0})
    for (int k = 0; k < kHalvings && t > 0 && std::isfinite(t); ++k, t /= 2) attempt(t);
  return best;
}

}  // namespace kinkless
