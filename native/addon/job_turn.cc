#include "addon/job_turn.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace {

// The longest that a waiting job goes without a look whether it was aborted.
constexpr std::chrono::milliseconds kLook{20};
// What OpenBLAS has memory for, less some for calls that are no jobs.
constexpr unsigned kMost = 32;

struct Queue {
  const unsigned places = std::clamp(std::thread::hardware_concurrency(), 1U, kMost);
  std::mutex mutex;
  std::condition_variable changed;
  unsigned running = 0;
  std::list<const JobTurn*> waiting;
};

// Never destroyed: its owner is the process.
Queue& queue() {
  static Queue* const all = new Queue;
  return *all;
}

}  // namespace

JobTurn::JobTurn(const kinkless::Control& control) {
  Queue& all = queue();
  std::unique_lock lock(all.mutex);
  const auto place = all.waiting.insert(all.waiting.end(), this);
  while (!control.aborted() && !(has_come_ = all.running < all.places && all.waiting.front() == this)) all.changed.wait_for(lock, kLook);
  all.waiting.erase(place);
  if (has_come_) ++all.running;
  all.changed.notify_all();
}

JobTurn::~JobTurn() {
  if (!has_come_) return;
  Queue& all = queue();
  const std::lock_guard lock(all.mutex);
  --all.running;
  all.changed.notify_all();
}
