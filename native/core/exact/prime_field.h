// Linear algebra modulo a prime of 23 bits. Residues are whole numbers in float64, at most p/2 in magnitude, so that products of matrices
// are exact in any order of summation and BLAS computes them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/numeric/matrix.h"
#include "core/runtime/control.h"

namespace kinkless {

class PrimeField {
 public:
  // An odd prime below 2^23.
  explicit PrimeField(std::int64_t prime);

  // The residue of a float64 number, which is an integer times a power of two.
  double residue(double x) const;
  Matrix residues(const double* x, std::size_t rows, std::size_t columns) const;

  // x ← x modulo p, for whole numbers below 2^52 in magnitude.
  void reduce(std::size_t count, double* x) const;

  // op_a(A) op_b(B) for k inner products, as residues.
  Matrix product(Op op_a, Op op_b, std::size_t m, std::size_t n, std::size_t k, const double* a, std::size_t lda, const double* b,
                 std::size_t ldb) const;

  // The rank of a matrix of residues, by elimination with pivots; nothing when `control` asked to stop.
  std::optional<std::size_t> rank(Matrix a, const Control& control) const;

  // x with A x = b for a square matrix of residues; nothing where it is singular, or when `control` asked to stop.
  std::optional<std::vector<double>> solve(Matrix a, std::vector<double> b, const Control& control) const;

  // x⁻¹ of a residue that is not 0.
  double inverse(double x) const;

 private:
  std::size_t eliminate_panel(Matrix& a, std::size_t row, std::size_t column, std::size_t width, Matrix& lower) const;

  const std::int64_t prime_;
  const double value_, reciprocal_;
  std::vector<std::int64_t> powers_;  // of 2, from the least exponent on
};

// Of the two largest primes below 2^23: what is zero in both is zero but for a chance of about 2^−44.
const std::array<PrimeField, 2>& prime_fields();

// The largest rank that a matrix has in any of them: never more than its rank, and less with that chance only. Nothing when `control` asked
// to stop.
std::optional<std::size_t> largest_rank(const std::function<Matrix(const PrimeField&)>& matrix, const Control& control);

}  // namespace kinkless
