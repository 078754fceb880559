#include "addon/train_binding.h"

#include <cmath>

#include "addon/job.h"
#include "addon/problem.h"
#include "addon/train_options.h"
#include "core/train/train.h"
#include "core/train/training_state.h"

namespace {

using kinkless::TrainingOptions;

bool is_state(const std::vector<double>& state, const kinkless::Network& network, const TrainingOptions& options) {
  if (state.size() != kinkless::state_size(network.parameters, options)) return false;
  for (const double number : state)
    if (!std::isfinite(number)) return false;
  return state[0] >= 0 && state[0] <= static_cast<double>(options.epochs) && state[0] == std::floor(state[0]);
}

class TrainJob : public Job {
 public:
  TrainJob(const Napi::CallbackInfo& call, Problem problem, Problem validation, std::vector<double> resume, TrainingOptions options)
      : Job(call[10].As<Napi::Function>(), call[5]),
        problem_(std::move(problem)),
        validation_(std::move(validation)),
        resume_(std::move(resume)),
        options_(std::move(options)) {
    if (!ready()) return;
    deliver_to(call[6], &result_.parameters);
    deliver_to(call[7], &summary_);
    deliver_to(call[8], &result_.history);
    deliver_to(call[9], &result_.state);
  }

 private:
  int run(const kinkless::Control& control) override {
    result_ = kinkless::train(problem_.network, problem_.arrays(), validation_.arrays(), problem_.parameters, resume_, options_, control);
    if (result_.stopped == kinkless::Stop::aborted) return kAborted;
    summary_ = {static_cast<double>(static_cast<int>(result_.stopped)), static_cast<double>(result_.epochs), result_.loss,
                static_cast<double>(result_.history.size())};
    return kDone;
  }

  const Problem problem_, validation_;
  const std::vector<double> resume_;
  const TrainingOptions options_;
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
  std::optional<TrainingOptions> options =
      read_train_options({raw.data, raw.data + raw.length}, {traces.data, traces.data + traces.length}, problem->network, problem->samples);
  if (!options || !fits(problem->network, *validation)) return kRefused;
  std::vector<double> state(resume.data, resume.data + resume.length);
  if (!state.empty() && !is_state(state, problem->network, *options)) return kRefused;
  return launch(new TrainJob(call, std::move(*problem), std::move(*validation), std::move(state), std::move(*options)));
}

}  // namespace

void define_train(Napi::Env env, Napi::Object exports) { exports.Set("train", Napi::Function::New(env, with_status<start>, "train")); }
