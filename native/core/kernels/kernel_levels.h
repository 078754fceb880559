// The kernels of each level, for kernels.cc to choose from.
#pragma once

#include "core/kernels/kernels.h"

// Other compilers for x86 run the portable kernels.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define KINKLESS_X86_LEVELS 1
#else
#define KINKLESS_X86_LEVELS 0
#endif

namespace kinkless {

extern const Kernels<double> kPortableDouble;
extern const Kernels<float> kPortableFloat;
#if KINKLESS_X86_LEVELS
extern const Kernels<double> kAvx2Double, kAvx512Double;
extern const Kernels<float> kAvx2Float, kAvx512Float;
#endif

}  // namespace kinkless
