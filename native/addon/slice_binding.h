#pragma once

#include <napi.h>

// Jobs on a neighbourhood of a point: preActivations, sliceLosses and lineKinks; see src/native/addon.ts.
void define_slice(Napi::Env env, Napi::Object exports);
