#pragma once

#include <napi.h>

void define_curvature(Napi::Env env, Napi::Object exports);
