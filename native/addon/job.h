// One piece of asynchronous work: runs on a thread of its own, then delivers its numbers and calls `done(status)`.
#pragma once

#include <napi.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "addon/arguments.h"
#include "addon/status.h"
#include "core/runtime/control.h"

// A job owns copies of all it reads. What it writes goes into its own memory and is copied to the caller's arrays at the end, on the
// JavaScript thread, if they still have their length: an array transferred in the meantime is refused, not written to.
//
// Why a thread: Node ends an environment (worker.terminate()) only after all work it has in libuv's pool, and tells addons nothing before.
// So the pool only waits for the thread, a short while at a time. In between, the JavaScript thread sees whether its environment still
// runs, and stops the job where it does not. No function of Node is called from any other thread.
class Job {
 public:
  Job(const Napi::Function& done, const Napi::Value& control);
  virtual ~Job();
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;

  // False when `control` is not an aligned Int32Array of four words in shared memory, which nobody can take away.
  bool ready() const { return words_ != nullptr; }

  // Sets the job going; from then on it destroys itself at its end. Returns a status.
  int start();

  // Asks the job to stop at its next look, and waits until it has.
  void stop();

 protected:
  // Returns a status; runs off the JavaScript thread.
  virtual int run(const kinkless::Control& control) = 0;

  // Names an array that receives `values` when the job is done.
  template <class Vector>
  void deliver_to(const Napi::Value& array, const Vector* values) {
    outputs_.push_back({Napi::Persistent(array.As<Napi::Object>()), [values] { return std::span<const double>(*values); }});
  }

 private:
  struct Output {
    Napi::ObjectReference array;
    std::function<std::span<const double>()> values;
  };

  void execute();
  int work(const kinkless::Control& control);
  bool has_ended();
  bool wait_in_pool();
  bool environment_runs() const;
  void deliver();
  static void wait(napi_env env, void* job);
  static void waited(napi_env env, napi_status status, void* job);

  const Napi::Env env_;
  Napi::FunctionReference done_;
  Napi::ObjectReference control_;
  std::int32_t* words_ = nullptr;
  std::vector<Output> outputs_;
  napi_async_work waiter_ = nullptr;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool has_ended_ = false;  // guarded by mutex_
  int status_ = kRefused;
};

// Starts a job, or destroys it and refuses.
int launch(Job* job);
