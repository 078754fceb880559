// The kernels as templates over a set of instructions. Included by one source file for each, behind the pragma that switches the
// instructions on: everything is local to that file, so that the linker cannot take another's.
//
// An `Isa` has `bytes` per register, fma and sqrt of registers, loads (with zeros behind) and stores of the first numbers of one, and the
// tiles of `product`: up to `vectors` registers wide and, at a width of n registers, rows[n − 1] high.

namespace kinkless {
namespace {

#define KINKLESS_INLINE inline __attribute__((always_inline))

template <class Isa, class T>
struct VectorOf {
  typedef T type __attribute__((vector_size(Isa::bytes)));
};
template <class Isa, class T>
using Vector = typename VectorOf<Isa, T>::type;

template <class Isa, class T>
inline constexpr int kCount = static_cast<int>(Isa::bytes / sizeof(T));

template <class V, class T>
KINKLESS_INLINE V load(const T* from) {
  V result;
  std::memcpy(&result, from, sizeof result);
  return result;
}

template <class V, class T>
KINKLESS_INLINE void store(const V& from, T* to) {
  std::memcpy(to, &from, sizeof from);
}

// Subtracting zero changes no number, and the compiler knows it.
template <class V, class T>
KINKLESS_INLINE V splat(T value) {
  return value - V{};
}

template <class Isa, class T>
KINKLESS_INLINE T sum(const Vector<Isa, T>& v) {
  // Loads of what was just stored are quick where they lie within one store.
  typedef T Quad __attribute__((vector_size(16)));
  constexpr int parts = Isa::bytes / 16;
  Quad part[parts];
  std::memcpy(part, &v, sizeof part);
  Quad folded = part[0];
  for (int k = 1; k < parts; ++k) folded += part[k];
  if constexpr (sizeof(T) == 4) return (folded[0] + folded[2]) + (folded[1] + folded[3]);
  return folded[0] + folded[1];
}

// One step of transposing a square of registers: exchanges blocks of s × s.
template <int s, class V, int... lane>
KINKLESS_INLINE void exchange(V& a, V& b, std::integer_sequence<int, lane...>) {
  constexpr int count = sizeof...(lane);
  const V low = __builtin_shufflevector(a, b, ((lane & s) != 0 ? count + lane - s : lane)...);
  b = __builtin_shufflevector(a, b, ((lane & s) != 0 ? count + lane : lane + s)...);
  a = low;
}

// Register by register of a square: the sum of each, in the place of the first. As transposing, but with half the rows after each step.
template <int s, class V, int count>
KINKLESS_INLINE void sum_rows(V (&square)[count]) {
#pragma GCC unroll 16
  for (int r = 0; r < count; r += 2 * s) {
    exchange<s>(square[r], square[r + s], std::make_integer_sequence<int, count>{});
    square[r] += square[r + s];
  }
  if constexpr (2 * s < count) sum_rows<2 * s>(square);
}

// A tile of C stays in registers while k goes through its inner dimension. Of the last register in a row only `tail` numbers are
// loaded and stored.
template <class Isa, class T, int rows, int vectors>
void tile(int k, const T* a, std::ptrdiff_t a_row, std::ptrdiff_t a_column, const T* b, std::ptrdiff_t b_stride, bool add, T* c,
          std::ptrdiff_t c_stride, int tail) {
  using V = Vector<Isa, T>;
  constexpr int lanes = kCount<Isa, T>;
  V sums[rows][vectors] = {};
  for (int p = 0; p < k; ++p) {
    V x[vectors];
#pragma GCC unroll 4
    for (int v = 0; v + 1 < vectors; ++v) x[v] = load<V>(b + v * lanes);
    x[vectors - 1] = Isa::load_first(b + (vectors - 1) * lanes, tail);
#pragma GCC unroll 12
    for (int i = 0; i < rows; ++i) {
      const V factor = splat<V>(a[i * a_row]);
#pragma GCC unroll 4
      for (int v = 0; v < vectors; ++v) sums[i][v] = Isa::fma(factor, x[v], sums[i][v]);
    }
    a += a_column;
    b += b_stride;
  }
#pragma GCC unroll 12
  for (int i = 0; i < rows; ++i) {
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) {
      T* place = c + i * c_stride + v * lanes;
      if (v + 1 < vectors || tail == lanes) {
        store(add ? sums[i][v] + load<V>(place) : sums[i][v], place);
      } else {
        Isa::store_first(add ? sums[i][v] + Isa::load_first(place, tail) : sums[i][v], place, tail);
      }
    }
  }
}

template <class T>
using Tile = void (*)(int, const T*, std::ptrdiff_t, std::ptrdiff_t, const T*, std::ptrdiff_t, bool, T*, std::ptrdiff_t, int);

template <class Isa, class T, int vectors, int... rows>
constexpr Tile<T> tile_of(int wanted, std::integer_sequence<int, rows...>) {
  constexpr Tile<T> tiles[] = {tile<Isa, T, rows + 1, vectors>...};
  return tiles[wanted - 1];
}

template <class Isa, class T, int vectors = 1>
Tile<T> choose_tile(int rows, int width) {
  if constexpr (vectors < Isa::vectors) {
    if (width > vectors) return choose_tile<Isa, T, vectors + 1>(rows, width);
  }
  return tile_of<Isa, T, vectors>(rows, std::make_integer_sequence<int, Isa::rows[vectors - 1]>{});
}

// Goes through C in tiles of nearly equal size, a strip of columns at a time: its part of B stays in the first-level cache.
template <class Isa, class T>
void product_part(int m, int n, int k, const T* a, std::ptrdiff_t a_row, std::ptrdiff_t a_column, const T* b, std::ptrdiff_t b_stride,
                  bool add, T* c, std::ptrdiff_t c_stride) {
  constexpr int lanes = kCount<Isa, T>;
  const int registers = (n + lanes - 1) / lanes, strips = (registers + Isa::vectors - 1) / Isa::vectors;
  for (int strip = 0, first = 0; strip < strips; ++strip) {
    const int width = (registers + strip) / strips, start = first * lanes;
    const int limit = Isa::rows[width - 1], bands = (m + limit - 1) / limit;
    const int tail = first + width == registers ? n - (registers - 1) * lanes : lanes;
    for (int band = 0, i = 0; band < bands; ++band) {
      const int rows = (m + band) / bands;
      choose_tile<Isa, T>(rows, width)(k, a + i * a_row, a_row, a_column, b + start, b_stride, add, c + i * c_stride + start, c_stride,
                                       tail);
      i += rows;
    }
    first += width;
  }
}

// A in parts that stay in the second-level cache while all strips pass.
template <class Isa, class T>
void product(int m, int n, int k, const T* a, std::ptrdiff_t a_row, std::ptrdiff_t a_column, const T* b, std::ptrdiff_t b_stride, bool add,
             T* c, std::ptrdiff_t c_stride) {
  constexpr int inner = 256, rows = static_cast<int>((1 << 18) / inner / sizeof(T));
  for (int p = 0; p < k; p += inner)
    for (int i = 0; i < m; i += rows)
      product_part<Isa>(std::min(rows, m - i), n, std::min(inner, k - p), a + i * a_row + p * a_column, a_row, a_column, b + p * b_stride,
                        b_stride, add || p > 0, c + i * c_stride, c_stride);
}

// c[i] ← Σ_n A[i][n] b[n], or +=, for at most as many rows of A as a register has numbers.
template <class Isa, class T>
KINKLESS_INLINE void dot_rows(int rows, int samples, const T* a, std::ptrdiff_t a_stride, const T* b, bool add, T* c,
                              std::ptrdiff_t c_stride) {
  using V = Vector<Isa, T>;
  constexpr int lanes = kCount<Isa, T>;
  V sums[lanes] = {};
  for (int n = 0; n < padded<T>(samples); n += lanes) {
    const V x = load<V>(b + n);
#pragma GCC unroll 16
    for (int i = 0; i < lanes; ++i) sums[i] = Isa::fma(load<V>(a + std::min(i, rows - 1) * a_stride + n), x, sums[i]);
  }
  sum_rows<1>(sums);
  for (int i = 0; i < rows; ++i) c[i * c_stride] = add ? c[i * c_stride] + sums[0][i] : sums[0][i];
}

// A register of columns takes one multiplication per unit and sample, however few columns it holds; a dot product takes a register of
// samples at a time, and a sum across it in the end. That is quicker for up to a quarter of a register (bench/native/epoch.cc, d = 25 and
// 50).
template <class Isa, class T>
void gradient(int units, int columns, int samples, const T* d, const T* v, std::ptrdiff_t stride, const T* rows, std::ptrdiff_t row_stride,
              bool add, T* c, std::ptrdiff_t c_stride) {
  constexpr int lanes = kCount<Isa, T>;
  const int rest = columns % lanes, whole = rest <= lanes / 4 ? columns - rest : columns;
  product<Isa>(units, whole, samples, d, stride, 1, rows, row_stride, add, c, c_stride);
  for (int j = whole; j < columns; ++j)
    for (int i = 0; i < units; i += lanes) {
      T* place = c + i * c_stride + j;
      if (i + lanes <= units) {
        dot_rows<Isa>(lanes, samples, d + i * stride, stride, v + j * stride, add, place, c_stride);
      } else {
        dot_rows<Isa>(units - i, samples, d + i * stride, stride, v + j * stride, add, place, c_stride);
      }
    }
}

// Rows done … done + rows − 1 of X ← L⁻¹ X, for some registers of its columns; the rows before them are what they shall be.
template <class Isa, class T, int rows, int vectors>
KINKLESS_INLINE void substitute_rows(int done, const T* l, std::ptrdiff_t l_stride, T* x, std::ptrdiff_t x_stride) {
  using V = Vector<Isa, T>;
  constexpr int lanes = kCount<Isa, T>;
  l += done * l_stride;
  V rest[rows][vectors];
#pragma GCC unroll 4
  for (int i = 0; i < rows; ++i)
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) rest[i][v] = load<V>(x + (done + i) * x_stride + v * lanes);
  for (int p = 0; p < done; ++p) {
    V known[vectors];
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) known[v] = load<V>(x + p * x_stride + v * lanes);
#pragma GCC unroll 4
    for (int i = 0; i < rows; ++i) {
      const V factor = splat<V>(-l[i * l_stride + p]);
#pragma GCC unroll 4
      for (int v = 0; v < vectors; ++v) rest[i][v] = Isa::fma(factor, known[v], rest[i][v]);
    }
  }
