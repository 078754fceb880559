#include "existence.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "cholesky.h"
#include "rounding.h"

namespace kinkless {

namespace {

// The same limit as for singular values: a dense matrix of 1 GiB.
constexpr std::size_t kDenseLimit = std::size_t(1) << 27;

// The solution of a system of condition √(1/u) keeps half of its digits: an end nearer to a kink than that counts as on it.
const double kKeptDigits = std::sqrt(kUnitRoundoff64);

using Solution = std::optional<std::vector<double>>;

// min ‖Mᵀ d + e‖ of smallest norm, for M of full column rank: d = −M (MᵀM)⁻¹ e, with one step of refinement.
Solution solve_full_columns(const KhatriRao& m, const std::vector<double>& e, const Control& control) {
  Matrix factor = m.gram(control);
  if (cholesky(factor, control) != Factorisation::done) return std::nullopt;
  std::vector<double> z = e;
  solve_cholesky(factor, z.data());
  const std::vector<double> image = m.apply_transposed(m.apply(z.data()).data());
  std::vector<double> rest(e.size());
  for (std::size_t n = 0; n < e.size(); ++n) rest[n] = e[n] - image[n];
  solve_cholesky(factor, rest.data());
  for (std::size_t n = 0; n < e.size(); ++n) z[n] = -(z[n] + rest[n]);
  return m.apply(z.data());
}

// The same for full row rank: d = −(M Mᵀ)⁻¹ M e.
Solution solve_full_rows(const KhatriRao& m, const std::vector<double>& e, const Control& control) {
  Matrix factor = m.row_gram(control);
  if (cholesky(factor, control) != Factorisation::done) return std::nullopt;
  std::vector<double> d = m.apply(e.data());
  solve_cholesky(factor, d.data());
  std::vector<double> rest = m.apply_transposed(d.data());
  for (std::size_t n = 0; n < e.size(); ++n) rest[n] = e[n] - rest[n];
  std::vector<double> correction = m.apply(rest.data());
  solve_cholesky(factor, correction.data());
  for (std::size_t k = 0; k < d.size(); ++k) d[k] = -(d[k] + correction[k]);
  return d;
}

Solution solve_deficient(const KhatriRao& m, const std::vector<double>& e, const Rank& rank) {
  const std::size_t rows = m.columns(), columns = m.rows();
  if (rows * columns > kDenseLimit) return std::nullopt;
  const Matrix dense = m.dense();
  std::vector<double> a(rows * columns), b(std::max(rows, columns)), sigma(std::min(rows, columns));
  for (std::size_t n = 0; n < rows; ++n) {
    for (std::size_t k = 0; k < columns; ++k) a[k * rows + n] = dense(n, k);
    b[n] = -e[n];
  }
  const double rcond = rank.sigma_max > 0 ? rank.tolerance / rank.sigma_max : 0;
  if (!minimal_least_squares(static_cast<int>(rows), static_cast<int>(columns), a.data(), b.data(), sigma.data(), rcond))
    return std::nullopt;
  b.resize(columns);
  return b;
}

}  // namespace

Existence find_critical_point(const Network& network, const double* parameters, const Linearisation& point,
                              const LinearisationErrors& errors, const KhatriRao& extended, const Rank& rank,
                              const std::vector<unsigned char>& carries, const Control& control) {
  Existence result;
  if (!rank.decided || rank.undecided > 0 || rank.visible < rank.rank) return result;
  Equilibrated scaled = equilibrate(extended, kRankBits);
  const Layer &hidden = network.layers[0], &output = network.layers[1];
  const double* output_weights = parameters + output.offset;
  const auto width = static_cast<std::size_t>(hidden.out), inputs = static_cast<std::size_t>(hidden.columns());
  // A unit without an output weight cannot move the output by its incoming weights: its rows are left out.
  bool all_move = true;
  for (std::size_t i = 0; i < width; ++i) {
    if (output_weights[i] != 0) continue;
    all_move = false;
    for (std::size_t n = 0; n < point.residuals.rows; ++n) scaled.matrix.terms[0].left(n, i) = 0;
  }
  const std::vector<double>& e = point.residuals.data;
  const std::size_t rows = extended.rows(), columns = extended.columns();
  Solution solution;
  if (rank.rank == 0) {
    solution = std::vector<double>(rows, 0.0);  // G is zero: no weights of this region change any output
  } else if (all_move && rank.rank == columns) {
    solution = solve_full_columns(scaled.matrix, e, control);
  } else if (all_move && rank.rank == rows) {
    solution = solve_full_rows(scaled.matrix, e, control);
  } else {
    solution = solve_deficient(scaled.matrix, e, rank);
  }
  if (!solution) return result;
  const std::vector<double>& d = *solution;

  const std::vector<double> change = scaled.matrix.apply_transposed(d.data());
  double squares = 0;
  for (std::size_t n = 0; n < e.size(); ++n) squares += (e[n] + change[n]) * (e[n] + change[n]);
  result.residual = std::sqrt(squares);

  // The region is convex in W̃: no sign has changed on the way if none has at its end, by more than the solution's errors.
  bool crosses = false;
  const KhatriRao::Term& term = scaled.matrix.terms[0];
  Matrix movement(columns, width);
  multiply(Op::plain, Op::transposed, columns, width, inputs, 1, term.right.data.data(), inputs, d.data(), inputs, 0, movement.data.data(),
           width);
  // An error of the residuals moves the solution by at most its norm over the smallest singular value.
  double noise = 0;
  for (const double error : errors.residuals.data) noise += error * error;
  const double uncertainty = rank.rank > 0 ? std::sqrt(noise) / rank.smallest : 0;
  std::vector<double> lengths(columns);
  for (std::size_t n = 0; n < columns; ++n) {
    for (std::size_t j = 0; j < inputs; ++j) lengths[n] += term.right(n, j) * term.right(n, j);
    lengths[n] = std::sqrt(lengths[n]);
  }
  double step = 0;
  for (std::size_t i = 0; i < width; ++i) {
    if (output_weights[i] == 0) continue;
    // Undo the scale of the unit's row: W̃ moves by d · 2^−left · 2^−right in the original coordinates.
    const double unit_scale = std::ldexp(1.0, -scaled.left_exponents[0][i]) / output_weights[i];
    for (std::size_t n = 0; n < columns; ++n) {
      const double u = point.pre_activations[0](n, i), moved = movement(n, i) * unit_scale;
      const double margin = kKeptDigits * (std::fabs(u) + std::fabs(moved)) + uncertainty * lengths[n] * std::fabs(unit_scale);
      if (carries[n * width + i] && !(u > 0 ? u + moved > margin : u + moved < -margin)) crosses = true;
    }
    for (std::size_t j = 0; j < inputs; ++j) {
      const double part = std::ldexp(d[i * inputs + j] * unit_scale, -scaled.right_exponents[0][j]);
      step += part * part;
    }
  }
  if (output.bias) step += d.back() * d.back();
  result.step = std::sqrt(step);
  result.answer = crosses ? Existence::Answer::no : Existence::Answer::yes;
  return result;
}

}  // namespace kinkless
