// The rank of a Khatri–Rao matrix, decided by bounds on rounding errors and by exact arithmetic, or said to be open.
#pragma once

#include <functional>
#include <optional>

#include "core/network/khatri_rao.h"
#include "core/runtime/control.h"

namespace kinkless {

struct Rank {
  std::size_t rank = 0;       // proved: at least so many singular values are not zero
  std::size_t undecided = 0;  // singular values that may be zero or not
  std::size_t visible = 0;    // singular values above the tolerance: fewer than `rank` where exact arithmetic saw further
  double sigma_min = 0;       // of as many singular values as there are columns: 0 where there are fewer rows
  double sigma_max = 0;
  double smallest = 0;        // the smallest visible one, of the equilibrated matrix
  double tolerance = 0;       // a bound on the error of each singular value: those above it are surely not zero
  bool equilibrated = false;  // the three numbers above are those of the equilibrated matrix
  bool decided = true;        // false: the matrix is too large, or LAPACK did not converge
  bool aborted = false;
};

// What is known beside the singular values.
struct RankKnowledge {
  std::size_t most;  // a proven bound on the rank
  // The rank of the matrix as it is over the real numbers; nothing where that is too much work. Asked only where singular values leave the
  // rank open.
  std::function<std::optional<std::size_t>()> exact;
  // Whether that is the rank that is asked for: the matrix is made of the data and signs alone. Where weights enter, which are known to
  // rounding only, an invisible singular value stays undecided unless it is exactly zero.
  bool of_data;
};

// Rows are equilibrated by powers of 2^kRankBits: most data then stay as they are, and their singular values are those of the matrix
// itself.
inline constexpr int kRankBits = 4;

// The decision is made on the equilibrated matrix, so it does not depend on the scale of units, layers or inputs. The singular values are
// those of the matrix itself, unless its scaling hides the rank there, or it is large.
Rank decide_rank(const KhatriRao& matrix, const RankKnowledge& knowledge, const Control& control);

}  // namespace kinkless