#pragma GCC unroll 4
  for (int i = 0; i < rows; ++i) {
#pragma GCC unroll 4
    for (int p = 0; p < i; ++p) {
      const V factor = splat<V>(-l[i * l_stride + done + p]);
#pragma GCC unroll 4
      for (int v = 0; v < vectors; ++v) rest[i][v] = Isa::fma(factor, rest[p][v], rest[i][v]);
    }
    const V reciprocal = splat<V>(1 / l[i * l_stride + done + i]);
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) {
      rest[i][v] *= reciprocal;
      store(rest[i][v], x + (done + i) * x_stride + v * lanes);
    }
  }
}

template <class Isa, class T, int vectors>
KINKLESS_INLINE void substitute_columns(int units, const T* l, std::ptrdiff_t l_stride, T* x, std::ptrdiff_t x_stride) {
  int done = 0;
  for (; done + 4 <= units; done += 4) substitute_rows<Isa, T, 4, vectors>(done, l, l_stride, x, x_stride);
  for (; done < units; ++done) substitute_rows<Isa, T, 1, vectors>(done, l, l_stride, x, x_stride);
}

template <class Isa, class T>
void substitute(int units, int samples, const T* l, std::ptrdiff_t l_stride, T* x, std::ptrdiff_t x_stride) {
  // With four rows of them, what fits into the registers there are.
  constexpr int lanes = kCount<Isa, T>, vectors = Isa::bytes == 64 ? 4 : 2;
  const int columns = padded<T>(samples);
  int n = 0;
  for (; n + vectors * lanes <= columns; n += vectors * lanes) substitute_columns<Isa, T, vectors>(units, l, l_stride, x + n, x_stride);
  for (; n < columns; n += lanes) substitute_columns<Isa, T, 1>(units, l, l_stride, x + n, x_stride);
}

