#include "core/landscape/region_minimiser.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/cholesky.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

constexpr double kUnit = kUnitRoundoff64;
// Numbers in the dense matrix of which singular values are taken: 1 GiB.
constexpr std::size_t kDenseLimit = std::size_t(1) << 27;
// Refinements of a solution: the second only sees what rounding left of the first.
constexpr int kRefinements = 2;

using Vector = std::vector<double>;

// d = −M (MᵀM)⁻¹ f, or −(M Mᵀ)⁻¹ M f.
Vector solve(const KhatriRao& m, const Matrix& factor, bool by_columns, std::span<const double> f) {
  Vector d = by_columns ? Vector(f.begin(), f.end()) : m.apply(f.data());
  solve_cholesky(factor, d.data());
  for (double& value : d) value = -value;
  return by_columns ? m.apply(d.data()) : d;
}

// The same of smallest norm for any rank; `sigma` receives the singular values. Empty where LAPACK does not converge.
Vector solve_deficient(const Matrix& dense, std::span<const double> f, double rcond, Vector& sigma) {
  const std::size_t rows = dense.rows, columns = dense.columns;
  Vector a(rows * columns), b(std::max(rows, columns));
  for (std::size_t n = 0; n < rows; ++n) {
    for (std::size_t k = 0; k < columns; ++k) a[k * rows + n] = dense(n, k);
    b[n] = -f[n];
  }
  sigma.resize(std::min(rows, columns));
  if (!minimal_least_squares(static_cast<int>(rows), static_cast<int>(columns), a.data(), b.data(), sigma.data(), rcond)) return {};
  b.resize(columns);
  return b;
}

Vector residual_of(const KhatriRao& m, const Vector& d, std::span<const double> e) {
  Vector f = m.apply_transposed(d.data());
  for (std::size_t n = 0; n < e.size(); ++n) f[n] += e[n];
  return f;
}

void add(Vector& x, const Vector& y) {
  for (std::size_t k = 0; k < x.size(); ++k) x[k] += y[k];
}

Vector sum_of(Vector a, double factor, const Vector& b, const Vector& c) {
  for (std::size_t k = 0; k < a.size(); ++k) a[k] = factor * a[k] + b[k] + c[k];
  return a;
}

double dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += a[k] * b[k];
  return sum;
}

}  // namespace

RegionMinimiser::Magnitudes::Magnitudes(const KhatriRao& m) {
  for (const KhatriRao::Term& term : m.terms) {
    const Matrix left = absolute(term.left), right = absolute(term.right);
    Matrix most = right, wide(term.right.rows, term.right.columns);
    for (std::size_t n = 0; n < most.rows; ++n)
      for (std::size_t j = 0; j < term.right_error.columns; ++j) {
        most(n, j) += term.right_error(n, j);
        wide(n, j) = term.right_error(n, j);
      }
    size.terms.push_back({left, right, {}, {}});
    left_error.terms.push_back({term.left_error, most, {}, {}});
    right_error.terms.push_back({left, wide, {}, {}});
  }
}

Vector RegionMinimiser::Magnitudes::apply(const Vector& x, double rounding) const {
  return sum_of(size.apply(x.data()), rounding, left_error.apply(x.data()), right_error.apply(x.data()));
}

Vector RegionMinimiser::Magnitudes::apply_transposed(const Vector& x, double rounding) const {
  return sum_of(size.apply_transposed(x.data()), rounding, left_error.apply_transposed(x.data()), right_error.apply_transposed(x.data()));
}

RegionMinimiser::RegionMinimiser(const KhatriRao& m, std::span<const double> e, std::span<const double> e_error)
    : m_(m), e_(e), e_error_(e_error), magnitudes_(m), rows_(m.rows()), columns_(e.size()), inner_(m.terms.size() + 4) {
  for (const auto& term : m.terms) inner_ += term.left.columns + term.right.columns;
}

std::optional<RegionMinimiser> RegionMinimiser::find(const KhatriRao& m, std::span<const double> e, std::span<const double> e_error,
                                                     bool rank_visible, const Control& control) {
  RegionMinimiser result(m, e, e_error);
  if (result.rows_ == 0 || m.squared_norm() == 0) {
    // No d changes anything.
    result.d_.assign(result.rows_, 0.0);
    result.unique_ = true;
    result.residual_ = std::max(0.0, norm(e) - norm(e_error) * outward(e.size(), kUnit));
    return result;
  }
  if (result.solve_by_gram(control)) return result;
  if (control.aborted() || !rank_visible || !result.solve_by_singular_values()) return std::nullopt;
  return result;
}

bool RegionMinimiser::solve_by_gram(const Control& control) {
  gram_ = prove_gram(m_, control);
  if (!(gram_.sigma_min > 0)) return false;
  const bool by_columns = columns_ <= rows_;
  d_ = solve(m_, gram_.factor, by_columns, e_);
  for (int k = 0; k < kRefinements; ++k) add(d_, solve(m_, gram_.factor, by_columns, residual_of(m_, d_, e_)));
  full_ = by_columns;
  unique_ = rows_ <= columns_;
  bound_distance(gram_.sigma_min);
  return true;
}

