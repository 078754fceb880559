#include "matrix.h"

#include <algorithm>
#include <cmath>

namespace kinkless {

double norm(const std::vector<double>& x) {
  double sum = 0;
  for (const double value : x) sum += value * value;
  return std::sqrt(sum);
}

Matrix absolute(const Matrix& a) {
  Matrix result = a;
  for (double& value : result.data) value = std::fabs(value);
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
