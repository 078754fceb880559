// What a training run is told and what it returns; shared by all optimisers.
#pragma once

#include <cstdint>
#include <vector>

#include "core/kinks/kinks.h"
#include "core/network/network.h"

namespace kinkless {

// How the learning rate goes from epoch to epoch.
struct Schedule {
  enum class Kind { constant = 0, exponential = 1, cosine = 2 };
  Kind kind = Kind::constant;
  double factor = 1;  // exponential: the rate is multiplied by it after every epoch from `from` on
  std::int64_t from = 0;
  std::int64_t to = 0;  // cosine: from `from` to `to` the rate follows half a cosine down to the minimum
  double minimum = 0;   // the rate never falls below this
};

// Multiplicative noise on the hidden units that is drawn anew in every step, on top of the data's masks.
struct Noise {
  enum class Kind { none = 0, bernoulli = 1, gaussian = 2, uniform = 3 };
  Kind kind = Kind::none;
  double size = 0;  // the probability to keep a unit; σ; δ
};

struct TrainingOptions {
  enum class Optimizer { gradient_descent = 0, momentum = 1, sgd = 2, adam = 3, levenberg_marquardt = 4, lbfgs = 5, active_set = 6 };
  Optimizer optimizer = Optimizer::adam;
  double learning_rate = 1e-3;
  double momentum = 0;
  bool nesterov = false;
  double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
  double damping = 1e-3;          // Levenberg–Marquardt: the first damping, relative to the mean diagonal of the Gram matrix
  std::int64_t memory = 20;       // L-BFGS: steps that are remembered
  double kick = 0.15;             // Levenberg–Marquardt, L-BFGS: size of a kick, relative to the weights of its layer; 0: none
  bool single_precision = false;  // the loop runs in float32; not for these two
  Schedule schedule;
  Noise noise;
  std::int64_t batch_size = 0;  // samples per step; 0: all
  std::int64_t epochs = 0;
  std::int64_t pause = -1;       // hand back the state before this epoch; negative: never
  double seconds = -1;           // stop when this much time has passed; negative: never
  double loss_floor = -1;        // stop where loss ≤ this; negative: never
  double mce_floor = -1;         // stop where at most this share of the samples is misclassified; negative: never
  std::int64_t mce_every = 1;    // epochs between two looks at it
  bool stop_at_gradient = true;  // stop where every component of the gradient is within its rounding error
  std::int64_t history_every = 1;
  std::uint64_t seed = 0;
  std::vector<Kink> traces;  // pre-activations to record
};

enum class Stop { aborted = 0, gradient = 1, loss = 2, epochs = 3, time = 4, diverged = 5, paused = 6, stalled = 7, mce = 8 };

// One row: epoch, loss, mce (−1 where targets are not ±1), ‖∇loss‖₂, min|u| over the triples that carry a kink (−1: none), learning rate,
// kicks so far, loss and mce of the validation samples (−1: none), then the traced pre-activations.
inline constexpr std::size_t kHistoryFixed = 9;

struct TrainingResult {
  Stop stopped = Stop::aborted;
  std::int64_t epochs = 0;
  double loss = 0;  // at `parameters`
  std::vector<double> parameters;
  std::vector<double> history;  // rows of kHistoryFixed + traces numbers
  std::vector<double> state;    // all that a continuation with the same bits needs; see TrainingState
};

}  // namespace kinkless
