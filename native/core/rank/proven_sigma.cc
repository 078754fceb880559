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

// A checker has bounds of its own.
constexpr double kShare = 0.9;
// Up to so many samples it computes with integers of any length where float64 does not do.
constexpr std::size_t kLong = 512;
// Of σ² at most this is left to the checker's errors.
constexpr double kMostRoom = 0.75;

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

double stated_sigma(double proved, const KhatriRao& matrix, CheckedAt levels) {
  const std::size_t columns = matrix.columns();
  if (columns <= kLong) return kShare * proved;
  const auto n = static_cast<double>(columns);
  std::size_t products = 0;
  for (const KhatriRao::Term& term : matrix.terms) products = std::max(products, term.left.columns + term.right.columns);
  // Its τ is above σ² by the errors of K and of the factor in panels of 64, and by those that it expects of the factorisation.
  const double trace = matrix.squared_norm(), largest = matrix.largest_square();
  const double by_float64 = 1.1 * ((gamma(products + 20, kUnitRoundoff64) + 2 * gamma(70 + columns / 64, kUnitRoundoff64)) * trace +
                                   4 * kUnitRoundoff64 * n * std::sqrt(n) * largest);
  // In integers K's diagonal is below 2^52, and above 2^50 at its largest; a row of defects is 0.3 n √K_ii.
  const double in_integers = 1.1 * n * largest * (0.3 * 0x1p-25 + 0x1p-50);
  for (const CheckedAt level : {CheckedAt::both_levels, levels}) {
    const double share = 1 - (level == CheckedAt::both_levels ? std::max(by_float64, in_integers) : by_float64) / proved / proved;
    if (share >= 1 - kMostRoom) return std::min(kShare, std::sqrt(share)) * proved;
  }
  return 0;
}

}  // namespace kinkless
