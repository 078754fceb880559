#include "addon/info.h"

#include "core/kernels/kernels.h"

extern "C" {
char* openblas_get_config(void);
char* openblas_get_corename(void);
int openblas_get_num_threads(void);
}

Napi::Value info(const Napi::CallbackInfo& call) {
  const Napi::Env env = call.Env();
  Napi::Object result = Napi::Object::New(env);
  result.Set("blas", openblas_get_config());
  result.Set("core", openblas_get_corename());
  result.Set("threads", openblas_get_num_threads());
  result.Set("kernels", kinkless::kKernelLevelNames[static_cast<int>(kinkless::kernel_level())]);
  return result;
}
