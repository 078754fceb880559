#include "core/network/khatri_rao.h"

#include <algorithm>
#include <cmath>

#include "core/kernels/kernels.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// Columns of the explicit matrix built at a time where its Gram matrix over rows is summed: few enough that an abort is seen soon, many
// enough that the sums are not read and written for little.
constexpr std::size_t kColumnBlock = 256, kLeastBlock = 128;
// Two products of a tile of a Gram matrix, and the tile, stay in the second-level cache.
constexpr std::size_t kTile = 256;
// Columns of a symmetric sum at a time, from the diagonal on: few, so that little is computed above it.
constexpr std::size_t kPanel = 96;

std::size_t block_height(std::size_t rows, std::size_t columns) {
  return std::clamp((std::size_t(1) << 31) / (rows * columns), kLeastBlock, kColumnBlock);
}

double squared_row(const Matrix& m, std::size_t n) {
  double sum = 0;
  for (std::size_t j = 0; j < m.columns; ++j) sum += m(n, j) * m(n, j);
  return sum;
}

void fill_dense(const KhatriRao& matrix, std::size_t first, std::size_t count, double* out) {
  const std::size_t width = matrix.rows();
  std::size_t offset = 0;
  for (const auto& term : matrix.terms) {
    const std::size_t p = term.left.columns, q = term.right.columns;
    for (std::size_t n = 0; n < count; ++n) {
      double* row = out + n * width + offset;
      for (std::size_t i = 0; i < p; ++i)
        for (std::size_t j = 0; j < q; ++j) row[i * q + j] = term.left(first + n, i) * term.right(first + n, j);
    }
    offset += p * q;
  }
}

// A row of `height` numbers that does not end where a power of two would: rows would then compete for the same places of a cache.
std::size_t row_length(std::size_t height) { return static_cast<std::size_t>(padded<double>(static_cast<int>(height)) + kLanes<double>); }

// Columns first … first + count − 1 of the explicit matrix; `out` has one row for each of its rows, of row_length(count) numbers or more.
void fill_rows(const KhatriRao& matrix, std::size_t first, std::size_t count, Matrix& out) {
  const auto transpose = [&](const Matrix& factor) {
    Matrix result(factor.columns, out.columns);
    kernels<double>(kernel_level())
        .transpose(static_cast<int>(count), static_cast<int>(factor.columns), factor.row(first), static_cast<int>(factor.columns),
                   result.data.data(), static_cast<int>(out.columns));
    return result;
  };
  std::size_t row = 0;
  for (const auto& term : matrix.terms) {
    const Matrix left = transpose(term.left), right = transpose(term.right);
    for (std::size_t i = 0; i < left.rows; ++i)
      for (std::size_t j = 0; j < right.rows; ++j, ++row) {
        const double *a = left.row(i), *b = right.row(j);
        double* product = out.row(row);
        for (std::size_t n = 0; n < count; ++n) product[n] = a[n] * b[n];
      }
  }
}

// Scales a factor and its error bounds. Columns that are nothing but rounding errors are left out, which can only lower the rank that is
// proved.
std::vector<int> equilibrate_columns(Matrix& factor, Matrix& error, int bits) {
  std::vector<double> maxima = column_maxima(factor);
  const std::vector<double> errors = column_maxima(error);
  for (std::size_t j = 0; j < errors.size(); ++j) {
    if (maxima[j] > errors[j]) continue;
    maxima[j] = 0;
    for (std::size_t n = 0; n < factor.rows; ++n) factor(n, j) = error(n, j) = 0;
  }
  std::vector<int> exponents = exponents_of(maxima);
  for (int& exponent : exponents) exponent -= (exponent % bits + bits) % bits;
  scale_columns(factor, exponents);
  scale_columns(error, exponents);
  return exponents;
}

// Columns of a factor that may hold something else than exact zeros.
std::size_t count_live(const Matrix& factor, const Matrix& error) {
  const std::vector<double> maxima = column_maxima(factor), errors = column_maxima(error);
  std::size_t count = 0;
  for (std::size_t j = 0; j < maxima.size(); ++j) count += maxima[j] > 0 || (j < errors.size() && errors[j] > 0) ? 1 : 0;
  return count;
}

}  // namespace

