// Registers of a set of instructions, and what is done to them. Local to the file that includes this, see kernel_loops.h.

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

// Not by memcpy, of which the compiler may make one load for each use of the result.
template <class V, class T>
KINKLESS_INLINE V load(const T* from) {
  typedef V Anywhere __attribute__((aligned(alignof(T)), may_alias));
  return *reinterpret_cast<const Anywhere*>(from);
}

template <class V, class T>
KINKLESS_INLINE void store(V from, T* to) {
  typedef V Anywhere __attribute__((aligned(alignof(T)), may_alias));
  *reinterpret_cast<Anywhere*>(to) = from;
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

}  // namespace
}  // namespace kinkless
