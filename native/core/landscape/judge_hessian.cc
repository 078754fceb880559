#include "core/landscape/judge_hessian.h"

#include <algorithm>
#include <cmath>

#include "core/curvature/inertia.h"
#include "core/numeric/matrix.h"
#include "core/numeric/random.h"
#include "core/numeric/rounding.h"
#include "core/rank/point_ranks.h"

namespace kinkless {

namespace {

// Points of the region at which rank J is looked at again.
constexpr int kRankTrials = 3;
// A random move is halved until it stays in the region, this often at most.
constexpr int kHalvings = 60;
// A named stream; the same number stands in src/native/random.ts.
constexpr std::uint32_t kProbeStream = 7;

// Whether every triple that carries a kink has the same sign at two points.
bool same_region(const Linearisation& a, const Linearisation& b, const std::vector<std::vector<unsigned char>>& carries) {
  for (std::size_t l = 0; l < carries.size(); ++l)
    for (std::size_t k = 0; k < carries[l].size(); ++k)
      if (carries[l][k] && (a.pre_activations[l].data[k] >= 0) != (b.pre_activations[l].data[k] >= 0)) return false;
  return true;
}

// θ plus a random move in parameter units that stays in the region; empty when none was found.
std::vector<double> neighbour(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                              const Linearisation& point, const std::vector<std::vector<unsigned char>>& carries,
                              const std::vector<int>& exponents, int trial) {
  const std::size_t size = parameters.size();
  std::vector<double> normals(size), moved(size);
  random_normal({0, kProbeStream, static_cast<std::uint32_t>(trial)}, 0, size, normals.data());
  double largest = 0;
  for (std::size_t p = 0; p < size; ++p) largest = std::max(largest, std::fabs(std::ldexp(parameters[p], exponents[p])));
  double t = largest > 0 ? largest / 8 : 1;
  for (int k = 0; k < kHalvings; ++k, t /= 2) {
    for (std::size_t p = 0; p < size; ++p) moved[p] = parameters[p] + std::ldexp(t * normals[p], -exponents[p]);
    if (same_region(point, evaluate(network, samples, moved.data()), carries)) return moved;
  }
  return {};
}

bool rank_is_constant(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                      const Linearisation& point, const std::vector<std::vector<unsigned char>>& carries, const std::vector<int>& exponents,
                      const Judgement& judged, const Control& control) {
  if (judged.jacobianDecided == 0 || judged.jacobianUndecided > 0) return false;
  for (int trial = 1; trial <= kRankTrials; ++trial) {
    const std::vector<double> moved = neighbour(network, samples, parameters, point, carries, exponents, trial);
    if (moved.empty()) return false;
    LinearisationErrors errors;
    Linearisation end = evaluate_bounded(network, samples, moved.data(), kUnitRoundoff64, errors);
    add_signals(network, moved.data(), end, kUnitRoundoff64, &errors);
    const Rank rank = jacobian_rank(network, samples, moved, end, errors, control);
    if (rank.aborted || !rank.decided || rank.undecided > 0 || static_cast<double>(rank.rank) != judged.jacobianRank) return false;
  }
  return true;
}

void follow(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, const Linearisation& point,
            const LinearisationErrors& errors, const Inertia& inertia, Judgement& result) {
  // At t the quadratic model has fallen by the whole loss.
  const double largest = std::sqrt(result.squares / static_cast<double>(samples.count) / -inertia.curvature);
  for (const double sign : {1.0, -1.0}) {
    std::vector<double> direction = inertia.descent;
    for (double& value : direction) value *= sign;
    result.keep(try_direction(network, samples, parameters, point, errors, direction, largest), direction);
  }
}

}  // namespace

bool judge_hessian(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                   const Linearisation& point, const LinearisationErrors& errors, const BoundedVector& slope,
                   const std::vector<std::vector<unsigned char>>& carries, const Control& control, Judgement& result) {
  const bool plain = network.depth() == 2 && network.outputs() == 1;
  const bool critical = result.gradientZero == 1 && result.onKink == 0;
  const ParameterUnits units = parameter_units(jacobian(network, point, errors), point, samples.targets);
  const Inertia inertia = find_inertia(network, samples, parameters, point, errors, slope, units, critical && !plain, control);
  if (inertia.aborted) return false;
  result.hessianComputed = inertia.computed;
  if (!inertia.computed) return true;
  result.hessianPositive = static_cast<double>(inertia.positive);
  result.hessianZero = static_cast<double>(inertia.zero);
  result.hessianNegative = static_cast<double>(inertia.negative);
  result.hessianMin = inertia.min;
  result.hessianMax = inertia.max;
  result.hessianTolerance = inertia.tolerance;
  result.hessianInUnits = inertia.in_units;
  result.nullInert = static_cast<double>(inertia.inert);
  result.nullRescaling = static_cast<double>(inertia.rescaling);
  if (critical || result.residualZero == 1)
    result.rankConstant = rank_is_constant(network, samples, parameters, point, carries, units.exponents(), result, control);
  if (critical && !inertia.descent.empty()) follow(network, samples, parameters, point, errors, inertia, result);
  if (inertia.stepped) {
    // Where Newton's method converges, the critical point is near θ + step: surely in the region only where no sign changes as far again.
    const auto stays = [&](double t) {
      std::vector<double> end = parameters;
      for (std::size_t p = 0; p < end.size(); ++p) end[p] += t * inertia.step[p];
      return same_region(point, evaluate(network, samples, end.data()), carries);
    };
    result.newtonStep = norm(inertia.step);
    if (inertia.steps_shrink) result.existence = stays(2) ? 1 : stays(1) ? -1 : 0;
  }
  return !control.aborted();
}

}  // namespace kinkless
