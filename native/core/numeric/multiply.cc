#include "core/numeric/multiply.h"

#include <algorithm>

#include "core/runtime/memory.h"

namespace kinkless {

namespace {

// A panel of op(B), packed: it stays in the second-level cache while all rows of op(A) pass.
constexpr std::size_t kDepth = 128, kWidth = 96;

class Panel {
 public:
  Panel(std::size_t depth, std::size_t width)
      : bytes_(depth * static_cast<std::size_t>(padded<double>(static_cast<int>(width))) * sizeof(double)),
        numbers_(static_cast<double*>(take_memory(bytes_))) {}
  ~Panel() { give_memory_back(numbers_, bytes_); }
  Panel(const Panel&) = delete;
  Panel& operator=(const Panel&) = delete;

  // alpha · op(B), k × n, rows stride(n) apart.
  void pack(const Kernels<double>& with, Op op, std::size_t n, std::size_t k, double alpha, const double* b, std::size_t ldb) {
    const std::size_t stride = Panel::stride(n);
    if (op == Op::transposed) {
      with.transpose(static_cast<int>(n), static_cast<int>(k), b, static_cast<std::ptrdiff_t>(ldb), numbers_,
                     static_cast<std::ptrdiff_t>(stride));
    } else {
      for (std::size_t p = 0; p < k; ++p) std::copy_n(b + p * ldb, n, numbers_ + p * stride);
    }
    if (alpha == 1) return;
    for (std::size_t p = 0; p < k; ++p)
      for (std::size_t j = 0; j < n; ++j) numbers_[p * stride + j] *= alpha;
  }

  static std::size_t stride(std::size_t n) { return static_cast<std::size_t>(padded<double>(static_cast<int>(n))); }
  const double* numbers() const { return numbers_; }

 private:
  std::size_t bytes_;
  double* numbers_;
};

}  // namespace

void multiply(Op op_a, Op op_b, std::size_t m, std::size_t n, std::size_t k, double alpha, const double* a, std::size_t lda,
              const double* b, std::size_t ldb, double beta, double* c, std::size_t ldc, KernelLevel level) {
  if (m == 0 || n == 0) return;
  if (level == KernelLevel::portable) {
    // Without wide registers of their own the kernels are slower than BLAS, which has them for more processors.
    return gemm(op_a, op_b, static_cast<int>(m), static_cast<int>(n), static_cast<int>(k), alpha, a, static_cast<int>(lda), b,
                static_cast<int>(ldb), beta, c, static_cast<int>(ldc));
  }
  if (k == 0) {
    for (std::size_t i = 0; beta == 0 && i < m; ++i) std::fill_n(c + i * ldc, n, 0.0);
    return;
  }
  const Kernels<double>& with = kernels<double>(level);
  const auto a_row = static_cast<std::ptrdiff_t>(op_a == Op::plain ? lda : 1),
             a_column = static_cast<std::ptrdiff_t>(op_a == Op::plain ? 1 : lda);
  Panel panel(std::min(kDepth, k), std::min(kWidth, n));
  for (std::size_t p = 0; p < k; p += kDepth) {
    const std::size_t depth = std::min(kDepth, k - p);
    for (std::size_t j = 0; j < n; j += kWidth) {
      const std::size_t width = std::min(kWidth, n - j);
      panel.pack(with, op_b, width, depth, alpha, op_b == Op::plain ? b + p * ldb + j : b + j * ldb + p, ldb);
      with.product(static_cast<int>(m), static_cast<int>(width), static_cast<int>(depth), a + static_cast<std::ptrdiff_t>(p) * a_column,
                   a_row, a_column, panel.numbers(), static_cast<std::ptrdiff_t>(Panel::stride(width)), beta != 0 || p > 0, c + j,
                   static_cast<std::ptrdiff_t>(ldc));
    }
  }
}

}  // namespace kinkless
