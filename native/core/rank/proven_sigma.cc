#include "core/rank/proven_sigma.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/rounding.h"
#include "core/rank/preconditioned_sigma.h"
#include "core/rank/proven_gram.h"

namespace kinkless {

namespace {

// Bounds on relative errors leave out what underflows. With factors up to 2^240, less than 2^−500 does so in all: nothing, beside singular
// values above 2^−200. Factors of several layers, products of numbers from 2^−100 on, have not underflowed either, since none of them is
// below 2^−240. The checker keeps to the same range.
constexpr double kMost = 0x1p240, kLeastFactor = 0x1p-240, kLeast = 0x1p-200, kUnderflow = 0x1p-220;

// The checker's own numbers (src/certify/checker.ts): the length of a panel of its sums, the most samples it takes, up to how many it has
// longer integers, the bits of either, and its term for all underflows, of factors scaled to below 1.
constexpr std::size_t kPanel = 64, kMostSamples = 8191, kLong = 512;
constexpr int kLongBits = 320, kBits = 92;
constexpr double kCheckerUnderflow = 0x1p-800;
// What float64 leaves of the proved value up to kLong samples; for more than that, long integers are worth their time.
constexpr double kShare = 0.9;
// More than the roundings of all that is computed here.
constexpr double kRoundings = 0x1p-40;

std::size_t roundings(std::size_t count) { return kPanel + 2 + (count + kPanel - 1) / kPanel; }

double square(double x) { return x * x; }

double largest_entry(const Matrix& factor) {
  double largest = 0;
  for (const double x : factor.data) largest = std::max(largest, std::fabs(x));
  return largest;
}

// λ_min(K) is above what the checker proves in float64 by no more than this: its bound on all errors, k u tr K, by which τ is above what is
// to be shown, and errors as large as that, since the factorisation comes to its end wherever λ_min(K) ≥ τ + k u tr K.
double room_in_float64(const KhatriRao& matrix) {
  const std::size_t k = 2 * roundings(kMostSamples + 1) + 5 + matrix.terms.size() + roundings(matrix.columns()) + 8;
  const double trace = square(std::sqrt(matrix.squared_norm()) + matrix.perturbation());
  double left = 0, right = 0;
  for (const KhatriRao::Term& term : matrix.terms) {
    left = std::max(left, largest_entry(term.left));
    right = std::max(right, largest_entry(term.right));
  }
  // Powers of two that scale factors to below 1 are at most twice the largest.
  return 2 * (static_cast<double>(k) * kUnitRoundoff64 * trace + square(4 * left * std::sqrt(kCheckerUnderflow) * right));
}

// The same for its integers: with K_nn < 2^bits, at least half of that at its largest, and s² = max K_nn, τ is N + (N + 3)(s + 1)/2 above
// what is to be shown. The factorisation comes to its end where λ_min(K) ≥ τ + N + (N + 3) s/2: what K's rounding and its own leave out.
double room_in_integers(const KhatriRao& matrix, int bits) {
  const double inverse = std::sqrt(std::ldexp(1.0, 1 - bits)), n = static_cast<double>(matrix.columns());
  return square(std::sqrt(matrix.largest_square()) + matrix.perturbation()) * inverse * ((n + 3) + (3 * n + 5) * inverse);
}

bool in_range(const Matrix& factor) {
  return std::all_of(factor.data.begin(), factor.data.end(),
                     [](double x) { return x == 0 || (std::fabs(x) >= kLeastFactor && std::fabs(x) <= kMost); });
}

}  // namespace

double proven_sigma(const KhatriRao& matrix, const Control& control) {
  for (const KhatriRao::Term& term : matrix.terms)
    if (!in_range(term.left) || !in_range(term.right)) return 0;
  double sigma = matrix.columns() <= matrix.rows() ? prove_gram(matrix, control).sigma_min : 0;
  if (!(sigma > 0) && !control.aborted()) sigma = preconditioned_sigma(matrix, control);
  return sigma > kLeast ? sigma - kUnderflow : 0;
}

double stated_sigma(double proved, const KhatriRao& matrix) {
  const bool is_long = matrix.columns() <= kLong;
  const auto without = [&](double room) { return square(proved) * (1 - kRoundings) - room * (1 + kRoundings); };
  const double in_float64 = without(room_in_float64(matrix)), in_integers = without(room_in_integers(matrix, is_long ? kLongBits : kBits));
  const double left = is_long && in_float64 < square(kShare * proved) ? in_integers : std::min(in_float64, in_integers);
  return left > 0 ? std::sqrt(left) * (1 - kRoundings) : 0;
}

}  // namespace kinkless
