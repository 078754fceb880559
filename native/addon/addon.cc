#include <napi.h>

#include "addon/certify_binding.h"
#include "addon/curvature_binding.h"
#include "addon/data_binding.h"
#include "addon/info.h"
#include "addon/judge_many_binding.h"
#include "addon/kernel_binding.h"
#include "addon/landscape_binding.h"
#include "addon/network_binding.h"
#include "addon/random_binding.h"
#include "addon/slice_binding.h"
#include "addon/train_binding.h"
#include "addon/train_many_binding.h"

namespace {

Napi::Object initialise(Napi::Env env, Napi::Object exports) {
  exports.Set("info", Napi::Function::New(env, info, "info"));
  define_random(env, exports);
  define_network(env, exports);
  define_kernels(env, exports);
  define_data(env, exports);
  define_train(env, exports);
  define_train_many(env, exports);
  define_landscape(env, exports);
  define_judge_many(env, exports);
  define_slice(env, exports);
  define_curvature(env, exports);
  define_certify(env, exports);
  return exports;
}

}  // namespace

NODE_API_MODULE(kinkless, initialise)
