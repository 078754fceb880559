// The arrays of a problem in float64; see make_samples.
#pragma once

#include <cstddef>

namespace kinkless {

struct ProblemArrays {
  std::size_t samples;
  const double* inputs;
  const double* targets;
  const double* masks;  // null: none
};

}  // namespace kinkless
