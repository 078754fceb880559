#include "core/kinks/settle_on_kinks.h"

#include <algorithm>
#include <cmath>

#include "core/exact/bounded.h"
#include "core/network/linearisation.h"
#include "core/numeric/matrix.h"

namespace kinkless {

namespace {

// Rescalings until every kink is met: each has even odds at least.
constexpr int kAttempts = 16;
// The correction is exact but for rounding: the second takes up what the first's left.
constexpr int kCorrections = 3;
const double kClear = std::sqrt(kUnitRoundoff64);

// Of x̄ scaled by powers of two, as the weights are the other way round.
class Unit {
 public:
  Unit(const Matrix& inputs, const std::vector<std::size_t>& kinks) : columns_(inputs.columns) {
    std::vector<double> a, distances(std::min(columns_, kinks.size()));
    for (const std::size_t n : kinks) {
      std::vector<double> row(inputs.row(n), inputs.row(n) + columns_);
      const double length = norm(row);
      for (const double value : row) a.push_back(value / length);
    }
    std::vector<int> order(kinks.size());
    if (!pivoted_columns(static_cast<int>(columns_), static_cast<int>(kinks.size()), a.data(), order.data(), distances.data())) return;
    for (std::size_t k = 0; k < distances.size() && distances[k] > kClear * distances[0]; ++k)
      rows_.push_back(inputs.row(kinks[static_cast<std::size_t>(order[k])]));
  }

  void settle(double* weights) const {
    if (rows_.size() == columns_) {
      std::fill(weights, weights + columns_, 0.0);
      return;
    }
    const std::size_t count = rows_.size();
    for (int k = 0; k < kCorrections && count > 0; ++k) {
      std::vector<double> a(columns_ * count), move(columns_), sigma(count);
      for (std::size_t b = 0; b < count; ++b) {
        Bounded u;
        for (std::size_t j = 0; j < columns_; ++j) {
          a[j * count + b] = rows_[b][j];
          u += times(weights[j], rows_[b][j]);
        }
        move[b] = -u.value();
      }
      if (!minimal_least_squares(static_cast<int>(count), static_cast<int>(columns_), a.data(), move.data(), sigma.data(), kUnitRoundoff64))
        return;
      for (std::size_t j = 0; j < columns_; ++j) weights[j] += move[j];
    }
  }

 private:
  std::size_t columns_;
  std::vector<const double*> rows_;
};

}  // namespace

void settle_on_kinks(const Network& network, const Samples<double>& samples, const UnitSamples& kinks, std::vector<double>& parameters) {
  const auto columns = static_cast<std::size_t>(network.layers[0].columns());
  Matrix inputs(samples.count, columns);
  inputs.data.assign(samples.inputs.begin(), samples.inputs.end());
  const std::vector<int> exponents = exponents_of(column_maxima(inputs));
  scale_columns(inputs, exponents);
  std::vector<std::size_t> missed;
  for (std::size_t i = 0; i < kinks.size(); ++i)
    if (!kinks[i].empty()) missed.push_back(i);
  for (int attempt = 0; attempt < kAttempts && !missed.empty(); ++attempt) {
    for (const std::size_t i : missed) {
      const double scale = 1 + attempt / static_cast<double>(kAttempts);
      std::vector<double> weights(columns);
      for (std::size_t j = 0; j < columns; ++j) weights[j] = std::ldexp(parameters[i * columns + j] * scale, exponents[j]);
      Unit(inputs, kinks[i]).settle(weights.data());
      for (std::size_t j = 0; j < columns; ++j) parameters[i * columns + j] = std::ldexp(weights[j], -exponents[j]);
      parameters[network.layers[1].offset + i] /= scale;
    }
    LinearisationErrors errors;
    const Linearisation point = evaluate_bounded(network, samples, parameters.data(), kUnitRoundoff64, errors);
    std::erase_if(missed, [&](std::size_t i) {
      return std::all_of(kinks[i].begin(), kinks[i].end(),
                         [&](std::size_t n) { return std::fabs(point.pre_activations[0](n, i)) <= errors.pre_activations[0](n, i); });
    });
  }
}

}  // namespace kinkless
