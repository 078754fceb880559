#include "kink_minimum.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "matrix.h"
#include "rounding.h"

namespace kinkless {

namespace {

// One unit's conditions: stationarity along its kinks, and the intervals of its multipliers.
class Unit {
 public:
  Unit(const Network& network, const Samples<double>& samples, const double* parameters, const Linearisation& point,
       const LinearisationErrors& errors, const Matrix& inputs_scaled, std::size_t unit, std::vector<std::size_t> kinks)
      : point_(point),
        errors_(errors),
        unit_(unit),
        kinks_(std::move(kinks)),
        inputs_(inputs_scaled.columns),
        inputs_scaled_(inputs_scaled) {
    mask_ = samples.mask(0);
    slope_ = network.layers[0].slope;
    weight_ = parameters[network.layers[1].offset + unit];
    sum_smooth_part();
  }

  Multipliers judge() {
    if (weight_ == 0) return {};
    Multipliers result;
    if (!solve()) return result;
    // What remains of the force when no kink of the unit may be left.
    bool stationary = true;
    for (std::size_t j = 0; j < inputs_; ++j) stationary = stationary && std::fabs(rest_[j]) <= tolerance_[j] + solve_error_[j];
    if (!stationary) {
      result.answer = Multipliers::Answer::violated;
      result.direction = rest_;
      for (double& value : result.direction) value = -value;
      return result;
    }
    result.answer = Multipliers::Answer::hold;
    result.slack = std::numeric_limits<double>::infinity();
    const double mu_error = sigma_min_ > 0 ? (norm(tolerance_) + norm(solve_error_)) / sigma_min_ : 0;
    for (std::size_t z = 0; z < kinks_.size(); ++z) judge_interval(z, mu_error, result);
    return result;
  }

 private:
  double mask(std::size_t n) const { return mask_ == nullptr ? 1.0 : mask_[n * point_.slopes[0].columns + unit_]; }

  // f = Σ_{n∉Z} e_n sg a_n x̄_n and the bound on its error.
  void sum_smooth_part() {
    const std::size_t samples = point_.residuals.rows;
    const double sign = weight_ < 0 ? -1 : 1;
    force_.assign(inputs_, 0);
    tolerance_.assign(inputs_, 0);
    const double rounding = gamma(samples + 3, kUnitRoundoff64);
    for (std::size_t n = 0, z = 0; n < samples; ++n) {
      if (z < kinks_.size() && kinks_[z] == n) {
        ++z;
        continue;
      }
      const double a = point_.slopes[0](n, unit_), e = point_.residuals(n, 0), e_error = errors_.residuals(n, 0);
      for (std::size_t j = 0; j < inputs_; ++j) {
        const double x = inputs_scaled_(n, j);
        force_[j] += e * sign * a * x;
        tolerance_[j] += (std::fabs(e) * rounding + e_error) * std::fabs(a * x) * outward(samples, kUnitRoundoff64);
      }
    }
  }

  // μ by least squares; `rest_` is what no μ removes. False when the x̄_n are not clearly independent.
  bool solve() {
    const std::size_t count = kinks_.size();
    rest_ = force_;
    solve_error_.assign(inputs_, 0);
    if (count == 0) return true;
    if (count > inputs_) return false;
    std::vector<double> a(inputs_ * count), b(force_), sigma(count);
    for (std::size_t z = 0; z < count; ++z)
      for (std::size_t j = 0; j < inputs_; ++j) a[z * inputs_ + j] = inputs_scaled_(kinks_[z], j);
    for (double& value : b) value = -value;
    if (!minimal_least_squares(static_cast<int>(inputs_), static_cast<int>(count), a.data(), b.data(), sigma.data(), kUnitRoundoff64))
      return false;
    sigma_min_ = sigma.back();
    // Half of the digits are kept for the multipliers: nearer to dependence than that, nothing is claimed.
    if (!(sigma_min_ > std::sqrt(kUnitRoundoff64) * sigma.front())) return false;
    mu_.assign(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(count));
    const double rounding = gamma(inputs_ + count + 8, kUnitRoundoff64);
    double size = norm(force_);
    for (std::size_t z = 0; z < count; ++z)
      for (std::size_t j = 0; j < inputs_; ++j) {
        const double part = mu_[z] * inputs_scaled_(kinks_[z], j);
        rest_[j] += part;
        size += std::fabs(part);
      }
    std::fill(solve_error_.begin(), solve_error_.end(), rounding * size);
    return true;
  }

