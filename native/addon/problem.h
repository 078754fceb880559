// A network and its data as TypeScript packs them; see RawProblem in src/native/addon.ts.
#pragma once

#include <napi.h>

#include <optional>
#include <vector>

#include "core/network/network.h"
#include "core/network/problem_arrays.h"

struct Problem {
  kinkless::Network network;
  std::vector<double> parameters;
  std::size_t samples;
  std::vector<double> inputs;
  std::vector<double> targets;  // empty where the caller needs none
  std::vector<double> masks;    // empty: none

  const double* masks_or_null() const { return masks.empty() ? nullptr : masks.data(); }
  kinkless::ProblemArrays arrays() const { return {samples, inputs.data(), targets.data(), masks_or_null()}; }
};

// Copies all arrays; `may_be_empty` allows for no samples. Nothing when a type, a length or a width does not fit.
std::optional<Problem> read_problem(const Napi::Value& value, bool with_targets, bool may_be_empty);

// Whether samples packed with one network can be held against another: equal ends, and equal widths where there are masks.
bool fits(const kinkless::Network& network, const Problem& samples);
