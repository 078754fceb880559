#include "addon/network_binding.h"

#include <algorithm>

#include "addon/arguments.h"
#include "addon/problem.h"
#include "addon/status.h"
#include "core/network/linearisation.h"
#include "core/runtime/workspace.h"

namespace {

int predict(const Napi::CallbackInfo& call) {
  ArrayArgument<double> out;
  if (call.Length() != 2) return kRefused;
  const std::optional<Problem> problem = read_problem(call[0], false, false);
  if (!problem || !to_array(call[1], out)) return kRefused;
  const std::vector<double> no_targets(problem->samples * static_cast<std::size_t>(problem->network.outputs()), 0.0);
  if (out.length != no_targets.size()) return kRefused;
  const kinkless::Workspace workspace;
  const auto samples = kinkless::make_samples<double>(problem->network, problem->samples, problem->inputs.data(), no_targets.data(),
                                                      problem->masks_or_null());
  const kinkless::Linearisation point = kinkless::evaluate(problem->network, samples, problem->parameters.data());
  std::copy(point.pre_activations.back().data.begin(), point.pre_activations.back().data.end(), out.data);
  return kDone;
}

}  // namespace

void define_network(Napi::Env env, Napi::Object exports) {
  exports.Set("predict", Napi::Function::New(env, with_status<predict>, "predict"));
}
