#include "core/spectrum/extreme_eigenvalues.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/random.h"

namespace kinkless {

namespace {

// A named stream; the same number stands in src/native/random.ts.
constexpr std::uint32_t kLanczosStream = 11;

std::vector<double> random_start(const SymmetricOperator& matrix, std::uint64_t seed, std::uint32_t trial) {
  std::vector<double> start(matrix.size);
  random_normal({seed, kLanczosStream, trial}, 0, start.size(), start.data());
  return start;
}

// Positions of the wanted eigenvalues among `count` ascending ones.
std::vector<std::size_t> wanted(const ExtremeOptions& options, std::size_t count) {
  std::vector<std::size_t> places;
  for (std::size_t k = 0; k < std::min(options.largest, count); ++k) places.push_back(count - 1 - k);
  for (std::size_t k = 0; k < std::min(options.smallest, count); ++k) places.push_back(k);
  return places;
}

double magnitude(const KrylovBasis::Ritz& ritz) { return std::max(std::fabs(ritz.values.front()), std::fabs(ritz.values.back())); }

bool converged(const KrylovBasis& basis, const KrylovBasis::Ritz& ritz, const ExtremeOptions& options) {
  const double limit = options.tolerance * magnitude(ritz);
  const auto places = wanted(options, ritz.values.size());
  return std::all_of(places.begin(), places.end(), [&](std::size_t k) { return basis.residual(ritz, k) <= limit; });
}

}  // namespace

ExtremeEigenvalues extreme_eigenvalues(const SymmetricOperator& matrix, const ExtremeOptions& options, const Control& control) {
  ExtremeEigenvalues result;
  KrylovBasis basis(matrix, options.steps);
  KrylovBasis::Ritz ritz;
  std::uint32_t trial = 0;
  basis.start(random_start(matrix, options.seed, trial));
  // The projected problem costs the cube of its size: it is looked at when it has grown by an eighth.
  std::size_t next_look = std::max<std::size_t>(8, options.largest + options.smallest);
  for (;;) {
    control.progress(static_cast<std::int64_t>(basis.count()), 0);
    const KrylovBasis::Outcome outcome = basis.extend();
    if (outcome == KrylovBasis::Outcome::aborted) {
      result.aborted = true;
      return result;
    }
    bool last = basis.full();
    // An invariant space holds one copy of every eigenvalue; further ones lie outside.
    if (!last && outcome == KrylovBasis::Outcome::exhausted)
      last = std::max(options.largest, options.smallest) <= 1 || !basis.start(random_start(matrix, options.seed, ++trial));
    if (!last && basis.count() < next_look) continue;
    next_look = basis.count() + std::max<std::size_t>(4, basis.count() / 8);
    result.solved = basis.ritz(ritz);
    if (!result.solved) return result;
    if (last || (outcome == KrylovBasis::Outcome::extended && converged(basis, ritz, options))) break;
  }
  result.steps = basis.count();
  result.scale = magnitude(ritz);
  const auto places = wanted(options, ritz.values.size());
  if (options.vectors) result.vectors = Matrix(places.size(), matrix.size);
  std::vector<double> image(matrix.size);
  for (std::size_t k = 0; k < places.size(); ++k) {
    const double value = ritz.values[places[k]];
    const std::vector<double> vector = basis.combine(ritz.vectors.row(places[k]));
    result.aborted = !matrix.multiply(vector.data(), image.data());
    if (result.aborted) return result;
    const double length = norm(vector);
    for (std::size_t p = 0; p < image.size(); ++p) image[p] -= value * vector[p];
    result.values.push_back(value);
    result.residuals.push_back(norm(image) / length);
    if (options.vectors)
      std::transform(vector.begin(), vector.end(), result.vectors.row(k), [length](double entry) { return entry / length; });
  }
  return result;
}

}  // namespace kinkless
