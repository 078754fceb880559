#pragma once

#include <cstddef>
#include <cstdint>

namespace kinkless {

// A sequence of random numbers: entry k depends on (seed, stream, substream, k) only, never on the machine, the number of
// workers, or how a sequence is cut into pieces. Entry k is made of one 64-bit word: half k mod 2 of the Philox block with
// counter (k / 2 low, k / 2 high, stream, substream) and key `seed`. Compile with -ffp-contract=off: the bits are promised.
struct RandomStream {
  std::uint64_t seed;
  std::uint32_t stream;
  std::uint32_t substream;
};

// Writes the words of the entries first … first + count − 1.
void random_words(const RandomStream& stream, std::uint64_t first, std::size_t count, std::uint64_t* out);

// Uniform on the 2^53 odd multiples of 2^−53 in (−1, 1): symmetric, never 0.
void random_uniform(const RandomStream& stream, std::uint64_t first, std::size_t count, double* out);

// Standard normals: the inverse normal distribution function of the uniform entry of the same index; |z| < 8.3.
void random_normal(const RandomStream& stream, std::uint64_t first, std::size_t count, double* out);

// ±1, each with probability ½: the sign of the uniform entry of the same index.
void random_sign(const RandomStream& stream, std::uint64_t first, std::size_t count, double* out);

// The first `count` entries of a random permutation of 0 … population − 1; count ≤ population. O(count) memory.
void random_choice(const RandomStream& stream, std::uint32_t population, std::size_t count, double* out);

// The inverse of the standard normal distribution function at (1 + u) / 2, for u of random_uniform.
double normal_quantile(double u);

}  // namespace kinkless
