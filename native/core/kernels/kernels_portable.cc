// The kernels for any processor.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#if defined(__aarch64__)
#include <arm_neon.h>
#endif

#include "core/kernels/kernel_levels.h"
#include "core/kernels/kernel_loops.h"

namespace kinkless {

namespace {

struct Portable {
  static constexpr int bytes = 16, vectors = 2;
  static constexpr int rows[] = {8, 6};
  static constexpr int side = 3;
#if defined(__aarch64__)
  static float64x2_t fma(float64x2_t a, float64x2_t b, float64x2_t c) { return vfmaq_f64(c, a, b); }
  static float32x4_t fma(float32x4_t a, float32x4_t b, float32x4_t c) { return vfmaq_f32(c, a, b); }
#else
  template <class V>
  static V fma(V a, V b, V c) {
    return a * b + c;
  }
#endif
  template <class V>
  static V sqrt(V a) {
    for (unsigned k = 0; k < sizeof a / sizeof a[0]; ++k) a[k] = std::sqrt(a[k]);
    return a;
  }

  template <class V>
  static V larger(V a, V b) {
    return a > b ? a : b;
  }

  template <class V>
  static V where_negative(V by, V a, V b) {
    return by < V{} ? a : b;
  }

  static Vector<Portable, double> load_first(const double* from, int count) { return first<Vector<Portable, double>>(from, count); }
  static Vector<Portable, float> load_first(const float* from, int count) { return first<Vector<Portable, float>>(from, count); }
  template <class V, class T>
  static void store_first(V v, T* to, int count) {
    for (int k = 0; k < count; ++k) to[k] = v[k];
  }

 private:
  template <class V, class T>
  static V first(const T* from, int count) {
    if (count == kCount<Portable, T>) return load<V>(from);
    V result = {};
    for (int k = 0; k < count; ++k) result[k] = from[k];
    return result;
  }
};

}  // namespace

const Kernels<double> kPortableDouble = kernels_of<Portable, double>();
const Kernels<float> kPortableFloat = kernels_of<Portable, float>();

}  // namespace kinkless
