#include "addon/train_binding.h"

#include <cmath>

#include "addon/job.h"
#include "addon/problem.h"
#include "core/train.h"
#include "core/training_state.h"

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
  kOptionCount
};

bool within(double value, double low, double high) { return value >= low && value <= high; }

bool read_options(const std::vector<double>& o, const ArrayArgument<std::int32_t>& traces, const Problem& problem,
                  TrainingOptions& options) {
  if (o.size() != kOptionCount || traces.length % 3 != 0) return false;
  for (const double number : o)
    if (!std::isfinite(number)) return false;
  constexpr double kMost = 2147483647;
  if (!within(o[kOptimizer], 0, 5) || !within(o[kSchedule], 0, 2) || !within(o[kNoise], 0, 3)) return false;
  if (!within(o[kEpochs], 0, kMost) || !within(o[kPause], -1, kMost) || !within(o[kHistoryEvery], 1, kMost)) return false;
  if (!within(o[kFrom], 0, kMost) || !within(o[kTo], 0, kMost) || !within(o[kBatchSize], 0, kMost)) return false;
  if (!within(o[kSeedLow], 0, 4294967295) || !within(o[kSeedHigh], 0, 4294967295)) return false;
  options.optimizer = static_cast<TrainingOptions::Optimizer>(static_cast<int>(o[kOptimizer]));
  const bool plain = problem.network.depth() == 2 && problem.network.outputs() == 1;
  if (options.optimizer == TrainingOptions::Optimizer::active_set && !plain) return false;
  options.learning_rate = o[kLearningRate];
  options.momentum = o[kMomentum];
  options.nesterov = o[kNesterov] != 0;
  options.beta1 = o[kBeta1];
  options.beta2 = o[kBeta2];
  options.epsilon = o[kEpsilon];
  options.damping = o[kDamping];
  options.kick = o[kKick];
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
  options.stop_at_gradient = o[kStopAtGradient] != 0;
  options.history_every = static_cast<std::int64_t>(o[kHistoryEvery]);
  options.seed = static_cast<std::uint64_t>(o[kSeedHigh]) << 32 | static_cast<std::uint64_t>(o[kSeedLow]);
  for (std::size_t k = 0; k < traces.length; k += 3) {
    const std::int32_t layer = traces.data[k], unit = traces.data[k + 1], sample = traces.data[k + 2];
    if (layer < 1 || static_cast<std::size_t>(layer) >= problem.network.depth()) return false;
    if (unit < 0 || unit >= problem.network.layers[static_cast<std::size_t>(layer) - 1].out) return false;
    if (sample < 0 || static_cast<std::size_t>(sample) >= problem.samples) return false;
    options.traces.push_back({static_cast<std::size_t>(layer), static_cast<std::size_t>(unit), static_cast<std::size_t>(sample)});
  }
  return true;
}

bool is_state(const std::vector<double>& state, const kinkless::Network& network, const TrainingOptions& options) {
  if (state.size() != kinkless::state_size(network.parameters)) return false;
  for (const double number : state)
    if (!std::isfinite(number)) return false;
  return within(state[0], 0, static_cast<double>(options.epochs)) && state[0] == std::floor(state[0]);
}

// The core reads validation samples with the widths of the training network.
bool have_same_ends(const Problem& problem, const Problem& validation) {
  return problem.network.inputs() == validation.network.inputs() && problem.network.outputs() == validation.network.outputs();
}

class TrainJob : public Job {
 public:
  TrainJob(const Napi::CallbackInfo& call, Problem problem, Problem validation, std::vector<double> resume, TrainingOptions options,
           bool single)
      : Job(call[10].As<Napi::Function>(), call[5]),
        problem_(std::move(problem)),
        validation_(std::move(validation)),
        resume_(std::move(resume)),
        options_(std::move(options)),
        single_(single) {
    if (!ready()) return;
    deliver_to(call[6], &result_.parameters);
    deliver_to(call[7], &summary_);
    deliver_to(call[8], &result_.history);
    deliver_to(call[9], &result_.state);
  }

 private:
  static kinkless::ProblemArrays arrays(const Problem& problem) {
    return {problem.samples, problem.inputs.data(), problem.targets.data(), problem.masks_or_null()};
  }

  int run(const kinkless::Control& control) override {
    result_ =
        kinkless::train(problem_.network, arrays(problem_), arrays(validation_), problem_.parameters, resume_, options_, single_, control);
    if (result_.stopped == kinkless::Stop::aborted) return kAborted;
    summary_ = {static_cast<double>(static_cast<int>(result_.stopped)), static_cast<double>(result_.epochs), result_.loss,
                static_cast<double>(result_.history.size())};
    return kDone;
  }

  const Problem problem_, validation_;
  const std::vector<double> resume_;
  const TrainingOptions options_;
  const bool single_;
  kinkless::TrainingResult result_;
  std::vector<double> summary_;
};

int start(const Napi::CallbackInfo& call) {
  ArrayArgument<double> resume, raw, output;
  ArrayArgument<std::int32_t> traces;
  if (call.Length() != 11 || !call[10].IsFunction()) return kRefused;
  std::optional<Problem> problem = read_problem(call[0], true, false), validation = read_problem(call[1], true, true);
  if (!problem || !validation || !to_array(call[2], resume) || !to_array(call[3], raw) || !to_array(call[4], traces)) return kRefused;
  for (const std::size_t k : {6, 7, 8, 9})
    if (!to_array(call[k], output)) return kRefused;
  TrainingOptions options;
  if (!read_options({raw.data, raw.data + raw.length}, traces, *problem, options)) return kRefused;
  if (!have_same_ends(*problem, *validation)) return kRefused;
  std::vector<double> state(resume.data, resume.data + resume.length);
  if (!state.empty() && !is_state(state, problem->network, options)) return kRefused;
  return launch(new TrainJob(call, std::move(*problem), std::move(*validation), std::move(state), std::move(options),
                             raw.data[kSinglePrecision] != 0));
}

}  // namespace

void define_train(Napi::Env env, Napi::Object exports) { exports.Set("train", Napi::Function::New(env, with_status<start>, "train")); }
