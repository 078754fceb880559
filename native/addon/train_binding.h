#pragma once

#include <napi.h>

// train(problem, options, traces, control, parameters, summary, history, done).
void define_train(Napi::Env env, Napi::Object exports);
