#pragma once

#include <napi.h>

// judge(problem, withHessian, control, out, descent, done) and judgementFields().
void define_landscape(Napi::Env env, Napi::Object exports);
