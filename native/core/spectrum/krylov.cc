#include "core/spectrum/krylov.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/rounding.h"

namespace kinkless {

KrylovBasis::KrylovBasis(const SymmetricOperator& matrix, std::size_t most)
    : matrix_(matrix), most_(std::min(most, matrix.size)), basis_(most_ * matrix.size) {}

double KrylovBasis::orthogonalise(std::vector<double>& x) const {
  const int count = static_cast<int>(vectors_), size = static_cast<int>(matrix_.size);
  std::vector<double> along(vectors_);
  for (int pass = 0; pass < 2 && count > 0; ++pass) {
    gemv(Op::plain, count, size, 1, basis_.data(), size, x.data(), 0, along.data());
    gemv(Op::transposed, count, size, -1, basis_.data(), size, along.data(), 1, x.data());
  }
  return norm(x);
}

void KrylovBasis::append(const std::vector<double>& x, double length) {
  double* row = basis_.data() + vectors_ * matrix_.size;
  for (std::size_t p = 0; p < x.size(); ++p) row[p] = x[p] / length;
  ++vectors_;
}

bool KrylovBasis::start(std::vector<double> x) {
  if (vectors_ == most_) return false;
  const double before = norm(x), length = orthogonalise(x);
  if (!(length > std::sqrt(kUnitRoundoff64) * before)) return false;
  append(x, length);
  return true;
}

KrylovBasis::Outcome KrylovBasis::extend() {
  const std::size_t size = matrix_.size, j = count();
  const double* last = basis_.data() + j * size;
  std::vector<double> image(size);
  if (!matrix_.multiply(last, image.data())) return Outcome::aborted;
  double alpha = 0;
  for (std::size_t p = 0; p < size; ++p) alpha += last[p] * image[p];
  const double length = orthogonalise(image);
  alpha_.push_back(alpha);
  scale_ = std::max(scale_, std::fabs(alpha) + length);
  // What rounding leaves of a vector of the space, by the usual statistics of rounding errors.
  const bool exhausted = !(length > 8 * std::sqrt(static_cast<double>(size)) * kUnitRoundoff64 * scale_);
  if (vectors_ < most_ && !exhausted) append(image, length);
  beta_.push_back(exhausted ? 0 : length);
  return exhausted ? Outcome::exhausted : Outcome::extended;
}

bool KrylovBasis::ritz(Ritz& result) const {
  const std::size_t n = count();
  Matrix projected(n, n);
  for (std::size_t k = 0; k < n; ++k) {
    projected(k, k) = alpha_[k];
    if (k + 1 < n) projected(k, k + 1) = projected(k + 1, k) = beta_[k];
  }
  result.values.resize(n);
  result.vectors = Matrix(n, n);
  return symmetric_eigenpairs(static_cast<int>(n), projected.data.data(), result.values.data(), result.vectors.data.data());
}

double KrylovBasis::residual(const Ritz& ritz, std::size_t k) const { return beta_.back() * std::fabs(ritz.vectors(k, count() - 1)); }

std::vector<double> KrylovBasis::combine(const double* coordinates) const {
  std::vector<double> x(matrix_.size);
  gemv(Op::transposed, static_cast<int>(count()), static_cast<int>(matrix_.size), 1, basis_.data(), static_cast<int>(matrix_.size),
       coordinates, 0, x.data());
  return x;
}

}  // namespace kinkless
