// Which triples (unit, layer, sample) carry a kink, how close the nearest pre-activation is to zero, and how far the weights may move.
#pragma once

#include <cstddef>

#include "core/network/linearisation.h"

namespace kinkless {

struct Kink {
  std::size_t layer;  // from 1
  std::size_t unit;
  std::size_t sample;
};

struct Kinks {
  std::size_t carrying = 0;  // triples that carry a kink
  double min_abs = 0;        // the smallest |u| among them, at `nearest`; meaningless when none carries a kink
  Kink nearest{};
  std::vector<Kink> on_kink;  // triples whose |u| does not exceed its rounding error
};

// carries[l − 1] is N × d_l: 1 where the triple carries a kink.
std::vector<std::vector<unsigned char>> carries_kink(const Network& network, const Samples<double>& samples, const Linearisation& point);

// `on_kink` stays empty without errors.
Kinks find_kinks(const Network& network, const Linearisation& point, const LinearisationErrors* errors,
                 const std::vector<std::vector<unsigned char>>& carries);

// The largest joint move of all parameters (Frobenius norm) for which no sign that carries a kink can change: exact for one hidden layer,
// a guaranteed lower bound for more. Infinity when nothing can kink.
double kink_distance(const Network& network, const Samples<double>& samples, const double* parameters, const Linearisation& point,
                     const std::vector<std::vector<unsigned char>>& carries);

}  // namespace kinkless
