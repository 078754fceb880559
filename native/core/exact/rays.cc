#include "core/exact/rays.h"

#include <algorithm>
#include <cmath>

#include "core/exact/prime_field.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// Combinations of hyperplanes that are looked at.
constexpr double kMostCombinations = 20000;

double combinations(std::size_t n, std::size_t k) {
  double result = 1;
  for (std::size_t j = 0; j < k; ++j) result = result * static_cast<double>(n - j) / static_cast<double>(j + 1);
  return result;
}

// Coordinates in an orthonormal basis of the span: rank × columns of the rows' right singular vectors.
Matrix span_of(const Matrix& normals, std::size_t rank) {
  const std::size_t d = normals.columns;
  Matrix gram(d, d), vectors(d, d);
  multiply(Op::transposed, Op::plain, d, d, normals.rows, 1, normals.data.data(), d, normals.data.data(), d, 0, gram.data.data(), d);
  std::vector<double> values(d);
  if (!symmetric_eigenpairs(static_cast<int>(d), gram.data.data(), values.data(), vectors.data.data())) return {};
  Matrix basis(rank, d);
  for (std::size_t k = 0; k < rank; ++k) std::copy(vectors.row(d - 1 - k), vectors.row(d - 1 - k) + d, basis.row(k));
  return basis;
}

bool exactly_dependent(const Matrix& normals, const std::vector<std::size_t>& chosen, const Control& control) {
  const auto rank = largest_rank(
      [&](const PrimeField& field) {
        Matrix rows(chosen.size(), normals.columns);
        for (std::size_t k = 0; k < chosen.size(); ++k)
          for (std::size_t j = 0; j < normals.columns; ++j) rows(k, j) = field.residue(normals(chosen[k], j));
        return rows;
      },
      control);
  return rank && *rank < chosen.size();
}

}  // namespace

Rays find_rays(const Matrix& normals, std::size_t rank, const Control& control) {
  Rays result;
  if (rank == 0 || rank > normals.rows || combinations(normals.rows, rank - 1) > kMostCombinations) return result;
  const Matrix basis = span_of(normals, rank);
  if (basis.rows != rank) return result;
  Matrix inside(normals.rows, rank);
  multiply(Op::plain, Op::transposed, normals.rows, rank, normals.columns, 1, normals.data.data(), normals.columns, basis.data.data(),
           normals.columns, 0, inside.data.data(), rank);
  std::vector<std::size_t> chosen(rank - 1);
  for (std::size_t k = 0; k < chosen.size(); ++k) chosen[k] = k;
  for (;;) {
    if (control.aborted()) return result;
    // The direction orthogonal to the chosen normals: the eigenvector of their Gram matrix that belongs to 0.
    Matrix gram(rank, rank), vectors(rank, rank);
    for (const std::size_t g : chosen)
      for (std::size_t i = 0; i < rank; ++i)
        for (std::size_t j = 0; j < rank; ++j) gram(i, j) += inside(g, i) * inside(g, j);
    std::vector<double> values(rank);
    if (!symmetric_eigenpairs(static_cast<int>(rank), gram.data.data(), values.data(), vectors.data.data())) return result;
    // A quarter of the digits: eigenvalues are squares of the distances to dependence.
    const bool clear = rank == 1 || values[1] > std::sqrt(kUnitRoundoff64) * values[rank - 1];
    if (clear) {
      std::vector<double> ray(normals.columns, 0.0);
      for (std::size_t k = 0; k < rank; ++k)
        for (std::size_t j = 0; j < ray.size(); ++j) ray[j] += vectors(0, k) * basis(k, j);
      result.rays.push_back(std::move(ray));
    } else if (!exactly_dependent(normals, chosen, control)) {
      return result;
    }
    std::size_t k = chosen.size();
    while (k > 0 && chosen[k - 1] == normals.rows - chosen.size() + k - 1) --k;
    if (k == 0) break;
    ++chosen[k - 1];
    for (; k < chosen.size(); ++k) chosen[k] = chosen[k - 1] + 1;
  }
  result.complete = true;
  return result;
}

}  // namespace kinkless
