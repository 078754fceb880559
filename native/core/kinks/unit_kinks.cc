#include "core/kinks/unit_kinks.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/exact/prime_field.h"
#include "core/exact/rays.h"
#include "core/exact/verified_inverse.h"
#include "core/kinks/kink_forces.h"
#include "core/kinks/ray_walk.h"
#include "core/numeric/bounded_least_squares.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// Halvings of the part of the intervals that multipliers may use: what is left to gain is a thousandth of the slack.
constexpr int kBisections = 10;
// Walks where there are too many rays: of those that begin anywhere at all, a third or more find a way down if there is one.
constexpr std::size_t kWalks = 24;
// Half of the digits: a ray is known to no more.
const double kClear = std::sqrt(kUnitRoundoff64);

class Judge {
 public:
  Judge(const KinkSystem& system, std::size_t unit, const std::vector<std::size_t>& basis, const std::vector<Bounded>& e,
        const ExactResiduals& exact, bool rays, const Control& control)
      : system_(system),
        unit_(unit),
        groups_(system.units()[unit].groups),
        basis_(basis),
        exact_(exact),
        with_rays_(rays),
        control_(control),
        count_(groups_.size()),
        columns_(system.columns()),
        force_(system.force(unit, e)),
        normals_(count_, columns_) {
    for (std::size_t g = 0; g < count_; ++g) {
      result_.forces.push_back(system.kink_force(unit, groups_[g], e));
      const double* x = system.inputs().row(groups_[g].samples.front());
      std::copy(x, x + columns_, normals_.row(g));
    }
  }

  UnitKinks judge() {
    const bool independent = basis_.size() == count_;
    bool convex = true;
    for (const KinkForce& force : result_.forces) convex = convex && force.above.value() >= force.below.value();
    std::vector<double> guess = middles();
    if (!independent && convex && !find_feasible(guess)) return std::move(result_);
    choose_solved(guess);
    if (!solve(guess)) return std::move(result_);
    judge_intervals();
    if (result_.answer == UnitKinks::Answer::within && snap(guess)) {
      if (!solve(guess)) return std::move(result_);
      judge_intervals();
    }
    if (result_.answer == UnitKinks::Answer::within && ties_are_exact()) {
      result_.answer = UnitKinks::Answer::minimum;
      result_.slack = 0;
    }
    if (result_.answer == UnitKinks::Answer::descent) {
      if (independent) {
        result_.direction = leave(result_.group);
      } else if (!convex) {
        judge_rays();
      } else {
        // Multipliers exist by the guess, and those solved for differ from it by rounding errors.
        result_.answer = UnitKinks::Answer::within;
      }
    } else if (result_.answer == UnitKinks::Answer::within && !independent && !convex) {
      judge_rays();
    }
    return std::move(result_);
  }

 private:
  std::vector<double> middles() const {
    std::vector<double> result;
    for (const KinkForce& force : result_.forces) result.push_back((force.above.value() + force.below.value()) / 2);
    return result;
  }

  // For intervals that are none of them empty: multipliers that use as small a part of them, around their middles, as there is. False with
  // the steepest descent where there are none.
  bool find_feasible(std::vector<double>& guess) {
    Matrix a(columns_, count_);
    std::vector<double> b(columns_), scale(count_);
    for (std::size_t j = 0; j < columns_; ++j) b[j] = -force_[j].value();
    for (std::size_t g = 0; g < count_; ++g) {
      const double half = (result_.forces[g].above.value() - result_.forces[g].below.value()) / 2;
      double squares = 0;
      for (std::size_t j = 0; j < columns_; ++j) {
        b[j] -= guess[g] * normals_(g, j);
        squares += normals_(g, j) * normals_(g, j);
      }
      // In units in which every column has length 1.
      scale[g] = std::sqrt(squares);
      for (std::size_t j = 0; j < columns_; ++j) a(j, g) = normals_(g, j) / scale[g];
      scale[g] *= half;
    }
    const auto within = [&](double part) {
      std::vector<double> low, high;
      for (const double size : scale) {
        low.push_back(-part * size);
        high.push_back(part * size);
      }
      return bounded_least_squares(a, b, low, high);
    };
    double noise = 0;
    for (std::size_t j = 0; j < columns_; ++j) noise += force_[j].error + std::fabs(force_[j].value()) + std::fabs(b[j]);
    for (const double size : scale) noise += size;
    noise *= gamma(columns_ + count_ + 8, kUnitRoundoff64);
    BoundedLeastSquares best = within(1);
    if (norm(best.rest) > 4 * noise) {
      result_.answer = best.settled ? UnitKinks::Answer::descent : UnitKinks::Answer::unresolved;
      result_.direction = best.rest;
      for (double& value : result_.direction) value = -value;
      return false;
    }
    double low = 0, high = 1;
    for (int k = 0; k < kBisections && !control_.aborted(); ++k) {
      const double middle = (low + high) / 2;
      BoundedLeastSquares inner = within(middle);
      if (norm(inner.rest) <= noise) {
        best = std::move(inner);
        high = middle;
      } else {
        low = middle;
      }
    }
    room_.assign(count_, 0.0);
    for (std::size_t g = 0; g < count_; ++g) {
      const double half = (result_.forces[g].above.value() - result_.forces[g].below.value()) / 2;
      const double part = scale[g] > 0 ? best.x[g] / scale[g] : 0;
      guess[g] += part * half;
      room_[g] = (1 - std::fabs(part)) * std::fabs(half);
    }
    return true;
  }

