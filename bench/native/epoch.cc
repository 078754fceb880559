// Time of one epoch (the fused step, then Adam) beside that of a plain sketch of the same arithmetic, taken in turns on one core, and the
// machine's gemm peak in the same run. Prints JSON; times are processor time of the one thread in microseconds, so that other programs on
// the machine weigh little; rates are in 1e9 operations per second.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <utility>
#include <vector>

#include "timing.h"

#include "core/kernels/kernels.h"
#include "core/network/step.h"
#include "core/numeric/blas.h"
#include "core/numeric/random.h"
#include "core/train/batches.h"

extern "C" {
char* openblas_get_config(void);
char* openblas_get_corename(void);
int openblas_get_num_threads(void);
}

namespace {

using bench::seconds;
using bench::Summary;
using kinkless::AdamStep;
using kinkless::gemm;
using kinkless::Network;
using kinkless::Op;
using kinkless::Samples;

constexpr int kRounds = 41;
// A learning rate that keeps the weights where they are: every epoch does the same work.
constexpr AdamStep kAdam{1e-12, 0.9, 0.999, 1e-8, 0.5, 0.5};

// What one would write first: W row-major, the samples in blocks of 128, a product, one pass over the block, a product; nothing padded.
template <class T>
class Sketch {
 public:
  Sketch(int width, const Samples<T>& samples) : d_(width), samples_(samples), block_(static_cast<std::size_t>(kBlock) * width) {}

  // `weights` and `gradient` are W_1 (d × d), then the d output weights.
  double run(const T* weights, T* gradient) {
    const T* out = weights + d_ * d_;
    T* out_gradient = gradient + d_ * d_;
    std::fill(out_gradient, out_gradient + d_, T(0));
    double squares = 0;
    const int count = static_cast<int>(samples_.count);
    for (int first = 0; first < count; first += kBlock) {
      const int rows = std::min(kBlock, count - first);
      const T* inputs = samples_.inputs.data() + static_cast<std::size_t>(first) * d_;
      gemm(Op::plain, Op::transposed, rows, d_, d_, T(1), inputs, d_, weights, d_, T(0), block_.data(), d_);
      for (int n = 0; n < rows; ++n) {
        T* u = block_.data() + static_cast<std::size_t>(n) * d_;
        T value = 0;
        for (int i = 0; i < d_; ++i) value += (u[i] > 0 ? u[i] : T(0)) * out[i];
        const T e = value - samples_.targets[first + n];
        squares += static_cast<double>(e) * static_cast<double>(e);
        for (int i = 0; i < d_; ++i) {
          const T signal = u[i] > 0 ? e : T(0);
          out_gradient[i] += signal * u[i];
          u[i] = signal * out[i];
        }
      }
      gemm(Op::transposed, Op::plain, d_, d_, rows, T(1), block_.data(), d_, inputs, d_, first == 0 ? T(0) : T(1), gradient, d_);
    }
    const T mean = T(1) / static_cast<T>(count);
    for (int p = 0; p < d_ * d_ + d_; ++p) gradient[p] *= mean;
    return squares;
  }

