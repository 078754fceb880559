#include "addon/job.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <new>
#include <stdexcept>
#include <system_error>

#include "addon/job_turn.h"
#include "addon/running_jobs.h"
#include "core/runtime/memory.h"
#include "core/runtime/workspace.h"

namespace {

// The longest that the end of an environment waits before its jobs are told.
constexpr std::chrono::milliseconds kLook{50};

// `control` as shared words, or nothing. Shared memory cannot be detached; progress reports write a float64 to the last two words.
std::int32_t* shared_words(const Napi::Value& control) {
  ArrayArgument<std::int32_t> words;
  if (!to_array(control, words) || words.length != 4 || reinterpret_cast<std::uintptr_t>(words.data) % alignof(double) != 0) return nullptr;
  // Asked of the array itself: its property `buffer` may say anything.
  napi_value buffer = nullptr;
  bool detachable = true;
  if (napi_get_typedarray_info(control.Env(), control, nullptr, nullptr, nullptr, &buffer, nullptr) != napi_ok) return nullptr;
  if (napi_is_arraybuffer(control.Env(), buffer, &detachable) != napi_ok || detachable) return nullptr;
  return words.data;
}

}  // namespace

Job::Job(const Napi::Function& done, const Napi::Value& control) : env_(done.Env()), done_(Napi::Persistent(done)) {
  std::int32_t* words = shared_words(control);
  if (words == nullptr) return;
  control_ = Napi::Persistent(control.As<Napi::Object>());
  words_ = words;
}

Job::~Job() = default;

int Job::start() {
  try {
    thread_ = std::thread(&Job::execute, this);
  } catch (const std::system_error&) {
    delete this;
    return kNoMemory;
  }
  RunningJobs::add(this);
  if (wait_in_pool()) return kDone;
  RunningJobs::remove(this);
  stop();
  delete this;
  return kNoMemory;
}

void Job::stop() {
  std::atomic_ref<std::int32_t>(*words_).store(1, std::memory_order_relaxed);
  thread_.join();
}

void Job::execute() {
  try {
    const kinkless::Control control(words_);
    const JobTurn turn(control);
    status_ = turn.has_come() ? work(control) : kAborted;
  } catch (const std::bad_alloc&) {
    status_ = kNoMemory;
  } catch (const std::length_error&) {
    status_ = kNoMemory;
  }
  const std::lock_guard lock(mutex_);
  has_ended_ = true;
  ended_.notify_all();
}

int Job::work(const kinkless::Control& control) {
  const kinkless::Workspace workspace;
  const kinkless::MemoryPool memory;
  return run(control);
}

bool Job::has_ended() {
  const std::lock_guard lock(mutex_);
  return has_ended_;
}

void Job::wait(napi_env, void* data) {
  auto* job = static_cast<Job*>(data);
  std::unique_lock lock(job->mutex_);
  job->ended_.wait_for(lock, kLook, [job] { return job->has_ended_; });
}

bool Job::wait_in_pool() {
  const Napi::String name = Napi::String::New(env_, "kinkless");
  if (napi_create_async_work(env_, nullptr, name, wait, waited, this, &waiter_) != napi_ok) return false;
  if (napi_queue_async_work(env_, waiter_) == napi_ok) return true;
  napi_delete_async_work(env_, waiter_);
  return false;
}

// Any call that could run JavaScript is refused once the environment is being torn down; this one runs none.
bool Job::environment_runs() const {
  bool has = false;
  return napi_has_own_property(env_, control_.Value(), Napi::String::New(env_, "length"), &has) == napi_ok;
}

void Job::waited(napi_env env, napi_status, void* data) {
  auto* job = static_cast<Job*>(data);
  napi_delete_async_work(env, job->waiter_);
  const bool runs = job->environment_runs();
  if (runs && !job->has_ended() && job->wait_in_pool()) return;
  RunningJobs::remove(job);
  job->stop();
  if (runs) job->deliver();
  delete job;
}

void Job::deliver() {
  for (Output& output : outputs_) {
    if (status_ != kDone) break;
    ArrayArgument<double> array;
    const std::span<const double> values = output.values();
    if (!to_array(output.array.Value(), array) || array.length < values.size()) {
      status_ = kRefused;
      break;
    }
    std::copy(values.begin(), values.end(), array.data);
  }
  done_.Call({Napi::Number::New(env_, status_)});
}

int launch(Job* job) {
  if (job->ready()) return job->start();
  delete job;
  return kRefused;
}
