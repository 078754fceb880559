#include "core/certify/certify_region.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/landscape/existence.h"
#include "core/network/bounded_residuals.h"
#include "core/numeric/rounding.h"
#include "core/rank/exact_rank.h"
#include "core/rank/proven_sigma.h"

namespace kinkless {

namespace {

constexpr double kUnit = kUnitRoundoff64;

// Ḡ, or its rows of the units that have an output weight.
KhatriRao moving_matrix(const Network& network, const std::vector<double>& parameters, const Linearisation& point,
                        const LinearisationErrors& errors, bool all_units) {
  KhatriRao matrix = last_hidden_matrix(network, point, errors, kUnit);
  const double* outgoing = parameters.data() + network.layers.back().offset;
  for (std::size_t i = 0; !all_units && i < matrix.terms[0].left.columns; ++i) {
    if (outgoing[i] != 0) continue;
    for (std::size_t n = 0; n < matrix.columns(); ++n) matrix.terms[0].left(n, i) = matrix.terms[0].left_error(n, i) = 0;
  }
  return network.layers.back().bias ? with_row_of_ones(std::move(matrix)) : matrix;
}

void certify_rank(const ExactRank& exact, const Network& network, const KhatriRao& matrix, const Control& control, Certification& result) {
  if (result.rows < static_cast<double>(matrix.columns())) return result.refute(Cause::rows);
  result.sigmaMin = proven_sigma(matrix, control);
  if (!(result.sigmaMin > 0)) {
    const auto rank = exact.hidden(network.layers.back().bias, control);
    result.modularRank = static_cast<double>(rank.value_or(0));
    if (rank != matrix.columns()) return result.leave_open(Cause::rank);
  }
  // The rank alone, modulo a prime, is within a checker's reach always.
  result.sigmaStated = result.sigmaMin > 0 ? stated_sigma(result.sigmaMin, matrix) : 0;
  result.outcome = 1;
}

void certify_zero(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, const KhatriRao& matrix,
                  const Linearisation& point, const LinearisationErrors& errors, const std::vector<unsigned char>& carries,
                  const Control& control, Certification& result) {
  if (result.rows < static_cast<double>(matrix.columns())) {
    // Even so there may be a zero; a proof that there is none takes all weights that move the outputs.
    result.leave_open(Cause::rows);
    if (network.depth() > 2) return;
    const KhatriRao whole = moving_matrix(network, parameters, point, errors, true);
    const Existence existence = find_critical_point(network, parameters.data(), point, errors, whole, carries, {}, false, control);
    result.residualLower = existence.step ? existence.residual : 0;
    if (result.residualLower > 0) result.refute(Cause::positive_loss);
    return;
  }
  result.sigmaMin = proven_sigma(matrix, control);
  result.sigmaStated = result.sigmaMin > 0 ? stated_sigma(result.sigmaMin, matrix) : 0;
  if (!(result.sigmaStated > 0)) return result.leave_open(Cause::singular);
  result.radius = norm_bounds(bounded_residuals(network, samples, parameters.data())).upper / result.sigmaStated * (1 + 4 * kUnit);
  limit_radius(network, parameters, point, errors, carries, result);
  if (!(result.radius < result.radiusLimit)) return result.leave_open(Cause::margin);
  result.outcome = 1;
}

}  // namespace

void limit_radius(const Network& network, const std::vector<double>& parameters, const Linearisation& point,
                  const LinearisationErrors& errors, const std::vector<unsigned char>& carries, Certification& result) {
  const std::size_t l = network.depth() - 2, width = point.pre_activations[l].columns, columns = point.inputs[l].columns;
  const double* outgoing = parameters.data() + network.layers.back().offset;
  result.radiusLimit = std::numeric_limits<double>::infinity();
  for (std::size_t n = 0; n < point.residuals.rows; ++n) {
    std::vector<double> input(point.inputs[l].row(n), point.inputs[l].row(n) + columns);
    for (std::size_t j = 0; j < errors.inputs[l].columns; ++j) input[j] = std::fabs(input[j]) + errors.inputs[l](n, j);
    const double length = norm(input) * outward(columns + 2, kUnit);
    for (std::size_t i = 0; i < width; ++i) {
      if (!carries[n * width + i] || outgoing[i] == 0) continue;
      const double u = std::fabs(point.pre_activations[l](n, i)) - errors.pre_activations[l](n, i);
      const double limit = std::fabs(outgoing[i]) * u / length * (1 - 8 * kUnit);
      if (!(limit < result.radiusLimit)) continue;
      result.radiusLimit = limit;
      result.layer = static_cast<double>(l + 1);
      result.unit = static_cast<double>(i);
      result.sample = static_cast<double>(n);
    }
  }
}

void certify_region(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, bool zero_loss,
                    const Linearisation& point, const LinearisationErrors& errors, const std::vector<unsigned char>& carries,
                    const Control& control, Certification& result) {
  const KhatriRao matrix = moving_matrix(network, parameters, point, errors, !zero_loss);
  const double* outgoing = parameters.data() + network.layers.back().offset;
  const bool moves = !zero_loss || std::any_of(outgoing, outgoing + network.layers.back().in, [](double w) { return w != 0; });
  // With the output bias alone nothing is said of the hidden layer.
  result.rows = moves ? static_cast<double>(matrix.live_rows()) : 0;
  if (zero_loss) {
    certify_zero(network, samples, parameters, matrix, point, errors, carries, control, result);
  } else {
    certify_rank(ExactRank(network, samples, parameters, point, errors), network, matrix, control, result);
  }
}

}  // namespace kinkless
