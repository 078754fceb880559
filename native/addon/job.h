// One piece of asynchronous work: runs on a thread of libuv's pool, then delivers its numbers and calls `done(status)`.
#pragma once

#include <napi.h>

#include <utility>
#include <vector>

#include "addon/arguments.h"
#include "addon/status.h"
#include "core/control.h"

// A job owns copies of all it reads. What it writes goes into its own memory and is copied to the caller's arrays at the end, on the
// JavaScript thread, if they still have their length: an array transferred in the meantime is refused, not written to.
class Job : public Napi::AsyncWorker {
 public:
  Job(const Napi::Function& done, const Napi::Value& control);
  ~Job() override;

  // False when `control` is not an Int32Array of four words.
  bool ready() const { return words_ != nullptr; }

 protected:
  // Returns a status; runs off the JavaScript thread.
  virtual int run(const kinkless::Control& control) = 0;

  // Names an array that receives `values` when the job is done.
  void deliver_to(const Napi::Value& array, const std::vector<double>* values);

 private:
  void Execute() final;
  void OnOK() final;

  struct Output {
    Napi::ObjectReference array;
    const std::vector<double>* values;
  };
  Napi::ObjectReference control_;
  std::int32_t* words_ = nullptr;
  std::vector<Output> outputs_;
  int status_ = kRefused;
};

// Queues a job, or destroys it and refuses.
int queue(Job* job, bool valid);
