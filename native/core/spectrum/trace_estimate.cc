#include "core/spectrum/trace_estimate.h"

#include <cmath>

#include "core/numeric/random.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// Named streams; the same numbers stand in src/native/random.ts.
constexpr std::uint32_t kSketchStream = 13, kProbeStream = 14;

double dot(const std::vector<double>& x, const std::vector<double>& y) {
  double sum = 0;
  for (std::size_t p = 0; p < x.size(); ++p) sum += x[p] * y[p];
  return sum;
}

// An orthonormal basis that grows; vectors that are combinations of the others to rounding are left out.
class Range {
 public:
  void project_out(std::vector<double>& x) const {
    for (int pass = 0; pass < 2; ++pass)
      for (const auto& q : vectors_) {
        const double along = dot(q, x);
        for (std::size_t p = 0; p < x.size(); ++p) x[p] -= along * q[p];
      }
  }
  void add(std::vector<double> x) {
    const double before = norm(x);
    project_out(x);
    const double length = norm(x);
    if (!(length > std::sqrt(kUnitRoundoff64) * before)) return;
    for (double& value : x) value /= length;
    vectors_.push_back(std::move(x));
  }
  const std::vector<std::vector<double>>& vectors() const { return vectors_; }

 private:
  std::vector<std::vector<double>> vectors_;
};

}  // namespace

TraceEstimate estimate_trace(const SymmetricOperator& matrix, std::size_t products, std::uint64_t seed, const Control& control) {
  TraceEstimate result;
  const std::size_t size = matrix.size;
  std::vector<double> x(size), image(size);
  const auto multiply = [&] {
    control.progress(static_cast<std::int64_t>(result.products), result.trace);
    ++result.products;
    result.aborted = !matrix.multiply(x.data(), image.data());
    return !result.aborted;
  };
  if (products >= size) {
    for (std::size_t p = 0; p < size; ++p) {
      x.assign(size, 0.0);
      x[p] = 1;
      if (!multiply()) return result;
      result.trace += image[p];
    }
    return result;
  }
  const std::size_t sketch = products / 3;
  Range range;
  for (std::size_t k = 0; k < sketch; ++k) {
    random_sign({seed, kSketchStream, static_cast<std::uint32_t>(k)}, 0, size, x.data());
    if (!multiply()) return result;
    range.add(image);
  }
  for (const auto& q : range.vectors()) {
    x = q;
    if (!multiply()) return result;
    result.trace += dot(q, image);
  }
  const std::size_t probes = products - result.products;
  double sum = 0, squares = 0;
  for (std::size_t k = 0; k < probes; ++k) {
    random_sign({seed, kProbeStream, static_cast<std::uint32_t>(k)}, 0, size, x.data());
    range.project_out(x);
    if (!multiply()) return result;
    const double value = dot(x, image);
    sum += value;
    squares += value * value;
  }
  const double count = static_cast<double>(probes), mean = sum / count;
  result.trace += mean;
  result.standard_error = std::sqrt(std::max(0.0, squares / count - mean * mean) / (count - 1));
  return result;
}

}  // namespace kinkless
