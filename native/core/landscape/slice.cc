#include "core/landscape/slice.h"

#include "core/network/linearisation.h"

namespace kinkless {

bool slice_losses(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                  const std::vector<double>& directions, const std::vector<double>& points, const Control& control,
                  std::vector<double>& losses) {
  const std::size_t size = parameters.size(), count = directions.size() / size;
  losses.resize(points.size() / count);
  std::vector<double> moved(size);
  for (std::size_t m = 0; m < losses.size(); ++m) {
    if (control.aborted()) return false;
    moved = parameters;
    for (std::size_t k = 0; k < count; ++k) {
      const double t = points[m * count + k];
      const double* direction = directions.data() + k * size;
      for (std::size_t p = 0; p < size; ++p) moved[p] += t * direction[p];
    }
    losses[m] = evaluate(network, samples, moved.data()).squares() / (2 * static_cast<double>(samples.count));
    control.progress(static_cast<std::int64_t>(m + 1), losses[m]);
  }
  return true;
}

}  // namespace kinkless
