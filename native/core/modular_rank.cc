#include "modular_rank.h"

#include <cmath>
#include <utility>

namespace kinkless {

namespace {

constexpr int kBits = 61;
constexpr Residue kPrime = (Residue(1) << kBits) - 1;

Residue reduce(Residue value) {
  value = (value & kPrime) + (value >> kBits);
  return value >= kPrime ? value - kPrime : value;
}

// a⁻¹ = a^(p − 2).
Residue inverse(Residue a) {
  Residue result = 1;
  for (Residue exponent = kPrime - 2; exponent > 0; exponent >>= 1) {
    if ((exponent & 1) != 0) result = multiply_residues(result, a);
    a = multiply_residues(a, a);
  }
  return result;
}

}  // namespace

Residue add_residues(Residue a, Residue b) { return reduce(a + b); }

Residue multiply_residues(Residue a, Residue b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return reduce(static_cast<Residue>(product & kPrime) + static_cast<Residue>(product >> kBits));
}

Residue residue_of(double value) {
  int exponent = 0;
  const double mantissa = std::frexp(std::fabs(value), &exponent);
  constexpr int kDigits = 53;
  const auto integer = static_cast<Residue>(std::ldexp(mantissa, kDigits));
  // 2⁶¹ = 1: powers of 2 repeat.
  const int shift = ((exponent - kDigits) % kBits + kBits) % kBits;
  const Residue size = multiply_residues(reduce(integer), Residue(1) << shift);
  return value < 0 && size != 0 ? kPrime - size : size;
}

std::ptrdiff_t modular_rank(std::size_t rows, std::size_t columns, std::vector<Residue> entries, const Control& control) {
  std::size_t rank = 0;
  for (std::size_t j = 0; j < columns && rank < rows; ++j) {
    if (control.aborted()) return -1;
    std::size_t pivot = rank;
    while (pivot < rows && entries[pivot * columns + j] == 0) ++pivot;
    if (pivot == rows) continue;
    Residue* top = entries.data() + rank * columns;
    Residue* found = entries.data() + pivot * columns;
    for (std::size_t k = j; k < columns; ++k) std::swap(top[k], found[k]);
    const Residue scale = inverse(top[j]);
    for (std::size_t i = rank + 1; i < rows; ++i) {
      Residue* row = entries.data() + i * columns;
      if (row[j] == 0) continue;
      const Residue factor = kPrime - multiply_residues(row[j], scale);
      for (std::size_t k = j; k < columns; ++k) row[k] = reduce(row[k] + multiply_residues(factor, top[k]));
    }
    ++rank;
  }
  return static_cast<std::ptrdiff_t>(rank);
}

}  // namespace kinkless
