// Exports the judgement of several points in one job.
#pragma once

#include <napi.h>

void define_judge_many(Napi::Env env, Napi::Object exports);
