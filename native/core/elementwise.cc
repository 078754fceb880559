#include "elementwise.h"

#include <cmath>

// The same loop is compiled for AVX-512, AVX2 and the baseline; the loader picks one by the processor it finds.
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define KINKLESS_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define KINKLESS_CLONES
#endif
#define KINKLESS_INLINE inline __attribute__((always_inline))

namespace kinkless {

namespace {

// A row's masks may be narrower than its stride: the tail is padded with zeros in `buffer`.
template <class T>
KINKLESS_INLINE void load_mask(const T* mask, int offset, int width, T* buffer) {
  const int count = width - offset < kLanes ? width - offset : kLanes;
  for (int k = 0; k < kLanes; ++k) buffer[k] = T(0);
  for (int k = 0; k < count; ++k) buffer[k] = mask[offset + k];
}

template <class T>
KINKLESS_INLINE void activate_loop(int rows, int width, int stride, T slope, const T* mask, T* __restrict u, T* __restrict a) {
  for (int n = 0; n < rows; ++n, u += stride, a += stride) {
    for (int j = 0; j < stride; j += kLanes) {
      T m[kLanes];
      if (mask != nullptr) {
        load_mask(mask, j, width, m);
      } else {
        for (int k = 0; k < kLanes; ++k) m[k] = T(1);
      }
      for (int k = 0; k < kLanes; ++k) {
        const T factor = (u[j + k] >= T(0) ? T(1) : slope) * m[k];
        a[j + k] = factor;
        u[j + k] *= factor;
      }
    }
    if (mask != nullptr) mask += width;
  }
}

template <class T>
KINKLESS_INLINE void multiply_loop(int rows, int stride, const T* __restrict a, T* __restrict d) {
  for (long k = 0; k < static_cast<long>(rows) * stride; k += kLanes)
    for (int j = 0; j < kLanes; ++j) d[k + j] *= a[k + j];
}

template <class T>
KINKLESS_INLINE OutputSums output_loop(int rows, int width, int stride, T slope, const T* mask, const T* __restrict w, T c,
                                       const T* __restrict y, T* __restrict u, T* __restrict gradient_w) {
  OutputSums sums;
  for (int n = 0; n < rows; ++n, u += stride) {
    T partial[kLanes] = {};
    if (mask == nullptr) {
      for (int j = 0; j < stride; j += kLanes)
        for (int k = 0; k < kLanes; ++k) {
          const T value = u[j + k];
          partial[k] += (value >= T(0) ? value : slope * value) * w[j + k];
        }
    } else {
      for (int j = 0; j < stride; j += kLanes) {
        T m[kLanes];
        load_mask(mask, j, width, m);
        for (int k = 0; k < kLanes; ++k) {
          const T value = u[j + k];
          partial[k] += (value >= T(0) ? value : slope * value) * m[k] * w[j + k];
        }
      }
    }
    for (int half = kLanes / 2; half > 0; half /= 2)
      for (int k = 0; k < half; ++k) partial[k] += partial[k + half];
    const T e = partial[0] + c - y[n];
    sums.error += static_cast<double>(e);
    sums.squares += static_cast<double>(e) * static_cast<double>(e);
    if (mask == nullptr) {
      for (int j = 0; j < stride; j += kLanes)
        for (int k = 0; k < kLanes; ++k) {
          const T value = u[j + k], factor = (value >= T(0) ? T(1) : slope) * e;
          gradient_w[j + k] += factor * value;
          u[j + k] = factor * w[j + k];
        }
    } else {
      for (int j = 0; j < stride; j += kLanes) {
        T m[kLanes];
        load_mask(mask, j, width, m);
        for (int k = 0; k < kLanes; ++k) {
          const T value = u[j + k], factor = (value >= T(0) ? T(1) : slope) * m[k] * e;
          gradient_w[j + k] += factor * value;
          u[j + k] = factor * w[j + k];
        }
      }
      mask += width;
    }
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

}  // namespace

KINKLESS_CLONES
void activate(int rows, int width, int stride, double slope, const double* mask, double* u_to_v, double* a) {
  activate_loop(rows, width, stride, slope, mask, u_to_v, a);
}
KINKLESS_CLONES
void activate(int rows, int width, int stride, float slope, const float* mask, float* u_to_v, float* a) {
  activate_loop(rows, width, stride, slope, mask, u_to_v, a);
}

KINKLESS_CLONES
void multiply(int rows, int stride, const double* a, double* d) { multiply_loop(rows, stride, a, d); }
KINKLESS_CLONES
void multiply(int rows, int stride, const float* a, float* d) { multiply_loop(rows, stride, a, d); }

KINKLESS_CLONES
OutputSums activate_and_output(int rows, int width, int stride, double slope, const double* mask, const double* w, double c,
                               const double* y, double* u_to_d, double* gradient_w) {
  return output_loop(rows, width, stride, slope, mask, w, c, y, u_to_d, gradient_w);
}
KINKLESS_CLONES
OutputSums activate_and_output(int rows, int width, int stride, float slope, const float* mask, const float* w, float c, const float* y,
                               float* u_to_d, float* gradient_w) {
  return output_loop(rows, width, stride, slope, mask, w, c, y, u_to_d, gradient_w);
}

KINKLESS_CLONES
void adam(int count, const AdamStep& step, const double* gradient, double* m, double* v, double* weights) {
  adam_loop(count, step, gradient, m, v, weights);
}
KINKLESS_CLONES
void adam(int count, const AdamStep& step, const float* gradient, float* m, float* v, float* weights) {
  adam_loop(count, step, gradient, m, v, weights);
}

}  // namespace kinkless
