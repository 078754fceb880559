#include "core/kinks/kink_system.h"

#include <cmath>

namespace kinkless {

namespace {

// Whether two vectors are parallel, exactly; `pivot` is an entry of `a` that is not zero.
bool parallel(const double* a, const double* b, std::size_t size, std::size_t pivot) {
  for (std::size_t j = 0; j < size; ++j)
    if (!(times(a[pivot], b[j]) - times(b[pivot], a[j])).is_zero()) return false;
  return true;
}

Bounded quotient(double a, double b) {
  const double q = a / b, rest = std::fma(-q, b, a) / b;
  Bounded result(q, std::fabs(rest) * 2 * kUnitRoundoff64);
  result.low = rest;
  return result;
}

}  // namespace

KinkSystem::KinkSystem(const Network& network, const Samples<double>& samples, const double* parameters, const Linearisation& point,
                       const std::vector<Kink>& on_kink)
    : network_(network),
      point_(point),
      targets_(samples.targets),
      mask_(samples.mask(0)),
      slope_(network.layers[0].slope),
      output_bias_(network.layers[1].bias),
      inputs_(point.inputs[0]),
      exponents_(exponents_of(column_maxima(inputs_))) {
  scale_columns(inputs_, exponents_);
  const auto width = static_cast<std::size_t>(network.layers[0].out);
  const double* outgoing = parameters + network.layers[1].offset;
  for (std::size_t i = 0; i < width; ++i) {
    units_.push_back({i, outgoing[i], {}, std::vector<unsigned char>(samples.count, 0)});
    for (std::size_t j = 0; j < columns(); ++j)
      weights_.push_back(std::ldexp(std::fabs(outgoing[i]) * parameters[i * columns() + j], exponents_[j]));
  }
  if (output_bias_) weights_.push_back(outgoing[width]);
  group_kinks(on_kink);
}

void KinkSystem::group_kinks(const std::vector<Kink>& on_kink) {
  for (const Kink& kink : on_kink) {
    KinkUnit& unit = units_[kink.unit];
    unit.on_kink[kink.sample] = 1;
    const double* x = inputs_.row(kink.sample);
    bool found = false;
    for (KinkGroup& group : unit.groups) {
      const double* first = inputs_.row(group.samples.front());
      std::size_t pivot = 0;
      for (std::size_t j = 1; j < columns(); ++j)
        if (std::fabs(first[j]) > std::fabs(first[pivot])) pivot = j;
      if (!parallel(first, x, columns(), pivot)) continue;
      group.samples.push_back(kink.sample);
      group.ratios.push_back(quotient(x[pivot], first[pivot]));
      found = true;
      break;
    }
    if (!found) unit.groups.push_back({{kink.sample}, {Bounded(1)}});
  }
}

Bounded KinkSystem::slope(std::size_t unit, std::size_t sample) const {
  if (units_[unit].on_kink[sample]) return {};
  const double factor = units_[unit].weight < 0 ? -mask(unit, sample) : mask(unit, sample);
  return point_.pre_activations[0](sample, unit) >= 0 ? Bounded(factor) : times(factor, slope_);
}

double KinkSystem::side_slope(std::size_t unit, std::size_t sample, bool active) const {
  const double factor = units_[unit].weight < 0 ? -mask(unit, sample) : mask(unit, sample);
  return active ? factor : factor * slope_;
}

KinkSystem::Sides KinkSystem::kink_slopes(std::size_t unit, std::size_t sample) const {
  const double factor = side_slope(unit, sample, true);
  return {Bounded(factor), times(factor, slope_)};
}

std::vector<Bounded> KinkSystem::residuals(const std::vector<double>& weights) const {
  std::vector<Bounded> result;
  for (std::size_t n = 0; n < samples(); ++n) {
    Bounded e(-targets_[n]);
    if (output_bias_) e += Bounded(weights.back());
    for (std::size_t i = 0; i < units_.size(); ++i) {
      const Bounded a = slope(i, n);
      if (units_[i].weight == 0 || a.is_zero()) continue;
      Bounded u;
      for (std::size_t j = 0; j < columns(); ++j) u += times(weights[coordinate(i, j)], inputs_(n, j));
      e += a * u;
    }
    result.push_back(e);
  }
  return result;
}

std::vector<Bounded> KinkSystem::force(std::size_t unit, const std::vector<Bounded>& e) const {
  std::vector<Bounded> result(columns());
  for (std::size_t n = 0; n < samples(); ++n) {
    const Bounded a = slope(unit, n);
    if (a.is_zero()) continue;
    const Bounded product = e[n] * a;
    for (std::size_t j = 0; j < columns(); ++j) result[j] += product * Bounded(inputs_(n, j));
  }
  return result;
}

KinkForce KinkSystem::kink_force(std::size_t unit, const KinkGroup& group, const std::vector<Bounded>& e) const {
  KinkForce result;
  const double sign = units_[unit].weight < 0 ? -1 : 1;
  for (std::size_t k = 0; k < group.samples.size(); ++k) {
    const std::size_t n = group.samples[k];
    const Bounded active = e[n] * Bounded(sign * mask(unit, n)) * group.ratios[k], passive = active * Bounded(slope_);
    const bool same_side = group.ratios[k].high > 0;
    result.above += same_side ? active : passive;
    result.below += same_side ? passive : active;
  }
  return result;
}

std::vector<double> KinkSystem::incoming_move(std::size_t unit, const std::vector<double>& delta) const {
  std::vector<double> result(network_.parameters, 0.0);
  const double weight = units_[unit].weight == 0 ? 1 : std::fabs(units_[unit].weight);
  for (std::size_t j = 0; j < columns(); ++j) result[coordinate(unit, j)] = std::ldexp(delta[j], -exponents_[j]) / weight;
  return result;
}

}  // namespace kinkless