  // Which multipliers are solved for: independent groups, those with the most room in their intervals first.
  void choose_solved(const std::vector<double>& guess) {
    solved_ = basis_;
    if (solved_.size() == count_ || room_.empty() || guess.empty()) return;
    std::vector<double> a, distances(std::min(columns_, count_));
    const double largest = *std::max_element(room_.begin(), room_.end());
    for (std::size_t g = 0; g < count_; ++g) {
      const std::vector<double> row(normals_.row(g), normals_.row(g) + columns_);
      const double length = norm(row), weight = largest > 0 ? 1e-3 + room_[g] / largest : 1;  // room counts, but independence counts more
      for (const double value : row) a.push_back(value / length * weight);
    }
    std::vector<int> order(count_);
    if (!pivoted_columns(static_cast<int>(columns_), static_cast<int>(count_), a.data(), order.data(), distances.data())) return;
    solved_.assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(basis_.size()));
  }

  // Those multipliers, with bounds; the others stay as guessed.
  bool solve(const std::vector<double>& guess) {
    result_.multipliers = guess;
    bounds_ = bounds_of_ends_.empty() ? std::vector<double>(count_, 0.0) : bounds_of_ends_;
    const std::size_t size = solved_.size();
    if (size == 0) return true;
    std::vector<double> a, distances(size);
    std::vector<int> order(columns_);
    for (std::size_t j = 0; j < columns_; ++j)
      for (const std::size_t g : solved_) a.push_back(normals_(g, j));
    if (!pivoted_columns(static_cast<int>(size), static_cast<int>(columns_), a.data(), order.data(), distances.data())) return false;
    equations_.assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(size));
    Matrix k(size, size);
    for (std::size_t r = 0; r < size; ++r)
      for (std::size_t c = 0; c < size; ++c) k(r, c) = normals_(solved_[c], equations_[r]);
    const VerifiedInverse inverse(k, std::vector<double>(size, 0.0));
    if (!inverse.regular()) return false;
    const auto rest = [&] {
      std::vector<Bounded> result;
      for (std::size_t r = 0; r < size; ++r) {
        const std::size_t j = equations_[r];
        Bounded sum = force_[j];
        for (std::size_t g = 0; g < count_; ++g) {
          sum += times(result_.multipliers[g], normals_(g, j));
          if (!bounds_of_ends_.empty()) sum.widen(bounds_of_ends_[g] * std::fabs(normals_(g, j)) * (1 + 4 * kUnitRoundoff64));
        }
        result.push_back(sum);
      }
      return result;
    };
    for (int round = 0; round < 2; ++round) {
      const std::vector<double> step = inverse.correction(rest());
      for (std::size_t c = 0; c < size; ++c) result_.multipliers[solved_[c]] += step[c];
    }
    const std::vector<double> radius = inverse.radius(rest());
    for (std::size_t c = 0; c < size; ++c) bounds_[solved_[c]] = radius[c];
    return true;
  }

  // Guessed multipliers that lie within rounding errors of an end of their interval are put there. False where there are none.
  bool snap(std::vector<double>& guess) {
    ends_.assign(count_, 0);
    bool any = false;
    for (std::size_t g = 0; g < count_ && !exact_.empty(); ++g) {
      if (std::find(solved_.begin(), solved_.end(), g) != solved_.end()) continue;
      const Bounded mu(guess[g]), above = result_.forces[g].above - mu, below = mu - result_.forces[g].below;
      if (above.lower() >= 0 && below.lower() >= 0) continue;
      ends_[g] = above.lower() < below.lower() ? 1 : -1;
      const Bounded& end = ends_[g] > 0 ? result_.forces[g].above : result_.forces[g].below;
      guess[g] = end.value();
      bounds_of_ends_.resize(count_, 0.0);
      bounds_of_ends_[g] = end.error + kUnitRoundoff64 * std::fabs(end.value());
      any = true;
    }
    return any;
  }

  // Whether every multiplier that may be outside its interval is exactly at its end, modulo the primes.
  bool ties_are_exact() const {
    for (std::size_t k = 0; k < exact_.size(); ++k)
      if (!ties_are_exact(prime_fields()[k], exact_[k])) return false;
    return !exact_.empty();
  }

  bool ties_are_exact(const PrimeField& field, const std::vector<double>& e) const {
    const KinkForces forces(field, system_, unit_, e);
    std::vector<double> mu(count_, 0.0);
    for (std::size_t g = 0; g < count_; ++g) {
      const int end = ends_.empty() ? 0 : ends_[g];
      mu[g] = end > 0 ? forces.above[g] : end < 0 ? forces.below[g] : field.residue(result_.multipliers[g]);
    }
    const std::size_t size = solved_.size();
    Matrix k(size, size);
    std::vector<double> rest(size);
    for (std::size_t r = 0; r < size; ++r) {
      const std::size_t j = equations_[r];
      for (std::size_t c = 0; c < size; ++c) k(r, c) = forces.normals(solved_[c], j);
      rest[r] = -forces.force[j];
      for (std::size_t g = 0; g < count_; ++g) {
        if (std::find(solved_.begin(), solved_.end(), g) != solved_.end()) continue;
        rest[r] -= forces.normals(g, j) * mu[g];
        field.reduce(1, &rest[r]);
      }
    }
    const auto solution = field.solve(std::move(k), std::move(rest), control_);
    if (!solution) return false;
    for (std::size_t c = 0; c < size; ++c) mu[solved_[c]] = (*solution)[c];
    for (std::size_t g = 0; g < count_; ++g) {
      const Bounded here(result_.multipliers[g], bounds_[g]);
      double above = forces.above[g] - mu[g], below = mu[g] - forces.below[g];
      field.reduce(1, &above);
      field.reduce(1, &below);
      if ((result_.forces[g].above - here).lower() < 0 && above != 0) return false;
      if ((here - result_.forces[g].below).lower() < 0 && below != 0) return false;
    }
    return true;
  }

  void judge_intervals() {
    result_.answer = UnitKinks::Answer::minimum;
    result_.slack = std::numeric_limits<double>::infinity();
    double worst = 0;
    for (std::size_t g = 0; g < count_; ++g) {
      const Bounded mu(result_.multipliers[g], bounds_[g]);
      for (const Bounded& gap : {result_.forces[g].above - mu, mu - result_.forces[g].below}) {
        if (gap.lower() < result_.slack) {
          result_.slack = gap.lower();
          if (worst == 0) result_.group = g;
        }
        if (gap.lower() >= 0) continue;
        if (result_.answer == UnitKinks::Answer::minimum) result_.answer = UnitKinks::Answer::within;
        if (gap.upper() < worst) {
          worst = gap.upper();
          result_.answer = UnitKinks::Answer::descent;
          result_.group = g;
        }
      }
    }
  }

  // The smallest δ that leaves one kink of linearly independent ones to the side that lowers h, and no other.
  std::vector<double> leave(std::size_t group) const {
    std::vector<double> a(columns_ * count_), b(std::max(columns_, count_), 0.0), sigma(std::min(columns_, count_));
    for (std::size_t g = 0; g < count_; ++g)
      for (std::size_t j = 0; j < columns_; ++j) a[j * count_ + g] = normals_(g, j);
    const KinkForce& force = result_.forces[group];
    b[group] = force.above.value() - result_.multipliers[group] < result_.multipliers[group] - force.below.value() ? 1 : -1;
    if (!minimal_least_squares(static_cast<int>(count_), static_cast<int>(columns_), a.data(), b.data(), sigma.data(), kUnitRoundoff64))
      return {};
    b.resize(columns_);
    return b;
  }

  struct Change {
    double h = 0;
    double noise = 0;  // what h may be off by
  };

  // h = Σ (above − μ) t⁺ + (μ − below) t⁻ along a direction of length 1.
  Change change_along(const std::vector<double>& direction) const {
    Change result;
    for (std::size_t g = 0; g < count_; ++g) {
      double t = 0;
      for (std::size_t j = 0; j < columns_; ++j) t += direction[j] * normals_(g, j);
      const double above = result_.forces[g].above.value(), below = result_.forces[g].below.value(), mu = result_.multipliers[g];
      result.h += ((t > 0 ? above : below) - mu) * t;
      const double length = norm(normals_.row(g), columns_);
      result.noise += length * (std::max(std::fabs(above - mu), std::fabs(below - mu)) +
                                (bounds_[g] + result_.forces[g].above.error + result_.forces[g].below.error) / kClear);
    }
    result.noise *= kClear;
    return result;
  }

  void keep_descent(const Change& change, const std::vector<double>& direction, double& steepest) {
    if (!(change.h < -change.noise && change.h < steepest)) return;
    steepest = change.h;
    result_.answer = UnitKinks::Answer::descent;
    result_.direction = direction;
  }

  // On every ray, both ways; where there are too many, on those that walks lead to.
  void judge_rays() {
    result_.answer = UnitKinks::Answer::unresolved;
    if (!with_rays_) return;
    const Rays arrangement = find_rays(hyperplanes(), basis_.size(), control_);
    double steepest = 0;
    bool clear = arrangement.complete;
    for (std::vector<double> ray : arrangement.rays)
      for (int side = 0; side < 2; ++side) {
        const Change change = change_along(ray);
        if (change.h <= change.noise) clear = false;
        keep_descent(change, ray, steepest);
        for (double& value : ray) value = -value;
      }
    if (clear) {
      result_.answer = UnitKinks::Answer::minimum;
      result_.by_rays = true;
    } else if (!arrangement.complete) {
      walk(steepest);
    }
  }

  // Without the kinks that are surely concave: between the hyperplanes of the others h is concave, and so no less than a sum of what it is
  // on their rays. All of them where those others do not surely span as much.
  Matrix hyperplanes() const {
    std::vector<std::size_t> kept;
    for (std::size_t g = 0; g < count_; ++g)
      if (!((result_.forces[g].below - result_.forces[g].above).lower() > 0)) kept.push_back(g);
    Matrix result(kept.size(), columns_);
    for (std::size_t k = 0; k < kept.size(); ++k) std::copy(normals_.row(kept[k]), normals_.row(kept[k]) + columns_, result.row(k));
    const auto residues = [&](const PrimeField& field) { return field.residues(result.data.data(), kept.size(), columns_); };
    return kept.size() >= basis_.size() && largest_rank(residues, control_) == basis_.size() ? result : normals_;
  }

  // From the normals, which are in every direction, either way, until one way down is found.
  void walk(double& steepest) {
    KinkSum kinks{normals_, {}, {}, basis_.size()};
    for (std::size_t g = 0; g < count_; ++g) {
      kinks.up.push_back(result_.forces[g].above.value() - result_.multipliers[g]);
      kinks.down.push_back(result_.forces[g].below.value() - result_.multipliers[g]);
    }
    const std::size_t starts = 2 * count_, walks = std::min(kWalks, starts);
    for (std::size_t k = 0; k < walks && !(steepest < 0) && !control_.aborted(); ++k) {
      const std::size_t at = k * starts / walks;
      std::vector<double> start(normals_.row(at / 2), normals_.row(at / 2) + columns_);
      // Every other one the other way, whatever the stride.
      for (double& value : start) value *= k % 2 == 0 ? 1 : -1;
      const std::vector<double> direction = walk_rays(kinks, std::move(start), control_);
      keep_descent(change_along(direction), direction, steepest);
    }
  }

  const KinkSystem& system_;
  const std::size_t unit_;
  const std::vector<KinkGroup>& groups_;
  const std::vector<std::size_t>& basis_;
  const ExactResiduals& exact_;
  const bool with_rays_;
  const Control& control_;
  std::size_t count_, columns_;
  std::vector<Bounded> force_;
  Matrix normals_;
  std::vector<std::size_t> solved_;
  std::vector<std::size_t> equations_;  // the columns of x̄ they are solved from
  std::vector<double> bounds_;          // on the errors of the multipliers
  std::vector<int> ends_;               // 1, −1: guessed at the upper, the lower end of its interval
  std::vector<double> bounds_of_ends_;  // on the errors of those
  std::vector<double> room_;            // how far the guessed multipliers are from the ends of their intervals
  UnitKinks result_;
};

}  // namespace

UnitKinks judge_unit(const KinkSystem& system, std::size_t unit, const std::vector<std::size_t>& basis, const std::vector<Bounded>& e,
                     const ExactResiduals& exact, bool rays, const Control& control) {
  return Judge(system, unit, basis, e, exact, rays, control).judge();
}

}  // namespace kinkless
