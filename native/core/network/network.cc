#include "core/network/network.h"

namespace kinkless {

Network::Network(const std::vector<int>& widths, const std::vector<double>& slopes, const std::vector<unsigned char>& bias) {
  for (std::size_t l = 0; l + 1 < widths.size(); ++l) {
    const double slope = l < slopes.size() ? slopes[l] : 1.0;
    layers.push_back({widths[l], widths[l + 1], bias[l] != 0, slope, parameters});
    parameters += layers.back().size();
  }
}

}  // namespace kinkless
