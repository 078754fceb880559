#include "core/landscape/adjacent_regions.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/landscape/descent.h"
#include "core/network/stationarity.h"
#include "core/numeric/bounded_least_squares.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// Sign patterns that are looked at: all of them up to ten kinks.
constexpr std::size_t kMostPatterns = 1024;
// Directions that are handed back: the first to be tried.
constexpr std::size_t kMostDirections = 16;

using Pattern = std::vector<unsigned char>;  // for each kink, whether its unit counts as active

std::vector<Pattern> patterns(std::size_t kinks, bool& complete) {
  std::vector<Pattern> result;
  complete = kinks < 64 && (std::size_t(1) << kinks) <= kMostPatterns;
  if (complete) {
    for (std::size_t code = 0; code < (std::size_t(1) << kinks); ++code) {
      Pattern pattern;
      for (std::size_t k = 0; k < kinks; ++k) pattern.push_back((code >> k & 1) == 0);
      result.push_back(std::move(pattern));
    }
    return result;
  }
  for (const unsigned char side : {1, 0}) {
    result.emplace_back(kinks, side);
    for (std::size_t k = 0; k < kinks && result.size() < kMostPatterns; ++k) {
      result.emplace_back(kinks, side);
      result.back()[k] = !side;
    }
  }
  return result;
}

class Search {
 public:
  Search(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, const Linearisation& point,
         const LinearisationErrors& errors, const std::vector<Kink>& on_kink)
      : network_(network), samples_(samples), parameters_(parameters), errors_(errors), kinks_(on_kink), region_(point) {
    // −∇loss of ones is the inverse of the diagonal: the scale in which directions are compared.
    const std::vector<double> ones(network.parameters, -1.0);
    for (const double value : scaled_descent(network, point, ones)) scale_.push_back(std::sqrt(value));
  }

  AdjacentRegions run(const Control& control) {
    AdjacentRegions result;
    for (const Pattern& pattern : patterns(kinks_.size(), result.complete)) {
      if (control.aborted()) return result;
      look(pattern);
    }
    std::sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) { return a.slope < b.slope; });
    for (std::size_t k = 0; k < std::min(found_.size(), kMostDirections); ++k) result.directions.push_back(std::move(found_[k].direction));
    return result;
  }

 private:
  struct Found {
    double slope;
    std::vector<double> direction;
  };

  void look(const Pattern& pattern) {
    for (std::size_t k = 0; k < kinks_.size(); ++k) {
      const std::size_t l = kinks_[k].layer - 1;
      Matrix& slopes = region_.slopes[l];
      const double* mask = samples_.mask(l);
      const double factor = mask == nullptr ? 1.0 : mask[kinks_[k].sample * slopes.columns + kinks_[k].unit];
      slopes(kinks_[k].sample, kinks_[k].unit) = pattern[k] ? factor : factor * network_.layers[l].slope;
    }
    region_.signals.clear();
    LinearisationErrors errors = errors_;
    errors.signals.clear();
    add_signals(network_, parameters_.data(), region_, kUnitRoundoff64, &errors);
    const BoundedVector slope = gradient(network_, region_, errors, kUnitRoundoff64);
    Matrix walls(network_.parameters, kinks_.size());
    for (std::size_t k = 0; k < kinks_.size(); ++k) {
      const std::vector<double> wall = wall_of(kinks_[k]);
      const double length = norm(wall), side = pattern[k] ? 1 : -1;
      for (std::size_t p = 0; length > 0 && p < wall.size(); ++p) walls(p, k) = side * wall[p] / length;
    }
    std::vector<double> steepest(network_.parameters);
    for (std::size_t p = 0; p < steepest.size(); ++p) steepest[p] = slope.value[p] * scale_[p];
    const std::vector<double> none(kinks_.size(), 0.0), any(kinks_.size(), std::numeric_limits<double>::infinity());
    std::vector<double> direction = bounded_least_squares(walls, steepest, none, any).rest;
    double change = 0, noise = 0;
    for (std::size_t p = 0; p < direction.size(); ++p) {
      direction[p] *= scale_[p];
      change += slope.value[p] * direction[p];
      noise += slope.bound[p] * std::fabs(direction[p]);
    }
    if (change < -noise) found_.push_back({change / norm(steepest), std::move(direction)});
  }

  // ∇u of one kink in this region, in scaled parameters.
  std::vector<double> wall_of(const Kink& kink) const {
    std::vector<double> result(network_.parameters, 0.0);
    std::vector<double> signal(static_cast<std::size_t>(network_.layers[kink.layer - 1].out), 0.0);
    signal[kink.unit] = 1;
    for (std::size_t l = kink.layer; l-- > 0;) {
      const Layer& layer = network_.layers[l];
      const auto columns = static_cast<std::size_t>(layer.columns()), in = static_cast<std::size_t>(layer.in);
      std::vector<double> before(in, 0.0);
      for (std::size_t i = 0; i < signal.size(); ++i) {
        if (signal[i] == 0) continue;
        const std::size_t row = layer.offset + i * columns;
        for (std::size_t j = 0; j < columns; ++j) result[row + j] = signal[i] * region_.inputs[l](kink.sample, j) * scale_[row + j];
        for (std::size_t j = 0; j < in; ++j) before[j] += signal[i] * parameters_[row + j];
      }
      for (std::size_t j = 0; l > 0 && j < in; ++j) before[j] *= region_.slopes[l - 1](kink.sample, j);
      signal = std::move(before);
    }
    return result;
  }

  const Network& network_;
  const Samples<double>& samples_;
  const std::vector<double>& parameters_;
  const LinearisationErrors& errors_;
  const std::vector<Kink>& kinks_;
  Linearisation region_;
  std::vector<double> scale_;
  std::vector<Found> found_;
};

}  // namespace

AdjacentRegions find_adjacent_descents(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                                       const Linearisation& point, const LinearisationErrors& errors, const std::vector<Kink>& on_kink,
                                       const Control& control) {
  return Search(network, samples, parameters, point, errors, on_kink).run(control);
}

}  // namespace kinkless
