// An orthonormal basis of a Krylov space and the symmetric operator in it: Lanczos's process with full reorthogonalisation.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "core/numeric/matrix.h"

namespace kinkless {

// A symmetric matrix that is known by its products only.
struct SymmetricOperator {
  std::size_t size;
  std::function<bool(const double* x, double* y)> multiply;  // y ← M x; false when asked to stop
};

class KrylovBasis {
 public:
  // At most `most` vectors; their memory is taken at once.
  KrylovBasis(const SymmetricOperator& matrix, std::size_t most);

  enum class Outcome { extended, exhausted, aborted };

  // Adds a vector that the others do not reach, from `start`; false when it is a combination of them to rounding.
  bool start(std::vector<double> start);
  // Takes the last vector through the operator. `exhausted`: the space is invariant, and nothing new came out.
  Outcome extend();

  std::size_t count() const { return alpha_.size(); }  // vectors that went through the operator
  bool full() const { return count() == most_; }

  // Eigenpairs of the operator in the space, ascending: `vectors` has one row of count() coordinates for each. False where LAPACK did
  // not converge.
  struct Ritz {
    std::vector<double> values;
    Matrix vectors;
  };
  bool ritz(Ritz& result) const;
  // A bound on ‖M x − θ x‖ of a Ritz vector that holds but for rounding errors.
  double residual(const Ritz& ritz, std::size_t k) const;
  std::vector<double> combine(const double* coordinates) const;

 private:
  // x ← x less its components along the basis, twice, which leaves rounding errors only; returns its length.
  double orthogonalise(std::vector<double>& x) const;
  void append(const std::vector<double>& x, double length);

  const SymmetricOperator& matrix_;
  const std::size_t most_;
  std::size_t vectors_ = 0;
  std::vector<double> basis_;  // one vector a row
  std::vector<double> alpha_, beta_;
  double scale_ = 0;  // the largest magnitude met in the projected operator
};

}  // namespace kinkless
