#include "core/certify/certify_all_layers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/network/bounded_residuals.h"
#include "core/network/khatri_rao.h"
#include "core/numeric/rounding.h"
#include "core/rank/proven_sigma.h"

namespace kinkless {

namespace {

constexpr double kUnit = kUnitRoundoff64;
// The radius is as much wider than t: room for a checker's own rounding.
constexpr double kRoom = 1 + 1e-6;

using Vector = std::vector<double>;

// ω_l = (‖W̄_l‖_F² + 1)^½ + ρ ≥ the norm of [[W_l, b_l], [0, 1]] anywhere in the ball.
Vector layer_norms(const Network& network, const Vector& parameters, double radius) {
  Vector result;
  for (const Layer& layer : network.layers)
    result.push_back((hypotenuse(norm(parameters.data() + layer.offset, layer.size()), 1) + radius) * outward(layer.size() + 8, kUnit));
  return result;
}

// reach[l][n] = Π_{j ≤ l} max(1, max_i |a_j,in|) ‖(x_n, 1)‖, for l hidden layers.
std::vector<Vector> reaches(const Network& network, const Samples<double>& samples, const Linearisation& point) {
  const auto inputs = static_cast<std::size_t>(network.inputs());
  const auto stride = static_cast<std::size_t>(network.layers[0].columns());
  std::vector<Vector> result(1);
  for (std::size_t n = 0; n < samples.count; ++n)
    result[0].push_back(hypotenuse(norm(samples.inputs.data() + n * stride, inputs), 1) * outward(inputs + 8, kUnit));
  for (const Matrix& slopes : point.slopes) {
    Vector next = result.back();
    for (std::size_t n = 0; n < samples.count; ++n) {
      double steepest = 1;
      for (std::size_t i = 0; i < slopes.columns; ++i) steepest = std::max(steepest, std::fabs(slopes(n, i)));
      next[n] *= steepest * outward(2, kUnit);
    }
    result.push_back(std::move(next));
  }
  return result;
}

// Π ω_k over the layers before `end`, without two of them.
double product_without(const Vector& norms, std::size_t end, std::size_t left_out, std::size_t other) {
  double result = 1;
  for (std::size_t k = 0; k < end; ++k)
    if (k != left_out && k != other) result *= norms[k];
  return result;
}

// Λ = max_l Σ_{m≠l} Π_{k≠l,m} ω_k · (Σ_n reach²)^½: the second derivatives are bilinear in two different layers.
double lipschitz(const Vector& norms, const Vector& reach) {
  double largest = 0;
  for (std::size_t l = 0; l < norms.size(); ++l) {
    double sum = 0;
    for (std::size_t m = 0; m < norms.size(); ++m)
      if (m != l) sum += product_without(norms, norms.size(), l, m);
    largest = std::max(largest, sum);
  }
  return largest * norm(reach) * outward(norms.size() * norms.size() + reach.size() + 8, kUnit);
}

// How far u of hidden layer l moves for each unit of distance and of `reach`: (Σ_{k≤l} Π_{j≤l, j≠k} ω_j²)^½.
double speed(const Vector& norms, std::size_t l) {
  Vector parts;
  for (std::size_t k = 0; k <= l; ++k) parts.push_back(product_without(norms, l + 1, k, k));
  return norm(parts) * outward(2 * l + 12, kUnit);
}

// The distance within which no sign changes; `result` receives the triple that limits it.
void limit_distance(const Linearisation& point, const LinearisationErrors& errors, const std::vector<std::vector<unsigned char>>& carries,
                    const Vector& norms, const std::vector<Vector>& reach, Certification& result) {
  result.radiusLimit = std::numeric_limits<double>::infinity();
  for (std::size_t l = 0; l < carries.size(); ++l) {
    const Matrix& u = point.pre_activations[l];
    const double fast = speed(norms, l);
    for (std::size_t n = 0; n < u.rows; ++n)
      for (std::size_t i = 0; i < u.columns; ++i) {
        if (!carries[l][n * u.columns + i]) continue;
        const double limit = (std::fabs(u(n, i)) - errors.pre_activations[l](n, i)) / (fast * reach[l][n]) * (1 - 8 * kUnit);
        if (!(limit < result.radiusLimit)) continue;
        result.radiusLimit = limit;
        result.layer = static_cast<double>(l + 1);
        result.unit = static_cast<double>(i);
        result.sample = static_cast<double>(n);
      }
  }
}

}  // namespace

void certify_all_layers(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, Linearisation& point,
                        LinearisationErrors& errors, const std::vector<std::vector<unsigned char>>& carries, const Control& control,
                        Certification& result) {
  result = {};
  result.allLayers = 1;
  if (point.signals.empty()) add_signals(network, parameters.data(), point, kUnit, &errors);
  const KhatriRao matrix = jacobian(network, point, errors);
  result.rows = static_cast<double>(matrix.live_rows());
  if (result.rows < static_cast<double>(matrix.columns())) return result.leave_open(Cause::rows);
  result.sigmaMin = proven_sigma(matrix, control);
  result.sigmaStated = result.sigmaMin > 0 ? stated_sigma(result.sigmaMin, matrix) : 0;
  if (!(result.sigmaStated > 0)) return result.leave_open(Cause::singular);

  const double residual = norm_bounds(bounded_residuals(network, samples, parameters.data())).upper;
  const double step = residual / result.sigmaStated * (1 + 4 * kUnit);
  // t ≤ 2E/σ for all h ≤ ½: constants of that ball hold in a smaller one too.
  const Vector norms = layer_norms(network, parameters, 2 * kRoom * step);
  const std::vector<Vector> reach = reaches(network, samples, point);
  result.newton = lipschitz(norms, reach.back()) * step / result.sigmaStated * kRoom;
  if (!(result.newton <= 0.5)) return result.leave_open(Cause::newton);
  result.radius = step / (1 - result.newton) * kRoom;
  limit_distance(point, errors, carries, norms, reach, result);
  if (!(result.radius < result.radiusLimit)) return result.leave_open(Cause::margin);
  result.outcome = 1;
}

}  // namespace kinkless
