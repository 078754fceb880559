// Which entries of the network matter to which samples.
#pragma once

#include <vector>

#include "core/network/linearisation.h"
#include "core/network/network.h"

namespace kinkless {

struct Liveness {
  // For layer l − 1 as an input (0: X) and sample n: whether any of its entries, or a bias beside it, is live.
  std::vector<std::vector<unsigned char>> live;
  // For layer l (the last: the outputs) and sample n: whether any of its entries reaches the output.
  std::vector<std::vector<unsigned char>> reach;
};

// live_0[j, n] = (x_jn ≠ 0), live_l[i, n] = (A_l[i, n] ≠ 0) ∧ ∨_j live_{l−1}[j, n]; reach_l[i, n] = (A_l[i, n] ≠ 0) ∧ ∨_k reach_{l+1}[k,
// n].
Liveness find_liveness(const Network& network, const Linearisation& point);

}  // namespace kinkless
