#include "core/train/inverse_hessian.h"

#include <cmath>

#include "core/numeric/rounding.h"
#include "core/numeric/vectors.h"

namespace kinkless {

void InverseHessian::add(std::vector<double> step, std::vector<double> change) {
  const double curvature = dot(step, change), size = std::sqrt(dot(step, step) * dot(change, change));
  // Also false where one of them is not a number.
  if (!(curvature > gamma(step.size(), kUnitRoundoff64) * size)) return;
  if (pairs_.size() == memory_) pairs_.pop_front();
  pairs_.push_back({std::move(step), std::move(change), curvature});
}

std::vector<double> InverseHessian::apply(std::vector<double> v) const {
  if (pairs_.empty()) return v;
  std::vector<double> shares(pairs_.size());
  for (std::size_t k = pairs_.size(); k-- > 0;) {
    shares[k] = dot(pairs_[k].step, v) / pairs_[k].curvature;
    add_multiple(-shares[k], pairs_[k].change, v);
  }
  const Pair& last = pairs_.back();
  const double scale = last.curvature / dot(last.change, last.change);
  for (double& value : v) value *= scale;
  for (std::size_t k = 0; k < pairs_.size(); ++k)
    add_multiple(shares[k] - dot(pairs_[k].change, v) / pairs_[k].curvature, pairs_[k].step, v);
  return v;
}

}  // namespace kinkless
