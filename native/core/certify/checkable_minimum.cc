#include "core/certify/checkable_minimum.h"

#include <algorithm>
#include <cmath>

#include "core/exact/verified_inverse.h"
#include "core/kinks/held_minimum.h"
#include "core/kinks/kink_system.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// The checker's limits, of the same names there.
constexpr std::size_t kUnknowns = 512;
constexpr double kProducts = 1e9, kRayProducts = 2e8;

// (unit, sample) on its kink, of units that are not dead.
struct Pair {
  std::size_t unit, sample;
};

// [[G Gᵀ, Cᵀ], [C, 0]] as the checker has it, in the data's own units: whether its inverse in float64 shows that it is regular.
bool is_regular(const KinkSystem& system, const Matrix& inputs, const std::vector<std::size_t>& live, const std::vector<Pair>& pairs) {
  const std::size_t d = system.columns(), samples = system.samples(), unknowns = live.size() * d + (system.output_bias() ? 1 : 0);
  const std::size_t order = unknowns + pairs.size();
  Matrix rows(samples, unknowns, 1.0), k(order, order);
  for (std::size_t n = 0; n < samples; ++n)
    for (std::size_t p = 0; p < live.size(); ++p)
      for (std::size_t j = 0; j < d; ++j) rows(n, p * d + j) = system.slope(live[p], n).value() * inputs(n, j);
  multiply(Op::transposed, Op::plain, unknowns, unknowns, samples, 1, rows.data.data(), unknowns, rows.data.data(), unknowns, 0,
           k.data.data(), order);
  for (std::size_t b = 0; b < pairs.size(); ++b) {
    const auto p = static_cast<std::size_t>(std::find(live.begin(), live.end(), pairs[b].unit) - live.begin());
    for (std::size_t j = 0; j < d; ++j) k(unknowns + b, p * d + j) = k(p * d + j, unknowns + b) = inputs(pairs[b].sample, j);
  }
  std::vector<double> uncertainty(order, 0.0);
  const double rounding = gamma(samples + 8, kUnitRoundoff64) * outward(samples + unknowns, kUnitRoundoff64);
  for (std::size_t n = 0; n < samples; ++n) {
    double sum = 0;
    for (std::size_t c = 0; c < unknowns; ++c) sum += std::fabs(rows(n, c));
    for (std::size_t c = 0; c < unknowns; ++c) uncertainty[c] += rounding * sum * std::fabs(rows(n, c));
  }
  const VerifiedInverse inverse(k, uncertainty);
  if (!inverse.regular()) return false;
  // Its own, by Gauss and Jordan, suffers more from unequal scales than LAPACK's: |I − R K| is about n u |R||K||R||K|.
  std::vector<double> sums(order, 1.0);
  for (int twice = 0; twice < 2; ++twice) {
    std::vector<double> products(order, 0.0);
    for (std::size_t r = 0; r < order; ++r)
      for (std::size_t c = 0; c < order; ++c) products[r] += std::fabs(k(r, c)) * sums[c];
    sums = inverse.spread(products);
  }
  return std::all_of(sums.begin(), sums.end(), [&](double sum) { return static_cast<double>(order) * kUnitRoundoff64 * sum <= 0.25; });
}

// Steps on the way to all choices of d − 1 among as many kinks, one after the other: a first one, two, and so on.
double count_choices(std::size_t kinks, std::size_t d) {
  if (kinks + 1 < d) return 0;
  double sum = 0, choices = 1;
  for (std::size_t c = 1; c < d; ++c) sum += choices *= static_cast<double>(kinks + 1 - d + c) / static_cast<double>(c);
  return sum;
}

}  // namespace

Obstacle find_obstacle(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters,
                       const Linearisation& point, const std::vector<unsigned char>& carries, const std::vector<Kink>& on_kink,
                       const std::vector<Bounded>& residuals, const Control& control) {
  const KinkSystem system(network, samples, parameters.data(), point, on_kink);
  const std::size_t units = system.units().size(), d = system.columns(), count = system.samples();
  for (std::size_t i = 0; i < units; ++i)
    if (system.units()[i].weight == 0) return {Cause::silent, i};
  const KinkBasis basis = choose_basis(system, control);
  std::vector<std::size_t> live;
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < units; ++i) {
    std::vector<Pair> own;
    for (std::size_t n = 0; n < count; ++n)
      if (system.units()[i].on_kink[n] != 0) own.push_back({i, n});
    const bool dead = basis.groups[i].size() == d;
    if (!dead && basis.groups[i].size() < own.size()) return {Cause::dependent, i};
    if (!dead) {
      live.push_back(i);
      pairs.insert(pairs.end(), own.begin(), own.end());
      continue;
    }
    std::size_t kinks = 0;
    for (std::size_t n = 0; n < count; ++n) {
      const KinkForce force = system.kink_force(i, {{n}, {Bounded(1)}}, residuals);
      // Concave kinks have no part in it.
      kinks += carries[n * units + i] != 0 && !((force.below - force.above).lower() > 0);
    }
    if (!(count_choices(kinks, d) * static_cast<double>((count + d) * d * d) <= kRayProducts)) return {Cause::size, i};
  }
  const std::size_t unknowns = live.size() * d + (system.output_bias() ? 1 : 0);
  if (unknowns + pairs.size() > kUnknowns || !(static_cast<double>(count) * std::pow(static_cast<double>(unknowns), 2) <= kProducts))
    return {Cause::size, 0};
  if (unknowns > 0 && !is_regular(system, point.inputs[0], live, pairs)) return {Cause::flat, 0};
  return {};
}

}  // namespace kinkless
