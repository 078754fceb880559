// Time of proving that G = A∘V of a random network has full rank, through its Gram matrix. Prints JSON, times in milliseconds.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "core/network/khatri_rao.h"
#include "core/network/linearisation.h"
#include "core/numeric/cholesky.h"
#include "core/numeric/random.h"
#include "core/numeric/rounding.h"
#include "core/rank/point_ranks.h"
#include "core/runtime/memory.h"
#include "timing.h"

namespace {

constexpr int kWidth = 50, kSamples = 2000, kRounds = 9;

std::vector<double> normals(std::size_t count, std::uint32_t stream, double scale) {
  std::vector<double> values(count);
  kinkless::random_normal({1, stream, 0}, 0, count, values.data());
  for (double& value : values) value *= scale;
  return values;
}

}  // namespace

int main() {
  const kinkless::MemoryPool memory;
  const kinkless::Network network({kWidth, kWidth, 1}, {0.0}, {0, 0});
  const std::vector<double> inputs = normals(kSamples * kWidth, 1, 1), targets = normals(kSamples, 2, 1);
  const auto samples = kinkless::make_samples<double>(network, kSamples, inputs.data(), targets.data(), nullptr);
  const std::vector<double> parameters = normals(network.parameters, 3, std::sqrt(2.0 / kWidth));
  kinkless::LinearisationErrors errors;
  const kinkless::Linearisation point = kinkless::evaluate_bounded(network, samples, parameters.data(), kinkless::kUnitRoundoff64, errors);
  const kinkless::KhatriRao matrix = kinkless::last_hidden_matrix(network, point, errors, kinkless::kUnitRoundoff64);
  std::int32_t words[4] = {};
  const kinkless::Control control(words);

  kinkless::Rank rank;
  bench::Summary gram, factorisation, decision;
  for (int k = 0; k < kRounds; ++k) {
    kinkless::Matrix product;
    gram.values.push_back(bench::seconds([&] { product = matrix.lower_gram(control); }) * 1e3);
    factorisation.values.push_back(bench::seconds([&] { kinkless::cholesky(product, control); }) * 1e3);
    decision.values.push_back(
        bench::seconds([&] { rank = kinkless::hidden_rank(network, samples, parameters, point, errors, false, control); }) * 1e3);
  }
  std::printf("{ \"width\": %d, \"samples\": %d, \"rank\": %zu, ", kWidth, kSamples, rank.rank);
  gram.print("gram");
  std::printf(", ");
  factorisation.print("factorisation");
  std::printf(", ");
  decision.print("decision");
  std::printf(" }\n");
}
