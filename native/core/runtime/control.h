// The two-way signal between a running job and its owner: an abort flag in, a progress counter out.
#pragma once

#include <atomic>
#include <cstdint>

namespace kinkless {

class Control {
 public:
  // `words` are four 32-bit integers shared with the owner: [abort requested, progress, and the two halves of a float64, the loss].
  explicit Control(std::int32_t* words) : abort_(words), progress_(words + 1), loss_(reinterpret_cast<double*>(words + 2)) {}

  // The same abort flag, without progress: for a part of a job.
  Control silent() const {
    Control part = *this;
    part.progress_ = nullptr;
    return part;
  }

  bool aborted() const { return std::atomic_ref<std::int32_t>(*abort_).load(std::memory_order_relaxed) != 0; }
  void progress(std::int64_t done, double loss) const {
    if (progress_ == nullptr) return;
    std::atomic_ref<double>(*loss_).store(loss, std::memory_order_relaxed);
    std::atomic_ref<std::int32_t>(*progress_).store(static_cast<std::int32_t>(done), std::memory_order_relaxed);
  }

 private:
  std::int32_t* abort_;
  std::int32_t* progress_;
  double* loss_;
};

}  // namespace kinkless
