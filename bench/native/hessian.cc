// Time of the dense Hessian of a 2-50-1 network with biases at 10,000 samples, and of products with the Hessian and its Gauss–Newton part
// in turns with a gradient of the same network by the step that trains. Prints JSON, times in milliseconds.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "core/curvature/curvature.h"
#include "core/curvature/hessian.h"
#include "core/network/linearisation.h"
#include "core/network/step.h"
#include "core/numeric/random.h"
#include "core/numeric/rounding.h"
#include "core/runtime/memory.h"
#include "timing.h"

namespace {

constexpr int kRounds = 21;

std::vector<double> normals(std::size_t count, std::uint32_t stream, double scale) {
  std::vector<double> values(count);
  kinkless::random_normal({1, stream, 0}, 0, count, values.data());
  for (double& value : values) value *= scale;
  return values;
}

struct Problem {
  kinkless::Network network;
  kinkless::Samples<double> samples;
  std::vector<double> parameters;

  Problem(const std::vector<int>& widths, std::size_t count)
      : network(widths, std::vector<double>(widths.size() - 2, 0.1), std::vector<unsigned char>(widths.size() - 1, 1)),
        samples(kinkless::make_samples<double>(network, count, normals(count * static_cast<std::size_t>(widths[0]), 1, 1).data(),
                                               normals(count, 2, 1).data(), nullptr)),
        parameters(normals(network.parameters, 3, 0.3)) {}
};

void print_dense() {
  const Problem problem({2, 50, 1}, 10000);
  std::int32_t words[4] = {};
  const kinkless::Control control(words);
  kinkless::LinearisationErrors errors;
  kinkless::Linearisation point =
      kinkless::evaluate_bounded(problem.network, problem.samples, problem.parameters.data(), kinkless::kUnitRoundoff64, errors);
  kinkless::add_signals(problem.network, problem.parameters.data(), point, kinkless::kUnitRoundoff64, &errors);
  const kinkless::KhatriRao j = kinkless::jacobian(problem.network, point, errors);
  bench::Summary assembly;
  for (int k = 0; k < kRounds; ++k)
    assembly.values.push_back(1e3 * bench::seconds([&] {
                                kinkless::dense_hessian(problem.network, problem.parameters.data(), point, j, kinkless::HessianPart::all,
                                                        control);
                              }));
  std::printf("\"dense\": { \"parameters\": %zu, \"samples\": %zu, ", problem.network.parameters, problem.samples.count);
  assembly.print("assembly");
  std::printf(" }");
}

void print_products(const std::vector<int>& widths, std::size_t count) {
  const Problem problem(widths, count);
  std::int32_t words[4] = {};
  const kinkless::Control control(words);
  kinkless::Curvature hessian(problem.network, problem.samples, problem.parameters, kinkless::Curvature::Kind::hessian, control);
  kinkless::Curvature part(problem.network, problem.samples, problem.parameters, kinkless::Curvature::Kind::gauss_newton, control);
  kinkless::Step<double> step(problem.network, problem.samples);
  std::vector<double> gradient(problem.network.parameters), product(problem.network.parameters);
  const std::vector<double> x = normals(problem.network.parameters, 4, 1);
  const auto take_gradient = [&] { step.run(problem.parameters.data(), gradient.data(), control); };
  const auto take_product = [&] { hessian.multiply(x.data(), product.data()); };
  const auto take_part = [&] { part.multiply(x.data(), product.data()); };
  const int repeats = bench::repeats_for(take_gradient);
  bench::Summary gradients, products, parts, ratios, part_ratios;
  for (int k = 0; k < kRounds; ++k) {
    gradients.values.push_back(1e3 * bench::seconds(take_gradient, repeats));
    products.values.push_back(1e3 * bench::seconds(take_product, repeats));
    parts.values.push_back(1e3 * bench::seconds(take_part, repeats));
    ratios.values.push_back(products.values.back() / gradients.values.back());
    part_ratios.values.push_back(parts.values.back() / gradients.values.back());
  }
  std::printf("{ \"widths\": \"");
  for (std::size_t l = 0; l < widths.size(); ++l) std::printf("%s%d", l > 0 ? "-" : "", widths[l]);
  std::printf("\", \"samples\": %zu, ", count);
  gradients.print("gradient");
  std::printf(", ");
  products.print("hessian");
  std::printf(", ");
  ratios.print("ratio");
  std::printf(", ");
  parts.print("gaussNewton");
  std::printf(", ");
  part_ratios.print("gaussNewtonRatio");
  std::printf(" }");
}

}  // namespace

int main() {
  const kinkless::MemoryPool memory;
  std::printf("{ ");
  print_dense();
  std::printf(",\n  \"products\": [\n    ");
  print_products({2, 50, 1}, 10000);
  std::printf(",\n    ");
  print_products({25, 25, 1}, 625);
  std::printf(",\n    ");
  print_products({50, 50, 1}, 2500);
  std::printf(",\n    ");
  print_products({50, 50, 50, 1}, 2500);
  std::printf(",\n    ");
  print_products({50, 50, 50, 10}, 2500);
  std::printf("\n  ] }\n");
}
