#include "addon/landscape_binding.h"

#include "addon/job.h"
#include "addon/problem.h"
#include "core/judgement.h"

namespace {

class JudgeJob : public Job {
 public:
  JudgeJob(const Napi::CallbackInfo& call, Problem problem) : Job(call[3].As<Napi::Function>(), call[1]), problem_(std::move(problem)) {
    if (ready()) deliver_to(call[2], &values_);
  }

 private:
  int run(const kinkless::Control& control) override {
    const auto samples = kinkless::make_samples<double>(problem_.network, problem_.samples, problem_.inputs.data(), problem_.targets.data(),
                                                        problem_.masks_or_null());
    kinkless::Judgement judgement;
    if (!kinkless::judge(problem_.network, samples, problem_.parameters, control, judgement)) return kAborted;
    values_ = kinkless::judgement_values(judgement);
    return kDone;
  }

  const Problem problem_;
  std::vector<double> values_;
};

int judge(const Napi::CallbackInfo& call) {
  ArrayArgument<double> out;
  if (call.Length() != 4 || !call[3].IsFunction()) return kRefused;
  std::optional<Problem> problem = read_problem(call[0], true, false);
  if (!to_array(call[2], out)) return kRefused;
  if (!problem || problem->network.depth() < 2) return kRefused;
  return launch(new JudgeJob(call, std::move(*problem)));
}

Napi::Value judgement_fields(const Napi::CallbackInfo& call) {
  std::string joined;
  for (const std::string& name : kinkless::judgement_names()) joined += (joined.empty() ? "" : ",") + name;
  return Napi::String::New(call.Env(), joined);
}

}  // namespace

void define_landscape(Napi::Env env, Napi::Object exports) {
  exports.Set("judge", Napi::Function::New(env, with_status<judge>, "judge"));
  exports.Set("judgementFields", Napi::Function::New(env, judgement_fields, "judgementFields"));
}