std::size_t KhatriRao::rows() const {
  std::size_t sum = 0;
  for (const Term& term : terms) sum += term.left.columns * term.right.columns;
  return sum;
}

std::size_t KhatriRao::live_rows() const {
  std::size_t sum = 0;
  for (const Term& term : terms) sum += count_live(term.left, term.left_error) * count_live(term.right, term.right_error);
  return sum;
}

double KhatriRao::squared_norm() const {
  double sum = 0;
  for (const Term& term : terms)
    for (std::size_t n = 0; n < term.left.rows; ++n) sum += squared_row(term.left, n) * squared_row(term.right, n);
  return sum;
}

double KhatriRao::largest_square() const {
  double largest = 0;
  for (std::size_t n = 0; n < columns(); ++n) {
    double sum = 0;
    for (const Term& term : terms) sum += squared_row(term.left, n) * squared_row(term.right, n);
    largest = std::max(largest, sum);
  }
  return largest;
}

double KhatriRao::perturbation() const {
  double sum = 0;
  for (const Term& term : terms)
    for (std::size_t n = 0; n < term.left.rows; ++n) {
      const double left = std::sqrt(squared_row(term.left, n)), right = std::sqrt(squared_row(term.right, n));
      const double left_error = std::sqrt(squared_row(term.left_error, n)), right_error = std::sqrt(squared_row(term.right_error, n));
      const double error = left * right_error + left_error * (right + right_error);
      sum += error * error;
    }
  return std::sqrt(sum) * outward(rows() + columns(), kUnitRoundoff64);
}

Matrix KhatriRao::lower_gram(const Control& control) const {
  const std::size_t n = columns(), tile = std::min(kTile, n);
  Matrix result(n, n), left(tile, tile), right(tile, tile);
  for (std::size_t i = 0; i < n; i += tile) {
    if (control.aborted()) return {};
    const std::size_t height = std::min(tile, n - i);
    for (std::size_t j = 0; j <= i; j += tile) {
      const std::size_t width = std::min(tile, n - j);
      for (const Term& term : terms) {
        const std::size_t p = term.left.columns, q = term.right.columns;
        multiply(Op::plain, Op::transposed, height, width, p, 1, term.left.row(i), p, term.left.row(j), p, 0, left.data.data(), tile);
        multiply(Op::plain, Op::transposed, height, width, q, 1, term.right.row(i), q, term.right.row(j), q, 0, right.data.data(), tile);
        for (std::size_t a = 0; a < height; ++a) {
          double* out = result.row(i + a) + j;
          const double *x = left.row(a), *y = right.row(a);
          for (std::size_t b = 0; b < width; ++b) out[b] += x[b] * y[b];
        }
      }
    }
  }
  return result;
}

Matrix KhatriRao::gram(const Control& control) const {
  Matrix result = lower_gram(control);
  mirror_lower(result);
  return result;
}

Matrix KhatriRao::row_gram(const Control& control) const {
  const std::size_t d = rows(), height = block_height(d, d);
  Matrix result(d, d), block(d, row_length(height));
  for (std::size_t first = 0; first < columns(); first += height) {
    if (control.aborted()) return {};
    const std::size_t count = std::min(height, columns() - first);
    fill_rows(*this, first, count, block);
    for (std::size_t j = 0; j < d; j += kPanel) {
      const double* const rows = block.row(j);
      multiply(Op::plain, Op::transposed, d - j, std::min(kPanel, d - j), count, 1, rows, block.columns, rows, block.columns, 1,
               result.row(j) + j, d);
    }
  }
  mirror_lower(result);
  return result;
}

Matrix KhatriRao::row_products(const KhatriRao& other, const Control& control) const {
  const std::size_t d = rows(), e = other.rows(), height = block_height(d, e);
  Matrix result(d, e), mine(d, row_length(height)), others(e, row_length(height));
  for (std::size_t first = 0; first < columns(); first += height) {
    if (control.aborted()) return {};
    const std::size_t count = std::min(height, columns() - first);
    fill_rows(*this, first, count, mine);
    fill_rows(other, first, count, others);
    multiply(Op::plain, Op::transposed, d, e, count, 1, mine.data.data(), mine.columns, others.data.data(), others.columns, 1,
             result.data.data(), e);
  }
  return result;
}

