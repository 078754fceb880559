#pragma once

#include <napi.h>

// principalComponents(samples, inputs, values, components, out, control, done).
void define_data(Napi::Env env, Napi::Object exports);
