#pragma once

#include <napi.h>

// Adds `draw` and `choose` to the exports.
void define_random(Napi::Env env, Napi::Object exports);
