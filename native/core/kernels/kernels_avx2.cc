// The kernels for processors with AVX2.
#include "core/kernels/kernel_levels.h"

#if KINKLESS_X86_LEVELS

#include <immintrin.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#pragma GCC push_options
#pragma GCC target("arch=x86-64-v3")

#include "core/kernels/kernel_loops.h"

namespace kinkless {

namespace {

struct Avx2 {
  static constexpr int bytes = 32, vectors = 2;
  static constexpr int rows[] = {10, 6};
  static constexpr int side = 3;
  static __m256d fma(__m256d a, __m256d b, __m256d c) { return _mm256_fmadd_pd(a, b, c); }
  static __m256 fma(__m256 a, __m256 b, __m256 c) { return _mm256_fmadd_ps(a, b, c); }
  static __m256d sqrt(__m256d a) { return _mm256_sqrt_pd(a); }
  static __m256 sqrt(__m256 a) { return _mm256_sqrt_ps(a); }

  static __m256d larger(__m256d a, __m256d b) { return _mm256_max_pd(a, b); }
  static __m256 larger(__m256 a, __m256 b) { return _mm256_max_ps(a, b); }
  static __m256d where_negative(__m256d by, __m256d a, __m256d b) { return _mm256_blendv_pd(b, a, by); }
  static __m256 where_negative(__m256 by, __m256 a, __m256 b) { return _mm256_blendv_ps(b, a, by); }

  static __m256d load_first(const double* from, int count) { return _mm256_maskload_pd(from, mask<std::int64_t>(count)); }
  static __m256 load_first(const float* from, int count) { return _mm256_maskload_ps(from, mask<std::int32_t>(count)); }
  static void store_first(__m256d v, double* to, int count) { _mm256_maskstore_pd(to, mask<std::int64_t>(count), v); }
  static void store_first(__m256 v, float* to, int count) { _mm256_maskstore_ps(to, mask<std::int32_t>(count), v); }

 private:
  // All bits set in the first `count` lanes.
  template <class Int>
  static __m256i mask(int count) {
    static constexpr Int bits[] = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bits + 8 - count));
  }
};

}  // namespace

const Kernels<double> kAvx2Double = kernels_of<Avx2, double>();
const Kernels<float> kAvx2Float = kernels_of<Avx2, float>();

}  // namespace kinkless

#pragma GCC pop_options

#endif
