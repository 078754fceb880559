#pragma once

#include <cstddef>
#include <functional>

namespace kinkless {

// Scores of the first `components` principal components of `values` (samples × inputs, row-major), each scaled to mean square 1 over
// the samples; `out` is samples × components, row-major. The entry of largest magnitude of every component vector is positive.
// Eigenvectors come from the covariance matrix, or from the samples' Gram matrix when there are fewer samples than inputs. Components
// whose eigenvalue is zero to rounding, λ ≤ max(samples, inputs) ε λ_max, do not exist: their columns of `out` are left zero.
// `stop` is asked between panels of work; false comes back when it said yes or when LAPACK did not converge.
bool principal_components(std::size_t samples, std::size_t inputs, const double* values, std::size_t components, double* out,
                          const std::function<bool()>& stop);

}  // namespace kinkless
