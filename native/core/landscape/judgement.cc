#include "core/landscape/judgement.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "core/kinks/kinks.h"
#include "core/landscape/existence.h"
#include "core/landscape/judge_hessian.h"
#include "core/landscape/judge_on_kink.h"
#include "core/landscape/waking.h"
#include "core/network/khatri_rao.h"
#include "core/network/misclassified.h"
#include "core/network/stationarity.h"
#include "core/numeric/matrix.h"
#include "core/numeric/rounding.h"
#include "core/rank/point_ranks.h"

namespace kinkless {

namespace {

constexpr double kUnit = kUnitRoundoff64;

struct Comparison {
  double max = 0;        // largest magnitude
  double tolerance = 0;  // exceeds `max` exactly where every entry is within its own bound
  bool zero = true;
  std::size_t at = 0;  // the entry with the largest ratio to its bound
};

// Every entry is held against its own bound, so that the answer does not depend on how parameters are scaled against each other.
Comparison compare(std::span<const double> values, std::span<const double> bounds) {
  Comparison result;
  double worst = -1, largest_bound = 0;
  for (std::size_t k = 0; k < values.size(); ++k) {
    const double size = std::fabs(values[k]);
    const double ratio = bounds[k] > 0 ? size / bounds[k] : (size > 0 ? HUGE_VAL : 0);
    if (!(ratio <= worst)) {
      worst = ratio;
      result.at = k;
    }
    result.zero = result.zero && size <= bounds[k];
    result.max = std::max(result.max, size);
    largest_bound = std::max(largest_bound, bounds[k]);
  }
  result.tolerance = result.zero ? largest_bound : std::min(largest_bound, result.max / worst);
  return result;
}

void judge_residuals(const Samples<double>& samples, const Linearisation& point, const LinearisationErrors& errors, Judgement& result) {
  const AlignedVector<double>& e = point.residuals.data;
  const Comparison residual = compare(e, errors.residuals.data);
  result.squares = point.squares();
  result.residualMax = residual.max;
  result.residualTolerance = residual.tolerance;
  result.residualZero = residual.zero;
  result.residualNorm = norm(e);
  result.residualNoise = norm(errors.residuals.data);
  result.targetNorm = norm(samples.targets);
  result.misclassified = misclassified(samples, point);
}

// 1 for each unit of the last hidden layer whose weight to the one output is 0.
std::vector<unsigned char> silent_units(const Network& network, const std::vector<double>& parameters) {
  const Layer& output = network.layers.back();
  std::vector<unsigned char> silent(static_cast<std::size_t>(output.in));
  for (std::size_t i = 0; i < silent.size(); ++i) silent[i] = parameters[output.offset + i] == 0;
  return silent;
}

// G e as zero as the gradient can make it: entries of units that are not silent are also held against the bound on the gradient's over the
// output weight.
BoundedVector criticality_beside(const Network& network, const std::vector<double>& parameters, const Linearisation& point,
                                 const LinearisationErrors& errors, const BoundedVector& slope, const std::vector<unsigned char>& silent) {
  BoundedVector result = criticality(network, point, errors, kUnit);
  const auto columns = static_cast<std::size_t>(network.layers[0].columns());
  for (std::size_t i = 0; i < silent.size(); ++i)
    for (std::size_t p = i * columns; p < (i + 1) * columns && !silent[i]; ++p)
      result.bound[p] = std::max(result.bound[p], slope.bound[p] / std::fabs(parameters[network.layers[1].offset + i]));
  if (network.layers[1].bias) result.bound.back() = std::max(result.bound.back(), slope.bound.back());
  return result;
}

void judge_stationarity(const BoundedVector& slope, const BoundedVector& beside, Judgement& result) {
  const Comparison gradient = compare(slope.value, slope.bound), critical = compare(beside.value, beside.bound);
  result.gradientMax = gradient.max;
  result.gradientTolerance = gradient.tolerance;
  result.gradientZero = gradient.zero;
  result.gradientAt = static_cast<double>(gradient.at);
  result.criticalityMax = critical.max;
  result.criticalityTolerance = critical.tolerance;
  result.criticalityZero = critical.zero;
  result.criticalityAt = static_cast<double>(critical.at);
}

// Where the gradient is zero and a silent unit's row of G e is not: wakes the unit.
void judge_silent_units(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                        const Linearisation& point, const LinearisationErrors& errors, const BoundedVector& beside,
                        const std::vector<unsigned char>& silent, Judgement& result) {
  const auto columns = static_cast<std::size_t>(network.layers[0].columns());
  for (std::size_t i = 0; i < silent.size(); ++i) {
    bool zero = true;
    for (std::size_t p = i * columns; p < (i + 1) * columns; ++p) zero = zero && std::fabs(beside.value[p]) <= beside.bound[p];
    if (!silent[i] || zero) continue;
    const Waking waking = wake(network, point, i, beside.value.data() + i * columns);
    result.keep(try_direction(network, samples, parameters, point, errors, waking.direction, waking.largest), waking.direction);
  }
}

void judge_kinks(const Kinks& kinks, double distance, Judgement& result) {
  result.kinksCarrying = static_cast<double>(kinks.carrying);
  result.kinkMinAbs = kinks.carrying > 0 ? kinks.min_abs : 0;
  result.kinkLayer = static_cast<double>(kinks.nearest.layer);
  result.kinkUnit = static_cast<double>(kinks.nearest.unit);
  result.kinkSample = static_cast<double>(kinks.nearest.sample);
  result.kinkDistance = kinks.on_kink.empty() ? distance : 0;
  result.onKink = static_cast<double>(kinks.on_kink.size());
}

bool judge_hidden_rank(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                       const Linearisation& point, const LinearisationErrors& errors, const std::vector<unsigned char>& carries,
                       const std::vector<unsigned char>& silent, const Control& control, Judgement& result) {
  if (network.outputs() == 1) {
    const KhatriRao hidden = last_hidden_matrix(network, point, errors, kUnit);
    const Rank rank = hidden_rank(network, samples, parameters, point, errors, false, control);
    if (rank.aborted) return false;
    result.hiddenRank = static_cast<double>(rank.rank);
    result.hiddenUndecided = static_cast<double>(rank.undecided);
    result.hiddenSigmaMin = rank.sigma_min;
    result.hiddenSigmaMax = rank.sigma_max;
    result.hiddenTolerance = rank.tolerance;
    result.hiddenEquilibrated = rank.equilibrated;
    result.hiddenDecided = rank.decided;
    const bool bias = network.layers.back().bias;
    const KhatriRao extended = bias ? with_row_of_ones(hidden) : hidden;
    const Rank extended_rank = bias ? hidden_rank(network, samples, parameters, point, errors, true, control) : rank;
    if (extended_rank.aborted) return false;
    result.extendedRank = static_cast<double>(extended_rank.rank);
    result.extendedUndecided =
        extended_rank.decided ? static_cast<double>(extended_rank.undecided) : static_cast<double>(point.residuals.rows);
    const bool visible = extended_rank.decided && extended_rank.undecided == 0 && extended_rank.visible == extended_rank.rank;
    const Existence existence = find_critical_point(network, parameters.data(), point, errors, extended, carries, silent, visible, control);
    result.zeroInRegion = existence.zero;
    if (network.depth() == 2) {
      result.existence = existence.answer == Existence::Answer::yes ? 1 : existence.answer == Existence::Answer::no ? 0 : -1;
      if (existence.step) {
        result.newtonStep = *existence.step;
        result.unreachable = existence.residual;
      }
    }
  }
  return true;
}

bool judge_jacobian(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                    const Linearisation& point, const LinearisationErrors& errors, const Control& control, Judgement& result) {
  const Rank rank = jacobian_rank(network, samples, parameters, point, errors, control);
  result.jacobianComputed = 1;
  result.jacobianRank = static_cast<double>(rank.rank);
  result.jacobianUndecided = static_cast<double>(rank.undecided);
  result.jacobianSigmaMin = rank.sigma_min;
  result.jacobianSigmaMax = rank.sigma_max;
  result.jacobianTolerance = rank.tolerance;
  result.jacobianEquilibrated = rank.equilibrated;
  result.jacobianDecided = rank.decided;
  return !rank.aborted && !control.aborted();
}

}  // namespace

void Judgement::keep(const Descent& tried, const std::vector<double>& direction) {
  if (!tried.lowers || tried.drop <= descentDrop) return;
  descentDrop = tried.drop;
  descentStep = tried.step * norm(direction);
  descent = direction;
}

bool judge(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, const JudgementParts& parts,
           const Control& control, Judgement& result) {
  result.existence = result.newtonStep = result.unreachable = -1;
  LinearisationErrors errors;
  Linearisation point = evaluate_bounded(network, samples, parameters.data(), kUnit, errors);
  add_signals(network, parameters.data(), point, kUnit, &errors);
  if (control.aborted()) return false;
  judge_residuals(samples, point, errors, result);
  const BoundedVector slope = gradient(network, point, errors, kUnit);
  const bool plain = network.depth() == 2 && network.outputs() == 1;
  const std::vector<unsigned char> silent = silent_units(network, parameters);
  const BoundedVector beside = plain ? criticality_beside(network, parameters, point, errors, slope, silent) : slope;
  judge_stationarity(slope, beside, result);
  const double loss = result.squares / (2 * static_cast<double>(samples.count));
  control.progress(1, loss);
  if (control.aborted()) return false;
  const auto carries = carries_kink(network, samples, point);
  const Kinks kinks = find_kinks(network, point, &errors, carries);
  judge_kinks(kinks, kink_distance(network, samples, parameters.data(), point, carries), result);
  if (!kinks.on_kink.empty() && result.residualZero == 0 &&
      !judge_on_kink(network, samples, parameters, point, errors, carries[0], kinks, control, result))
    return false;
  if (plain && kinks.on_kink.empty() && result.gradientZero == 1 && result.criticalityZero == 0)
    judge_silent_units(network, samples, parameters, point, errors, beside, silent, result);
  control.progress(2, loss);
  if (control.aborted() || !judge_hidden_rank(network, samples, parameters, point, errors, carries.back(), silent, control, result))
    return false;
  // At critical points of all but plain networks the verdict rests on it, and of the Hessian's zero eigenvalues it explains some.
  const bool needed = parts.hessian || (!plain && result.gradientZero == 1);
  if ((parts.jacobian || needed) && !judge_jacobian(network, samples, parameters, point, errors, control, result)) return false;
  control.progress(3, loss);
  return !parts.hessian || judge_hessian(network, samples, parameters, point, errors, slope, carries, control, result);
}

std::vector<std::string> judgement_names() {
  return {
#define X(name) #name,
      KINKLESS_JUDGEMENT_FIELDS(X)
#undef X
  };
}

std::vector<double> judgement_values(const Judgement& judgement) {
  return {
#define X(name) judgement.name,
      KINKLESS_JUDGEMENT_FIELDS(X)
#undef X
  };
}

}  // namespace kinkless
