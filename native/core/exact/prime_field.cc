#include "core/exact/prime_field.h"

#include <algorithm>
#include <cmath>

namespace kinkless {

namespace {

// Products of two residues are at most 2^44: with a residue to begin with, as many of them stay below 2^52.
constexpr std::size_t kTerms = 128;
// Columns eliminated before the rest of the matrix is brought up to date.
constexpr std::size_t kPanel = 32;
// A float64 number is an integer of 53 bits times 2^e with e in this range.
constexpr int kLeastExponent = -1127, kMostExponent = 971, kMantissaBits = 53;

}  // namespace

PrimeField::PrimeField(std::int64_t prime)
    : prime_(prime), value_(static_cast<double>(prime)), reciprocal_(1 / value_), powers_(kMostExponent - kLeastExponent + 1) {
  powers_[-kLeastExponent] = 1;
  for (int e = 1; e <= kMostExponent; ++e) powers_[e - kLeastExponent] = 2 * powers_[e - 1 - kLeastExponent] % prime;
  const std::int64_t half = (prime + 1) / 2;
  for (int e = -1; e >= kLeastExponent; --e) powers_[e - kLeastExponent] = half * powers_[e + 1 - kLeastExponent] % prime;
}

double PrimeField::residue(double x) const {
  int exponent = 0;
  const double mantissa = std::frexp(x, &exponent);
  const auto whole = static_cast<std::int64_t>(std::ldexp(mantissa, kMantissaBits));
  if (whole == 0) return 0;
  std::int64_t r = whole % prime_ * powers_[exponent - kMantissaBits - kLeastExponent] % prime_;
  if (2 * r > prime_) r -= prime_;
  if (2 * r < -prime_) r += prime_;
  return static_cast<double>(r);
}

Matrix PrimeField::residues(const double* x, std::size_t rows, std::size_t columns) const {
  Matrix result(rows, columns);
  for (std::size_t k = 0; k < result.data.size(); ++k) result.data[k] = residue(x[k]);
  return result;
}

void PrimeField::reduce(std::size_t count, double* x) const {
  // Adding and taking away 3 · 2^51 rounds to the nearest integer; a quotient that is off by one leaves a residue just beyond p/2.
  constexpr double round = 0x1.8p52;
  for (std::size_t k = 0; k < count; ++k) {
    const double quotient = (x[k] * reciprocal_ + round) - round;
    x[k] -= quotient * value_;
  }
}

Matrix PrimeField::product(Op op_a, Op op_b, std::size_t m, std::size_t n, std::size_t k, const double* a, std::size_t lda, const double* b,
                           std::size_t ldb) const {
  Matrix result(m, n);
  for (std::size_t first = 0; first < k; first += kTerms) {
    const double* left = op_a == Op::plain ? a + first : a + first * lda;
    const double* right = op_b == Op::plain ? b + first * ldb : b + first;
    multiply(op_a, op_b, m, n, std::min(kTerms, k - first), 1, left, lda, right, ldb, 1, result.data.data(), n);
    reduce(result.data.size(), result.data.data());
  }
  return result;
}

// By Fermat: x^(p − 2).
double PrimeField::inverse(double x) const {
  std::int64_t base = static_cast<std::int64_t>(x) % prime_, power = 1;
  for (std::int64_t e = prime_ - 2; e > 0; e /= 2) {
    if (e % 2 == 1) power = power * base % prime_;
    base = base * base % prime_;
  }
  double result = static_cast<double>(power);
  reduce(1, &result);
  return result;
}

// Eliminates `width` columns from `row` down. Row k of `lower` receives the multipliers of pivot k, from `row` down; rows of `a` are
// swapped as pivots are. Returns the number of pivots.
std::size_t PrimeField::eliminate_panel(Matrix& a, std::size_t row, std::size_t column, std::size_t width, Matrix& lower) const {
  const std::size_t height = a.rows - row;
  Matrix panel(width, height);
  for (std::size_t i = 0; i < height; ++i)
    for (std::size_t j = 0; j < width; ++j) panel(j, i) = a(row + i, column + j);
  std::size_t pivots = 0;
  for (std::size_t j = 0; j < width && pivots < height; ++j) {
    double* current = panel.row(j);
    const std::size_t found =
        static_cast<std::size_t>(std::find_if(current + pivots, current + height, [](double x) { return x != 0; }) - current);
    if (found == height) continue;
    if (found != pivots) {
      for (std::size_t k = j; k < width; ++k) std::swap(panel(k, found), panel(k, pivots));
      for (std::size_t k = 0; k < pivots; ++k) std::swap(lower(k, found), lower(k, pivots));
      std::swap_ranges(a.row(row + found) + column + width, a.row(row + found) + a.columns, a.row(row + pivots) + column + width);
    }
    const double scale = inverse(current[pivots]);
    double* multipliers = lower.row(pivots);
    for (std::size_t i = pivots + 1; i < height; ++i) multipliers[i] = scale * current[i];
    reduce(height - pivots - 1, multipliers + pivots + 1);
    for (std::size_t k = j + 1; k < width; ++k) {
      double* other = panel.row(k);
      const double factor = other[pivots];
      if (factor == 0) continue;
      for (std::size_t i = pivots + 1; i < height; ++i) other[i] -= factor * multipliers[i];
      reduce(height - pivots - 1, other + pivots + 1);
    }
    ++pivots;
  }
  return pivots;
}

std::optional<std::size_t> PrimeField::rank(Matrix a, const Control& control) const {
  Matrix lower(kPanel, a.rows);
  std::size_t rank = 0;
  for (std::size_t column = 0; column < a.columns && rank < a.rows; column += kPanel) {
    if (control.aborted()) return std::nullopt;
    const std::size_t width = std::min(kPanel, a.columns - column), rest = a.columns - column - width;
    const std::size_t pivots = eliminate_panel(a, rank, column, width, lower);
    const std::size_t below = a.rows - rank - pivots;
    for (std::size_t i = 1; rest > 0 && i < pivots; ++i) {
      double* target = a.row(rank + i) + column + width;
      for (std::size_t k = 0; k < i; ++k) {
        const double factor = lower(k, i);
        const double* source = a.row(rank + k) + column + width;
        for (std::size_t j = 0; j < rest; ++j) target[j] -= factor * source[j];
      }
      reduce(rest, target);
    }
    if (rest > 0 && below > 0 && pivots > 0) {
      multiply(Op::transposed, Op::plain, below, rest, pivots, -1, lower.data.data() + pivots, lower.columns, a.row(rank) + column + width,
               a.columns, 1, a.row(rank + pivots) + column + width, a.columns);
      for (std::size_t i = 0; i < below; ++i) reduce(rest, a.row(rank + pivots + i) + column + width);
    }
    rank += pivots;
  }
  return rank;
}

std::optional<std::vector<double>> PrimeField::solve(Matrix a, std::vector<double> b, const Control& control) const {
  const std::size_t size = b.size();
  for (std::size_t j = 0; j < size; ++j) {
    if (control.aborted()) return std::nullopt;
    std::size_t pivot = j;
    while (pivot < size && a(pivot, j) == 0) ++pivot;
    if (pivot == size) return std::nullopt;
    if (pivot != j) {
      std::swap_ranges(a.row(j), a.row(j) + size, a.row(pivot));
      std::swap(b[j], b[pivot]);
    }
    const double scale = inverse(a(j, j));
    for (std::size_t i = j + 1; i < size; ++i) {
      if (a(i, j) == 0) continue;
      double factor = a(i, j) * scale;
      reduce(1, &factor);
      double *row = a.row(i) + j, *top = a.row(j) + j;
      for (std::size_t k = 0; k < size - j; ++k) row[k] -= factor * top[k];
      reduce(size - j, row);
      b[i] -= factor * b[j];
      reduce(1, &b[i]);
    }
  }
  for (std::size_t i = size; i-- > 0;) {
    for (std::size_t k = i + 1; k < size; ++k) {
      b[i] -= a(i, k) * b[k];
      reduce(1, &b[i]);
    }
    b[i] *= inverse(a(i, i));
    reduce(1, &b[i]);
  }
  return b;
}

const std::array<PrimeField, 2>& prime_fields() {
  static const std::array<PrimeField, 2> fields{PrimeField(8388593), PrimeField(8388587)};
  return fields;
}

std::optional<std::size_t> largest_rank(const std::function<Matrix(const PrimeField&)>& matrix, const Control& control) {
  std::size_t most = 0;
  for (const PrimeField& field : prime_fields()) {
    Matrix a = matrix(field);
    const std::size_t full = std::min(a.rows, a.columns);
    const auto rank = field.rank(std::move(a), control);
    if (!rank) return std::nullopt;
    most = std::max(most, *rank);
    if (most == full) break;
  }
  return most;
}

}  // namespace kinkless
