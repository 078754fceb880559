// All jobs whose threads run, of all environments: process.exit() ends the process around them, and a thread must not use what the end of
// the process takes apart.
#pragma once

#include "addon/job.h"

class RunningJobs {
 public:
  static void add(Job* job);
  static void remove(Job* job);
};
