// The trace of a symmetric operator from a given number of products, by Hutch++.
#pragma once

#include <cstdint>

#include "core/runtime/control.h"
#include "core/spectrum/krylov.h"

namespace kinkless {

struct TraceEstimate {
  bool aborted = false;
  double trace = 0;
  double standard_error = 0;  // of the mean of the probes; 0 where the trace was summed up entry by entry
  std::size_t products = 0;
};

// Meyer, Musco, Musco, Woodruff 2021: a third of the products sketches the range Q, a third gives the trace in it, exactly, and a third
// estimates the rest by vectors of random signs. With `products` ≥ size all diagonal entries are computed instead.
TraceEstimate estimate_trace(const SymmetricOperator& matrix, std::size_t products, std::uint64_t seed, const Control& control);

}  // namespace kinkless
