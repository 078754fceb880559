#include "core/kernels/kernels.h"

#include "core/kernels/kernel_levels.h"

namespace kinkless {

namespace {

KernelLevel detect() {
#if KINKLESS_X86_LEVELS
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2") || !__builtin_cpu_supports("fma")) return KernelLevel::portable;
  const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
                    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  return wide ? KernelLevel::avx512 : KernelLevel::avx2;
#else
  return KernelLevel::portable;
#endif
}

}  // namespace

KernelLevel kernel_level() {
  static const KernelLevel level = detect();
  return level;
}

template <>
const Kernels<double>& kernels<double>(KernelLevel level) {
#if KINKLESS_X86_LEVELS
  if (level == KernelLevel::avx512) return kAvx512Double;
  if (level == KernelLevel::avx2) return kAvx2Double;
#endif
  return kPortableDouble;
}

template <>
const Kernels<float>& kernels<float>(KernelLevel level) {
#if KINKLESS_X86_LEVELS
  if (level == KernelLevel::avx512) return kAvx512Float;
  if (level == KernelLevel::avx2) return kAvx2Float;
#endif
  return kPortableFloat;
}

}  // namespace kinkless
