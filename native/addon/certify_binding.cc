#include "addon/certify_binding.h"

#include "addon/job.h"
#include "addon/problem.h"
#include "core/certify/certification.h"
#include "core/network/bounded_residuals.h"

namespace {

kinkless::Samples<double> samples_of(const Problem& problem) {
  return kinkless::make_samples<double>(problem.network, problem.samples, problem.inputs.data(), problem.targets.data(),
                                        problem.masks_or_null());
}

class CertifyJob : public Job {
 public:
  CertifyJob(const Napi::CallbackInfo& call, Problem problem, kinkless::Claim claim)
      : Job(call[5].As<Napi::Function>(), call[2]), problem_(std::move(problem)), claim_(claim) {
    if (!ready()) return;
    deliver_to(call[3], &values_);
    deliver_to(call[4], &kinks_);
  }

 private:
  int run(const kinkless::Control& control) override {
    kinkless::Certification result = kinkless::certify(problem_.network, samples_of(problem_), problem_.parameters, claim_, control);
    if (result.aborted) return kAborted;
    values_ = kinkless::certification_values(result);
    kinks_ = std::move(result.kinks);
    return kDone;
  }

  const Problem problem_;
  const kinkless::Claim claim_;
  std::vector<double> values_, kinks_;
};

int certify(const Napi::CallbackInfo& call) {
  ArrayArgument<double> out;
  std::uint32_t claim = 0;
  if (call.Length() != 6 || !call[5].IsFunction() || !to_uint32(call[1], claim) || claim > 3) return kRefused;
  std::optional<Problem> problem = read_problem(call[0], true, false);
  if (!to_array(call[3], out) || !to_array(call[4], out)) return kRefused;
  if (!problem || problem->network.depth() < 2 || problem->network.outputs() != 1) return kRefused;
  const auto named = static_cast<kinkless::Claim>(claim);
  const bool minimum = named == kinkless::Claim::local_minimum || named == kinkless::Claim::kink_minimum;
  if (minimum && problem->network.depth() != 2) return kRefused;
  return launch(new CertifyJob(call, std::move(*problem), named));
}

class ResidualNormJob : public Job {
 public:
  ResidualNormJob(const Napi::CallbackInfo& call, Problem problem)
      : Job(call[3].As<Napi::Function>(), call[1]), problem_(std::move(problem)) {
    if (ready()) deliver_to(call[2], &bounds_);
  }

 private:
  int run(const kinkless::Control&) override {
    const kinkless::NormBounds bounds =
        kinkless::norm_bounds(kinkless::bounded_residuals(problem_.network, samples_of(problem_), problem_.parameters.data()));
    bounds_ = {bounds.lower, bounds.upper};
    return kDone;
  }

  const Problem problem_;
  std::vector<double> bounds_;
};

int residual_norm(const Napi::CallbackInfo& call) {
  ArrayArgument<double> out;
  if (call.Length() != 4 || !call[3].IsFunction()) return kRefused;
  std::optional<Problem> problem = read_problem(call[0], true, false);
  if (!to_array(call[2], out) || !problem || problem->network.outputs() != 1) return kRefused;
  return launch(new ResidualNormJob(call, std::move(*problem)));
}

Napi::Value certification_fields(const Napi::CallbackInfo& call) {
  std::string joined;
  for (const std::string& name : kinkless::certification_names()) joined += (joined.empty() ? "" : ",") + name;
  return Napi::String::New(call.Env(), joined);
}

}  // namespace

void define_certify(Napi::Env env, Napi::Object exports) {
  exports.Set("certify", Napi::Function::New(env, with_status<certify>, "certify"));
  exports.Set("residualNorm", Napi::Function::New(env, with_status<residual_norm>, "residualNorm"));
  exports.Set("certificationFields", Napi::Function::New(env, certification_fields, "certificationFields"));
}
