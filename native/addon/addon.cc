#include <napi.h>

#include "addon/info.h"

namespace {

Napi::Object initialise(Napi::Env env, Napi::Object exports) {
  exports.Set("info", Napi::Function::New(env, info, "info"));
  return exports;
}

}  // namespace

NODE_API_MODULE(kinkless, initialise)
