// The product of two dense matrices, on the kernels of the training step where they are made for this processor.
#pragma once

#include <cstddef>

#include "core/kernels/kernels.h"
#include "core/numeric/blas.h"

namespace kinkless {

// C (m × n) ← alpha · op(A) op(B), or += where beta is 1, all row-major with rows lda, ldb and ldc apart; k is the inner dimension. beta is
// 0 or 1.
void multiply(Op op_a, Op op_b, std::size_t m, std::size_t n, std::size_t k, double alpha, const double* a, std::size_t lda,
              const double* b, std::size_t ldb, double beta, double* c, std::size_t ldc, KernelLevel level = kernel_level());

}  // namespace kinkless
