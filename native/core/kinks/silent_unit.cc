#include "core/kinks/silent_unit.h"

#include <algorithm>
#include <cmath>

#include "core/exact/rays.h"
#include "core/kinks/kink_forces.h"
#include "core/numeric/matrix.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

class Silent {
 public:
  Silent(const KinkSystem& system, std::size_t unit, const std::vector<std::size_t>& basis, const double* weights,
         const std::vector<Bounded>& e, const ExactResiduals& exact, const Control& control)
      : system_(system), unit_(unit), basis_(basis), e_(e), exact_(exact), control_(control), force_(system.force(unit, e)) {
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
    result.vanishes = vanishes || (!sure && vanishes_exactly());
    if (sure) find_descent(linear, result);
    return result;
  }

 private:
  const double* normal(std::size_t g) const { return system_.inputs().row(system_.units()[unit_].groups[g].samples.front()); }

  // The same modulo the primes.
  bool vanishes_exactly() const {
    for (std::size_t k = 0; k < exact_.size(); ++k) {
      const PrimeField& field = prime_fields()[k];
      const KinkForces forces(field, system_, unit_, exact_[k]);
      std::vector<double> twice = forces.force;
      for (double& value : twice) value *= 2;
      for (std::size_t g = 0; g < forces.above.size(); ++g) {
        double jump = forces.above[g] - forces.below[g], sum = forces.above[g] + forces.below[g];
        field.reduce(1, &jump);
        field.reduce(1, &sum);
        if (jump != 0) return false;
        for (std::size_t j = 0; j < twice.size(); ++j) twice[j] += sum * forces.normals(g, j);
        field.reduce(twice.size(), twice.data());
      }
      field.reduce(twice.size(), twice.data());
      for (const double value : twice)
        if (value != 0) return false;
    }
    return !exact_.empty();
  }

  struct Response {
    double force = 0;    // Σ e ψ
    double squares = 0;  // Σ ψ²
  };

  // By how much Σ e² falls with the best output weight.
  static double worth_of(const Response& response) { return response.squares > 0 ? response.force * response.force / response.squares : 0; }

  // Of weights w̄ + δ, with the slopes of w̄ and, on its kinks, those of the side that δ leads to.
  Response respond(const std::vector<double>& delta) const {
    Response result;
    for (std::size_t n = 0; n < system_.samples(); ++n) {
      double u = 0, moved = 0;
      for (std::size_t j = 0; j < delta.size(); ++j) {
        u += weights_[j] * system_.inputs()(n, j);
        moved += delta[j] * system_.inputs()(n, j);
      }
      const bool on_kink = system_.units()[unit_].on_kink[n];
      const double psi = on_kink ? system_.side_slope(unit_, n, moved > 0) * moved : system_.slope(unit_, n).value() * (u + moved);
      result.force += e_[n].value() * psi;
      result.squares += psi * psi;
    }
    return result;
  }

  // Where the unit stands, along the linear part either way, and out of every kink either way: what an output weight is worth most at.
  void find_descent(const std::vector<Bounded>& linear, SilentUnit& result) const {
    std::vector<std::vector<double>> candidates(1);
    for (const Bounded& value : linear) candidates.front().push_back(value.value());
    for (std::size_t g = 0; g < forces_.size(); ++g) candidates.emplace_back(normal(g), normal(g) + system_.columns());
    const Response standing = respond(std::vector<double>(weights_.size(), 0.0));
    const double worth = worth_of(standing);
    double best = 0;
    const auto consider = [&](const std::vector<double>& delta) {
      const Response response = respond(delta);
      // With output weight t τ and weights w̄ + t δ: t τ force + ½ t² τ² squares, and where Σ e ψ(w̄) has the other sign, a rise at first.
      if (response.force * standing.force < 0 && worth > kUnitRoundoff64 * worth_of(response)) return;
      if (!(response.squares > 0)) return;
      best = std::max(best, worth_of(response));
      result.ways.push_back({delta, -response.force / response.squares, worth_of(response)});
    };
    consider(std::vector<double>(weights_.size(), 0.0));
    for (const std::vector<double>& delta : candidates) try_both_ways(delta, consider);
    // What is worth no more than rounding may be worth something elsewhere: if anything is, one of the rays between the kinks.
    double squares = 0;
    for (const Bounded& value : e_) squares += value.value() * value.value();
    if (!(best > kUnitRoundoff64 * squares) && !forces_.empty()) look_on_rays(consider);
    std::stable_sort(result.ways.begin(), result.ways.end(), [](const auto& a, const auto& b) { return a.worth > b.worth; });
  }

  template <class Consider>
  void look_on_rays(const Consider& consider) const {
    Matrix normals(forces_.size(), system_.columns());
    for (std::size_t g = 0; g < forces_.size(); ++g) std::copy(normal(g), normal(g) + system_.columns(), normals.row(g));
    for (const std::vector<double>& ray : find_rays(normals, basis_.size(), control_).rays) try_both_ways(ray, consider);
  }

  // As long as the unit's own weights are.
  template <class Consider>
  void try_both_ways(std::vector<double> delta, const Consider& consider) const {
    const double length = norm(delta), own = norm(weights_);
    if (length == 0) return;
    for (double& value : delta) value *= (own > 0 ? own : 1) / length;
    consider(delta);
    for (double& value : delta) value = -value;
    consider(delta);
  }

  const KinkSystem& system_;
  std::size_t unit_;
  const std::vector<std::size_t>& basis_;
  const std::vector<Bounded>& e_;
  const ExactResiduals& exact_;
  const Control& control_;
  std::vector<Bounded> force_;
  std::vector<double> weights_;
  std::vector<KinkForce> forces_;
};

}  // namespace

SilentUnit judge_silent_unit(const KinkSystem& system, std::size_t unit, const std::vector<std::size_t>& basis, const double* weights,
                             const std::vector<Bounded>& e, const ExactResiduals& exact, const Control& control) {
  return Silent(system, unit, basis, weights, e, exact, control).judge();
}

}  // namespace kinkless
