#pragma once

#include <napi.h>

void define_kernels(Napi::Env env, Napi::Object exports);
