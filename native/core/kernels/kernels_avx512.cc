// The kernels for processors with AVX512.
#include "core/kernels/kernel_levels.h"

#if KINKLESS_X86_LEVELS

#include <immintrin.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#pragma GCC push_options
#pragma GCC target("arch=x86-64-v4")

#include "core/kernels/kernel_loops.h"

namespace kinkless {

namespace {

struct Avx512 {
  static constexpr int bytes = 64, vectors = 4;
  static constexpr int rows[] = {12, 12, 8, 6};
  static constexpr int side = 5;
  static __m512d fma(__m512d a, __m512d b, __m512d c) { return _mm512_fmadd_pd(a, b, c); }
  static __m512 fma(__m512 a, __m512 b, __m512 c) { return _mm512_fmadd_ps(a, b, c); }
  static __m512d sqrt(__m512d a) { return _mm512_maskz_sqrt_pd(0xff, a); }
  static __m512 sqrt(__m512 a) { return _mm512_maskz_sqrt_ps(0xffff, a); }

  static __m512d larger(__m512d a, __m512d b) { return _mm512_max_pd(a, b); }
  static __m512 larger(__m512 a, __m512 b) { return _mm512_max_ps(a, b); }
  static __m512d where_negative(__m512d by, __m512d a, __m512d b) {
    return _mm512_mask_blend_pd(_mm512_movepi64_mask(_mm512_castpd_si512(by)), b, a);
  }
  static __m512 where_negative(__m512 by, __m512 a, __m512 b) {
    return _mm512_mask_blend_ps(_mm512_movepi32_mask(_mm512_castps_si512(by)), b, a);
  }

  static __m512d load_first(const double* from, int count) { return _mm512_maskz_loadu_pd(mask(count), from); }
  static __m512 load_first(const float* from, int count) { return _mm512_maskz_loadu_ps(mask(count), from); }
  static void store_first(__m512d v, double* to, int count) { _mm512_mask_storeu_pd(to, mask(count), v); }
  static void store_first(__m512 v, float* to, int count) { _mm512_mask_storeu_ps(to, mask(count), v); }

 private:
  static __mmask16 mask(int count) { return static_cast<__mmask16>((1u << count) - 1); }
};

}  // namespace

const Kernels<double> kAvx512Double = kernels_of<Avx512, double>();
const Kernels<float> kAvx512Float = kernels_of<Avx512, float>();

}  // namespace kinkless

#pragma GCC pop_options

#endif
