#include "core/rank/point_ranks.h"

#include <algorithm>

#include "core/curvature/hessian.h"
#include "core/curvature/nullity.h"
#include "core/network/khatri_rao.h"
#include "core/numeric/rounding.h"
#include "core/rank/exact_rank.h"

namespace kinkless {

Rank hidden_rank(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, const Linearisation& point,
                 const LinearisationErrors& errors, bool row_of_ones, const Control& control) {
  KhatriRao matrix = last_hidden_matrix(network, point, errors, kUnitRoundoff64);
  if (row_of_ones) matrix = with_row_of_ones(std::move(matrix));
  const ExactRank exact(network, samples, parameters, point, errors);
  // With one hidden layer G is made of inputs, masks and signs.
  return decide_rank(matrix,
                     {std::min(matrix.rows(), matrix.columns()), [&] { return exact.hidden(row_of_ones, control); }, network.depth() == 2},
                     control);
}

Rank jacobian_rank(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                   const Linearisation& point, const LinearisationErrors& errors, const Control& control) {
  const KhatriRao matrix = jacobian(network, point, errors);
  const ExactRank exact(network, samples, parameters, point, errors);
  // Inert parameters give rows of zeros, and rescaling a unit changes no output: as many combinations of rows vanish exactly.
  const std::vector<unsigned char> inert = inert_parameters(network, point);
  const std::vector<double> no_slope(network.parameters, 0.0);
  const long rescaling =
      find_rescalings(network, parameters, inert, parameter_units(matrix, point, samples.targets).exponents(), no_slope).rank;
  const std::size_t vanishing = static_cast<std::size_t>(std::count(inert.begin(), inert.end(), 1) + std::max(0L, rescaling));
  return decide_rank(matrix, {std::min(network.parameters - vanishing, matrix.columns()), [&] { return exact.jacobian(control); }, false},
                     control);
}

}  // namespace kinkless
