#include "core/network/misclassified.h"

namespace kinkless {

double misclassified(const Samples<double>& samples, const Linearisation& point) {
  for (const double y : samples.targets)
    if (y != 1 && y != -1) return -1;
  const Matrix& v = point.pre_activations.back();
  double count = 0;
  for (std::size_t n = 0; n < v.rows; ++n) {
    bool wrong = false;
    for (std::size_t c = 0; c < v.columns; ++c) wrong = wrong || !(v(n, c) * samples.targets[n * v.columns + c] > 0);
    count += wrong;
  }
  return count;
}

}  // namespace kinkless
