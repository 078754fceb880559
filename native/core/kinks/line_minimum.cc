#include "core/kinks/line_minimum.h"

#include <algorithm>
#include <cmath>

namespace kinkless {

namespace {

struct Crossing {
  double step;
  std::size_t unit, sample;
  double jump;  // of dv_n/dstep
};

// X̄ Wᵀ of the system's inputs: N × units.
Matrix pre_activations(const KinkSystem& system, const std::vector<double>& weights) {
  Matrix result(system.samples(), system.units().size());
  multiply(Op::plain, Op::transposed, result.rows, result.columns, system.columns(), 1, system.inputs().data.data(), system.columns(),
           weights.data(), system.columns(), 0, result.data.data(), result.columns);
  return result;
}

}  // namespace

LineMinimum find_line_minimum(const KinkSystem& system, std::span<const double> e, const std::vector<double>& delta) {
  const std::size_t samples = system.samples(), units = system.units().size();
  const Matrix u = pre_activations(system, system.weights()), move = pre_activations(system, delta);
  std::vector<double> rate(samples, system.output_bias() ? delta.back() : 0), value(e.begin(), e.end()), since(samples, 0.0);
  std::vector<Crossing> crossings;
  for (std::size_t n = 0; n < samples; ++n)
    for (std::size_t i = 0; i < units; ++i) {
      const double moved = move(n, i);
      if (system.units()[i].weight == 0 || moved == 0) continue;
      const bool held = system.units()[i].on_kink[n], active = held ? moved > 0 : u(n, i) >= 0;
      const double slope = system.side_slope(i, n, active);
      rate[n] += slope * moved;
      if (held || !(u(n, i) * moved < 0)) continue;
      const double jump = (system.side_slope(i, n, !active) - slope) * moved;
      if (jump != 0) crossings.push_back({-u(n, i) / moved, i, n, jump});
    }
  std::sort(crossings.begin(), crossings.end(), [](const Crossing& a, const Crossing& b) { return a.step < b.step; });
  double slope = 0, curvature = 0;
  for (std::size_t n = 0; n < samples; ++n) {
    slope += e[n] * rate[n];
    curvature += rate[n] * rate[n];
  }
  LineMinimum result;
  if (!(slope < 0)) return result;
  for (std::size_t k = 0; k <= crossings.size(); ++k) {
    const double end = k < crossings.size() ? crossings[k].step : HUGE_VAL, length = end - result.step;
    if (curvature > 0 && -slope / curvature <= length) {
      const double part = -slope / curvature;
      result.step += part;
      result.fall -= part * slope / 2;
      return result;
    }
    // Without curvature the loss cannot fall for ever: what slope is left is rounding.
    if (k == crossings.size()) return result;
    const Crossing& crossing = crossings[k];
    result.fall -= length * (slope + curvature * length / 2);
    slope += curvature * length;
    result.step = end;
    const std::size_t n = crossing.sample;
    value[n] += rate[n] * (end - since[n]);
    since[n] = end;
    slope += value[n] * crossing.jump;
    curvature += crossing.jump * (2 * rate[n] + crossing.jump);
    rate[n] += crossing.jump;
    if (slope >= 0) {
      result.at_kink = true;
      result.unit = crossing.unit;
      result.sample = n;
      return result;
    }
  }
  return result;
}

}  // namespace kinkless
