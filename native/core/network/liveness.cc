#include "core/network/liveness.h"

namespace kinkless {

Liveness find_liveness(const Network& network, const Linearisation& point) {
  const std::size_t hidden = network.depth() - 1, count = point.residuals.rows;
  Liveness result;
  result.live.assign(hidden + 1, std::vector<unsigned char>(count));
  result.reach = result.live;
  for (std::size_t n = 0; n < count; ++n) {
    for (std::size_t l = 0; l <= hidden; ++l) {
      const Layer& reader = network.layers[l];
      bool any = reader.bias;
      for (std::size_t j = 0; !any && j < static_cast<std::size_t>(reader.in); ++j)
        any = l == 0 ? point.inputs[0](n, j) != 0 : point.slopes[l - 1](n, j) != 0 && result.live[l - 1][n];
      result.live[l][n] = any;
    }
    result.reach[hidden][n] = 1;
    for (std::size_t l = hidden; l-- > 0;) {
      bool any = false;
      for (std::size_t i = 0; !any && i < point.slopes[l].columns; ++i) any = point.slopes[l](n, i) != 0 && result.reach[l + 1][n];
      result.reach[l][n] = any;
    }
  }
  return result;
}

}  // namespace kinkless
