#include <cstdlib>

// OpenBLAS reads its thread count once, in a constructor of default priority: 101 is the earliest priority open to programs, so
// this runs before it. process.env cannot do it: in worker threads it is a copy. One thread, because parallelism comes from jobs:
// two threads on small matrices burn half the processor spinning, and change the bits of the results. A count the user has set
// stands.
__attribute__((constructor(101))) static void setOpenblasThreads() {
#ifdef _WIN32
  if (getenv("OPENBLAS_NUM_THREADS") == nullptr) _putenv_s("OPENBLAS_NUM_THREADS", "1");
#else
  setenv("OPENBLAS_NUM_THREADS", "1", 0);
#endif
}
