#include "silent_unit.h"

#include <cmath>

#include "matrix.h"

namespace kinkless {

namespace {

class Silent {
 public:
  Silent(const KinkSystem& system, std::size_t unit, const double* weights, const std::vector<Bounded>& e)
      : system_(system), unit_(unit), force_(system.force(unit, e)) {
    for (std::size_t j = 0; j < system.columns(); ++j) weights_.push_back(std::ldexp(weights[j], system.exponents()[j]));
    for (const KinkGroup& group : system.units()[unit].groups) forces_.push_back(system.kink_force(unit, group, e));
  }

  SilentUnit judge() {
    SilentUnit result;
    // The linear part, with every kink at the mean of its two slopes, and the jumps.
    std::vector<Bounded> linear = force_;
    for (std::size_t g = 0; g < forces_.size(); ++g) {
      const Bounded mean = (forces_[g].above + forces_[g].below) * Bounded(0.5);
      for (std::size_t j = 0; j < linear.size(); ++j) linear[j] += mean * Bounded(normal(g)[j]);
    }
    bool vanishes = true, sure = false;
    const auto look = [&](const Bounded& value) {
      vanishes = vanishes && value.is_zero();
      sure = sure || value.lower() > 0 || value.upper() < 0;
    };
    for (const Bounded& value : linear) look(value);
    for (const KinkForce& force : forces_) look(force.above - force.below);
    result.vanishes = vanishes;
    if (sure) find_descent(linear, result);
    return result;
  }

 private:
  const double* normal(std::size_t g) const { return system_.inputs().row(system_.units()[unit_].groups[g].samples.front()); }

  // The change of Σ e ψ when the unit's weights move by δ, to first order.
  double change(const std::vector<double>& delta) const {
    double result = 0;
    for (std::size_t j = 0; j < delta.size(); ++j) result += force_[j].value() * delta[j];
    for (std::size_t g = 0; g < forces_.size(); ++g) {
      double t = 0;
      for (std::size_t j = 0; j < delta.size(); ++j) t += normal(g)[j] * delta[j];
      result += (t > 0 ? forces_[g].above.value() : forces_[g].below.value()) * t;
    }
    return result;
  }

  // Along the linear part either way, and out of every kink either way: the one that changes most for its length.
  void find_descent(const std::vector<Bounded>& linear, SilentUnit& result) const {
    std::vector<std::vector<double>> candidates(1);
    for (const Bounded& value : linear) candidates.front().push_back(value.value());
    for (std::size_t g = 0; g < forces_.size(); ++g) candidates.emplace_back(normal(g), normal(g) + system_.columns());
    double best = 0;
    const double own = norm(weights_);
    for (std::vector<double>& delta : candidates) {
      const double length = norm(delta);
      if (length == 0) continue;
      for (const double side : {1.0, -1.0}) {
        std::vector<double> move = delta;
        for (double& value : move) value *= side * (own > 0 ? own : 1) / length;
        const double fall = change(move);
        if (!(std::fabs(fall) > std::fabs(best))) continue;
        best = fall;
        result.incoming = move;
      }
    }
    if (result.incoming.empty()) return;
    // With output weight −t τ sign(change) and weights w̄ + t δ: −t² τ |change| + ½ t² τ² ‖ψ‖², least at τ = |change| / ‖ψ‖².
    double squares = 0;
    for (std::size_t n = 0; n < system_.samples(); ++n) {
      double u = 0, moved = 0;
      for (std::size_t j = 0; j < weights_.size(); ++j) {
        u += weights_[j] * system_.inputs()(n, j);
        moved += result.incoming[j] * system_.inputs()(n, j);
      }
      squares += u * u + moved * moved;
    }
    result.outgoing = squares > 0 ? -best / squares : 0;
  }

  const KinkSystem& system_;
  std::size_t unit_;
  std::vector<Bounded> force_;
  std::vector<double> weights_;
  std::vector<KinkForce> forces_;
};

}  // namespace

SilentUnit judge_silent_unit(const KinkSystem& system, std::size_t unit, const double* weights, const std::vector<Bounded>& e) {
  return Silent(system, unit, weights, e).judge();
}

}  // namespace kinkless
