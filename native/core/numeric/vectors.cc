#include "core/numeric/vectors.h"

#include <cstddef>

namespace kinkless {

namespace {
// Partial sums: enough for two registers of the widest vectors, whose additions then overlap.
constexpr std::size_t kSums = 16;
}  // namespace

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sums[kSums] = {};
  const std::size_t whole = a.size() / kSums * kSums;
  for (std::size_t p = 0; p < whole; p += kSums)
    for (std::size_t k = 0; k < kSums; ++k) sums[k] += a[p + k] * b[p + k];
  for (std::size_t p = whole; p < a.size(); ++p) sums[p - whole] += a[p] * b[p];
  for (std::size_t half = kSums / 2; half > 0; half /= 2)
    for (std::size_t k = 0; k < half; ++k) sums[k] += sums[k + half];
  return sums[0];
}

void add_multiple(double alpha, const std::vector<double>& x, std::vector<double>& y) {
  for (std::size_t p = 0; p < y.size(); ++p) y[p] += alpha * x[p];
}

}  // namespace kinkless
