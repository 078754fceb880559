#include "core/network/linearisation.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

Matrix first_input(const Network& network, const Samples<double>& samples) {
  Matrix input;
  input.rows = samples.count;
  input.columns = static_cast<std::size_t>(network.layers[0].columns());
  input.data.assign(samples.inputs.begin(), samples.inputs.end());
  return input;
}

// U = V̄ W̄ᵀ.
Matrix pre_activation(const Layer& layer, const Matrix& input, const double* weights) {
  Matrix result(input.rows, static_cast<std::size_t>(layer.out));
  multiply(Op::plain, Op::transposed, input.rows, result.columns, input.columns, 1, input.data.data(), input.columns, weights,
           input.columns, 0, result.data.data(), result.columns);
  return result;
}

// |Û − U| ≤ γ_k |V̄||W̄|ᵀ + ΔV |W|ᵀ + k η.
Matrix pre_activation_error(const Layer& layer, const Matrix& input, const Matrix& input_error, const double* weights, double unit) {
  const auto k = static_cast<std::size_t>(layer.columns());
  const std::vector<double> w = absolute(weights, layer.size());
  const Matrix v = absolute(input);
  Matrix result(input.rows, static_cast<std::size_t>(layer.out));
  const double factor = gamma(k, unit);
  multiply(Op::plain, Op::transposed, v.rows, result.columns, k, factor, v.data.data(), k, w.data(), k, 0, result.data.data(),
           result.columns);
  multiply(Op::plain, Op::transposed, v.rows, result.columns, input_error.columns, 1, input_error.data.data(), input_error.columns,
           w.data(), k, 1, result.data.data(), result.columns);
  const double grow = outward(2 * k, kUnitRoundoff64);
  for (double& bound : result.data) bound = with_underflow(bound * grow, k);
  return result;
}

struct Activated {
  Matrix slopes;
  Matrix output;  // V̄, with the constant 1 of the next layer's bias
  Matrix error;   // of V; empty without bounds
};

Activated activate(const Layer& layer, const Layer& next, const Matrix& u, const Matrix* u_error, const double* mask, double unit) {
  const std::size_t width = u.columns;
  Activated result{Matrix(u.rows, width), Matrix(u.rows, static_cast<std::size_t>(next.columns()), 1.0), Matrix()};
  if (u_error != nullptr) result.error = Matrix(u.rows, width);
  const double unsure_steepest = unsure_steepness(layer.slope), rounding = gamma(3, unit), grow = outward(4, kUnitRoundoff64);
  for (std::size_t n = 0; n < u.rows; ++n)
    for (std::size_t i = 0; i < width; ++i) {
      const double value = u(n, i), factor = mask == nullptr ? 1.0 : mask[n * width + i];
      const bool unsure = u_error != nullptr && std::fabs(value) <= (*u_error)(n, i);
      const double slope = value >= 0 || unsure ? factor : factor * layer.slope;
      result.slopes(n, i) = slope;
      result.output(n, i) = slope * value;
      if (u_error == nullptr) continue;
      const double steepest = unsure ? std::fabs(factor) * unsure_steepest : std::fabs(slope);
      result.error(n, i) = (steepest * (*u_error)(n, i) * (1 + rounding) + rounding * std::fabs(slope * value)) * grow;
    }
  return result;
}

