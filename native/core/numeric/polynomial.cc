#include "core/numeric/polynomial.h"

#include <cmath>

namespace kinkless {

namespace {

// Halvings of an interval: down to 2^−60 of its width, below what its ends are given to.
constexpr int kHalvings = 60;

double bisect(const std::vector<double>& coefficients, double low, double high) {
  const std::size_t degree = coefficients.size() - 1;
  const bool rises = polynomial_value(coefficients.data(), degree, high) > 0;
  for (int k = 0; k < kHalvings; ++k) {
    const double middle = low + (high - low) / 2;
    ((polynomial_value(coefficients.data(), degree, middle) > 0) == rises ? high : low) = middle;
  }
  return low + (high - low) / 2;
}

}  // namespace

double polynomial_value(const double* coefficients, std::size_t degree, double t) {
  double value = coefficients[degree];
  for (std::size_t k = degree; k-- > 0;) value = value * t + coefficients[k];
  return value;
}

double polynomial_magnitude(const double* coefficients, std::size_t degree, double t) {
  double value = std::fabs(coefficients[degree]);
  for (std::size_t k = degree; k-- > 0;) value = value * std::fabs(t) + std::fabs(coefficients[k]);
  return value;
}

std::vector<double> sign_changes(const std::vector<double>& coefficients, double from, double to) {
  const std::size_t degree = coefficients.size() - 1;
  std::vector<double> roots;
  if (degree == 1) {
    const double root = -coefficients[0] / coefficients[1];
    if (root > from && root < to) roots.push_back(root);
  }
  if (degree < 2) return roots;
  double low = from;
  std::vector<double> ends = turning_points(coefficients.data(), degree, from, to);
  ends.push_back(to);
  for (const double high : ends) {
    const double before = polynomial_value(coefficients.data(), degree, low), after = polynomial_value(coefficients.data(), degree, high);
    if (before == 0 || after == 0) continue;  // the next end that is not a root decides
    if ((before > 0) != (after > 0)) roots.push_back(bisect(coefficients, low, high));
    low = high;
  }
  return roots;
}

std::vector<double> turning_points(const double* coefficients, std::size_t degree, double from, double to) {
  if (degree < 2) return {};
  std::vector<double> derivative(degree);
  for (std::size_t k = 0; k < degree; ++k) derivative[k] = static_cast<double>(k + 1) * coefficients[k + 1];
  return sign_changes(derivative, from, to);
}

}  // namespace kinkless
