// The options of a training as TypeScript passes them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/network/network.h"
#include "core/train/training.h"

// How many numbers `read_train_options` takes.
inline constexpr std::size_t kTrainOptions = 29;

// Nothing when a number does not fit: a trace names no pre-activation of `network` with `samples` samples.
std::optional<kinkless::TrainingOptions> read_train_options(const std::vector<double>& numbers, const std::vector<std::int32_t>& traces,
                                                            const kinkless::Network& network, std::size_t samples);
