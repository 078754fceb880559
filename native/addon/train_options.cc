#include "addon/train_options.h"

#include <cmath>

namespace {

using kinkless::TrainingOptions;

// The order of the numbers in `options`; the same list stands in src/train/rawOptions.ts.
enum Option {
  kOptimizer,
  kLearningRate,
  kMomentum,
  kNesterov,
  kBeta1,
  kBeta2,
  kEpsilon,
  kDamping,
  kKick,
  kMemory,
  kSchedule,
  kFactor,
  kFrom,
  kTo,
  kMinimum,
  kNoise,
  kNoiseSize,
  kBatchSize,
  kEpochs,
  kPause,
  kSeconds,
  kLossFloor,
  kStopAtGradient,
  kHistoryEvery,
  kSeedLow,
  kSeedHigh,
  kSinglePrecision,
  kMceFloor,
  kMceEvery,
  kCount
};
static_assert(kCount == kTrainOptions);

bool within(double value, double low, double high) { return value >= low && value <= high; }

}  // namespace

std::optional<TrainingOptions> read_train_options(const std::vector<double>& o, const std::vector<std::int32_t>& traces,
                                                  const kinkless::Network& network, std::size_t samples) {
  if (o.size() != kTrainOptions || traces.size() % 3 != 0) return std::nullopt;
  for (const double number : o)
    if (!std::isfinite(number)) return std::nullopt;
  TrainingOptions options;
  constexpr double kMost = 2147483647;
  if (!within(o[kOptimizer], 0, 6) || !within(o[kSchedule], 0, 2) || !within(o[kNoise], 0, 3)) return std::nullopt;
  if (!within(o[kEpochs], 0, kMost) || !within(o[kPause], -1, kMost) || !within(o[kHistoryEvery], 1, kMost)) return std::nullopt;
  if (!within(o[kFrom], 0, kMost) || !within(o[kTo], 0, kMost) || !within(o[kBatchSize], 0, kMost)) return std::nullopt;
  if (!within(o[kMemory], 0, kMost) || !within(o[kMceEvery], 1, kMost)) return std::nullopt;
  if (!within(o[kSeedLow], 0, 4294967295) || !within(o[kSeedHigh], 0, 4294967295)) return std::nullopt;
  options.optimizer = static_cast<TrainingOptions::Optimizer>(static_cast<int>(o[kOptimizer]));
  const bool plain = network.depth() == 2 && network.outputs() == 1;
  if (options.optimizer == TrainingOptions::Optimizer::active_set && !plain) return std::nullopt;
  options.learning_rate = o[kLearningRate];
  options.momentum = o[kMomentum];
  options.nesterov = o[kNesterov] != 0;
  options.beta1 = o[kBeta1];
  options.beta2 = o[kBeta2];
  options.epsilon = o[kEpsilon];
  options.damping = o[kDamping];
  options.kick = o[kKick];
  options.memory = static_cast<std::int64_t>(o[kMemory]);
  options.single_precision = o[kSinglePrecision] != 0;
  options.schedule.kind = static_cast<kinkless::Schedule::Kind>(static_cast<int>(o[kSchedule]));
  options.schedule.factor = o[kFactor];
  options.schedule.from = static_cast<std::int64_t>(o[kFrom]);
  options.schedule.to = static_cast<std::int64_t>(o[kTo]);
  options.schedule.minimum = o[kMinimum];
  options.noise = {static_cast<kinkless::Noise::Kind>(static_cast<int>(o[kNoise])), o[kNoiseSize]};
  options.batch_size = static_cast<std::int64_t>(o[kBatchSize]);
  options.epochs = static_cast<std::int64_t>(o[kEpochs]);
  options.pause = static_cast<std::int64_t>(o[kPause]);
  options.seconds = o[kSeconds];
  options.loss_floor = o[kLossFloor];
  options.mce_floor = o[kMceFloor];
  options.mce_every = static_cast<std::int64_t>(o[kMceEvery]);
  options.stop_at_gradient = o[kStopAtGradient] != 0;
  options.history_every = static_cast<std::int64_t>(o[kHistoryEvery]);
  options.seed = static_cast<std::uint64_t>(o[kSeedHigh]) << 32 | static_cast<std::uint64_t>(o[kSeedLow]);
  for (std::size_t k = 0; k < traces.size(); k += 3) {
    const std::int32_t layer = traces[k], unit = traces[k + 1], sample = traces[k + 2];
    if (layer < 1 || static_cast<std::size_t>(layer) >= network.depth()) return std::nullopt;
    if (unit < 0 || unit >= network.layers[static_cast<std::size_t>(layer) - 1].out) return std::nullopt;
    if (sample < 0 || static_cast<std::size_t>(sample) >= samples) return std::nullopt;
    options.traces.push_back({static_cast<std::size_t>(layer), static_cast<std::size_t>(unit), static_cast<std::size_t>(sample)});
  }
  return options;
}
