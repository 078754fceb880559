// The limited-memory BFGS approximation of the inverse Hessian.
#pragma once

#include <cstddef>
#include <deque>
#include <vector>

namespace kinkless {

// Pairs (s, y) of a step and the change of the gradient along it, the last `memory` of them.
class InverseHessian {
 public:
  explicit InverseHessian(std::size_t memory) : memory_(memory) {}

  // Takes a pair whose curvature sᵀy is positive beyond rounding; others are left out.
  void add(std::vector<double> step, std::vector<double> change);
  void clear() { pairs_.clear(); }
  bool empty() const { return pairs_.empty(); }

  // H v by the two-loop recursion (Nocedal and Wright, Numerical Optimization, algorithm 7.4), with H₀ = sᵀy / yᵀy of the last pair;
  // v itself without pairs.
  std::vector<double> apply(std::vector<double> v) const;

  struct Pair {
    std::vector<double> step, change;
    double curvature;  // sᵀy
  };
  // Oldest first.
  const std::deque<Pair>& pairs() const { return pairs_; }

 private:
  std::size_t memory_;
  std::deque<Pair> pairs_;
};

}  // namespace kinkless
