// A real number as an unevaluated sum of two doubles, with a bound on its error that is computed from the errors actually made: 0 where
// every operation was exact, as it is for small integers, so that a zero is then known to be one.
#pragma once

#include <cmath>

#include "core/numeric/rounding.h"

namespace kinkless {

struct Bounded {
  double high = 0;
  double low = 0;
  double error = 0;

  Bounded() = default;
  Bounded(double value) : high(value) {}  // NOLINT: a double is such a number
  Bounded(double value, double bound) : high(value), error(bound) {}

  double value() const { return high + low; }
  // Bounds on the number itself; they are equal where it is known exactly and fits a double.
  double lower() const { return least(-1); }
  double upper() const { return least(1); }
  bool is_zero() const { return high == 0 && low == 0 && error == 0; }
  // What is added when the bound is that of a sum: the sum of the errors, rounded upwards.
  void widen(double more) {
    if (more > 0) error = (error + more) * (1 + 4 * kUnitRoundoff64);
  }

 private:
  double least(double side) const {
    const double sum = high + low;
    const bool exact = error == 0 && sum - high == low && (high == 0 || std::fabs(low) < std::fabs(high));
    return exact ? sum : sum + side * (error + 2 * kUnitRoundoff64 * std::fabs(sum) + kSmallest64);
  }
};

struct ExactSum {
  double sum, rest;
};

inline ExactSum two_sum(double a, double b) {
  const double sum = a + b, shadow = sum - a;
  return {sum, (a - (sum - shadow)) + (b - shadow)};
}

inline Bounded operator+(const Bounded& a, const Bounded& b) {
  const ExactSum main = two_sum(a.high, b.high), lows = two_sum(a.low, b.low), middle = two_sum(main.rest, lows.sum);
  const ExactSum whole = two_sum(main.sum, middle.sum);
  Bounded result;
  result.high = whole.sum;
  result.low = whole.rest;
  result.widen(a.error + b.error + std::fabs(lows.rest) + std::fabs(middle.rest));
  return result;
}

inline Bounded operator-(const Bounded& a) {
  Bounded result = a;
  result.high = -a.high;
  result.low = -a.low;
  return result;
}

inline Bounded operator-(const Bounded& a, const Bounded& b) { return a + -b; }

// Products whose rounding errors underflow are told apart by their size.
inline Bounded times(double a, double b) {
  constexpr double kSafe = 0x1p-960;  // the rounding error of a product above it is a normal number
  Bounded result;
  result.high = a * b;
  result.low = std::fma(a, b, -result.high);
  if (a != 0 && b != 0 && std::fabs(result.high) < kSafe) result.error = 2 * kSmallest64;
  return result;
}

inline Bounded operator*(const Bounded& a, const Bounded& b) {
  Bounded result = times(a.high, b.high);
  if (b.low != 0) result = result + times(a.high, b.low);
  if (a.low != 0) result = result + times(a.low, b.high);
  if (a.low != 0 && b.low != 0) result = result + times(a.low, b.low);
  const double size_a = std::fabs(a.high) + std::fabs(a.low), size_b = std::fabs(b.high) + std::fabs(b.low);
  result.widen((a.error * size_b + b.error * (size_a + a.error)) * (1 + 4 * kUnitRoundoff64));
  return result;
}

inline Bounded& operator+=(Bounded& a, const Bounded& b) { return a = a + b; }

}  // namespace kinkless
