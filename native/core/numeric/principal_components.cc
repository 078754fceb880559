#include "core/numeric/principal_components.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/numeric/blas.h"

namespace kinkless {

namespace {

// Long enough for full speed of the matrix product, short enough to stop within milliseconds.
constexpr int kPanel = 256;

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

// Row-major, one row per sample.
struct Data {
  int samples;
  int inputs;
  const double* x;
};

// XᵀX (inputs × inputs) or X Xᵀ (samples × samples), a panel of the inner dimension at a time.
bool gram(const Data& data, bool over_inputs, std::vector<double>& out, const std::function<bool()>& stop) {
  const int side = over_inputs ? data.inputs : data.samples;
  const int depth = over_inputs ? data.samples : data.inputs;
  out.assign(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 0.0);
  for (int from = 0; from < depth; from += kPanel) {
    if (stop()) return false;
    const int size = std::min(depth - from, kPanel);
    const double* panel = over_inputs ? data.x + static_cast<std::ptrdiff_t>(from) * data.inputs : data.x + from;
    gemm(over_inputs ? Op::transposed : Op::plain, over_inputs ? Op::plain : Op::transposed, side, side, size, 1.0, panel, data.inputs,
         panel, data.inputs, 1.0, out.data(), side);
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
  if (wanted == 0) return true;
  std::vector<double> eigenvalues(wanted);
  std::vector<double> eigenvectors(wanted * side);
  if (!largest_eigenpairs(static_cast<int>(side), matrix.data(), static_cast<int>(wanted), eigenvalues.data(), eigenvectors.data()))
    return false;
  if (stop()) return false;

  const double largest = eigenvalues[wanted - 1];
  const double tolerance = static_cast<double>(std::max(samples, inputs)) * std::numeric_limits<double>::epsilon() * largest;
  std::size_t rank = 0;
  while (rank < wanted && eigenvalues[wanted - 1 - rank] > tolerance) ++rank;
  // Centred samples add up to zero, which takes one from the rank however the rounding falls.
  rank = std::min(rank, samples - 1);
  if (rank == 0) return true;

  // One vector per row, the largest last. The other side's: scores X v of the components v, or components Xᵀ u of the scores u.
  const double* known = eigenvectors.data() + (wanted - rank) * side;
  const std::size_t other = over_inputs ? samples : inputs;
  std::vector<double> product(rank * other);
  gemm(Op::plain, over_inputs ? Op::transposed : Op::plain, static_cast<int>(rank), static_cast<int>(other), static_cast<int>(side), 1.0,
       known, static_cast<int>(side), data.x, data.inputs, 0.0, product.data(), static_cast<int>(other));

  const double* scores = over_inputs ? product.data() : known;
  const double* vectors = over_inputs ? known : product.data();
  for (std::size_t c = 0; c < rank; ++c) {
    const std::size_t row = rank - 1 - c;
    const double* score = scores + row * samples;
    double squares = 0.0;
    for (std::size_t i = 0; i < samples; ++i) squares += score[i] * score[i];
    const double sign = entry_of_largest_magnitude(vectors + row * inputs, inputs) < 0.0 ? -1.0 : 1.0;
    const double scale = sign / std::sqrt(squares / static_cast<double>(samples));
    for (std::size_t i = 0; i < samples; ++i) out[i * components + c] = score[i] * scale;
  }
  return true;
}

}  // namespace kinkless
