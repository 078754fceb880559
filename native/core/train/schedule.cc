#include "core/train/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinkless {

double next_rate(const Schedule& schedule, double base, double rate, std::int64_t epoch) {
  switch (schedule.kind) {
    case Schedule::Kind::constant:
      return rate;
    case Schedule::Kind::exponential:
      return epoch >= schedule.from ? std::max(schedule.minimum, rate * schedule.factor) : rate;
    case Schedule::Kind::cosine: {
      const double span = static_cast<double>(schedule.to - schedule.from);
      const double share = std::clamp(static_cast<double>(epoch + 1 - schedule.from) / span, 0.0, 1.0);
      return schedule.minimum + (base - schedule.minimum) * (1 + std::cos(std::numbers::pi * share)) / 2;
    }
  }
  return rate;
}

}  // namespace kinkless
