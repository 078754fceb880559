#include "core/runtime/spread.h"

#include <algorithm>
#include <atomic>
#include <new>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "core/runtime/memory.h"

namespace kinkless {

std::vector<unsigned char> spread(std::size_t count, std::size_t threads, const Control& control,
                                  const std::function<void(std::size_t)>& task) {
  std::vector<unsigned char> ended(count, 0);
  std::atomic<std::size_t> next{0}, done{0};
  const auto work = [&] {
    while (!control.aborted()) {
      const std::size_t k = next.fetch_add(1);
      if (k >= count) return;
      try {
        task(k);
        ended[k] = 1;
      } catch (const std::bad_alloc&) {
      } catch (const std::length_error&) {
      }
      control.progress(static_cast<std::int64_t>(done.fetch_add(1) + 1), 0);
    }
  };
  const auto work_with_memory = [&] {
    try {
      const MemoryPool memory;
      work();
    } catch (const std::bad_alloc&) {
    }
  };
  std::vector<std::thread> others;
  const std::size_t most = std::min(threads, count);
  try {
    others.reserve(most);
    while (others.size() + 1 < most) others.emplace_back(work_with_memory);
  } catch (const std::system_error&) {
    // Fewer threads do the same work.
  }
  work();
  for (std::thread& other : others) other.join();
  return ended;
}

}  // namespace kinkless