  void judge_interval(std::size_t z, double mu_error, Multipliers& result) {
    const std::size_t n = kinks_[z];
    const double sign = weight_ < 0 ? -1 : 1, e = point_.residuals(n, 0) * sign, active = mask(n), passive = active * slope_;
    const double error = mu_error + errors_.residuals(n, 0) * std::max(std::fabs(active), std::fabs(passive)) +
                         gamma(4, kUnitRoundoff64) * (std::fabs(e * active) + std::fabs(e * passive) + std::fabs(mu_[z]));
    const double above = e * active - mu_[z], below = mu_[z] - e * passive;
    const double least = std::min(above, below);
    if (least < -error) {
      if (result.answer == Multipliers::Answer::violated) return;
      result.answer = Multipliers::Answer::violated;
      result.direction = leave_kink(z, above < below ? 1 : -1);
    } else if (least <= error) {
      if (result.answer == Multipliers::Answer::hold) result.answer = Multipliers::Answer::open;
    } else {
      result.slack = std::min(result.slack, least);
    }
  }

  // The smallest move of the unit's weights with x̄_n · δ = side at kink z and 0 at its other kinks.
  std::vector<double> leave_kink(std::size_t z, double side) const {
    const std::size_t count = kinks_.size();
    std::vector<double> a(inputs_ * count), b(std::max(inputs_, count), 0.0), sigma(count);
    for (std::size_t k = 0; k < count; ++k)
      for (std::size_t j = 0; j < inputs_; ++j) a[j * count + k] = inputs_scaled_(kinks_[k], j);
    b[z] = side;
    if (!minimal_least_squares(static_cast<int>(count), static_cast<int>(inputs_), a.data(), b.data(), sigma.data(), kUnitRoundoff64))
      return std::vector<double>(inputs_, 0.0);
    b.resize(inputs_);
    return b;
  }

  const Linearisation& point_;
  const LinearisationErrors& errors_;
  std::size_t unit_;
  std::vector<std::size_t> kinks_;
  std::size_t inputs_;
  const Matrix& inputs_scaled_;
  const double* mask_ = nullptr;
  double slope_ = 0, weight_ = 0, sigma_min_ = 0;
  std::vector<double> force_, tolerance_, rest_, solve_error_, mu_;
};

}  // namespace

Multipliers find_multipliers(const Network& network, const Samples<double>& samples, const double* parameters, const Linearisation& point,
                             const LinearisationErrors& errors, const std::vector<Kink>& on_kink) {
  const auto width = static_cast<std::size_t>(network.layers[0].out), columns = static_cast<std::size_t>(network.layers[0].columns());
  std::vector<std::vector<std::size_t>> kinks(width);
  for (const Kink& kink : on_kink) kinks[kink.unit].push_back(kink.sample);
  // Inputs in units of a power of two each, so that an answer does not depend on how they are scaled against each other.
  Matrix scaled = point.inputs[0];
  const std::vector<int> exponents = exponents_of(column_maxima(scaled));
  scale_columns(scaled, exponents);
  Multipliers result;
  result.answer = Multipliers::Answer::hold;
  result.slack = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < width; ++i) {
    const Multipliers unit = Unit(network, samples, parameters, point, errors, scaled, i, kinks[i]).judge();
    if (unit.answer == Multipliers::Answer::violated) {
      result = unit;
      result.direction.assign(network.parameters, 0.0);
      // W_i = |w_2,i| w_1,i: moving the incoming weights moves W in the same direction.
      for (std::size_t j = 0; j < columns; ++j) result.direction[i * columns + j] = std::ldexp(unit.direction[j], -exponents[j]);
      return result;
    }
    if (unit.answer == Multipliers::Answer::open) result.answer = Multipliers::Answer::open;
    result.slack = std::min(result.slack, unit.slack);
  }
  return result;
}

}  // namespace kinkless
