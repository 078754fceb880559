#include "certification.h"

#include "certify_minimum.h"
#include "certify_region.h"
#include "rounding.h"

namespace kinkless {

Certification certify(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, Claim claim,
                      const Control& control) {
  Certification result;
  LinearisationErrors errors;
  const Linearisation point = evaluate_bounded(network, samples, parameters.data(), kUnitRoundoff64, errors);
  const auto carries = carries_kink(network, samples, point);
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
