#include "core/certify/certification.h"

#include <algorithm>

#include "core/certify/certify_all_layers.h"
#include "core/certify/certify_minimum.h"
#include "core/certify/certify_region.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// Certificates speak of the signs of all pre-activations that weights can change, whether or not they reach the output.
std::vector<std::vector<unsigned char>> stated_kinks(const Network& network, const Samples<double>& samples, const Linearisation& point) {
  std::vector<std::vector<unsigned char>> result;
  for (std::size_t l = 0; l + 1 < network.depth(); ++l) {
    const std::size_t width = point.pre_activations[l].columns, columns = point.inputs[l].columns;
    const double* mask = samples.mask(l);
    result.emplace_back(samples.count * width);
    for (std::size_t n = 0; n < samples.count; ++n) {
      const double* input = point.inputs[l].row(n);
      // What is 0 for these weights of the layers before is so for these only.
      const bool moves = l > 0 || std::any_of(input, input + columns, [](double x) { return x != 0; });
      for (std::size_t i = 0; i < width; ++i)
        result[l][n * width + i] = moves && network.layers[l].slope != 1 && (mask == nullptr || mask[n * width + i] != 0) ? 1 : 0;
    }
  }
  return result;
}

}  // namespace

Certification certify(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, Claim claim,
                      const Control& control) {
  Certification result;
  LinearisationErrors errors;
  Linearisation point = evaluate_bounded(network, samples, parameters.data(), kUnitRoundoff64, errors);
  const auto carries = stated_kinks(network, samples, point);
  const std::vector<Kink> on_kink = find_kinks(network, point, &errors, carries).on_kink;
  if (claim == Claim::kink_minimum ? on_kink.empty() : !on_kink.empty()) {
    result.leave_open(claim == Claim::kink_minimum ? Cause::no_kink : Cause::kink);
    if (!on_kink.empty()) {
      result.layer = static_cast<double>(on_kink[0].layer);
      result.unit = static_cast<double>(on_kink[0].unit);
      result.sample = static_cast<double>(on_kink[0].sample);
    }
  } else if (claim == Claim::full_rank || claim == Claim::zero_loss_nearby) {
    certify_region(network, samples, parameters, claim == Claim::zero_loss_nearby, point, errors, carries.back(), control, result);
    if (claim == Claim::zero_loss_nearby && result.outcome == 0 && !control.aborted()) {
      Certification other;
      certify_all_layers(network, samples, parameters, point, errors, carries, control, other);
      // Where neither does, that of the last hidden layer says more, unless it has too few rows whatever its weights.
      if (other.outcome == 1 || result.cause == static_cast<double>(static_cast<int>(Cause::rows))) result = other;
    }
  } else {
    certify_minimum(network, samples, parameters, point, errors, carries.back(), on_kink, control, result);
  }
  result.aborted = control.aborted();
  return result;
}

std::vector<std::string> certification_names() {
  return {
#define X(name) #name,
      KINKLESS_CERTIFICATION_FIELDS(X)
#undef X
  };
}

std::vector<double> certification_values(const Certification& certification) {
  return {
#define X(name) certification.name,
      KINKLESS_CERTIFICATION_FIELDS(X)
#undef X
  };
}

}  // namespace kinkless
