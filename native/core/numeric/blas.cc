#include "core/numeric/blas.h"

#include <algorithm>
#include <cmath>
#include <vector>

extern "C" {
void cblas_dgemm(int order, int op_a, int op_b, int m, int n, int k, double alpha, const double* a, int lda, const double* b, int ldb,
                 double beta, double* c, int ldc);
void cblas_sgemm(int order, int op_a, int op_b, int m, int n, int k, float alpha, const float* a, int lda, const float* b, int ldb,
                 float beta, float* c, int ldc);
void cblas_dgemv(int order, int op, int m, int n, double alpha, const double* a, int lda, const double* x, int incx, double beta, double* y,
                 int incy);
void cblas_dtrsv(int order, int uplo, int op, int diag, int n, const double* a, int lda, double* x, int incx);
void dpotrf_(const char* uplo, const int* n, double* a, const int* lda, int* info);
void dgesdd_(const char* job, const int* m, const int* n, double* a, const int* lda, double* s, double* u, const int* ldu, double* vt,
             const int* ldvt, double* work, const int* lwork, int* iwork, int* info);
void dgelsd_(const int* m, const int* n, const int* nrhs, double* a, const int* lda, double* b, const int* ldb, double* s,
             const double* rcond, int* rank, double* work, const int* lwork, int* iwork, int* info);
void dgeqp3_(const int* m, const int* n, double* a, const int* lda, int* jpvt, double* tau, double* work, const int* lwork, int* info);
void dgetrf_(const int* m, const int* n, double* a, const int* lda, int* ipiv, int* info);
void dgetri_(const int* n, double* a, const int* lda, const int* ipiv, double* work, const int* lwork, int* info);
void dsyevr_(const char* job, const char* range, const char* uplo, const int* n, double* a, const int* lda, const double* vl,
             const double* vu, const int* il, const int* iu, const double* abstol, int* found, double* w, double* z, const int* ldz,
             int* isuppz, double* work, const int* lwork, int* iwork, const int* liwork, int* info);
}