 private:
  static constexpr int kBlock = 128;
  int d_;
  const Samples<T>& samples_;
  std::vector<T> block_;
};

template <class T>
const char* precision() {
  return sizeof(T) == 8 ? "float64" : "float32";
}

template <class T>
std::vector<T> normals(std::size_t count, std::uint32_t stream, double scale) {
  std::vector<double> values(count);
  kinkless::random_normal({1, stream, 0}, 0, count, values.data());
  std::vector<T> result(count);
  for (std::size_t k = 0; k < count; ++k) result[k] = static_cast<T>(scale * values[k]);
  return result;
}

template <class T>
struct Trained {
  std::vector<T> weights, gradient, m, v;
  explicit Trained(std::vector<T> start) : weights(std::move(start)), gradient(weights.size()), m(weights.size()), v(weights.size()) {}
  void adam() {
    kinkless::kernels<T>(kinkless::kernel_level()).adam(weights.size(), kAdam, gradient.data(), m.data(), v.data(), weights.data());
  }
};

template <class T>
void epoch(int d, int samples, bool last) {
  const Network network({d, d, 1}, {0.0}, {0, 0});
  const auto width = static_cast<std::size_t>(d);
  const std::vector<double> inputs = normals<double>(width * samples, 1, 1);
  std::vector<double> targets = normals<double>(samples, 2, 1);
  for (double& y : targets) y = y < 0 ? -1 : 1;
  const auto data = kinkless::make_samples<T>(network, samples, inputs.data(), targets.data(), nullptr);

  Trained<T> ours(normals<T>(network.parameters, 3, std::sqrt(2.0 / d))), plain = ours;
  std::int32_t words[4] = {};
  const kinkless::Control control(words);
  kinkless::Step<T> step(network, data);
  Sketch<T> sketch(d, data);
  // The step takes the weights transposed; what numbers stand where makes no difference to the time.
  const auto run_ours = [&] {
    step.run(ours.weights.data(), ours.gradient.data(), control);
    ours.adam();
  };
  const auto run_plain = [&] {
    sketch.run(plain.weights.data(), plain.gradient.data());
    plain.adam();
  };
  const int repeats = bench::repeats_for(run_ours);
  Summary step_times, sketch_times, ratios;
  for (int k = 0; k < kRounds; ++k) {
    step_times.values.push_back(seconds(run_ours, repeats) * 1e6);
    sketch_times.values.push_back(seconds(run_plain, repeats) * 1e6);
    ratios.values.push_back(step_times.values.back() / sketch_times.values.back());
  }
  std::printf("    { \"width\": %d, \"samples\": %d, \"precision\": \"%s\", ", d, samples, precision<T>());
  step_times.print("step");
  std::printf(", ");
  sketch_times.print("sketch");
  std::printf(", \"ratio\": %.3f, \"rate\": %.4g }%s\n", ratios.median(), 4.0 * d * d * samples / step_times.median() / 1e3,
              last ? "" : ",");
}

// Adam of parameters whose gradients have vanished long ago, beside the same with gradients: denormal moments would show here.
template <class T>
void vanished(bool last) {
  constexpr std::size_t count = 10'000;
  constexpr int decay = 20'000;
  Trained<T> live(normals<T>(count, 1, 1)), dead = live;
  live.gradient = normals<T>(count, 2, 1);
  std::fill(dead.m.begin(), dead.m.end(), T(1));
  std::fill(dead.v.begin(), dead.v.end(), sizeof(T) == 8 ? T(1e-300) : T(1e-34));
  for (int k = 0; k < decay; ++k) dead.adam();
  Summary with, without;
  for (int k = 0; k < kRounds; ++k) {
    with.values.push_back(seconds([&] { live.adam(); }, 100) * 1e6);
    without.values.push_back(seconds([&] { dead.adam(); }, 100) * 1e6);
  }
  std::printf("    { \"precision\": \"%s\", ", precision<T>());
  with.print("live");
  std::printf(", ");
  without.print("vanished");
  std::printf(" }%s\n", last ? "" : ",");
}

// An epoch of mini-batches: drawing the order, gathering, the steps and Adam.
void mini_batches() {
  const Network network({784, 256, 1}, {0.0}, {0, 0});
  constexpr int samples = 10'000;
  const std::vector<double> inputs = normals<double>(static_cast<std::size_t>(samples) * 784, 1, 1),
                            targets = normals<double>(samples, 2, 1);
  const auto data = kinkless::make_samples<float>(network, samples, inputs.data(), targets.data(), nullptr);
  kinkless::TrainingOptions options;
  options.batch_size = 256;
  kinkless::Batches<float> batches(network, data, options);
  kinkless::Step<float> step(network, batches.current());
  std::int32_t words[4] = {};
  const kinkless::Control control(words);
  Trained<float> net(normals<float>(network.parameters, 3, std::sqrt(2.0 / 784)));
  Summary times;
  for (int epoch = 0; epoch <= 7; ++epoch)
    times.values.push_back(1e6 * seconds([&] {
                             for (std::int64_t k = 0; k < batches.steps(); ++k) {
                               if (batches.select(epoch, k)) step.load();
                               step.run(net.weights.data(), net.gradient.data(), control);
                               net.adam();
                             }
                           }));
  times.values.erase(times.values.begin());
  std::printf("  \"miniBatches\": { \"batch\": 256, ");
  times.print("epoch");
  std::printf(", \"rate\": %.4g }\n}\n", 4.0 * 784 * 256 * samples / times.median() / 1e3);
}

// Rate of the step's own product where all of it stays in cache: what its tiles can reach.
template <class T>
void product_peak(bool last) {
  constexpr int n = 128;
  const std::vector<T> a = normals<T>(n * n, 1, 1), b = normals<T>(n * n, 2, 1);
  std::vector<T> c(n * n);
  const auto multiply = [&] {
    kinkless::kernels<T>(kinkless::kernel_level()).product(n, n, n, a.data(), n, 1, b.data(), n, false, c.data(), n);
  };
  Summary rates;
  const int repeats = bench::repeats_for(multiply);
  for (int k = 0; k < kRounds; ++k) rates.values.push_back(2.0 * n * n * n / seconds(multiply, repeats) / 1e9);
  std::printf("    { \"n\": %d, \"precision\": \"%s\", ", n, precision<T>());
  rates.print("rate");
  std::printf(" }%s\n", last ? "" : ",");
}

template <class T>
void peak(int n, bool last) {
  const auto size = static_cast<std::size_t>(n) * static_cast<std::size_t>(n);
  const std::vector<T> a = normals<T>(size, 1, 1), b = normals<T>(size, 2, 1);
  std::vector<T> c(size);
  Summary rates;
  for (int k = 0; k < 5; ++k) {
    const double time = seconds([&] { gemm(Op::plain, Op::plain, n, n, n, T(1), a.data(), n, b.data(), n, T(0), c.data(), n); });
    rates.values.push_back(2.0 * n * n * n / time / 1e9);
  }
  std::printf("    { \"n\": %d, \"precision\": \"%s\", ", n, precision<T>());
  rates.print("rate");
  std::printf(" }%s\n", last ? "" : ",");
}

}  // namespace

// With an argument: the peaks only.
int main(int arguments, char**) {
  std::printf("{\n  \"blas\": { \"config\": \"%s\", \"core\": \"%s\", \"threads\": %d },\n", openblas_get_config(), openblas_get_corename(),
              openblas_get_num_threads());
  std::printf("  \"peak\": [\n");
  for (const int n : {1000, 2000}) {
    peak<float>(n, false);
    peak<double>(n, n == 2000);
  }
  std::printf("  ],\n  \"product\": [\n");
  product_peak<float>(false);
  product_peak<double>(true);
  if (arguments > 1) {
    std::printf("  ]\n}\n");
    return 0;
  }
  std::printf("  ],\n  \"adam\": [\n");
  vanished<float>(false);
  vanished<double>(true);
  std::printf("  ],\n  \"epochs\": [\n");
  for (const auto& [d, samples] : {std::pair{10, 100}, {25, 100}, {25, 625}, {50, 2500}, {100, 10000}}) {
    epoch<float>(d, samples, false);
    epoch<double>(d, samples, d == 100);
  }
  std::printf("  ],\n");
  mini_batches();
}
