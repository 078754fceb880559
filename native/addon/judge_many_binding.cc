#include "addon/judge_many_binding.h"

#include "addon/job.h"
#include "addon/judgement_parts.h"
#include "addon/replicas.h"
#include "core/landscape/judgement.h"
#include "core/runtime/spread.h"

namespace {

class JudgeManyJob : public Job {
 public:
  JudgeManyJob(const Napi::CallbackInfo& call, Replicas replicas, kinkless::JudgementParts parts, std::size_t threads)
      : Job(call[8].As<Napi::Function>(), call[3]), replicas_(std::move(replicas)), parts_(parts), threads_(threads) {
    if (!ready()) return;
    deliver_to(call[4], &values_);
    deliver_to(call[5], &descents_);
    deliver_to(call[6], &multipliers_);
    deliver_to(call[7], &ended_);
  }

 private:
  int run(const kinkless::Control& control) override {
    std::vector<kinkless::Judgement> judgements(replicas_.count());
    const std::vector<unsigned char> ended = kinkless::spread(replicas_.count(), threads_, control, [&](std::size_t k) {
      const Problem& point = replicas_.networks[k];
      const kinkless::ProblemArrays data = replicas_.data_of(k).arrays();
      const auto samples = kinkless::make_samples<double>(point.network, data.samples, data.inputs, data.targets, data.masks);
      kinkless::judge(point.network, samples, point.parameters, parts_, control.silent(), judgements[k]);
    });
    if (control.aborted()) return kAborted;
    for (std::size_t k = 0; k < judgements.size(); ++k) {
      const std::vector<double> values = kinkless::judgement_values(judgements[k]);
      values_.insert(values_.end(), values.begin(), values.end());
      std::vector<double>& descent = judgements[k].descent;
      descent.resize(replicas_.networks[k].parameters.size());
      descents_.insert(descents_.end(), descent.begin(), descent.end());
      const std::vector<double>& multipliers = judgements[k].multipliers;
      multipliers_.insert(multipliers_.end(), multipliers.begin(), multipliers.end());
      ended_.push_back(ended[k]);
      judgements[k] = {};
    }
    return kDone;
  }

  const Replicas replicas_;
  const kinkless::JudgementParts parts_;
  const std::size_t threads_;
  std::vector<double> values_, descents_, multipliers_, ended_;
};

int start(const Napi::CallbackInfo& call) {
  ArrayArgument<double> output;
  std::uint32_t threads = 0;
  kinkless::JudgementParts parts;
  if (call.Length() != 9 || !call[8].IsFunction() || !to_parts(call[1], parts)) return kRefused;
  std::optional<Replicas> replicas = read_replicas(call[0]);
  if (!replicas || !to_uint32(call[2], threads) || threads == 0) return kRefused;
  for (const std::size_t k : {4, 5, 6, 7})
    if (!to_array(call[k], output)) return kRefused;
  for (const Problem& point : replicas->networks)
    if (point.network.depth() < 2) return kRefused;
  return launch(new JudgeManyJob(call, std::move(*replicas), parts, threads));
}

}  // namespace

void define_judge_many(Napi::Env env, Napi::Object exports) {
  exports.Set("judgeMany", Napi::Function::New(env, with_status<start>, "judgeMany"));
}
