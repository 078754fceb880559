// Ranks of G and J as they are over the real numbers: stored numbers are integers times powers of two, and inside a region both matrices
// are polynomials in them, so they can be computed modulo a prime without any rounding.
#pragma once

#include <optional>
#include <vector>

#include "core/network/linearisation.h"
#include "core/runtime/control.h"

namespace kinkless {

class ExactRank {
 public:
  ExactRank(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, const Linearisation& point,
            const LinearisationErrors& errors)
      : network_(network), samples_(samples), parameters_(parameters), point_(point), errors_(errors) {}

  // The largest rank modulo two primes: never more than the rank, and less with a chance of about 2^−44 only. Nothing when the elimination
  // would take too long, or `control` asked to stop.
  std::optional<std::size_t> hidden(bool row_of_ones, const Control& control) const;
  std::optional<std::size_t> jacobian(const Control& control) const;

 private:
  const Network& network_;
  const Samples<double>& samples_;
  const std::vector<double>& parameters_;
  const Linearisation& point_;
  const LinearisationErrors& errors_;
};

}  // namespace kinkless
