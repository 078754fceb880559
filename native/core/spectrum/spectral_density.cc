#include "core/spectrum/spectral_density.h"

#include <algorithm>
#include <numeric>

#include "core/numeric/random.h"

namespace kinkless {

namespace {

// A named stream; the same number stands in src/native/random.ts.
constexpr std::uint32_t kDensityStream = 12;

void sort_by_value(SpectralDensity& density) {
  std::vector<std::size_t> order(density.values.size());
  std::iota(order.begin(), order.end(), std::size_t(0));
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return density.values[a] < density.values[b]; });
  const SpectralDensity given = density;
  for (std::size_t k = 0; k < order.size(); ++k) {
    density.values[k] = given.values[order[k]];
    density.weights[k] = given.weights[order[k]];
  }
}

}  // namespace

SpectralDensity spectral_density(const SymmetricOperator& matrix, std::size_t probes, std::size_t steps, std::uint64_t seed,
                                 const Control& control) {
  SpectralDensity result;
  std::vector<double> signs(matrix.size);
  KrylovBasis::Ritz ritz;
  for (std::size_t probe = 0; probe < probes; ++probe) {
    control.progress(static_cast<std::int64_t>(probe), 0);
    KrylovBasis basis(matrix, steps);
    random_sign({seed, kDensityStream, static_cast<std::uint32_t>(probe)}, 0, signs.size(), signs.data());
    basis.start(signs);
    KrylovBasis::Outcome outcome = KrylovBasis::Outcome::extended;
    while (outcome == KrylovBasis::Outcome::extended && !basis.full()) outcome = basis.extend();
    result.aborted = outcome == KrylovBasis::Outcome::aborted;
    if (result.aborted) return result;
    result.solved = basis.ritz(ritz);
    if (!result.solved) return result;
    for (std::size_t k = 0; k < ritz.values.size(); ++k) {
      const double first = ritz.vectors(k, 0);
      result.values.push_back(ritz.values[k]);
      result.weights.push_back(first * first / static_cast<double>(probes));
    }
  }
  sort_by_value(result);
  return result;
}

}  // namespace kinkless