template <int s, class V, int count>
KINKLESS_INLINE void transpose_square(V (&square)[count]) {
#pragma GCC unroll 16
  for (int r = 0; r < count; ++r)
    if ((r & s) == 0) exchange<s>(square[r], square[r + s], std::make_integer_sequence<int, count>{});
  if constexpr (2 * s < count) transpose_square<2 * s>(square);
}

// `across` columns of a square whose rows are `from` and those after it, the last of them at `end` − 1 rows.
template <class Isa, class T>
KINKLESS_INLINE void transpose_part(int end, int across, const T* from, std::ptrdiff_t from_stride, T* to, std::ptrdiff_t to_stride) {
  constexpr int lanes = kCount<Isa, T>;
  Vector<Isa, T> square[lanes];
#pragma GCC unroll 16
  for (int k = 0; k < lanes; ++k) {
    const T* row = from + std::min(k, end - 1) * from_stride;
    square[k] = across == lanes ? load<Vector<Isa, T>>(row) : Isa::load_first(row, across);
  }
  transpose_square<1>(square);
#pragma GCC unroll 16
  for (int k = 0; k < lanes; ++k)
    if (k < across) store(square[k], to + k * to_stride);
}

template <class Isa, class T>
void transpose(int rows, int columns, const T* from, std::ptrdiff_t from_stride, T* to, std::ptrdiff_t to_stride) {
  constexpr int lanes = kCount<Isa, T>;
  for (int r = 0; r < padded<T>(rows); r += lanes)
    for (int c = 0; c < columns; c += lanes) {
      const T* source = from + r * from_stride + c;
      T* target = to + c * to_stride + r;
      if (r + lanes <= rows && c + lanes <= columns) {
        transpose_part<Isa>(lanes, lanes, source, from_stride, target, to_stride);
      } else {
        transpose_part<Isa>(rows - r, std::min(columns - c, lanes), source, from_stride, target, to_stride);
      }
    }
}

