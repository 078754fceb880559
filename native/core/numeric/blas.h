// Prototypes of the BLAS and LAPACK routines used, and row-major overloads for both precisions.
#pragma once

#include <cstddef>

namespace kinkless {

enum class Op : char { plain = 'N', transposed = 'T' };

// C (m × n) ← alpha · op(A) op(B) + beta · C, all row-major; k is the inner dimension.
void gemm(Op op_a, Op op_b, int m, int n, int k, double alpha, const double* a, int lda, const double* b, int ldb, double beta, double* c,
          int ldc);
void gemm(Op op_a, Op op_b, int m, int n, int k, float alpha, const float* a, int lda, const float* b, int ldb, float beta, float* c,
          int ldc);

// y (m) ← alpha · op(A) x + beta · y with A m × n row-major before op.
void gemv(Op op_a, int m, int n, double alpha, const double* a, int lda, const double* x, double beta, double* y);

// x ← L⁻¹ x, and x ← L⁻ᵀ x, L lower triangular n × n, row-major.
void solve_lower(int n, const double* l, int ldl, double* x);
void solve_lower_transposed(int n, const double* l, int ldl, double* x);

// Cholesky factorisation in place, lower triangle of a row-major n × n matrix. False when a pivot is not positive.
bool cholesky_block(int n, double* a, int lda);

// Singular values of a row-major rows × columns matrix, which is destroyed, in descending order. False when LAPACK did not converge.
bool singular_values(int rows, int columns, double* a, double* sigma);

// Least squares of minimal norm, min ‖A x − b‖ with singular values below rcond·σ_max taken as zero; `a` holds Aᵀ row-major (columns ×
// rows) and is destroyed; `b` has max(rows, columns) entries and receives x. `sigma` receives min(rows, columns) values.
bool minimal_least_squares(int rows, int columns, double* a, double* b, double* sigma, double rcond);

// Orders the columns of a rows × columns matrix, given one column after the other and destroyed, so that each is as far as possible from
// the span of those before it; `distances` receives these distances (min(rows, columns) of them, descending).
bool pivoted_columns(int rows, int columns, double* a, int* order, double* distances);

// A ← A⁻¹ for an n × n matrix. False where it is singular.
bool invert(int n, double* a);

// All eigenvalues of a symmetric matrix, ascending; the matrix is destroyed.
bool symmetric_eigenvalues(int n, double* a, double* values);

// All eigenvalues, ascending, and all eigenvectors, one per row.
bool symmetric_eigenpairs(int n, double* a, double* values, double* vectors);

// The `count` largest eigenvalues, ascending, and their eigenvectors (one per row) of a symmetric matrix, which is destroyed.
bool largest_eigenpairs(int n, double* a, int count, double* values, double* vectors);

}  // namespace kinkless
