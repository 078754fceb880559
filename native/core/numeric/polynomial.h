// Polynomials in one variable, coefficients from the constant upwards, on an interval.
#pragma once

#include <cstddef>
#include <vector>

namespace kinkless {

double polynomial_value(const double* coefficients, std::size_t degree, double t);

// Σ |c_k| |t|^k: what rounding errors are measured against.
double polynomial_magnitude(const double* coefficients, std::size_t degree, double t);

// The points of (from, to) at which the polynomial changes its sign, in increasing order. A root that it only touches is left out.
std::vector<double> sign_changes(const std::vector<double>& coefficients, double from, double to);

// The points of (from, to) between which the polynomial rises or falls throughout, in increasing order.
std::vector<double> turning_points(const double* coefficients, std::size_t degree, double from, double to);

}  // namespace kinkless
