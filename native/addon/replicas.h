// Several networks and the data they are held against, as TypeScript packs them.
#pragma once

#include <optional>
#include <vector>

#include "addon/problem.h"

// Data that several networks share are here once.
struct Replicas {
  std::vector<Problem> networks;  // without samples
  std::vector<Problem> sets;
  std::vector<std::int32_t> data;        // for each network the index of its set
  std::vector<std::int32_t> validation;  // the same; −1: none

  std::size_t count() const { return networks.size(); }
  const Problem& data_of(std::size_t k) const { return sets[static_cast<std::size_t>(data[k])]; }
  // The network itself, which has no samples, where there is no validation.
  const Problem& validation_of(std::size_t k) const {
    return validation[k] < 0 ? networks[k] : sets[static_cast<std::size_t>(validation[k])];
  }
};

// See RawReplicas in src/native/addon.ts. Nothing when something does not fit.
std::optional<Replicas> read_replicas(const Napi::Value& value);