Matrix KhatriRao::dense() const {
  Matrix result(columns(), rows());
  fill_dense(*this, 0, columns(), result.data.data());
  return result;
}

std::vector<double> KhatriRao::apply(const double* z) const {
  std::vector<double> result(rows());
  std::size_t offset = 0;
  for (const Term& term : terms) {
    const std::size_t p = term.left.columns, q = term.right.columns;
    Matrix weighted = term.left;
    for (std::size_t n = 0; n < weighted.rows; ++n)
      for (std::size_t i = 0; i < p; ++i) weighted(n, i) *= z[n];
    multiply(Op::transposed, Op::plain, p, q, weighted.rows, 1, weighted.data.data(), p, term.right.data.data(), q, 0,
             result.data() + offset, q);
    offset += p * q;
  }
  return result;
}

std::vector<double> KhatriRao::apply_transposed(const double* d) const {
  std::vector<double> result(columns());
  for (const Term& term : terms) {
    const std::size_t p = term.left.columns, q = term.right.columns;
    Matrix products(term.left.rows, p);
    multiply(Op::plain, Op::transposed, term.left.rows, p, q, 1, term.right.data.data(), q, d, q, 0, products.data.data(), p);
    for (std::size_t n = 0; n < term.left.rows; ++n)
      for (std::size_t i = 0; i < p; ++i) result[n] += products(n, i) * term.left(n, i);
    d += p * q;
  }
  return result;
}

KhatriRao last_hidden_matrix(const Network& network, const Linearisation& point, const LinearisationErrors& errors, double unit) {
  const std::size_t l = network.depth() - 2;
  // A slope carries one relative rounding, from mask times negative slope.
  Matrix slope_error = absolute(point.slopes[l]);
  for (double& bound : slope_error.data) bound *= gamma(1, unit);
  KhatriRao result;
  result.terms.push_back({point.slopes[l], point.inputs[l], slope_error, errors.inputs[l]});
  return result;
}

KhatriRao with_row_of_ones(KhatriRao matrix) {
  const Matrix ones(matrix.columns(), 1, 1.0), exact(matrix.columns(), 1);
  matrix.terms.push_back({ones, ones, exact, exact});
  return matrix;
}

KhatriRao jacobian(const Network& network, const Linearisation& point, const LinearisationErrors& errors) {
  const auto stack = [](const std::vector<const Matrix*>& parts) {
    Matrix result;
    result.columns = parts[0]->columns;
    for (const Matrix* part : parts) {
      result.rows += part->rows;
      result.data.insert(result.data.end(), part->data.begin(), part->data.end());
    }
    return result;
  };
  KhatriRao result;
  for (std::size_t l = 0; l < network.depth(); ++l) {
    std::vector<const Matrix*> left, left_error;
    for (std::size_t c = 0; c < point.signals.size(); ++c) {
      left.push_back(&point.signals[c][l]);
      left_error.push_back(&errors.signals[c][l]);
    }
    const std::vector<const Matrix*> right(left.size(), &point.inputs[l]), right_error(left.size(), &errors.inputs[l]);
    result.terms.push_back({stack(left), stack(right), stack(left_error), stack(right_error)});
  }
  return result;
}

Equilibrated equilibrate(const KhatriRao& matrix, int bits) {
  Equilibrated result{matrix, {}, {}, true, 0};
  bool seen = false;
  for (auto& term : result.matrix.terms) {
    result.left_exponents.push_back(equilibrate_columns(term.left, term.left_error, bits));
    result.right_exponents.push_back(equilibrate_columns(term.right, term.right_error, bits));
    for (const int left : result.left_exponents.back())
      for (const int right : result.right_exponents.back()) {
        if (!seen) result.exponent = left + right;
        seen = true;
        result.uniform = result.uniform && left + right == result.exponent;
      }
  }
  return result;
}

}  // namespace kinkless
