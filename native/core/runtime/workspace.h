// The memory that OpenBLAS packs matrices into: a piece of address space for every call that runs.
#pragma once

namespace kinkless {

// Holds such a piece for the thread that makes it, for all its calls of BLAS. OpenBLAS itself asks at every call, and where the system has
// no memory for it asks for ever: under a limit on address space (ulimit -v) the process hangs. Throws std::bad_alloc instead.
class Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
};

}  // namespace kinkless
