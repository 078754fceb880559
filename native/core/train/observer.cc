#include "core/train/observer.h"

#include <algorithm>
#include <cmath>

#include "core/network/linearisation.h"
#include "core/network/misclassified.h"
#include "core/network/stationarity.h"
#include "core/numeric/matrix.h"
#include "core/numeric/rounding.h"

namespace kinkless {

namespace {

// Parameters times samples of a part: its matrices stay in cache, and are small enough for memory to be used again instead of being fetched
// from the system. An abort waits for one part.
constexpr std::size_t kWork = std::size_t(1) << 20;
constexpr std::size_t kLeastSamples = 512;

// A share of the samples; −1 stays −1.
double share_of(double count, std::size_t samples) { return count < 0 ? -1 : count / static_cast<double>(samples); }

// Misclassified samples of two parts; −1 where either has targets that are not ±1.
double together(double a, double b) { return a < 0 || b < 0 ? -1 : a + b; }

// The network around a point, with bounds for arithmetic of a unit roundoff.
struct Local {
  LinearisationErrors errors;
  Linearisation point;
  BoundedVector slope;
};

Local local(const Network& network, const Samples<double>& samples, const std::vector<double>& parameters, double unit) {
  Local result;
  result.point = evaluate_bounded(network, samples, parameters.data(), unit, result.errors);
  add_signals(network, parameters.data(), result.point, unit, &result.errors);
  result.slope = gradient(network, result.point, result.errors, unit);
  return result;
}

}  // namespace

// What is summed or minimised over the samples, part by part.
struct Observer::Sums {
  double squares = 0;
  double wrong = 0;
  std::vector<double> gradient;
  std::vector<double> bound;  // on its rounding error in the arithmetic that trains
  bool on_kink = false;
  double min_abs = HUGE_VAL;
  std::vector<double> traces;
};

Observer::Observer(const Network& network, const Samples<double>& samples, const Samples<double>& validation,
                   const TrainingOptions& options, double unit, const Control& control)
    : network_(network),
      samples_(samples),
      validation_(validation),
      options_(options),
      unit_(unit),
      control_(control),
      part_(std::max(kLeastSamples, kWork / network.parameters)) {}

template <class Part>
void Observer::in_parts(const Samples<double>& samples, Part part) const {
  for (std::size_t first = 0; first < samples.count && !control_.aborted(); first += part_) {
    const std::size_t count = std::min(part_, samples.count - first);
    if (count == samples.count) {
      part(samples, first);
    } else {
      part(slice(network_, samples, first, count), first);
    }
  }
}

void Observer::add(const Samples<double>& part, std::size_t first, const std::vector<double>& parameters, Sums& sums) const {
  Linearisation point = evaluate(network_, part, parameters.data());
  add_signals(network_, parameters.data(), point);
  const std::vector<double> slope = gradient(network_, point);
  const double share = static_cast<double>(part.count) / static_cast<double>(samples_.count);
  for (std::size_t p = 0; p < parameters.size(); ++p) sums.gradient[p] += slope[p] * share;
  add_values(part, first, point, sums);
  sums.min_abs = std::min(sums.min_abs, find_kinks(network_, point, nullptr, carries_kink(network_, part, point)).min_abs);
}

void Observer::add_bounded(const Samples<double>& part, std::size_t first, const std::vector<double>& parameters, Sums& sums) const {
  const Local trained = local(network_, part, parameters, unit_);
  // What is reported is computed in double precision: in a coarser arithmetic's bounds, units near a kink would count as active.
  const bool coarse = unit_ != kUnitRoundoff64;
  const Local precise = coarse ? local(network_, part, parameters, kUnitRoundoff64) : Local();
  const Local& reported = coarse ? precise : trained;
  const double share = static_cast<double>(part.count) / static_cast<double>(samples_.count);
  // The parts' sums are rounded once more for each part.
  const double rounding = part.count == samples_.count ? 0 : gamma(samples_.count / part_ + 2, unit_);
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    sums.gradient[p] += reported.slope.value[p] * share;
    sums.bound[p] += (trained.slope.bound[p] + rounding * std::fabs(trained.slope.value[p])) * share;
  }
  add_values(part, first, reported.point, sums);
  const Kinks kinks = find_kinks(network_, reported.point, &reported.errors, carries_kink(network_, part, reported.point));
  sums.on_kink = sums.on_kink || !kinks.on_kink.empty();
  sums.min_abs = std::min(sums.min_abs, kinks.min_abs);
}

void Observer::add_values(const Samples<double>& part, std::size_t first, const Linearisation& point, Sums& sums) const {
  sums.squares += point.squares();
  sums.wrong = together(sums.wrong, misclassified(part, point));
  for (std::size_t k = 0; k < options_.traces.size(); ++k) {
    const Kink& trace = options_.traces[k];
    if (trace.sample >= first && trace.sample < first + part.count)
      sums.traces[k] = point.pre_activations[trace.layer - 1](trace.sample - first, trace.unit);
  }
}

Observer::Outputs Observer::evaluate_outputs(const Samples<double>& samples, const std::vector<double>& parameters) const {
  Outputs outputs;
  in_parts(samples, [&](const Samples<double>& part, std::size_t) {
    const Linearisation point = evaluate(network_, part, parameters.data());
    outputs.squares += point.squares();
    outputs.wrong = together(outputs.wrong, misclassified(part, point));
  });
  return outputs;
}

bool Observer::classifies(const std::vector<double>& parameters) const {
  const double mce = share_of(evaluate_outputs(samples_, parameters).wrong, samples_.count);
  return mce >= 0 && mce <= options_.mce_floor;
}

Observer::View Observer::look(const std::vector<double>& parameters, std::int64_t epoch, double learning_rate, std::int64_t kicks,
                              bool record, bool judge, TrainingResult& result) const {
  const std::vector<double> zeros(parameters.size(), 0.0);
  Sums sums;
  sums.gradient = zeros;
  sums.bound = zeros;
  sums.traces.resize(options_.traces.size());
  in_parts(samples_, [&](const Samples<double>& part, std::size_t first) {
    if (judge) {
      add_bounded(part, first, parameters, sums);
    } else {
      add(part, first, parameters, sums);
    }
  });
  View view{sums.squares / (2 * static_cast<double>(samples_.count)), norm(sums.gradient), judge, sums.on_kink, true};
  for (std::size_t p = 0; p < parameters.size() && judge; ++p)
    view.gradient_at_rounding_level = view.gradient_at_rounding_level && std::fabs(sums.gradient[p]) <= sums.bound[p];
  view.finite = std::isfinite(view.loss) && std::isfinite(view.gradient_norm) && std::isfinite(learning_rate);
  if (!record) return view;
  double validation_loss = -1, validation_mce = -1;
  if (validation_.count > 0) {
    const Outputs outputs = evaluate_outputs(validation_, parameters);
    validation_loss = outputs.squares / (2 * static_cast<double>(validation_.count));
    validation_mce = share_of(outputs.wrong, validation_.count);
    view.finite = view.finite && std::isfinite(validation_loss);
  }
  const double row[kHistoryFixed] = {static_cast<double>(epoch),
                                     view.loss,
                                     share_of(sums.wrong, samples_.count),
                                     view.gradient_norm,
                                     std::isfinite(sums.min_abs) ? sums.min_abs : -1,
                                     learning_rate,
                                     static_cast<double>(kicks),
                                     validation_loss,
                                     validation_mce};
  result.history.insert(result.history.end(), row, row + kHistoryFixed);
  result.history.insert(result.history.end(), sums.traces.begin(), sums.traces.end());
  return view;
}

}  // namespace kinkless
