// Proofs about a point.
#pragma once

#include <napi.h>

void define_certify(Napi::Env env, Napi::Object exports);
