// The rays of an arrangement of hyperplanes through 0: a function that is linear on every cell is non-negative where it is so on them.
#pragma once

#include <cstddef>
#include <vector>

#include "core/numeric/matrix.h"
#include "core/runtime/control.h"

namespace kinkless {

struct Rays {
  bool complete = false;                  // false: too many, or rounding leaves some open
  std::vector<std::vector<double>> rays;  // unit vectors of the rows' span; −r is a ray wherever r is, and stands here only once
};

// Of the hyperplanes orthogonal to the rows of `normals`, within the rows' span of dimension `rank`.
Rays find_rays(const Matrix& normals, std::size_t rank, const Control& control);

}  // namespace kinkless
