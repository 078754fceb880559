// Independent tasks spread over threads.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "core/runtime/control.h"

namespace kinkless {

// Runs task(k) for k = 0 … count − 1, each once, on at most `threads` threads, this one included, and counts the ended ones as progress.
// Tasks are started in order; none is once `control` asks to stop. Entry k of the result is 0 where task k did not end: no memory for it,
// or no start.
std::vector<unsigned char> spread(std::size_t count, std::size_t threads, const Control& control,
                                  const std::function<void(std::size_t)>& task);

}  // namespace kinkless
