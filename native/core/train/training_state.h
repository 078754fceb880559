// Where a training run stands, as a list of numbers: kStateFixed of them, then vectors of P.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/train/training.h"

namespace kinkless {

inline constexpr std::size_t kStateFixed = 12;

// Weights and two more; for L-BFGS weights, best weights, and two for each step that it remembers.
inline std::size_t state_size(std::size_t parameters, const TrainingOptions& options) {
  const bool remembers = options.optimizer == TrainingOptions::Optimizer::lbfgs;
  return kStateFixed + (remembers ? 2 + 2 * static_cast<std::size_t>(options.memory) : 3) * parameters;
}

// Writes numbers and vectors in the order in which they are read back. Random numbers need no entry: they are functions of the seed, the
// epoch and the step.
class StateWriter {
 public:
  StateWriter(std::size_t parameters, const TrainingOptions& options)
      : parameters_(parameters), state_(state_size(parameters, options), 0.0) {}

  void number(double value) { state_[fixed_++] = value; }

  template <class T>
  void vector(const std::vector<T>& values) {
    const std::size_t start = kStateFixed + vectors_++ * parameters_;
    for (std::size_t p = 0; p < values.size(); ++p) state_[start + p] = static_cast<double>(values[p]);
  }

  // Only such a state can be resumed.
  bool finite() const {
    return std::all_of(state_.begin(), state_.end(), [](double value) { return std::isfinite(value); });
  }

  std::vector<double> take() { return std::move(state_); }

 private:
  std::size_t parameters_, fixed_ = 0, vectors_ = 0;
  std::vector<double> state_;
};

class StateReader {
 public:
  StateReader(std::size_t parameters, const std::vector<double>& state) : parameters_(parameters), state_(state) {}

  double number() { return state_[fixed_++]; }
  // A state comes from outside: what no counter reaches is cut off, since it does not convert.
  std::int64_t integer() { return static_cast<std::int64_t>(std::clamp(number(), 0.0, 9007199254740992.0)); }

  // Fills as many numbers as `values` has.
  template <class T>
  void vector(std::vector<T>& values) {
    const std::size_t start = kStateFixed + vectors_++ * parameters_;
    for (std::size_t p = 0; p < values.size(); ++p) values[p] = static_cast<T>(state_[start + p]);
  }

 private:
  std::size_t parameters_, fixed_ = 0, vectors_ = 0;
  const std::vector<double>& state_;
};

}  // namespace kinkless
