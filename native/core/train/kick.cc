#include "core/train/kick.h"

#include <cmath>

#include "core/numeric/random.h"

namespace kinkless {

namespace {
constexpr std::uint32_t kKickStream = 5;
}

std::vector<double> kicked(const Network& network, const std::vector<double>& parameters, double size, std::uint64_t seed,
                           std::int64_t kick) {
  std::vector<double> normals(parameters.size()), result = parameters;
  random_normal({seed, kKickStream, static_cast<std::uint32_t>(kick)}, 0, normals.size(), normals.data());
  for (const Layer& layer : network.layers) {
    double squares = 0;
    for (std::size_t p = layer.offset; p < layer.offset + layer.size(); ++p) squares += parameters[p] * parameters[p];
    const double rms = std::sqrt(squares / static_cast<double>(layer.size()));
    for (std::size_t p = layer.offset; p < layer.offset + layer.size(); ++p) result[p] += size * rms * normals[p];
  }
  return result;
}

}  // namespace kinkless
