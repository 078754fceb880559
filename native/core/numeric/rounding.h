// A-priori bounds on rounding errors: |fl(xᵀy) − xᵀy| ≤ γ_n |x|ᵀ|y| + n η in any order of summation, with or without fused operations.
#pragma once

#include <cstddef>

namespace kinkless {

inline constexpr double kUnitRoundoff64 = 0x1p-53;
inline constexpr double kUnitRoundoff32 = 0x1p-24;
inline constexpr double kSmallest64 = 0x1p-1074;  // η

inline double gamma(std::size_t n, double unit) {
  const double nu = static_cast<double>(n) * unit;
  return nu / (1 - nu);
}

// Turns a bound that was itself computed with at most n roundings of non-negative numbers into one that surely holds.
inline double outward(std::size_t n, double unit) { return 1 + 2 * gamma(n + 4, unit); }

// Adds the underflow of k products to a bound. A bound of exactly 0 says that every product is 0: nothing can have underflowed, as long as
// factors are 0 or above 2^−500 in magnitude.
inline double with_underflow(double bound, std::size_t k) { return bound > 0 ? bound + static_cast<double>(k) * kSmallest64 : 0; }

}  // namespace kinkless
