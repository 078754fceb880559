#include "matrix.h"

#include <cmath>

namespace kinkless {

Matrix absolute(const Matrix& a) {
  Matrix result = a;
  for (double& value : result.data) value = std::fabs(value);
  return result;
}

}  // namespace kinkless
