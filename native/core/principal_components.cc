#include "principal_components.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

extern "C" {
void dsyrk_(const char* uplo, const char* trans, const int* n, const int* k, const double* alpha, const double* a, const int* lda,
            const double* beta, double* c, const int* ldc);
void dgemm_(const char* transa, const char* transb, const int* m, const int* n, const int* k, const double* alpha, const double* a,
            const int* lda, const double* b, const int* ldb, const double* beta, double* c, const int* ldc);
void dsyevr_(const char* jobz, const char* range, const char* uplo, const int* n, double* a, const int* lda, const double* vl,
             const double* vu, const int* il, const int* iu, const double* abstol, int* m, double* w, double* z, const int* ldz,
             int* isuppz, double* work, const int* lwork, int* iwork, const int* liwork, int* info);
}

namespace kinkless {

namespace {

// Long enough for full speed of the matrix product, short enough to stop within milliseconds.
constexpr std::size_t kPanel = 256;

constexpr double kOne = 1.0;
constexpr double kZero = 0.0;

// The values minus the mean of their column, divided by the largest magnitude so that squares neither overflow nor vanish. The scale
// cancels in scores of unit variance.
std::vector<double> centred(std::size_t samples, std::size_t inputs, const double* values) {
  std::vector<double> mean(inputs, 0.0);
  const double share = 1.0 / static_cast<double>(samples);
  for (std::size_t n = 0; n < samples; ++n)
    for (std::size_t j = 0; j < inputs; ++j) mean[j] += values[n * inputs + j] * share;
  std::vector<double> out(samples * inputs);
  double largest = 0.0;
  for (std::size_t j = 0; j < inputs; ++j) {
    // A constant column has no variance; its mean is off by rounding, which must not become a component of its own.
    bool constant = true;
    for (std::size_t n = 1; n < samples && constant; ++n) constant = values[n * inputs + j] == values[j];
    if (constant) continue;
    for (std::size_t n = 0; n < samples; ++n) {
      const double difference = values[n * inputs + j] - mean[j];
      out[n * inputs + j] = difference;
      largest = std::max(largest, std::fabs(difference));
    }
  }
  if (largest > 0.0)
    for (double& value : out) value /= largest;
  return out;
}

// The leading eigenvectors of a symmetric n × n matrix, largest eigenvalue first, as columns of length n.
struct Eigenpairs {
  std::vector<double> values;
  std::vector<double> vectors;
};

bool leading_eigenpairs(int n, std::vector<double>& matrix, int count, Eigenpairs& pairs) {
  std::vector<double> ascending(static_cast<std::size_t>(n));
  std::vector<double> vectors(static_cast<std::size_t>(n) * static_cast<std::size_t>(count));
  std::vector<int> support(2 * static_cast<std::size_t>(count));
  const int first = n - count + 1;
  const double tolerance = 0.0;
  int found = 0;
  int info = 0;
  int work_size = -1;
  int integer_size = -1;
  double best_work = 0.0;
  int best_integer = 0;
  dsyevr_("V", "I", "L", &n, matrix.data(), &n, nullptr, nullptr, &first, &n, &tolerance, &found, ascending.data(), vectors.data(), &n,
          support.data(), &best_work, &work_size, &best_integer, &integer_size, &info);
  if (info != 0) return false;
  work_size = static_cast<int>(best_work);
  integer_size = best_integer;
  std::vector<double> work(static_cast<std::size_t>(work_size));
  std::vector<int> integers(static_cast<std::size_t>(integer_size));
  dsyevr_("V", "I", "L", &n, matrix.data(), &n, nullptr, nullptr, &first, &n, &tolerance, &found, ascending.data(), vectors.data(), &n,
          support.data(), work.data(), &work_size, integers.data(), &integer_size, &info);
  if (info != 0 || found != count) return false;
  pairs.values.resize(static_cast<std::size_t>(count));
  pairs.vectors.resize(vectors.size());
  const auto length = static_cast<std::ptrdiff_t>(n);
  for (int k = 0; k < count; ++k) {
    const int from = count - 1 - k;
    pairs.values[static_cast<std::size_t>(k)] = ascending[static_cast<std::size_t>(from)];
    std::copy_n(vectors.begin() + from * length, length, pairs.vectors.begin() + k * length);
  }
  return true;
}

// Column-major, every row-major samples × inputs array reads as its inputs × samples transpose, here called X.
struct Data {
  int samples;
  int inputs;
  const double* x;
};

// X Xᵀ (inputs × inputs) or Xᵀ X (samples × samples), lower triangle.
bool gram(const Data& data, bool over_inputs, std::vector<double>& out, const std::function<bool()>& stop) {
  const int side = over_inputs ? data.inputs : data.samples;
  const int depth = over_inputs ? data.samples : data.inputs;
  out.assign(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 0.0);
  for (int from = 0; from < depth; from += static_cast<int>(kPanel)) {
    if (stop()) return false;
    const int size = std::min(depth - from, static_cast<int>(kPanel));
    const double* panel = over_inputs ? data.x + static_cast<std::ptrdiff_t>(from) * data.inputs : data.x + from;
    dsyrk_("L", over_inputs ? "N" : "T", &side, &size, &kOne, panel, &data.inputs, &kOne, out.data(), &side);
  }
  return true;
}

double entry_of_largest_magnitude(const double* vector, std::size_t length) {
  return *std::max_element(vector, vector + length, [](double a, double b) { return std::fabs(a) < std::fabs(b); });
}

}  // namespace

bool principal_components(std::size_t samples, std::size_t inputs, const double* values, std::size_t components, double* out,
                          const std::function<bool()>& stop) {
  std::fill_n(out, samples * components, 0.0);
  const std::vector<double> x = centred(samples, inputs, values);
  const Data data{static_cast<int>(samples), static_cast<int>(inputs), x.data()};
  const bool over_inputs = inputs <= samples;
  const std::size_t side = std::min(samples, inputs);
  const std::size_t wanted = std::min(components, side);

  std::vector<double> matrix;
  if (!gram(data, over_inputs, matrix, stop)) return false;
  Eigenpairs pairs;
  if (wanted == 0 || !leading_eigenpairs(static_cast<int>(side), matrix, static_cast<int>(wanted), pairs)) return wanted == 0;
  if (stop()) return false;

  const double tolerance = static_cast<double>(std::max(samples, inputs)) * std::numeric_limits<double>::epsilon() * pairs.values[0];
  std::size_t rank = 0;
  while (rank < wanted && pairs.values[rank] > tolerance) ++rank;
  // Centred samples add up to zero, which takes one from the rank however the rounding falls.
  rank = std::min(rank, samples - 1);
  if (rank == 0) return true;

  // The other side's vectors: scores Xᵀ v of the components v, or components X u of the scores u.
  const std::size_t other = over_inputs ? samples : inputs;
  std::vector<double> product(other * rank);
  const int m = static_cast<int>(other);
  const int n = static_cast<int>(rank);
  const int k = static_cast<int>(side);
  dgemm_(over_inputs ? "T" : "N", "N", &m, &n, &k, &kOne, data.x, &data.inputs, pairs.vectors.data(), &k, &kZero, product.data(), &m);

  const double* scores = over_inputs ? product.data() : pairs.vectors.data();
  const double* vectors = over_inputs ? pairs.vectors.data() : product.data();
  for (std::size_t c = 0; c < rank; ++c) {
    const double* score = scores + c * samples;
    double squares = 0.0;
    for (std::size_t i = 0; i < samples; ++i) squares += score[i] * score[i];
    const double sign = entry_of_largest_magnitude(vectors + c * inputs, inputs) < 0.0 ? -1.0 : 1.0;
    const double scale = sign / std::sqrt(squares / static_cast<double>(samples));
    for (std::size_t i = 0; i < samples; ++i) out[i * components + c] = score[i] * scale;
  }
  return true;
}

}  // namespace kinkless
