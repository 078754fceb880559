// What goes once over every sample or weight. Local to the file that includes this, see kernel_loops.h.

namespace kinkless {
namespace {

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

// Parts of a number of registers, nearly equal and `most` at most. `use` takes the first and how many.
template <class Use>
KINKLESS_INLINE void in_parts(int registers, int most, Use use) {
  const int parts = (registers + most - 1) / most;
  for (int part = 0, first = 0; part < parts; ++part) {
    const int count = (registers + part) / parts;
    use(first, count);
    first += count;
  }
}

// Goes through padded samples a strip at a time, of so few that a product's result is still in the first-level cache when what follows goes
// over it. `use` takes the first sample and the number of registers.
template <class Isa, class T, class Use>
KINKLESS_INLINE void in_strips(int units, int samples, Use use) {
  constexpr int lanes = kCount<Isa, T>, room = 1 << 14;
  const int most = std::max(1, room / (units * Isa::bytes * Isa::vectors)) * Isa::vectors;
  in_parts(padded<T>(samples) / lanes, most, [&](int first, int count) { use(first * lanes, count); });
}

// Goes through a strip in parts as wide as tiles. `use` takes the first register, and as a type how many.
template <class Isa, class Use>
KINKLESS_INLINE void in_tiles(int registers, Use use) {
  in_parts(registers, Isa::vectors, [&](int first, int count) {
    if constexpr (Isa::vectors == 4) {
      if (count == 4) return use(first, std::integral_constant<int, 4>{});
      if (count == 3) return use(first, std::integral_constant<int, 3>{});
    }
    if (count == 2) return use(first, std::integral_constant<int, 2>{});
    use(first, std::integral_constant<int, 1>{});
  });
}

template <class Isa, class T>
KINKLESS_INLINE void pre_activations(const HiddenLayer<T>& layer, int start, int width, T* u) {
  product<Isa>(layer.units, width * kCount<Isa, T>, layer.columns, layer.weights, layer.columns, 1, layer.inputs + start, layer.stride,
               false, u + start, layer.stride);
}

// to ← from ⊙ A for a strip, A being the slopes at pre-activations u.
template <class Isa, bool masked, int vectors, class T>
KINKLESS_INLINE void times_slopes(HiddenLayer<T> layer, int start, const T* u, const T* from, T* to) {
  using V = Vector<Isa, T>;
  const V slope = splat<V>(layer.slope);
  for (int i = 0; i < layer.units; ++i)
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) {
      const std::ptrdiff_t at = i * layer.stride + start + v * kCount<Isa, T>;
      const V value = load<V>(from + at);
      V result = Isa::where_negative(load<V>(u + at), slope * value, value);
      if constexpr (masked) result *= load<V>(layer.mask + at);
      store(result, to + at);
    }
}

template <class Isa, class T>
KINKLESS_INLINE void times_slopes(const HiddenLayer<T>& layer, int start, int width, const T* u, const T* from, T* to) {
  in_tiles<Isa>(width, [&](int first, auto vectors) {
    const int at = start + first * kCount<Isa, T>;
    if (layer.mask != nullptr) {
      times_slopes<Isa, true, vectors>(layer, at, u, from, to);
    } else {
      times_slopes<Isa, false, vectors>(layer, at, u, from, to);
    }
  });
}

template <class Isa, class T>
void hidden(const HiddenLayer<T>& layer, T* u, T* v) {
  in_strips<Isa, T>(layer.units, layer.samples, [&](int start, int width) {
    pre_activations<Isa>(layer, start, width, u);
    times_slopes<Isa>(layer, start, width, u, u, v);
  });
}

template <class Isa, class T>
void pull(const HiddenLayer<T>& layer, const T* u, int above, const T* w, std::ptrdiff_t w_stride, const T* d_above, T* d) {
  in_strips<Isa, T>(layer.units, layer.samples, [&](int start, int width) {
    product<Isa>(layer.units, width * kCount<Isa, T>, above, w, 1, w_stride, d_above + start, layer.stride, false, d + start, layer.stride);
    times_slopes<Isa>(layer, start, width, u, d, d);
  });
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

// Sums of residuals in double precision, without those behind the last sample, which become zeros.
template <class Isa, class T>
class ResidualSums {
 public:
  // Takes in `count` numbers, whole registers, of which those from `end` on do not count.
  KINKLESS_INLINE void take(int count, int end, T* e) {
    for (int n = end; n < count; ++n) e[n] = 0;
    for (int n = 0; n < count; n += kCount<Isa, double>) {
      const Wide wide = __builtin_convertvector(load<Part>(e + n), Wide);
      error_ += wide;
      squares_ = Isa::fma(wide, wide, squares_);
    }
  }

  KINKLESS_INLINE OutputSums total(T scale) const {
    return {static_cast<double>(scale) * sum<Isa, double>(error_), sum<Isa, double>(squares_)};
  }

 private:
  typedef double Wide __attribute__((vector_size(Isa::bytes)));
  typedef T Part __attribute__((vector_size(Isa::bytes / sizeof(double) * sizeof(T))));
  Wide error_ = {}, squares_ = {};
};

template <class Isa, class T>
OutputSums residual(int units, int samples, std::ptrdiff_t stride, const T* y, T scale, T* e) {
  using V = Vector<Isa, T>;
  constexpr int lanes = kCount<Isa, T>;
  ResidualSums<Isa, T> sums;
  const int end = padded<T>(samples);
  for (int c = 0; c < units; ++c, e += stride, y += stride) {
    for (int n = 0; n < end; n += lanes) store(load<V>(e + n) - load<V>(y + n), e + n);
    sums.take(end, samples, e);
    for (int n = 0; n < end; n += lanes) store(load<V>(e + n) * splat<V>(scale), e + n);
  }
  return sums.total(scale);
}

// Outputs minus targets of a strip, from the pre-activations of the last hidden layer.
template <class Isa, bool masked, bool relu, int vectors, class T>
KINKLESS_INLINE void output_errors(HiddenLayer<T> layer, OutputLayer<T> output, int start, const T* u, T* e) {
  using V = Vector<Isa, T>;
  constexpr int lanes = kCount<Isa, T>;
  const V zero = {}, slope = splat<V>(layer.slope);
  V out[vectors];
  for (int v = 0; v < vectors; ++v) out[v] = splat<V>(output.bias);
  for (int i = 0; i < layer.units; ++i) {
    const V weight = splat<V>(output.weights[i]);
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) {
      const std::ptrdiff_t at = i * layer.stride + start + v * lanes;
      const V value = load<V>(u + at);
      V active = relu ? Isa::larger(zero, value) : (value < zero ? slope * value : value);
      if constexpr (masked) active *= load<V>(layer.mask + at);
      out[v] = Isa::fma(weight, active, out[v]);
    }
  }
  for (int v = 0; v < vectors; ++v) store(out[v] - load<V>(output.targets + start + v * lanes), e + v * lanes);
}

// The signals of a strip over its pre-activations. `spread` += what gradients they give, a register of samples for each: unit by unit the
// output weight's, then those of `further` hidden weights, from a column on.
template <class Isa, bool masked, bool more, int vectors, class T>
KINKLESS_INLINE void output_signals(HiddenLayer<T> layer, OutputLayer<T> output, int start, const T* e, int first_column, int further, T* u,
                                    T* spread) {
  using V = Vector<Isa, T>;
  constexpr int lanes = kCount<Isa, T>;
  const T* inputs = layer.inputs + first_column * layer.stride + start;
  V right[vectors], left[vectors];
#pragma GCC unroll 4
  for (int v = 0; v < vectors; ++v) {
    right[v] = load<V>(e + v * lanes) * splat<V>(output.scale);
    left[v] = right[v] * splat<V>(layer.slope);
  }
  for (int i = 0; i < layer.units; ++i) {
    const V weight = splat<V>(output.weights[i]);
    V sums = load<V>(spread), signal[vectors];
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) {
      const std::ptrdiff_t at = i * layer.stride + start + v * lanes;
      const V value = load<V>(u + at);
      V factor = Isa::where_negative(value, left[v], right[v]);
      if constexpr (masked) factor *= load<V>(layer.mask + at);
      sums = Isa::fma(factor, value, sums);
      signal[v] = factor * weight;
      store(signal[v], u + at);
    }
    store(sums, spread);
    spread += lanes;
    for (int j = 0; more && j < further; ++j) {
      V products = load<V>(spread);
#pragma GCC unroll 4
      for (int v = 0; v < vectors; ++v) products = Isa::fma(signal[v], load<V>(inputs + j * layer.stride + v * lanes), products);
      store(products, spread);
      spread += lanes;
    }
  }
}