namespace kinkless {

namespace {
constexpr int kRowMajor = 101, kLower = 122, kNonUnit = 131, kPlain = 111, kTransposed = 112;

// LAPACK complains on the standard error about NaN and infinity, or loops: they count as not converged.
bool all_finite(std::size_t count, const double* a) {
  return std::all_of(a, a + count, [](double value) { return std::isfinite(value); });
}

int code(Op op) { return op == Op::plain ? kPlain : kTransposed; }
}  // namespace

void gemm(Op op_a, Op op_b, int m, int n, int k, double alpha, const double* a, int lda, const double* b, int ldb, double beta, double* c,
          int ldc) {
  cblas_dgemm(kRowMajor, code(op_a), code(op_b), m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

void gemm(Op op_a, Op op_b, int m, int n, int k, float alpha, const float* a, int lda, const float* b, int ldb, float beta, float* c,
          int ldc) {
  cblas_sgemm(kRowMajor, code(op_a), code(op_b), m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

void gemv(Op op_a, int m, int n, double alpha, const double* a, int lda, const double* x, double beta, double* y) {
  cblas_dgemv(kRowMajor, code(op_a), m, n, alpha, a, lda, x, 1, beta, y, 1);
}

void solve_lower(int n, const double* l, int ldl, double* x) { cblas_dtrsv(kRowMajor, kLower, kPlain, kNonUnit, n, l, ldl, x, 1); }

void solve_lower_transposed(int n, const double* l, int ldl, double* x) {
  cblas_dtrsv(kRowMajor, kLower, kTransposed, kNonUnit, n, l, ldl, x, 1);
}

bool cholesky_block(int n, double* a, int lda) {
  // The lower triangle of a row-major matrix is the upper one of the same memory read column-major.
  int info = 0;
  dpotrf_("U", &n, a, &lda, &info);
  return info == 0;
}

bool singular_values(int rows, int columns, double* a, double* sigma) {
  if (!all_finite(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns), a)) return false;
  // Column-major LAPACK sees the transposed matrix, which has the same singular values.
  const int one = 1, smaller = std::min(rows, columns);
  std::vector<int> iwork(8 * static_cast<std::size_t>(smaller));
  double query = 0, unused = 0;
  int lwork = -1, info = 0;
  dgesdd_("N", &columns, &rows, a, &columns, sigma, &unused, &one, &unused, &one, &query, &lwork, iwork.data(), &info);
  lwork = static_cast<int>(query);
  std::vector<double> work(static_cast<std::size_t>(lwork));
  dgesdd_("N", &columns, &rows, a, &columns, sigma, &unused, &one, &unused, &one, work.data(), &lwork, iwork.data(), &info);
  return info == 0;
}

bool minimal_least_squares(int rows, int columns, double* a, double* b, double* sigma, double rcond) {
  if (!all_finite(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns), a)) return false;
  if (!all_finite(static_cast<std::size_t>(rows), b)) return false;
  const int one = 1, ldb = std::max(rows, columns);
  double query = 0;
  int iquery = 0, lwork = -1, rank = 0, info = 0;
  dgelsd_(&rows, &columns, &one, a, &rows, b, &ldb, sigma, &rcond, &rank, &query, &lwork, &iquery, &info);
  lwork = static_cast<int>(query);
  std::vector<double> work(static_cast<std::size_t>(lwork));
  std::vector<int> iwork(static_cast<std::size_t>(std::max(1, iquery)));
  dgelsd_(&rows, &columns, &one, a, &rows, b, &ldb, sigma, &rcond, &rank, work.data(), &lwork, iwork.data(), &info);
  return info == 0;
}

bool pivoted_columns(int rows, int columns, double* a, int* order, double* distances) {
  if (!all_finite(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns), a)) return false;
  const int smaller = std::min(rows, columns);
  std::fill(order, order + columns, 0);
  std::vector<double> tau(static_cast<std::size_t>(smaller));
  double query = 0;
  int lwork = -1, info = 0;
  dgeqp3_(&rows, &columns, a, &rows, order, tau.data(), &query, &lwork, &info);
  lwork = static_cast<int>(query);
  std::vector<double> work(static_cast<std::size_t>(lwork));
  dgeqp3_(&rows, &columns, a, &rows, order, tau.data(), work.data(), &lwork, &info);
  for (int k = 0; k < columns; ++k) --order[k];
  for (int k = 0; k < smaller; ++k) distances[k] = std::fabs(a[static_cast<std::size_t>(k) * static_cast<std::size_t>(rows + 1)]);
  return info == 0;
}

bool invert(int n, double* a) {
  if (!all_finite(static_cast<std::size_t>(n) * static_cast<std::size_t>(n), a)) return false;
  std::vector<int> pivots(static_cast<std::size_t>(n));
  int info = 0;
  dgetrf_(&n, &n, a, &n, pivots.data(), &info);
  if (info != 0) return false;
  double query = 0;
  int lwork = -1;
  dgetri_(&n, a, &n, pivots.data(), &query, &lwork, &info);
  lwork = static_cast<int>(query);
  std::vector<double> work(static_cast<std::size_t>(lwork));
  dgetri_(&n, a, &n, pivots.data(), work.data(), &lwork, &info);
  return info == 0;
}

namespace {

// dsyevr for the eigenvalues first … n (from 1, ascending), with vectors or without.
bool eigen(const char* job, int n, double* a, int first, double* values, double* vectors) {
  if (!all_finite(static_cast<std::size_t>(n) * static_cast<std::size_t>(n), a)) return false;
  const double unused = 0, abstol = 0;
  std::vector<int> support(2 * static_cast<std::size_t>(n));
  double query = 0;
  int iquery = 0, lwork = -1, liwork = -1, found = 0, info = 0;
  dsyevr_(job, "I", "U", &n, a, &n, &unused, &unused, &first, &n, &abstol, &found, values, vectors, &n, support.data(), &query, &lwork,
          &iquery, &liwork, &info);
  lwork = static_cast<int>(query);
  liwork = iquery;
  std::vector<double> work(static_cast<std::size_t>(lwork));
  std::vector<int> iwork(static_cast<std::size_t>(liwork));
  dsyevr_(job, "I", "U", &n, a, &n, &unused, &unused, &first, &n, &abstol, &found, values, vectors, &n, support.data(), work.data(), &lwork,
          iwork.data(), &liwork, &info);
  return info == 0 && found == n - first + 1;
}

}  // namespace

bool symmetric_eigenvalues(int n, double* a, double* values) {
  double unused = 0;
  return eigen("N", n, a, 1, values, &unused);
}

bool symmetric_eigenpairs(int n, double* a, double* values, double* vectors) { return eigen("V", n, a, 1, values, vectors); }

bool largest_eigenpairs(int n, double* a, int count, double* values, double* vectors) {
  std::vector<double> found(static_cast<std::size_t>(n));
  const bool converged = eigen("V", n, a, n - count + 1, found.data(), vectors);
  std::copy(found.begin(), found.begin() + count, values);
  return converged;
}

}  // namespace kinkless
