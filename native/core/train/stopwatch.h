// Tells when a run's time is over.
#pragma once

#include <chrono>

namespace kinkless {

class Stopwatch {
 public:
  // Negative: never over.
  explicit Stopwatch(double seconds) : seconds_(seconds) {}

  bool over() const {
    return seconds_ >= 0 && std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count() >= seconds_;
  }

 private:
  double seconds_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace kinkless