template <class Isa, bool masked, class T>
OutputSums output_strips(const HiddenLayer<T>& layer, const OutputLayer<T>& output, const OutputGradients<T>& gradients, T* spread, T* e,
                         T* u) {
  using V = Vector<Isa, T>;
  constexpr int lanes = kCount<Isa, T>;
  const int further = layer.columns - gradients.first_column, each = 1 + further;
  for (int k = 0; k < layer.units * each; ++k) store(V{}, spread + k * lanes);
  ResidualSums<Isa, T> sums;
  in_strips<Isa, T>(layer.units, layer.samples, [&](int start, int width) {
    pre_activations<Isa>(layer, start, width, u);
    in_tiles<Isa>(width, [&](int first, auto vectors) {
      const int at = start + first * lanes;
      if (layer.slope == 0) {
        output_errors<Isa, masked, true, vectors>(layer, output, at, u, e + first * lanes);
      } else {
        output_errors<Isa, masked, false, vectors>(layer, output, at, u, e + first * lanes);
      }
    });
    sums.take(width * lanes, layer.samples - start, e);
    in_tiles<Isa>(width, [&](int first, auto vectors) {
      const int at = start + first * lanes;
      if (further > 0) {
        output_signals<Isa, masked, true, vectors>(layer, output, at, e + first * lanes, gradients.first_column, further, u, spread);
      } else {
        output_signals<Isa, masked, false, vectors>(layer, output, at, e + first * lanes, 0, 0, u, spread);
      }
    });
  });
  for (int first = 0; first < layer.units * each; first += lanes) {
    const int count = std::min(lanes, layer.units * each - first);
    V square[lanes];
#pragma GCC unroll 16
    for (int k = 0; k < lanes; ++k) square[k] = load<V>(spread + (first + std::min(k, count - 1)) * lanes);
    sum_rows<1>(square);
    store(square[0], spread + first);
  }
  for (int i = 0; i < layer.units; ++i) {
    gradients.output[i] += spread[i * each];
    T* row = gradients.hidden + i * layer.columns + gradients.first_column;
    for (int j = 0; j < further; ++j) row[j] = gradients.add ? row[j] + spread[i * each + 1 + j] : spread[i * each + 1 + j];
  }
  return sums.total(output.scale);
}

template <class Isa, class T>
OutputSums output(const HiddenLayer<T>& layer, const OutputLayer<T>& output, const OutputGradients<T>& gradients, T* spread, T* e,
                  T* u_to_d) {
  if (layer.mask != nullptr) return output_strips<Isa, true>(layer, output, gradients, spread, e, u_to_d);
  return output_strips<Isa, false>(layer, output, gradients, spread, e, u_to_d);
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

}  // namespace
}  // namespace kinkless
