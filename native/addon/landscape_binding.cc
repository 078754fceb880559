#include "addon/landscape_binding.h"

#include "addon/job.h"
#include "addon/judgement_parts.h"
#include "addon/problem.h"
#include "core/landscape/judgement.h"

namespace {

class JudgeJob : public Job {
 public:
  JudgeJob(const Napi::CallbackInfo& call, Problem problem, kinkless::JudgementParts parts)
      : Job(call[6].As<Napi::Function>(), call[2]), problem_(std::move(problem)), parts_(parts) {
    if (!ready()) return;
    deliver_to(call[3], &values_);
    deliver_to(call[4], &judgement_.descent);
    deliver_to(call[5], &judgement_.multipliers);
  }

 private:
  int run(const kinkless::Control& control) override {
    const auto samples = kinkless::make_samples<double>(problem_.network, problem_.samples, problem_.inputs.data(), problem_.targets.data(),
                                                        problem_.masks_or_null());
    if (!kinkless::judge(problem_.network, samples, problem_.parameters, parts_, control, judgement_)) return kAborted;
    values_ = kinkless::judgement_values(judgement_);
    return kDone;
  }

  const Problem problem_;
  const kinkless::JudgementParts parts_;
  kinkless::Judgement judgement_;
  std::vector<double> values_;
};

int judge(const Napi::CallbackInfo& call) {
  ArrayArgument<double> out;
  kinkless::JudgementParts parts;
  if (call.Length() != 7 || !call[6].IsFunction() || !to_parts(call[1], parts)) return kRefused;
  std::optional<Problem> problem = read_problem(call[0], true, false);
  for (const std::size_t k : {3, 4, 5})
    if (!to_array(call[k], out)) return kRefused;
  if (!problem || problem->network.depth() < 2) return kRefused;
  return launch(new JudgeJob(call, std::move(*problem), parts));
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
