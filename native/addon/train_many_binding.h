// Exports the training of several networks in one job.
#pragma once

#include <napi.h>

void define_train_many(Napi::Env env, Napi::Object exports);
