// The rank of a Khatri–Rao matrix, decided by bounds on rounding errors, or said to be open.
#pragma once

#include "control.h"
#include "khatri_rao.h"

namespace kinkless {

struct Rank {
  std::size_t rank = 0;       // singular values proved to be non-zero
  std::size_t undecided = 0;  // singular values that may be zero or not
  double sigma_min = 0;       // of as many singular values as there are columns: 0 where there are fewer rows
  double sigma_max = 0;
  double smallest = 0;        // the smallest that is surely not zero, of the equilibrated matrix
  double tolerance = 0;       // a singular value above it is surely not zero
  bool equilibrated = false;  // the three numbers above are those of the equilibrated matrix
  bool decided = true;        // false: the matrix is too large, or LAPACK did not converge
  bool aborted = false;
};

// The decision is made on the equilibrated matrix, so it does not depend on the scale of units, layers or inputs. The singular values are
// those of the matrix itself, unless its scaling hides the rank there.
Rank decide_rank(const KhatriRao& matrix, const Control& control);

}  // namespace kinkless
