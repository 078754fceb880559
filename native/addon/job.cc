#include "addon/job.h"

#include <algorithm>
#include <atomic>
#include <new>

namespace {

// The environment ends while the job runs: it is asked to stop, so that a worker's end does not wait for a training's.
void abort_at_exit(void* words) { std::atomic_ref<std::int32_t>(*static_cast<std::int32_t*>(words)).store(1, std::memory_order_relaxed); }

}  // namespace

Job::Job(const Napi::Function& done, const Napi::Value& control) : Napi::AsyncWorker(done) {
  ArrayArgument<std::int32_t> words;
  if (!to_array(control, words) || words.length != 4) return;
  control_ = Napi::Persistent(control.As<Napi::Object>());
  words_ = words.data;
  napi_add_env_cleanup_hook(Env(), abort_at_exit, words_);
}

Job::~Job() {
  if (words_ != nullptr) napi_remove_env_cleanup_hook(Env(), abort_at_exit, words_);
}

void Job::deliver_to(const Napi::Value& array, const std::vector<double>* values) {
  outputs_.push_back({Napi::Persistent(array.As<Napi::Object>()), values});
}

void Job::Execute() {
  try {
    status_ = run(kinkless::Control(words_));
  } catch (const std::bad_alloc&) {
    status_ = kNoMemory;
  }
}

void Job::OnOK() {
  for (Output& output : outputs_) {
    if (status_ != kDone) break;
    ArrayArgument<double> array;
    if (!to_array(output.array.Value(), array) || array.length < output.values->size()) {
      status_ = kRefused;
      break;
    }
    std::copy(output.values->begin(), output.values->end(), array.data);
  }
  Callback().Call({Napi::Number::New(Env(), status_)});
}

int queue(Job* job, bool valid) {
  if (!valid || !job->ready()) {
    delete job;
    return kRefused;
  }
  job->Queue();
  return kDone;
}
