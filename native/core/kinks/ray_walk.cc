#include "core/kinks/ray_walk.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

using Vector = std::vector<double>;

// From ray to ray; some dozens are usual.
constexpr int kMostSteps = 1000;
// Half of the digits: what is shorter than that is nothing but rounding errors.
const double kClear = std::sqrt(kUnitRoundoff64);

double dot(const double* a, const Vector& b) {
  double sum = 0;
  for (std::size_t j = 0; j < b.size(); ++j) sum += a[j] * b[j];
  return sum;
}

// Without its part in the span of orthonormal vectors, and of length 1. False where nothing is left.
bool orthogonalise(const std::vector<Vector>& basis, Vector& v) {
  const double before = norm(v);
  for (int twice = 0; twice < 2; ++twice)
    for (const Vector& b : basis) {
      const double part = dot(b.data(), v);
      for (std::size_t j = 0; j < v.size(); ++j) v[j] -= part * b[j];
    }
  const double length = norm(v);
  if (!(length > kClear * before)) return false;
  for (double& value : v) value /= length;
  return true;
}

class Walk {
 public:
  Walk(const KinkSum& kinks, Vector start, const Control& control) : kinks_(kinks), here_(std::move(start)), control_(control) {}

  Vector run() {
    if (!orthogonalise({}, here_)) return here_;
    value_ = value(here_);
    if (reach_ray())
      for (int k = 0; k < kMostSteps && !is_down() && !control_.aborted() && move_on(); ++k) {
      }
    return here_;
  }

 private:
  const double* normal(std::size_t g) const { return kinks_.normals.row(g); }
  bool is_down() const { return value_ < -kClear; }
  bool is_convex(std::size_t g) const { return kinks_.up[g] > kinks_.down[g]; }

  // h over Σ (up − down) |t| of the convex kinks, which is linear between their hyperplanes as well.
  double value(const Vector& direction) const {
    double h = 0, size = 0;
    for (std::size_t g = 0; g < kinks_.up.size(); ++g) {
      const double t = dot(normal(g), direction);
      h += (t > 0 ? kinks_.up[g] : kinks_.down[g]) * t;
      if (is_convex(g)) size += (kinks_.up[g] - kinks_.down[g]) * std::fabs(t);
    }
    return h / std::max(size, std::numeric_limits<double>::min());
  }

  Vector steepest() const {
    Vector result(here_.size(), 0.0);
    for (std::size_t g = 0; g < kinks_.up.size(); ++g) {
      const double slope = dot(normal(g), here_) > 0 ? kinks_.up[g] : kinks_.down[g];
      for (std::size_t j = 0; j < result.size(); ++j) result[j] -= slope * normal(g)[j];
    }
    return result;
  }

  struct Turn {
    std::size_t group = 0;
    Vector to;  // empty: no hyperplane is on the way
  };

  // From here towards a direction orthogonal to it, to the first hyperplane of a convex kink but the chosen ones.
  Turn turn(const Vector& towards) const {
    Turn result;
    double first = std::numbers::pi;
    for (std::size_t g = 0; g < kinks_.up.size(); ++g) {
      if (!is_convex(g) || std::find(chosen_.begin(), chosen_.end(), g) != chosen_.end()) continue;
      const double ahead = dot(normal(g), towards), now = dot(normal(g), here_);
      double angle = std::atan2(-now, ahead);
      if (angle < 0) angle += std::numbers::pi;
      if ((ahead == 0 && now == 0) || !(angle < first)) continue;
      first = angle;
      result.group = g;
      result.to = here_;
    }
    for (std::size_t j = 0; j < result.to.size(); ++j) result.to[j] = std::cos(first) * here_[j] + std::sin(first) * towards[j];
    return result;
  }

  // Down each cell and face to where the next hyperplane begins. False where it ends before a ray, or below 0.
  bool reach_ray() {
    std::vector<Vector> basis;
    while (!is_down() && chosen_.size() + 1 < kinks_.rank) {
      Vector towards = steepest();
      std::vector<Vector> kept = basis;
      kept.push_back(here_);
      if (!orthogonalise(kept, towards)) return false;
      Turn next = turn(towards);
      if (next.to.empty()) return false;
      Vector own(normal(next.group), normal(next.group) + here_.size());
      if (!orthogonalise(basis, own)) return false;
      basis.push_back(std::move(own));
      chosen_.push_back(next.group);
      here_ = std::move(next.to);
      value_ = value(here_);
    }
    return !is_down();
  }

  // To a neighbour on which h is less, the first of them: next time those of the hyperplanes after it come first.
  bool move_on() {
    const double better = value_ - kClear * std::fabs(value_);
    for (std::size_t tried = 0; tried < chosen_.size(); ++tried, next_ = (next_ + 1) % chosen_.size()) {
      std::vector<Vector> basis;
      for (std::size_t k = 0; k < chosen_.size(); ++k) {
        Vector row(normal(chosen_[k]), normal(chosen_[k]) + here_.size());
        if (k != next_ && orthogonalise(basis, row)) basis.push_back(std::move(row));
      }
      basis.push_back(here_);
      Vector towards(normal(chosen_[next_]), normal(chosen_[next_]) + here_.size());
      if (!orthogonalise(basis, towards)) continue;
      for (int side = 0; side < 2; ++side) {
        Turn way = turn(towards);
        const double there = way.to.empty() ? value_ : value(way.to);
        if (there < better) {
          chosen_[next_] = way.group;
          here_ = std::move(way.to);
          value_ = there;
          return true;
        }
        for (double& x : towards) x = -x;
      }
    }
    return false;
  }

  const KinkSum& kinks_;
  Vector here_;
  const Control& control_;
  double value_ = 0;
  std::vector<std::size_t> chosen_;
  std::size_t next_ = 0;  // of these, the one to leave
};

}  // namespace

std::vector<double> walk_rays(const KinkSum& kinks, std::vector<double> start, const Control& control) {
  return Walk(kinks, std::move(start), control).run();
}

}  // namespace kinkless