bool RegionMinimiser::solve_by_singular_values() {
  if (rows_ * columns_ > kDenseLimit) return false;
  const Matrix dense = m_.dense();
  // As for ranks: the a-priori bound on the error of singular values, and the level at which an exact zero is expected to come out.
  const double size = static_cast<double>(rows_ + columns_), largest = std::sqrt(m_.squared_norm());
  const double tolerance = size * kUnit * largest + m_.perturbation(), zero_level = tolerance / std::sqrt(size);
  Vector sigma;
  d_ = solve_deficient(dense, e_, tolerance / largest, sigma);
  if (d_.empty()) return false;
  double smallest = 0;
  std::size_t rank = 0;
  for (const double value : sigma) {
    if (value > tolerance) {
      smallest = value - tolerance;
      ++rank;
    } else if (value > zero_level) {
      return false;
    }
  }
  if (rank == 0) return false;
  const Vector correction = solve_deficient(dense, residual_of(m_, d_, e_), tolerance / largest, sigma);
  if (correction.empty()) return false;
  add(d_, correction);
  full_ = rank == columns_;
  unique_ = rank == rows_;
  bound_distance(smallest);
  return true;
}

// A posteriori, for singular values that are zero or at least σ. With f = Mᵀd + e as computed and δf its error, an exact minimiser is at
// −(M Mᵀ)⁺ M (f + δf) from d: no further than ‖M f‖/σ² + ‖δf‖/σ. Where M has full column rank, ‖f + δf‖/σ bounds it too.
void RegionMinimiser::bound_distance(double sigma) {
  f_ = residual_of(m_, d_, e_);
  f_error_ = magnitudes_.apply_transposed(absolute(d_), gamma(inner_, kUnit));
  for (std::size_t n = 0; n < columns_; ++n) f_error_[n] += e_error_[n] + gamma(2, kUnit) * (std::fabs(f_[n]) + std::fabs(e_[n]));
  force_ = m_.apply(f_.data());
  force_error_ = magnitudes_.apply(absolute(f_), gamma(columns_ + 4, kUnit));
  const double grow = outward(rows_ + 2 * columns_ + inner_, kUnit);
  for (double& bound : f_error_) bound *= grow;
  for (double& bound : force_error_) bound *= grow;
  const double error = norm(f_error_) / sigma, aim = (norm(force_) + norm(force_error_)) / sigma;
  distance_ = (aim / sigma + error) * grow;
  if (full_) {
    kernel_ = (norm(f_) / sigma + error) / sigma * grow;
    distance_ = std::min(distance_, kernel_ * sigma);
  }
  residual_ = full_ ? 0 : std::max(0.0, norm(f_) - (norm(f_error_) + aim) * grow);
}

double RegionMinimiser::uncertainty(const Vector& c) const {
  const double grow = outward(rows_ + 2 * columns_ + inner_, kUnit), plain = norm(c) * distance_ * grow;
  if (!(gram_.sigma_min > 0)) return plain;
  Vector z = c;
  double sharp = 0;
  if (full_) {
    // c · M K⁻¹ (f + δf) = z · (f + δf) + (Mᵀc − K z) · K⁻¹ (f + δf) for any z, such as nearly K⁻¹ Mᵀ c.
    z = m_.apply_transposed(c.data());
    solve_cholesky(gram_.factor, z.data());
    Vector rest = m_.apply(z.data()), rest_error = magnitudes_.apply(absolute(z), gamma(columns_ + 4, kUnit));
    for (std::size_t k = 0; k < rows_; ++k) {
      rest[k] = c[k] - rest[k];
      rest_error[k] += gamma(2, kUnit) * (std::fabs(rest[k]) + std::fabs(c[k]));
    }
    // ‖Mᵀ (c − M z)‖, with its rounding error and that of c − M z.
    const Vector left = m_.apply_transposed(rest.data());
    Vector size = absolute(rest), left_error = magnitudes_.apply_transposed(size, gamma(inner_, kUnit));
    const Vector spread = magnitudes_.apply_transposed(rest_error, 1 + gamma(inner_, kUnit));
    sharp = dot(absolute(z), f_error_) + std::fabs(dot(z, f_)) + gamma(columns_ + 2, kUnit) * dot(absolute(z), absolute(f_)) +
            (norm(left) + norm(left_error) + norm(spread)) * kernel_;
  } else {
    // c · (M Mᵀ)⁻¹ M (f + δf) = z · M f + Mᵀz · δf + (c − M Mᵀ z) · (d − d*) for any z, such as nearly (M Mᵀ)⁻¹ c.
    solve_cholesky(gram_.factor, z.data());
    const Vector y = m_.apply_transposed(z.data()), y_error = magnitudes_.apply_transposed(absolute(z), gamma(inner_, kUnit));
    Vector rest = m_.apply(y.data()), rest_error = magnitudes_.apply(absolute(y), gamma(columns_ + 4, kUnit));
    const Vector spread = magnitudes_.apply(y_error, 1 + gamma(columns_, kUnit));
    for (std::size_t k = 0; k < rows_; ++k) {
      rest[k] = c[k] - rest[k];
      rest_error[k] += spread[k] + gamma(2, kUnit) * (std::fabs(rest[k]) + std::fabs(c[k]));
    }
    sharp = std::fabs(dot(z, force_)) + gamma(rows_ + 2, kUnit) * dot(absolute(z), absolute(force_)) + dot(absolute(z), force_error_) +
            dot(absolute(y), f_error_) + dot(y_error, f_error_) + (norm(rest) + norm(rest_error)) * distance_;
  }
  return std::min(plain, sharp * grow);
}

}  // namespace kinkless
