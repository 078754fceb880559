#include "core/exact/verified_inverse.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/rounding.h"

namespace kinkless {

VerifiedInverse::VerifiedInverse(const Matrix& k, const std::vector<double>& uncertainty) : inverse_(k), defect_(k.rows, 0.0) {
  const std::size_t n = k.rows;
  if (!invert(static_cast<int>(n), inverse_.data.data())) return;
  Matrix product(n, n);
  multiply(Op::plain, Op::plain, n, n, n, 1, inverse_.data.data(), n, k.data.data(), n, 0, product.data.data(), n);
  const double rounding = gamma(n + 2, kUnitRoundoff64), grow = outward(3 * n, kUnitRoundoff64);
  std::vector<double> row_sizes(n, 0.0);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) row_sizes[i] += std::fabs(k(i, j));
  regular_ = true;
  for (std::size_t i = 0; i < n; ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < n; ++j)
      sum += std::fabs(product(i, j) - (i == j ? 1 : 0)) + std::fabs(inverse_(i, j)) * (rounding * row_sizes[j] + uncertainty[j]);
    defect_[i] = sum * grow;
    contraction_ = std::max(contraction_, defect_[i]);
    // False too for what is not a number.
    regular_ = regular_ && defect_[i] < 0.5;
  }
}

std::vector<double> VerifiedInverse::correction(const std::vector<Bounded>& residual) const {
  std::vector<double> result(residual.size(), 0.0);
  for (std::size_t i = 0; i < result.size(); ++i)
    for (std::size_t j = 0; j < result.size(); ++j) result[i] -= inverse_(i, j) * residual[j].value();
  return result;
}

std::vector<double> VerifiedInverse::spread(const std::vector<double>& bounds) const {
  std::vector<double> result(bounds.size(), 0.0);
  const double grow = outward(2 * bounds.size(), kUnitRoundoff64);
  for (std::size_t i = 0; i < result.size(); ++i) {
    for (std::size_t j = 0; j < result.size(); ++j) result[i] += std::fabs(inverse_(i, j)) * bounds[j];
    result[i] *= grow;
  }
  return result;
}

std::vector<double> VerifiedInverse::radius(const std::vector<Bounded>& residual) const {
  std::vector<double> sizes;
  for (const Bounded& r : residual) sizes.push_back(std::max(std::fabs(r.lower()), std::fabs(r.upper())));
  std::vector<double> result = spread(sizes);
  const double largest = result.empty() ? 0 : *std::max_element(result.begin(), result.end());
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = (result[i] + defect_[i] * largest / (1 - contraction_)) * (1 + 0x1p-48);
  return result;
}

}  // namespace kinkless
