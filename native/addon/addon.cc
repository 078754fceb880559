#include <napi.h>

#include "addon/info.h"
#include "addon/random_binding.h"

namespace {

Napi::Object initialise(Napi::Env env, Napi::Object exports) {
  exports.Set("info", Napi::Function::New(env, info, "info"));
  define_random(env, exports);
  return exports;
}

}  // namespace

NODE_API_MODULE(kinkless, initialise)
