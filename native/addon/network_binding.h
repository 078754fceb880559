#pragma once

#include <napi.h>

// predict(problem, out): network outputs, N × C, at once.
void define_network(Napi::Env env, Napi::Object exports);
