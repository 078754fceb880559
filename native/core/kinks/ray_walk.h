// A way down from a unit's kinks, where there are too many rays to look at all of them.
#pragma once

#include <vector>

#include "core/numeric/matrix.h"
#include "core/runtime/control.h"

namespace kinkless {

// A sum of kinks h(δ) = Σ_g up_g t⁺ − down_g t⁻, t = δ · row g of `normals`, whose rows have a span of dimension `rank`.
struct KinkSum {
  const Matrix& normals;
  std::vector<double> up, down;
  std::size_t rank;
};

// Walks from `start`, a vector of the span that is not 0, to the first ray on which h is clearly less than 0, or to one whose neighbours
// are no better. Between the hyperplanes of the convex kinks, up > down, h is concave: it is negative somewhere if it is on a ray of these.
std::vector<double> walk_rays(const KinkSum& kinks, std::vector<double> start, const Control& control);

}  // namespace kinkless
