// Memory for numbers. Jobs allocate matrices anew in every step; left to the C library, each such block comes as fresh pages from the
// system, and a page that is touched for the first time costs as much as thousands of multiplications.
#pragma once

#include <cstddef>

namespace kinkless {

// Memory from a cache line on; large blocks lie in huge pages where the system has them. Throws std::bad_alloc.
void* take_memory(std::size_t bytes);
// `bytes` is what was asked for. From any thread.
void give_memory_back(void* memory, std::size_t bytes) noexcept;

// While it lives, blocks that its thread takes come out of a few large pieces, and those given back are kept for the next request. Blocks
// may outlive it.
class MemoryPool {
 public:
  MemoryPool();
  ~MemoryPool();
  MemoryPool(const MemoryPool&) = delete;
  MemoryPool& operator=(const MemoryPool&) = delete;
};

}  // namespace kinkless