template <class Isa, bool masked, class T>
void activate_units(int units, int samples, std::ptrdiff_t stride, T slope, const T* mask, T* u, T* a) {
  using V = Vector<Isa, T>;
  const V zero = {}, positive = splat<V>(T(1)), negative = splat<V>(slope);
  for (int i = 0; i < units; ++i)
    for (int n = 0; n < padded<T>(samples); n += kCount<Isa, T>) {
      const std::ptrdiff_t at = i * stride + n;
      const V value = load<V>(u + at);
      V factor = value >= zero ? positive : negative;
      if constexpr (masked) factor *= load<V>(mask + at);
      store(factor, a + at);
      store(value * factor, u + at);
    }
}

template <class Isa, class T>
void activate(int units, int samples, std::ptrdiff_t stride, T slope, const T* mask, T* u, T* a) {
  if (mask != nullptr) {
    activate_units<Isa, true>(units, samples, stride, slope, mask, u, a);
  } else {
    activate_units<Isa, false>(units, samples, stride, slope, mask, u, a);
  }
}

template <class Isa, class T>
void multiply(int units, int samples, std::ptrdiff_t stride, const T* a, T* d) {
  using V = Vector<Isa, T>;
  for (int i = 0; i < units; ++i)
    for (int n = 0; n < padded<T>(samples); n += kCount<Isa, T>) {
      const std::ptrdiff_t at = i * stride + n;
      store(load<V>(d + at) * load<V>(a + at), d + at);
    }
}

// Sums of a row of residuals in double precision, which is then scaled. What pads the samples repeats the last one: it must not count.
template <class Isa, class T>
KINKLESS_INLINE void finish_residuals(int samples, T scale, T* e, OutputSums& sums) {
  typedef double Wide __attribute__((vector_size(Isa::bytes)));
  typedef T Part __attribute__((vector_size(Isa::bytes / sizeof(double) * sizeof(T))));
  const int end = padded<T>(samples);
  for (int n = samples; n < end; ++n) e[n] = 0;
  Wide error = {}, squares = {};
  for (int n = 0; n < end; n += kCount<Isa, double>) {
    Part part = load<Part>(e + n);
    const Wide wide = __builtin_convertvector(part, Wide);
    error += wide;
    squares = Isa::fma(wide, wide, squares);
    part *= splat<Part>(scale);
    store(part, e + n);
  }
  sums.error += static_cast<double>(scale) * sum<Isa, double>(error);
  sums.squares += sum<Isa, double>(squares);
}

