#include "core/runtime/workspace.h"

#ifdef __linux__

#include <sys/mman.h>

#include <cstddef>
#include <mutex>
#include <new>

// The linker's --wrap sends OpenBLAS's own calls of `name` to __wrap_name; __real_name is what they meant.
extern "C" {
void* __real_blas_memory_alloc(int position);
void __real_blas_memory_free(void* buffer);
void* __wrap_blas_memory_alloc(int position);
void __wrap_blas_memory_free(void* buffer);
}

namespace {

// OpenBLAS's BUFFER_SIZE on 64-bit processors (32 << 22), and some room for its alignment.
constexpr std::size_t kBufferSize = (std::size_t(32) << 22) + (std::size_t(1) << 20);
// OpenBLAS ends the process where more are in use than it was built for: 50 at least.
constexpr std::size_t kMostBuffers = 48;

// OpenBLAS keeps what it once got; where fewer are in use than there are, it gives one without asking the system.
std::mutex mutex;
std::size_t existing = 0, in_use = 0;  // guarded by mutex

thread_local void* own = nullptr;
thread_local bool own_is_taken = false;

bool system_has_room() {
  void* const probe = mmap(nullptr, kBufferSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (probe == MAP_FAILED) return false;
  munmap(probe, kBufferSize);
  return true;
}

}  // namespace

void* __wrap_blas_memory_alloc(int position) {
  if (own == nullptr || own_is_taken) return __real_blas_memory_alloc(position);
  own_is_taken = true;
  return own;
}

void __wrap_blas_memory_free(void* buffer) {
  if (buffer == own) {
    own_is_taken = false;
  } else {
    __real_blas_memory_free(buffer);
  }
}

namespace kinkless {

Workspace::Workspace() {
  const std::lock_guard lock(mutex);
  if (in_use == existing && (existing == kMostBuffers || !system_has_room())) throw std::bad_alloc();
  own = __real_blas_memory_alloc(0);
  if (own == nullptr) throw std::bad_alloc();
  ++in_use;
  if (in_use > existing) existing = in_use;
}

Workspace::~Workspace() {
  const std::lock_guard lock(mutex);
  __real_blas_memory_free(own);
  own = nullptr;
  --in_use;
}

}  // namespace kinkless

#else

// Other linkers know no --wrap: OpenBLAS asks for itself.
namespace kinkless {

Workspace::Workspace() = default;
Workspace::~Workspace() = default;

}  // namespace kinkless

#endif
