#include "addon/train_many_binding.h"

#include "addon/job.h"
#include "addon/replicas.h"
#include "addon/train_options.h"
#include "core/runtime/spread.h"
#include "core/train/train.h"

namespace {

using kinkless::TrainingOptions;
using kinkless::TrainingResult;

class TrainManyJob : public Job {
 public:
  TrainManyJob(const Napi::CallbackInfo& call, Replicas replicas, std::vector<TrainingOptions> options, std::size_t threads)
      : Job(call[8].As<Napi::Function>(), call[4]), replicas_(std::move(replicas)), options_(std::move(options)), threads_(threads) {
    if (!ready()) return;
    deliver_to(call[5], &parameters_);
    deliver_to(call[6], &summary_);
    deliver_to(call[7], &history_);
  }

 private:
  int run(const kinkless::Control& control) override {
    std::vector<TrainingResult> results(replicas_.count());
    const std::vector<unsigned char> ended = kinkless::spread(replicas_.count(), threads_, control, [&](std::size_t k) {
      const Problem& start = replicas_.networks[k];
      results[k] = kinkless::train(start.network, replicas_.data_of(k).arrays(), replicas_.validation_of(k).arrays(), start.parameters, {},
                                   options_[k], control.silent());
      results[k].state = {};
    });
    if (control.aborted()) return kAborted;
    for (std::size_t k = 0; k < results.size(); ++k) {
      TrainingResult& result = results[k];
      // Without memory for it a replica has no numbers of its own; it stands as one that was aborted.
      if (ended[k] == 0) result = {};
      result.parameters.resize(replicas_.networks[k].parameters.size());
      parameters_.insert(parameters_.end(), result.parameters.begin(), result.parameters.end());
      history_.insert(history_.end(), result.history.begin(), result.history.end());
      for (const double number : {static_cast<double>(static_cast<int>(result.stopped)), static_cast<double>(result.epochs), result.loss,
                                  static_cast<double>(result.history.size())})
        summary_.push_back(number);
      result = {};
    }
    return kDone;
  }

  const Replicas replicas_;
  const std::vector<TrainingOptions> options_;
  const std::size_t threads_;
  std::vector<double> parameters_, summary_, history_;
};

int start(const Napi::CallbackInfo& call) {
  ArrayArgument<double> raw, output;
  ArrayArgument<std::int32_t> traces;
  std::uint32_t threads = 0;
  if (call.Length() != 9 || !call[8].IsFunction()) return kRefused;
  std::optional<Replicas> replicas = read_replicas(call[0]);
  if (!replicas || !to_array(call[1], raw) || !to_array(call[2], traces) || !to_uint32(call[3], threads) || threads == 0) return kRefused;
  for (const std::size_t k : {5, 6, 7})
    if (!to_array(call[k], output)) return kRefused;
  if (raw.length != replicas->count() * kTrainOptions) return kRefused;
  const std::vector<std::int32_t> traced(traces.data, traces.data + traces.length);
  std::vector<TrainingOptions> options;
  for (std::size_t k = 0; k < replicas->count(); ++k) {
    const double* numbers = raw.data + k * kTrainOptions;
    std::optional<TrainingOptions> read =
        read_train_options({numbers, numbers + kTrainOptions}, traced, replicas->networks[k].network, replicas->data_of(k).samples);
    if (!read || read->pause >= 0) return kRefused;
    options.push_back(std::move(*read));
  }
  return launch(new TrainManyJob(call, std::move(*replicas), std::move(options), threads));
}

}  // namespace

void define_train_many(Napi::Env env, Napi::Object exports) {
  exports.Set("trainMany", Napi::Function::New(env, with_status<start>, "trainMany"));
}
