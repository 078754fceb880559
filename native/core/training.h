// What a training run is told and what it returns; shared by all optimisers.
#pragma once

#include <cstdint>
#include <vector>

#include "kinks.h"
#include "network.h"

namespace kinkless {

struct Schedule {
  double factor = 1;  // the learning rate is multiplied by it after every epoch from `from` on
  std::int64_t from = 0;
  double minimum = 0;  // and never falls below this
};

struct TrainingOptions {
  enum class Optimizer { gradient_descent = 0, adam = 1, levenberg_marquardt = 2 };
  Optimizer optimizer = Optimizer::adam;
  double learning_rate = 1e-3;
  double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
  double damping = 1e-3;  // Levenberg–Marquardt: the first damping, relative to the mean diagonal of the Gram matrix
  double kick = 0.15;     // Levenberg–Marquardt: size of a kick, relative to the weights of its layer; 0: none
  Schedule schedule;
  std::int64_t epochs = 0;
  double loss_floor = -1;        // stop where loss ≤ this; negative: never
  bool stop_at_gradient = true;  // stop where every component of the gradient is within its rounding error
  std::int64_t history_every = 1;
  std::uint64_t seed = 0;
  std::vector<Kink> traces;  // pre-activations to record
};

enum class Stop { aborted = 0, gradient = 1, loss = 2, epochs = 3, diverged = 4 };

// One row: epoch, loss, mce (−1 where targets are not ±1), ‖∇loss‖₂, min|u| over the triples that carry a kink (−1: none), learning rate,
// kicks so far, then the traced pre-activations.
inline constexpr std::size_t kHistoryFixed = 7;

struct TrainingResult {
  Stop stopped = Stop::aborted;
  std::int64_t epochs = 0;
  double loss = 0;  // at `parameters`
  std::vector<double> parameters;
  std::vector<double> history;  // rows of kHistoryFixed + traces numbers
};

}  // namespace kinkless
