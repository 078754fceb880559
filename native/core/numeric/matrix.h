// A dense row-major matrix that owns its numbers.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/numeric/multiply.h"
#include "core/runtime/aligned.h"

namespace kinkless {

struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  AlignedVector<double> data;

  Matrix() = default;
  Matrix(std::size_t r, std::size_t c, double value = 0) : rows(r), columns(c), data(r * c, value) {}

  double* row(std::size_t i) { return data.data() + i * columns; }
  const double* row(std::size_t i) const { return data.data() + i * columns; }
  double& operator()(std::size_t i, std::size_t j) { return data[i * columns + j]; }
  double operator()(std::size_t i, std::size_t j) const { return data[i * columns + j]; }
};

// ‖x‖₂; no square overflows or underflows on the way.
double norm(const double* x, std::size_t count);
inline double norm(std::span<const double> x) { return norm(x.data(), x.size()); }
// √(a² + b²). Not std::hypot, whose symbol is newer than the oldest C library the addon is to run with.
inline double hypotenuse(double a, double b) {
  const double both[] = {a, b};
  return norm(both, 2);
}

Matrix absolute(const Matrix& a);
std::vector<double> absolute(const double* x, std::size_t count);
inline std::vector<double> absolute(std::span<const double> x) { return absolute(x.data(), x.size()); }

// Copies the lower triangle of a square matrix to the upper one.
void mirror_lower(Matrix& a);

// The largest magnitude of each column.
std::vector<double> column_maxima(const Matrix& a);

// The binary exponents of magnitudes; 0 for 0.
std::vector<int> exponents_of(const std::vector<double>& magnitudes);

// Multiplies column j by 2^−exponents[j]. `a` may have fewer columns than there are exponents.
void scale_columns(Matrix& a, const std::vector<int>& exponents);

}  // namespace kinkless