template <class Isa, class T>
OutputSums residual(int units, int samples, std::ptrdiff_t stride, const T* y, T scale, T* e) {
  using V = Vector<Isa, T>;
  OutputSums sums;
  for (int c = 0; c < units; ++c) {
    for (int n = 0; n < padded<T>(samples); n += kCount<Isa, T>) {
      const std::ptrdiff_t at = c * stride + n;
      store(load<V>(e + at) - load<V>(y + at), e + at);
    }
    finish_residuals<Isa>(samples, scale, e + c * stride, sums);
  }
  return sums;
}

// Outputs minus targets of `vectors` registers of samples.
template <class Isa, bool masked, int vectors, class T>
KINKLESS_INLINE void output_errors(int units, std::ptrdiff_t stride, T slope, const T* mask, const T* w, T c, const T* y, const T* u,
                                   T* e) {
  using V = Vector<Isa, T>;
  constexpr int lanes = kCount<Isa, T>;
  const V zero = {}, negative = splat<V>(slope);
  V out[vectors];
  for (int v = 0; v < vectors; ++v) out[v] = splat<V>(c);
  for (int i = 0; i < units; ++i) {
    const V weight = splat<V>(w[i]);
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) {
      const V value = load<V>(u + i * stride + v * lanes);
      V active = value >= zero ? value : negative * value;
      if constexpr (masked) active *= load<V>(mask + i * stride + v * lanes);
      out[v] = Isa::fma(weight, active, out[v]);
    }
  }
  for (int v = 0; v < vectors; ++v) store(out[v] - load<V>(y + v * lanes), e + v * lanes);
}

// Of a few units: the signals over their pre-activations, and the sums for their output weights' gradients, still spread over registers.
template <class Isa, bool masked, int units, class T>
KINKLESS_INLINE void signals(int samples, std::ptrdiff_t stride, T slope, const T* mask, const T* w, const T* e, T* u,
                             Vector<Isa, T>* gradients) {
  using V = Vector<Isa, T>;
  const V zero = {};
  V sums[units] = {};
  for (int n = 0; n < padded<T>(samples); n += kCount<Isa, T>) {
    const V right = load<V>(e + n), left = right * splat<V>(slope);
#pragma GCC unroll 4
    for (int i = 0; i < units; ++i) {
      const std::ptrdiff_t at = i * stride + n;
      const V value = load<V>(u + at);
      V factor = value >= zero ? right : left;
      if constexpr (masked) factor *= load<V>(mask + at);
      sums[i] = Isa::fma(factor, value, sums[i]);
      store(factor * splat<V>(w[i]), u + at);
    }
  }
  for (int i = 0; i < units; ++i) gradients[i] = sums[i];
}

template <class Isa, bool masked, class T>
void output_signals(int units, int samples, std::ptrdiff_t stride, T slope, const T* mask, const T* w, const T* e, T* u, T* gradient_w) {
  constexpr int lanes = kCount<Isa, T>, few = 4;
  for (int first = 0; first < units; first += lanes) {
    const int count = std::min(lanes, units - first);
    Vector<Isa, T> sums[lanes] = {};
    int i = 0;
    for (; i + few <= count; i += few) {
      const std::ptrdiff_t at = (first + i) * stride;
      signals<Isa, masked, few>(samples, stride, slope, mask + at, w + first + i, e, u + at, sums + i);
    }
    for (; i < count; ++i) {
      const std::ptrdiff_t at = (first + i) * stride;
      signals<Isa, masked, 1>(samples, stride, slope, mask + at, w + first + i, e, u + at, sums + i);
    }
    sum_rows<1>(sums);
    for (int k = 0; k < count; ++k) gradient_w[first + k] += sums[0][k];
  }
}

