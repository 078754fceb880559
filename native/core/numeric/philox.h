#pragma once

#include <array>
#include <cstdint>

namespace kinkless {

// Philox4x32-10 of J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
// A bijection of the 128-bit counter chosen by the 64-bit key: no state, so any entry of any stream can be had alone.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

}  // namespace kinkless
