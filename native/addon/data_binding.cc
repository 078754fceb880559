#include "addon/data_binding.h"

#include <algorithm>

#include "addon/job.h"
#include "core/numeric/principal_components.h"

namespace {

// BLAS takes sizes as 32-bit integers.
constexpr std::size_t kMaxSize = std::size_t(1) << 31;

class PrincipalComponentsJob : public Job {
 public:
  PrincipalComponentsJob(const Napi::CallbackInfo& call, std::size_t samples, std::size_t inputs, const ArrayArgument<double>& values,
                         std::size_t components)
      : Job(call[6].As<Napi::Function>(), call[5]),
        samples_(samples),
        inputs_(inputs),
        components_(components),
        values_(values.data, values.data + values.length),
        scores_(samples * components) {
    if (ready()) deliver_to(call[4], &scores_);
  }

 private:
  int run(const kinkless::Control& control) override {
    const auto stop = [&control] { return control.aborted(); };
    if (kinkless::principal_components(samples_, inputs_, values_.data(), components_, scores_.data(), stop)) return kDone;
    return control.aborted() ? kAborted : kNoConvergence;
  }

  const std::size_t samples_, inputs_, components_;
  const std::vector<double> values_;
  std::vector<double> scores_;
};

int start(const Napi::CallbackInfo& call) {
  std::uint32_t samples = 0, inputs = 0, components = 0;
  ArrayArgument<double> values, out;
  if (call.Length() != 7 || !call[6].IsFunction() || !to_uint32(call[0], samples) || !to_uint32(call[1], inputs)) return kRefused;
  if (!to_array(call[2], values) || !to_uint32(call[3], components) || !to_array(call[4], out)) return kRefused;
  const std::size_t size = static_cast<std::size_t>(samples) * inputs;
  if (size == 0 || size >= kMaxSize || values.length != size) return kRefused;
  if (components == 0 || components > std::min(samples, inputs) || out.length != static_cast<std::size_t>(samples) * components)
    return kRefused;
  return launch(new PrincipalComponentsJob(call, samples, inputs, values, components));
}

}  // namespace

void define_data(Napi::Env env, Napi::Object exports) {
  exports.Set("principalComponents", Napi::Function::New(env, with_status<start>, "principalComponents"));
}
