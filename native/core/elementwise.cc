#include "elementwise.h"

#include <cmath>
#include <cstring>

#define KINKLESS_INLINE inline __attribute__((always_inline))

namespace kinkless {

namespace {

// Vectors of exactly one register, named by its bytes: wider ones the compiler takes apart into single numbers, and loops over plain
// arrays come out with a branch for every sign.
template <int bytes, class T>
struct VectorOf {
  typedef T type __attribute__((vector_size(bytes)));
};
template <int bytes, class T>
using Vector = typename VectorOf<bytes, T>::type;

template <int bytes, class T>
inline constexpr int kCount = static_cast<int>(bytes / sizeof(T));

template <class V, class T>
KINKLESS_INLINE void load(const T* from, V& to) {
  std::memcpy(&to, from, sizeof to);
}

template <class V, class T>
KINKLESS_INLINE void store(const V& from, T* to) {
  std::memcpy(to, &from, sizeof from);
}

template <int bytes, class T>
KINKLESS_INLINE T sum(const Vector<bytes, T>& v) {
  // Loads of what was just stored are quick where they lie within one store.
  using Quad = Vector<16, T>;
  constexpr int parts = bytes / 16;
  Quad part[parts];
  std::memcpy(part, &v, sizeof part);
  Quad folded = part[0];
  for (int k = 1; k < parts; ++k) folded += part[k];
  if constexpr (kCount<16, T> == 4) return (folded[0] + folded[2]) + (folded[1] + folded[3]);
  return folded[0] + folded[1];
}

template <int bytes, bool masked, class T>
KINKLESS_INLINE void activate_rows(int rows, int width, int stride, T slope, const T* mask, T* u, T* a) {
  using V = Vector<bytes, T>;
  const V zero = {}, positive = zero + T(1), negative = zero + slope;
  for (int n = 0; n < rows; ++n, u += stride, a += stride) {
    for (int j = 0; j < stride; j += kCount<bytes, T>) {
      V value, factor;
      load(u + j, value);
      factor = value >= zero ? positive : negative;
      if constexpr (masked) {
        V m;
        load(mask + j, m);
        factor *= m;
      }
      value *= factor;
      store(factor, a + j);
      store(value, u + j);
    }
    if constexpr (masked) mask += width;
  }
}

template <int bytes, class T>
KINKLESS_INLINE void activate_loop(int rows, int width, int stride, T slope, const T* mask, T* u, T* a) {
  if (mask != nullptr) {
    activate_rows<bytes, true>(rows, width, stride, slope, mask, u, a);
  } else {
    activate_rows<bytes, false>(rows, width, stride, slope, mask, u, a);
  }
}

template <int bytes, class T>
KINKLESS_INLINE void multiply_loop(int rows, int stride, const T* a, T* d) {
  using V = Vector<bytes, T>;
  for (long k = 0; k < static_cast<long>(rows) * stride; k += kCount<bytes, T>) {
    V x, y;
    load(d + k, x);
    load(a + k, y);
    x *= y;
    store(x, d + k);
  }
}

// A row must be read to its end before its residual is known, and is read again after that: several rows at a time hide the wait.
constexpr int kRowsAtOnce = 4;

template <int bytes, int count, bool masked, class T>
KINKLESS_INLINE void output_group(int width, int stride, T slope, const T* mask, const T* w, T c, const T* y, T* u, T* gradient_w,
                                  OutputSums& sums) {
  using V = Vector<bytes, T>;
  const V zero = {}, negative = zero + slope;
  V partial[count] = {};
  for (int j = 0; j < stride; j += kCount<bytes, T>) {
    V weight;
    load(w + j, weight);
    for (int n = 0; n < count; ++n) {
      V value, active;
      load(u + n * stride + j, value);
      active = value >= zero ? value : negative * value;
      if constexpr (masked) {
        V m;
        load(mask + n * width + j, m);
        active *= m;
      }
      partial[n] += active * weight;
    }
  }
  V error[count], scaled[count];
  for (int n = 0; n < count; ++n) {
    const T e = sum<bytes, T>(partial[n]) + c - y[n];
    sums.error += static_cast<double>(e);
    sums.squares += static_cast<double>(e) * static_cast<double>(e);
    error[n] = zero + e;
    scaled[n] = error[n] * negative;
  }
  for (int j = 0; j < stride; j += kCount<bytes, T>) {
    V weight, gradient;
    load(w + j, weight);
    load(gradient_w + j, gradient);
    for (int n = 0; n < count; ++n) {
      V value, factor;
      load(u + n * stride + j, value);
      factor = value >= zero ? error[n] : scaled[n];
      if constexpr (masked) {
        V m;
        load(mask + n * width + j, m);
        factor *= m;
      }
      gradient += factor * value;
      value = factor * weight;
      store(value, u + n * stride + j);
    }
    store(gradient, gradient_w + j);
  }
}

template <int bytes, bool masked, class T>
KINKLESS_INLINE void output_rows(int rows, int width, int stride, T slope, const T* mask, const T* w, T c, const T* y, T* u, T* gradient_w,
                                 OutputSums& sums) {
  int n = 0;
  for (; n + kRowsAtOnce <= rows; n += kRowsAtOnce, y += kRowsAtOnce, u += kRowsAtOnce * stride) {
    output_group<bytes, kRowsAtOnce, masked>(width, stride, slope, mask, w, c, y, u, gradient_w, sums);
    if constexpr (masked) mask += kRowsAtOnce * width;
  }
  for (; n < rows; ++n, ++y, u += stride) {
    output_group<bytes, 1, masked>(width, stride, slope, mask, w, c, y, u, gradient_w, sums);
    if constexpr (masked) mask += width;
  }
}

template <int bytes, class T>
KINKLESS_INLINE OutputSums output_loop(int rows, int width, int stride, T slope, const T* mask, const T* w, T c, const T* y, T* u,
                                       T* gradient_w) {
  OutputSums sums;
  if (mask != nullptr) {
    output_rows<bytes, true>(rows, width, stride, slope, mask, w, c, y, u, gradient_w, sums);
  } else {
    output_rows<bytes, false>(rows, width, stride, slope, mask, w, c, y, u, gradient_w, sums);
  }
  return sums;
}

template <class T>
KINKLESS_INLINE void adam_loop(int count, const AdamStep& step, const T* __restrict g, T* __restrict m, T* __restrict v, T* __restrict w) {
  const T beta1 = static_cast<T>(step.beta1), beta2 = static_cast<T>(step.beta2), epsilon = static_cast<T>(step.epsilon);
  const T rest1 = static_cast<T>(1 - step.beta1), rest2 = static_cast<T>(1 - step.beta2);
  const T scale1 = static_cast<T>(1 / step.correction1), scale2 = static_cast<T>(1 / step.correction2), rate = static_cast<T>(step.rate);
  for (int p = 0; p < count; ++p) {
    m[p] = beta1 * m[p] + rest1 * g[p];
    v[p] = beta2 * v[p] + rest2 * (g[p] * g[p]);
    w[p] -= rate * (m[p] * scale1) / (std::sqrt(v[p] * scale2) + epsilon);
  }
}

// The passes as one kind of processor runs them.
#define KINKLESS_PASSES(NAME, BYTES, TARGET)               \
  struct NAME {                                            \
    template <class... A>                                  \
    TARGET static void activate(A... a) {                  \
      activate_loop<BYTES>(a...);                          \
    }                                                      \
    template <class... A>                                  \
    TARGET static void multiply(A... a) {                  \
      multiply_loop<BYTES>(a...);                          \
    }                                                      \
    template <class... A>                                  \
    TARGET static OutputSums activate_and_output(A... a) { \
      return output_loop<BYTES>(a...);                     \
    }                                                      \
    template <class... A>                                  \
    TARGET static void adam(A... a) {                      \
      adam_loop(a...);                                     \
    }                                                      \
  };

KINKLESS_PASSES(Baseline, 16, )
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
KINKLESS_PASSES(Avx2, 32, __attribute__((target("arch=x86-64-v3"))))
KINKLESS_PASSES(Avx512, 64, __attribute__((target("arch=x86-64-v4"))))

int register_bytes() {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2") || !__builtin_cpu_supports("fma")) return 16;
  const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
                    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  return wide ? 64 : 32;
}
const int kRegisterBytes = register_bytes();

#define KINKLESS_DISPATCH(CALL)                  \
  if (kRegisterBytes == 64) return Avx512::CALL; \
  if (kRegisterBytes == 32) return Avx2::CALL;   \
  return Baseline::CALL
#else
#define KINKLESS_DISPATCH(CALL) return Baseline::CALL
#endif

}  // namespace

void activate(int rows, int width, int stride, double slope, const double* mask, double* u_to_v, double* a) {
  KINKLESS_DISPATCH(activate(rows, width, stride, slope, mask, u_to_v, a));
}
void activate(int rows, int width, int stride, float slope, const float* mask, float* u_to_v, float* a) {
  KINKLESS_DISPATCH(activate(rows, width, stride, slope, mask, u_to_v, a));
}

void multiply(int rows, int stride, const double* a, double* d) { KINKLESS_DISPATCH(multiply(rows, stride, a, d)); }
void multiply(int rows, int stride, const float* a, float* d) { KINKLESS_DISPATCH(multiply(rows, stride, a, d)); }

OutputSums activate_and_output(int rows, int width, int stride, double slope, const double* mask, const double* w, double c,
                               const double* y, double* u_to_d, double* gradient_w) {
  KINKLESS_DISPATCH(activate_and_output(rows, width, stride, slope, mask, w, c, y, u_to_d, gradient_w));
}
OutputSums activate_and_output(int rows, int width, int stride, float slope, const float* mask, const float* w, float c, const float* y,
                               float* u_to_d, float* gradient_w) {
  KINKLESS_DISPATCH(activate_and_output(rows, width, stride, slope, mask, w, c, y, u_to_d, gradient_w));
}

void adam(int count, const AdamStep& step, const double* gradient, double* m, double* v, double* weights) {
  KINKLESS_DISPATCH(adam(count, step, gradient, m, v, weights));
}
void adam(int count, const AdamStep& step, const float* gradient, float* m, float* v, float* weights) {
  KINKLESS_DISPATCH(adam(count, step, gradient, m, v, weights));
}

}  // namespace kinkless
