#pragma once

#include <napi.h>

// judge(problem, control, out, done) and judgementFields().
void define_landscape(Napi::Env env, Napi::Object exports);