template <class Isa, bool masked, class T>
OutputSums output_units(int units, int samples, std::ptrdiff_t stride, T slope, const T* mask, const T* w, T c, const T* y, T scale, T* e,
                        T* u, T* gradient_w) {
  constexpr int lanes = kCount<Isa, T>, wide = 4;
  const int end = padded<T>(samples);
  int n = 0;
  for (; n + wide * lanes <= end; n += wide * lanes)
    output_errors<Isa, masked, wide>(units, stride, slope, mask + n, w, c, y + n, u + n, e + n);
  for (; n < end; n += lanes) output_errors<Isa, masked, 1>(units, stride, slope, mask + n, w, c, y + n, u + n, e + n);
  OutputSums sums;
  finish_residuals<Isa>(samples, scale, e, sums);
  output_signals<Isa, masked>(units, samples, stride, slope, mask, w, e, u, gradient_w);
  return sums;
}

template <class Isa, class T>
OutputSums output(int units, int samples, std::ptrdiff_t stride, T slope, const T* mask, const T* w, T c, const T* y, T scale, T* e, T* u,
                  T* gradient_w) {
  if (mask != nullptr) return output_units<Isa, true>(units, samples, stride, slope, mask, w, c, y, scale, e, u, gradient_w);
  return output_units<Isa, false>(units, samples, stride, slope, u, w, c, y, scale, e, u, gradient_w);
}

// What is below the normal numbers becomes zero: a moment whose gradients have vanished would else decay into denormal numbers and stay
// there for ever, and on many processors each operation with one costs as much as a hundred others.
template <class V, class T>
KINKLESS_INLINE V flush(V value) {
  constexpr T least = sizeof(T) == 8 ? static_cast<T>(0x1p-1022) : static_cast<T>(0x1p-126);
  const V zero = {}, limit = splat<V>(least);
  return (value < limit) & (value > -limit) ? zero : value;
}

template <class Isa, class T>
void adam(std::size_t count, const AdamStep& step, const T* g, T* m, T* v, T* w) {
  using V = Vector<Isa, T>;
  constexpr std::size_t lanes = kCount<Isa, T>;
  const V beta1 = splat<V>(static_cast<T>(step.beta1)), beta2 = splat<V>(static_cast<T>(step.beta2));
  const V rest1 = splat<V>(static_cast<T>(1 - step.beta1)), rest2 = splat<V>(static_cast<T>(1 - step.beta2));
  const V scale = splat<V>(static_cast<T>(1 / step.correction2)), epsilon = splat<V>(static_cast<T>(step.epsilon));
  const V rate = splat<V>(static_cast<T>(step.rate / step.correction1));
  const auto update = [&](V gradient, V & first, V & second, V & weight) __attribute__((always_inline)) {
    first = flush<V, T>(Isa::fma(beta1, first, rest1 * gradient));
    second = flush<V, T>(Isa::fma(beta2, second, rest2 * (gradient * gradient)));
    weight -= rate * first / (Isa::sqrt(second * scale) + epsilon);
  };
  std::size_t p = 0;
  for (; p + lanes <= count; p += lanes) {
    V first = load<V>(m + p), second = load<V>(v + p), weight = load<V>(w + p);
    update(load<V>(g + p), first, second, weight);
    store(first, m + p);
    store(second, v + p);
    store(weight, w + p);
  }
  if (p == count) return;
  const int rest = static_cast<int>(count - p);
  V first = Isa::load_first(m + p, rest), second = Isa::load_first(v + p, rest), weight = Isa::load_first(w + p, rest);
  update(Isa::load_first(g + p, rest), first, second, weight);
  Isa::store_first(first, m + p, rest);
  Isa::store_first(second, v + p, rest);
  Isa::store_first(weight, w + p, rest);
}

template <class Isa, class T>
constexpr Kernels<T> kernels_of() {
  return {product<Isa, T>,  gradient<Isa, T>, substitute<Isa, T>, transpose<Isa, T>, activate<Isa, T>,
          multiply<Isa, T>, residual<Isa, T>, output<Isa, T>,     adam<Isa, T>};
}

}  // namespace
}  // namespace kinkless
