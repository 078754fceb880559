// Whose turn it is: no more jobs run at once than there are processors, in all threads and copies of the environment together, first come,
// first served.
#pragma once

#include "core/runtime/control.h"

class JobTurn {
 public:
  // Waits for a turn, or for the job to be aborted.
  explicit JobTurn(const kinkless::Control& control);
  ~JobTurn();
  JobTurn(const JobTurn&) = delete;
  JobTurn& operator=(const JobTurn&) = delete;

  // False when it was aborted.
  bool has_come() const { return has_come_; }

 private:
  bool has_come_ = false;
};