Linearisation forward(const Network& network, const Samples<double>& samples, const double* parameters, double unit,
                      LinearisationErrors* errors) {
  Linearisation point;
  point.inputs.push_back(first_input(network, samples));
  if (errors != nullptr) errors->inputs.emplace_back(samples.count, static_cast<std::size_t>(network.inputs()));
  for (std::size_t l = 0; l < network.depth(); ++l) {
    const Layer& layer = network.layers[l];
    const double* weights = parameters + layer.offset;
    point.pre_activations.push_back(pre_activation(layer, point.inputs[l], weights));
    const Matrix& u = point.pre_activations.back();
    if (errors != nullptr)
      errors->pre_activations.push_back(pre_activation_error(layer, point.inputs[l], errors->inputs[l], weights, unit));
    if (l + 1 == network.depth()) break;
    Activated activated =
        activate(layer, network.layers[l + 1], u, errors == nullptr ? nullptr : &errors->pre_activations.back(), samples.mask(l), unit);
    point.slopes.push_back(std::move(activated.slopes));
    point.inputs.push_back(std::move(activated.output));
    if (errors != nullptr) errors->inputs.push_back(std::move(activated.error));
  }
  point.residuals = point.pre_activations.back();
  for (std::size_t k = 0; k < point.residuals.data.size(); ++k) point.residuals.data[k] -= samples.targets[k];
  if (errors != nullptr) {
    errors->residuals = errors->pre_activations.back();
    for (std::size_t k = 0; k < point.residuals.data.size(); ++k)
      errors->residuals.data[k] = (errors->residuals.data[k] + gamma(1, unit) * std::fabs(point.residuals.data[k])) * outward(2, unit);
  }
  return point;
}

}  // namespace

double Linearisation::squares() const {
  double sum = 0;
  for (const double e : residuals.data) sum += e * e;
  return sum;
}

double unsure_steepness(double slope) { return std::max(1.0, std::fabs(slope) + std::fabs(1 - slope)); }

Linearisation evaluate(const Network& network, const Samples<double>& samples, const double* parameters) {
  return forward(network, samples, parameters, 0, nullptr);
}

Linearisation evaluate_bounded(const Network& network, const Samples<double>& samples, const double* parameters, double unit,
                               LinearisationErrors& errors) {
  return forward(network, samples, parameters, unit, &errors);
}

void add_signals(const Network& network, const double* parameters, Linearisation& point, double unit, LinearisationErrors* errors) {
  const std::size_t depth = network.depth(), samples = point.residuals.rows;
  for (std::size_t c = 0; c < static_cast<std::size_t>(network.outputs()); ++c) {
    std::vector<Matrix> signals(depth), bounds(depth);
    signals[depth - 1] = Matrix(samples, point.residuals.columns);
    for (std::size_t n = 0; n < samples; ++n) signals[depth - 1](n, c) = 1;
    if (errors != nullptr) bounds[depth - 1] = Matrix(samples, point.residuals.columns);
    for (std::size_t l = depth - 1; l-- > 0;) {
      const Layer& above = network.layers[l + 1];
      const auto ld = static_cast<std::size_t>(above.columns()), width = static_cast<std::size_t>(above.in);
      const auto k = static_cast<std::size_t>(above.out);
      const Matrix& upper = signals[l + 1];
      signals[l] = Matrix(samples, width);
      multiply(Op::plain, Op::plain, samples, width, k, 1, upper.data.data(), k, parameters + above.offset, ld, 0, signals[l].data.data(),
               width);
      if (errors != nullptr) {
        const std::vector<double> w = absolute(parameters + above.offset, above.size());
        const Matrix magnitude = absolute(upper);
        bounds[l] = Matrix(samples, width);
        multiply(Op::plain, Op::plain, samples, width, k, gamma(k, unit), magnitude.data.data(), k, w.data(), ld, 0, bounds[l].data.data(),
                 width);
        multiply(Op::plain, Op::plain, samples, width, k, 1, bounds[l + 1].data.data(), k, w.data(), ld, 1, bounds[l].data.data(), width);
        const double grow = outward(2 * k, kUnitRoundoff64), rounding = gamma(3, unit);
        for (std::size_t p = 0; p < bounds[l].data.size(); ++p) {
          const double a = std::fabs(point.slopes[l].data[p]);
          bounds[l].data[p] = (a * bounds[l].data[p] * (1 + rounding) + rounding * a * std::fabs(signals[l].data[p])) * grow;
        }
      }
      for (std::size_t p = 0; p < signals[l].data.size(); ++p) signals[l].data[p] *= point.slopes[l].data[p];
    }
    point.signals.push_back(std::move(signals));
    if (errors != nullptr) errors->signals.push_back(std::move(bounds));
  }
}

}  // namespace kinkless
