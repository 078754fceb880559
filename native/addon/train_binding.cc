#include "addon/train_binding.h"

#include <cmath>

#include "addon/job.h"
#include "addon/problem.h"
#include "core/train.h"

namespace {

using kinkless::TrainingOptions;

// The order of the numbers in `options`; the same list stands in src/train/rawOptions.ts.
enum Option {
  kOptimizer,
  kLearningRate,
  kBeta1,
  kBeta2,
  kEpsilon,
  kDamping,
  kKick,
  kFactor,
  kFrom,
  kMinimum,
  kEpochs,
  kLossFloor,
  kStopAtGradient,
  kHistoryEvery,
  kSeedLow,
  kSeedHigh,
  kSinglePrecision,
  kOptionCount
};

bool read_options(const ArrayArgument<double>& raw, const ArrayArgument<std::int32_t>& traces, const Problem& problem,
                  TrainingOptions& options) {
  if (raw.length != kOptionCount || traces.length % 3 != 0) return false;
  const double* o = raw.data;
  for (std::size_t k = 0; k < raw.length; ++k)
    if (!std::isfinite(o[k])) return false;
  if (o[kOptimizer] < 0 || o[kOptimizer] > 2 || o[kEpochs] < 0 || o[kEpochs] > 9e15 || o[kHistoryEvery] < 1 || o[kHistoryEvery] > 9e15)
    return false;
  options.optimizer = static_cast<TrainingOptions::Optimizer>(static_cast<int>(o[kOptimizer]));
  options.learning_rate = o[kLearningRate];
  options.beta1 = o[kBeta1];
  options.beta2 = o[kBeta2];
  options.epsilon = o[kEpsilon];
  options.damping = o[kDamping];
  options.kick = o[kKick];
  options.schedule = {o[kFactor], static_cast<std::int64_t>(o[kFrom]), o[kMinimum]};
  options.epochs = static_cast<std::int64_t>(o[kEpochs]);
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

class TrainJob : public Job {
 public:
  TrainJob(const Napi::CallbackInfo& call, Problem problem, TrainingOptions options, bool single)
      : Job(call[7].As<Napi::Function>(), call[3]), problem_(std::move(problem)), options_(std::move(options)), single_(single) {
    if (!ready()) return;
    deliver_to(call[4], &result_.parameters);
    deliver_to(call[5], &summary_);
    deliver_to(call[6], &result_.history);
  }

 private:
  int run(const kinkless::Control& control) override {
    const kinkless::ProblemArrays arrays{problem_.samples, problem_.inputs.data(), problem_.targets.data(), problem_.masks_or_null()};
    result_ = kinkless::train(problem_.network, arrays, problem_.parameters, options_, single_, control);
    if (result_.stopped == kinkless::Stop::aborted) return kAborted;
    summary_ = {static_cast<double>(static_cast<int>(result_.stopped)), static_cast<double>(result_.epochs), result_.loss,
                static_cast<double>(result_.history.size())};
    return kDone;
  }

  const Problem problem_;
  const TrainingOptions options_;
  const bool single_;
  kinkless::TrainingResult result_;
  std::vector<double> summary_;
};

int start(const Napi::CallbackInfo& call) {
  ArrayArgument<double> raw, output;
  ArrayArgument<std::int32_t> traces;
  if (call.Length() != 8 || !call[7].IsFunction() || !to_array(call[1], raw) || !to_array(call[2], traces)) return kRefused;
  for (const std::size_t k : {4, 5, 6})
    if (!to_array(call[k], output)) return kRefused;
  std::optional<Problem> problem = read_problem(call[0], true);
  TrainingOptions options;
  if (!problem || !read_options(raw, traces, *problem, options)) return kRefused;
  return queue(new TrainJob(call, std::move(*problem), std::move(options), raw.data[kSinglePrecision] != 0), true);
}

}  // namespace

void define_train(Napi::Env env, Napi::Object exports) { exports.Set("train", Napi::Function::New(env, with_status<start>, "train")); }
