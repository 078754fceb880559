#include "addon/running_jobs.h"

#include <cstdlib>
#include <mutex>
#include <unordered_set>

namespace {

struct Registry {
  std::mutex mutex;
  std::unordered_set<Job*> jobs;
};

void stop_all();

// Never destroyed: its owner is the process.
Registry& registry() {
  static Registry* const all = [] {
    std::atexit(stop_all);
    return new Registry;
  }();
  return *all;
}

void stop_all() {
  const std::lock_guard lock(registry().mutex);
  for (Job* job : registry().jobs) job->stop();
}

}  // namespace

void RunningJobs::add(Job* job) {
  const std::lock_guard lock(registry().mutex);
  registry().jobs.insert(job);
}

void RunningJobs::remove(Job* job) {
  const std::lock_guard lock(registry().mutex);
  registry().jobs.erase(job);
}
