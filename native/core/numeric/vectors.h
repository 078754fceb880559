// Sums over long vectors, in an order that is the same on every processor.
#pragma once

#include <vector>

namespace kinkless {

double dot(const std::vector<double>& a, const std::vector<double>& b);

// y ← y + alpha x.
void add_multiple(double alpha, const std::vector<double>& x, std::vector<double>& y);

}  // namespace kinkless
