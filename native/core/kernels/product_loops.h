// Products of matrices, and a triangular one undone. Local to the file that includes this, see kernel_loops.h.

namespace kinkless {
namespace {

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

// A tile of D V̄ᵀ: every register of D's rows meets every one of V̄'s, and in the end each sum is one across a register.
template <class Isa, class T, int rows, int columns>
void dots(int samples, const T* d, const T* v, std::ptrdiff_t stride, bool add, T* c, std::ptrdiff_t c_stride) {
  using V = Vector<Isa, T>;
  constexpr int lanes = kCount<Isa, T>, count = rows * columns, squares = (count + lanes - 1) / lanes;
  V sums[rows][columns] = {};
  for (int n = 0; n < padded<T>(samples); n += lanes) {
    V x[rows];
#pragma GCC unroll 8
    for (int i = 0; i < rows; ++i) x[i] = load<V>(d + i * stride + n);
#pragma GCC unroll 8
    for (int j = 0; j < columns; ++j) {
      const V y = load<V>(v + j * stride + n);
#pragma GCC unroll 8
      for (int i = 0; i < rows; ++i) sums[i][j] = Isa::fma(x[i], y, sums[i][j]);
    }
  }
  alignas(64) T results[squares * lanes];
#pragma GCC unroll 16
  for (int q = 0; q < squares; ++q) {
    V square[lanes];
#pragma GCC unroll 16
    for (int k = 0; k < lanes; ++k) square[k] = q * lanes + k < count ? sums[(q * lanes + k) / columns][(q * lanes + k) % columns] : V{};
    sum_rows<1>(square);
    store(square[0], results + q * lanes);
  }
  for (int i = 0; i < rows; ++i)
    for (int j = 0; j < columns; ++j) {
      T* place = c + i * c_stride + j;
      *place = add ? *place + results[i * columns + j] : results[i * columns + j];
    }
}

template <class T>
using Dots = void (*)(int, const T*, const T*, std::ptrdiff_t, bool, T*, std::ptrdiff_t);

template <class Isa, class T, int... k>
Dots<T> choose_dots(int rows, int columns, std::integer_sequence<int, k...>) {
  constexpr Dots<T> all[] = {dots<Isa, T, k / Isa::side + 1, k % Isa::side + 1>...};
  return all[(rows - 1) * Isa::side + columns - 1];
}

template <class Isa, class T>
void dot_products(int units, int columns, int samples, const T* d, const T* v, std::ptrdiff_t stride, bool add, T* c,
                  std::ptrdiff_t c_stride) {
  constexpr int side = Isa::side;
  const int bands = (units + side - 1) / side, strips = (columns + side - 1) / side;
  for (int strip = 0, j = 0; strip < strips; ++strip) {
    const int width = (columns + strip) / strips;
    for (int band = 0, i = 0; band < bands; ++band) {
      const int rows = (units + band) / bands;
      choose_dots<Isa, T>(rows, width, std::make_integer_sequence<int, side * side>{})(samples, d + i * stride, v + j * stride, stride, add,
                                                                                       c + i * c_stride + j, c_stride);
      i += rows;
    }
    j += width;
  }
}

// A product costs whole registers of columns, for each sample; a dot product one for each register of samples, and some more for the sum
// across it in the end. Few columns make short tiles of either kind (bench/native/epoch.cc, d = 10 to 100).
template <class Isa, class T>
int product_columns(int columns, int samples) {
  constexpr int lanes = kCount<Isa, T>, across = 3;
  const int whole = columns / lanes, rest = columns % lanes, dot = padded<T>(samples) / lanes + across;
  const int all = (columns + lanes - 1) / lanes * samples, none = columns * dot, most = whole * samples + rest * dot * 3 / 2;
  if (whole > 1 && most < std::min(all, none)) return whole * lanes;
  return all < none ? columns : 0;
}

template <class Isa, class T>
void gradient(int units, int columns, int samples, const T* d, const T* v, std::ptrdiff_t stride, const T* rows, std::ptrdiff_t row_stride,
              bool add, T* c, std::ptrdiff_t c_stride) {
  const int whole = rows == nullptr ? 0 : product_columns<Isa, T>(columns, samples);
  if (whole > 0) product<Isa>(units, whole, samples, d, stride, 1, rows, row_stride, add, c, c_stride);
  if (whole < columns) dot_products<Isa>(units, columns - whole, samples, d, v + whole * stride, stride, add, c + whole, c_stride);
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

}  // namespace
}  // namespace kinkless
