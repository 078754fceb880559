#include "core/numeric/matrix.h"

#include <algorithm>
#include <cmath>

namespace kinkless {

namespace {
// Squares of magnitudes between these are normal numbers whose sum fits, for as many as memory holds.
constexpr double kLeast = 0x1p-500, kMost = 0x1p+480;
}  // namespace

double norm(const double* x, std::size_t count) {
  double largest = 0;
  for (std::size_t k = 0; k < count; ++k) largest = std::max(largest, std::fabs(x[k]));
  // Smaller numbers beside one that is within the range do not matter to the sum.
  const int exponent = (largest > 0 && largest < kLeast) || (largest > kMost && std::isfinite(largest)) ? std::ilogb(largest) : 0;
  double sum = 0;
  for (std::size_t k = 0; k < count; ++k) {
    const double value = exponent == 0 ? x[k] : std::ldexp(x[k], -exponent);
    sum += value * value;
  }
  return std::ldexp(std::sqrt(sum), exponent);
}

Matrix absolute(const Matrix& a) {
  Matrix result = a;
  for (double& value : result.data) value = std::fabs(value);
  return result;
}

std::vector<double> absolute(const double* x, std::size_t count) {
  std::vector<double> result(x, x + count);
  for (double& value : result) value = std::fabs(value);
  return result;
}

void mirror_lower(Matrix& a) {
  // In tiles, so that the columns written to stay in cache.
  constexpr std::size_t tile = 32;
  for (std::size_t i = 0; i < a.rows; i += tile)
    for (std::size_t j = 0; j <= i; j += tile)
      for (std::size_t p = i; p < std::min(i + tile, a.rows); ++p)
        for (std::size_t q = j; q < std::min(j + tile, p); ++q) a(q, p) = a(p, q);
}

std::vector<double> column_maxima(const Matrix& a) {
  std::vector<double> result(a.columns, 0);
  for (std::size_t n = 0; n < a.rows; ++n)
    for (std::size_t j = 0; j < a.columns; ++j) result[j] = std::max(result[j], std::fabs(a(n, j)));
  return result;
}

std::vector<int> exponents_of(const std::vector<double>& magnitudes) {
  std::vector<int> result;
  for (const double value : magnitudes) result.push_back(value > 0 ? std::ilogb(value) : 0);
  return result;
}

void scale_columns(Matrix& a, const std::vector<int>& exponents) {
  for (std::size_t n = 0; n < a.rows; ++n)
    for (std::size_t j = 0; j < a.columns; ++j) a(n, j) = std::ldexp(a(n, j), -exponents[j]);
}

}  // namespace kinkless
