#pragma once

#include <napi.h>

// train(problem, validation, resume, options, traces, control, parameters, summary, history, state, done).
void define_train(Napi::Env env, Napi::Object exports);
