#pragma once

#include <napi.h>

// { blas, core, threads }: OpenBLAS's configuration, the processor core it chose, and its thread count.
Napi::Value info(const Napi::CallbackInfo& call);
