#include "core/kinks/kinks.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/network/liveness.h"
#include "core/numeric/matrix.h"

namespace kinkless {

namespace {

// Enough halvings for every bit of the answer's mantissa.
constexpr int kBisections = 60;

// What the bound on the movement of pre-activations needs of the weights, without the bias column.
struct WeightNorms {
  std::vector<std::vector<double>> rows;
  std::vector<double> spectral;
};

WeightNorms weight_norms(const Network& network, const double* parameters) {
  WeightNorms norms;
  for (const Layer& layer : network.layers) {
    const auto in = static_cast<std::size_t>(layer.in), out = static_cast<std::size_t>(layer.out);
    Matrix weights(out, in);
    std::vector<double> rows;
    for (std::size_t i = 0; i < out; ++i) {
      const double* row = parameters + layer.offset + i * static_cast<std::size_t>(layer.columns());
      std::copy(row, row + in, weights.row(i));
      rows.push_back(norm(row, in));
    }
    std::vector<double> sigma(std::min(in, out));
    const double frobenius = norm(weights.data.data(), weights.data.size());
    const bool converged = singular_values(layer.out, layer.in, weights.data.data(), sigma.data());
    norms.rows.push_back(std::move(rows));
    norms.spectral.push_back(converged ? sigma.front() : frobenius);
  }
  return norms;
}

// Whether no sign can change within the radius r, by the recursion for ρ_l, the largest movement of a sample's activations.
bool signs_hold(const Network& network, const WeightNorms& norms, const Linearisation& point,
                const std::vector<std::vector<unsigned char>>& carries, const std::vector<Matrix>& steepness, const Matrix& input_norms,
                double r) {
  for (std::size_t n = 0; n < point.residuals.rows; ++n) {
    double moved = 0;
    for (std::size_t l = 0; l + 1 < network.depth(); ++l) {
      const auto width = static_cast<std::size_t>(network.layers[l].out);
      const double by_weights = r * (input_norms(n, l) + moved);
      double steepest = 0;
      for (std::size_t i = 0; i < width; ++i) {
        steepest = std::max(steepest, steepness[l](n, i));
        if (carries[l][n * width + i] && !(by_weights + norms.rows[l][i] * moved < std::fabs(point.pre_activations[l](n, i)))) return false;
      }
      moved = steepest * (by_weights + norms.spectral[l] * moved);
    }
  }
  return true;
}

// How much a unit can answer to a change of its pre-activation: |A| where the sign is kept, and the steeper side where no kink is carried,
// since the sign may change there.
std::vector<Matrix> steepness_of(const Network& network, const Samples<double>& samples, const Linearisation& point,
                                 const std::vector<std::vector<unsigned char>>& carries) {
  std::vector<Matrix> result;
  for (std::size_t l = 0; l + 1 < network.depth(); ++l) {
    Matrix steepness = absolute(point.slopes[l]);
    const double* mask = samples.mask(l);
    const double steeper = std::max(1.0, std::fabs(network.layers[l].slope));
    for (std::size_t k = 0; k < steepness.data.size(); ++k)
      if (!carries[l][k]) steepness.data[k] = (mask == nullptr ? 1.0 : std::fabs(mask[k])) * steeper;
    result.push_back(std::move(steepness));
  }
  return result;
}

}  // namespace

std::vector<std::vector<unsigned char>> carries_kink(const Network& network, const Samples<double>& samples, const Linearisation& point) {
  const std::size_t hidden = network.depth() - 1, count = samples.count;
  const auto [live, reach] = find_liveness(network, point);
  std::vector<std::vector<unsigned char>> carries(hidden);
  for (std::size_t l = 0; l < hidden; ++l) {
    const auto width = static_cast<std::size_t>(network.layers[l].out);
    const double* mask = samples.mask(l);
    carries[l].assign(count * width, 0);
    if (network.layers[l].slope == 1) continue;
    for (std::size_t n = 0; n < count; ++n)
      for (std::size_t i = 0; i < width; ++i)
        carries[l][n * width + i] = (mask == nullptr || mask[n * width + i] != 0) && live[l][n] && reach[l + 1][n];
  }
  return carries;
}

Kinks find_kinks(const Network& network, const Linearisation& point, const LinearisationErrors* errors,
                 const std::vector<std::vector<unsigned char>>& carries) {
  Kinks kinks;
  kinks.min_abs = std::numeric_limits<double>::infinity();
  for (std::size_t l = 0; l + 1 < network.depth(); ++l) {
    const std::size_t width = point.pre_activations[l].columns;
    for (std::size_t n = 0; n < point.residuals.rows; ++n)
      for (std::size_t i = 0; i < width; ++i) {
        if (!carries[l][n * width + i]) continue;
        ++kinks.carrying;
        const double size = std::fabs(point.pre_activations[l](n, i));
        if (errors != nullptr && size <= errors->pre_activations[l](n, i)) kinks.on_kink.push_back({l + 1, i, n});
        if (size < kinks.min_abs) {
          kinks.min_abs = size;
          kinks.nearest = {l + 1, i, n};
        }
      }
  }
  return kinks;
}

double kink_distance(const Network& network, const Samples<double>& samples, const double* parameters, const Linearisation& point,
                     const std::vector<std::vector<unsigned char>>& carries) {
  const std::size_t hidden = network.depth() - 1;
  double upper = std::numeric_limits<double>::infinity();
  Matrix input_norms(samples.count, hidden);
  for (std::size_t l = 0; l < hidden; ++l) {
    const Matrix &v = point.inputs[l], &u = point.pre_activations[l];
    for (std::size_t n = 0; n < samples.count; ++n) {
      input_norms(n, l) = norm(v.row(n), v.columns);
      for (std::size_t i = 0; i < u.columns; ++i)
        if (carries[l][n * u.columns + i]) upper = std::min(upper, std::fabs(u(n, i)) / input_norms(n, l));
    }
  }
  if (hidden == 1 || upper == 0 || !std::isfinite(upper)) return upper;
  const WeightNorms norms = weight_norms(network, parameters);
  const std::vector<Matrix> steepness = steepness_of(network, samples, point, carries);
  double lower = 0;
  for (int k = 0; k < kBisections; ++k) {
    const double middle = lower + (upper - lower) / 2;
    (signs_hold(network, norms, point, carries, steepness, input_norms, middle) ? lower : upper) = middle;
  }
  return lower;
}

}  // namespace kinkless
