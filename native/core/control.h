// The two-way signal between a running job and its owner: an abort flag in, a progress counter out.
#pragma once

#include <atomic>
#include <cstdint>

namespace kinkless {

class Control {
 public:
  // `words` are two 32-bit integers shared with the owner: [abort requested, progress].
  explicit Control(std::int32_t* words) : abort_(words), progress_(words + 1) {}

  bool aborted() const { return std::atomic_ref<std::int32_t>(*abort_).load(std::memory_order_relaxed) != 0; }
  void progress(std::int32_t done) const { std::atomic_ref<std::int32_t>(*progress_).store(done, std::memory_order_relaxed); }

 private:
  std::int32_t* abort_;
  std::int32_t* progress_;
};

}  // namespace kinkless
